"""What is done to a card is in the journal and in the progress alike: a replay of the one gives the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.exercise import Exercise, mark, present
from awsprep.core.memory import Learned, Rating, outcomes
from awsprep.core.progress import Card, Progress
from awsprep.core.replay import replay
from awsprep.store.journal import Journal
from awsprep.store.reading import read
from awsprep.ui.answered import Answered
from awsprep.ui.ledger import Ledger, outcome
from awsprep.ui.recorder import Recorder
from tests.fakes import Clock, bank, places, records

if TYPE_CHECKING:
    from pathlib import Path

CARD = "vpc-endpoint"
TODAY = 20_778


class Office:
    """A ledger over a real journal."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.paths = places(folder)
        recorder = Recorder(Journal(self.paths, self.clock), "5e1f03aa", "quiz", 7, (CARD,), {})
        self.ledger = Ledger(recorder, Progress())
        self.exercise: Exercise = present(bank(folder).read(CARD), CARD, 7)

    @property
    def kept(self) -> Card:
        return self.ledger.progress.card(CARD)

    @property
    def replayed(self) -> Card:
        return replay(read(self.paths, now_ms=self.clock.now_ms()).records, {}).card(CARD)

    def answered(self, **rest: Any) -> Answered:
        dues = outcomes(CARD, self.kept.memory, TODAY, self.ledger.progress.model)
        given = tuple(sorted(self.exercise.task.right))  # type: ignore[union-attr]
        return Answered(
            given, guess=False, result=mark(self.exercise, given), seconds=12.5, over=False, dues=dues, **rest
        )

    def review(self) -> tuple[str, bool]:
        return self.ledger.review(self.exercise, self.answered(), Rating.GOOD)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_review_moves_the_memory_as_a_replay_would(office: Office) -> None:
    name, right = office.review()
    assert right
    assert [line["id"] for line in records(office.paths)] == [name]
    assert isinstance(office.kept.memory, Learned)
    assert office.kept == office.replayed


def test_a_review_counts_though_another_device_is_ahead_of_our_clock(office: Office) -> None:
    ahead = (office.clock.now_ms() + 3_600_000, "ffffffff", "00000000", 1, "f" * 36)
    office.ledger.progress.latest = ahead
    office.review()
    assert isinstance(office.kept.memory, Learned)
    assert office.kept == office.replayed
    assert office.ledger.progress.latest == ahead
    assert office.ledger.progress.reviews == 1


def test_what_is_remarked_and_set_aside_is_kept_on_both_sides(office: Office) -> None:
    office.ledger.flag(CARD, on=True)
    office.ledger.note(CARD, "Learn this one.")
    office.ledger.report(CARD, "The key is wrong.")
    office.ledger.set_aside(CARD, "bury", until=TODAY)
    office.ledger.set_aside(CARD, "suspend", on=True)
    assert office.kept == office.replayed
    assert (office.kept.flagged, office.kept.suspended, office.kept.buried) == (True, True, TODAY)
    assert (office.kept.notes, office.kept.errors) == (["Learn this one."], ["The key is wrong."])
    office.ledger.flag(CARD, on=False)
    assert office.kept == office.replayed
    assert not office.kept.flagged


def test_what_is_taken_back_was_never_there(office: Office) -> None:
    office.ledger.note(CARD, "Before.")
    before = office.replayed
    step = office.ledger.step(CARD)
    name, _ = office.review()
    assert office.kept != before
    office.ledger.take_back(step._replace(record=name))
    assert office.kept == office.replayed == before
    aside = office.ledger.set_aside(CARD, "suspend", on=True)
    office.ledger.take_back(aside)
    assert office.kept == office.replayed == before


def test_what_comes_after_a_step_does_not_reach_into_what_it_kept(office: Office) -> None:
    office.ledger.note(CARD, "First.")
    step = office.ledger.step(CARD)
    office.ledger.note(CARD, "Second.")
    assert step.before.notes == ["First."]


def test_a_skip_that_is_taken_back_writes_nothing(office: Office) -> None:
    office.ledger.note(CARD, "There.")
    office.ledger.take_back(office.ledger.step(CARD))
    assert office.kept == office.replayed


def test_an_outcome_says_what_the_summary_needs(office: Office) -> None:
    shown = office.answered()
    made = outcome(office.exercise, shown, Rating.HARD, 90.4, record="ab", right=True)
    assert (made.card, made.record, made.right, made.limit, made.seconds) == (CARD, "ab", True, 90, 12.5)
    assert (made.rating, made.due) == (Rating.HARD, shown.dues[Rating.HARD])
