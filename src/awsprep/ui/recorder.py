"""Writes a sitting into the journal: what was answered, taken back, set aside, and when it began and ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from awsprep.core.bank import OWN
from awsprep.core.problem import AwsprepError
from awsprep.core.question import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from awsprep.core.exercise import Exercise, Given, Mark, Ticks
    from awsprep.core.memory import Rating
    from awsprep.core.question import Question
    from awsprep.core.record import Record
    from awsprep.store.journal import Journal
    from awsprep.ui.answered import Answered


@dataclass(slots=True)
class Recorder:
    """One sitting's pen. Its first line is written with the first answer: looking around leaves nothing behind.

    A line that cannot be saved is held by the journal and tried again with the next one; the sitting goes on with it.
    `unsaved` says why lines are held, `news` what changed in that, for the learner to be told.
    """

    journal: Journal
    session: str
    mode: str
    seed: int
    cards: tuple[str, ...]
    options: Mapping[str, Any]
    begun: bool = False
    unsaved: str = ""
    news: str = ""

    def begin(self) -> None:
        """Write the start of the sitting, once."""
        if not self.begun:
            self.begun = True
            fields = {"type": "session", "session": self.session, "event": "start", "mode": self.mode}
            self._line({**fields, "seed": self.seed, "cards": list(self.cards), "options": dict(self.options)})

    def end(self, asked: int, right: int) -> Record:
        """Write the end of a sitting that was begun: it is not to be resumed."""
        fields = {"session": self.session, "event": "end", "mode": self.mode, "asked": asked, "right": right}
        return self._line({"type": "session", **fields})

    def review(
        self,
        exercise: Exercise,
        given: Given,
        result: Mark,
        *,
        guess: bool,
        over: bool,
        auto: Rating,
        rating: Rating,
        due: int,
        ms: int,
        ticks: Ticks | None,
        auto_ticks: Ticks | None = None,
        graded: Iterable[str] = (),
    ) -> Record:
        """Write an answered card and return its line.

        `ticks` are those of an open answer, as they were left; `auto_ticks` what the marker found in a typed one,
        `graded` the further points that a model showed in it.
        """
        self.begin()
        score = int(result.score) if result.score in {0.0, 1.0} else round(result.score, 6)
        fields: dict[str, Any] = {
            "type": "answer" if exercise.card.startswith(OWN) else "review",  # no bank's card, so nothing to remember
            "card": exercise.card,
            "given": given if isinstance(given, str) else list(given),
            "score": score,
            "guess": guess,
            "over": over,
            "auto": int(auto),
            "rating": int(rating),
            "due": due,
            "ms": ms,
            "mode": self.mode,
            "session": self.session,
            "seed": exercise.seed,
            "qh": question_hash(exercise.question),
        }
        if ticks is not None:
            found = (None, None) if auto_ticks is None else map(sorted, auto_ticks)
            for name, ours, final in zip(("points", "flags"), found, ticks, strict=True):
                fields[name] = {"auto": ours, "final": sorted(final)}
            if graded:
                fields["points"]["graded"] = sorted(graded)
        return self._line(fields)

    def answer(self, exercise: Exercise, given: Given, *, guess: bool, ms: int) -> Record:
        """Write an exam's answer; the last one for a card counts."""
        self.begin()
        fields = {"card": exercise.card, "given": given if isinstance(given, str) else list(given), "guess": guess}
        return self._line({"type": "answer", "session": self.session, **fields, "ms": ms, "seed": exercise.seed})

    def passed(self, exercise: Exercise) -> Record:
        """Write that a candidate passed."""
        self.begin()
        fields = {"card": exercise.card, "given": None, "seed": exercise.seed}
        return self._line({"type": "answer", "session": self.session, **fields})

    def settle(self, target: str, shown: Answered, rating: Rating) -> Record:
        """Amend an open answer's line by what the learner ticked, and how they rated it, in the end."""
        score = int(shown.result.score) if shown.result.score in {0.0, 1.0} else round(shown.result.score, 6)
        changed: dict[str, Any] = {"score": score, "rating": int(rating), "due": shown.dues[rating]}
        if shown.ticks is not None and shown.auto is not None:
            for name, ours, final in zip(("points", "flags"), shown.auto, shown.ticks, strict=True):
                changed[name] = {"auto": sorted(ours), "final": sorted(final)}
            if shown.graded:
                changed["points"]["graded"] = sorted(shown.graded)
        return self._line({"type": "amend", "target": target, "set": changed})

    def undo(self, record: str) -> Record:
        """Take a line back."""
        return self._line({"type": "undo", "target": record})

    def mark_card(self, kind: str, card: str, **fields: Any) -> Record:
        """Write what the learner set by hand: suspend, bury, flag or note."""
        return self._line({"type": kind, "card": card, **fields})

    def _line(self, fields: Mapping[str, Any]) -> Record:
        """The line as it was saved (durably), or else as it is held."""
        try:
            record = self.journal.append(dict(fields))
        except AwsprepError as error:
            if not self.journal.held:
                raise
            # The remedy first: of a long line a small screen shows only the beginning, and the message names a path.
            told = error.message.removeprefix("NOT SAVED: ")
            self.unsaved = self.news = " ".join(filter(None, ("NOT SAVED:", error.hint, told)))
            return {"seg": "", "n": 0, **self.journal.held[-1]}
        if self.unsaved:
            self.unsaved, self.news = "", "Saved now, with all that was held."
        return record


def question_hash(question: Question) -> str:
    """8 hex digits that change when the meaning of a question changes."""
    import json
    from hashlib import sha256

    canonical = json.dumps(describe(question).meaning, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode()).hexdigest()[:8]
