"""What a search found: lines for people and scripts, counts, and the live filter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from awsprep.core.bank import Category, topic_name
from awsprep.core.found import find
from awsprep.ui.theme import STYLES, fit, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from awsprep.core.bank import Heading
    from awsprep.ui.theme import Line, Theme

_HELP = "type to filter, up/down choose, Enter show, Esc end"


def tabbed(hits: Sequence[Heading]) -> str:
    """One line a hit: id, level, topic and title, separated by tabs."""
    return "".join(f"{hit.id}\t{hit.level}\t{hit.topic}\t{_one_line(hit.title)}\n" for hit in hits)


def as_json(hits: Sequence[Heading], query: str) -> dict[str, Any]:
    """The hits and their counts for `--json`."""
    return {
        "schema": 1,
        "query": query,
        "count": len(hits),
        "categories": dict(counts(hits)),
        "questions": [
            {
                "id": hit.id,
                "topic": hit.topic,
                "level": hit.level,
                "difficulty": hit.difficulty,
                "category": hit.category,
                "kind": hit.kind,
                "tags": list(hit.tags),
                "title": hit.title,
            }
            for hit in hits
        ],
    }


def counts(hits: Sequence[Heading]) -> list[tuple[str, int]]:
    """How many there are of each category, those without any included."""
    found = Counter(hit.category for hit in hits)
    return [(category.value, found[category.value]) for category in Category]


def count_lines(theme: Theme, hits: Sequence[Heading]) -> list[Line]:
    """The counts as a table."""
    most = max((count for _, count in counts(hits)), default=0)
    lines: list[Line] = []
    for category, count in counts(hits):
        bar = theme.bar(count / most if most else 0, max(5, min(30, theme.width - 25)))
        lines.append([("", f" {category:<14}{count:>6}  "), *bar])
    return [*lines, [("bold", f" {'all':<14}{len(hits):>6}")]]


def hit_line(theme: Theme, hit: Heading, width: int) -> Line:
    """A hit on one line of a width: its id, and as much of level, topic and title as there is room for."""
    dots = theme.glyph("ellipsis")
    name = theme.plain(hit.id)
    if width < 56:
        return [("code", fit(name, width, dots))]
    size = min(max(32, width // 3), 44)
    topic = f"{fit(theme.plain(topic_name(hit.topic)), 14, dots)}  " if width >= 100 else ""
    rest = f"  {hit.level:<6}  {topic}{theme.plain(_one_line(hit.title))}"
    return [("code", fit(name, size, dots)), ("", fit(rest, width - size, dots))]


class Live:
    """The bank, filtered while one types; Enter chooses. Runs on the alternate screen."""

    def __init__(self, theme: Theme, headings: Sequence[Heading], text_of: Callable[[str], str]) -> None:
        self.theme = theme
        self.headings = headings
        self.text_of = text_of
        self.query = ""
        self.cursor = 0
        self.hits: tuple[Heading, ...] = tuple(headings)

    def look(self, query: str) -> None:
        """Find anew; the cursor goes to the first hit."""
        self.query = query
        self.hits = find(self.headings, query, self.text_of)
        self.cursor = 0

    def move(self, by: int) -> None:
        """Move the cursor, no further than the ends."""
        self.cursor = max(0, min(len(self.hits) - 1, self.cursor + by))

    @property
    def chosen(self) -> str | None:
        """The id under the cursor."""
        return self.hits[self.cursor].id if self.hits else None

    def rows(self, width: int, height: int) -> list[Line]:
        """The hits around the cursor."""
        first = max(0, min(self.cursor - height // 2, len(self.hits) - height))
        lines: list[Line] = []
        for place in range(first, min(len(self.hits), first + height)):
            here = place == self.cursor
            mark = f" {self.theme.glyph('cursor')} " if here else "   "
            lines.append([("now", mark), *hit_line(self.theme, self.hits[place], width - 3)])
        return lines or [[("", "   Nothing has these words.")]]

    def foot(self, width: int) -> list[Line]:
        """How many there are, and the keys."""
        told = f"{len(self.hits)} of {len(self.headings)}: {_HELP}"
        return [[("dim", " " + row)] for row in wrap(told, width - 1)]

    def run(self, query: str = "") -> str | None:
        """Let a person search; the id that was chosen, or None. Raises KeyboardInterrupt for Ctrl-C."""
        return _application(self, query).run()


def _application(live: Live, query: str, **options: Any) -> Application[str | None]:
    """The prompt_toolkit application; `options` are its own (a test's input and output)."""
    from prompt_toolkit.application import Application, get_app
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window

    buffer = Buffer(document=Document(query), multiline=False, on_text_changed=lambda changed: live.look(changed.text))
    live.look(query)
    keys = KeyBindings()

    def size() -> tuple[int, int]:
        now = get_app().output.get_size()
        return now.columns, now.rows

    def listed() -> StyleAndTextTuples:
        width, height = size()
        return _formatted(live.theme, live.rows(width, max(1, height - 2 - len(live.foot(width)))))

    def foot() -> StyleAndTextTuples:
        return _formatted(live.theme, live.foot(size()[0]))

    for key, by in (("up", -1), ("down", 1), ("pageup", -10), ("pagedown", 10), ("c-p", -1), ("c-n", 1)):
        keys.add(key)(lambda _, by=by: live.move(by))
    keys.add("enter")(lambda event: event.app.exit(result=live.chosen))
    keys.add("escape", eager=True)(lambda event: event.app.exit(result=None))
    keys.add("c-d")(lambda event: event.app.exit(result=None))
    keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
    field = Window(BufferControl(buffer), height=1)
    layout = HSplit(
        [
            VSplit(
                [Window(FormattedTextControl([(_style(live.theme, "bold"), " Search ")]), width=8), field], height=1
            ),
            Window(height=1, char=live.theme.glyph("rule"), style=_style(live.theme, "dim")),
            Window(FormattedTextControl(listed)),
            Window(FormattedTextControl(foot), dont_extend_height=True),
        ]
    )
    app: Application[str | None] = Application(Layout(layout, field), key_bindings=keys, full_screen=True, **options)
    app.ttimeoutlen = 0.05
    return app


def _formatted(theme: Theme, lines: Sequence[Line]) -> StyleAndTextTuples:
    spans: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        spans += [("", "\n")] if number else []
        spans += [(_style(theme, style), text) for style, text in line]
    return spans


def _style(theme: Theme, name: str) -> str:
    return STYLES.get(name, "") if theme.color else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
