"""A real review log replayed: how well each answer was predicted by what was known before it.

python -m benchmarks.review_log LOG.csv [--hours -5] [--every 1.3]

The log is one of an FSRS program, with the columns card_id, review_time (milliseconds or ISO) and review_rating, or
Anki's table `revlog` with its columns cid, id and ease. py-fsrs has one among its tests (12,580 answers of one person),
mbcx4ts5/AnkiAnalysis on GitHub another (40,734 of another person). The memory is fitted whenever there are
`--every` times the answers of the last fit, and what follows until the next fit is predicted by it; by the published
weights where nothing of it was adopted. Answers on the day of the card's last one are predicted nowhere in the program.
"""

from __future__ import annotations

import argparse
from csv import DictReader
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from awsprep.core.fit import ENOUGH, Answer, History, fit, forgetting, loss
from awsprep.core.memory import DEFAULT_MODEL, Model, warm

ROLLOVER = 4  # the hour at which a study day begins
_COLUMNS = (("card_id", "cid"), ("review_time", "id"), ("review_rating", "ease"))
_ANSWERS = {"0", "1", "2", "3"}  # Anki's kinds of entry that are answers: learn, review, relearn, filtered


class Block(NamedTuple):
    """Answers between two fits: the first study day, how many, their log loss by the published weights and by ours."""

    day: int
    answers: int
    usual: float
    ours: float
    model: Model


def histories(path: Path, hours: float) -> list[History]:
    """The answers of each card in their order; `hours` is how far the person's clock is ahead of UTC."""
    found: dict[str, list[tuple[float, int]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in DictReader(lines):
            card, at, rating = (row[ours] if ours in row else row[ankis] for ours, ankis in _COLUMNS)
            crammed = row.get("type") == "3" and row.get("factor") == "0"
            if rating != "0" and row.get("type", "0") in _ANSWERS and not crammed:
                found.setdefault(card, []).append((_seconds(at), int(rating)))
    shift = (hours - ROLLOVER) * 3600
    return [
        tuple(Answer(int((at + shift) // 86_400), rating) for at, rating in sorted(all_)) for all_ in found.values()
    ]


def _seconds(text: str) -> float:
    return float(text) / 1000 if text.isdigit() else datetime.fromisoformat(text).timestamp()


def replay(known: list[History], every: float) -> list[Block]:
    """The blocks between fits, each predicted by the fit before it."""
    days = sorted(after.day for history in known for before, after in pairwise(history) if after.day > before.day)
    blocks: list[Block] = []
    count, model, kept = 0, DEFAULT_MODEL, 0.0
    while count < len(days):
        start = days[count]
        wanted = max(ENOUGH, round(count * every))
        end = days[wanted] if wanted < len(days) else days[-1] + 1
        end = max(end, start + 1)
        past = _until(known, start)
        if count >= ENOUGH and (found := fit(past, kept=kept)) is not None:
            model, kept = found.model, found.share
        shown = _until(known, end)
        answers = sum(start <= day < end for day in days)
        blocks.append(
            Block(start, answers, loss(shown, DEFAULT_MODEL, since=start), loss(shown, model, since=start), model)
        )
        count += answers
    return blocks


def _until(known: list[History], day: int) -> list[History]:
    kept = (tuple(answer for answer in history if answer.day < day) for history in known)
    return [history for history in kept if history]


def main() -> None:
    """Print the blocks and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("--hours", type=float, default=0.0, help="the person's clock, hours ahead of UTC")
    parser.add_argument("--every", type=float, default=1.3)
    args = parser.parse_args()
    warm()
    known = histories(args.log, args.hours)
    blocks = replay(known, args.every)
    print(f"{len(known)} cards, {sum(map(len, known))} answers\n\n{'answers':>9}{'FSRS-6':>9}{'ours':>9}  fades")
    for block in blocks:
        own = f"{forgetting(block.model):+.0%}" if block.model.weights else "as published"
        print(f"{block.answers:9}{block.usual:9.4f}{block.ours:9.4f}  {own}")
    total = sum(block.answers for block in blocks)
    usual = sum(block.answers * block.usual for block in blocks) / max(1, total)
    ours = sum(block.answers * block.ours for block in blocks) / max(1, total)
    print(f"{total:9}{usual:9.4f}{ours:9.4f}  all")


if __name__ == "__main__":
    main()
