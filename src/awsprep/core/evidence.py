"""What was heard in a mock interview, and what of it counts: for the ability, and as lines of the scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.ability import Answer
from awsprep.core.bank import question_id
from awsprep.core.day import duration
from awsprep.core.exercise import Mark, Pick, Say, Ticks, mark, mark_ticks, present
from awsprep.core.item import item_of
from awsprep.core.opening import FOLLOW, OPENING, SKETCH, STORY, followed
from awsprep.core.scorecard import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awsprep.core.bank import Bank, Heading
    from awsprep.core.exercise import Exercise, Given
    from awsprep.core.question import FollowUp, Question

_KINDS = {OPENING: "opening", SKETCH: "sketch", STORY: "story"}


class Heard(NamedTuple):
    """An answer as the interviewer remembers it; `given` is None where the candidate passed. `seconds` it took.

    `record` is the id of its line in the journal. `ticks` are those of an open answer, `typed` says that they were
    found in its words. `again` is what a follow-up showed of the point that it asked for, None where none was asked;
    `later` is that point where it was said then.
    `quotes` are the candidate's words for key points and red flags by their ids, as far as any were found; None where
    nobody looked.
    """

    exercise: Exercise
    heading: Heading
    record: str
    given: Given | None
    result: Mark | None = None
    ticks: Ticks | None = None
    seconds: float = 0.0
    over: bool = False
    guess: bool = False
    typed: bool = False
    again: bool | None = None
    later: str = ""
    quotes: tuple[tuple[str, str], ...] | None = None

    @property
    def question(self) -> Question:
        """The question that was asked."""
        return self.exercise.question

    @property
    def is_story(self) -> bool:
        """Whether it is a story, which nobody but the learner can mark."""
        return self.heading.id.startswith(STORY)

    @property
    def is_follow_up(self) -> bool:
        """Whether it is a follow-up, which counts with the question that it follows."""
        return self.heading.id.startswith(FOLLOW)

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of key points of an open answer that were not said."""
        if self.ticks is None:
            return ()
        return tuple(point.id for point in self.question.key_points if point.id not in self.ticks.points)

    @property
    def score(self) -> float:
        """What it counts: the share of the key points of an open answer, else 1 or 0.

        A point that was said when asked again counts half; a critical red flag leaves nothing.
        """
        if self.result is None:
            return 0.0
        if self.ticks is None:
            return float(self.result.right)
        critical = {flag.id for flag in self.question.red_flags if flag.critical}
        if critical & self.ticks.flags:
            return 0.0
        points = len(self.question.key_points)
        return min(1.0, self.result.score + (0.5 / points if self.again else 0.0))


def joined(heard: Iterable[Heard]) -> tuple[Heard, ...]:
    """The answers without follow-ups, each with what its own one showed of a point that is still missing."""
    kept: dict[str, Heard] = {}
    for each in heard:
        if each.is_follow_up:
            of = followed(each.heading.id)
            probed = next(iter(each.question.key_points)).id
            if of in kept and probed in kept[of].missed:
                again = bool(each.ticks and each.ticks.points)
                own = kept[of].quotes
                quotes = None if own is None else (*own, *(each.quotes or ()))
                kept[of] = kept[of]._replace(again=again, later=probed if again else "", quotes=quotes)
        else:
            kept[each.heading.id] = each
    return tuple(kept.values())


def answers(heard: Iterable[Heard]) -> tuple[Answer, ...]:
    """What counts for the ability, with the parameters of the exercises as they were shown. Stories do not count."""
    found = []
    for each in joined(heard):
        if not each.is_story:
            item = item_of(each.heading, each.exercise.card, each.exercise.task)
            found.append(Answer(item.card, item.competency, item.a, item.b, item.c, each.score))
    return tuple(found)


def as_found(heard: Iterable[Heard]) -> tuple[Heard, ...]:
    """The answers with the ticks that the words of typed ones earn, whatever the candidate ticked."""
    return tuple(map(_as_found, heard))


def evidence(heard: Iterable[Heard]) -> tuple[Asked, ...]:
    """The lines of the scorecard."""
    return tuple(_asked(each) for each in joined(heard))


def follow_up_to(heard: Heard) -> tuple[int, FollowUp] | None:
    """The follow-up that probes a point which was missed, and its number; None where there is none."""
    if heard.is_follow_up or heard.is_story:
        return None
    missed = set(heard.missed)
    return next(((n, each) for n, each in enumerate(heard.question.follow_ups) if each.probes in missed), None)


