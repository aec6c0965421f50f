"""An interviewer's form, line by line: a question with what to listen for, one line to rate it, the next question.

It reads lines and writes lines, so it works in a pipe as on a terminal. Every entry is kept at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from awsprep.core.competency import competency_name
from awsprep.core.exercise import LETTERS
from awsprep.core.question import describe
from awsprep.core.rating import ANCHORS, Verdict
from awsprep.core.scorecard import decide_by_hand, rate_by_hand
from awsprep.core.text import clean
from awsprep.ui.scorecard import floor_words, rating_words, verdict_words
from awsprep.ui.theme import flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.question import Question
    from awsprep.core.scorecard import Asked, Scorecard
    from awsprep.ui.theme import Theme

UNASKED = "not asked"
ALOUD = "asked aloud"
_MEASURE = 79
_HELP = """\
A line is a rating, the letters of what you heard, and a note. Letters and note may be left out.
  3                   rated 3
  3abd                rated 3; points a, b and d were said, the others were not
  2abg mixes up NACL  rated 2; a and b were said, flag g shown; and a note
  n asked twice       only a note
Enter or s next question   b the one before   m model answer and follow-ups
d decide now   q stop, and go on later"""


@dataclass(slots=True)
class Form:
    """`keep` stores the card after each entry; `questions` holds those that the bank still has, by id."""

    reader: TextIO
    writer: TextIO
    theme: Theme
    questions: Mapping[str, Question]
    keep: Callable[[Scorecard], None]
    echo: bool = False
    _shown: int = field(default=-1)

    def fill(self, card: Scorecard) -> tuple[Scorecard, bool]:
        """The card as it was left, and whether it is finished."""
        plural = "" if len(card.asked) == 1 else "s"
        names = f" for {card.name}" if card.name else ""
        self._text(f"Scorecard{names}, level {card.level}, {len(card.asked)} question{plural}. ? explains the keys.")
        for rating, words in ANCHORS.items():
            self._row(f"  {rating} {words}")
        place = next((n for n, asked in enumerate(card.asked) if asked.result == UNASKED), 0)
        while place < len(card.asked):
            asked = card.asked[place]
            if self._shown != place:
                self._show(place, card)
            line = self._read("Rating, letters, note (? help): ")
            word = (line or "").strip()
            if line is None or word == "q":
                return card, False
            if word == "d":
                break
            step = {"": 1, "s": 1, "b": -1}.get(word)
            if step is not None:
                place, self._shown = max(0, place + step), -1
                continue
            if word in {"?", "m"}:
                self._more(asked, answer=word == "m")
                continue
            entry = self._entry(word, asked)
            if entry is None:
                self._text("That is no rating: 1 to 4, letters of the list, then the note. ? shows examples.")
                continue
            card = rated(card, place, entry)
            self.keep(card)
            if not word.startswith("n "):
                place, self._shown = place + 1, -1
        return self._decide(card)

    def _decide(self, card: Scorecard) -> tuple[Scorecard, bool]:
        """What the ratings come to, and what the interviewer makes of it."""
        card = summed(card)
        self._line("")
        for each in card.assessed:
            self._line(f"{competency_name(each.competency)}: {rating_words(each)}{', capped' if each.capped else ''}")
        self._text(f"{verdict_words(card.decision)} by the ratings. {floor_words(card)}")
        legal = [str(verdict) for verdict in Verdict]
        while True:
            line = self._read(f"Your decision ({', '.join(legal)}; Enter: as the ratings say): ")
            if line is None:
                return card, False
            decided = line.strip().lower()
            if decided in {"", *legal}:
                break
            self._text("Type one of these, or press Enter.")
        line = self._read("Notes on the whole, one line (Enter: none): ")
        card = card._replace(decided=decided, notes=(line or "").strip() or card.notes)
        self.keep(card)
        return card, True

    def _show(self, place: int, card: Scorecard) -> None:
        self._shown = place
        asked = card.asked[place]
        question = self.questions.get(asked.id)
        self._line("")
        name = competency_name(asked.competency)
        self._text(f"Question {place + 1} of {len(card.asked)}. {name}, {asked.level}. {asked.id}")
        self._text(describe(question).prompt if question is not None else asked.title)
        if question is not None:
            self._line("Listen for:")
            for letter, text in zip(LETTERS, _listed(question), strict=False):
                self._text(f"{letter}) {text}")
        if asked.result != UNASKED:
            given = f"rated {asked.rating}" if asked.rating is not None else "no rating yet"
            flags = "".join(f"; red flag: {flag}" for flag in asked.flags)
            note = f"; note: {asked.note}" if asked.note else ""
            self._text(f"So far: {given}, {asked.result}{flags}{note}")

    def _more(self, asked: Asked, *, answer: bool) -> None:
        question = self.questions.get(asked.id)
        if not answer:
            for line in _HELP.split("\n"):
                self._row(line)
        elif question is None:
            self._text("This question is no longer in the bank.")
        else:
            self._text(question.answer)
            for follow_up in question.follow_ups:
                self._text(f"Ask next: {follow_up.ask}")
                self._text(f"Answer: {follow_up.answer}")

    def _entry(self, word: str, asked: Asked) -> Asked | None:
        """The question as the line leaves it; None where the line is no entry."""
        if word.startswith("n "):
            return asked._replace(note=_joined(asked.note, word[2:]), result=_asked_result(asked))
        question = self.questions.get(asked.id)
        points = question.key_points if question is not None else ()
        flags = question.red_flags if question is not None else ()
        listed = LETTERS[: len(points) + len(flags)]
        found = re.fullmatch(r"([1-4])([a-i]*)(?:\s+(.*))?", word, re.DOTALL)
        if found is None:
            return None
        letters = found[2]
        if any(letter not in listed for letter in letters) or len(set(letters)) < len(letters):
            return None
        note = _joined(asked.note, found[3] or "")
        entry = asked._replace(rating=int(found[1]), note=note, result=_asked_result(asked))
        if letters:
            said = {LETTERS.index(letter) for letter in letters}
            missed = tuple(point.text for n, point in enumerate(points) if n not in said)
            shown = tuple(flag.text for n, flag in enumerate(flags, len(points)) if n in said)
            count = f"{len(points) - len(missed)} of {len(points)} points said"
            heard = tuple((point.text, "") for n, point in enumerate(points) if n in said)
            entry = entry._replace(missed=missed, flags=shown, said=heard, result=count)
        return entry

    def _read(self, prompt: str) -> str | None:
        self.writer.write(self.theme.plain(prompt))
        self.writer.flush()
        line = self.reader.readline()
        if not line:
            self._line("")
            return None
        text = clean(line.rstrip("\r\n"))
        if self.echo:
            self._line(text)
        return text

    def _text(self, text: str) -> None:
        for line in flow(self.theme.plain(text), min(_MEASURE, self.theme.width - 1)):
            self._line("".join(part for _, part in line))

    def _row(self, text: str) -> None:
        """A line that keeps its columns where it fits."""
        (self._line if len(text) < self.theme.width else self._text)(text)

    def _line(self, text: str) -> None:
        self.writer.write(self.theme.plain(text).rstrip() + "\n")


def rated(card: Scorecard, place: int, entry: Asked) -> Scorecard:
    """The card with a question entered anew."""
    return summed(card._replace(asked=(*card.asked[:place], entry, *card.asked[place + 1 :])))


def summed(card: Scorecard) -> Scorecard:
    """The card with ratings and decisions as its questions have them."""
    found = rate_by_hand(card.asked)
    return card._replace(rated=found, decisions=decide_by_hand(found, card.level))


def _asked_result(asked: Asked) -> str:
    return ALOUD if asked.result == UNASKED else asked.result


def _joined(note: str, more: str) -> str:
    return "; ".join(part for part in (note, more.strip()) if part)


def _listed(question: Question) -> list[str]:
    """What to listen for, in the order of the letters."""
    points = [point.text + (" (a must)" if point.must else "") for point in question.key_points]
    return points + [f"RED FLAG{' (critical)' if flag.critical else ''}: {flag.text}" for flag in question.red_flags]
