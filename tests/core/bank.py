"""Headings for tests of the core, without a file."""

from __future__ import annotations

from awsprep.core.bank import Heading


def heading(
    name: str = "vpc-endpoint", topic: str = "vpc", level: str = "mid", *, cards: int = 0, **rest: str
) -> Heading:
    """A question of one card, or of `cards` gaps."""
    names = tuple(f"{name}#{n + 1}" for n in range(cards)) if cards else (name,)
    about = {"difficulty": "easy", "category": "basics", "kind": "cloze" if cards else "choice"} | rest
    return Heading(name, topic, level, title=f"What is {name}?", cards=names, **about)  # type: ignore[arg-type]


def by_card(*headings: Heading) -> dict[str, Heading]:
    """Every card and its heading, as a bank gives them."""
    return {card: each for each in headings for card in each.cards}
