"""Use an installed awsprep as a person would: `python .ci/smoke.py TREE`, with the environment's own Python.

TREE is the source tree that the wheel was built from. Nothing but the standard library is imported.
"""

import binascii
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import sysconfig
import termios
import time

AWSPREP = os.path.join(sysconfig.get_path("scripts"), "awsprep")
PATIENCE = 60.0


def run(*arguments: str, stdin: str = "", code: int = 0) -> str:
    """What a command prints; it must end with `code`."""
    done = subprocess.run(
        [AWSPREP, *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    if done.returncode != code:
        sys.exit(f"awsprep {' '.join(arguments)}: {done.returncode} instead of {code}\n{done.stdout}{done.stderr}")
    return done.stdout


def must(holds: object, otherwise: str) -> None:
    if not holds:
        sys.exit(otherwise)


def installed_questions(tree: str) -> None:
    """The questions are those of the tree, and come from the installed package."""
    folder = subprocess.run(
        [sys.executable, "-I", "-c", "from awsprep.bank.files import shipped_folder as f; print(f())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    package = os.path.realpath(sysconfig.get_path("purelib"))
    must(os.path.realpath(folder).startswith(package + os.sep), f"the questions come from {folder}, not from {package}")
    top = os.path.join(tree, "questions")
    for below, _, names in os.walk(top):
        for name in names:
            place = os.path.relpath(os.path.join(below, name), top)
            with open(os.path.join(top, place), "rb") as ours, open(os.path.join(folder, place), "rb") as theirs:
                must(ours.read() == theirs.read(), f"{place} differs from the tree's")
    print(run("check").strip())


def piped_quiz() -> None:
    """Three answers through a pipe are three whole lines in the journal, and the statistics count them."""
    text = run("quiz", "--plain", "--level", "mid", "--seed", "7", "--count", "3", stdin="a\n\n" * 3)
    must("Question 3 of 3" in text, f"the piped quiz did not reach its third question:\n{text}")
    journal = json.loads(run("paths", "--json"))["paths"]["journal"]["path"]
    must(journal.startswith(os.environ["HOME"] + os.sep), f"the journal is at {journal}, outside HOME")
    reviews = 0
    for name in os.listdir(journal):
        with open(os.path.join(journal, name), "rb") as file:
            lines = file.read().splitlines()
        for line in lines:
            body, _, crc = line.rpartition(b',"crc":')
            must(crc == b'"%08x"}' % binascii.crc32(body), f"a journal line has a wrong checksum: {line!r}")
            reviews += json.loads(line)["type"] == "review"
    must(reviews == 3, f"the journal holds {reviews} answers instead of 3")
    stats = json.loads(run("stats", "--json"))
    must(stats["reviews"] == 3, f"stats counts {stats['reviews']} answers instead of 3")
    print(f"A piped quiz: {reviews} answers saved and counted.")


def quiz_on_a_terminal() -> None:
    """`awsprep quiz --level mid` asks its first question on a terminal, and `q` ends it."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(AWSPREP, [AWSPREP, "quiz", "--level", "mid"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    end = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < end:
            if select.select([terminal], [], [], 0.3)[0]:
                seen += os.read(terminal, 65_536)
            elif b"1 of 10" in seen:
                os.write(terminal, b"q")  # until it ends: keys are dead for a moment after a screen has changed
        os.kill(child, signal.SIGKILL)
    except OSError:
        pass  # how Linux says that the other end was closed
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    screen = seen.decode(errors="replace")
    must(b"1 of 10" in seen and status == 0, f"the quiz on a terminal ended with {status} after this:\n{screen}")
    print("A quiz on a terminal: asked, and ended by q.")


def main() -> None:
    tree = sys.argv[1]
    print(run("--version").strip())
    installed_questions(tree)
    piped_quiz()
    quiz_on_a_terminal()


if __name__ == "__main__":
    main()
