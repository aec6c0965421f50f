"""The keys of the flow simulator, in one table: the footer and the help are made from it."""

from __future__ import annotations

from awsprep.ui.keys import Key


def _key(key: str, brief: str, meaning: str, where: str) -> Key:
    return Key(key, brief, meaning, frozenset(where.split()))


KEYS = (
    _key("a-i", "say it", "this is what will happen", "guess"),
    _key("Enter", "apply it", "apply the change", "fix"),
    _key("Space", "step", "the next hop; from the end, the first one", "show fix"),
    _key("r", "replay", "replay it from the start; any key stops", "show fix"),
    _key("1-9", "break", "break something, or mend it again: l lists what", "show fix guess faults"),
    _key("p", "predict", "say first whether it arrives; until you press p again", "show fix"),
    _key("f", "fix", "the smallest change that lets it through", "show fix"),
    _key("v", "edit", "what if: change the flow, a rule, a route, a setting", "show fix"),
    _key("n", "next", "the next scenario; N the one before", "show fix guess"),
    _key("F", "", "apply the smallest change", "show fix"),
    _key("b Bksp", "", "a hop back", "show fix"),
    _key("Enter", "", "show all", "show"),
    _key("End", "", "show all", "show fix"),
    _key("l", "", "the list of what can be broken", "show fix"),
    _key("0", "", "everything as it was", "show fix guess faults"),
    _key("u", "", "take back the last change, as often as you like", "show fix"),
    _key("s", "", "choose a scenario", "show fix guess"),
    _key("w", "", "write what you made of it to a file", "show fix edit"),
    _key("↑↓", "", "move to an answer; Enter says it", "guess"),
    _key("p", "give up", "show the outcome; it is not counted", "guess"),
    _key("↑↓", "move", "move to a line", "edit scenarios"),
    _key("Enter", "change", "change the line", "edit"),
    _key("a", "add", "add a line there", "edit"),
    _key("d", "delete", "delete the line; Del does the same", "edit"),
    _key("u", "undo", "take back the last change, as often as you like", "faults edit"),
    _key("Enter", "open", "open the scenario", "scenarios"),
    _key("Esc", "back", "back to the flow", "faults edit scenarios"),
    _key(
        "PgUp PgDn", "", "scroll; the arrows do, too, where they move nothing", "show fix guess faults edit scenarios"
    ),
    _key("?", "help", "this help", "show fix guess faults edit scenarios"),
    _key("q", "end", "end; what you have is printed", "show fix guess faults edit scenarios"),
    _key("Ctrl-C", "", "end at once", "show fix guess faults edit scenarios"),
)
