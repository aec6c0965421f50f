"""Journal files that were damaged behind the program's back: flipped bits, and whole lines that are no longer right."""

from __future__ import annotations

import os
import shutil
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from awsprep.store import heads
from awsprep.store.checkup import checkup
from awsprep.store.damage import Look
from awsprep.store.finding import Weight
from awsprep.store.heads import Heads, Mark
from awsprep.store.journal import head_line
from awsprep.store.line import encode
from awsprep.store.mend import mend
from awsprep.store.numbers import Numbers
from awsprep.store.reading import read
from tests.faults.subjects import places
from tests.faults.tally import Tally
from tests.store.writing import NOW, answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from awsprep.core.record import Record
    from awsprep.store.paths import Paths
    from awsprep.store.scan import Scan

DEVICES = ("7f3a91c2", "0badc0de")
TEXTS = ("", "a subnet", 'say "why", not {"v":1,', "é ü 日本 \U0001f600", "\\ \n \t", "x" * 300)


def lines(rng: Random, dev: str, seg: str, count: int) -> list[bytes]:
    """The lines of a journal file, all different in what they hold."""
    made = [head_line(dev, NOW, 60, seg, rng.randbytes(10))]
    for n in range(1, count + 1):
        fields = answer(f"card-{rng.randrange(40)}", rating=rng.randrange(1, 5), ms=rng.randrange(90_000))
        fields["given"] = rng.choice([[0], [2, 1, 0], rng.choice(TEXTS)])
        fields |= rng.choice([{}, {"points": {"auto": [], "final": ["a"]}, "flags": {"auto": [], "final": []}}])
        name = f"019a9a3e-8c54-7f53-9e7f-{rng.getrandbits(48):012x}"
        record = {"v": 1, "id": name, "dev": dev, "t": NOW + n * 1000 + DEVICES.index(dev), "tz": 60, **fields}
        made.append(encode({**record, "seg": seg, "n": n}))
    return made


def flips(trials: int, seed: int, scanner: Callable[[bytes], Scan] | None = None) -> Tally:
    """One flipped bit costs at most one line, makes no wrong one, is reported, and costs nothing after a repair."""
    tally = Tally("flipped bits")
    rng = Random(seed)
    path = os.path.join(os.sep, "journal", f"202611-{DEVICES[0]}-5c047399.jsonl")
    for trial in range(trials):
        if trial % 500 == 0:
            whole = lines(rng, DEVICES[0], "5c047399", 12)
            data = b"".join(whole)
            true = {each.strip() for each in whole}
        place, bit = rng.randrange(len(data)), rng.randrange(8)
        bad = bytearray(data)
        bad[place] ^= 1 << bit
        look = Look(path, bytes(bad))
        if scanner is not None:
            look.scan = scanner(bytes(bad))
        numbers = Numbers()
        numbers.take(look.scan.records)
        there = {encode(record).strip() for record in look.scan.records}
        mendable: dict[bytes, None] = {}
        findings, rest = look.flipped(numbers, mendable)
        findings += look.lost(rest, numbers)
        lost = len(true - there)
        problem = ""
        if there - true:
            problem = "a wrong line"
        elif lost > 1:
            problem = f"{lost} lines lost to one bit"
        elif not findings:
            problem = "not reported"
        elif true - there != set(mendable):
            problem = "not mended"
        tally.trial(lost=0, fault=f"seed {seed}, byte {place}, bit {bit}: {problem}" if problem else "")
    return tally


class Damaged(NamedTuple):
    """A file after damage; at most so many lines may be lost by it."""

    data: bytes
    most: int


def _torn(rng: Random, own: list[bytes]) -> Damaged:
    data = b"".join(own)
    return Damaged(data[: -rng.randrange(1, len(own[-1]))], 1)


def _overwritten(new: Callable[[Random, int], bytes]) -> Callable[[Random, list[bytes]], Damaged]:
    def damage(rng: Random, own: list[bytes]) -> Damaged:
        data = b"".join(own)
        size = rng.randrange(1, 900)
        start = rng.randrange(len(data) - size)
        return Damaged(data[:start] + new(rng, size) + data[start + size :], data.count(b"\n", start, start + size) + 1)

    return damage


def _inserted(new: Callable[[Random], bytes]) -> Callable[[Random, list[bytes]], Damaged]:
    def damage(rng: Random, own: list[bytes]) -> Damaged:
        place = rng.randrange(1, len(own))
        return Damaged(b"".join([*own[:place], new(rng), *own[place:]]), 0)

    return damage


def _cut_out(rng: Random, own: list[bytes]) -> Damaged:
    data = b"".join(own)
    size = rng.randrange(1, 900)
    start = rng.randrange(len(data) - size)
    return Damaged(data[:start] + data[start + size :], data.count(b"\n", start, start + size) + 1)


def _deleted(rng: Random, own: list[bytes]) -> Damaged:
    place = rng.randrange(1, len(own))
    return Damaged(b"".join([*own[:place], *own[place + 1 :]]), 1)


def _twice(rng: Random, own: list[bytes]) -> Damaged:
    place = rng.randrange(len(own))
    return Damaged(b"".join([*own[:place], own[place], *own[place:]]), 0)


