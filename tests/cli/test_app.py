from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awsprep import __version__
from awsprep.cli import app
from awsprep.cli.app import SystemClock
from awsprep.cli.commands import COMMANDS, _hoisted
from awsprep.cli.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes import Home


def test_the_version(home: Home) -> None:
    for option in ("--version", "-V"):
        assert home.run(option).out == f"awsprep {__version__}\n"


def test_the_top_help_fits_a_small_screen_and_names_every_command(home: Home) -> None:
    ended = home.run("--help")
    assert ended.code == 0
    assert len(ended.out.splitlines()) <= 24
    assert set(COMMANDS) <= set(ended.out.replace(",", " ").split())
    assert home.run("-h").out == ended.out


def test_a_command_that_is_misspelt_is_guessed(home: Home) -> None:
    ended = home.run("quizz")
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean 'quiz'?" in ended.err


def test_an_option_that_is_unknown_is_guessed(home: Home) -> None:
    ended = home.run("quiz", "--levle", "mid")
    assert ended.code == 2
    assert "--level" in ended.err


def test_bare_awsprep_is_the_home_screen(home: Home) -> None:
    ended = home.run()
    assert ended.code == 0
    assert "awsprep quiz" in ended.out
    assert not os.path.exists(home.paths.data)


@pytest.mark.parametrize(
    "arguments", [["--color", "never"], ["due", "--color", "never"], ["--color=never", "due"], ["due", "--color=never"]]
)
def test_colour_may_be_set_anywhere(home: Home, arguments: list[str]) -> None:
    assert home.run(*arguments).code == 0


def test_a_colour_setting_that_does_not_exist_lists_those_that_do(home: Home) -> None:
    ended = home.run("due", "--color", "blue")
    assert ended.code == 2
    assert "Choose from: auto, always, never" in ended.err


