"""Who reaches the database: security groups that refer to groups, ACLs, and the routes of peered VPCs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc_parts import Peering
from awsprep.labs.vpc_drawing import drawing, legend
from awsprep.labs.vpc_network import (
    ANY,
    EPHEMERAL,
    EVERYTHING,
    acl,
    allow,
    deny,
    flow,
    group,
    host,
    lets,
    network,
    subnet,
    table,
    vpc,
)
from awsprep.labs.vpc_trial import Claim, Trial, case_of_claims, decided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.vpc_network import Network
    from awsprep.labs.case import Case

_PORTS = (3306, 5432, 6379, 1433)
_NAMES = ("api-1", "jobs-1", "etl-1", "bi-1", "ops-1")


def _groups(rng: Random, level: str) -> Case | None:
    """A chain of groups: a reference means the members, not whom they let in."""
    del level
    n, port = rng.randint(0, 9), rng.choice(_PORTS)
    chain = rng.sample(("web-sg", "app-sg", "job-sg"), 3)
    first, second, allowed = chain
    front, data = f"10.{n}.1", f"10.{n}.2"
    net = network(
        vpc("main", f"10.{n}.0.0/16"),
        subnet("front-a", "main", f"{front}.0/24"),
        subnet("data-a", "main", f"{data}.0/24"),
        group(first, (lets("443", ANY),), EVERYTHING),
        group(second, (lets("8080", first),), EVERYTHING),
        group(allowed, (lets("8080", second),), EVERYTHING),
        group("db-sg", (lets(str(port), allowed),), EVERYTHING),
        group("ops-sg", (), (lets(str(port), f"{data}.0/24"),)),
        *(
            host(name.replace("-sg", "-1"), "front-a", f"{front}.{10 + 30 * place + rng.randint(0, 29)}", name)
            for place, name in enumerate(sorted(chain))
        ),
        host("ops-1", "data-a", f"{data}.{rng.randint(10, 49)}", "ops-sg"),
        host("db-2", "data-a", f"{data}.{rng.randint(50, 99)}", "db-sg"),
        host("db-1", "data-a", f"{data}.{rng.randint(100, 149)}", "db-sg"),
    )
    mistakes = {
        first.replace("-sg", "-1"): f"References do not chain: db-sg lets in members of {allowed} only.",
        second.replace("-sg", "-1"): f"{allowed} lets it in, but it is no member of {allowed}; db-sg asks for members.",
        allowed.replace("-sg", "-1"): "",
        "ops-1": "Being in the same subnet and allowed out is not enough: db-sg has to let it in.",
        "db-2": "Members of a group may not talk to each other unless a rule refers to that group.",
    }
    return _case(net, mistakes, port)


def _filters(rng: Random, level: str) -> Case | None:
    """Groups at both ends and an ACL before the database; one of five gets through all of them."""
    del level
    n, port = rng.randint(0, 9), rng.choice(_PORTS)
    other = rng.choice([one for one in _PORTS if one != port])
    places = rng.sample(("app-a", "app-b"), 2)
    shut, lone = places
    blocks = {"app-a": f"10.{n}.1", "app-b": f"10.{n}.2"}
    whole = f"10.{n}.0.0/16"
    good, job, tight, idle = rng.sample(("app-sg", "job-sg", "run-sg", "svc-sg"), 4)
    roles = [
        (lone, good, ""),
        (shut, good, f"db-sg would let it in, but data-acl comes before, and its rule 90 denies {shut}."),
        (lone, job, f"db-sg lets {job} in at port {other} only."),
        (lone, tight, f"db-sg would let it in, but {tight} lets nothing out but 443."),
        (lone, idle, f"No rule of db-sg speaks of {idle}; what {idle} allows outwards does not help."),
    ]
    named = dict(zip(rng.sample(_NAMES, 5), roles, strict=True))
    net = network(
        vpc("main", whole),
        subnet("app-a", "main", f"{blocks['app-a']}.0/24"),
        subnet("app-b", "main", f"{blocks['app-b']}.0/24"),
        subnet("data-a", "main", f"10.{n}.3.0/24", acl="data-acl"),
        acl(
            "data-acl",
            (deny(90, str(port), f"{blocks[shut]}.0/24"), allow(100, EPHEMERAL, whole)),
            (allow(100, EPHEMERAL, whole),),
        ),
        group("db-sg", (lets(str(port), good), lets(str(other), job), lets(str(port), tight))),
        group(good, (), EVERYTHING),
        group(job, (), EVERYTHING),
        group(tight, (), (lets("443", ANY),)),
        group(idle, (), (lets(str(port), whole),)),
        *(
            host(name, named[name][0], f"{blocks[named[name][0]]}.{20 * place + rng.randint(10, 29)}", named[name][1])
            for place, name in enumerate(sorted(named))
        ),
        host("db-1", "data-a", f"10.{n}.3.{rng.randint(10, 99)}", "db-sg"),
    )
    return _case(net, {name: mistake for name, (_, _, mistake) in named.items()}, port)


def _peered(rng: Random, level: str) -> Case | None:
    """From the database's own VPC, from a peered one, and from one behind that."""
    del level
    base, port = rng.randint(0, 6), rng.choice(_PORTS)
    main, near, edge = (f"10.{base + one}" for one in range(3))
    fine = rng.choice(("app-1", "shop-1", "shop-2"))
    low, high = f"{near}.1.0/26", f"{near}.1.64/26"
    back = f"{near}.2.0/24" if fine == "app-1" else rng.choice((f"{near}.0.0/16", f"{near}.1.0/24"))
    net = network(
        vpc("main", f"{main}.0.0/16"),
        subnet("data-a", "main", f"{main}.1.0/24", table="main-rt"),
        subnet("app-a", "main", f"{main}.2.0/24", table="main-rt"),
        vpc("shop", f"{near}.0.0/16"),
        subnet("shop-a", "shop", f"{near}.1.0/24", table="shop-rt"),
        vpc("lab", f"{edge}.0.0/16"),
        subnet("lab-a", "lab", f"{edge}.1.0/24", table="lab-rt"),
        Peering("pcx-1", ("main", "shop")),
        Peering("pcx-2", ("shop", "lab")),
        table("main-rt", "main", (back, "pcx-1"), (f"{edge}.0.0/16", "pcx-1")),
        table("shop-rt", "shop", (f"{main}.0.0/16", "pcx-1"), (f"{edge}.0.0/16", "pcx-2")),
        table("lab-rt", "lab", (f"{main}.0.0/16", "pcx-2")),
        group(
            "db-sg",
            (
                lets(str(port), "app-sg"),
                lets(str(port), high if fine == "shop-2" else low),
                lets(str(port), f"{edge}.0.0/16"),
            ),
        ),
        group("app-sg", (), EVERYTHING if fine == "app-1" else (lets("443", ANY),)),
        group("ext-sg", (), EVERYTHING),
        host("app-1", "app-a", f"{main}.2.{rng.randint(10, 99)}", "app-sg"),
        host("shop-1", "shop-a", f"{near}.1.{rng.randint(10, 60)}", "ext-sg"),
        host("shop-2", "shop-a", f"{near}.1.{rng.randint(70, 99)}", "ext-sg"),
        host("lab-1", "lab-a", f"{edge}.1.{rng.randint(10, 99)}", "ext-sg"),
        host("db-1", "data-a", f"{main}.1.{rng.randint(10, 99)}", "db-sg"),
    )
    outside = "Its address is not in the block that db-sg lets in."
    homeless = "The request arrives, but main-rt has no route back to its address."
    mistakes = {
        "app-1": "db-sg would let it in, but app-sg lets nothing out but 443.",
        "shop-1": homeless if fine == "app-1" else outside,
        "shop-2": outside,
        "lab-1": "A peering is not transitive: nothing goes through shop on to main.",
    }
    return _case(net, mistakes, port)


def _case(net: Network, mistakes: Mapping[str, str], port: int) -> Case | None:
    """Options: the instances that `mistakes` names, with that of who thinks that they get through."""
    claims = [Claim(name, Trial(net, flow(name, "db-1", port)), mistake) for name, mistake in mistakes.items()]
    ask = (
        f"{', '.join(sorted(mistakes))} each try to connect to db-1 at port {port}.\n\n{drawing(net)}\n\n{legend(net)} "
        "Which of them gets a connection?"
    )
    return case_of_claims(ask, claims, decided)


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {
    "groups": _groups,
    "filters": _filters,
    "peered": _peered,
}
