"""What `awsprep doctor` shows: what the journal holds, what was found, and the facts that a report needs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.day import iso, study_day
from awsprep.core.text import clean
from awsprep.store.finding import Weight
from awsprep.ui.theme import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.store.checkup import Checkup
    from awsprep.store.finding import Finding
    from awsprep.store.paths import Paths
    from awsprep.store.repair import Repaired
    from awsprep.ui.theme import Line, Theme

_STYLES = {Weight.ERROR: "bad", Weight.WARNING: "warn", Weight.NOTE: "dim"}
_ORDER = list(Weight)
_LIBRARIES = ("typer", "rich", "prompt_toolkit", "PyYAML", "fsrs", "platformdirs")


class Health(NamedTuple):
    """A check-up, all that was found in and around the journal, the facts, and what was mended before."""

    checkup: Checkup
    findings: Sequence[Finding]
    facts: Mapping[str, str]
    repaired: Repaired | None = None

    @property
    def problems(self) -> int:
        """Errors and warnings; a note is no problem."""
        return sum(each.weight is not Weight.NOTE for each in self.findings)

    @property
    def answers(self) -> int:
        """Answered cards in the journal."""
        return sum(record["type"] == "review" for record in self.checkup.records)


def facts(paths: Paths, environ: Mapping[str, str], theme: Theme) -> dict[str, str]:
    """Versions and the terminal, for a report."""
    import platform
    import sys
    from importlib.metadata import version

    from awsprep import __version__
    from awsprep.store.backup import known

    machine = os.uname()  # platform.platform() would start a process
    backups = known(paths)
    newest = f", the newest {os.path.basename(backups[-1])}" if backups else ""
    encoding = str(getattr(sys.stdout, "encoding", None) or "ascii")
    color = "colour" if theme.color else "no colour"
    terminal = f"{environ.get('TERM') or 'none'}, {theme.width} columns, {encoding}, {color}"
    return {
        "awsprep": __version__,
        "python": platform.python_version(),
        "system": f"{machine.sysname} {machine.release} {machine.machine}",
        "terminal": terminal if sys.stdout.isatty() else f"{terminal}; the output is no terminal",
        "libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        "backups": f"{len(backups)}{newest}",
    }


def health_lines(theme: Theme, paths: Paths, health: Health) -> list[Line]:
    """The page: journal, findings with the gravest first, facts, the result."""
    lines: list[Line] = [*_rows(theme, "journal", paths.journal), *_rows(theme, "", _holding(health)), []]
    for each in sorted(health.findings, key=lambda each: _ORDER.index(each.weight)):
        rows = wrap(clean(f"{each.weight}: {each.message.rstrip('.')}."), theme.measure)
        lines.append([(_STYLES[each.weight], f" {rows[0]}")])
        lines += [[("", f" {row}")] for row in rows[1:]]
        lines += [[("dim", f"   {row}")] for row in wrap(clean(each.hint), theme.measure - 2) if each.hint]
    lines += [[]] if health.findings else []
    for name, fact in health.facts.items():
        lines += _rows(theme, name, fact)
    result, style = _result(health)
    return [*lines, [], *_mended(theme, health), [(style, f" {result}")]]


def health_json(paths: Paths, health: Health) -> str:
    """The same for programs."""
    import json

    found = health.checkup
    weights = [each.weight for each in health.findings]
    value: dict[str, Any] = {
        "schema": 1,
        "ok": not health.problems,
        "errors": weights.count(Weight.ERROR),
        "warnings": weights.count(Weight.WARNING),
        "notes": weights.count(Weight.NOTE),
        "journal": {
            "path": paths.journal,
            "files": [each._asdict() for each in found.files],
            "answers": health.answers,
            "lines": len(found.records),
            "newer": found.newer,
            "future": found.future,
            "mendable": len(found.mendable),
        },
        "findings": [{**each._asdict(), "path": each.path or None} for each in health.findings],
        "facts": dict(health.facts),
    }
    if health.repaired is not None:
        before = health.repaired.backup
        value["repaired"] = {
            "lines": health.repaired.lines,
            "taken": health.repaired.taken,
            "backup": before.path if before else None,
        }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _holding(health: Health) -> str:
    """How much there is, and from when to when."""
    found = health.checkup
    if not found.files:
        errors = any(each.weight is Weight.ERROR for each in found.findings)
        return "what it holds is not known" if errors else "no answers yet"
    files = "1 file" if len(found.files) == 1 else f"{len(found.files)} files"
    answers = "1 answer" if health.answers == 1 else f"{health.answers:,} answers"
    size = sum(each.size for each in found.files)
    told = f"{answers} in {files}, {size:,} bytes"
    if found.records:
        days = [iso(study_day(record["t"], record["tz"])) for record in (found.records[0], found.records[-1])]
        devices = len({record["dev"] for record in found.records})
        told += f", {days[0]} to {days[1]}, {devices} device{'' if devices == 1 else 's'}"
    return told


def _rows(theme: Theme, name: str, text: str) -> list[Line]:
    """A name and what is to be said of it, on as many lines as it takes."""
    wide = 11 if theme.width >= 60 else 1
    lines: list[Line] = [] if wide > 1 or not name else [[("bold", f" {name}")]]
    for number, row in enumerate(wrap(clean(text), theme.measure - wide)):
        head = f" {name:{wide - 1}}" if not number and wide > 1 else " " * wide
        lines.append([("bold", head), ("", f" {row}")])
    return lines


def _mended(theme: Theme, health: Health) -> list[Line]:
    """What a repair has done, and where the backup of before is; a path stands alone, to be copied."""
    if health.repaired is None:
        return []
    count, taken = health.repaired.lines, health.repaired.taken
    done = [f"{count} line{' was' if count == 1 else 's were'} put back."] if count else []
    done += [f"{taken} line{' that waited was' if taken == 1 else 's that waited were'} taken in."] if taken else []
    lines: list[Line] = [[("", f" {each}")] for each in done or ["There was nothing to mend."]]
    if health.repaired.backup is not None:
        lines += [[("", f" {row}")] for row in wrap("The backup of before:", theme.measure)]
        lines.append([("", clean(health.repaired.backup.path))])
    return lines


def _result(health: Health) -> tuple[str, str]:
    """The last line: whether there is a problem."""
    if not health.problems:
        return "All is well.", "right"
    return "1 problem found." if health.problems == 1 else f"{health.problems} problems found.", "wrong"