def heard_again(record: Mapping[str, Any], bank: Bank) -> Heard | None:
    """What a line of the journal says was heard; None where its question, or its card, is gone."""
    card = str(record["card"])
    heading = bank.headings.get(question_id(card))
    if heading is None or card not in heading.cards:
        return None
    exercise = present(bank.read(heading.id), card, _whole(record.get("seed")))
    given = record["given"]
    if given is None:
        return Heard(exercise, heading, record["id"], None)
    answer = given if isinstance(given, str) else tuple(given)
    ticks = None
    points, flags = record.get("points"), record.get("flags")
    if exercise.ticked:
        ticks = Ticks(frozenset(_final(points)), frozenset(_final(flags)))
    result = mark(exercise, answer) if ticks is None else mark_ticks(exercise.question, ticks)
    typed = isinstance(points, dict) and points.get("auto") is not None
    seconds, over, guess = _whole(record.get("ms")) / 1000, bool(record.get("over")), bool(record.get("guess"))
    return Heard(exercise, heading, record["id"], answer, result, ticks, seconds, over, guess, typed)


def _as_found(heard: Heard) -> Heard:
    if heard.quotes is None or heard.ticks is None:
        return heard
    found = {name for name, _ in heard.quotes}
    points = frozenset(point.id for point in heard.question.key_points if point.id in found)
    ticks = Ticks(points, frozenset(flag.id for flag in heard.question.red_flags if flag.id in found))
    return heard._replace(ticks=ticks, result=mark_ticks(heard.question, ticks))


def _whole(value: object) -> int:
    """A whole number; 0 for what is none, for nobody checks these fields of an `answer` line."""
    return value if isinstance(value, int) else 0


def _final(told: object) -> Sequence[str]:
    found = told.get("final") if isinstance(told, dict) else None
    return [str(each) for each in found] if isinstance(found, list) else []


def _asked(heard: Heard) -> Asked:
    question, ticks = heard.question, heard.ticks or Ticks()
    story = heard.is_story
    kind = next((name for prefix, name in _KINDS.items() if heard.heading.id.startswith(prefix)), heard.heading.kind)
    item = item_of(heard.heading, heard.exercise.card, heard.exercise.task)
    missed, quotes = set(heard.missed), dict(heard.quotes or ())
    return Asked(
        heard.heading.id,
        item.competency,
        str(question.level),
        kind,
        heard.heading.title,
        _result(heard, kind),
        None if story else heard.score,
        missed=tuple(point.text for point in question.key_points if point.id in missed - {heard.later}),
        flags=tuple(flag.text for flag in question.red_flags if flag.id in ticks.flags),
        said=tuple(
            (point.text + (" (when asked again)" if point.id == heard.later else ""), quotes.get(point.id, ""))
            for point in question.key_points
            if point.id in ticks.points | {heard.later}
        ),
        proofs=tuple(quotes.get(flag.id, "") for flag in question.red_flags if flag.id in ticks.flags),
    )


def _result(heard: Heard, kind: str) -> str:
    """How it was answered, in words."""
    if heard.result is None:
        return "passed"
    time = f" in {duration(heard.seconds)}" + (", over time" if heard.over else "")
    if heard.ticks is None:
        told = f"{'right' if heard.result.right else 'wrong'}{time}" + (", guessed" if heard.guess else "")
        return told if heard.result.right else f"{told}{_chosen(heard)}"
    total = len(heard.question.key_points)
    count = total - len(heard.missed)
    if kind == "opening":
        first = f"asked for {count} of {total} things before drawing" if count else "drew before asking anything"
        return f"{first}{time}{_by_own_marking(heard)}"
    parts = "parts" if heard.is_story else "points"
    again = "" if heard.again is None else "; said when asked again" if heard.again else "; not said when asked again"
    return f"{count} of {total} {parts}{time}{_by_own_marking(heard)}{again}"


def _by_own_marking(heard: Heard) -> str:
    """What of an answer counts only because the candidate says so."""
    if not heard.typed:
        return ", by your own marking"
    points = heard.ticks.points if heard.ticks is not None else frozenset()
    own = 0 if heard.quotes is None else len(points - dict(heard.quotes).keys())
    return f", {own} by your own marking" if own else ""


def _chosen(heard: Heard) -> str:
    """What was chosen or typed where that is a text of its own: the evidence of a wrong answer."""
    task, given = heard.exercise.task, heard.given
    if isinstance(task, Pick) and isinstance(given, tuple):
        return f": {'; '.join(task.options[place] for place in task.shown if place in given)}"
    return f": {given}" if isinstance(task, Say) and task.accept and given else ""
