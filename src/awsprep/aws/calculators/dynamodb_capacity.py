"""DynamoDB capacity units: each item is rounded up by itself, 4 KB a read unit and 1 KB a write unit.

An eventually consistent read costs half, a transactional read or write double. Query and Scan add up what they read
before rounding; BatchGetItem rounds each item.
Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import figure
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked, ceil

READ_KB, WRITE_KB = 4, 1
FINDS = ("read", "write")
MODES = ("eventual", "strong", "transactional")
_FACTOR = {"eventual": Fraction(1, 2), "strong": Fraction(1), "transactional": Fraction(2)}


def work(*, find: str, kb: Fraction, rate: int, mode: str, items: int, call: str) -> Worked:
    """Units a second for `rate` requests a second, each of `items` items of `kb` KB.

    `mode` is the consistency of a read; of a write only `transactional` counts. `call=query` reads the items
    together, `call=item` one by one.
    """
    if find == "write" and call == "query":
        raise NotComputableError("a query does not write; use call=item")
    unit = READ_KB if find == "read" else WRITE_KB
    factor = _FACTOR[mode] if find == "read" or mode == "transactional" else Fraction(1)
    name = "RCU" if find == "read" else "WCU"
    if call == "query":
        each = ceil(items * kb / unit)
        line = f"ceil({items} × {figure(kb)} KB / {unit} KB) = {each} units a request"
    else:
        one = ceil(kb / unit)
        each = items * one
        line = f"ceil({figure(kb)} KB / {unit} KB) = {one} unit{'' if one == 1 else 's'} an item"
        if items > 1:
            line += f", × {items} items = {each}"
    exact = each * factor * rate
    units = ceil(exact)
    total = f"{each} × {figure(factor)} ({mode}) × {rate}/s = {figure(exact)}"
    if find == "write" and mode != "transactional":
        total = f"{each} × {rate}/s = {figure(exact)}"
    if exact != units:
        total += f", so {units:,}"
    return Worked(units, f"{units:,} {name}", (line, f"{total} {name}"))


CALCULATOR = Calculator(
    (
        Given("find", "read", "read or write units", words=FINDS),
        Given("kb", Fraction("6.5"), "KB of an item", 0, 400),
        Given("rate", 40, "requests a second", 1),
        Given("mode", "eventual", "eventual, strong or transactional", words=MODES),
        Given("items", 1, "items a request", 1, 10_000),
        Given("call", "item", "item: each rounded by itself; query: rounded together", words=("item", "query")),
    ),
    work,
    ("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html",),
)
