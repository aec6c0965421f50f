"""Subnet sizes: AWS keeps the first four addresses and the last one of each subnet, and allows /16 to /28.

Sources: botocore `ec2 CreateSubnet`; docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
"""

from __future__ import annotations

from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked

RESERVED = 5
LARGEST, SMALLEST = 16, 28
FINDS = ("usable", "prefix", "subnets", "total")


def work(*, find: str, prefix: int, hosts: int, vpc: int) -> Worked:
    """`usable` addresses of a /prefix, the longest `prefix` with room for `hosts`, or what a /vpc holds of them."""
    size = 2 ** (32 - prefix)
    usable = size - RESERVED
    own = f"2^(32 - {prefix}) - {RESERVED} = {size:,} - {RESERVED} = {usable:,} addresses"
    if find == "usable":
        return Worked(usable, f"{usable:,} addresses", (own,))
    if find == "prefix":
        return _prefix(hosts)
    if vpc > prefix:
        raise NotComputableError(f"a /{prefix} does not fit into a /{vpc}")
    count = 2 ** (prefix - vpc)
    parts = f"2^({prefix} - {vpc}) = {count:,} subnets"
    if find == "subnets":
        return Worked(count, f"{count:,} subnets", (parts,))
    total = count * usable
    return Worked(total, f"{total:,} addresses", (parts, own, f"{count:,} × {usable:,} = {total:,} addresses"))


def _prefix(hosts: int) -> Worked:
    needed = hosts + RESERVED
    bits = max(32 - SMALLEST, (needed - 1).bit_length())
    if bits > 32 - LARGEST:
        raise NotComputableError(f"no subnet has room for {hosts:,} addresses; the largest is a /{LARGEST}")
    prefix = 32 - bits
    steps = (f"{hosts:,} + {RESERVED} reserved = {needed:,} ≤ 2^{bits} = {2**bits:,}", f"32 - {bits} = /{prefix}")
    return Worked(prefix, f"/{prefix}", steps)


CALCULATOR = Calculator(
    (
        Given("find", "usable", "what to work out", words=FINDS),
        Given("prefix", 26, "length of the subnet's prefix", LARGEST, SMALLEST),
        Given("hosts", 100, "addresses needed (find=prefix)", 1, 65_531),
        Given("vpc", 16, "length of the VPC's prefix (find=subnets, total)", LARGEST, SMALLEST),
    ),
    work,
    ("https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",),
)
