"""What to answer today for the most recall on the day of the interview, per second spent.

For each card: how much more would be recalled on that day if it is answered now, over the seconds that takes. The best
are taken until the budget is used, and tomorrow it is reckoned anew, so a missed day is spread and never piles up.
New cards take no more than their share of a day: what was begun must be asked again before it has faded.
Planning further ahead than today gained nothing in simulations (benchmarks/plan.py has ours).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from awsprep.core.bank import question_id
from awsprep.core.memory import Learned, New, curve, prospects
from awsprep.core.picker import one_per_question
from awsprep.core.progress import READING_SECONDS
from awsprep.core.readiness import median

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from awsprep.core.memory import Model
    from awsprep.core.progress import Card, Progress

LAST_DAYS = 2
"""Study days before the interview without new cards: they are for what is known and weak."""

NEW_SHARE = 0.5
"""Of a day's time new cards take so much at most, unless more is needed to see all of them in time."""

EARLIER = 1.5
"""New cards are begun so many times as fast as needed to see them all: they must come again, and days are missed."""

SLACK = 1.3
"""How much more than fits is picked: a sitting stops by its own clock, and a list that is too short wastes minutes."""

NEW_SECONDS = 60.0
AGAIN_SECONDS = 30.0
"""What a first answer and a later one take, where nothing is known of this learner."""

FEW_TIMED = 8
"""With so many timed answers the learner's own pace counts for half: the first few are often quick ones."""

FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)
PASSED_RATINGS = (0.224, 0.631, 0.145)
"""How people rate a first answer (Again to Easy) and one they recalled (Hard to Easy): the means that Anki's
simulator starts from (fsrs-rs, `SimulatorConfig`)."""

KNOWN_ANYWAY = 0.25
"""How much of the chance that an unseen card is known counts against asking it.

Readiness counts what was never seen as 0. With the whole chance, somebody who knows seven of ten at first sight was
asked half of the questions again and again: after 20 simulated days 98 of 185 were seen and 51 % ready, where 81 % had
been foreseen. With a quarter of it topics keep their order, 169 were seen and 80 % ready; what was known on the day,
the unseen ones known anyway included, was more as well (86 % instead of 84 %).
"""

_LONGEST_SECONDS = 300.0  # somebody who went for a coffee


class Gain(NamedTuple):
    """What answering a card today is worth: recall on the day (times its weight), and the seconds it takes."""

    card: str
    recall: float
    seconds: float

    @property
    def rate(self) -> float:
        """Recall gained per second."""
        return self.recall / self.seconds


class Pace(NamedTuple):
    """The seconds that this learner takes for a first and for a later answer."""

    first: float = NEW_SECONDS
    later: float = AGAIN_SECONDS


def pick(
    progress: Progress,
    unseen: Collection[str] | Mapping[str, float],
    day: int,
    left: int,
    seconds: float,
    weights: Mapping[str, float],
) -> list[str]:
    """The cards to answer on a study day, those that gain most per second, until SLACK times the seconds.

    `progress` holds the cards that were answered; `unseen` names those that never were, with the chance that they are
    known all the same where it is a mapping (else 0). `left` is how many study days the interview is away, `weights`
    what a card counts (1 where it is not named; 0 leaves it out). At least one card comes back where any gains.
    New cards leave learned ones their share of the day. In the last LAST_DAYS days no new card is picked, but by
    somebody who began in them.
    """
    chosen: list[str] = []
    used = 0.0
    ranked = gains(progress, unseen, day, left, weights)
    new = {gain.card for gain in ranked} - _learned(progress)
    for gain in shared(ranked, new, seconds, seconds * (left - LAST_DAYS)):
        if chosen and used + gain.seconds > SLACK * seconds:
            break
        chosen.append(gain.card)
        used += gain.seconds
    return chosen


def gains(
    progress: Progress,
    unseen: Collection[str] | Mapping[str, float],
    day: int,
    left: int,
    weights: Mapping[str, float],
    *,
    reading: float = 0.0,
) -> list[Gain]:
    """What each card that can be answered today would gain, the best first, one card of a question.

    Left out are cards that rest (suspended, buried, leeches), those of questions that were answered today, and those
    that gain nothing.
    `reading` is what each answer takes on top of what was measured for the last ones, in seconds.
    """
    until = max(1, left)  # FSRS says nothing of the day of an answer
    pace = pace_of(progress)
    pace = Pace(pace.first + reading, pace.later + reading)
    found = [
        Gain(
            name,
            gained(card.memory, day, until, progress.model) * weight,
            seconds_for(card, pace, reading),
        )
        for name, card in progress.cards.items()
        if (weight := weights.get(name, 1.0))
        and isinstance(card.memory, Learned)
        and card.memory.last < day
        and not card.resting(day)
    ]
    known = [gain for gain in found if gain.recall > 0]
    if until > LAST_DAYS or not _begun(progress, day):
        known += [gain for gain in _of_unseen(progress, unseen, day, until, weights, pace) if gain.recall > 0]
    today = {question_id(name) for name, card in progress.cards.items() if card.seen and card.answered >= day}
    ranked = sorted(known, key=lambda gain: (-gain.rate, mixed(gain.card)))
    best = {gain.card: gain for gain in ranked if question_id(gain.card) not in today}
    return [best[card] for card in one_per_question(best)]


