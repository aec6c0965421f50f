"""One key point and one red flag, made for what a test wants to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import Category, Difficulty, Level, Pillar
from awsprep.core.phrases import mark_answer
from awsprep.core.question import KeyPoint, Open, Phrases, Question, RedFlag

if TYPE_CHECKING:
    from collections.abc import Mapping

TERMS: Mapping[str, tuple[str, ...]] = {
    "security group": ("sg", "sgs", "security groups"),
    "network acl": ("nacl", "nacls", "network acls"),
    "application load balancer": ("alb",),
    "availability zone": ("az", "azs", "availability zones"),
    "highly available": ("ha", "high availability"),
    "database": ("db",),
}
SIDES: Mapping[str, tuple[str, ...]] = {"sg": ("security group",), "nacl": ("network acl", "acl")}


def question(
    *any_of: str, flag: tuple[str, ...] = (), about: str = "", contrast: Mapping[str, tuple[str, ...]] | None = None
) -> Question:
    return Question(
        id="vpc-test",
        topic="vpc",
        level=Level.JUNIOR,
        difficulty=Difficulty.EASY,
        category=Category.BASICS,
        pillar=Pillar.SECURITY,
        body=Open("What is it?"),
        answer="",
        contrast=contrast or {},
        key_points=(KeyPoint("point", "A point", phrases=Phrases(any=any_of, about=about)),),
        red_flags=(RedFlag("flag", "A flag", phrases=Phrases(any=flag, about=about)),),
    )


def quoted(
    text: str, *any_of: str, about: str = "", contrast: Mapping[str, tuple[str, ...]] | None = None
) -> str | None:
    """The words that show the point, None where it is not found."""
    found = mark_answer(question(*any_of, about=about, contrast=contrast), text, TERMS).points[0]
    return found.evidence if found.found else None


def flagged(
    text: str, *flag: str, about: str = "", contrast: Mapping[str, tuple[str, ...]] | None = None
) -> str | None:
    """The words that show the red flag, None where it is not found."""
    found = mark_answer(question(flag=flag, about=about, contrast=contrast), text, TERMS).flags[0]
    return found.evidence if found.found else None
