"""The steps of a packet as rows."""

from __future__ import annotations

from textwrap import dedent

import pytest

from awsprep.ui.flow_trace import trace
from awsprep.ui.flow_trial import Trial
from awsprep.ui.theme import Theme, width_of
from tests.ui.flow_desk import NAMES, scenario
from tests.ui.reports import painted


def rows(name: str, columns: int, shown: int | None = None) -> str:
    return painted(Theme(columns), trace(Trial(scenario(name)).verdict, columns, shown=shown))


def test_on_a_narrow_terminal_a_rule_stands_below_its_check() -> None:
    assert rows("reply-blocked", 44) == dedent(
        """\
        |  #  Where   Check      Result
        |  1  igw     public IP  ALLOW
        |     target 203.0.113.10 becomes 10.0.1.10
        |     of web-1
        |  2  tight   inbound    ALLOW
        |     rule 100 allow tcp 443 from 0.0.0.0/0
        |  3  web     ingress    ALLOW
        |     tcp 443 from 0.0.0.0/0
        |
        | The reply (security groups keep state,
        | network ACLs do not)
        |  4  tight   outbound   DENY
        |     rule * deny: no rule allows tcp 51514
        |     to 198.51.100.7; nearest: rule 100
        |     allow tcp 443 to 0.0.0.0/0
        |  5  public  route      (igw)
        |     not reached: 0.0.0.0/0 is the only
        |     match
        |  6  igw     public IP  (ALLOW)
        |     not reached: source 10.0.1.10 becomes
        |     203.0.113.10
        """
    ).replace("|", "")


def test_of_the_steps_that_are_not_shown_nothing_is_told() -> None:
    assert rows("reply-blocked", 80, 2).count("\n") == 3
    assert "reply" not in rows("reply-blocked", 80, 3)
    assert "reply" in rows("reply-blocked", 80, 4)
    assert rows("reply-blocked", 80, 0).count("\n") == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", [36, 44, 63, 64, 80, 120])
def test_no_row_is_wider_than_the_terminal(name: str, columns: int) -> None:
    lines = trace(Trial(scenario(name)).verdict, columns)
    assert max(map(width_of, lines)) <= columns
