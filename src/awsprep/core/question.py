"""What the bank holds.

A `Question` is a frozen value: what every kind shares, and a `body` of one of six kinds. The kinds are told apart
in three places only: `bank.decode`, `exercise.present` and `describe` below; mypy names all three for a new kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.bank import Category, Difficulty, Level, Pillar


class Phrases(NamedTuple):
    """How a marker recognises a point in a typed answer; the phrase language is in CONTRIBUTING.md."""

    any: tuple[str, ...] = ()
    about: str = ""
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


class KeyPoint(NamedTuple):
    """One thing that a strong answer says; a `must` is indispensable."""

    id: str
    text: str
    must: bool = False
    phrases: Phrases = Phrases()


class RedFlag(NamedTuple):
    """One thing that a weak answer says; a critical one alone fails the answer."""

    id: str
    text: str
    critical: bool = False
    phrases: Phrases = Phrases()


class FollowUp(NamedTuple):
    """What an interviewer asks next; `probes` names the key point that it digs into, or is empty."""

    ask: str
    answer: str
    probes: str = ""


class Option(NamedTuple):
    """One option of a choice, and why it is right or wrong."""

    text: str
    right: bool = False
    why: str = ""


class Blank(NamedTuple):
    """One gap of a cloze: its number, the accepted answers (the first is shown), and a hint."""

    number: int
    accept: tuple[str, ...]
    hint: str = ""


class Open(NamedTuple):
    """Answered in one's own words, and compared with the model answer's key points."""

    ask: str


class Choice(NamedTuple):
    """One or several right options among at most six."""

    ask: str
    options: tuple[Option, ...]


class Ordering(NamedTuple):
    """Items to be put into order; they are written in the right order."""

    ask: str
    items: tuple[str, ...]


class Matching(NamedTuple):
    """Pairs to be matched; `extra` holds right sides that belong to nothing."""

    ask: str
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


class Cloze(NamedTuple):
    """A text with gaps: text pieces and blanks in turn. Each blank number is a card of its own."""

    parts: tuple[str | Blank, ...]


class Lab(NamedTuple):
    """A family of generated exercises, and its parameters."""

    family: str
    parameters: Mapping[str, Any] = {}


Body = Open | Choice | Ordering | Matching | Cloze | Lab


class Question(NamedTuple):
    """A question of the bank. `answer` is the model answer of an open one, the explanation of any other."""

    id: str
    topic: str
    level: Level
    difficulty: Difficulty
    category: Category
    pillar: Pillar
    body: Body
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    answer: str = ""
    contrast: Mapping[str, tuple[str, ...]] = {}
    key_points: tuple[KeyPoint, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    refs: tuple[str, ...] = ()
    as_of: str = ""


class Description(NamedTuple):
    """What the rest of the program needs to know of a question's kind.

    `seconds` is the default time to answer; `meaning` holds the fields whose change changes the question,
    as plain JSON values (the journal stores a hash of it).
    """

    kind: str
    label: str
    prompt: str
    seconds: int
    cards: tuple[str, ...]
    meaning: Mapping[str, Any]


def describe(question: Question) -> Description:
    """The description of a question.

    Default times: choice and cloze 90 s, open 180 s, a lab in which something is written 600 s, the others 120 s.
    """
    one = (question.id,)
    meaning: dict[str, Any] = {"answer": question.answer, "key_points": [p.text for p in question.key_points]}
    body = question.body
    match body:
        case Open(ask):
            return Description("open", "in your own words", ask, 180, one, {"ask": ask, **meaning})
        case Choice(ask, options):
            count = sum(o.right for o in options)
            label = "choose one" if count == 1 else f"choose {_WORDS.get(count, str(count))}"
            meaning |= {"ask": ask, "options": [[o.text, o.right] for o in options]}
            return Description("choice", label, ask, 90 if count == 1 else 120, one, meaning)
        case Ordering(ask, items):
            return Description("ordering", "put in order", ask, 120, one, {"ask": ask, "items": list(items), **meaning})
        case Matching(ask, pairs, extra):
            meaning |= {"ask": ask, "pairs": [list(p) for p in pairs], "extra": list(extra)}
            return Description("matching", "match", ask, 120, one, meaning)
        case Cloze(parts):
            blanks = [p for p in parts if isinstance(p, Blank)]
            numbers = sorted({b.number for b in blanks})
            text = "".join(p if isinstance(p, str) else "____" for p in parts)
            meaning |= {"text": [p if isinstance(p, str) else [p.number, *p.accept] for p in parts]}
            return Description("cloze", "fill the gap", text, 90, tuple(f"{question.id}#{n}" for n in numbers), meaning)
        case Lab(family, parameters):
            from awsprep.labs import DRILLS, title

            meaning |= {"family": family, "with": dict(parameters)}
            prompt = title(family, question.level, parameters)
            label, seconds = ("lab, write it", 600) if family in DRILLS else ("lab, choose one", 120)
            return Description("lab", label, prompt, seconds, one, meaning)
        case _:
            assert_never(body)


_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}