def test_colour_follows_the_environment(home: Home) -> None:
    assert "\x1b[" not in home.run().out
    assert "\x1b[" in home.run("--color", "always").out
    assert "\x1b[" in home.run(FORCE_COLOR="1").out
    assert "\x1b[" not in home.run(FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" not in home.run(FORCE_COLOR="0").out


def test_nothing_after_two_dashes_is_moved(home: Home) -> None:
    assert _hoisted(["show", "--", "--color", "x"]) == ["show", "--", "--color", "x"]
    assert _hoisted(["due", "--color", "never", "--json"]) == ["--color", "never", "due", "--json"]
    assert _hoisted(["due", "--color"]) == ["due", "--color"]


class TestEndings:
    @pytest.fixture
    def failing(self, home: Home, request: pytest.FixtureRequest) -> Home:
        """A home where every command fails."""

        def fail(*_: object, **__: object) -> None:
            raise getattr(request, "param", ZeroDivisionError("a bug"))

        home.monkeypatch.setattr("awsprep.cli.context.Context.bank", fail)
        return home

    def test_a_bug_leaves_a_report_and_is_70(self, failing: Home) -> None:
        ended = failing.run("due", "--json")
        assert ended.code == 70
        assert "this is a bug: ZeroDivisionError. Nothing that was shown as saved is lost." in ended.err
        (name,) = [name for name in os.listdir(failing.paths.state) if name.startswith("awsprep-bug-")]
        assert os.path.join(failing.paths.state, name) in ended.err
        with open(os.path.join(failing.paths.state, name), encoding="utf-8") as file:
            text = file.read()
        assert f"awsprep {__version__}, Python " in text
        assert "arguments: ['due', '--json']" in text
        assert "ZeroDivisionError: a bug" in text

    def test_a_report_that_cannot_be_written_there_goes_elsewhere(self, failing: Home) -> None:
        failing.folder.joinpath("state").write_text("in the way")
        ended = failing.run("due")
        assert ended.code == 70
        path = ended.err.split("The report is in ")[1].split(";")[0]
        assert os.path.exists(path)
        os.unlink(path)

    def test_with_the_debug_switch_the_traceback_is_raised(self, failing: Home) -> None:
        with pytest.raises(ZeroDivisionError):
            failing.run("due", AWSPREP_DEBUG="1")

    @pytest.mark.parametrize("failing", [KeyboardInterrupt(), EOFError()], indirect=True)
    @pytest.mark.parametrize("command", [["due"], ["quiz", "--plain"]])
    def test_ctrl_c_is_130_without_a_word(self, failing: Home, command: list[str]) -> None:
        ended = failing.run(*command)
        assert (ended.code, ended.err.strip()) == (130, "")


def test_a_reader_that_is_gone_is_no_error(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    monkeypatch.setattr("awsprep.cli.app.nowhere", lambda: sent.append(True))

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    def page(context: object, lines: object) -> None:
        sys.stdout = Gone()
        print("x")

    monkeypatch.setattr("awsprep.cli.context.Context.page", page)
    assert home.run().code == 0
    assert sent == [True]


def test_what_cannot_be_printed_is_printed_as_far_as_it_can(home: Home) -> None:
    assert home.run("show", "no-such-ünïcode→question").code == 3


def test_completion_offers_commands_levels_topics_and_questions(home: Home) -> None:
    from awsprep.cli.complete import complete_ids, complete_levels, complete_tags, complete_topics

    assert complete_levels("s") == ["senior"]
    assert complete_levels("mid,s") == ["mid,senior"]
    assert "all" in complete_levels("")
    assert complete_topics("v") == ["vpc"]
    with home.monkeypatch.context() as patch:
        for name, value in home.environ.items():
            patch.setenv(name, value)
        assert complete_ids("vpc-e") == ["vpc-endpoint"]
        assert complete_tags("") == []


class TestCtrlC:
    @pytest.fixture(autouse=True)
    def _as_before(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
        monkeypatch.setattr(app, "_leave", sys.exit)
        yield
        signal.signal(signal.SIGINT, before)

    def test_a_second_one_while_the_first_is_answered_is_no_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def stopped(_: list[str]) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(app, "run", stopped)
        with pytest.raises(SystemExit) as ended:
            app.main()
        assert ended.value.code == 130
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL

    def test_a_background_job_stays_deaf_to_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(app, "run", lambda _: 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with pytest.raises(SystemExit):
            app.main()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN

    def test_while_modules_are_imported_it_ends_without_a_word(self) -> None:
        struck = "event == 'import' and args[0] == 'awsprep.cli.door' and os.kill(os.getpid(), signal.SIGINT)"
        program = (
            "import os, runpy, signal, sys\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            f"sys.addaudithook(lambda event, args: {struck})\n"
            "runpy.run_module('awsprep', run_name='__main__', alter_sys=True)\n"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


def test_what_was_printed_and_what_others_do_at_the_end_is_not_lost() -> None:
    program = (
        "import atexit\n"
        "from awsprep.cli import app\n"
        "atexit.register(print, 'at the end')\n"
        "app.run = lambda _: print('before it') or 3\n"
        "app.main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "before it\nat the end\n", "")


class TestNoRoom:
    @pytest.mark.parametrize("arguments", [["stats"], ["bank"], ["due", "--count"], ["quiz", "--plain"], ["--help"]])
    def test_an_output_that_cannot_be_written_is_no_bug(self, home: Home, arguments: list[str]) -> None:
        full = Path("/dev/full")
        if not full.exists():
            pytest.skip("this system has no /dev/full")
        with full.open("w", encoding="utf-8") as out:
            ended = subprocess.run(
                [sys.executable, "-c", "from awsprep.cli.app import main; main()", *arguments],
                env={**home.environ},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert ended.returncode == 4
        assert ended.stderr == (
            "awsprep: The output could not be written: No space left on device.\n"
            "  Free some space, or send the output somewhere else.\n"
        )

    @pytest.mark.parametrize(("name", "code"), [(None, 4), ("a-file", 70)])
    def test_an_error_that_names_a_file_is_not_of_the_output(self, home: Home, name: str | None, code: int) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device", name)

        home.monkeypatch.setattr("awsprep.cli.context.Context.bank", fail)
        assert home.run("due").code == code


def test_what_is_said_on_a_terminal_is_wrapped_and_paths_stay_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    path = "/a/path-that-is/longer-than/the/terminal"
    context = Context({"COLUMNS": "30"}, SystemClock())
    context.say(
        f"awsprep: There is nothing in {path} to be asked about today.\n  Look somewhere else, or write questions."
    )
    lines = capsys.readouterr().err.splitlines()
    assert path in lines
    assert max(len(line) for line in lines if line != path) <= 30
    assert lines[-2:] == ["  Look somewhere else, or", "  write questions."]
