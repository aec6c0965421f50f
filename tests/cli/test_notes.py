from __future__ import annotations

import pytest

from tests.cli.learner import Learner, learner

__all__ = ["learner"]


@pytest.mark.parametrize("width", [24, 40, 80])
def test_no_line_of_notes_is_wider_than_the_terminal(learner: Learner, width: int) -> None:
    text = "The answer says so, and that is worth a second look before the interview"
    for card in ("vpc-what-is", "iam-role-anatomy#1", "iam-was-here-once-upon-a-time"):
        learner.journal.write("note", card=card, text=text)
    learner.save()
    learner.environ["COLUMNS"] = str(width)
    told = learner.calls("notes")
    assert (told.code, told.err) == (0, "")
    assert max(map(len, told.out.splitlines())) <= width
    assert told.out.count("interview") == 3
    assert " vpc-what-is  " in told.out
