"""Cold parse and cached load of a bank of 300 and of 3,000 questions.

    python -m benchmarks.bank_parse [ROUNDS]

All are measured in one run, in turns, in CPU time of this process, and the least of the rounds is shown. The banks
are the shipped questions over and over under new ids, in twenty files. The ratio is against yaml.CSafeLoader with
the collector as it is by default; budget: at most 1.0 for nodes with positions.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from awsprep.bank.load import load, shipped_folder
from awsprep.bank.nodes import parse
from awsprep.bank.page import Page
from awsprep.bank.sheet import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILES = 20


def make(size: int, folder: Path) -> list[Path]:
    """Twenty files with `size` questions in all."""
    shipped = "".join(path.read_text(encoding="utf-8") + "\n" for path in sorted(Path(shipped_folder()).glob("*.yaml")))
    pool = re.findall(r"(?ms)^  - id: (?:(?!^  - id: |^\w).)*", shipped)
    folder.mkdir()
    paths = []
    for number in range(FILES):
        chosen = range(number * size // FILES, (number + 1) * size // FILES)
        questions = [re.sub(r"- id: (\S+)", rf"- id: \1-{n}", pool[n % len(pool)], count=1) for n in chosen]
        path = folder / f"{number:02}.yaml"
        path.write_text(f"bank: many\ntopic: own{number}\nquestions:\n" + "".join(questions), encoding="utf-8")
        os.utime(path, (0, 0))  # long ago, so that the cache may trust the file's stat
        paths.append(path)
    return paths


def each(texts: list[str], read: Callable[[str], object]) -> None:
    """Reads all texts."""
    for text in texts:
        read(text)


def edited(path: Path, folder: Path, cache: str) -> None:
    """Loads the bank after a change of one file, and makes sure that this one alone was parsed."""
    with path.open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    parsed: list[tuple[int, int]] = []
    load([str(folder)], shipped="", cache_dir=cache, progress=lambda done, total: parsed.append((done, total)))
    if parsed != [(1, 1)]:
        sys.exit(f"not one file was parsed: {parsed}")


def least(rounds: int, calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The least CPU time of each call in ms, over rounds in which each has its turn."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.process_time()
            call()
            times[name].append((time.process_time() - start) * 1000)
    return {name: min(spent) for name, spent in times.items()}


def main(rounds: int) -> None:
    """Prints the table."""
    print(f"{'questions':>9} {'what':42} {'ms':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as scratch:
        for size in (300, 3000):
            folder = Path(scratch) / str(size)
            paths = make(size, folder)
            texts = [path.read_text(encoding="utf-8") for path in paths]
            cache = str(Path(scratch) / f"cache-{size}")
            bank = load([str(folder)], shipped="", cache_dir=cache)
            if len(bank.headings) != size or bank.problems:
                sys.exit(f"the generated bank is not sound: {bank.problems[:1]}")
            calls: dict[str, Callable[[], object]] = {
                "yaml.CSafeLoader": partial(each, texts, partial(yaml.load, Loader=yaml.CSafeLoader)),
                "nodes with positions": partial(each, texts, lambda text: parse(Page("x", text))),
                "questions, all mistakes found": partial(each, texts, lambda x: decode(Page("x", x), shipped=False)),
                "load, no cache": partial(load, [str(folder)], shipped="", cache_dir=None),
                "load from the cache": partial(load, [str(folder)], shipped="", cache_dir=cache),
                f"load, one file of {FILES} edited": partial(edited, paths[0], folder, cache),
            }
            spent = least(rounds, calls)
            for name, ms in spent.items():
                print(f"{size:9} {name:42} {ms:8.1f} {ms / spent['yaml.CSafeLoader']:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
