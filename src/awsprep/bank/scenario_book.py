"""The lines of a scenario that each check goes by, and the scenario after one of them was typed anew.

A changed scenario is read by the reader of scenario files, so what is refused, and how that is said, is the same
everywhere.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.aws.vpc_edit import own_acl, put
from awsprep.aws.vpc_parts import DEFAULT, MAIN, GatewayEndpoint, Kind, Table
from awsprep.bank.nodes import from_plain
from awsprep.bank.page import Page
from awsprep.bank.scenario import Scenario, scenario_of
from awsprep.bank.scenario_dump import plain, table_names
from awsprep.bank.scenario_rule import EXAMPLES, text_of, value_of
from awsprep.bank.scenario_rule import Kind as Written
from awsprep.core.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awsprep.aws.vpc_verdict import Step

Path = tuple[str | int, ...]

_DEFAULT, _UNWRITTEN = "default ACL", "unwritten table"


class Rule(NamedTuple):
    """A line: what it says of what, where it stands in the scenario's plain values, and what kind of line it is.

    Without a path it cannot be changed, for the reason that its text gives.
    """

    name: str
    text: str
    path: Path = ()
    kind: Written = Written.TEXT

    def __str__(self) -> str:
        return f"{self.name} {self.text}".lstrip()


class Book(NamedTuple):
    """What one check goes by. `more` is the list to which a line can be added, of a kind."""

    title: str
    rules: tuple[Rule, ...]
    more: Path = ()
    kind: Written = Written.TEXT


class Mistake(NamedTuple):
    """Why a typed line cannot stand, and what to do about it: a sentence each."""

    message: str
    hint: str


class Shelf:
    """The books of a scenario, and the scenario after a change to one of them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.values: dict[str, Any] = plain(scenario)
        self._tables = table_names(scenario.network)

    def flow(self) -> Book:
        """The flow itself."""
        return Book("flow", (Rule("", text_of(Written.FLOW, self.values["flow"]), ("flow",), Written.FLOW),))

    def books(self, steps: Iterable[Step]) -> list[Book]:
        """A book a check, each once, in the order in which they are met."""
        return list(dict.fromkeys(map(self.book, steps)))

    def book(self, step: Step) -> Book:
        """What a check goes by."""
        title = f"{step.where} {step.check}"
        match step.check:
            case "inbound" | "outbound":
                return self._acl(title, step, "in" if step.check == "inbound" else "out")
            case "ingress" | "egress":
                return self._groups(title, step, "in" if step.check == "ingress" else "out")
            case "route" if step.table[0] and step.subnet:
                return self._table(title, step)
            case "tgw route" | "association":
                return self._tgw(title, step)
            case "zone" if step.where in self.scenario.network.tgws:
                return self._tgw(title, step)
        return Book(title, tuple(self._settings(step)))

    def _acl(self, title: str, step: Step, key: str) -> Book:
        own = self._value(f"subnet {step.subnet}:", "subnets", step.subnet, "acl", default=DEFAULT)
        name = self.scenario.network.subnets[step.subnet].acl
        if name == DEFAULT:
            every = Rule("", "100 allow all (every VPC has this ACL)")
            return Book(title, (own, every), (_DEFAULT, step.subnet, key), Written.ACL)
        listed = self._listed(Written.ACL, "acls", name, key)
        rules = sorted(listed, key=lambda rule: self._at(rule.path)["rule"])
        last = Rule("", "* deny all (every ACL ends so)")
        return Book(title, (own, *rules, last), ("acls", name, key), Written.ACL)

    def _groups(self, title: str, step: Step, key: str) -> Book:
        names = [name for name in step.where.split(", ") if name in self.scenario.network.groups]
        rules = [rule for name in names for rule in self._listed(Written.GROUP, "groups", name, key)]
        holders = list(self._holders(step))
        more: Path = ("groups", names[0], key) if names else ()
        return Book(title, (*holders, *rules), more, Written.GROUP)

    def _holders(self, step: Step) -> Iterator[Rule]:
        """Who stands behind the groups of a check."""
        network, packet = self.scenario.network, step.packet
        address = packet and (packet.target if step.check == "ingress" else packet.source)
        for nic in network.interfaces.values():
            if address in {nic.ip, nic.ip6}:
                yield self._value(f"{nic.name}:", "interfaces", nic.name, "groups", kind=Written.NAMES)
        for endpoint in network.endpoints.values():
            if not isinstance(endpoint, GatewayEndpoint) and address == endpoint.ip:
                yield self._value(f"{endpoint.name}:", "endpoints", endpoint.name, "groups", kind=Written.NAMES)

    def _table(self, title: str, step: Step) -> Book:
        own = self._value(f"subnet {step.subnet}:", "subnets", step.subnet, "routes", default=MAIN)
        local = [Rule("", f"{cidr} local (every table has it)") for cidr in self.values["vpcs"][step.table[0]]["cidrs"]]
        if step.table not in self._tables:
            return Book(title, (own, *local), (_UNWRITTEN, *step.table), Written.ROUTE)
        at = ("route_tables", self._tables[step.table], "routes")
        return Book(title, (own, *local, *self._listed(Written.ROUTE, *at)), at, Written.ROUTE)

    def _tgw(self, title: str, step: Step) -> Book:
        attachments = self._listed(Written.ATTACHMENT, "tgws", step.where, "attachments")
        named = [rule._replace(name="attached:") for rule in attachments]
        rows = self._listed(Written.TGW_ROUTE, "tgws", step.where, "routes")
        return Book(title, (*named, *rows), ("tgws", step.where, "routes"), Written.TGW_ROUTE)

    def _settings(self, step: Step) -> Iterator[Rule]:
        """The settings that a gateway, a NAT, a peering or an endpoint goes by."""
        network, packet = self.scenario.network, step.packet
        if step.where in {Kind.IGW, Kind.EIGW, step.at} & {Kind.IGW, Kind.EIGW, *network.vpcs}:
            vpc = self._vpc(step)
            yield self._value("internet gateway", "vpcs", vpc, "igw", kind=Written.FLAG)
            yield self._value("Block Public Access", "vpcs", vpc, "bpa", default="off")
            ends = {packet.source, packet.target} if packet else set()
            for nic in network.interfaces.values():
                if ends & {nic.ip, nic.public} and network.vpc_of(nic) == vpc:
                    yield self._value(f"{nic.name}: public address", "interfaces", nic.name, "public")
        elif step.where in network.nats:
            for key in self.values["nats"][step.where]:
                kind = Written.FLAG if key == "regional" else Written.NAMES if key == "azs" else Written.TEXT
                yield self._value(key, "nats", step.where, key, kind=kind)
        elif step.where in network.interfaces:
            at = ("interfaces", step.where, "source_dest_check")
            yield Rule("source/dest check", text_of(Written.FLAG, self._at(at, default=True)), at, Written.FLAG)
        elif step.where in network.peerings:
            yield self._value("between", "peerings", step.where, "vpcs", kind=Written.NAMES)
        elif isinstance(endpoint := network.endpoints.get(step.where), GatewayEndpoint):
            if endpoint.service in network.prefix_lists:
                yield self._value(endpoint.service, "prefix_lists", endpoint.service, kind=Written.NAMES)
            yield self._value("in", "endpoints", endpoint.name, "vpc")

    def _vpc(self, step: Step) -> str:
        network, packet = self.scenario.network, step.packet
        if step.at in network.vpcs:
            return step.at
        holder = network.public_holder(packet.target) if packet else None
        within = network.vpc_with(packet.target) if packet else ""
        return network.vpc_of(holder) if holder else step.table[0] or within or next(iter(network.vpcs))

    def _value(self, name: str, *path: str, kind: Written = Written.TEXT, default: str | None = None) -> Rule:
        return Rule(name, text_of(kind, self._at(path, default=[] if kind is Written.NAMES else default)), path, kind)

    def _listed(self, kind: Written, *path: str) -> list[Rule]:
        return [Rule("", text_of(kind, row), (*path, number), kind) for number, row in enumerate(self._at(path, []))]

    def _at(self, path: Path, default: Any = None) -> Any:
        value: Any = self.values
        for step in path:
            if isinstance(value, dict) and step not in value:
                return default
            value = value[step]
        return value

    # --- changes -----------------------------------------------------------------------------------------------

    def changed(self, rule: Rule, line: str) -> Scenario | Mistake:
        """The scenario with a line in place of a rule."""
        return self._with(rule.path, rule.kind, line)

    def added(self, book: Book, line: str) -> Scenario | Mistake:
        """The scenario with a line more at the end of a book.

        A default ACL gives way to one of the subnet's own, and a table that no file names is written down.
        """
        where, *names = book.more
        network = self.scenario.network
        if where == _DEFAULT:
            edit = own_acl(network, network.subnets[str(names[0])])
            own: Path = ("acls", edit.change.rule, names[1])
            return Shelf(replace(self.scenario, network=edit.network)).added(book._replace(more=own), line)
        if where == _UNWRITTEN:
            vpc, name = map(str, names)
            shelf = Shelf(replace(self.scenario, network=put(network, "tables", (vpc, name), Table(name, vpc))))
            return shelf.added(book._replace(more=("route_tables", shelf._tables[vpc, name], "routes")), line)
        return self._with((*book.more, len(self._at(book.more, []))), book.kind, line)

    def removed(self, rule: Rule) -> Scenario | Mistake:
        """The scenario without a rule; a setting goes back to what it is where nothing is said."""
        values = deepcopy(self.values)
        _take(values, rule.path)
        return _read(self.scenario, values)

    def _with(self, path: Path, kind: Written, line: str) -> Scenario | Mistake:
        try:
            value = value_of(kind, line)
        except ValueError as error:
            return Mistake(str(error), f"Write it like {EXAMPLES[kind]}")
        values = deepcopy(self.values)
        if value is None:
            _take(values, path)
        else:
            _set(values, path, value)
        return _read(self.scenario, values)


def _set(values: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        values = values.setdefault(step, []) if isinstance(values, dict) else values[step]
    if isinstance(values, list) and path[-1] == len(values):
        values.append(value)
    else:
        values[path[-1]] = value


def _take(values: Any, path: Path) -> None:
    for step in path[:-1]:
        values = values[step]
    if isinstance(values, list):
        del values[path[-1]]  # type: ignore[arg-type]
    else:
        values.pop(path[-1], None)


def _read(before: Scenario, values: dict[str, Any]) -> Scenario | Mistake:
    """Plain values as a scenario, or the first thing that is wrong with them."""
    page = Page(before.name)
    found = scenario_of(page, from_plain(values))
    if found is not None:
        return found
    first = next(problem for problem in page.problems if problem.severity is Severity.ERROR)
    return Mistake(_sentence(first.message), _sentence(first.hint))


def _sentence(text: str) -> str:
    first, space, rest = text.partition(" ")
    text = f"{first.upper() if first in {'acl', 'vpc'} else first[:1].upper() + first[1:]}{space}{rest}"
    return text if text.endswith(("?", ".", "!")) or not text else f"{text}."
