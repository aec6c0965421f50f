"""Three networks with a flow: a web server, an application and its database, the way out through a NAT gateway.

Each is drawn with the faults asked for, by name; without any the flow is delivered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.labs.vpc_drawing import drawing, legend
from awsprep.labs.vpc_network import (
    ANY,
    EPHEMERAL,
    EVERYTHING,
    acl,
    allow,
    client,
    deny,
    ephemeral,
    flow,
    group,
    host,
    lets,
    nat,
    network,
    public,
    subnet,
    table,
    vpc,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from random import Random

    from awsprep.aws.vpc import Flow
    from awsprep.aws.vpc_network import Network

WEB_FAULTS = ("group", "source", "acl", "deny", "reply", "route")
TIER_FAULTS = ("egress", "app-out", "db-in", "group", "db-out", "app-in")
OUT_FAULTS = ("nat-in", "route", "nat-range", "nat-out", "app-in")


class Site(NamedTuple):
    """A network and a flow through it; `ask` tells of the flow.

    `port` is what is asked for, `back` the client's port, `near` and `far` the blocks at its ends, as text.
    """

    network: Network
    flow: Flow
    ask: str
    port: int
    back: int
    near: str
    far: str

    def asks(self, question: str) -> str:
        """The flow, the network and what is asked about them."""
        return f"{self.ask}\n\n{drawing(self.network)}\n\n{legend(self.network)} {question}"


def web(rng: Random, faults: Collection[str] = ()) -> Site:
    """The internet asks a web server in a public subnet. Faults: WEB_FAULTS."""
    n, port, back = rng.randint(0, 9), rng.choice((80, 443, 8080)), ephemeral(rng)
    other = rng.choice([one for one in (80, 443, 8080) if one != port])
    who, ours, whole, cidr = client(rng), public(rng), f"10.{n}.0.0/16", f"10.{n}.1.0/24"
    rules = [allow(100, str(other if "acl" in faults else port), ANY)]
    if "deny" in faults:
        rules.insert(0, deny(90, str(port), "198.51.100.0/24"))
    elif rng.random() < 0.3:
        rules.append(deny(110, str(port), "198.51.100.0/24"))
    net = network(
        vpc("main", whole, igw=True),
        subnet("web-a", "main", cidr, table="public", acl="web-acl"),
        table("public", "main", *(() if "route" in faults else ((ANY, "igw"),))),
        acl("web-acl", tuple(rules), (allow(100, str(port) if "reply" in faults else EPHEMERAL, ANY),)),
        group(
            "web-sg",
            (lets(str(other if "group" in faults else port), whole if "source" in faults else ANY),),
            rng.choice(((), EVERYTHING)),
        ),
        host("web-1", "web-a", f"10.{n}.1.{rng.randint(10, 99)}", "web-sg", public=ours),
    )
    ask = f"{who} on the internet opens a connection from port {back} to port {port} of web-1, at {ours}."
    return Site(net, flow(who, "web-1", port, back), ask, port, back, f"{who}/32", cidr)


def tiers(rng: Random, faults: Collection[str] = ()) -> Site:
    """An application asks its database; each has an ACL, and the reply crosses both. Faults: TIER_FAULTS."""
    n, port, back = rng.randint(0, 9), rng.choice((3306, 5432, 6379, 1433)), ephemeral(rng)
    app, db, near = f"10.{n}.1.0/24", f"10.{n}.2.0/24", f"10.{n}.3.0/24"

    def answers(fault: str) -> str:
        return str(port) if fault in faults else EPHEMERAL

    net = network(
        vpc("main", f"10.{n}.0.0/16"),
        subnet("app-a", "main", app, acl="app-acl"),
        subnet("db-a", "main", db, acl="db-acl"),
        acl(
            "app-acl",
            (allow(100, "443", ANY), allow(110, answers("app-in"), db)),
            (allow(100, str(port), near if "app-out" in faults else db),),
        ),
        acl(
            "db-acl",
            (allow(100, str(port), near if "db-in" in faults else app),),
            (allow(100, answers("db-out"), app),),
        ),
        group("app-sg", (lets("443", ANY),), (lets("443" if "egress" in faults else str(port), db),)),
        group("db-sg", (lets(str(port), "db-sg" if "group" in faults else "app-sg"),)),
        host("app-1", "app-a", f"10.{n}.1.{rng.randint(10, 99)}", "app-sg"),
        host("db-1", "db-a", f"10.{n}.2.{rng.randint(10, 99)}", "db-sg"),
    )
    ask = f"app-1 opens a connection from port {back} to port {port} of db-1."
    return Site(net, flow("app-1", "db-1", port, back), ask, port, back, app, db)


def out(rng: Random, faults: Collection[str] = ()) -> Site:
    """A private instance asks the internet; the NAT gateway's subnet has an ACL and a table too. Faults: OUT_FAULTS."""
    n, back, who = rng.randint(0, 9), ephemeral(rng), client(rng)
    outer, inner, whole = f"10.{n}.1.0/24", f"10.{n}.2.0/24", f"10.{n}.0.0/16"
    answers = allow(110, "32768-60999" if "nat-range" in faults else EPHEMERAL, ANY)
    asks, passes = allow(100, "443", ANY), allow(110, EPHEMERAL, whole)
    net = network(
        vpc("main", whole, igw=True),
        subnet("nat-sn", "main", outer, table="public", acl="nat-acl"),
        subnet("app-sn", "main", inner, table="private", acl="app-acl"),
        table("public", "main", *(() if "route" in faults else ((ANY, "igw"),))),
        table("private", "main", (ANY, "nat-1")),
        acl(
            "nat-acl",
            (answers,) if "nat-in" in faults else (allow(100, "443", whole), answers),
            (asks,) if "nat-out" in faults else (asks, passes),
        ),
        acl("app-acl", (allow(100, EPHEMERAL, whole if "app-in" in faults else ANY),), (allow(100, "443", ANY),)),
        group("app-sg", (), EVERYTHING),
        nat("nat-1", "nat-sn", public(rng)),
        host("app-1", "app-sn", f"10.{n}.2.{rng.randint(10, 99)}", "app-sg"),
    )
    ask = (
        f"app-1 opens a connection from port {back} to {who} on the internet, port 443. "
        "Of the ports that NAT gateways use, assume the least lucky one."
    )
    return Site(net, flow("app-1", who, 443, back), ask, 443, back, inner, f"{who}/32")
