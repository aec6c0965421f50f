"""Everything that follows from the journal: `replay(records)` gives the same progress for the same set of lines.

Progress is folded record by record in the journal's order. Undo and amend reach back, so a record that concerns an
earlier, already folded one makes `fold` answer False: the caller replays everything. That is rare and always right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awsprep.core.day import study_day, today
from awsprep.core.foreseen import Bin, place
from awsprep.core.memory import DEFAULT_MODEL, Learned, Memory, Model, New, Rating, legal, remember, retrievability
from awsprep.core.record import order
from awsprep.core.undo import effective, targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from awsprep.core.day import Clock
    from awsprep.core.record import Record

KEPT_SITTINGS = 30
RIGHT_GUESS = 0.8  # of the points, as in `mark_ticks`
BEHIND = 2  # days; less than that is another time zone, or another device's
_TICKED = ("points", "flags")
LONG = 8192  # a replay of so many records takes long enough to be worth a word


@dataclass(slots=True)
class Card:
    """A scheduled card: its memory, what was answered, and what the learner set by hand.

    `ms` is the time of the last answer, `spent` of all; `missed` says that the last answer was wrong; `errors` are
    what the learner reported as wrong with the question. `typed` counts answers that were marked by their words,
    `changed` those of which the learner changed the marks; `own` are sentences of theirs that find a key point, by its
    id. `knew` says that the very first answer was right, and no guess.
    """

    memory: Memory = field(default_factory=New)
    seen: int = 0
    right: int = 0
    missed: bool = False
    ms: int = 0
    spent: int = 0
    answered: int = 0
    suspended: bool = False
    buried: int = 0
    flagged: bool = False
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    typed: int = 0
    changed: int = 0
    own: dict[str, list[str]] = field(default_factory=dict)
    knew: bool = False

    def resting(self, day: int) -> bool:
        """Suspended, or buried for this study day, or set aside as a leech."""
        return self.suspended or self.buried >= day or (isinstance(self.memory, Learned) and self.memory.leech)


@dataclass(slots=True)
class DayCount:
    """Answers of one study day. Tested are due cards at their first answer that day, recalled those that passed.

    Sure and guessed split the answers by whether the learner said that they were guessing.
    """

    reviews: int = 0
    right: int = 0
    ms: int = 0
    tested: int = 0
    recalled: int = 0
    sure: int = 0
    sure_right: int = 0
    guessed: int = 0
    guessed_right: int = 0


@dataclass(slots=True)
class Sitting:
    """One sitting as the journal knows it. `options` is what it was started with, `answers` holds an exam's sheet."""

    id: str
    mode: str
    t: int
    seed: int
    cards: list[str]
    options: dict[str, Any]
    asked: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    right: int = 0
    ms: int = 0
    ended: bool = False

    @property
    def resumable(self) -> bool:
        """Whether cards are left that were chosen when it began."""
        return not self.ended and len(set(self.asked)) < len(self.cards)


@dataclass(slots=True)
class Progress:
    """All that is known of a learner. Cards never answered nor touched are not in `cards`.

    `awaited` are ids that an undo or an amendment names and that have not come yet, by sync or by a clock behind.
    `foreseen` compares the recall that was predicted for answers with what came, by `core.foreseen.place`.
    """

    cards: dict[str, Card] = field(default_factory=dict)
    days: dict[int, DayCount] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)
    device_days: dict[str, int] = field(default_factory=dict)
    reviews: int = 0
    latest: tuple[int, str, str, int, str] = (0, "", "", 0, "")
    model: Model = DEFAULT_MODEL
    awaited: set[str] = field(default_factory=set)
    foreseen: dict[int, Bin] = field(default_factory=dict)

    def card(self, card: str) -> Card:
        """The card, or a new one that is not stored."""
        return self.cards.get(card) or Card()


def replay(
    records: Iterable[Record],
    aliases: Mapping[str, str],
    keep: Callable[[str], bool] | None = None,
    advance: Callable[[int, int], None] | None = None,
) -> Progress:
    """Progress from all records; their order does not matter. `keep` limits it to some cards (named as of today).

    A long replay tells `advance` now and then how many records of how many it has behind it.
    """
    in_order = sorted(records, key=order)
    told = effective(in_order)
    progress = Progress(model=_model(told))
    for number, record in enumerate(told, 1):
        if advance is not None and number % LONG == 0:
            advance(number, len(told))
        if keep is None or "card" not in record or keep(current(record["card"], aliases)):
            _apply(progress, record, aliases)
        elif record["type"] == "review":
            _study_day(progress, record)
    if in_order:
        progress.latest = order(in_order[-1])
    progress.awaited = targets(in_order) - {record["id"] for record in in_order}
    return progress


def fold(progress: Progress, records: Iterable[Record], aliases: Mapping[str, str]) -> bool:
    """Fold newer records into progress; False (progress then is worthless) if an older one is concerned."""
    tail = sorted(records, key=order)
    if not tail:
        return True
    if order(tail[0]) <= progress.latest:
        return False
    within = {record["id"] for record in tail}
    if not targets(tail) <= within or not progress.awaited.isdisjoint(within):
        return False
    if any(r["type"] == "param" and r["name"] == "weights" for r in tail):
        return False
    for record in effective(tail):
        _apply(progress, record, aliases)
    progress.latest = order(tail[-1])
    return True


def was_right(record: Mapping[str, Any]) -> bool:
    """Whether a review counts as right: exact, or, where the learner marks, rated Good or better.

    A guess that suggests Hard by itself, though all points were there, is right as well.
    """
    if "points" in record:
        guessed = record["guess"] and record["rating"] == Rating.HARD and record["score"] >= RIGHT_GUESS
        return bool(record["rating"] >= Rating.GOOD or guessed)
    return bool(record["score"] >= 1)


