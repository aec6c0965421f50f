from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.memory import Rating
from awsprep.core.session import Outcome
from awsprep.ui.corrections import corrections
from awsprep.ui.theme import Theme
from tests.fakes import bank
from tests.ui.reports import painted

if TYPE_CHECKING:
    from pathlib import Path

WIDE = Theme(80)


def outcome(card: str, given: Any, *, right: bool) -> Outcome:
    rating = Rating.GOOD if right else Rating.AGAIN
    return Outcome(card, "id", given, float(right), right, False, False, 10.0, 90, rating, 20_779)  # noqa: FBT003


def test_what_was_wrong_comes_with_its_key_and_what_was_left_open_does_too(tmp_path: Path) -> None:
    done = [outcome("vpc-endpoint", (2,), right=False), outcome("iam-six", (5,), right=True)]
    text = painted(WIDE, corrections(WIDE, bank(tmp_path), done, 7, ("vpc-two", "iam-deny#1")))
    assert (
        text
        == """\

 What was not right
────────────────────────────────────────────────────────────────────────────────
 vpc-endpoint
 Which endpoint costs nothing per hour?
 Yours   a
 Key     c) A gateway endpoint
 Why     It is a route.

 vpc-two
 Which two filter traffic?
 Yours   not answered
 Key     b) Network ACLs
         d) Security groups
 Why     The other two only say where traffic goes.

 iam-deny
 An explicit ____ (effect) beats any allow.
 Yours   not answered
 Key     deny
 Why     That is how policies are evaluated.
"""
    )


def test_nothing_is_said_where_all_is_right(tmp_path: Path) -> None:
    assert corrections(WIDE, bank(tmp_path), [outcome("iam-six", (5,), right=True)], 7) == []
