"""The keys of a sitting, in one table: the footer and the help screen are made from it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awsprep.ui.theme import columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.ui.theme import Theme


class Key(NamedTuple):
    """A key, what the footer says of it (nothing: it is not worth a place there), and what the help says.

    `where` holds the situations in which it acts: pick, many, arrange, recall, gap, essay, write (a policy); practice
    and exam (questions whose letters are not text), text and paper (the same where they are), hearing (a question of an
    interview); answer, wrong, settle (an interview's answer), ticks, own (a typed answer), sheet. In a gap and an essay
    a letter or a sign is text unless Esc is pressed before it.
    """

    key: str
    brief: str
    meaning: str
    where: frozenset[str]


def _key(key: str, brief: str, meaning: str, where: str) -> Key:
    return Key(key, brief, meaning, frozenset(where.split()))


ASKING = "pick many arrange recall gap essay write"
KEYS = (
    _key("a-f", "answer", "pick an option", "pick"),
    _key("a-f", "mark", "mark an option, or take the mark off", "many"),
    _key("a-f", "place", "say what comes next", "arrange"),
    _key("Enter", "show the answer", "show the answer and compare", "recall"),
    _key("Enter", "submit", "submit what is marked or typed", "many arrange gap"),
    _key("Ctrl-S", "submit", "submit what you wrote; with nothing written, show the answer", "essay"),
    _key("Esc Enter", "", "the same as Ctrl-S", "essay"),
    _key("Enter", "", "a new line", "essay"),
    _key("Enter", "write it", "write the policy in your editor; when you close it, it is tried", "write"),
    _key("v", "", "the same as Enter", "write"),
    _key("Bksp", "take back", "take back the last letter", "arrange"),
    _key("1-4", "", "rate how well you recalled it", "answer"),
    _key("Enter", "", "the suggested rating", "answer"),
    _key("Enter", "go on", "go on to the next question", "wrong settle"),
    _key("a-i", "what you said", "tick what you said", "ticks"),
    _key("r", "remember", "remember words of yours, so that they are found the next time", "own"),
    _key("←→", "visit", "the question before, the next one", "exam sheet"),
    _key("PgUp PgDn", "visit", "the question before, the next one", "paper"),
    _key("Enter", "hand in", "hand in", "sheet"),
    _key("s", "pass", "say that you do not know: that is an answer as well", "hearing"),
    _key("g", "I am guessing", "you are guessing: a right guess comes back sooner", ASKING),
    _key("Tab", "flag", "flag the card, or take the flag off", f"{ASKING} answer wrong settle"),
    _key("s", "skip", "skip the question", "practice"),
    _key("p", "pause", "stop the clock and hide the question", "practice"),
    _key("u", "undo", "take back the last answer, as often as you like", "practice answer wrong"),
    _key("n", "note", "write a note", "practice answer wrong"),
    _key("o", "open link", "open the source in a browser", "answer wrong settle"),
    _key("v", "edit", "edit the question's file in $EDITOR", "answer wrong settle"),
    _key("x", "report", "report a mistake in the question", "answer wrong settle"),
    _key("-", "", "bury the question until tomorrow", "practice answer wrong"),
    _key("@", "", "suspend the card: never ask it again", "practice answer wrong"),
    _key("↑↓", "", "move to an option; Space or Enter takes it", "pick many arrange"),
    _key("↑↓", "", "move the cursor; beyond the text, scroll", "essay"),
    _key("Ctrl-W", "", "take away the word before the cursor", "gap essay"),
    _key("Ctrl-U", "", "take away what stands before it in the line", "gap essay"),
    _key("PgUp PgDn", "", "scroll", "pick many arrange recall write text hearing answer wrong settle sheet"),
    _key("Esc", "", "the next key is no text; press it again to go on typing", "gap essay"),
    _key("?", "help", "this help", f"{ASKING} answer wrong settle sheet"),
    _key("q", "end", "end the sitting", "practice text hearing answer wrong settle"),
    _key("q", "hand in", "go to the list and hand in", "exam paper"),
    _key("Ctrl-C", "", "end at once; what was answered is saved", f"{ASKING} answer wrong settle sheet"),
)


_SUBMITS = frozenset(("Enter", "Ctrl-S"))
WRITING = frozenset(("gap", "essay"))
"""Where letters are text."""


def keys_for(places: Iterable[str], keys: tuple[Key, ...] = KEYS) -> list[Key]:
    """The keys that act in a situation, each once, as they are pressed there: where letters are text `Esc q`."""
    wanted = frozenset(places)
    acting = [key for key in keys if key.where & wanted]
    if not wanted.isdisjoint(WRITING):
        return [key._replace(key=f"Esc {key.key}") if len(key.key) == 1 else key for key in acting]
    return acting


@lru_cache(maxsize=64)  # a screen is drawn anew for every key
def footer(places: tuple[str, ...], theme: Theme, last: str, keys: tuple[Key, ...] = KEYS) -> str:
    """The keys worth showing, those first that fit; help always, then what submits, then the end.

    `last` is the last option's letter.
    """
    room = theme.width - 2
    words = [(theme.plain(_named(k.key, last)), k.brief) for k in keys_for(places, keys) if k.brief]
    always = [w for w in words if w[0].removeprefix("Esc ") in {"?", "q"}]
    shown = [w for w in words if w[0] in _SUBMITS][:1]
    if columns(_joined([*shown, *always])) > room:
        always = always[:1]  # how to go on matters more than how to end, which help tells
    for word in words:
        more = [w for w in words if w in shown or w == word]
        if word not in always and columns(_joined([*more, *always])) <= room:
            shown = more
    return " " + _joined([*shown, *always])


def _named(key: str, last: str) -> str:
    return key[:-1] + last if key in {"a-f", "a-i"} else key


def _joined(words: list[tuple[str, str]]) -> str:
    return "   ".join(f"{key} {brief}" for key, brief in words)
