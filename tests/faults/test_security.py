"""What awsprep opens, follows, starts and calls: no network, no shell, no link that leads elsewhere."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from awsprep.store.backup import make
from awsprep.store.checkup import checkup
from awsprep.store.restore import restore
from awsprep.ui.outside import edit
from tests.fakes import Home
from tests.store.writing import NOW, Clock, cards, places, segments, write

if TYPE_CHECKING:
    from pathlib import Path

_LISTENER = """
import sys

def hear(event, arguments):
    if event.startswith("socket.") and not (event == "socket.__new__" and arguments[1] == 1):
        sys.__stderr__.write(f"NETWORK {event} {arguments}\\n")
        sys.__stderr__.flush()

sys.addaudithook(hear)
from awsprep.cli.app import main
main()
"""
OFFLINE = (
    ("quiz", "--plain", "--seed", "7", "--count", "2"),
    ("quiz", "--exam", "--plain", "--seed", "7", "--count", "2"),
    ("review", "--plain"),
    ("stats",),
    ("due",),
    ("search", "endpoint"),
    ("show", "s3-private-download"),
    ("notes",),
    ("bank",),
    ("config", "list"),
    ("paths",),
    ("doctor",),
    ("doctor", "--repair"),
    ("backup",),
    ("sim", "calc", "--list"),
    (),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path, monkeypatch, shipped=True)


def test_no_command_uses_the_network(home: Home) -> None:
    program = [sys.executable, "-c", _LISTENER]
    for arguments in OFFLINE:
        done = subprocess.run(
            [*program, *arguments], env=home.environ, input=b"a\n\na\n\n", capture_output=True, check=False, timeout=120
        )
        assert done.returncode in {0, 1, 3}, (arguments, done.stderr)
        assert b"NETWORK" not in done.stderr, (arguments, done.stderr)
    asks = "import socket\ntry:\n socket.create_connection(('127.0.0.1', 9), 0.1)\nexcept OSError: pass\n"
    heard = subprocess.run(
        [sys.executable, "-c", _LISTENER.replace("from awsprep.cli.app import main\nmain()", asks)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"NETWORK socket.connect" in heard.stderr


def test_the_tests_themselves_cannot_leave_this_machine() -> None:
    with socket.socket() as out, pytest.raises(RuntimeError, match="uses the network"):
        out.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="asks for an address"):
        socket.getaddrinfo("example.org", 80)


def test_a_data_folder_behind_a_link_works_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    os.symlink(tmp_path / "elsewhere", tmp_path / "data")
    paths = places(tmp_path)
    write(paths, "one")
    write(paths, "two", clock=Clock(NOW + 60_000))
    assert cards(paths) == ["one", "two"]
    assert os.path.islink(paths.data)
    assert (tmp_path / "elsewhere" / "journal").is_dir()
    assert [each.code for each in checkup(paths, NOW + 120_000).findings] == []


@pytest.mark.parametrize("place", ["own", "other"])
def test_a_journal_file_that_is_a_link_is_never_written_through(tmp_path: Path, place: str) -> None:
    paths = places(tmp_path)
    write(paths, "one")
    made = make(paths, NOW)
    assert made is not None
    (path,) = segments(paths)
    target = tmp_path / "target"
    target.write_bytes(b"" if place == "other" else (tmp_path / "data/journal" / os.path.basename(path)).read_bytes())
    before = target.read_bytes()
    os.unlink(path)
    os.symlink(target, path)
    write(paths, "two", clock=Clock(NOW + 60_000))
    restore(paths, made.path, NOW + 120_000)
    assert target.read_bytes() == before
    assert sorted(set(cards(paths))) == ["one", "two"]


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o277])
def test_whatever_the_umask_everything_that_is_made_is_private(home: Home, umask: int) -> None:
    commands = (
        ("quiz", "--plain", "--seed", "7", "--count", "2"),
        ("backup",),
        ("doctor",),
        ("config", "set", "count", "5"),
    )
    for arguments in commands:
        done = subprocess.run(
            [sys.executable, "-m", "awsprep", *arguments],
            env=home.environ,
            input=b"a\n\na\n\n",
            capture_output=True,
            check=False,
            timeout=120,
            umask=umask,
        )
        assert done.returncode == 0, done.stderr
    made = [each for each in home.folder.rglob("*") if "questions" not in each.parts]
    assert len(made) >= 15
    for each in made:
        mode = stat.S_IMODE(each.stat().st_mode)
        assert mode == (0o700 if each.is_dir() else 0o600), each


def test_the_editor_is_started_without_a_shell(tmp_path: Path) -> None:
    name = tmp_path / "$(touch PWNED);touch PWNED`touch PWNED`.yaml"
    name.write_text("topic: vpc\n")
    edit(str(name), 1, {"EDITOR": "true; touch PWNED", "PATH": os.environ["PATH"]})
    edit(str(name), 1, {"EDITOR": f'{sys.executable} -c \'import sys; open(sys.argv[2], "a").write("# edited")\''})
    assert name.read_text() == "topic: vpc\n# edited"
    assert not [each for each in (tmp_path, *(tmp_path.rglob("*"))) if each.name == "PWNED"]
    assert not os.path.exists("PWNED")


HOSTILE = {
    "aliases": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 121)),
    "merge keys": b"a: &a {x: 1}\n"
    + b"".join(b"%c: &%c {<<: [*%c, *%c]}\n" % (n + 1, n + 1, n, n) for n in range(97, 121)),
    "brackets": b"[" * 200_000,
    "braces": b"{a: " * 100_000,
    "a long scalar": b"ask: " + b"x" * 3_900_000,
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(300_000)),
    "many keys beside questions": b"questions: []\n" + b"".join(b"k%d: 1\n" % n for n in range(300_000)),
    "too large": b"- x\n" * 2_000_000,
    "a python object": b"!!python/object/apply:os.system ['touch PWNED']\n",
    "escapes": b'topic: "\\e]0;PWNED\\a\\e[2J"\nquestions: "\\x9b31m\\u202e"\n',
    "no text": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_question_file_ends_in_a_problem_without_much_time_or_memory(home: Home, name: str) -> None:
    path = home.folder / "hostile.yaml"
    path.write_bytes(HOSTILE[name])
    code = (
        "import resource, sys\n"
        "sys.argv = ['awsprep', 'check', sys.argv[1]]\n"
        "from awsprep.cli.app import run\n"
        "code = run(sys.argv[1:])\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "kept = used.ru_maxrss // 1024\n"  # of whoever forked us, too, which may be a large test runner
        "if sys.platform == 'linux':\n"
        "    with open('/proc/self/status') as status:\n"
        "        kept = next(int(row.split()[1]) // 1024 for row in status if row.startswith('VmHWM'))\n"
        "print(f'USED {kept} {used.ru_utime + used.ru_stime:.1f}', file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env=home.environ,
        cwd=home.folder,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    megabytes, seconds = done.stderr.rsplit(b"USED ", 1)[1].split()
    assert int(megabytes) <= 300
    assert float(seconds) <= 4  # of processor time: 2 on a machine that is twice as fast as a busy one
    assert b"hostile.yaml" in done.stdout
    assert not (home.folder / "PWNED").exists()
    assert done.stdout.decode().replace("\n", "").isprintable()
