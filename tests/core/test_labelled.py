from __future__ import annotations

import json

import pytest

from awsprep.core.labelled import Agreement, Dispute, Labelled, Tally, compare, decode, total
from awsprep.core.phrases import Found, Marked

GOOD = {"id": " vpc-what-is ", "answer": "A network", "covered": ["isolated"], "flags": [], "by": "me"}


def test_a_line_is_an_answer() -> None:
    assert decode(7, json.dumps(GOOD)) == Labelled(7, "vpc-what-is", "A network", ("isolated",), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no object"),
        (json.dumps({**GOOD, "id": 3}), '"id" is missing, or is no text'),
        (json.dumps({key: value for key, value in GOOD.items() if key != "answer"}), '"answer" is missing'),
        (json.dumps({**GOOD, "covered": "isolated"}), '"covered" is missing, or is no list of ids'),
        (json.dumps({**GOOD, "flags": [1]}), '"flags" is missing, or is no list of ids'),
    ],
)
def test_what_is_wrong_with_a_line_is_told(text: str, told: str) -> None:
    read = decode(1, text)
    assert isinstance(read, str)
    assert told in read


MARKED = Marked(
    (Found("a", found=True, evidence="an a"), Found("b", found=True, evidence="a b"), Found("c", found=False)),
    (Found("x", found=False), Found("y", found=True, evidence="a y")),
)


def test_marks_are_compared_with_labels() -> None:
    agreed = compare(Labelled(3, "q", "text", ("a", "c"), ("x", "y")), MARKED)
    assert agreed == Agreement(
        1,
        Tally(right=1, false=1, missed=1),
        Tally(right=1, false=0, missed=1),
        (
            Dispute(3, "q", "b", flag=False, evidence="a b"),
            Dispute(3, "q", "c", flag=False),
            Dispute(3, "q", "x", flag=True),
        ),
    )
    assert (agreed.points.precision, agreed.points.recall) == (0.5, 0.5)
    assert (agreed.flags.precision, agreed.flags.recall) == (1.0, 0.5)


def test_nothing_has_no_share() -> None:
    assert (Tally().precision, Tally().recall) == (None, None)
    assert total([]) == Agreement()


def test_answers_add_up() -> None:
    one = compare(Labelled(1, "q", "text", ("a", "b"), ("y",)), MARKED)
    two = compare(Labelled(2, "q", "text", (), ()), MARKED)
    both = total([one, two])
    assert (both.answers, both.points, both.flags) == (2, Tally(2, 2, 0), Tally(1, 1, 0))
    assert [each.line for each in both.disputes] == [2, 2, 2]
