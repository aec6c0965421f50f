"""How things look: 16 ANSI colours by meaning, glyphs with an ASCII fallback, and our own word wrap.

A screen is a list of lines; a line is a list of spans `(style, text)`. That is prompt_toolkit's formatted text and is
painted to ANSI for the normal screen by `Theme.paint`, so that both kinds of screen are made by the same functions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

Span = tuple[str, str]
Line = list[Span]

MEASURE = 88  # the widest text that reads well

STYLES: dict[str, str] = {
    "": "",
    "bold": "bold",
    "dim": "ansibrightblack",
    "right": "ansigreen bold",
    "wrong": "ansired bold",
    "good": "ansigreen",
    "bad": "ansired",
    "warn": "ansiyellow",
    "now": "ansicyan",
    "title": "bold",
    "code": "ansicyan",
    "link": "ansiblue underline",
}
"""What a span's style means, in prompt_toolkit's words."""

_SGR = {
    "bold": "1",
    "underline": "4",
    "ansired": "31",
    "ansigreen": "32",
    "ansiyellow": "33",
    "ansiblue": "34",
    "ansicyan": "36",
    "ansibrightblack": "90",
}
_UNICODE = {
    "rule": "─",
    "bar": "━",
    "track": "─",
    "cursor": "❯",
    "caret": "▏",
    "yes": "✓",
    "no": "✗",
    "dot": "·",
    "heat": "·▂▄▆█",
    "flag": "⚑",
    "ellipsis": "…",
}
_ASCII = {
    "rule": "-",
    "bar": "#",
    "track": "-",
    "cursor": ">",
    "caret": "_",
    "yes": "+",
    "no": "x",
    "dot": ".",
    "heat": ".1234",
    "flag": "!",
    "ellipsis": "~",
}
_TO_ASCII = {
    **{ord(a): b for a, b in zip("─━❯✓✗·…⚑▏", ("-", "#", ">", "+", "x", "-", "...", "!", "_"), strict=True)},
    **{ord(a): b for a, b in zip("–—‘’“”×±", ("-", "-", "'", "'", '"', '"', "x", "+-"), strict=True)},
    **{ord(a): b for a, b in zip("→←↑↓≤≥≠", ("->", "<-", "^", "v", "<=", ">=", "!="), strict=True)},
    **{ord(a): b for a, b in zip("▂▄▆█•µ°\u00a0", ("1", "2", "3", "4", "-", "u", " deg", " "), strict=True)},
}


class Theme(NamedTuple):
    """What the terminal can show: columns, whether it has Unicode, whether it has colour."""

    width: int = 80
    unicode: bool = True
    color: bool = True

    def glyph(self, name: str) -> str:
        """A glyph by name, or its ASCII stand-in."""
        return (_UNICODE if self.unicode else _ASCII)[name]

    @property
    def measure(self) -> int:
        """Columns for text, with one blank column at either side."""
        return min(self.width - 2, MEASURE)

    def plain(self, text: str) -> str:
        """Text that this terminal's encoding can show."""
        return text if self.unicode else ascii_text(text)

    def rule(self) -> Line:
        """A line across the screen."""
        return [("dim", self.glyph("rule") * self.width)]

    def bar(self, share: float, size: int) -> list[Span]:
        """A bar of `size` columns, filled to a share of 0..1; anything above 0 shows at least one cell."""
        share = min(1.0, max(0.0, share))
        full = min(max(int(share * size + 0.5), 1 if share > 0 else 0), size)
        return [("now", self.glyph("bar") * full), ("dim", self.glyph("track") * (size - full))]

    def heat(self, count: int) -> str:
        """One cell of the heat map: none, 1-4, 5-9, 10-19, 20 and more."""
        return self.glyph("heat")[sum(count >= n for n in (1, 5, 10, 20))]

    def paint(self, lines: list[Line]) -> str:
        """Lines as text for the normal screen, each ended by a newline; escapes only where there is colour."""
        return "".join("".join(self._painted(s, t) for s, t in line).rstrip() + "\n" for line in lines)

    def _painted(self, style: str, text: str) -> str:
        shown = self.plain(text)
        codes = ";".join(_SGR[word] for word in STYLES.get(style, "").split()) if self.color and shown.strip() else ""
        return f"\x1b[{codes}m{shown}\x1b[0m" if codes else shown


