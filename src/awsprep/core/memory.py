"""What FSRS believes about a card, and when it is due.

py-fsrs is the scheduler and is imported nowhere else. It is fed whole study days (noon UTC of the day), no learning
steps and no fuzz of its own: that avoids its 24-hour floors, its unseeded fuzz and its time-zone demands. Fuzz is
derived from (card, reps), so a preview equals what is stored and a replay needs no chance.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from fsrs import Scheduler

LEECH_LAPSES = 8
DEFAULT_RETENTION = 0.9
_DEFAULT_DECAY = 0.1542  # w20 of FSRS-6; a test compares it with py-fsrs, which statistics need not import
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))  # from FSRS: start, end, factor
_MAXIMUM_DAYS = 36_500


class Rating(IntEnum):
    """How well a card was recalled."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class New(NamedTuple):
    """A card that was never answered: there is nothing to say of it."""


class Learned(NamedTuple):
    """A card that was answered: stability in days, difficulty 1-10, and study days of the last answer and the due date.

    A lapse is an Again on a later day than the card's last answer.
    """

    stability: float
    difficulty: float
    last: int
    due: int
    reps: int
    lapses: int

    @property
    def leech(self) -> bool:
        """Forgotten so often that hammering on will not help."""
        return self.lapses >= LEECH_LAPSES


Memory = New | Learned


class Model(NamedTuple):
    """The FSRS weights (21 numbers; none means the published defaults) and the desired retention."""

    weights: tuple[float, ...] = ()
    retention: float = DEFAULT_RETENTION

    @property
    def decay(self) -> float:
        """The exponent of the forgetting curve, negative."""
        return -(self.weights[20] if self.weights else _DEFAULT_DECAY)


DEFAULT_MODEL = Model()


def remember(memory: Memory, rating: Rating, day: int, due: int, model: Model = DEFAULT_MODEL) -> Learned:
    """The memory after an answer on a study day; `due` is the due day that was shown and stored with it."""
    step = stepper(model)
    if isinstance(memory, New):
        stability, difficulty = step(0.0, 0.0, 0, rating)
        return Learned(stability, difficulty, day, due, 1, 0)
    gap = day - memory.last
    stability, difficulty = step(memory.stability, memory.difficulty, gap, rating)
    lapse = rating is Rating.AGAIN and gap > 0
    return Learned(stability, difficulty, max(day, memory.last), due, memory.reps + 1, memory.lapses + lapse)


def outcomes(card: str, memory: Memory, day: int, model: Model = DEFAULT_MODEL) -> Mapping[Rating, int]:
    """The due day that each rating would give, in the order of the ratings. Again is always tomorrow.

    A better rating is never due sooner than a worse one: all four share one fuzz fraction.
    """
    reps = memory.reps if isinstance(memory, Learned) else 0
    fraction = _fraction(card, reps)
    due = {Rating.AGAIN: day + 1}
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        interval = _interval(memory, rating, day, model)
        due[rating] = max(day + fuzzed(interval, fraction), due[Rating(rating - 1)])
    return due


def retrievability(memory: Memory, day: int, model: Model = DEFAULT_MODEL) -> float:
    """The chance of recall on a study day later than the last answer (FSRS-6 says nothing true of the same day).

    Closed form `(1 + f * t / S) ** decay`, f chosen so that R(S) = 0.9. A new card counts as 0.
    """
    if isinstance(memory, New):
        return 0.0
    factor, decay = curve(model)
    elapsed = max(0, day - memory.last)
    return float((1 + factor * elapsed / memory.stability) ** decay)


@lru_cache(maxsize=8)
def curve(model: Model = DEFAULT_MODEL) -> tuple[float, float]:
    """The `f` and `decay` of the closed form above, for loops over thousands of cards."""
    decay = model.decay
    return 0.9 ** (1 / decay) - 1, decay


def default_weights() -> tuple[float, ...]:
    """The 21 published weights of FSRS-6."""
    return tuple(_scheduler(DEFAULT_MODEL).parameters)


def legal(weights: tuple[float, ...]) -> bool:
    """Whether FSRS takes these weights; none means the defaults."""
    if not weights:
        return True
    try:
        _scheduler(Model(weights))
    except ValueError:
        return False
    return True


