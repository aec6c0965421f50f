"""The way of a packet as a line."""

from __future__ import annotations

from textwrap import dedent

import pytest

from awsprep.aws.vpc_verdict import Leg
from awsprep.ui.flow_hops import path
from awsprep.ui.flow_trial import Trial
from awsprep.ui.theme import Theme, width_of
from tests.ui.flow_desk import NAMES, scenario
from tests.ui.reports import painted


def drawn(name: str, columns: int = 80, shown: int | None = None, *, unicode: bool = True) -> str:
    trial, theme = Trial(scenario(name)), Theme(columns, unicode, color=False)
    return painted(theme, path(theme, trial.verdict, trial.ends, shown=shown))


def test_both_legs_are_drawn_with_what_each_hop_said() -> None:
    assert drawn("internet-to-instance") == dedent(
        """\
        |   internet ── igw ── web-acl ── web   ── web-1
        |               ok     in ok      in ok
        |   web-1 ── web-acl ── public ── igw ── internet
        |            out ok     igw       ok
        """
    ).replace("|", "")


def test_the_line_breaks_where_a_narrow_terminal_ends() -> None:
    assert drawn("app-to-database", 44) == dedent(
        """\
        |   app-1 ── app    ── app-acl ── main
        |            out ok    out ok     local
        |   ── db-acl  ──✗  db          ── db-1
        |      in DENY      not reached
        """
    ).replace("|", "")


def test_only_the_steps_that_are_shown_say_something() -> None:
    assert drawn("app-to-database", shown=2) == dedent(
        """\
        |   app-1 ── app    ── app-acl ── main ── db-acl ── db ── db-1
        |            out ok    out ok
        """
    ).replace("|", "")
    assert drawn("internet-to-instance", shown=4).count("\n") == 4


def test_a_row_that_leads_nowhere_is_one_hop() -> None:
    assert drawn("blackhole-route").split("\n")[0].count("public") == 1
    assert drawn("blackhole-route").endswith("DENY\n")


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("vpn", ("192.168.10.5", "server-1")),
        ("gateway-endpoint", ("app-1", "3.5.1.20")),
        ("nat-gateway", ("app-1", "internet")),
        ("ipv6-egress-only", ("internet", "web-1")),
        ("interface-endpoint-group", ("app-1", "10.0.12.50")),
    ],
)
def test_the_ends_are_names_the_internet_or_addresses(name: str, ends: tuple[str, str]) -> None:
    first = drawn(name, 200).split("\n")[0].split()
    assert (first[0], first[-1]) == ends


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", [36, 44, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_none_is_lost(name: str, columns: int) -> None:
    trial, theme = Trial(scenario(name)), Theme(columns, color=False)
    lines = path(theme, trial.verdict, trial.ends)
    assert max(map(width_of, lines)) <= columns
    text = painted(theme, lines)
    begun = [step for step in trial.steps if step.leg is Leg.REQUEST or step in trial.verdict.trace]
    assert all(step.where in text for step in begun)
    assert drawn(name, columns, unicode=False).isascii()


def test_a_translation_is_called_nat() -> None:
    assert "NAT" in drawn("nat-gateway", 200)
