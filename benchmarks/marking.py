"""Marking typed answers: budget 5 ms for 150 words. Prints the time and how well it marks, never asserts.

python -m benchmarks.marking
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import yaml

from awsprep.bank.files import shipped_folder
from awsprep.bank.load import load, terms
from awsprep.core.glossary import Glossary
from awsprep.core.phrases import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awsprep.core.phrases import Found
    from awsprep.core.question import Question

DATA = Path(__file__).parent.parent / "tests" / "data" / "marking"
ROUNDS = 30
WORDS = 150


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of a call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def questions() -> dict[str, Question]:
    """The questions that the answers are to, by id."""
    bank = load([str(DATA / "questions.yaml")], shipped=shipped_folder(), cache_dir=None)
    return {name.rpartition("/")[2]: bank.read(name) for name in bank.headings}


def count(found: Sequence[Found], meant: Sequence[str]) -> tuple[int, int, int]:
    """How many are found and meant, only found, only meant."""
    shown = {each.id for each in found if each.found}
    return len(shown & set(meant)), len(shown - set(meant)), len(set(meant) - shown)


def line(counts: Sequence[int]) -> str:
    """Precision and recall."""
    right, false, missed = counts
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    return f"P {precision:.2f}  R {recall:.2f}  ({right} found, {false} wrongly, {missed} missed)"


def quality(answers: Sequence[dict[str, Any]], markers: dict[str, Prepared]) -> None:
    """A line for each set and kind of answers."""
    points: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    flags: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for answer in answers:
        marked = markers[answer["question"]].mark(answer["text"])
        for row in (f"{answer['set']} {answer['kind']}", f"{answer['set']} all"):
            for table, found, meant in ((points, marked.points, "points"), (flags, marked.flags, "flags")):
                table[row] = [sum(pair) for pair in zip(table[row], count(found, answer[meant]), strict=True)]
    for row in sorted(points):
        print(f"{row:14} key points {line(points[row]):48} red flags {line(flags[row])}")


def main() -> None:
    """Print the tables. A path may name other answers in the same form."""
    path = sys.argv[1] if len(sys.argv) > 1 else str(DATA / "answers.yaml")
    answers = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["answers"]
    shipped = shipped_folder()
    aliases = terms([f"{shipped}/terms.yaml"], shipped=shipped, cache_dir=None)
    glossary = Glossary(aliases)
    asked = questions()
    markers = {name: Prepared(question, glossary) for name, question in asked.items()}
    quality(answers, markers)
    long = dict.fromkeys(asked, "")
    for answer in answers:
        long[answer["question"]] += answer["text"] + "\n\n"
    texts = {name: " ".join(text.split(" ")[:WORDS]) for name, text in long.items() if text}
    each = len(texts)
    rows: dict[str, Callable[[], object]] = {
        f"an answer of up to {WORDS} words (budget 5 ms)": lambda: [markers[n].mark(t) for n, t in texts.items()],
        "preparing a question": lambda: [Prepared(question, glossary) for question in asked.values()],
    }
    for name, work in rows.items():
        print(f"{name:46} {milliseconds(work) / each:8.2f} ms")
    print(f"{'the glossary':46} {milliseconds(lambda: Glossary(aliases)):8.2f} ms")


if __name__ == "__main__":
    main()
