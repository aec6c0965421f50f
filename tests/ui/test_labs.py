"""A lab on the screens: each says which instance was shown, so that it can be shown again."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from awsprep.core.bank import question_id
from awsprep.core.exercise import Pick, present
from awsprep.core.memory import Rating
from awsprep.core.progress import Progress
from awsprep.core.session import QUIZ, Outcome, exercise_seed
from awsprep.labs import make
from awsprep.ui.corrections import corrections
from awsprep.ui.erratum import erratum, erratum_lines
from awsprep.ui.held import Held
from awsprep.ui.screen import draw
from awsprep.ui.theme import Theme, width_of
from tests.fakes import Clock, bank, sitting
from tests.ui.reports import painted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from awsprep.ui.sitting import Sitting

LAB = "vpc-lab-web"
FILE = f"""\
topic: vpc
questions:
  - id: {LAB}
    kind: lab
    level: junior
    difficulty: medium
    category: basics
    pillar: reliability
    lab: vpc-verdict
    refs: ["https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html"]
    as_of: 2026-11
"""
NARROW, WIDE = Theme(44, color=False), Theme(80, color=False)


def _sitting(folder: Path) -> Sitting:
    return sitting(folder, QUIZ, (LAB,), Progress(), Clock(), bank=bank(folder, {"vpc": FILE}))


def _rows(table: Sitting, theme: Theme) -> Iterator[str]:
    drawn = draw(table, Held(), theme)
    for line in (*drawn.head, *drawn.body, *drawn.foot):
        assert width_of(line) <= theme.width
        yield "".join(text for _, text in line).rstrip()


def test_the_network_of_a_lab_is_not_broken_on_a_narrow_screen(tmp_path: Path) -> None:
    table = _sitting(tmp_path)
    rows = list(_rows(table, NARROW))
    code = table.now.prompt.split("```")[1].strip("\n").split("\n")
    start = next(number for number, row in enumerate(rows) if row.strip() == code[0])
    assert [row[3:] for row in rows[start : start + len(code)]] == code


def test_the_answer_says_how_the_instance_is_shown_again(tmp_path: Path) -> None:
    table = _sitting(tmp_path)
    seed = table.now.seed
    assert isinstance(table.now.task, Pick)
    table.submit(tuple(table.now.task.right))
    assert f" Show    awsprep show {LAB} --seed {seed}" in list(_rows(table, WIDE))
    narrow = list(_rows(table, NARROW))
    assert f" Show awsprep show {LAB} --seed {seed}" in " ".join(" ".join(narrow).split())
    assert make("vpc-verdict", "junior", Random(seed), {}).ask == table.now.prompt


def test_another_question_has_no_instance(tmp_path: Path) -> None:
    table = sitting(tmp_path, QUIZ, ("vpc-two",), Progress(), Clock())
    table.submit((0, 1))
    assert not any("--seed" in row for row in _rows(table, WIDE))


def test_a_report_is_about_the_instance_that_was_on_the_screen(tmp_path: Path) -> None:
    table = _sitting(tmp_path)
    exercise = table.now
    task = exercise.task
    assert isinstance(task, Pick)
    (right,) = task.right
    table.submit((right,))
    table.report("two are right")
    ((card, reason),) = table.reports
    assert reason == f"two are right (seed {exercise.seed})"
    text = erratum(exercise.question, card, reason)
    assert text.split("\n")[:4] == [
        f"Wrong question: {LAB}",
        f"Show it: awsprep show {LAB} --seed {exercise.seed}",
        f"Key: {task.options[right]}",
        "What is wrong: two are right",
    ]
    printed = WIDE.paint(erratum_lines(WIDE, table.bank, table.reports))
    assert all(line in printed for line in text.split("\n"))


def test_a_report_of_before_there_were_instances_shows_the_first(tmp_path: Path) -> None:
    table = _sitting(tmp_path)
    text = erratum(table.now.question, LAB, "two are right")
    first = present(table.now.question, LAB, 0).task
    assert isinstance(first, Pick)
    assert "--seed" not in text
    assert f"Key: {first.options[min(first.right)]}" in text


def test_a_reason_that_speaks_of_a_seed_is_kept_whole_where_there_are_no_instances(tmp_path: Path) -> None:
    question = bank(tmp_path).read("vpc-two")
    assert "What is wrong: no seed (seed 3)" in erratum(question, "vpc-two", "no seed (seed 3)")


def test_corrections_show_the_network_as_it_was_and_name_the_instance(tmp_path: Path) -> None:
    shelf = bank(tmp_path, {"vpc": FILE})
    seed = exercise_seed(7, LAB, 0)
    exercise = present(shelf.read(question_id(LAB)), LAB, seed)
    assert isinstance(exercise.task, Pick)
    wrong = next(place for place in range(5) if place not in exercise.task.right)
    done = [Outcome(LAB, "id", (wrong,), 0.0, False, False, False, 10.0, 120, Rating.AGAIN, 20_779)]  # noqa: FBT003
    text = painted(NARROW, corrections(NARROW, shelf, done, 7))
    assert f" {LAB}  seed {seed}\n" in text
    code = exercise.prompt.split("```")[1].strip("\n").split("\n")
    assert "\n".join(f"   {row}" for row in code) in text
