r"""One flipped bit put right: the checksum of a line does not only find it, it says which bit it was.

CRC-32 is linear: what a flipped bit changes in the checksum depends on the bit's place alone. That is undone byte by
byte from the end of the line until it is what one bit makes. For lines of up to 11 kB two bits can never look like one
(the code's Hamming distance is 4 there); a longer line is taken only where the change leaves JSON of our own form.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

from awsprep.store.line import SEAL, decode

_TAIL = len(SEAL) + 10  # ,"crc":"37356e76"}
_LONGEST = 1 << 20


def mend(damaged: bytes) -> bytes | None:
    """The line (without line feed) that became `damaged` by one flipped bit; None where no line or several could have.

    Damage that is two pieces with a line feed between them is one line where the flipped bit made the line feed.
    """
    damaged = damaged.strip(b"\r")
    if not _TAIL < len(damaged) <= _LONGEST:
        return None
    found = {line for line in _candidates(damaged) if decode(line) is not None}
    return found.pop() if len(found) == 1 else None


def _candidates(damaged: bytes) -> list[bytes]:
    if b"\n" in damaged:
        return _joined(damaged)
    body, tail = damaged[:-_TAIL], damaged[-_TAIL:]
    true = crc32(body)
    found = [body + right for right in [b'%b%08x"}' % (SEAL, true)] if _one_bit(tail, right)]
    if tail.startswith(SEAL) and tail.endswith(b'"}'):
        try:
            stored = int(tail[len(SEAL) : -2].decode("ascii"), 16)
        except ValueError:
            return found
        found += [_flipped(damaged, place, bit) for place, bit in _places(true ^ stored, len(body))]
    return found


def _joined(damaged: bytes) -> list[bytes]:
    """The lines in which one bit made the one line feed."""
    place = damaged.index(b"\n")
    return [_flipped(damaged, place, bit) for bit in range(8)] if damaged.count(b"\n") == 1 else []


def _places(syndrome: int, length: int) -> list[tuple[int, int]]:
    """The bits (byte, bit) of a text whose flipping changes its checksum by `syndrome`."""
    table, back = _tables()
    bits = {table[1 << bit]: bit for bit in range(8)}
    found = []
    for place in range(length - 1, -1, -1):
        if syndrome in bits:
            found.append((place, bits[syndrome]))
        last = back[syndrome >> 24]
        syndrome = ((syndrome ^ table[last]) << 8) & 0xFFFFFFFF | last
    return found


@cache
def _tables() -> tuple[list[int], list[int]]:
    """What a byte at the end of a text changes in its checksum, and the byte by the first byte of that change."""
    none = crc32(b"\0")
    table = [crc32(bytes([byte])) ^ none for byte in range(256)]
    back = [0] * 256
    for byte, change in enumerate(table):
        back[change >> 24] = byte
    return table, back


def _flipped(data: bytes, place: int, bit: int) -> bytes:
    return b"%b%c%b" % (data[:place], data[place] ^ 1 << bit, data[place + 1 :])


def _one_bit(one: bytes, two: bytes) -> bool:
    """Whether two texts of one length differ in exactly one bit."""
    return sum((a ^ b).bit_count() for a, b in zip(one, two, strict=True)) == 1
