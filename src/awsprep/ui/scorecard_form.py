"""An interviewer's form, line by line: a question with what to listen for, one line to rate it, the next question.

It reads lines and writes lines, so it works in a pipe as on a terminal. Every entry is kept at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.competency import competency_name
from awsprep.core.exercise import LETTERS
from awsprep.core.question import describe
from awsprep.core.rating import ANCHORS, Verdict
from awsprep.core.scorecard import decide_by_hand, rate_by_hand
from awsprep.ui.scorecard import floor_words, rating_words, verdict_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from awsprep.core.question import Question
    from awsprep.core.scorecard import Asked, Scorecard
    from awsprep.ui.lines import Lines

UNASKED = "not asked"
ALOUD = "asked aloud"
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

    lines: Lines
    questions: Mapping[str, Question]
    keep: Callable[[Scorecard], None]
    _shown: int = field(default=-1)

    def fill(self, card: Scorecard) -> tuple[Scorecard, bool]:
        """The card as it was left, and whether it is finished. Raises what `Lines` does; what was entered is kept."""
        plural = "" if len(card.asked) == 1 else "s"
        names = f" for {card.name}" if card.name else ""
        self.lines.text(
            f"Scorecard{names}, level {card.level}, {len(card.asked)} question{plural}. ? explains the keys."
        )
        for rating, words in ANCHORS.items():
            self.lines.table(f"  {rating} {words}")
        place = next((n for n, asked in enumerate(card.asked) if asked.result == UNASKED), 0)
        while place < len(card.asked):
            asked = card.asked[place]
            if self._shown != place:
                self._show(place, card)
            line = self.lines.ask("Rating, letters, note (? help): ")
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
                self.lines.text("That is no rating: 1 to 4, letters of the list, then the note. ? shows examples.")
                continue
            card = rated(card, place, entry)
            self.keep(card)
            if not word.startswith("n "):
                place, self._shown = place + 1, -1
        return self._decide(card)

    def _decide(self, card: Scorecard) -> tuple[Scorecard, bool]:
        """What the ratings come to, and what the interviewer makes of it."""
        card = summed(card)
        self.lines.line("")
        for each in card.assessed:
            self.lines.line(
                f"{competency_name(each.competency)}: {rating_words(each)}{', capped' if each.capped else ''}"
            )
        self.lines.text(f"{verdict_words(card.decision)} by the ratings. {floor_words(card)}")
        legal = [str(verdict) for verdict in Verdict]
        while True:
            line = self.lines.ask(f"Your decision ({', '.join(legal)}; Enter: as the ratings say): ")
            if line is None:
                return card, False
            decided = line.strip().lower()
            if decided in {"", *legal}:
                break
            self.lines.text("Type one of these, or press Enter.")
        line = self.lines.ask("Notes on the whole, one line (Enter: none): ")
        card = card._replace(decided=decided, notes=(line or "").strip() or card.notes)
        self.keep(card)
        return card, True

    def _show(self, place: int, card: Scorecard) -> None:
        self._shown = place
        asked = card.asked[place]
        question = self.questions.get(asked.id)
        self.lines.line("")
        name = competency_name(asked.competency)
        self.lines.text(f"Question {place + 1} of {len(card.asked)}. {name}, {asked.level}. {asked.id}")
        self.lines.text(describe(question).prompt if question is not None else asked.title)
        if question is not None:
            self.lines.line("Listen for:")
            for letter, text in zip(LETTERS, _listed(question), strict=False):
                self.lines.text(f"{letter}) {text}")
        if asked.result != UNASKED:
            given = f"rated {asked.rating}" if asked.rating is not None else "no rating yet"
            flags = "".join(f"; red flag: {flag}" for flag in asked.flags)
            note = f"; note: {asked.note}" if asked.note else ""
            self.lines.text(f"So far: {given}, {asked.result}{flags}{note}")

    def _more(self, asked: Asked, *, answer: bool) -> None:
        question = self.questions.get(asked.id)
        if not answer:
            self.lines.table(_HELP)
        elif question is None:
            self.lines.text("This question is no longer in the bank.")
        else:
            self.lines.text(question.answer)
            for follow_up in question.follow_ups:
                self.lines.text(f"Ask next: {follow_up.ask}")
                self.lines.text(f"Answer: {follow_up.answer}")

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
