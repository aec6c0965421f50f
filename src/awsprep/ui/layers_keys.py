"""The keys of the IAM simulator, in one table: the footer and the help are made from it."""

from __future__ import annotations

from awsprep.ui.keys import Key


def _key(key: str, brief: str, meaning: str, where: str) -> Key:
    return Key(key, brief, meaning, frozenset(where.split()))


KEYS = (
    _key("a-i", "say it", "this is what will come of it", "guess"),
    _key("1-8", "turn", "turn the caller or the context, as it is listed", "show guess"),
    _key("iborsec", "exchange", "exchange the policy of a layer, by the letter before it", "show"),
    _key("p", "predict", "say first what comes of it; until you press p again", "show"),
    _key("f", "fix", "the smallest edit that turns it over", "show"),
    _key("v", "edit", "edit the policy at the cursor in $EDITOR", "show text"),
    _key("↑↓", "", "move to a layer", "show"),
    _key("Enter", "read", "read the policy at the cursor", "show"),
    _key("n", "next", "the next situation; N the one before", "show guess"),
    _key("F", "", "apply the smallest edit", "show"),
    _key("l", "", "choose a situation", "show guess"),
    _key("0", "", "everything as it was", "show guess"),
    _key("u", "", "take back the last change, as often as you like", "show guess"),
    _key("↑↓", "", "move to an answer; Enter says it", "guess"),
    _key("p", "give up", "show what comes of it; it is not counted", "guess"),
    _key("↑↓", "move", "move to a situation", "list"),
    _key("Enter", "open", "open the situation", "list"),
    _key("Esc", "back", "back to the layers", "text list"),
    _key("PgUp PgDn", "", "scroll", "show guess text list"),
    _key("?", "help", "this help", "show guess text list"),
    _key("q", "end", "end; what you have is printed", "show guess text list"),
    _key("Ctrl-C", "", "end at once", "show guess text list"),
)
