"""The program's beginning and its end: where time enters, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from typing import cast

from awsprep.cli import door
from awsprep.cli.context import Context
from awsprep.core.problem import AwsprepError


class SystemClock:
    """The real clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000  # noqa: TID251  this is where time enters

    def offset_minutes(self) -> int:
        """The local offset from UTC."""
        return time.localtime().tm_gmtoff // 60

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic()  # noqa: TID251  this is where time enters


def main() -> None:
    """Run the command line and leave with its exit code."""
    listens = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN  # which a shell's background job inherits
    if listens:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # a second one, while the first is being answered
        code = 130
    if listens:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nobody is left who could catch one
    _leave(code)


def run(arguments: list[str]) -> int:
    """Run a command line; every way it can end becomes an exit code and, if need be, a sentence on stderr."""
    _prepare_streams()
    context = Context(os.environ, SystemClock())
    try:
        code = door.answer(arguments, context)
        if code is None:
            from awsprep.cli.commands import invoke

            code = invoke(arguments, context)
        _flush()
    except AwsprepError as error:
        return _told(context, error)
    except (KeyboardInterrupt, EOFError):
        with suppress(OSError):
            print(file=sys.stderr)  # below the ^C
        return 130
    except BrokenPipeError:
        nowhere()
        return 0
    except Exception as error:
        from awsprep.ui.unwritten import UnwrittenError, is_full

        if is_full(error):
            return _told(context, UnwrittenError(cast("OSError", error)))
        if os.environ.get("AWSPREP_DEBUG"):
            raise
        from awsprep.cli.report import write_report

        context.say(f"awsprep: this is a bug: {type(error).__name__}. Nothing that was shown as saved is lost.")
        context.say(f"  The report is in {write_report(context.paths.state, arguments)}; please send it to us.")
        return 70
    return code


def _leave(code: int) -> None:
    """End the process: taking the interpreter apart would take a tenth of a second, longer than all that comes before.

    What is saved is saved already. What others have registered for the end (a measurement of coverage, say) is called.
    """
    import atexit

    atexit._run_exitfuncs()  # noqa: SLF001  what the interpreter calls
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def nowhere() -> None:
    """Send what is still to be printed nowhere: nobody reads it, and the interpreter would complain at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _flush() -> None:
    """Write what is still to be written. UnwrittenError where that fails; here it can be nothing but the output."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from awsprep.ui.unwritten import UnwrittenError

        raise UnwrittenError(error) from error


def _told(context: Context, error: AwsprepError) -> int:
    """Say an error; its exit code. What cannot be printed any more must not fail again at the interpreter's end."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere()
    context.say(f"awsprep: {error.message}" + (f"\n  {error.hint}" if error.hint else ""))
    return error.exit_code


def _prepare_streams() -> None:
    """No byte that comes in and no character that goes out makes the program fail; a closed stream is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  as long as the process
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
