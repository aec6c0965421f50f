"""A typed answer cut into words that know where they were typed.

Unicode variants, contractions, number words and the abbreviations of everyday typing become one spelling; marks
between words become pauses: a comma, the end of a clause, the end of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.stems import american

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 20_000
"""Characters of an answer that are read; who types more has stopped answering."""

NONE, COMMA, CLAUSE, SENTENCE = range(4)
"""The pause before a word."""


class Word(NamedTuple):
    """A word in one spelling; `start` and `end` are its place in the text as typed.

    `pause` is what comes before it, `asked` says that its sentence is a question, `under` is the number of the first
    word of the heading that it stands below, or -1.
    """

    text: str
    start: int
    end: int
    pause: int
    asked: bool = False
    under: int = -1


_TOKEN = re.compile(
    r"""
      (?P<line>\n\s*(?:(?:[-*•·–>]|\d{1,2}[.)])\s+)?)
    | (?P<skip>https?://\S+ | [*`_~"#]+ | \be\.g\. | \bi\.e\.)
    | (?P<short>\b(?:w/o|b/c)\b | \bw/)
    | (?P<exact>\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})? | [a-z]{2}(?:-[a-z]+){1,3}-\d[a-z]?\b
        | \d{1,3}(?:,\d{3})+(?:\.\d+)? | \d+(?:\.\d+)? | [Nn]o-(?:store|cache|op)\b)
    | (?P<word>[^\W\d_][^\W_]*(?:'[^\W\d_]+)*)
    | (?P<sign>!=|<>|≠|[&+])
    | (?P<dots>\.{2,}|…) | (?P<end>[.!?]+(?=[\s)*]|$) | (?<=[a-z])[.!?](?=[A-Z]))
    | (?P<clause>[;|])
    | (?P<comma>[,()\[\]{}—–] | :(?=[\s*]|$) | \s-{1,2}\s)
    """,
    re.VERBOSE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_COUNT = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_NUMBERS = {name: str(number) for number, name in enumerate(_COUNT.split())} | {
    "twenty": "20",
    "thirty": "30",
    "sixty": "60",
    "ninety": "90",
    "hundred": "100",
    "thousand": "1000",
}

_ONE_AS = {
    "cannot": "can not",
    "cant": "can not",
    "can't": "can not",
    "wont": "will not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "couldnt": "could not",
    "mustnt": "must not",
    "hasnt": "has not",
    "havent": "have not",
    "hadnt": "had not",
    "neednt": "need not",
    "thats": "that",
    "msg": "message",
    "msgs": "messages",
    "prod": "production",
    "env": "environment",
    "envs": "environments",
    "app": "application",
    "apps": "applications",
    "perf": "performance",
    "req": "request",
    "reqs": "requests",
    "resp": "response",
    "conn": "connection",
    "conns": "connections",
    "repl": "replication",
    "cred": "credential",
    "creds": "credentials",
    "perm": "permission",
    "perms": "permissions",
    "pwd": "password",
    "acct": "account",
    "accts": "accounts",
    "addr": "address",
    "min": "minute",
    "mins": "minutes",
    "sec": "second",
    "secs": "seconds",
    "ms": "millisecond",
    "hr": "hour",
    "hrs": "hours",
    "hrly": "hourly",
    "max": "maximum",
    "dev": "development",
    "auth": "authentication",
    "encr": "encryption",
    "desc": "descending",
    "num": "number",
    "diff": "different",
    "versus": "vs",
    "&": "and",
    "+": "and",
    "!=": "not",
    "<>": "not",
    "≠": "not",
    "w/o": "without",
    "b/c": "because",
    "w/": "with",
    "cuz": "because",
    "bc": "because",
    "tho": "though",
    "postgres": "postgresql",
    "mssql": "sql server",
    "gb": "gigabyte",
    "gbs": "gigabytes",
    "mb": "megabyte",
    "kb": "kilobyte",
    "tb": "terabyte",
    "antipattern": "anti pattern",
    "antipatterns": "anti patterns",
    "nonblocking": "non blocking",
}
"""One word written as others; contractions that end in n't need no line."""


_QUOTES = {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"'}
_DOTTED = frozenset(("vs", "etc", "approx", "resp", "incl", "excl"))
_HEADING = 8
"""A line of at most so many words is the heading of the list below it."""


def words(text: str, known: Callable[[str], bool] = bool) -> list[Word]:
    """The words of a text. `known` says of a compound like GetItem whether it is one word; others are taken apart."""
    plain, places = _plain(text[:LONGEST])
    found: list[Word] = []
    pause, under, line = SENTENCE, -1, 0
    for match in _TOKEN.finditer(plain):
        kind, typed = match.lastgroup, match.group()
        if kind == "word" or kind == "short" or kind == "sign" or kind == "exact":  # noqa: PLR1714 - faster than a set
            start = match.start()
            for part in _parts(typed, kind, known):
                begin, end = places[start], places[start + len(part) - 1] + 1
                for spelt in _spelt(part.lower()):
                    found.append(Word(spelt, begin, end, pause, under=under))
                    pause = NONE
                start += len(part)
        elif kind == "line":
            under = _heading(typed, under, line, len(found))
            pause, line = SENTENCE, len(found)
        elif kind == "end":
            if typed == "." and found and found[-1].text in _DOTTED:
                continue
            pause = SENTENCE
            if "?" in typed:
                _ask(found)
        elif kind == "clause":
            pause = max(pause, CLAUSE)
        elif kind in {"comma", "dots"}:
            pause = max(pause, COMMA)
    return found


def _heading(typed: str, under: int, line: int, now: int) -> int:
    """The heading of the line that begins after a line break, where the line before begins at word `line`."""
    if typed.rstrip(" \t").endswith("\n"):
        return -1
    # a bullet or a number: the list has the heading of the item before, or the line before is its heading
    return line if under < 0 and 0 < now - line <= _HEADING else under


def _ask(found: list[Word]) -> None:
    """Marks the last sentence as a question."""
    for index in range(len(found) - 1, -1, -1):
        found[index] = found[index]._replace(asked=True)
        if found[index].pause == SENTENCE:
            break


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in compatibility form, and for each of its characters the place where it was typed."""
    if text.isascii():
        return text, range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, typed in enumerate(text):
        if unicodedata.combining(typed) and letters:
            whole = unicodedata.normalize("NFKC", letters[-1] + typed)
            letters[-1] = whole if len(whole) == 1 else letters[-1]
            continue
        for letter in unicodedata.normalize("NFKC", _QUOTES.get(typed, typed)):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _parts(typed: str, kind: str, known: Callable[[str], bool]) -> list[str]:
    """A compound in camel case, cut where it may be."""
    if kind != "word" or typed.islower() or typed.isupper() or known(typed.lower()):
        return [typed]
    return _CAMEL.split(typed)


@lru_cache(maxsize=8192)
def _spelt(word: str) -> tuple[str, ...]:
    """A word in small letters as the words that it stands for."""
    if word in _ONE_AS:
        return tuple(_ONE_AS[word].split())
    if "'" in word:
        stem, _, ending = word.partition("'")
        if word.endswith("n't"):
            return (word[:-3], "not")
        return (_ONE_AS.get(stem, stem),) if ending else (word,)
    number = _NUMBERS.get(word)
    if number is not None:
        return (number,)
    if word[0].isdigit():
        return (word.replace(",", ""),)
    return (american(word),)