def _swapped(rng: Random, own: list[bytes]) -> Damaged:
    one, two = sorted(rng.sample(range(len(own)), 2))
    mixed = [*own]
    mixed[one], mixed[two] = mixed[two], mixed[one]
    return Damaged(b"".join(mixed), 0)


def _glued(rng: Random, own: list[bytes]) -> Damaged:
    place = rng.randrange(len(own) - 1)
    return Damaged(b"".join([*own[:place], own[place][:-1], *own[place + 1 :]]), 0)


def _merged(rng: Random, own: list[bytes]) -> Damaged:
    one, two = sorted(rng.sample(range(1, len(own)), 2))
    marks = b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> theirs\n"
    return Damaged(b"".join([*own[:one], marks[0], *own[one:two], marks[1], marks[2], *own[two:]]), 0)


def _bytes_of(rng: Random, size: int) -> bytes:
    return rng.randbytes(size).replace(b"\n", b"x")


def _foreign(rng: Random) -> bytes:
    return rng.choice(
        [b'{"hello": "world"}\n', b"# a remark\n", b'{"v":1,"id":"7"}\n', rng.randbytes(40).hex().encode()]
    )


KINDS: dict[str, Callable[[Random, list[bytes]], Damaged]] = {
    "torn tail": _torn,
    "NULs over bytes": _overwritten(lambda _, size: bytes(size)),
    "garbage over bytes": _overwritten(_bytes_of),
    "NULs between lines": _inserted(lambda rng: bytes(rng.randrange(1, 5000))),
    "foreign lines": _inserted(_foreign),
    "bytes cut out": _cut_out,
    "deleted line": _deleted,
    "line twice": _twice,
    "swapped lines": _swapped,
    "glued lines": _glued,
    "merge markers": _merged,
    "CR LF": lambda _, own: Damaged(b"".join(own).replace(b"\n", b"\r\n"), 0),
    "byte order mark": lambda _, own: Damaged(b"\xef\xbb\xbf" + b"".join(own), 0),
}


def structures(folder: str, trials: int, seed: int) -> Tally:
    """Damage to a file of a store of two devices: what it hit may be lost, and is reported; the rest is there."""
    tally = Tally("structural damage")
    rng = Random(seed)
    paths = places(folder)
    kinds = list(KINDS.items())
    for trial in range(trials):
        if trial % 500 == 0:
            own = _store(paths, rng)
            true = {record["id"]: record for record in read(paths, now_ms=NOW).records}
        kind, damage = kinds[trial % len(kinds)]
        damaged = damage(rng, own)
        with open(_path(paths), "wb") as file:
            file.write(damaged.data)
        problem = _problem(paths, true, damaged.most)
        tally.trial(fault=f"seed {seed}, trial {trial}, {kind}: {problem}" if problem else "")
    return tally


def _store(paths: Paths, rng: Random) -> list[bytes]:
    """A store whose marks know how long its files are; the lines of the file that is going to be damaged."""
    shutil.rmtree(os.path.dirname(paths.data), ignore_errors=True)
    os.makedirs(paths.journal, mode=0o700)
    own = lines(rng, DEVICES[0], "5c047399", 10)
    other = lines(rng, DEVICES[1], "11112222", 6)
    sizes = {}
    for path, content in ((_path(paths), own), (_path(paths, DEVICES[1], "11112222"), other)):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.writelines(content)
        sizes[os.path.basename(path)] = Mark(sum(map(len, content)), len(content) - 1)
    heads.save(paths.heads, paths.data, Heads(sizes))
    return own


def _path(paths: Paths, dev: str = DEVICES[0], seg: str = "5c047399") -> str:
    return os.path.join(paths.journal, f"202611-{dev}-{seg}.jsonl")


def _problem(paths: Paths, true: dict[str, Record], most: int) -> str:
    there = {record["id"]: record for record in read(paths, now_ms=NOW).records}
    if any(true.get(name) != record for name, record in there.items()):
        return "a wrong line"
    lost = len(true.keys() - there.keys())
    if lost > most:
        return f"{lost} lines lost, {most} were hit"
    weights = {each.weight for each in checkup(paths, NOW).findings}
    if not weights:
        return "not reported"
    if lost and Weight.ERROR not in weights:
        return f"{lost} lost, and that was not said"
    if not lost and Weight.ERROR in weights and most == 0:
        return "nothing is lost, and it is called an error"
    return ""


def mended(trials: int, seed: int) -> Tally:
    """Lines with two to forty wrong bits: a repair must leave them alone rather than make a wrong line of them."""
    tally = Tally("more than one wrong bit")
    rng = Random(seed)
    for trial in range(trials):
        if trial % 200 == 0:
            whole = lines(rng, DEVICES[0], "5c047399", 8)
        own = rng.choice(whole)[:-1]
        bad = bytearray(own)
        for place in rng.sample(range(len(bad)), rng.choice([2, 3, 4, 40])):
            bad[place] ^= 1 << rng.randrange(8)
        found = mend(bytes(bad))
        tally.trial(fault="a wrong line was made" if found is not None and found != own else "")
    return tally
