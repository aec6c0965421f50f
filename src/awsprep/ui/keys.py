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


def row(name: str, brief: str, meaning: str, where: str) -> Key:
    """A row of a table of keys; `where` names its situations, with blanks between them."""
    return Key(name, brief, meaning, frozenset(where.split()))


ASKING = "pick many arrange recall gap essay write"
KEYS = (
    row("a-f", "answer", "pick an option", "pick"),
    row("a-f", "mark", "mark an option, or take the mark off", "many"),
    row("a-f", "place", "say what comes next", "arrange"),
    row("Enter", "show the answer", "show the answer and compare", "recall"),
    row("Enter", "submit", "submit what is marked or typed", "many arrange gap"),
    row("Ctrl-S", "submit", "submit what you wrote; with nothing written, show the answer", "essay"),
    row("Esc Enter", "", "the same as Ctrl-S", "essay"),
    row("Enter", "", "a new line", "essay"),
    row("Enter", "write it", "write the policy in your editor; when you close it, it is tried", "write"),
    row("v", "", "the same as Enter", "write"),
    row("Bksp", "take back", "take back the last letter", "arrange"),
    row("1-4", "", "rate how well you recalled it", "answer"),
    row("Enter", "", "the suggested rating", "answer"),
    row("Enter", "go on", "go on to the next question", "wrong settle"),
    row("a-i", "what you said", "tick what you said", "ticks"),
    row("r", "remember", "remember words of yours, so that they are found the next time", "own"),
    row("←→", "visit", "the question before, the next one", "exam sheet"),
    row("PgUp PgDn", "visit", "the question before, the next one", "paper"),
    row("Enter", "hand in", "hand in", "sheet"),
    row("q", "", "the same as Enter", "sheet"),
    row("s", "pass", "say that you do not know: that is an answer as well", "hearing"),
    row("g", "I am guessing", "you are guessing: a right guess comes back sooner", ASKING),
    row("Tab", "flag", "flag the card, or take the flag off", f"{ASKING} answer wrong settle"),
    row("s", "skip", "skip the question", "practice"),
    row("p", "pause", "stop the clock and hide the question", "practice"),
    row("u", "undo", "take back the last answer, as often as you like", "practice answer wrong"),
    row("n", "note", "write a note", "practice answer wrong"),
    row("o", "open link", "open the source in a browser", "answer wrong settle"),
    row("v", "edit", "edit the question's file in $EDITOR", "answer wrong settle"),
    row("x", "report", "report a mistake in the question", "answer wrong settle"),
    row("-", "", "bury the question until tomorrow", "practice answer wrong"),
    row("@", "", "suspend the card: never ask it again", "practice answer wrong"),
    row("↑↓", "", "move to an option; Space or Enter takes it", "pick many arrange"),
    row("↑↓", "", "move the cursor; beyond the text, scroll", "essay"),
    row("Ctrl-W", "", "take away the word before the cursor", "gap essay"),
    row("Ctrl-U", "", "take away what stands before it in the line", "gap essay"),
    row("PgUp PgDn", "", "scroll", "pick many arrange recall write text hearing answer wrong settle sheet"),
    row("Esc", "", "the next key is no text; press it again to go on typing", "gap essay"),
    row("?", "help", "this help", f"{ASKING} answer wrong settle sheet"),
    row("q", "end", "end the sitting", "practice text hearing answer wrong settle"),
    row("q", "hand in", "go to the list and hand in", "exam paper"),
    row("Ctrl-C", "", "end at once; what was answered is saved", f"{ASKING} answer wrong settle sheet"),
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
