"""A web page of its own: it loads nothing and runs nothing, and is readable in the light and in the dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLE = """
:root { color-scheme: light dark; --page: #ffffff; --ink: #1c2128; --soft: #57606a; --line: #d0d7de; --bar: #0b6bcb;
  --track: #eaeef2; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #0f141a; --ink: #e6edf3; --soft: #9aa5b1; --line: #303a45;
  --bar: #58a6ff; --track: #1d252e; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); } .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } code { font: .9em ui-monospace, monospace; }
.bar { fill: var(--bar); } .track { fill: var(--track); }
"""


def document(title: str, style: str, parts: Iterable[str]) -> str:
    """The page. `title` is text, `style` what follows the common one; `parts` are HTML, empty ones are left out."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>awsprep: {escape(title)}</title>\n<style>{_STYLE}{style.lstrip()}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )
