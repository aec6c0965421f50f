"""From the journal's lines to a learner's progress: the same set of lines gives the same progress, in whatever order.

Progress is folded record by record in the journal's order. Undo and amend reach back, so a record that concerns an
earlier, already folded one makes `fold` answer False: the caller replays everything. That is rare and always right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awsprep.core.foreseen import Bin, place
from awsprep.core.memory import DEFAULT_MODEL, Learned, Memory, Model, New, Rating, legal, remember, retrievability
from awsprep.core.progress import (
    MOST_READING,
    READING_SECONDS,
    Card,
    DayCount,
    Progress,
    Sitting,
    current,
    device_day,
)
from awsprep.core.record import order
from awsprep.core.undo import effective, targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from awsprep.core.record import Record

KEPT_SITTINGS = 30
RIGHT_GUESS = 0.8  # of the points, as in `mark_ticks`
LONG = 8192  # a replay of so many records takes long enough to be worth a word
_TICKED = ("points", "flags")


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
            device_day(progress.device_days, record)
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


def follow(progress: Progress, record: Record) -> None:
    """Count a line that was written just now. It counts last, though another device's clock may be ahead of ours."""
    _apply(progress, record, {})
    progress.latest = max(progress.latest, order(record))


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
    name = current(record["card"], aliases)
    card = progress.cards.get(name) or progress.cards.setdefault(name, Card())
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
    day = device_day(progress.device_days, record)
    name = current(record["card"], aliases)
    card = progress.cards.get(name) or progress.cards.setdefault(name, Card())
    count = progress.days.get(day) or progress.days.setdefault(day, DayCount())
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
    count.reading += _reading(sitting, record)
    if sitting is not None:
        sitting.asked.append(name)
        sitting.right += right
        sitting.ms += record["ms"]
        sitting.last, sitting.day = record["t"], day


def _reading(sitting: Sitting | None, record: Record) -> int:
    """Milliseconds since a sitting's last answer, less what answering took: reading, as far as we know."""
    if sitting is None or not sitting.last:
        return round(READING_SECONDS * 1000)
    between = int(record["t"]) - sitting.last - int(record["ms"])
    return max(0, min(round(MOST_READING * 1000), between))


def _compare(progress: Progress, memory: Memory, rating: Rating, day: int) -> None:
    """Count an answer of a later day beside the recall that was predicted for it."""
    if isinstance(memory, New) or memory.last >= day:
        return
    recall = retrievability(memory, day, progress.model)
    number = place(recall)
    found = progress.foreseen.get(number) or progress.foreseen.setdefault(number, Bin())
    found.answers += 1
    found.expected += recall
    found.recalled += rating > Rating.AGAIN


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
