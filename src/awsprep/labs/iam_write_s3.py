"""Policies to write for buckets and their objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import ROLES, USERS, account, bucket, request, role, user
from awsprep.labs.iam_drill import Drill, Probe
from awsprep.labs.iam_text import allow, deny, policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

_TEAMS = ("blue", "green", "red", "data")


def prefix(rng: Random) -> Drill:
    """Read one prefix of a bucket, from the office."""
    number, store, name = account(rng), bucket(rng), rng.choice(ROLES)
    team, other = rng.sample(_TEAMS, 2)
    home, away = rng.sample(("192.0.2", "198.51.100", "203.0.113"), 2)
    base, who = f"arn:aws:s3:::{store}", role(number, name)
    office, cafe = {"aws:SourceIp": f"{home}.{rng.randint(2, 250)}"}, {"aws:SourceIp": f"{away}.{rng.randint(2, 250)}"}

    def probe(action: str, path: str, context: Mapping[str, str], *, allowed: bool = False) -> Probe:
        return Probe(request(who, action, f"{base}/{path}", owner=number, context=context), allowed)

    return Drill(
        f"Write the identity policy of the role {name}.\n\nIt may read objects (`s3:GetObject`) of the bucket {store} "
        f"whose key begins with `{team}/`, and only from the office, {home}.0/24. Nothing else.",
        Layer.IDENTITY,
        policy(
            allow("s3:GetObject", f"{base}/{team}/*", when={"IpAddress": {"aws:SourceIp": f"{home}.0/24"}}, sid="Read")
        ),
        "The slash before the wildcard keeps other prefixes out that begin alike. IpAddress is false of a request "
        "without `aws:SourceIp`.",
        (
            probe("s3:GetObject", f"{team}/q1.csv", office, allowed=True),
            probe("s3:GetObject", f"{team}/2026/q1.csv", office, allowed=True),
            probe("s3:GetObject", f"{team}/q1.csv", cafe),
            probe("s3:GetObject", f"{team}/q1.csv", {}),
            probe("s3:GetObject", f"{other}/q1.csv", office),
            probe("s3:GetObject", f"{team}-old/q1.csv", office),
            probe("s3:PutObject", f"{team}/q1.csv", office),
            probe("s3:DeleteObject", f"{team}/q1.csv", office),
        ),
    )


def tls(rng: Random) -> Drill:
    """Refuse every call to a bucket that comes without TLS."""
    number, store = account(rng), bucket(rng)
    far = account(rng, number)
    base, name = f"arn:aws:s3:::{store}", rng.choice(ROLES)
    own = Policies(identity=(policy(allow("s3:*", sid="Storage")),))

    def probe(caller: str, action: str, path: str, tls: str, *, allowed: bool = False) -> Probe:
        asked = request(caller, action, f"{base}{path}", owner=number, context={"aws:SecureTransport": tls})
        return Probe(asked, allowed, own)

    here, there = role(number, name), role(far, name)
    return Drill(
        f"Write the bucket policy of {store}, which is in account {number}.\n\nWhoever may use the bucket must use "
        "TLS: every S3 call without it is refused, on the bucket itself as on its objects. The policy gives nobody "
        "access; that is what identity policies are for.",
        Layer.RESOURCE,
        policy(
            deny("s3:*", (base, f"{base}/*"), to="*", when={"Bool": {"aws:SecureTransport": "false"}}, sid="OnlyTls")
        ),
        "Only an explicit Deny takes away what identity policies allow. It needs both ARNs: the bucket's, and the "
        "objects'.",
        (
            probe(here, "s3:GetObject", "/a.csv", "true", allowed=True),
            probe(here, "s3:PutObject", "/a.csv", "true", allowed=True),
            probe(here, "s3:ListBucket", "", "true", allowed=True),
            probe(here, "s3:GetObject", "/a.csv", "false"),
            probe(here, "s3:DeleteObject", "/a.csv", "false"),
            probe(here, "s3:ListBucket", "", "false"),
            probe(there, "s3:GetObject", "/a.csv", "true"),
            probe(there, "s3:GetObject", "/a.csv", "false"),
        ),
    )


def mfa(rng: Random) -> Drill:
    """Delete objects only with MFA."""
    number, store, name = account(rng), bucket(rng), rng.choice(USERS)
    base, who, key = f"arn:aws:s3:::{store}", user(number, name), "aws:MultiFactorAuthPresent"

    def probe(action: str, mfa: str, *, allowed: bool = False, of: str = base) -> Probe:
        context = {key: mfa} if mfa else {}
        context |= {"aws:MultiFactorAuthAge": "300"} if mfa == "true" else {}
        return Probe(request(who, action, f"{of}/a.csv", owner=number, context=context), allowed)

    return Drill(
        f"Write the identity policy of the user {name}.\n\nOn objects of the bucket {store}: `s3:GetObject` and "
        "`s3:PutObject` always, `s3:DeleteObject` only in a session that was signed in with MFA. Access keys, with "
        f"which `{key}` is absent, must not delete.",
        Layer.IDENTITY,
        policy(
            allow(("s3:GetObject", "s3:PutObject"), f"{base}/*", sid="Work"),
            allow("s3:DeleteObject", f"{base}/*", when={"Bool": {key: "true"}}, sid="Delete"),
        ),
        "An Allow with Bool true is not met where the key is absent. A Deny with Bool false is not met there either, "
        "which is why it has to be BoolIfExists.",
        (
            probe("s3:GetObject", "", allowed=True),
            probe("s3:PutObject", "false", allowed=True),
            probe("s3:GetObject", "true", allowed=True),
            probe("s3:DeleteObject", "true", allowed=True),
            probe("s3:DeleteObject", "false"),
            probe("s3:DeleteObject", ""),
            probe("s3:GetObject", "true", of=f"{base}-copy"),
            probe("s3:PutObjectAcl", "true"),
        ),
    )


def home(rng: Random) -> Drill:
    """List and use the own home folder."""
    number, store = account(rng), bucket(rng)
    one, two = rng.sample(USERS, 2)
    base = f"arn:aws:s3:::{store}"

    def listing(name: str, prefix: str, *, allowed: bool = False) -> Probe:
        context = {"aws:username": name, **({"s3:prefix": prefix} if prefix else {})}
        return Probe(request(user(number, name), "s3:ListBucket", base, owner=number, context=context), allowed)

    def use(name: str, action: str, path: str, *, allowed: bool = False) -> Probe:
        context = {"aws:username": name}
        return Probe(request(user(number, name), action, f"{base}/{path}", owner=number, context=context), allowed)

    return Drill(
        f"Write one identity policy for all users of an account.\n\nIn the bucket {store} each of them may list "
        "(`s3:ListBucket`) their own folder, `home/NAME/` and what is below, and read and write objects in it "
        "(`s3:GetObject`, `s3:PutObject`); NAME is the user's name. Nothing else.",
        Layer.IDENTITY,
        policy(
            allow("s3:ListBucket", base, when={"StringLike": {"s3:prefix": "home/${aws:username}/*"}}, sid="List"),
            allow(("s3:GetObject", "s3:PutObject"), f"{base}/home/${{aws:username}}/*", sid="Use"),
        ),
        "A list call is on the bucket, so its folder is a condition on `s3:prefix`; object calls have it in the ARN. "
        "`${aws:username}` makes one policy do for all.",
        (
            listing(one, f"home/{one}/", allowed=True),
            listing(two, f"home/{two}/2026/", allowed=True),
            use(one, "s3:GetObject", f"home/{one}/a", allowed=True),
            use(two, "s3:PutObject", f"home/{two}/a", allowed=True),
            listing(one, f"home/{two}/"),
            listing(one, ""),
            listing(one, "home/"),
            use(one, "s3:GetObject", f"home/{two}/a"),
            use(one, "s3:GetObject", f"home/{one}-old/a"),
            use(one, "s3:DeleteObject", f"home/{one}/a"),
        ),
    )
