"""How likely a card that was never asked is known all the same."""

from __future__ import annotations

import pytest

from awsprep.core.first_try import PRIOR, STRENGTH, chances
from awsprep.core.progress import Card, Progress
from tests.core.bank import by_card, heading

CARDS = by_card(*(heading(f"{topic}-{n}", topic) for topic in ("vpc", "iam", "s3") for n in range(20)))


def test_where_nothing_was_asked_it_is_the_prior() -> None:
    assert list(chances(CARDS, Progress()).values()) == pytest.approx([PRIOR] * len(CARDS))


def test_a_topic_is_judged_by_its_own_answers_drawn_to_those_of_all() -> None:
    asked = {f"vpc-{n}": Card(seen=1, knew=True) for n in range(10)}
    asked |= {f"iam-{n}": Card(seen=3, knew=False) for n in range(10)}
    found = chances(CARDS, Progress(cards={**asked, "s3-0": Card(flagged=True)}))
    assert set(found) == CARDS.keys() - asked.keys()
    mean = (10 + PRIOR * STRENGTH) / (20 + STRENGTH)
    assert found["s3-0"] == pytest.approx(mean)
    assert found["vpc-11"] == pytest.approx((10 + mean * STRENGTH) / (10 + STRENGTH))
    assert found["iam-11"] == pytest.approx(mean * STRENGTH / (10 + STRENGTH))
