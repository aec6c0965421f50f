"""Quizzes on a real terminal that end by a signal at any moment: what the screen has shown as saved is saved."""

from __future__ import annotations

import os
import shutil
import signal
import termios
from random import Random
from statistics import quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from tests.faults.subjects import kept, places
from tests.faults.tally import Tally
from tests.real.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNALS: dict[str, Callable[[Terminal], object]] = {
    "INT": lambda quiz: quiz.signal(signal.SIGINT),
    "TERM": lambda quiz: quiz.signal(signal.SIGTERM),
    "HUP": lambda quiz: quiz.signal(signal.SIGHUP),
    "KILL": lambda quiz: quiz.signal(signal.SIGKILL),
    "QUIT": lambda quiz: quiz.signal(signal.SIGQUIT),
    "ABRT": lambda quiz: quiz.signal(signal.SIGABRT),
    "Ctrl-C": lambda quiz: quiz.press("\x03"),
    "hang-up": lambda quiz: quiz.hang_up(),
}
POLITE = {"INT": 130, "TERM": 143, "HUP": 129, "Ctrl-C": 130, "hang-up": 129}
"""Those that a program can answer: with its exit code, and the terminal as it was."""
_QUIZ = ("quiz", "--kind", "choice", "--level", "mid", "--seed", "7", "--count", "3")
_WAIT = 0.2  # seconds in which a program is expected to be out, on a machine with nothing else to do


def sessions(folder: str, count: int, seed: int, warm: str) -> Tally:
    """So many sittings, each ended by one of the signals after up to three answers; `warm` are parsed question files."""
    tally = Tally("sittings on a terminal, ended by a signal")
    rng = Random(seed)
    took = []
    for number in range(count):
        name = list(SIGNALS)[number % len(SIGNALS)]
        root = os.path.join(folder, "home")
        shutil.rmtree(root, ignore_errors=True)
        os.makedirs(os.path.join(root, "cache"))
        os.symlink(warm, os.path.join(root, "cache", "bank"))
        acknowledged, seconds, problem = _session(root, name, rng)
        lost = max(0, acknowledged - len(kept(root)))
        if os.path.isdir(places(root).state) and any("bug" in each for each in os.listdir(places(root).state)):
            problem = problem or "it took the signal for a bug"
        tally.trial(acknowledged, lost, f"{name}, sitting {number}: {problem}" if problem else "")
        if name in POLITE:
            took.append(seconds)
    if len(took) > 1:
        within = sum(each <= _WAIT for each in took) / len(took)
        tally.note = f"out in {quantiles(took, n=100)[49]:.2f} s (median), {within:.0%} within {_WAIT} s"
    return tally


def _session(root: str, name: str, rng: Random) -> tuple[int, float, str]:
    """One sitting: how many answers were shown as saved, how long the end took, and what went wrong."""
    names = ("DATA", "STATE", "CACHE", "CONFIG")
    environ = {"HOME": root, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", "TMPDIR": root}
    environ |= {each: os.environ[each] for each in ("PYTHONPATH",) if each in os.environ}
    environ |= {f"AWSPREP_{each}": os.path.join(root, each.lower()) for each in names}
    with Terminal(*_QUIZ, environ=environ) as quiz:
        before = _local(quiz)
        quiz.sees("1 of 3")
        shown = rng.randrange(3)
        for number in range(shown):
            quiz.until(lambda: "WRONG" in quiz.text or "RIGHT" in quiz.text, every=lambda: quiz.press("a"))
            quiz.answer("\r", f"{number + 2} of 3")
        if rng.random() < 0.5:
            quiz.press("a")  # the signal meets it while the answer is marked, shown, or written
            if rng.random() < 0.5:
                quiz.press("\r")
        sleep(rng.random() * 0.05)
        start = perf_counter()
        SIGNALS[name](quiz)
        try:
            code = quiz.wait()
        except AssertionError:
            return shown, 0.0, f"{name} did not end it: {quiz.text[-200:]}"
        seconds = perf_counter() - start
        if name in POLITE and code != POLITE[name]:
            return shown, seconds, f"exit code {code}"
        if name not in POLITE and code >= 0:
            return shown, seconds, f"exit code {code}"
        if "Traceback" in quiz.text:
            return shown, seconds, quiz.text
        if name in POLITE and name != "hang-up" and _local(quiz) != before:
            return shown, seconds, "the terminal is not as it was"
        return shown, seconds, ""


def _local(terminal: Terminal) -> int:
    flags = terminal.modes()[3]
    assert isinstance(flags, int)
    return flags & (termios.ECHO | termios.ICANON | termios.ISIG)
