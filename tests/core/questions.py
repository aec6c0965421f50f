"""Questions of each kind for tests of the core, without a file."""

from __future__ import annotations

from awsprep.core.bank import Category, Difficulty, Level, Pillar
from awsprep.core.question import (
    Blank,
    Body,
    Choice,
    Cloze,
    KeyPoint,
    Lab,
    Matching,
    Open,
    Option,
    Ordering,
    Question,
    RedFlag,
)

POINTS = (KeyPoint("one", "One", must=True), KeyPoint("two", "Two"), KeyPoint("three", "Three"), KeyPoint("four", "4"))
FLAGS = (RedFlag("minor", "Minor"), RedFlag("critical", "Critical", critical=True))

CHOICE = Choice("Which one?", (Option("A", right=True, why="So."), Option("B"), Option("C", why="No.")))
TWO = Choice("Which two?", (Option("A", right=True), Option("B", right=True), Option("C"), Option("D")))
ORDERING = Ordering("In which order?", ("First", "Second", "Third"))
MATCHING = Matching("Which to which?", (("A", "One"), ("B", "Two")), ("Three",))
CLOZE = Cloze((Blank(1, ("An AZ", "A zone")), " lies in one ", Blank(2, ("Region",), "place"), "."))
OPEN = Open("Why?")
LAB = Lab("cidr", {"find": "usable"})


def question(body: Body, name: str = "vpc-one", **rest: object) -> Question:
    """A question of a kind, with what every question has."""
    return Question(
        name,
        "vpc",
        Level.MID,
        Difficulty.EASY,
        Category.BASICS,
        Pillar.SECURITY,
        body,
        **rest,  # type: ignore[arg-type]
    )
