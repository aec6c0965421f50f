"""A card as a measuring instrument: how hard it is, how well it tells people apart, how often guessing is right.

Item response theory, the three-parameter logistic model (Birnbaum 1968). Ability and difficulty share one scale; who
is as able as a card is hard (`b`) knows its answer with a chance of one half.
"""

from __future__ import annotations

from math import comb, exp, perm
from typing import TYPE_CHECKING, NamedTuple, assert_never

from awsprep.core.competency import competency_of
from awsprep.core.exercise import Arrange, Pick, Say, present

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.core.bank import Bank, Heading
    from awsprep.core.exercise import Task

DISCRIMINATION = 1.1
"""`a` of every card: nobody has measured them one by one."""

LEVELS = {"junior": -1.2, "mid": 0.0, "senior": 1.2}
"""Where a question of a level lies on the scale, and where somebody of that level does."""

_DIFFICULTIES = {"easy": -0.4, "medium": 0.0, "hard": 0.4}


class Item(NamedTuple):
    """A card of the pool. `a` discrimination, `b` difficulty, `c` the chance of guessing right (0 where one types).

    `kind` is that of its question (`open`, `choice` ...): an interview asks open ones and others in turn.
    """

    card: str
    competency: str
    a: float
    b: float
    c: float
    kind: str = "choice"


def chance(theta: float, a: float, b: float, c: float) -> float:
    """The probability of a right answer at an ability."""
    return c + (1 - c) / (1 + exp(-a * (theta - b)))


def information(theta: float, a: float, b: float, c: float) -> float:
    """Fisher's information of an answer about an ability: what it adds to 1 / variance."""
    right = chance(theta, a, b, c)
    return a * a * (1 - right) / right * ((right - c) / (1 - c)) ** 2


def difficulty(level: str, hardness: str) -> float:
    """`b` from a question's level and its difficulty within the level."""
    return LEVELS[level] + _DIFFICULTIES[hardness]


def guessing(task: Task) -> float:
    """The chance that somebody who knows nothing answers exactly right; of k options of which m are right 1/C(k, m)."""
    match task:
        case Pick(options=options, right=right):
            return 1 / comb(len(options), len(right))
        case Arrange(pieces=pieces, right=places):
            return 1 / perm(len(pieces), len(places))
        case Say():
            return 0.0
        case _:
            assert_never(task)


def item_of(heading: Heading, card: str, task: Task) -> Item:
    """A card as an item, by its labels and its task."""
    b = difficulty(heading.level, heading.difficulty)
    return Item(card, competency_of(heading.topic), DISCRIMINATION, b, guessing(task), heading.kind)


def pool_of(bank: Bank, headings: Iterable[Heading]) -> tuple[Item, ...]:
    """The items of these questions' cards, without those for which one has to write a policy in an editor.

    A lab counts as it is made with seed 0; another instance may have an option more.
    """
    tasks = ((h, card, present(bank.read(h.id), card, 0).task) for h in headings for card in h.cards)
    return tuple(item_of(h, card, task) for h, card, task in tasks if not (isinstance(task, Say) and task.drill))
