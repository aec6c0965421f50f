"""The keys of the flow simulator, in one table: the footer and the help are made from it."""

from __future__ import annotations

from awsprep.ui.keys import row

KEYS = (
    row("a-i", "say it", "this is what will happen", "guess"),
    row("Enter", "apply it", "apply the change", "fix"),
    row("Space", "step", "the next hop; from the end, the first one", "show fix"),
    row("r", "replay", "replay it from the start; any key stops", "show fix"),
    row("1-9", "break", "break something, or mend it again: l lists what", "show fix guess faults"),
    row("p", "predict", "say first whether it arrives; until you press p again", "show fix"),
    row("f", "fix", "the smallest change that lets it through", "show fix"),
    row("v", "edit", "what if: change the flow, a rule, a route, a setting", "show fix"),
    row("n", "next", "the next scenario; N the one before", "show fix guess"),
    row("F", "", "apply the smallest change", "show fix"),
    row("b Bksp", "", "a hop back", "show fix"),
    row("Enter", "", "show all", "show"),
    row("End", "", "show all", "show fix"),
    row("l", "", "the list of what can be broken", "show fix"),
    row("0", "", "everything as it was", "show fix guess faults"),
    row("u", "", "take back the last change, as often as you like", "show fix"),
    row("s", "", "choose a scenario", "show fix guess"),
    row("w", "", "write what you made of it to a file", "show fix edit"),
    row("↑↓", "", "move to an answer; Enter says it", "guess"),
    row("p", "give up", "show the outcome; it is not counted", "guess"),
    row("↑↓", "move", "move to a line", "edit scenarios"),
    row("Enter", "change", "change the line", "edit"),
    row("a", "add", "add a line there", "edit"),
    row("d", "delete", "delete the line; Del does the same", "edit"),
    row("u", "undo", "take back the last change, as often as you like", "faults edit"),
    row("Enter", "open", "open the scenario", "scenarios"),
    row("Esc", "back", "back to the flow", "faults edit scenarios"),
    row("PgUp PgDn", "", "scroll; the arrows do, too, where they move nothing", "show fix guess faults edit scenarios"),
    row("?", "help", "this help", "show fix guess faults edit scenarios"),
    row("q", "end", "end; what you have is printed", "show fix guess faults edit scenarios"),
    row("Ctrl-C", "", "end at once", "show fix guess faults edit scenarios"),
)
