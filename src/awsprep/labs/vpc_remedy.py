"""Changes that somebody might try on a network of `vpc_sites`, each with the mistake of who thinks that it helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_edit import add_acl_rule, add_group_rule, associate, remove_acl_rule, set_route
from awsprep.labs.vpc_network import ANY, EPHEMERAL, allow, lets, route
from awsprep.labs.vpc_trial import Claim, Trial

if TYPE_CHECKING:
    from random import Random

    from awsprep.aws.vpc_edit import Change, Edit
    from awsprep.aws.vpc_verdict import Verdict
    from awsprep.labs.vpc_sites import Site

_STATEFUL = "A security group is stateful and needs no rule for replies: {still}."
_SIDES = {"ingress": "inbound", "egress": "outbound"}


def claim(site: Site, edit: Edit, mistake: str, fact: str = "delivered") -> Claim:
    """That a change brings a site's flow to a fact."""
    return Claim(worded(edit.change), Trial(edit.network, site.flow, fact), mistake)


def mixed(rng: Random, remedies: list[Claim], before: Verdict) -> list[Claim]:
    """In an order of chance, but the check that stops the flow comes first, with some others: there lies the key."""
    step = before.stopped
    place = f"{step.where}: " if step else ""
    check = f" {_SIDES.get(step.check, step.check)} " if step else ""
    here = [one for one in remedies if one.text.startswith(place) and check in one.text]
    beside = [one for one in remedies if one.text.startswith(place) and check not in one.text]
    far = [one for one in remedies if not one.text.startswith(place)]
    for some in (here, beside, far):
        rng.shuffle(some)
    return [*here[:3], *beside[:1], *far[:2], *here[3:], *beside[1:], *far[2:]]


def worded(change: Change) -> str:
    """A change as an option: `web-acl: add inbound rule 100 allow tcp 443 from 0.0.0.0/0`."""
    rule = change.rule.replace("group/", "").replace("nat/", "")
    match change.check:
        case "route table":
            return f"{change.where}: use route table {rule}"
        case "route":
            return f"{change.where}: {change.change} route {rule}"
        case "inbound" | "outbound":
            return f"{change.where}: {change.change} {change.check} {rule}"
        case "ingress" | "egress":
            return f"{change.where}: {change.change} {_SIDES[change.check]} rule {rule}"
        case _:
            return f"{change.where}: {change.change} {change.check} {rule}"


def web_remedies(site: Site) -> list[Claim]:
    """For the web server."""
    port, back, late = str(site.port), str(site.back), 120
    stopped = simulate(site.network, site.flow).stopped
    denied = stopped is not None and stopped.check == "inbound"
    found = [
        _group(site, "web-sg", port, ANY, "Opens the security group, as if that dropped the packet: {still}."),
        _group(site, "web-sg", back, site.near, f"Opens the client's port; the request goes to {port}: {{still}}."),
        _group(site, "web-sg", EPHEMERAL, ANY, _STATEFUL, inbound=False),
        _acl(
            site, "web-acl", late, EPHEMERAL, ANY, "Has the direction wrong; replies leave by outbound rules: {still}."
        ),
        _acl(site, "web-acl", late, port, ANY, _late(denied)),
        _acl(site, "web-acl", 80, port, ANY, "Lets in what is let in already: {still}."),
        _acl(site, "web-acl", late, port, ANY, f"Replies go to the client's port, not to {port}: {{still}}.", out=True),
        _acl(site, "web-acl", late, EPHEMERAL, ANY, "Lets out replies, which is not what lacks: {still}.", out=True),
        _acl(
            site, "web-acl", late, "49152-65535", ANY, "Lets out replies, which is not what lacks: {still}.", out=True
        ),
        _acl(site, "web-acl", late, "1024-49151", ANY, f"The client's port is {back}: {{still}}.", out=True),
        _acl(
            site, "web-acl", late, EPHEMERAL, site.near, "Lets out replies, which is not what lacks: {still}.", out=True
        ),
        _acl(
            site,
            "web-acl",
            late,
            EPHEMERAL,
            site.far,
            "Replies go to the client, not into the subnet: {still}.",
            out=True,
        ),
    ]
    found += [
        claim(site, remove_acl_rule(site.network, "web-acl", rule, inbound=True), _removed(denied))
        for rule in site.network.acls["web-acl"].inbound
        if not rule.allow
    ]
    return [*found, *_ways(site, "public", "igw", "Routes only the replies: {still}.")]


