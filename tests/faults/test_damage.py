"""A part of what `python -m tests.faults --full` does to journal files."""

from __future__ import annotations

import json
import os

import pytest

from awsprep.store.scan import Scan
from tests.faults import damage


def test_a_flipped_bit_costs_one_line_at_most_and_none_after_a_repair() -> None:
    tally = damage.flips(4_000, seed=7)
    assert tally.trials == 4_000
    assert tally.good, tally.faults


def test_a_reader_that_trusts_what_is_json_fails_that_check() -> None:
    def trusting(data: bytes) -> Scan:
        found = Scan()
        for line in data.split(b"\n"):
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict):
                found.records.append(record)
        found.offsets = [0] * len(found.records)
        return found

    assert not damage.flips(500, seed=7, scanner=trusting).good


@pytest.mark.parametrize("seed", [1, 2])
def test_damage_to_the_structure_costs_what_it_hit_and_is_reported(scratch: str, seed: int) -> None:
    tally = damage.structures(os.path.join(scratch, "damage", "home"), 40 * len(damage.KINDS), seed)
    assert len(damage.KINDS) >= 12
    assert tally.good, tally.faults


def test_no_line_is_made_up_of_one_with_several_wrong_bits() -> None:
    tally = damage.mended(3_000, seed=7)
    assert tally.good, tally.faults
