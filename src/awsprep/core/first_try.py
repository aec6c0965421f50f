"""How likely a card that was never asked is known all the same: as likely as the others of its topic were.

Topics differ, and few first answers say little, so a topic's rate is drawn to that of all cards, and that to a prior.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.bank import Heading
    from awsprep.core.progress import Progress

PRIOR = 0.3
"""The rate where nothing was asked yet."""

STRENGTH = 8.0
"""First answers that the rate above a rate weighs as much as."""


def chances(cards: Mapping[str, Heading], progress: Progress) -> dict[str, float]:
    """The chance that each of these cards that was never asked would be answered rightly at once.

    `cards` are those of the levels that are planned for: their mean is what a topic's rate is drawn to.
    """
    asked: Counter[str] = Counter()
    knew: Counter[str] = Counter()
    for name, heading in cards.items():
        card = progress.cards.get(name)
        if card is not None and card.seen:
            asked[heading.topic] += 1
            knew[heading.topic] += card.knew
    mean = (knew.total() + PRIOR * STRENGTH) / (asked.total() + STRENGTH)
    rates = {
        topic: (knew[topic] + mean * STRENGTH) / (asked[topic] + STRENGTH)
        for topic in dict.fromkeys(heading.topic for heading in cards.values())
    }
    return {name: rates[heading.topic] for name, heading in cards.items() if not progress.card(name).seen}
