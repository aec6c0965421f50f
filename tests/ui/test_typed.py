"""Typed answers in a sitting: what was found, what the learner changes, what is written, words that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.memory import Rating
from awsprep.core.progress import Progress
from awsprep.core.replay import replay
from awsprep.core.session import QUIZ
from awsprep.store.reading import read
from awsprep.ui.answered import Answered, found_words
from awsprep.ui.keeping import Keeping
from awsprep.ui.stage import Stage
from tests.fakes import Clock, places, records, sitting
from tests.ui.essays import ESSAYS, WHOLE, essays, marker

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.ui.sitting import Sitting

FOUND = {
    WHOLE: Rating.GOOD,
    "It is assumed, and its credentials are temporary.": Rating.HARD,  # two of three
    "Temporary credentials, and a trust policy.": Rating.HARD,  # the must is missing
    "It is assumed.": Rating.AGAIN,
    WHOLE + " I give the role a password.": Rating.AGAIN,
    "I do not know.": Rating.AGAIN,
}


class Table:
    def __init__(self, folder: Path, *, typed: bool = True, progress: Progress | None = None) -> None:
        self.clock = Clock()
        self.paths = places(folder)
        rest: dict[str, Any] = {"bank": essays(folder), "marker": marker if typed else None}
        self.sitting: Sitting = sitting(folder, QUIZ, ESSAYS, progress or Progress(), self.clock, **rest)

    @property
    def shown(self) -> Answered:
        assert self.sitting.answered is not None
        return self.sitting.answered

    def reviews(self) -> list[dict[str, Any]]:
        return records(self.paths)

    def replayed(self) -> Progress:
        return replay(read(self.paths, now_ms=self.clock.now_ms()).records, {})


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


class TestMarking:
    @pytest.mark.parametrize("text", FOUND)
    def test_the_rating_follows_from_what_was_found(self, table: Table, text: str) -> None:
        table.sitting.submit(text)
        assert table.shown.suggested is FOUND[text]
        assert not table.sitting.only_again

    def test_a_guess_is_no_better_than_hard(self, table: Table) -> None:
        table.sitting.submit(WHOLE, guess=True)
        assert table.shown.suggested is Rating.HARD

    def test_both_verdicts_and_the_text_are_written(self, table: Table) -> None:
        table.sitting.submit("  It is assumed.\r\nBy whom, I forgot\x1b[2J. Give the role a password. ")
        table.sitting.tick(1)
        table.sitting.tick(3)
        assert table.shown.suggested is Rating.HARD
        table.sitting.rate()
        (line,) = table.reviews()
        assert line["given"] == "It is assumed.\nBy whom, I forgot\ufffd[2J. Give the role a password."
        assert line["points"] == {"auto": ["assume"], "final": ["assume", "short"]}
        assert line["flags"] == {"auto": ["password"], "final": []}
        assert (line["auto"], line["rating"], line["score"]) == (2, 2, 0.666667)

    @pytest.mark.parametrize("text", ["", "  \n ", "\x1b", "\t\n"])
    def test_what_is_empty_is_ticked_by_the_learner_and_has_no_verdict_of_ours(self, table: Table, text: str) -> None:
        table.sitting.submit(text.replace("\x1b", ""))
        assert table.shown.marked is None
        table.sitting.tick(0)
        table.sitting.rate()
        (line,) = table.reviews()
        assert line["given"] == ""
        assert line["points"] == {"auto": None, "final": ["assume"]}

    def test_without_a_marker_a_text_is_kept_and_not_marked(self, tmp_path: Path) -> None:
        table = Table(tmp_path, typed=False)
        assert not table.sitting.typed
        table.sitting.submit(WHOLE)
        assert table.shown.marked is None
        table.sitting.rate()
        assert table.reviews()[0]["given"] == WHOLE
        assert table.replayed().card("iam-role").typed == 0

    def test_lines_that_were_wrapped_elsewhere_are_read_as_one_sentence(self, table: Table) -> None:
        table.sitting.submit("The credentials that such an identity gives to you are\ntemporary ones.")
        assert [each.found for each in table.shown.marked.points] == [False, True, False]  # type: ignore[union-attr]

    def test_letters_beyond_what_is_listed_change_nothing(self, table: Table) -> None:
        table.sitting.submit(WHOLE)
        before = table.shown.ticks
        table.sitting.tick(4)
        table.sitting.tick(9)
        assert table.shown.ticks == before

    def test_taken_back_it_is_asked_and_marked_anew(self, table: Table) -> None:
        table.sitting.submit(WHOLE)
        table.sitting.rate()
        table.sitting.undo()
        table.sitting.submit("It is assumed.")
        table.sitting.rate()
        card = table.replayed().card("iam-role")
        assert (card.seen, card.typed, card.changed) == (1, 1, 0)
        assert table.sitting.progress.card("iam-role") == card


def test_words_say_what_was_found_and_what_the_learner_made_of_it(table: Table) -> None:
    table.sitting.submit("It is \n  assumed.")
    assert table.shown.marked is not None
    found, missing, _ = table.shown.marked.points
    said = [found_words(each, ticked=on) for each in (found, missing) for on in (True, False)]
    assert said == [
        'found: "assumed"',
        'found: "assumed" - you took the tick off',
        "not found - you ticked it",
        "not found - did you say it?",
    ]


class TestKeeping:
    def test_one_sentence_is_kept_at_once_ticked_and_found_the_next_time(self, tmp_path: Path) -> None:
        table = Table(tmp_path)
        table.sitting.submit("Somebody else slips into it for a while.")
        assert Keeping(table.sitting).letter("a")
        assert table.shown.ticks is not None
        assert table.shown.ticks.points == {"assume"}
        assert (
            table.sitting.notice.text == 'Kept for a: "Somebody else slips into it for a while" is found from now on.'
        )
        table.sitting.rate()
        assert table.reviews()[0]["points"] == {"auto": [], "final": ["assume"]}
        (note,) = records(table.paths, "note")
        assert {name: note[name] for name in ("card", "text", "point", "on")} == {
            "card": "iam-role",
            "text": "Somebody else slips into it for a while",
            "point": "assume",
            "on": True,
        }
        progress = table.replayed()
        assert progress.card("iam-role") == table.sitting.progress.card("iam-role")
        assert progress.card("iam-role").notes == []
        again = Table(tmp_path / "again", progress=progress)
        again.sitting.submit("For a while, somebody else can slip into it. It is no user.")
        assert again.shown.marked is not None
        assert again.shown.marked.points[0].evidence == "For a while, somebody else can slip into it"
        assert again.shown.suggested is Rating.AGAIN  # one of three

    def test_of_several_sentences_a_second_letter_says_which(self, table: Table) -> None:
        table.sitting.submit("It has no lasting keys. Others put it on.")
        keeping = Keeping(table.sitting)
        assert not keeping.letter("a")
        assert keeping.listed == ("It has no lasting keys", "Others put it on")
        assert keeping.letter("b")
        assert table.sitting.progress.card("iam-role").own == {"assume": ["Others put it on"]}

    def test_a_sentence_that_is_kept_can_be_given_up(self, table: Table) -> None:
        table.sitting.submit("Others put it on.")
        for _ in range(2):
            assert Keeping(table.sitting).letter("a")
        assert table.sitting.notice.text == 'Given up for a: "Others put it on".'
        assert table.sitting.progress.card("iam-role").own == {"assume": []}
        assert table.replayed().card("iam-role").own == {"assume": []}
        assert table.shown.ticks is not None
        assert table.shown.ticks.points == {"assume"}  # the tick is the learner's

    def test_sentences_kept_before_are_listed_first(self, tmp_path: Path) -> None:
        progress = Progress()
        first = Table(tmp_path, progress=progress)
        first.sitting.submit("Others put it on.")
        Keeping(first.sitting).letter("a")
        second = Table(tmp_path, progress=progress)
        second.sitting.submit("It has no lasting keys.")
        keeping = Keeping(second.sitting)
        assert not keeping.letter("a")
        assert keeping.listed == ("Others put it on", "It has no lasting keys")

    def test_no_more_are_listed_than_there_are_letters_and_those_that_are_near(self, table: Table) -> None:
        text = ". ".join(f"Fact number {n} of mine" for n in range(12)) + ". Somebody must be assumed to do it."
        table.sitting.submit(text)
        keeping = Keeping(table.sitting)
        keeping.letter("a")
        assert len(keeping.listed) == 9
        assert keeping.listed[-1] == "Somebody must be assumed to do it"

    @pytest.mark.parametrize(
        ("text", "letters", "told"),
        [
            ("Others put it on.", "d", "No key point is listed under that. Nothing was kept."),
            ("Others put it on.", "?", "No key point is listed under that. Nothing was kept."),
            ("One thing is. Another thing is.", "ac", "Nothing is listed under that. Nothing was kept."),
            ("Well.", "a", "No sentence of your answer has words enough to be known again."),
            ("many words " * 200, "a", "No sentence of your answer has words enough to be known again."),
            ("", "a", "No sentence of your answer has words enough to be known again."),
        ],
    )
    def test_a_letter_of_nothing_keeps_nothing_and_says_so(
        self, table: Table, text: str, letters: str, told: str
    ) -> None:
        table.sitting.submit(text)
        keeping = Keeping(table.sitting)
        assert [keeping.letter(letter) for letter in letters][-1]
        assert table.sitting.notice.text == told
        assert records(table.paths, "note") == []

    def test_words_kept_are_not_lost_when_the_answer_is_taken_back(self, table: Table) -> None:
        table.sitting.submit("Others put it on.")
        Keeping(table.sitting).letter("a")
        table.sitting.rate()
        table.sitting.undo()
        assert table.sitting.stage is Stage.ASK
        assert table.sitting.progress.card("iam-role").own == {"assume": ["Others put it on"]}
        assert table.replayed().card("iam-role").own == {"assume": ["Others put it on"]}