def shared(
    ranked: Sequence[Gain], new: Collection[str], seconds: float, ahead: float, begun: float = 0.0
) -> list[Gain]:
    """The ranked cards, the new ones that would take more than their share of a day's seconds put last.

    A new card gains most per second by itself. But days of nothing but new ones let the first fade before they were
    asked again; so their share is NEW_SHARE, or what it takes to bring in all of them EARLIER than the `ahead` seconds
    left for it, today's included, are over. `begun` seconds of the day went to new ones already.
    """
    fresh = sum(gain.seconds for gain in ranked if gain.card in new)
    share = max(NEW_SHARE, EARLIER * fresh / ahead) if ahead > 0 else 1.0
    room = seconds * min(1.0, share) - begun
    first: list[Gain] = []
    last: list[Gain] = []
    for gain in ranked:
        if gain.card in new:
            (first if room > 0 else last).append(gain)
            room -= gain.seconds
        else:
            first.append(gain)
    return first + last


def _begun(progress: Progress, day: int) -> bool:
    """Whether anything was learned before a study day."""
    return any(each < day for each in progress.days) or any(
        isinstance(card.memory, Learned) and card.memory.last < day for card in progress.cards.values()
    )


def _learned(progress: Progress) -> set[str]:
    return {name for name, card in progress.cards.items() if isinstance(card.memory, Learned)}


def pace_of(progress: Progress) -> Pace:
    """The median seconds of the last answers, apart for cards that were answered once and more often.

    A few answers move it only part of the way: from what people take, or from what the learner takes for the others.
    """
    once = [_clipped(card.ms) for card in progress.cards.values() if card.seen == 1 and card.ms]
    again = [_clipped(card.ms) for card in progress.cards.values() if card.seen > 1 and card.ms]
    more = AGAIN_SECONDS / NEW_SECONDS
    if len(once) < len(again):
        later = _drawn(again, AGAIN_SECONDS)
        return Pace(_drawn(once, later / more), later)
    first = _drawn(once, NEW_SECONDS)
    return Pace(first, _drawn(again, first * more))


def reading_of(progress: Progress) -> float:
    """The seconds that this learner reads an answer, on average; a few answers move it only part of the way."""
    read = sum(count.reading for count in progress.days.values()) / 1000
    answers = sum(count.reviews for count in progress.days.values())
    return (read + FEW_TIMED * READING_SECONDS) / (answers + FEW_TIMED)


def timed(progress: Progress) -> int:
    """How many cards' last answers tell of the learner's pace."""
    return sum(card.seen > 0 and card.ms > 0 for card in progress.cards.values())


def seconds_for(card: Card, pace: Pace, reading: float = 0.0) -> float:
    """What the next answer of a card is likely to take: between its own last time and the learner's pace."""
    if card.seen < 2 or not card.ms:
        return pace.later  # a first answer says how long reading takes, not how long recalling does
    return (_clipped(card.ms) + reading + pace.later) / 2


def gained(memory: Learned, day: int, left: int, model: Model) -> float:
    """How much recall `left` days after a study day is gained if a card is answered on it, over the four ratings."""
    factor, decay = curve(model)
    age = day - memory.last
    recall = (1 + factor * age / memory.stability) ** decay
    idle = (1 + factor * (age + left) / memory.stability) ** decay
    then = [(1 + factor * left / stability) ** decay for stability in prospects(memory, day, model)]
    shares = (1 - recall, *(recall * share for share in PASSED_RATINGS))
    return float(sum(share * each for share, each in zip(shares, then, strict=True)) - idle)


def learned_recall(day: int, left: int, model: Model) -> float:
    """The recall `left` days after a first answer, over the four ratings."""
    factor, decay = curve(model)
    first = prospects(New(), day, model)
    return float(
        sum(share * (1 + factor * left / each) ** decay for share, each in zip(FIRST_RATINGS, first, strict=True))
    )


def mixed(card: str) -> tuple[int, str]:
    """What cards that gain the same are ordered by: each time the same, and no topic before the others."""
    return crc32(card.encode()), card


def fits(seconds: float, left: float) -> bool:
    """Whether a card is still begun when so many seconds of the day are left: at least half of it must fit."""
    return seconds / 2 < left


def first_gain(learned: float, chance: float) -> float:
    """What a first answer gains: the recall that it leaves, less some of the chance that it was not needed."""
    return learned - KNOWN_ANYWAY * chance


def _of_unseen(
    progress: Progress,
    unseen: Collection[str] | Mapping[str, float],
    day: int,
    left: int,
    weights: Mapping[str, float],
    pace: Pace,
) -> list[Gain]:
    learned = learned_recall(day, left, progress.model)
    chances = unseen if isinstance(unseen, Mapping) else dict.fromkeys(unseen, 0.0)
    resting = {name for name, card in progress.cards.items() if card.resting(day)}
    return [
        Gain(name, first_gain(learned, chance) * weights.get(name, 1.0), pace.first)
        for name, chance in chances.items()
        if name not in resting
    ]


def _drawn(seconds: Sequence[float], usual: float) -> float:
    """The median, drawn to what is usual as if FEW_TIMED more had taken that."""
    middle = median(seconds)
    return usual if middle is None else (len(seconds) * middle + FEW_TIMED * usual) / (len(seconds) + FEW_TIMED)


def _clipped(ms: int) -> float:
    return min(ms / 1000, _LONGEST_SECONDS)