def ascii_text(text: str) -> str:
    """The nearest ASCII; what has none becomes `?`."""
    return text if text.isascii() else text.translate(_TO_ASCII).encode("ascii", "replace").decode("ascii")


_SINGLE = re.compile("[ -~\u00a1-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc\u2691\u2713\u2717\u276f]*")


def columns(text: str) -> int:
    """Columns that text takes on a terminal. For Western text and our own glyphs wcwidth (10 ms) is not imported."""
    return len(text) if text.isascii() or _SINGLE.fullmatch(text) else _wide(text)


@lru_cache(maxsize=4096)
def _wide(text: str) -> int:
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(char)) for char in text)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Text cut to a width with an ellipsis, or padded to it."""
    if columns(text) <= width:
        return text + " " * (width - columns(text))
    mark = ellipsis if width > 1 else ""
    while text and columns(text) > width - len(mark):
        text = text[:-1]
    return text + mark + " " * (width - columns(text) - len(mark)) if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """One paragraph's words on lines of at most `width` columns; a longer word is cut."""
    return [*_wrapped(text, width)]


@lru_cache(maxsize=512)  # a screen is drawn anew for every key
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    width = max(1, width)
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        if line and columns(line) + 1 + columns(rest) <= width:
            line += " " + rest
            continue
        if line:
            lines.append(line)
        while columns(rest) > width:
            head = rest[:width]
            while columns(head) > width and len(head) > 1:
                head = head[:-1]
            lines.append(head)
            rest = rest[len(head) :]
        line = rest
    if line:
        lines.append(line)
    return tuple(lines or [""])


def flow(text: str, width: int) -> list[Line]:
    """A question's text as lines: paragraphs, `- ` lists with a hanging indent, `code`, fenced blocks as they are."""
    return [[*line] for line in _flowed(text, width)]


@lru_cache(maxsize=512)
def _flowed(text: str, width: int) -> list[Line]:
    lines: list[Line] = []
    paragraph: list[str] = []
    fenced = False

    def flush() -> None:
        if paragraph:
            lines.extend(_coded(line) for line in wrap(" ".join(paragraph), width))
            paragraph.clear()

    item = re.compile(r"\s*- +(.*)")
    listing = ""
    for raw in [*text.rstrip().split("\n"), None]:
        match = item.match(raw) if raw is not None and not fenced else None
        ends = raw is None or match or not raw.strip() or raw.lstrip().startswith("```")
        if listing and ends:
            first, *rest = wrap(listing, width - 2)
            lines.extend([_coded("- " + first), *(_coded("  " + line) for line in rest)])
            listing = ""
        if raw is None:
            flush()
        elif raw.lstrip().startswith("```"):
            flush()
            fenced = not fenced
        elif fenced:
            lines += [[("code", "  " + piece)] for piece in _broken(raw.rstrip(), width - 2)]
        elif match:
            flush()
            listing = match[1]
        elif not raw.strip():
            flush()
            if lines and lines[-1]:
                lines.append([])
        elif listing:
            listing += " " + raw.strip()
        else:
            paragraph.append(raw.strip())
    return lines


def labelled(label: str, body: list[Line], indent: int, style: str = "bold") -> list[Line]:
    """Lines with a label in the left column and the body beside it."""
    head = " " + fit(label, indent - 1)
    blank = " " * indent
    return [[(style if i == 0 else "", head if i == 0 else blank), *line] for i, line in enumerate(body or [[]])]


def width_of(line: Line) -> int:
    """Columns that a line takes."""
    return sum(columns(text) for _, text in line)


def _broken(code: str, width: int) -> list[str]:
    """A line of code on as many lines as it takes; broken anywhere, as a terminal would, and nothing is lost."""
    pieces: list[str] = []
    while columns(code) > max(2, width):
        size = max(2, width)
        while columns(code[:size]) > max(2, width):
            size -= 1
        pieces.append(code[:size])
        code = code[size:]
    return [*pieces, code]


def _coded(line: str) -> Line:
    """A line whose `code` pieces have the code style; the backticks stay, so plain text reads the same."""
    pieces = re.split(r"(`[^`]+`)", line)
    return [("code" if p.startswith("`") and p.endswith("`") and len(p) > 2 else "", p) for p in pieces if p]