def was_marked(record: Mapping[str, Any]) -> bool:
    """Whether a review is of a typed answer whose points were looked for in its words."""
    return bool(record["given"]) and record.get("points", {}).get("auto") is not None


def _unchanged(ticks: Mapping[str, Any]) -> Any:
    """The ticks that an answer had before the learner turned any: the marker's, and those of a model's opinion."""
    auto, graded = ticks.get("auto"), ticks.get("graded")
    if type(auto) is list and type(graded) is list:
        return sorted({*map(str, auto), *map(str, graded)})
    return auto


def day_of(progress: Progress, clock: Clock) -> int:
    """The study day that it is; a clock that lies more than two days behind the journal is not believed."""
    day = today(clock)
    latest = max(progress.device_days.values(), default=day)
    return latest if latest - day > BEHIND else day


def current(card: str, aliases: Mapping[str, str]) -> str:
    """A card's id today: questions that were renamed keep their history."""
    if not aliases:
        return card
    question, mark, number = card.partition("#")
    return aliases.get(question, question) + mark + number


def _model(records: Iterable[Record]) -> Model:
    weights: tuple[float, ...] = ()
    retention = DEFAULT_MODEL.retention
    for record in records:
        if record["type"] == "param" and record["name"] == "weights":
            proposed = tuple(record["value"] or ())
            weights = proposed if legal(proposed) else weights
        elif record["type"] == "param" and record["name"] == "retention":
            retention = float(record["value"])
    return Model(weights, retention)


def _apply(progress: Progress, record: Record, aliases: Mapping[str, str]) -> None:
    kind = record["type"]
    if kind == "review":
        _apply_review(progress, record, aliases)
        return
    if kind == "session":
        _apply_session(progress, record, aliases)
        return
    if kind == "answer":
        sitting = progress.sittings.get(record["session"])
        if sitting is not None:
            sitting.answers[current(record["card"], aliases)] = dict(record)
        return
    if kind == "param":
        progress.params[record["name"]] = record["value"]
        if record["name"] == "retention":
            progress.model = Model(progress.model.weights, float(record["value"]))
        return
    if "card" not in record:
        return
    card = progress.cards.setdefault(current(record["card"], aliases), Card())
    if kind == "suspend":
        card.suspended = record["on"]
    elif kind == "bury":
        card.buried = record["until"]
    elif kind == "flag":
        card.flagged = record["on"]
    elif kind == "note" and "point" in record:
        _keep(card.own.setdefault(record["point"], []), record)
    elif kind == "note":
        (card.errors if record.get("error") else card.notes).append(record["text"])
    elif kind == "reset":
        card.memory = New()


def _keep(own: list[str], record: Record) -> None:
    """Keep a sentence as an example of a key point, or give it up."""
    if record["text"] in own:
        own.remove(record["text"])
    if record.get("on", True):
        own.append(record["text"])


def _apply_review(progress: Progress, record: Record, aliases: Mapping[str, str]) -> None:
    day = _study_day(progress, record)
    name = current(record["card"], aliases)
    card = progress.cards.setdefault(name, Card())
    count = progress.days.setdefault(day, DayCount())
    rating = Rating(record["rating"])
    right = was_right(record)
    progress.reviews += 1
    count.reviews += 1
    count.right += right
    count.ms += record["ms"]
    if record["guess"]:
        count.guessed += 1
        count.guessed_right += right
    else:
        count.sure += 1
        count.sure_right += right
    if not card.seen:
        card.knew = right and not record["guess"]
    card.seen += 1
    card.right += right
    card.missed = not right
    card.ms = record["ms"]
    card.spent += record["ms"]
    if "points" in record and was_marked(record):
        card.typed += 1
        card.changed += any(record.get(name, {}).get("final") != _unchanged(record.get(name, {})) for name in _TICKED)
    if record["mode"] != "cram":
        if isinstance(card.memory, Learned) and card.memory.due <= day and card.memory.last < day:
            count.tested += 1
            count.recalled += rating > Rating.AGAIN
        _compare(progress, card.memory, rating, day)
        card.memory = remember(card.memory, rating, day, record["due"], progress.model)
    card.answered = day
    sitting = progress.sittings.get(record["session"])
    if sitting is not None:
        sitting.asked.append(name)
        sitting.right += right
        sitting.ms += record["ms"]


def _compare(progress: Progress, memory: Memory, rating: Rating, day: int) -> None:
    """Count an answer of a later day beside the recall that was predicted for it."""
    if isinstance(memory, New) or memory.last >= day:
        return
    recall = retrievability(memory, day, progress.model)
    found = progress.foreseen.setdefault(place(recall), Bin())
    found.answers += 1
    found.expected += recall
    found.recalled += rating > Rating.AGAIN


def _study_day(progress: Progress, record: Record) -> int:
    return device_day(progress.device_days, record)


def device_day(days: dict[str, int], record: Record) -> int:
    """The study day of a review. A device's own, kept in `days`, never goes backwards, wherever it travels."""
    day = max(study_day(record["t"], record["tz"]), days.get(record["dev"], 0))
    days[record["dev"]] = day
    return day


def _apply_session(progress: Progress, record: Record, aliases: Mapping[str, str]) -> None:
    name = record["session"]
    if record["event"] == "end":
        if name in progress.sittings:
            progress.sittings[name].ended = True
        return
    cards = [current(card, aliases) for card in record.get("cards", ())]
    progress.sittings[name] = Sitting(
        name, record["mode"], record["t"], record.get("seed", 0), cards, dict(record.get("options", {}))
    )
    while len(progress.sittings) > KEPT_SITTINGS:
        del progress.sittings[next(iter(progress.sittings))]
