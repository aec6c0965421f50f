"""Writes irt_curves.jsonl: what catsim (BSD-3-Clause) says of items, for tests/core/test_item.py to compare with.

Run in an environment of its own, for it brings scipy and more: pip install catsim==0.21.0; python irt_oracle.py
"""

from __future__ import annotations

import json
from pathlib import Path

from catsim import irt  # type: ignore[import-not-found]
from numpy import array  # type: ignore[import-not-found]

THETAS = (-4.0, -3.0, -1.7, -1.2, -0.35, 0.0, 0.6, 1.2, 2.45, 3.0, 4.0)
ITEMS = tuple((a, b, c) for a in (0.8, 1.1, 2.5) for b in (-1.6, -0.4, 0.0, 1.2, 3.0) for c in (0.0, 0.1, 0.25, 0.5))
PATTERNS = ([1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], [1, 0, 1, 1, 0, 0], [0, 1, 0, 0, 1, 1])
"""Right and wrong answers to the first six items of each discrimination."""


def main() -> None:
    """Write the file: chance and information of single items, the log-likelihood of patterns of answers."""
    rows: list[dict[str, object]] = []
    for a, b, c in ITEMS:
        for theta in THETAS:
            values = {"chance": float(irt.icc(theta, a, b, c)), "information": float(irt.inf(theta, a, b, c))}
            rows.append({"theta": theta, "a": a, "b": b, "c": c, **values})
    for a in (0.8, 1.1, 2.5):
        items = [item for item in ITEMS if item[0] == a][:6]
        matrix = array([[*item, 1.0] for item in items])
        for pattern in PATTERNS:
            for theta in THETAS:
                value = float(irt.log_likelihood(theta, [bool(right) for right in pattern], matrix))
                rows.append({"theta": theta, "items": items, "pattern": pattern, "log_likelihood": value})
    text = "".join(json.dumps(row) + "\n" for row in rows)
    Path(__file__).with_name("irt_curves.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
