"""The keys of a sitting, in one table: the footer and the help screen are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.ui.theme import columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awsprep.ui.theme import Theme


class Key(NamedTuple):
    """A key, what the footer says of it (nothing: it is not worth a place there), and what the help says.

    `where` holds the situations in which it acts: pick, many, arrange, recall, gap; practice and exam (questions whose
    letters are not text), text and paper (the same with a gap); answer, wrong, ticks, sheet. In a gap a letter or a
    sign is text unless Esc is pressed before it.
    """

    key: str
    brief: str
    meaning: str
    where: frozenset[str]


def _key(key: str, brief: str, meaning: str, where: str) -> Key:
    return Key(key, brief, meaning, frozenset(where.split()))


ASKING = "pick many arrange recall gap"
KEYS = (
    _key("a-f", "answer", "pick an option", "pick"),
    _key("a-f", "mark", "mark an option, or take the mark off", "many"),
    _key("a-f", "next in order", "say what comes next", "arrange"),
    _key("Enter", "show the answer", "show the answer and compare", "recall"),
    _key("Enter", "submit", "submit what is marked or typed", "many arrange gap"),
    _key("Bksp", "take back", "take back the last letter", "arrange"),
    _key("1-4", "", "rate how well you recalled it", "answer"),
    _key("Enter", "", "the suggested rating", "answer"),
    _key("Enter", "go on", "go on to the next question", "wrong"),
    _key("a-i", "what you said", "tick what you said", "ticks"),
    _key("←→", "visit", "the question before, the next one", "exam sheet"),
    _key("PgUp PgDn", "visit", "the question before, the next one", "paper"),
    _key("Enter", "hand in", "hand in", "sheet"),
    _key("g", "I am guessing", "you are guessing: a right guess comes back sooner", ASKING),
    _key("Tab", "flag", "flag the card, or take the flag off", f"{ASKING} answer wrong"),
    _key("s", "skip", "skip the question", "practice"),
    _key("p", "pause", "stop the clock and hide the question", "practice"),
    _key("u", "undo", "take back the last answer, as often as you like", "practice answer wrong"),
    _key("n", "note", "write a note", "practice answer wrong"),
    _key("o", "open link", "open the source in a browser", "answer wrong"),
    _key("v", "edit", "edit the question's file in $EDITOR", "answer wrong"),
    _key("x", "report", "report a mistake in the question", "answer wrong"),
    _key("-", "", "bury the question until tomorrow", "practice answer wrong"),
    _key("@", "", "suspend the card: never ask it again", "practice answer wrong"),
    _key("↑↓", "", "move to an option; Space or Enter takes it", "pick many arrange"),
    _key("PgUp PgDn", "", "scroll", "pick many arrange recall text answer wrong sheet"),
    _key("Esc", "", "the next key is no text; press it again to go on typing", "gap"),
    _key("?", "help", "this help", f"{ASKING} answer wrong sheet"),
    _key("q", "end", "end the sitting", "practice text answer wrong"),
    _key("q", "hand in", "go to the list and hand in", "exam paper"),
    _key("Ctrl-C", "", "end at once; what was answered is saved", f"{ASKING} answer wrong sheet"),
)


def keys_for(places: Iterable[str]) -> list[Key]:
    """The keys that act in a situation, each once, as they are pressed there: in a gap `Esc q`."""
    wanted = frozenset(places)
    acting = [key for key in KEYS if key.where & wanted]
    if "gap" in wanted:
        return [key._replace(key=f"Esc {key.key}") if len(key.key) == 1 else key for key in acting]
    return acting


def footer(places: Iterable[str], theme: Theme, last: str) -> str:
    """The keys worth showing, those first that fit; help and end always. `last` is the last option's letter."""
    words = [(theme.plain(_named(k.key, last)), k.brief) for k in keys_for(places) if k.brief]
    always = [w for w in words if w[0].removeprefix("Esc ") in {"?", "q"}]
    shown: list[tuple[str, str]] = []
    for word in words:
        if word not in always and columns(_joined([*shown, word, *always])) <= theme.width - 2:
            shown.append(word)
    return " " + _joined([*shown, *always])


def _named(key: str, last: str) -> str:
    return key[:-1] + last if key in {"a-f", "a-i"} else key


def _joined(words: list[tuple[str, str]]) -> str:
    return "   ".join(f"{key} {brief}" for key, brief in words)