def tier_remedies(site: Site) -> list[Claim]:
    """For the application and its database."""
    port, app, db, late = str(site.port), site.near, site.far, 120
    to_client = f"The reply goes to the client's port, not to {port}: {{still}}."
    already = "Is let through already: {still}."
    return [
        _group(site, "app-sg", port, db, already, inbound=False),
        _group(site, "app-sg", EPHEMERAL, db, _STATEFUL),
        _group(site, "db-sg", port, "app-sg", "Opens the security group, as if that dropped the packet: {still}."),
        _group(site, "db-sg", EPHEMERAL, app, _STATEFUL, inbound=False),
        _acl(site, "app-acl", late, port, db, already, out=True),
        _acl(site, "app-acl", late, EPHEMERAL, db, already),
        _acl(site, "app-acl", late, EPHEMERAL, app, "The reply comes from the database's block: {still}."),
        _acl(site, "app-acl", late, port, db, to_client),
        _acl(site, "db-acl", late, port, app, already),
        _acl(site, "db-acl", late, port, db, "The request comes from the application's block: {still}."),
        _acl(site, "db-acl", late, EPHEMERAL, app, already, out=True),
        _acl(site, "db-acl", late, port, app, to_client, out=True),
    ]


def out_remedies(site: Site) -> list[Claim]:
    """For the way out through a NAT gateway."""
    back, inner, late = str(site.back), site.near, 120
    already = "Is let through already: {still}."
    to_client = "The reply goes to the client's port, not to 443: {still}."
    public = "Goes round the NAT gateway, but app-1 has no public address: {still}."
    return [
        _acl(site, "nat-acl", late, "443", inner, already),
        _acl(site, "nat-acl", late, EPHEMERAL, ANY, already),
        _acl(site, "nat-acl", late, back, ANY, "The NAT gateway picks a port of its own, of 1024-65535: {still}."),
        _acl(site, "nat-acl", late, EPHEMERAL, inner, already, out=True),
        _acl(site, "nat-acl", late, "443", inner, to_client, out=True),
        _acl(site, "app-acl", late, EPHEMERAL, ANY, already),
        _acl(site, "app-acl", late, "443", ANY, to_client),
        _acl(
            site, "app-acl", late, EPHEMERAL, ANY, "Replies come in; outbound rules do not see them: {still}.", out=True
        ),
        _group(site, "app-sg", EPHEMERAL, ANY, _STATEFUL),
        *_ways(site, "public", "igw", already),
        *_ways(site, "private", "igw", public),
        claim(site, associate(site.network, site.network.subnets["app-sn"], "public"), public),
    ]


def _late(denied: bool) -> str:  # noqa: FBT001
    if denied:
        return "Comes behind the deny, and the lowest number that matches decides: {still}."
    return "Lets in what is let in already: {still}."


def _removed(denied: bool) -> str:  # noqa: FBT001
    if denied:
        return "Behind it comes the deny of rule *: {still}."
    return "Is never reached, because rule 100 decides before: {still}."


def _acl(site: Site, name: str, number: int, ports: str, peer: str, mistake: str, *, out: bool = False) -> Claim:
    return claim(site, add_acl_rule(site.network, name, allow(number, ports, peer), inbound=not out), mistake)


def _group(site: Site, name: str, ports: str, peer: str, mistake: str, *, inbound: bool = True) -> Claim:
    return claim(site, add_group_rule(site.network, name, lets(ports, peer), inbound=inbound), mistake)


def _ways(site: Site, table: str, via: str, mistake: str) -> list[Claim]:
    """A default route set in a table, unless it is there."""
    row = route(ANY, via)
    if row in site.network.tables["main", table].routes:
        return []
    return [claim(site, set_route(site.network, ("main", table), row), mistake)]
