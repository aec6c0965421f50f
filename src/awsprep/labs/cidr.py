"""How large is a subnet, how small may it be, and what does a VPC hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.calculators.cidr import RESERVED
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.calculators.figures import Value

_FAMILY = "cidr"


def _addresses(value: Value) -> str:
    return f"{value:,} addresses"


def _usable(rng: Random, level: str) -> Case | None:
    prefix = rng.randint(23, 28) if level == "junior" else rng.randint(18, 24)
    size = 2 ** (32 - prefix)
    return case_of(
        _FAMILY,
        f"You create a subnet with a /{prefix} IPv4 block. How many of its addresses can you use yourself?",
        {"find": "usable", "prefix": prefix},
        (
            (size - 2, f"Takes off 2, network and broadcast; AWS reserves {RESERVED} in every subnet."),
            (size, f"Counts all of 2^(32 - {prefix}); AWS reserves {RESERVED} of them."),
            (size // 2 - RESERVED, f"Has one bit too few: that is a /{prefix + 1}."),
            (size * 2 - RESERVED, f"Has one bit too many: that is a /{prefix - 1}."),
        ),
        _addresses,
    )


def _prefix(rng: Random, level: str) -> Case | None:
    bits = rng.randint(5, 9) if level == "junior" else rng.randint(6, 11)
    hosts = 2**bits - rng.choice((2, 3, 4, 5, 6, 12))
    key = 32 - (hosts + RESERVED - 1).bit_length()

    def wrong(prefix: int) -> tuple[int, str]:
        usable = 2 ** (32 - prefix) - RESERVED
        if usable >= hosts:
            return prefix, f"Is large enough, and so is the smaller /{key}."
        if usable + RESERVED - 2 >= hosts:
            return prefix, f"Takes off 2 addresses; AWS reserves {RESERVED}, so {usable:,} are left."
        return prefix, f"Leaves only {usable:,} addresses."

    return case_of(
        _FAMILY,
        f"A subnet must have room for {hosts:,} network interfaces. Which is the smallest IPv4 block that does it?",
        {"find": "prefix", "hosts": hosts},
        [wrong(p) for p in (key + 1, key - 1, key - 2, key + 2) if p <= 28],
        lambda value: f"/{value}",
    )


def _total(rng: Random, level: str) -> Case | None:
    del level
    vpc = rng.randint(16, 22)
    prefix = vpc + rng.randint(2, 4)
    count, size = 2 ** (prefix - vpc), 2 ** (32 - prefix)
    return case_of(
        _FAMILY,
        f"A VPC with a /{vpc} IPv4 block is cut into /{prefix} subnets, with nothing left over. How many addresses can "
        "you use yourself in all of them together?",
        {"find": "total", "vpc": vpc, "prefix": prefix},
        (
            (count * size - RESERVED, f"Takes off {RESERVED} once; AWS reserves them in each of the {count} subnets."),
            (count * (size - 2), f"Takes off 2 in each subnet; AWS reserves {RESERVED}."),
            (count * size, "Counts every address of the VPC."),
            (count * (size // 2 - RESERVED), f"Has one bit too few for a /{prefix}."),
        ),
        _addresses,
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"usable": _usable, "prefix": _prefix, "total": _total}
