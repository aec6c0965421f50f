"""What a command is given: clock, environment and the places of this user; the bank and the progress when asked for.

This is where time and place enter (`cli/app.py` makes the one instance); everything below takes them as arguments.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from awsprep.cli.bar import Bar
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.core.bank import Bank
    from awsprep.core.day import Clock
    from awsprep.core.progress import Progress
    from awsprep.core.record import Record
    from awsprep.store.config import Settings
    from awsprep.store.journal import Journal
    from awsprep.store.paths import Paths
    from awsprep.ui.theme import Line, Theme


_MOST_CHOICES = 25  # more legal values than that are no help in a message


class Context:
    """The world of one command."""

    def __init__(self, environ: Mapping[str, str], clock: Clock) -> None:
        self.environ = environ
        self.clock = clock
        self.color: str | None = None
        self.noticed = False

    @cached_property
    def paths(self) -> Paths:
        """Where this user's files lie."""
        from awsprep.store.paths import find

        return find(self.environ)

    @cached_property
    def settings(self) -> Settings:
        """What the user has set, and where; warnings are said once."""
        from awsprep.store.config import settings

        found = settings(self.environ, self.paths)
        for warning in found.warnings:
            self.say(warning)
        return found

    def setting(self, name: str) -> object:
        """One setting's value."""
        return self.settings[name].value

    @property
    def level(self) -> str:
        """The level that is asked for where none is named."""
        return str(self.setting("level"))

    @cached_property
    def plain(self) -> bool:
        """Whether the user asked for line by line output."""
        return bool(self.setting("plain"))

    @property
    def interactive(self) -> bool:
        """Whether a full screen can be shown: a terminal on both ends that can move its cursor."""
        return sys.stdin.isatty() and sys.stdout.isatty() and self.environ.get("TERM") != "dumb"

    def bank(self, extra: list[str] | None = None, *, go_on: bool = False) -> Bank:
        """The shipped bank and the user's own, by option, AWSPREP_BANK or the settings. Says what was left out.

        With `go_on` that is also a bank of the settings that does not exist: what looks at all can do without.
        """
        from awsprep.bank.load import load, shipped_folder

        shipped = shipped_folder()
        own = extra or self.own_banks(go_on=go_on)
        with Bar("Reading the question bank") as advance:
            bank = load([shipped, *own], shipped=shipped, cache_dir=self.paths.cache, progress=advance)
        broken = sum(problem.severity == "error" for problem in bank.problems)
        if broken and not self.noticed:
            self.noticed = True
            left_out = "1 mistake" if broken == 1 else f"{broken} mistakes"
            self.say(
                f"{left_out} in the question files; what it concerns is left out. To see: awsprep check {' '.join(own)}"
            )
        return bank

    def progress(self, bank: Bank) -> Progress:
        """What the journal says of this learner."""
        from awsprep.store.snapshot import open_progress

        with Bar("Reading your history") as advance:
            progress, notices = open_progress(self.paths, self.clock.now_ms(), bank.aliases(), advance=advance)
        for notice in notices:
            self.say(notice)
        return progress

    def records(self) -> list[Record]:
        """The whole journal in order, with what waits to be taken in."""
        from awsprep.store import spill
        from awsprep.store.reading import read

        now, spills = self.clock.now_ms(), spill.found(self.paths)
        return spill.joined(read(self.paths, now_ms=now).records, spills, now)

    def journal(self) -> Journal:
        """The journal, to write to. Nothing is created before the first line."""
        from awsprep.store.journal import Journal

        return Journal(self.paths, self.clock)

    def theme(self, stream: TextIO | None = None) -> Theme:
        """What a stream can show: its width, its encoding, whether colour is wanted."""
        from awsprep.ui.theme import Theme

        out = stream or sys.stdout
        return Theme(self._width(out), _unicode(out), self._colored(out))

    def page(self, lines: list[Line]) -> None:
        """Print lines, through a pager where a terminal is too low for them."""
        text = self.theme().paint(lines)
        if sys.stdout.isatty() and len(lines) >= self._height() and self.environ.get("PAGER") != "cat":
            from awsprep.cli.pager import page

            if page(text, self.environ):
                return
        sys.stdout.write(text)
        sys.stdout.flush()

    def say(self, text: str) -> None:
        """A message for the person, on stderr; on a terminal wrapped to its width."""
        self._print(text, sys.stderr)

    def answer(self, text: str) -> None:
        """What was asked for in a sentence, on stdout; on a terminal wrapped to its width."""
        self._print(text, sys.stdout)

    def write(self, path: str, text: str) -> None:
        """Write a file that the user has named, and say so. AwsprepError (4) where that fails."""
        try:
            with open(path, "w", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except OSError as error:
            raise AwsprepError(
                f"Cannot write {path}: {error.strerror}.", "Name a file in a folder that you may write to."
            ) from error
        self.say(f"Written: {path}")

    def own_banks(self, *, go_on: bool = False) -> list[str]:
        """The user's own question files, by AWSPREP_BANK or the settings.

        Raises AwsprepError (4) for one that does not exist and says who named it; with `go_on` it is left out.
        """
        value, origin = self.settings["banks"]
        found: list[str] = []
        for path in value if isinstance(value, tuple) else ():
            if os.path.lexists(path):
                found.append(path)
                continue
            in_file = os.sep in origin
            named = f"the setting banks ({origin})" if in_file else origin
            message = f"{path} does not exist; it is named by {named}."
            change = 'name another: awsprep config set banks PATH ("" for none)' if in_file else f"change {origin}"
            remedy = f"Put it back, or {change}"
            if not go_on:
                raise AwsprepError(message, remedy)
            self.say(f"{message} Its questions are left out. {remedy}")
        return found

    def _print(self, text: str, stream: TextIO) -> None:
        from awsprep.ui.theme import ascii_text

        shown = text if _unicode(stream) else ascii_text(text)
        if stream.isatty():
            shown = "\n".join(_wrapped(line, self._width(stream)) for line in shown.split("\n"))
        print(shown, file=stream)

    def _width(self, out: TextIO) -> int:
        from shutil import get_terminal_size

        asked = self.environ.get("COLUMNS", "")
        if asked.isdigit() and int(asked):
            return max(20, int(asked))
        return max(20, get_terminal_size().columns) if out.isatty() else 80

    def _height(self) -> int:
        from shutil import get_terminal_size

        return get_terminal_size().lines

    def _colored(self, out: TextIO) -> bool:
        if self.color and self.color != "auto":
            return self.color == "always"
        if self.environ.get("NO_COLOR"):
            return False
        if force := self.environ.get("FORCE_COLOR"):
            return force != "0"
        setting = self.setting("color")
        if setting != "auto":
            return setting == "always"
        return out.isatty() and self.environ.get("TERM") != "dumb"


def chosen(value: str | None, legal: tuple[str, ...], what: str, *, several: bool = True) -> frozenset[str]:
    """Comma-separated values of an option, each legal; `all` or nothing means no limit.

    Raises AwsprepError (exit code 2) that lists the legal values.
    """
    if value is None or not value.strip():
        return frozenset()
    words = [word.strip().lower() for word in value.split(",") if word.strip()]
    if "all" in words and several:
        return frozenset()
    for word in words:
        if word not in legal:
            from awsprep.core.text import clean, nearest

            near = nearest(word, legal)
            hint = f' Did you mean "{near}"?' if near else ""
            choices = _choices(word, (*legal, "all") if several else legal)
            raise AwsprepError(f'There is no {what} "{clean(word)}".{hint}', choices, exit_code=2)
    return frozenset(words)


def _choices(word: str, legal: tuple[str, ...]) -> str:
    """The legal values in words; of very many those that are nearest, and where all of them are."""
    if len(legal) <= _MOST_CHOICES:
        return f"Choose from: {', '.join(legal)}"
    from difflib import get_close_matches

    inside = [value for value in legal if word in value][:5]
    near = dict.fromkeys((*inside, *get_close_matches(word[:64], legal, n=5, cutoff=0.0)))
    return f"The nearest of {len(legal)}: {', '.join(list(near)[:5])}. All of them: awsprep search --json"


def _wrapped(line: str, width: int) -> str:
    """A line of a message on as many as it takes, below its own indent; paths and addresses stay whole."""
    from textwrap import fill

    indent = line[: len(line) - len(line.lstrip(" "))]
    words = line[len(indent) :]
    return fill(
        words, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _unicode(out: TextIO) -> bool:
    return (getattr(out, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")
