"""The schema of scenario files, which editors read, and the reader agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from awsprep.bank.files import shipped_folder
from awsprep.bank.nodes import parse, to_plain
from awsprep.bank.page import Page
from awsprep.bank.scenario_dump import plain
from tests.bank import test_scenario
from tests.bank.reporting import sheet
from tests.bank.test_scenario import GOOD, SMALL
from tests.bank.test_scenario_dump import FILES, files

SCHEMA = json.loads((Path(shipped_folder()) / "scenario.schema.json").read_text(encoding="utf-8"))
BEYOND_A_SCHEMA = {
    # what names nothing, is there twice, lies elsewhere, or comes out otherwise
    "unknown-name", "duplicate-name", "duplicate-address", "bad-place", "nat-loop", "bad-flow", "not-as-expected",
    # what only arithmetic can tell
    "bad-cidr", "bad-ports", "bad-target", "bad-peering", "bad-address",
}  # fmt: skip


def values(text: str) -> Any:
    root = parse(Page("scenario.yaml", text))
    assert root is not None
    return to_plain(root)


def complaints(text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(values(text))]


def test_the_schema_is_a_schema_and_the_bank_s_own_points_to_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    bank = json.loads((Path(shipped_folder()) / "schema.json").read_text(encoding="utf-8"))
    assert "scenario.schema.json" in bank["properties"]["scenario"]["description"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_accepts_every_scenario_that_we_have(file: Path) -> None:
    assert complaints(file.read_text(encoding="utf-8")) == []


def test_it_accepts_all_that_a_file_can_hold() -> None:
    assert complaints(GOOD) == []
    assert complaints(SMALL + "expect: {verdict: delivered, leg: null, code: null, at: null}\nacls: null\n") == []


def _corpus() -> list[str]:
    """The files with mistakes that the reader is tried with."""
    mistakes: Any = test_scenario.test_a_mistake_is_said_where_it_is
    rules: Any = test_scenario.test_a_mistake_in_an_acl_is_said_where_it_is
    expected: Any = test_scenario.test_what_a_file_expects_is_checked
    return [
        *(SMALL.replace(old, new, 1) for old, new, _ in mistakes.pytestmark[0].args[1]),
        *(SMALL.replace("vpcs:", f"acls: {{{acl}}}\nvpcs:", 1) for acl, _ in rules.pytestmark[0].args[1]),
        *(f"{SMALL}expect: {expect}\n" for expect, _ in expected.pytestmark[0].args[1]),
    ]


CORPUS = _corpus()


def test_the_corpus_is_large_and_mostly_wrong() -> None:
    assert len(CORPUS) > 70
    assert sum(bool(complaints(text)) for text in CORPUS) > 35


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_the_schema_and_the_reader_agree(number: int) -> None:
    text = CORPUS[number]
    found = complaints(text)
    codes = {problem.code for problem in sheet(text).page.problems if problem.severity == "error"}
    if found:
        assert codes, f"the schema alone complains: {found}"
    else:
        assert codes <= BEYOND_A_SCHEMA, f"the reader alone complains of {codes}:\n{text}"


@settings(max_examples=60, deadline=None)
@given(files())
def test_it_accepts_what_is_written(drawn: dict[str, Any]) -> None:
    validator = Draft202012Validator(SCHEMA)
    assert list(validator.iter_errors(drawn)) == []
    found = sheet(json.dumps(drawn, ensure_ascii=True)).scenario if str(drawn["title"]).isascii() else None
    if found is not None:
        assert list(validator.iter_errors(plain(found))) == []
