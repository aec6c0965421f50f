"""Readiness of 3,000 cards: budget 2 ms, without numpy. Prints, never asserts.

python -m benchmarks.readiness
"""

from __future__ import annotations

import time
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from awsprep.core.bank import TOPICS, Heading
from awsprep.core.memory import Learned
from awsprep.core.progress import Card, Progress
from awsprep.core.readiness import by_topic, readiness
from awsprep.core.report import statistics

if TYPE_CHECKING:
    from collections.abc import Callable

CARDS = 3_000
DAY = 20_778
ROUNDS = 50


def world() -> tuple[dict[str, Heading], Progress]:
    """Cards of all topics, every one of them seen."""
    rng = Random(1)
    topics = list(TOPICS)
    cards: dict[str, Heading] = {}
    progress = Progress()
    for number in range(CARDS):
        name = f"card-{number}"
        topic = topics[number % len(topics)]
        cards[name] = Heading(name, topic, "mid", "easy", "basics", "choice", "What is it?", (name,))
        last = DAY - rng.randrange(60)
        memory = Learned(rng.uniform(0.5, 90), rng.uniform(1, 10), last, last + rng.randrange(1, 90), 4, 1)
        progress.cards[name] = Card(memory, seen=4, right=3, ms=40_000)
    return cards, progress


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of a call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def main() -> None:
    """Print the table."""
    cards, progress = world()
    rows: dict[str, Callable[[], object]] = {
        "readiness of one level (budget 2 ms)": lambda: readiness(cards, progress, DAY),
        "readiness by topic": lambda: by_topic(cards, progress, DAY),
        "the whole statistics report": lambda: statistics(cards, progress, DAY),
    }
    print(f"{CARDS} cards, median of {ROUNDS}")
    for name, work in rows.items():
        print(f"{name:40} {milliseconds(work):8.2f} ms")


if __name__ == "__main__":
    main()
