"""What to do today towards an interview: the reviews and the new cards that fit into what is left of its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.bank import question_id
from awsprep.core.first_try import chances
from awsprep.core.memory import Learned
from awsprep.core.picker import draw
from awsprep.core.plan import LAST_DAYS, SLACK, Gain, fits, gains, reading_of, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from awsprep.core.bank import Heading
    from awsprep.core.goal import Goal
    from awsprep.core.progress import Progress

NEARLY = 0.9
"""New cards that gain so much of what the last chosen one gains are as good: which of them are asked is drawn."""

FEW = 3
"""Fewer reviews than that are no sitting of their own where new cards wait: the quiz ends with them."""


class Agenda(NamedTuple):
    """Cards that gain something today, those that gain most per second first.

    `review` and `new` fit into the `left` seconds of today's minutes; `later_review` and `later_new` are what would
    come next.
    """

    review: tuple[Gain, ...]
    new: tuple[Gain, ...]
    later_review: tuple[Gain, ...]
    later_new: tuple[Gain, ...]
    left: float

    @property
    def seconds(self) -> float:
        """What today's cards take."""
        return sum(gain.seconds for gain in (*self.review, *self.new))

    @property
    def review_seconds(self) -> float:
        """What today's reviews take."""
        return sum(gain.seconds for gain in self.review)

    @property
    def review_left(self) -> float:
        """The seconds of today's minutes that are the reviews'; the rest is for what is new."""
        return max(self.left - sum(gain.seconds for gain in self.new), self.review_seconds)

    @property
    def begins(self) -> str:
        """What to begin with: `review`, since what is known fades, or `quiz` where only few are to be reviewed."""
        return "review" if self.review and (len(self.review) >= FEW or not self.new) else "quiz"

    def queue(self, seconds: float) -> tuple[str, ...]:
        """The cards for so many seconds of reviewing, today's first, SLACK times as many as fit.

        A sitting ends by its own clock, so that a list which is too long wastes no minute.
        """
        chosen: list[str] = []
        used = 0.0
        for gain in (*self.review, *self.later_review):
            if used >= SLACK * seconds:
                break
            chosen.append(gain.card)
            used += gain.seconds
        return tuple(chosen)

    def within(self, cards: Mapping[str, Heading]) -> Agenda:
        """The same, of these cards alone."""

        def mine(found: tuple[Gain, ...]) -> tuple[Gain, ...]:
            return tuple(gain for gain in found if gain.card in cards)

        return Agenda(mine(self.review), mine(self.new), mine(self.later_review), mine(self.later_new), self.left)


def agenda(cards: Mapping[str, Heading], progress: Progress, goal: Goal, day: int) -> Agenda:
    """The agenda of a study day: nothing fits on a free day, nor once its minutes are used. `cards` are the bank's.

    Minutes that are too few for another card are used ones.
    """
    weights = goal.weights(cards)
    unseen = chances({card: cards[card] for card in weights}, progress)
    everything = dict.fromkeys(progress.cards, 0.0) | weights
    reading = reading_of(progress)
    later = passed_over(progress, day)
    ranked = gains(progress, unseen, day, goal.left(day), everything, reading=reading)
    ranked = [gain for gain in ranked if gain.card not in later]
    left = seconds_left(progress, goal, day)
    # The share is one of the whole day: of what is left after its reviews all may go to new cards.
    today = [card for card in progress.cards.values() if card.seen == 1 and card.answered == day]
    begun = sum(card.ms / 1000 + reading for card in today)
    ranked = shared(ranked, unseen, goal.minutes * 60, ahead(goal, day, left), begun)
    used, count = 0.0, 0
    while count < len(ranked) and fits(ranked[count].seconds, left - used):
        used += ranked[count].seconds
        count += 1
    if ranked and not count:
        left = 0.0
    review, new = _parted(ranked[:count], progress)
    later_review, later_new = _parted(ranked[count:], progress)
    return Agenda(review, new, later_review, later_new, left)


def planned_quiz(
    today: Agenda,
    cards: Mapping[str, Heading],
    progress: Progress,
    day: int,
    count: int,
    rng: Random,
    *,
    fill: bool = False,
    open_allowed: bool = False,
) -> tuple[str, ...]:
    """The cards of a quiz under a plan: today's new ones first, then those of today's reviews that gain most.

    `cards` are those that may be asked. Once today's minutes are used, and with `fill`, it goes on with what comes
    next. () where none of the plan's cards may be asked.
    """
    mine = today.within(cards)
    if fill or not (mine.review or mine.new):
        mine = mine._replace(review=mine.review + mine.later_review, new=mine.new + mine.later_new)
        pool = mine.new
    else:
        pool = mine.new + mine.later_new
    wanted = min(count, len(mine.new))
    chosen: tuple[str, ...] = ()
    if wanted:
        least = pool[wanted - 1].rate * NEARLY
        new = {gain.card: cards[gain.card] for gain in pool if gain.rate >= least}
        chosen = draw(new, progress, day, wanted, rng, open_allowed=open_allowed)
    asked = {question_id(card) for card in chosen}
    weak = [gain.card for gain in mine.review if question_id(gain.card) not in asked]
    return (*chosen, *weak[: count - len(chosen)])


def ahead(goal: Goal, day: int, left: float) -> float:
    """The seconds until the interview in which new cards may be begun, `left` being those of this study day."""
    further = sum(goal.left(each) > LAST_DAYS for each in goal.study_days(day + 1))
    return (left if goal.left(day) > LAST_DAYS else 0.0) + goal.minutes * 60 * further


def seconds_left(progress: Progress, goal: Goal, day: int) -> float:
    """What is left of a study day's minutes; nothing on a free day and from the day of the interview on."""
    if goal.is_free(day) or goal.left(day) < 1:
        return 0.0
    return max(0.0, goal.minutes * 60 - seconds_spent(progress, day))


def passed_over(progress: Progress, day: int) -> set[str]:
    """The cards that sittings of a study day skipped: they came up before the last one that was answered."""
    found: set[str] = set()
    for sitting in progress.sittings.values():
        asked = set(sitting.asked)
        places = [place for place, card in enumerate(sitting.cards) if card in asked]
        if places and sitting.day == day:
            found |= set(sitting.cards[: places[-1]]) - asked
    return found


def seconds_spent(progress: Progress, day: int) -> float:
    """What was spent on a study day, reading the answers included."""
    count = progress.days.get(day)
    return 0.0 if count is None else (count.ms + count.reading) / 1000


def _parted(ranked: Sequence[Gain], progress: Progress) -> tuple[tuple[Gain, ...], tuple[Gain, ...]]:
    """Those of learned cards, and those of new ones."""

    def of(*, learned: bool) -> Iterable[Gain]:
        return (gain for gain in ranked if isinstance(progress.card(gain.card).memory, Learned) is learned)

    return tuple(of(learned=True)), tuple(of(learned=False))
