"""What is checked over many questions, and where advice stops."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from awsprep.bank.checks import findings
from awsprep.bank.files import shipped_folder
from awsprep.bank.nodes import parse, to_plain
from awsprep.bank.page import Page
from awsprep.bank.stale import stale_in
from awsprep.bank.template import kinds, template
from awsprep.bank.twins import NEAR, twins
from awsprep.labs import FAMILIES
from tests.bank import (
    test_advice,
    test_mistakes_in_a_file,
    test_mistakes_in_a_question,
    test_mistakes_in_kinds,
    test_mistakes_in_points,
)
from tests.bank.reporting import said, sheet
from tests.bank.writing import EVERY_KIND, bank, choice


def long_right(name: str, right: str = "A long right one", wrong: str = "Wrong") -> str:
    return (
        f"  - id: {name}\n    kind: choice\n    level: mid\n    difficulty: easy\n    category: basics\n"
        f"    pillar: cost\n    as_of: 2026-11\n    refs: [https://docs.aws.amazon.com/{name}]\n"
        f"    ask: What about {name} and {name[::-1]}?\n    options:\n"
        f"      - {{text: {right}, right: true, why: So.}}\n      - {{text: {wrong}, why: So.}}\n"
    )


def test_nineteen_choices_are_too_few_to_speak_of_lengths() -> None:
    assert said(bank(*(long_right(f"vpc-{n}x") for n in range(19))), strict=True) == ""


def test_twenty_choices_whose_right_option_is_the_longest_are_one_problem_of_the_file() -> None:
    assert said(bank(*(long_right(f"vpc-{n}x") for n in range(20))), strict=True) == (
        "bank.yaml: warning[longest-right]: the right option is the longest in 100% of 20 choices; "
        "keep it under 30%, or length gives the answer away\n"
        "        shorten it in some of these: vpc-0x, vpc-1x, vpc-2x, vpc-3x, vpc-4x and 15 more"
    )


def test_a_tie_counts_its_share() -> None:
    ties = [long_right(f"vpc-{n}t", "Same", "Size") for n in range(12)]
    wrong = [long_right(f"vpc-{n}w", "Short", "A long wrong one") for n in range(8)]
    assert said(bank(*ties, *wrong), strict=True) == ""
    assert "in 33% of 21 choices" in said(bank(*ties, *wrong, long_right("vpc-r")), strict=True)


def test_lengths_are_measured_over_all_files() -> None:
    sheets = [sheet(bank(*(long_right(f"vpc-{file}-{n}x") for n in range(10)))) for file in "ab"]
    found = findings(sheets, strict=True)
    assert [problem.code for problem in found.problems] == ["longest-right"]


def test_ids_of_two_files_that_clash_are_found_as_in_a_bank(tmp_path: Path) -> None:
    sheets = [sheet(bank(choice("vpc-a", "One thing?"))), sheet(bank(choice("vpc-a", "Another matter?")))]
    assert [problem.code for problem in findings(sheets, strict=False).problems] == ["duplicate-id"] * 2


def test_a_good_file_has_no_advice() -> None:
    assert said(EVERY_KIND) == ""


def test_wrong_options_and_red_flags_may_name_what_is_outdated() -> None:
    text = EVERY_KIND.replace("text: Two}", "text: A customer master key, why: It is no EC2-Classic.}")
    assert said(text.replace("Swaps them", "Says that CloudWatch Events is the way")) == ""


def test_the_shipped_bank_keeps_its_promises() -> None:
    files = sorted(Path(shipped_folder()).glob("*.yaml"))
    from awsprep.bank.sheet import sheet_of

    found = findings([sheet_of(file.name, file.read_bytes(), shipped=True) for file in files], strict=True)
    assert "\n".join(str(problem) for problem in found.problems) == ""
    assert found.questions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Encrypt it with a customer master key.", ["customer master key"]),
        ("Use CMKs.", ["CMKs"]),
        ("Use the master\nkey.", ["master key"]),
        ("An OAI protects it.", ["OAI"]),
        ("It has 11 nines of availability.", ["11 nines of availability"]),
        ("S3 gives eleven 9s of availability", ["eleven 9s of availability"]),
        ("Put it behind ElastiCache for Redis.", ["ElastiCache for Redis"]),
        ("Send it through kinesis data firehose.", ["kinesis data firehose"]),
        ("EC2-Classic and ec2 classic", ["EC2-Classic"]),
        ("Launch configurations and CodeCommit.", ["Launch configurations", "CodeCommit"]),
    ],
)
def test_outdated_words_are_found_whatever_their_case(text: str, found: list[str]) -> None:
    assert [stale.found for stale in stale_in(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Launch configurations are legacy.",
        "Use a launch template instead of a launch configuration.",
        "OAC replaced origin access identities.",
        "Eleven nines of durability; availability is 99.99 %.",
        "ElastiCache for Redis OSS",
        "SOAIP and schoolmaster keys",
        "CloudWatch alarms and events",
    ],
)
def test_what_is_said_to_be_old_may_be_named(text: str) -> None:
    assert stale_in(text) == []


words = st.text("abcde", min_size=1, max_size=2)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(words, min_size=1, max_size=12).map(" ".join), max_size=12))
def test_twins_are_all_that_share_enough_with_an_earlier_one(texts: list[str]) -> None:
    def share(one: str, two: str) -> float:
        a, b = set(one.split()), set(two.split())
        return len(a & b) / len(a | b)

    expected = []
    for two, text in enumerate(texts):
        near = [one for one in range(two) if share(texts[one], text) > NEAR]
        if near:
            equal = [one for one in near if texts[one].split() == text.split()]
            expected.append(((equal or near)[0], two))
    assert [(one, two) for one, two, _ in twins(texts)] == expected


def test_twins_of_equal_words_in_another_order_are_only_near() -> None:
    assert list(twins(["a b c", "C! b a?", "A, b... C"])) == [(0, 1, 0.999), (0, 2, 1.0)]


def test_twins_of_texts_without_words_are_none() -> None:
    assert list(twins(["", "?", "a"])) == []


SCHEMA = json.loads((Path(shipped_folder()) / "schema.json").read_text(encoding="utf-8"))
BEYOND_A_SCHEMA = {
    # what is twice, or names what is not there, or another file: no schema can see it
    "duplicate-id", "duplicate-key", "duplicate-option", "duplicate-item", "duplicate-left-side", "duplicate-right-side",
    "alias-taken", "unknown-probe", "unknown-about", "unknown-family", "unknown-topic", "merge-key", "bad-blank",
    # editors parse by themselves what YAML forbids
    "alias", "anchor", "tag", "syntax", "bad-key", "several-documents", "control-character", "scenario",
}  # fmt: skip


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_completes_the_families_of_labs_and_what_they_can_ask() -> None:
    properties = SCHEMA["$defs"]["question"]["properties"]
    assert properties["lab"]["enum"] == list(FAMILIES)
    assert properties["with"]["properties"]["find"]["enum"] == sorted({f for a in FAMILIES.values() for f in a.finds})


def test_the_schema_accepts_all_that_check_accepts() -> None:
    good = [EVERY_KIND, "bank: mine\n" + EVERY_KIND, template(bank="mine", topic="vpc", month="2026-11")]
    good += [file.read_text(encoding="utf-8") for file in Path(shipped_folder()).glob("*.yaml")]
    for text in good:
        assert list(Draft202012Validator(SCHEMA).iter_errors(plain(text))) == []


CORPUS = {
    name: test.__doc__
    for module in (
        test_mistakes_in_a_file,
        test_mistakes_in_a_question,
        test_mistakes_in_kinds,
        test_mistakes_in_points,
        test_advice,
    )
    for name, test in vars(module).items()
    if name.startswith("test_")
}


@pytest.mark.parametrize("name", CORPUS)
def test_the_schema_and_check_agree_on_a_file(name: str) -> None:
    text = CORPUS[name]
    decoded = sheet(text, shipped="outside" not in name and "bank" not in text.split("\n")[2])
    errors = {problem.code for problem in decoded.page.problems if problem.severity == "error"}
    value = plain(decoded.page.text)
    accepted = Draft202012Validator(SCHEMA).is_valid(value)
    if errors - BEYOND_A_SCHEMA - {"missing-key"} or (
        "missing-key" in errors and "bank" not in str(decoded.page.problems)
    ):
        assert not accepted
    elif not errors:
        assert accepted


def plain(text: str) -> Any:
    page = Page("bank.yaml", text)
    node = parse(page)
    return None if node is None else to_plain(node)


def test_the_template_is_a_good_file_with_an_example_of_each_kind() -> None:
    text = template(bank="mine", topic="vpc", month="2026-11")
    assert said(text, shipped=False, strict=True) == ""
    assert re.findall(r"(?m)^    kind: (\w+)", text) == list(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_the_template_of_one_kind_is_good_by_itself(kind: str) -> None:
    text = template(bank="mine", topic="pods", month="2026-11", only=[kind])
    assert said(text, shipped=False, strict=True) == ""
    assert re.findall(r"(?m)^    kind: (\w+)", text) == [kind]


def test_near_duplicates_are_left_alone_unless_strict() -> None:
    text = bank(
        choice("vpc-a", "Which of these five gateways lets private subnets reach S3 at lowest cost?"),
        choice("vpc-b", "Which of these six gateways lets private subnets reach S3 at lowest cost?"),
    )
    assert said(text) == ""
    assert "near-duplicate" in said(text, strict=True)
