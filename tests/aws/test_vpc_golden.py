"""Verdicts whose outcome is known from elsewhere: AWS's pages and Batfish's tests, named in each file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awsprep.aws.vpc import simulate
from awsprep.aws.vpc_fix import fix
from awsprep.aws.vpc_verdict import Code
from awsprep.bank.files import shipped_folder
from awsprep.bank.sheet import sheet_of

GOLDEN = sorted((Path(__file__).parent.parent / "data" / "vpc").glob("*.yaml"))
SHIPPED = sorted((Path(shipped_folder()) / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", [*GOLDEN, *SHIPPED], ids=lambda path: path.stem)
def test_a_scenario_comes_out_as_its_source_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sheet = sheet_of(path.name, text.encode(), shipped=False)
    assert [str(problem) for problem in sheet.page.problems] == []
    assert sheet.scenario is not None
    assert sheet.scenario.name == path.stem
    assert sheet.scenario.title != path.stem
    assert re.search(r"\nexpect: \{verdict: (delivered\}|blocked, leg: \w+, code: \w+, at: [\w-]+\})", text)
    assert re.search(r"^# .*(https://docs\.aws\.amazon\.com/|Batfish|Test\.java)", text, re.DOTALL)


@pytest.mark.parametrize("path", [*GOLDEN, *SHIPPED], ids=lambda path: path.stem)
def test_a_fix_delivers_and_none_of_its_changes_can_be_left_out(path: Path) -> None:
    scenario = sheet_of(path.name, path.read_bytes(), shipped=False).scenario
    assert scenario is not None
    found = fix(scenario.network, scenario.flow)
    if found is None:
        assert path.stem in {"nat-from-outside", "peering-overlap", "private-source", "public-subnet-private-target"}
        return
    assert simulate(found.network, scenario.flow).delivered
    assert bool(found.changes) is not simulate(scenario.network, scenario.flow).delivered
    if found.changes:
        assert fix(scenario.network, scenario.flow, most=len(found.changes) - 1) is None


def test_there_are_enough_of_them() -> None:
    assert len(GOLDEN) >= 30
    assert len(SHIPPED) >= 12
    codes = set(re.findall(r"code: (\w+)", "".join(path.read_text(encoding="utf-8") for path in [*GOLDEN, *SHIPPED])))
    assert len(codes) >= 20
    assert codes <= set(Code)
