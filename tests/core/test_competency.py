from __future__ import annotations

from awsprep.core.bank import TOPICS
from awsprep.core.competency import COMPETENCIES, OTHER, competency_name, competency_of


def test_every_shipped_topic_is_in_exactly_one_competency() -> None:
    topics = [topic for competency in COMPETENCIES.values() for topic in competency.topics]
    assert sorted(topics) == sorted(TOPICS)
    assert {competency_of(topic) for topic in TOPICS} == set(COMPETENCIES)


def test_a_topic_of_ones_own_bank_is_among_the_others() -> None:
    assert competency_of("kafka") == OTHER
    assert (competency_name(OTHER), competency_name("cost")) == ("Other topics", "Cost")
