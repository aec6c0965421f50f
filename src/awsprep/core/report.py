"""The figures of the statistics page, as one value that the screen, the JSON and the HTML page are made from."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.memory import Learned, New
from awsprep.core.picker import due
from awsprep.core.progress import READING_SECONDS
from awsprep.core.readiness import ENOUGH, Readiness, TopicReport, by_level, by_topic, readiness, weakest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.foreseen import Bin
    from awsprep.core.past import Came
    from awsprep.core.progress import Card, DayCount, Progress

DAYS = 84  # twelve weeks
FORECAST_DAYS = 14
WEAKEST = 5
TOLD = 3  # answers from which on a share says something
_UNKNOWN_SECONDS = 60.0
_LONGEST_SECONDS = 300.0  # somebody who went for a coffee


class CardCounts(NamedTuple):
    """Cards of the bank. New and learned make up the total; due, suspended and leeches are among them."""

    total: int
    new: int
    learned: int
    due: int
    suspended: int
    leeches: int


class Retention(NamedTuple):
    """True retention: of the due cards that were tested, at their first answer of the day, those recalled."""

    target: float
    tested: int
    recalled: int

    @property
    def true(self) -> float | None:
        """0..1, None where nothing was due and answered."""
        return self.recalled / self.tested if self.tested else None


class Calibration(NamedTuple):
    """Whether the feeling of knowing is right: answers given as sure and as guesses, and how many were right."""

    sure: int
    sure_right: int
    guessed: int
    guessed_right: int

    @property
    def sure_share(self) -> float | None:
        """The right share of the sure answers."""
        return self.sure_right / self.sure if self.sure else None

    @property
    def guessed_share(self) -> float | None:
        """The right share of the guesses."""
        return self.guessed_right / self.guessed if self.guessed else None


class Marking(NamedTuple):
    """Typed answers whose marks the learner changed: where they do so often, the marker's phrases are wanting.

    `cards` holds (card, answers, changed) of those with TOLD answers or more, the most changed first.
    """

    answers: int
    changed: int
    cards: tuple[tuple[str, int, int], ...]

    @property
    def share(self) -> float | None:
        """0..1, None where nothing was typed."""
        return self.changed / self.answers if self.answers else None


class Weak(NamedTuple):
    """A learned card that would likely be forgotten tomorrow."""

    card: str
    heading: Heading
    recall: float


class Planned(NamedTuple):
    """What the plan to an interview on a study day says: the readiness for tomorrow as it weighs the cards, 0..1.

    `reviews` holds (study day, count) from today to the eve of the interview, or today alone on its day; `begins` is
    the command to go on with: `review`, `quiz`, or `plan` where nothing is left today.
    """

    interview: int
    ready: float
    seen: int
    cards: int
    reviews: tuple[tuple[int, int], ...]
    begins: str

    @property
    def tells(self) -> bool:
        """Whether enough was seen for `ready` to be worth showing."""
        return self.seen >= ENOUGH


class Report(NamedTuple):
    """What the statistics say on a study day. `foreseen` compares predicted recall with what came, ever, in bins.

    `reviews` to `calibration` and `heat` are about the last `days` study days, this one included; the rest is about
    the cards as they are. `heat` and `forecast` hold (study day, count), without gaps; the forecast's first entry is
    what a review would ask today, and what it leaves for time's or siblings' sake is in the next ones. While an
    interview is `planned` the forecast is the plan's. `history` holds days past and the readiness for the day after
    each, `came` the forecasts of plans that have come due.
    """

    day: int
    days: int
    reviews: int
    right: int
    days_active: int
    seconds: float
    retention: Retention
    calibration: Calibration
    heat: tuple[tuple[int, int], ...]
    counts: CardCounts
    ready: Readiness
    levels: Mapping[str, Readiness]
    topics: tuple[TopicReport, ...]
    forecast: tuple[tuple[int, int], ...]
    weakest: tuple[Weak, ...]
    ever: int
    marking: Marking = Marking(0, 0, ())
    foreseen: Mapping[int, Bin] = {}
    planned: Planned | None = None
    history: tuple[tuple[int, float], ...] = ()
    came: tuple[Came, ...] = ()


def statistics(
    cards: Mapping[str, Heading],
    progress: Progress,
    day: int,
    days: int = DAYS,
    planned: Planned | None = None,
    minutes: float = inf,
) -> Report:
    """The report for these cards; both the cards and the progress may be narrowed to a topic.

    `minutes` are those of a review: after a break what is due is spread over the days that hold it.
    """
    window = [(each, progress.days.get(each)) for each in range(day - days + 1, day + 1)]
    counted = [count for _, count in window if count is not None]
    review = due(cards, progress, day)
    return Report(
        day=day,
        days=days,
        reviews=sum(c.reviews for c in counted),
        right=sum(c.right for c in counted),
        days_active=len(counted),
        seconds=sum(c.ms for c in counted) / 1000,
        retention=_retention(counted, progress.model.retention),
        calibration=Calibration(
            sum(c.sure for c in counted),
            sum(c.sure_right for c in counted),
            sum(c.guessed for c in counted),
            sum(c.guessed_right for c in counted),
        ),
        heat=tuple((each, count.reviews if count else 0) for each, count in window),
        counts=_counts(cards, progress, len(review) if planned is None else planned.reviews[0][1]),
        ready=readiness(cards, progress, day),
        levels=by_level(cards, progress, day),
        topics=by_topic(cards, progress, day),
        forecast=planned.reviews[:FORECAST_DAYS] if planned else _forecast(cards, progress, day, review, minutes),
        planned=planned,
        weakest=tuple(Weak(c, cards[c], recall) for c, recall in weakest(cards, progress, day, WEAKEST)),
        ever=progress.reviews,
        foreseen=progress.foreseen,
        marking=_marking({name: progress.cards[name] for name in cards if name in progress.cards}),
    )


def seconds_of(card: Card) -> float:
    """How long the next answer of a card is likely to take: as long as the last one, plus reading and rating."""
    if not card.ms:
        return _UNKNOWN_SECONDS + READING_SECONDS
    return min(card.ms / 1000, _LONGEST_SECONDS) + READING_SECONDS


def affordable(queue: Sequence[str], progress: Progress, minutes: float) -> tuple[int, float]:
    """How many cards of a queue fit into a review of so many minutes, at least one, and their seconds.

    What is left over after a break is not counted: nobody gains from seeing a wall.
    """
    total = 0.0
    for count, name in enumerate(queue):
        seconds = seconds_of(progress.card(name))
        if count and total + seconds > minutes * 60:
            return count, total
        total += seconds
    return len(queue), total


def _retention(counted: list[DayCount], target: float) -> Retention:
    return Retention(target, sum(c.tested for c in counted), sum(c.recalled for c in counted))


def _marking(known: Mapping[str, Card]) -> Marking:
    told = [(name, card.typed, card.changed) for name, card in known.items() if card.typed >= TOLD]
    told.sort(key=lambda row: (-row[2] / row[1], row[0]))
    return Marking(sum(c.typed for c in known.values()), sum(c.changed for c in known.values()), tuple(told))


def _counts(cards: Mapping[str, Heading], progress: Progress, due_now: int) -> CardCounts:
    known = [progress.cards[name] for name in cards if name in progress.cards]
    learned = [card.memory for card in known if isinstance(card.memory, Learned)]
    return CardCounts(
        total=len(cards),
        new=len(cards) - len(learned),
        learned=len(learned),
        due=due_now,
        suspended=sum(card.suspended for card in known),
        leeches=sum(memory.leech for memory in learned),
    )


def _forecast(
    cards: Mapping[str, Heading], progress: Progress, day: int, review: Sequence[str], minutes: float
) -> tuple[tuple[int, int], ...]:
    """Cards by the day on which they will be asked, if every day takes what fits of what is due and none is new."""
    falls: list[list[str]] = [[] for _ in range(FORECAST_DAYS)]
    falls[0] += review
    now = set(review)
    for name in cards:
        card = progress.cards.get(name)
        if card is None or name in now or isinstance(card.memory, New):
            continue
        if card.suspended or card.memory.leech:
            continue
        ahead = max(card.memory.due, card.buried + 1, day + 1) - day
        if ahead < FORECAST_DAYS:
            falls[ahead].append(name)
    asked: list[tuple[int, int]] = []
    queue: list[str] = []
    for ahead, due_then in enumerate(falls):
        queue += due_then
        count, _ = affordable(queue, progress, minutes)
        del queue[:count]
        asked.append((day + ahead, count))
    return tuple(asked)
