"""A home folder with a bank of so many questions and a journal of so many reviews, the same each time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from awsprep.bank.load import load, shipped_folder
from awsprep.core.record import BUILD_MS, uuid7
from awsprep.store.line import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY_MS = 86_400_000
DAYS = 400
FILES = 20
LEAST = 100
DEVICE = "7f3a91c2"

_CHOICE = """\
  - id: choice-{number}
    kind: choice
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    tags: [made]
    ask: Which of the routes in table {number} carries a packet for 10.{number}.4.1 when all four are active?
    options:
      - {{text: The route with the longest matching prefix, right: true, why: The most specific is used.}}
      - {{text: The route that was added first to the table, why: The age of a route decides nothing.}}
      - {{text: The default route to the internet gateway, why: It is the least specific of all.}}
      - {{text: The route with the lowest number in the table, why: "Numbers order a network ACL's rules, not routes."}}
    answer: >-
      Of the routes that match the destination the most specific one is used. The local route covers the whole
      address range of the VPC.
    refs: [https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html]
    as_of: 2026-11
"""
_CLOZE = """\
  - id: cloze-{number}
    kind: cloze
    level: mid
    difficulty: easy
    category: basics
    pillar: security
    text: >-
      {gaps}
    answer: A subnet lies in one Availability Zone; its route table decides where its packets go.
    refs: [https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html]
    as_of: 2026-11
"""


@dataclass(frozen=True, slots=True)
class World:
    """A made home; `environ` are the variables that make awsprep use it and nothing else."""

    environ: Mapping[str, str]
    questions: int
    cards: int
    reviews: int


def make(folder: str, *, questions: int, cards: int, reviews: int) -> World:
    """Write a world into an empty folder. The shipped questions count; the rest is made, with clozes of many gaps.

    Reviews are of made cards, so LEAST questions are made even where the shipped ones are enough.
    """
    bank = os.path.join(folder, "bank")
    os.makedirs(bank)
    shipped = shipped_folder()
    ours = load([shipped], shipped=shipped, cache_dir=None)
    more = max(LEAST, questions - len(ours.headings))
    gaps = max(2, round(2 * (cards - len(ours.cards()) - more / 2) / more))  # every second one is a cloze
    made = [_made(number, gaps) for number in range(more)]
    for file in range(FILES):
        with open(os.path.join(bank, f"made-{file:02}.yaml"), "w", encoding="utf-8") as out:
            out.write(f"bank: made-{file:02}\ntopic: vpc\nquestions:\n" + "\n".join(made[file::FILES]))
    whole = load([shipped, bank], shipped=shipped, cache_dir=None)
    if any(problem.severity == "error" for problem in whole.problems):
        raise SystemExit("\n".join(map(str, whole.problems[:3])))
    ids = [card for card in whole.cards() if "/" in card]
    _journal(os.path.join(folder, "data", "journal"), ids, reviews)
    places = {f"AWSPREP_{name.upper()}": os.path.join(folder, name) for name in ("data", "state", "cache", "config")}
    environ = {"HOME": folder, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", **places}
    return World(environ | {"AWSPREP_BANK": bank}, len(whole.headings), len(whole.cards()), reviews)


def _made(number: int, gaps: int) -> str:
    if number % 2:
        return _CHOICE.format(number=number)
    filled = " ".join(f"Word {n} is {{{{c{n}::answer {number} {n}}}}}." for n in range(1, min(gaps, 99) + 1))
    return _CLOZE.format(number=number, gaps=filled)


def _journal(folder: str, cards: list[str], reviews: int) -> None:
    """Reviews spread over DAYS days up to the day before this release, in one file a month."""
    os.makedirs(folder, mode=0o700)
    chance = Random(1)
    first = BUILD_MS - (DAYS + 1) * DAY_MS
    files: dict[str, list[bytes]] = {}
    for number in range(reviews):
        t = first + number * DAYS * DAY_MS // reviews
        months = (t // DAY_MS) // 31  # any name of six digits will do
        seg = f"{months:08x}"
        lines = files.setdefault(f"{200_000 + months}-{DEVICE}-{seg}.jsonl", [])
        if not lines:
            lines.append(_line(t, seg, 0, {"type": "head", "min_reader": 1}, chance))
        lines.append(_line(t + 1, seg, len(lines), _review(cards[number % len(cards)], t // DAY_MS, chance), chance))
    for name, lines in files.items():
        with open(os.path.join(folder, name), "wb") as out:
            out.writelines(lines)


def _line(t: int, seg: str, n: int, fields: dict[str, object], chance: Random) -> bytes:
    name = uuid7(t, chance.randbytes(10))
    return encode({"v": 1, "id": name, "dev": DEVICE, "t": t, "tz": 60, **fields, "seg": seg, "n": n})


def _review(card: str, day: int, chance: Random) -> dict[str, object]:
    rating = chance.choices((1, 2, 3, 4), (10, 10, 70, 10))[0]
    return {
        "type": "review",
        "card": card,
        "given": [0],
        "score": 0 if rating == 1 else 1,
        "guess": False,
        "over": False,
        "auto": min(rating, 3),
        "rating": rating,
        "due": day + (1 if rating == 1 else chance.randrange(2, 60)),
        "ms": chance.randrange(2_000, 80_000),
        "mode": "quiz",
        "session": f"{day:08x}",
        "seed": chance.getrandbits(32),
        "qh": f"{chance.getrandbits(32):08x}",
    }
