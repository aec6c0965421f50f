"""Both simulators on a real terminal: resizing, a burst of keys, Ctrl-C and signals, and what stays."""

from __future__ import annotations

import signal
import termios
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.real.terminal import LEAVE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator


class Simulator(NamedTuple):
    """What is typed, what its first page says, its heading, a key that answers a prediction, what is left behind."""

    arguments: tuple[str, ...]
    verdict: str
    heading: str
    answer: str
    left: str


FLOW = Simulator(
    ("sim", "vpc"), "DELIVERED", "From the internet to a web", "a", "Again  awsprep sim vpc internet-to-instance"
)
LAYERS = Simulator(("sim", "iam"), "REFUSED", "1 of 13", "d", "Refused by the permissions boundary.")


@pytest.fixture(params=[FLOW, LAYERS], ids=["flow", "layers"])
def simulator(request: pytest.FixtureRequest) -> Simulator:
    chosen: Simulator = request.param
    return chosen


@pytest.fixture
def terminal(simulator: Simulator, environ: dict[str, str]) -> Iterator[Terminal]:
    with Terminal(*simulator.arguments, environ=environ) as terminal:
        terminal.sees(simulator.verdict, "q end")
        yield terminal


def test_a_resize_redraws_cleanly(terminal: Terminal, simulator: Simulator) -> None:
    for columns, rows in ((44, 20), (120, 40), (80, 24)):
        terminal.resize(columns, rows)
        terminal.until(lambda columns=columns: "─" * columns in terminal.text)  # type: ignore[misc]
        assert terminal.text.count(simulator.heading) == 1
    terminal.resize(30, 10)
    terminal.sees("Too small: 30x10.")


def test_a_burst_of_keys_predicts_once(terminal: Terminal, simulator: Simulator) -> None:
    terminal.press("p" + simulator.answer * 40)
    terminal.until(lambda: "Right 1 of 1" in terminal.text, every=lambda: terminal.press(simulator.answer))
    assert "does nothing" not in terminal.text


def test_ctrl_c_ends_with_how_it_stood_and_the_terminal_as_it_was(
    simulator: Simulator, environ: dict[str, str]
) -> None:
    with Terminal(*simulator.arguments, environ=environ) as terminal:
        before = terminal.modes()[3]
        terminal.sees(simulator.verdict, "q end")
        assert terminal.modes()[3] != before
        terminal.press("\x03")
        assert terminal.wait() == 130
        assert terminal.modes()[3] == before
        assert isinstance(before, int)
        assert before & termios.ECHO
        assert LEAVE in terminal.raw
        assert simulator.left in terminal.text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_alternate_screen(terminal: Terminal, simulator: Simulator, number: int, code: int) -> None:
    terminal.signal(number)
    assert terminal.wait() == code
    assert LEAVE in terminal.raw
    assert simulator.left in terminal.text
