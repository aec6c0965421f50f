"""What there is to practise: the families of labs, what each asks for and at which levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.calculators import CALCULATORS

if TYPE_CHECKING:
    from collections.abc import Mapping


class Find(NamedTuple):
    """One thing that a family asks for: at which levels (`"junior mid"`), and as a title of at most 62 characters."""

    levels: str
    title: str


class Family(NamedTuple):
    """What a family is about and what it asks for; a question of the bank may settle on one: `with: {find: usable}`."""

    title: str
    finds: Mapping[str, Find]


def _family(name: str, about: str = "", **finds: tuple[str, str]) -> tuple[str, Family]:
    return name, Family(about or CALCULATORS[name], {find: Find(*told) for find, told in finds.items()})


FAMILIES: Mapping[str, Family] = dict(
    (
        _family(
            "cidr",
            usable=("junior", "How many addresses of a subnet are yours to use?"),
            prefix=("junior mid", "Which is the smallest subnet that has room?"),
            total=("senior", "How many addresses are left when a VPC is cut into subnets?"),
        ),
        _family(
            "route-choice",
            longest=("junior", "Which row of a route table does a packet take?"),
            propagated=("mid", "Static or propagated: which route does a packet take?"),
            overlap=("senior", "Which route wins where it overlaps the VPC's own block?"),
        ),
        _family(
            "dynamodb-capacity",
            read=("junior mid", "How many read units do these requests need?"),
            write=("mid", "How many write units do these requests need?"),
            query=("senior", "How many read units do queries, scans and batches need?"),
        ),
        _family(
            "lambda-concurrency",
            concurrency=("junior", "How much concurrency does a Lambda function use?"),
            served=("mid", "How many requests a second can a Lambda function serve?"),
            reservable=("mid", "How much concurrency can still be reserved?"),
            throttled=("senior", "How many requests to a Lambda function are throttled?"),
        ),
        _family(
            "token-bucket",
            burst=("junior", "How many requests of one burst are rejected?"),
            second=("mid", "How many requests of two bursts does an API accept?"),
            waves=("senior", "How many requests of many bursts are rejected?"),
        ),
        _family(
            "availability",
            downtime=("junior", "How long may a service be down?"),
            series=("junior", "How available are parts that all have to work?"),
            redundant=("mid", "How available are parts of which some are redundant?"),
            quorum=("senior", "How long is a quorum out of reach?"),
        ),
        _family(
            "s3-break-even",
            ia=("junior", "What does a month in Standard or Standard-IA cost?"),
            share=("mid", "Up to how much reading is Standard-IA no dearer?"),
            small=("senior", "What do small objects cost in Standard-IA?"),
            short=("senior", "What do short-lived objects cost in Standard-IA?"),
        ),
        _family(
            "sqs-consumers",
            consumers=("junior", "How many consumers keep up with a queue?"),
            instances=("mid", "How many instances keep a queue's backlog acceptable?"),
            drain=("senior", "When is a queue's backlog gone?"),
        ),
        _family(
            "dlq-timeline",
            moved=("junior", "When is a message moved to the dead-letter queue?"),
            done=("mid", "When is a message done that first fails?"),
            received=("mid", "How often has a failing message been received?"),
            kept=("senior", "How long does a message stay in the dead-letter queue?"),
        ),
        _family(
            "kinesis-shards",
            writing=("junior", "How many shards does a stream need for writing?"),
            reading=("mid", "How many shards do several ordinary consumers need?"),
            fanout=("senior", "How many shards are needed with enhanced fan-out?"),
        ),
        _family(
            "ebs-throughput",
            gp2=("junior", "How many IOPS has a gp2 volume?"),
            volume=("mid", "How much throughput does one gp3 volume give?"),
            striped=("senior", "How much throughput do striped gp3 volumes give?"),
        ),
        _family(
            "dr-strategy",
            strategy=("junior mid", "Which recovery strategy is the cheapest that will do?"),
            rpo=("mid", "How much data can a failure of the Region cost?"),
            rto=("senior", "How long does it take until the last client is back?"),
        ),
        _family(
            "kms-envelope",
            calls=("junior", "How many requests to KMS does envelope encryption make?"),
            outcome=("mid", "What does a call to KMS come back with?"),
            cost=("senior", "What do the requests to KMS cost with Bucket Keys?"),
        ),
        _family(
            "target-tracking",
            one=("junior", "How many instances bring the load to its target?"),
            bounds=("mid", "Which capacity results within the group's bounds?"),
            policies=("senior", "Which capacity do two target tracking policies ask for?"),
        ),
        _family(
            "ecs-deployment",
            lower=("junior", "How many tasks stay up during a rolling deployment?"),
            upper=("mid", "How many tasks may run at once in a rolling deployment?"),
            setting=("senior", "With which setting does a rolling deployment get on?"),
        ),
        _family(
            "cloudwatch-alarm",
            row=("junior", "When does an alarm on consecutive breaches go off?"),
            several=("mid", "When does an M out of N alarm go off?"),
            missing=("senior", "Which state has an alarm when data is missing?"),
        ),
        _family(
            "s3-lifecycle",
            where=("junior", "In which storage class is an object on a given day?"),
            small=("mid", "What do lifecycle rules do with small objects and versions?"),
            gone=("senior", "When are the bytes of an object's version deleted?"),
        ),
        _family(
            "weighted-routing",
            healthy=("junior", "Which share of the answers does a weighted record get?"),
            failing=("mid", "Which share does a record get when another one fails?"),
            fallback=("senior", "Which share does a record of weight 0 get?"),
        ),
        _family(
            "data-transfer",
            hops=("junior", "What does traffic between Availability Zones cost?"),
            nat=("mid", "What does traffic through a NAT gateway cost?"),
            endpoint=("senior", "What does a gateway endpoint save?"),
        ),
        _family(
            "vpc-verdict",
            "Does the packet arrive, and what drops it?",
            web=("junior", "Does the internet reach this web server?"),
            tiers=("mid", "Does the application reach its database?"),
            out=("senior", "Does a private instance reach the internet?"),
        ),
        _family(
            "vpc-fix",
            "Which single change lets the packet through?",
            web=("junior", "Which change opens this web server?"),
            tiers=("mid", "Which change lets the application reach its database?"),
            out=("senior", "Which change lets a private instance out?"),
        ),
        _family(
            "vpc-reply",
            "Which rule lets the reply back?",
            server=("junior", "Which rule lets a web server's replies out?"),
            both=("mid", "Which of two ACLs holds back the reply?"),
            translated=("senior", "Which rule lets replies back through a NAT gateway?"),
        ),
        _family(
            "vpc-break",
            "Which single change breaks a path that works?",
            web=("junior", "Which change cuts off this web server?"),
            tiers=("mid", "Which change parts the application from its database?"),
            out=("senior", "Which change cuts off a private instance?"),
        ),
        _family(
            "vpc-acl-order",
            "Which rule of a network ACL decides?",
            simple=("junior", "Which rule of an ACL decides about a request?"),
            ranges=("mid", "Which of overlapping ACL rules decides?"),
            replies=("senior", "Which rule of an ACL decides about a reply?"),
        ),
        _family(
            "vpc-reach",
            "Who reaches the database?",
            groups=("junior", "Whom does a reference to a security group let in?"),
            filters=("mid", "Who gets past security groups and an ACL?"),
            peered=("senior", "Who reaches a database across peerings?"),
        ),
        _family(
            "vpc-egress",
            "How does a private subnet reach the internet?",
            route=("junior", "Which default route does a private subnet need?"),
            gateways=("mid", "Which of four NAT gateways works?"),
            tables=("senior", "Which route table leads a private subnet out?"),
        ),
        _family(
            "vpc-pairs",
            "Who can talk to whom across VPCs?",
            chain=("junior", "Which VPCs of a chain of peerings can talk?"),
            routes=("mid", "Which subnets of two peered VPCs can talk?"),
            transit=("senior", "Which VPCs at a transit gateway can talk?"),
        ),
        _family(
            "vpc-endpoint",
            "Who is served through the gateway endpoint?",
            tables=("junior", "Which route table leads to the S3 endpoint?"),
            rows=("mid", "Whose traffic to S3 uses the gateway endpoint?"),
            filters=("senior", "Who gets its answer from S3 through the endpoint?"),
        ),
        _family(
            "iam-decision",
            "What comes of a request to IAM, and what decides?",
            statement=("junior", "Which statement of a policy decides?"),
            layer=("mid senior", "Which of several policies refuses, if any?"),
        ),
        _family(
            "iam-boundary",
            "What is left within a permissions boundary?",
            common=("junior mid", "Which call do policy and boundary both allow?"),
            session=("senior", "Which call do policy, boundary and session allow?"),
        ),
        _family(
            "iam-scp",
            "What do service control policies leave?",
            denied=("junior", "What is left below a denying service control policy?"),
            levels=("mid", "What do the service control policies of all levels allow?"),
            exempt=("senior", "Whom does a service control policy on Regions bind?"),
        ),
        _family(
            "iam-cross-account",
            "What is missing between two accounts?",
            bucket=("junior", "What is missing to use another account's bucket?"),
            assume=("mid", "What is missing to assume another account's role?"),
            key=("senior", "What is missing to use another account's KMS key?"),
        ),
        _family(
            "iam-principal",
            "Whom must a resource policy name?",
            user=("junior", "Which Principal lets a user of the account in?"),
            abroad=("mid", "Which Principal lets a caller of another account in?"),
            session=("senior", "Which Principal reaches a session past its boundary?"),
        ),
        _family(
            "iam-condition",
            "Which request meets the conditions?",
            simple=("junior", "Which request meets both conditions?"),
            absent=("mid", "What does a condition make of a key that is absent?"),
            sets=("senior", "What do ForAllValues and ForAnyValue make of a set?"),
        ),
        _family(
            "iam-wildcard",
            "Which call does a statement speak of?",
            pattern=("junior mid", "Which call do these wildcards match?"),
            **{"except": ("mid", "What do NotAction and NotResource leave?")},
            variable=("senior", "For whom does a policy variable have a value?"),
        ),
        _family(
            "iam-fix",
            "Which one edit of the policies turns it over?",
            removed=("junior mid", "Without which statement is it the other way round?"),
            edit=("mid senior", "Which edit lets a refused call through?"),
        ),
        _family(
            "iam-write",
            "Write a policy that passes hidden requests",
            **{
                "prefix": ("junior", "Write: read one prefix, from the office"),
                "tls": ("junior", "Write: a bucket that is used with TLS alone"),
                "mfa": ("mid", "Write: delete with MFA only"),
                "home": ("mid", "Write: everybody's own home folder"),
                "tags": ("mid", "Write: start and stop the own team's instances"),
                "pass-role": ("mid", "Write: pass one role to one service"),
                "external": ("mid", "Write: a role for a vendor, with an external ID"),
                "via": ("senior", "Write: a KMS key by way of S3 alone"),
                "leading": ("senior", "Write: only the own items of a table"),
                "regions": ("senior", "Write: two Regions, but global services everywhere"),
            },
        ),
    )
)
"""The families by the name that a question's `lab:` gives."""
