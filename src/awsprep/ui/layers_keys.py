"""The keys of the IAM simulator, in one table: the footer and the help are made from it."""

from __future__ import annotations

from awsprep.ui.keys import row

KEYS = (
    row("a-i", "say it", "this is what will come of it", "guess"),
    row("1-8", "turn", "turn the caller or the context, as it is listed", "show guess"),
    row("iborsec", "exchange", "exchange the policy of a layer, by the letter before it", "show"),
    row("p", "predict", "say first what comes of it; until you press p again", "show"),
    row("f", "fix", "the smallest edit that turns it over", "show"),
    row("v", "edit", "edit the policy at the cursor in $EDITOR", "show text"),
    row("↑↓", "", "move to a layer", "show"),
    row("Enter", "read", "read the policy at the cursor", "show"),
    row("n", "next", "the next situation; N the one before", "show guess"),
    row("F", "", "apply the smallest edit", "show"),
    row("l", "", "choose a situation", "show guess"),
    row("0", "", "everything as it was", "show guess"),
    row("u", "", "take back the last change, as often as you like", "show guess"),
    row("↑↓", "", "move to an answer; Enter says it", "guess"),
    row("p", "give up", "show what comes of it; it is not counted", "guess"),
    row("↑↓", "move", "move to a situation", "list"),
    row("Enter", "open", "open the situation", "list"),
    row("Esc", "back", "back to the layers", "text list"),
    row("PgUp PgDn", "", "scroll", "show guess text list"),
    row("?", "help", "this help", "show guess text list"),
    row("q", "end", "end; what you have is printed", "show guess text list"),
    row("Ctrl-C", "", "end at once", "show guess text list"),
)
