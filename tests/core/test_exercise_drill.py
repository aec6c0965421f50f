"""A lab in which something is written: presented as a text to say, marked by the requests that are decided rightly."""

from __future__ import annotations

from awsprep.core.exercise import Mark, Say, mark, present
from awsprep.core.question import Lab, describe
from awsprep.labs.iam_drill import canonical
from tests.core.questions import question

WRITE = question(Lab("iam-write", {"find": "prefix"}))


def test_its_task_is_to_say_a_policy_and_the_seed_fixes_the_requests() -> None:
    one, same, other = (present(WRITE, WRITE.id, seed) for seed in (1, 1, 2))
    assert one == same
    assert isinstance(one.task, Say)
    assert one.task.drill is not None
    assert (one.task.accept, one.prompt) == ((), one.task.drill.ask)
    assert other.task != one.task
    assert not one.ticked


def test_it_says_what_it_is_and_has_time() -> None:
    about = describe(WRITE)
    assert (about.kind, about.label, about.seconds) == ("lab", "lab, write it", 600)
    assert about.prompt.startswith("Write: read one prefix, from the office")


def test_it_is_right_when_all_requests_are_and_else_scores_their_share() -> None:
    exercise = present(WRITE, WRITE.id, 1)
    assert isinstance(exercise.task, Say)
    assert exercise.task.drill is not None
    assert mark(exercise, canonical(exercise.task.drill.model)) == Mark(1.0, right=True, passed=True)
    empty = mark(exercise, '{"Version": "2012-10-17", "Statement": []}')
    assert empty == Mark(6 / 8, right=False, passed=False)
    assert mark(exercise, "") == mark(exercise, (1,)) == Mark(0.0, right=False, passed=False)