def fuzzed(interval: int, fraction: float) -> int:
    """An interval moved inside FSRS's legal range by a fraction in [0, 1). Under 2.5 days nothing moves."""
    low, high = fuzz_range(interval)
    return low + int(fraction * (high - low + 1))


def fuzz_range(interval: int) -> tuple[int, int]:
    """The days that FSRS allows instead of an interval."""
    if interval < _FUZZ[0][0]:
        return interval, interval
    delta = 1.0 + sum(factor * max(min(interval, end) - start, 0.0) for start, end, factor in _FUZZ)
    low = max(2, round(interval - delta))
    high = min(round(interval + delta), _MAXIMUM_DAYS)
    return min(low, high), high


def prospects(memory: Memory, day: int, model: Model = DEFAULT_MODEL) -> tuple[float, ...]:
    """The stability after each rating, Again first, if the card is answered on a study day after its last answer.

    This is for a planner that asks it of every card: `remember` says the same (a test compares), one rating at a time.
    """
    import fsrs

    scheduler = _scheduler(model)
    if isinstance(memory, New):
        return tuple(scheduler._initial_stability(rating=rating) for rating in fsrs.Rating)  # noqa: SLF001
    recall = retrievability(memory, day, model)
    return tuple(
        scheduler._next_stability(  # noqa: SLF001  what `review_card` calls on a later day, without its copies
            difficulty=memory.difficulty, stability=memory.stability, retrievability=recall, rating=rating
        )
        for rating in fsrs.Rating
    )


@lru_cache(maxsize=8)
def stepper(model: Model) -> Callable[[float, float, int, int], tuple[float, float]]:
    """`step(stability, difficulty, gap, rating)`: stability and difficulty after an answer `gap` study days later.

    A stability of 0 stands for a new card. It says what `Scheduler.review_card` says (a test compares) at a quarter of
    the cost, which is most of what a replay takes.
    """
    import fsrs

    scheduler = _scheduler(model)
    ratings = {rating.value: rating for rating in fsrs.Rating}
    factor, decay = curve(model)

    def step(stability: float, difficulty: float, gap: int, rating: int) -> tuple[float, float]:
        given = ratings[rating]
        if not stability:
            return (
                scheduler._initial_stability(rating=given),  # noqa: SLF001  as in `prospects`
                scheduler._initial_difficulty(rating=given, clamp=True),  # noqa: SLF001
            )
        if gap < 1:
            after = scheduler._short_term_stability(stability=stability, rating=given)  # noqa: SLF001
        else:
            recall = (1 + factor * gap / stability) ** decay
            after = scheduler._next_stability(  # noqa: SLF001
                difficulty=difficulty, stability=stability, retrievability=recall, rating=given
            )
        return after, scheduler._next_difficulty(difficulty=difficulty, rating=given)  # noqa: SLF001

    return step


def warm() -> None:
    """Import the scheduler, which takes a moment: best done while nobody waits."""
    import fsrs  # noqa: F401


def _fraction(card: str, reps: int) -> float:
    from hashlib import blake2b

    return int.from_bytes(blake2b(f"{card} {reps}".encode(), digest_size=6).digest(), "big") / (1 << 48)


def _interval(memory: Memory, rating: Rating, day: int, model: Model) -> int:
    """FSRS's interval in days after an answer."""
    import fsrs

    if isinstance(memory, New):
        card = fsrs.Card(card_id=1)  # without an id it sleeps a millisecond to make one
        at = _noon(day)
    else:
        at = _noon(max(day, memory.last))
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            last_review=_noon(memory.last),
        )
    after, _ = _scheduler(model).review_card(card, fsrs.Rating(int(rating)), at)
    return (after.due - at).days


@lru_cache(maxsize=8)
def _scheduler(model: Model) -> Scheduler:
    import fsrs

    options = {"parameters": model.weights} if model.weights else {}
    return fsrs.Scheduler(
        desired_retention=model.retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
        **options,  # type: ignore[arg-type]
    )


@lru_cache(maxsize=4096)
def _noon(day: int) -> datetime:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(day * 86_400 + 43_200, UTC)
