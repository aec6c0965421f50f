"""Policies to write for whole accounts: who may come in, and what may be used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import REGIONS, ROLES, account, request, role, root, session
from awsprep.labs.iam_drill import Drill, Probe
from awsprep.labs.iam_text import allow, deny, policy

if TYPE_CHECKING:
    from random import Random

_FULL = policy(allow("*", sid="FullAWSAccess"))


def external(rng: Random) -> Drill:
    """Let a vendor assume a role, with an external ID."""
    number = account(rng)
    vendor = account(rng, number)
    stranger = account(rng, number, vendor)
    word = f"{rng.choice(('acme', 'orion', 'delta'))}-{rng.randint(1000, 9999)}"
    target = role(number, "monitoring")
    may = Policies(identity=(policy(allow("sts:*", sid="Switch")),))

    def probe(caller: str, given: str, *, allowed: bool = False, action: str = "sts:AssumeRole") -> Probe:
        return Probe(request(caller, action, target, context={"sts:ExternalId": given} if given else {}), allowed, may)

    return Drill(
        f"Write the trust policy of the role `{target}`.\n\nA vendor watches your account from theirs, {vendor}: every "
        f"identity there that the vendor lets may assume the role (`sts:AssumeRole`), with the external ID `{word}`, "
        "which stands for you. Nobody else, and not without it.",
        Layer.RESOURCE,
        policy(
            allow(
                "sts:AssumeRole",
                None,
                to=root(vendor),
                when={"StringEquals": {"sts:ExternalId": word}},
                sid="Vendor",
            )
        ),
        "The vendor's account decides which of its identities may; the external ID keeps another customer of the "
        "vendor from having your role used (the confused deputy).",
        (
            probe(role(vendor, "collector"), word, allowed=True),
            probe(session(vendor, "collector-2", "job-1"), word, allowed=True),
            probe(role(vendor, "collector"), f"{word}0"),
            probe(role(vendor, "collector"), ""),
            probe(role(stranger, "collector"), word),
            probe(role(vendor, "collector"), word, action="sts:TagSession"),
        ),
    )


def regions(rng: Random) -> Drill:
    """Deny all Regions but two, except to global services."""
    number = account(rng)
    home, second, far, farther = rng.sample([each for each in REGIONS if each != "us-east-1"], 4)
    administrator = policy(allow("*", sid="Administrator"))
    beside = Policies(identity=(administrator,), scps=((_FULL,),))
    who = role(number, rng.choice(ROLES))

    def probe(action: str, region: str, *, allowed: bool = False) -> Probe:
        return Probe(request(who, action, "*", owner=number, context={"aws:RequestedRegion": region}), allowed, beside)

    model = deny(
        ("cloudfront:*", "iam:*", "organizations:*", "route53:*", "support:*"),
        when={"StringNotEquals": {"aws:RequestedRegion": (home, second)}},
        sid="Regions",
    )
    return Drill(
        "Write a service control policy, attached next to FullAWSAccess.\n\nMember accounts may use services in "
        f"{home} and {second} alone (`aws:RequestedRegion`). Global services answer in us-east-1 and must go on "
        "working from everywhere: CloudFront, IAM, Organizations, Route 53 and Support (`cloudfront:`, `iam:`, "
        "`organizations:`, `route53:`, `support:`).",
        Layer.SCP,
        policy(replace(model, not_action=True)),
        "A Deny with NotAction spares the global services and catches all others, those of tomorrow included. A Deny "
        "of two Regions by StringNotEquals is met by every other one.",
        (
            probe("ec2:RunInstances", home, allowed=True),
            probe("s3:CreateBucket", second, allowed=True),
            probe("iam:CreateRole", "us-east-1", allowed=True),
            probe("cloudfront:CreateDistribution", "us-east-1", allowed=True),
            probe("route53:CreateHostedZone", "us-east-1", allowed=True),
            probe("organizations:DescribeOrganization", "us-east-1", allowed=True),
            probe("support:DescribeCases", "us-east-1", allowed=True),
            probe("ec2:RunInstances", "us-east-1"),
            probe("ec2:RunInstances", far),
            probe("lambda:CreateFunction", farther),
        ),
    )
