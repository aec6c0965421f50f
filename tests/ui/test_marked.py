"""The checklist of `awsprep mark`, and how far the marker agrees with labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from awsprep.core.labelled import Agreement, Dispute, Tally
from awsprep.core.memory import Rating
from awsprep.ui import agreement
from awsprep.ui.marked import as_json, checklist, page
from awsprep.ui.theme import Theme, columns
from tests.ui.essays import WHOLE, essays, marker
from tests.ui.reports import painted

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.question import Question

EIGHTY = Theme(80)


@pytest.fixture
def role(tmp_path: Path) -> Question:
    return essays(tmp_path).read("iam-role")


def test_the_checklist_quotes_what_it_found(role: Question) -> None:
    shown = checklist(role, marker(role, "A role has a password. Others assume it."))
    assert painted(EIGHTY, page(EIGHTY, shown)) == (
        """\
 iam-role

 1 of 3 key points found
 [✓] It is assumed (a must)
     found: "assume"
 [ ] Its credentials are short-lived
     not found - did you say it?
 [ ] A trust policy says by whom
     not found - did you say it?

 Red flags
 [⚑] Gives it a password
     found: "role has a password"

 Suggested  Again  33% of the key points, a red flag, critical

 Found by words, offline: a point said in other words is not found. You have
 the last word.
"""
    )


@pytest.mark.parametrize(
    ("text", "rating", "because"),
    [
        (WHOLE, Rating.GOOD, "Good  100% of the key points"),
        ("Temporary credentials, a trust policy.", Rating.HARD, "Hard  67% of the key points, 1 must not found"),
        ("", Rating.AGAIN, "Again  0% of the key points, 1 must not found"),
    ],
)
def test_the_rating_has_its_reasons(role: Question, text: str, rating: Rating, because: str) -> None:
    shown = checklist(role, marker(role, text))
    assert shown.rating is rating
    assert because in painted(EIGHTY, page(EIGHTY, shown))


def test_a_question_without_phrases_gets_no_rating(role: Question) -> None:
    bare = role._replace(
        key_points=tuple(point._replace(phrases=type(point.phrases)()) for point in role.key_points), red_flags=()
    )
    shown = checklist(bare, marker(bare, WHOLE))
    told = painted(EIGHTY, page(EIGHTY, shown))
    assert "No rating is suggested" in told
    assert "Red flags" not in told
    assert as_json(shown)["suggested"] is None


def test_json_has_ids_texts_and_evidence(role: Question) -> None:
    told = as_json(checklist(role, marker(role, "Others assume it.")))
    assert {key: value for key, value in told.items() if key not in {"key_points", "red_flags"}} == {
        "schema": 1,
        "id": role.id,
        "score": 0.333333,
        "suggested": "again",
    }
    assert isinstance(told["key_points"], list)
    assert told["key_points"][0] == {
        "id": "assume",
        "text": "It is assumed",
        "must": True,
        "found": True,
        "evidence": "assume",
    }
    assert told["red_flags"] == [{"id": "password", "text": "Gives it a password", "found": False, "evidence": ""}]


@pytest.mark.parametrize("width", [44, 80, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_terminal(role: Question, width: int, *, unicode: bool) -> None:
    theme = Theme(width, unicode=unicode)
    shown = page(theme, checklist(role, marker(role, WHOLE)))
    agreed = agreement.page(theme, {"vpc-a-question-with-a-very-long-name-indeed-that-goes-on": AGREED})
    for line in [*shown, *agreed]:
        assert sum(columns(text) for _, text in line) <= width
        assert unicode or all(text.isascii() for _, text in line)


AGREED = Agreement(
    2,
    Tally(3, 1, 1),
    Tally(),
    (Dispute(1, "vpc-a", "b", flag=False, evidence="said\nso"), Dispute(2, "vpc-a", "c", flag=True)),
)


def test_agreement_is_told_for_each_question_the_worst_first() -> None:
    shown = agreement.page(Theme(44), {"vpc-b": Agreement(1, Tally(1)), "vpc-a": AGREED})
    assert painted(Theme(44), shown) == (
        """\
                    key points   red flags
                 n  prec   rec   prec   rec
 all             3   80%   80%      -     -

 vpc-a           2   75%   75%      -     -
 vpc-b           1  100%  100%      -     -

 Found, and not labelled
 - line 1, vpc-a, point b: "said so"

 Labelled, and not found
 - line 2, vpc-a, flag c
"""
    )


def test_without_disputes_there_is_no_list_of_them() -> None:
    assert "labelled" not in painted(EIGHTY, agreement.page(EIGHTY, {"vpc-b": Agreement(1, Tally(1))}))


def test_one_sided_disputes_say_that_the_other_side_is_empty() -> None:
    missed = Agreement(1, Tally(0, 0, 1), Tally(), (Dispute(1, "vpc-a", "b", flag=False),))
    assert "Found, and not labelled\n - none\n" in painted(EIGHTY, agreement.page(EIGHTY, {"vpc-a": missed}))


def test_of_very_many_disputes_the_first_are_listed() -> None:
    many = tuple(Dispute(line, "vpc-a", "b", flag=False) for line in range(50))
    shown = painted(EIGHTY, agreement.page(EIGHTY, {"vpc-a": Agreement(50, Tally(0, 0, 50), Tally(), many)}))
    assert "and 10 more: --json lists all" in shown
    assert shown.count("line ") == 40


def test_json_has_every_dispute() -> None:
    told = agreement.as_json({"vpc-a": AGREED})
    assert told["answers"] == 2
    assert told["key_points"] == {"right": 3, "false": 1, "missed": 1, "precision": 0.75, "recall": 0.75}
    assert told["red_flags"] == {"right": 0, "false": 0, "missed": 0, "precision": None, "recall": None}
    assert told["disputes"] == [
        {"line": 1, "id": "vpc-a", "kind": "key_point", "name": "b", "found": True, "evidence": "said\nso"},
        {"line": 2, "id": "vpc-a", "kind": "red_flag", "name": "c", "found": False, "evidence": ""},
    ]
    assert told["questions"] == [{"id": "vpc-a", **{key: told[key] for key in ("answers", "key_points", "red_flags")}}]
