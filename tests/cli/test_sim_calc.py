"""`awsprep sim calc` as a person or a program calls it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
import typer.main

from awsprep.aws.calculators import CALCULATORS, calculator
from awsprep.cli import sim_calc
from awsprep.cli.context import Context
from awsprep.core.problem import AwsprepError


class Clock:
    def now_ms(self) -> int:
        return 0

    def offset_minutes(self) -> int:
        return 0

    def monotonic(self) -> float:
        return 0.0


def call(*arguments: str, columns: int = 80) -> int:
    """The exit code of the command by itself, without the group that it is part of."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(sim_calc.command)
    context = Context({"HOME": ".", "COLUMNS": str(columns), "TERM": "dumb"}, Clock())
    code: Any = typer.main.get_command(app).main(list(arguments), standalone_mode=False, obj=context)
    assert isinstance(code, int)
    return code


def refused(*arguments: str) -> AwsprepError:
    with pytest.raises(AwsprepError) as caught:
        call(*arguments)
    assert caught.value.exit_code == 2
    return caught.value


def test_the_substitution_lines_and_the_result_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("cidr", "find=prefix", "hosts=100") == 0
    assert capsys.readouterr().out == " 100 + 5 reserved = 105 ≤ 2^7 = 128\n 32 - 7 = /25\n\n /25\n"


def test_json_has_inputs_value_steps_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("dynamodb-capacity", "kb=6.5", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"] == {"find": "read", "kb": 6.5, "rate": 40, "mode": "eventual", "items": 1, "call": "item"}
    assert (told["schema"], told["family"], told["value"], told["text"]) == (1, "dynamodb-capacity", 40, "40 RCU")
    assert told["steps"][-1] == "2 × 0.5 (eventual) × 40/s = 40 RCU"
    assert told["sources"] == list(calculator("dynamodb-capacity").sources)


def test_whole_values_are_whole_in_json_and_words_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    call("data-transfer", "--json")
    assert json.loads(capsys.readouterr().out)["value"] == 155
    call("weighted-routing", "--json")
    assert json.loads(capsys.readouterr().out)["value"] == 0.7
    call("cloudwatch-alarm", "--json")
    assert json.loads(capsys.readouterr().out)["value"] == "ALARM"


def test_the_families_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--list") == 0
    out = capsys.readouterr().out
    assert all(f"\n {family} " in f"\n{out}" for family in CALCULATORS)
    assert call("--list", "--json") == 0
    assert [row["family"] for row in json.loads(capsys.readouterr().out)["families"]] == list(CALCULATORS)
    assert sim_calc._families() == list(CALCULATORS)


@pytest.mark.parametrize("family", CALCULATORS)
def test_the_inputs_of_every_family_are_listed_within_the_width(
    family: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(family, "--list", columns=60) == 0
    lines = capsys.readouterr().out.splitlines()
    told = "\n".join(line for line in lines if "https://" not in line)
    assert all(f" {given.name}=" in told for given in calculator(family).givens)
    assert all(len(line) <= 60 for line in told.splitlines() if "=" not in line)
    assert all(f" {source}" in lines for source in calculator(family).sources)


def test_inputs_are_listed_as_they_are_typed(capsys: pytest.CaptureFixture[str]) -> None:
    call("availability", "--list")
    out = capsys.readouterr().out
    assert " find=percent         availability, or downtime in 30 days (percent, downtime)\n" in out
    assert " parts='99.99 99.95'" in out
    call("lambda-concurrency", "--list")
    assert " limit=1000 " in capsys.readouterr().out


def test_inputs_as_json_have_ranges_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    call("cidr", "--list", "--json")
    told = json.loads(capsys.readouterr().out)
    by_name = {row["name"]: row for row in told["inputs"]}
    assert by_name["prefix"]["range"] == [16, 28]
    assert (by_name["find"]["range"], by_name["find"]["words"][0]) == (None, "usable")


def test_nothing_to_work_out_is_asked_about() -> None:
    error = refused()
    assert (error.message, error.hint) == ("Which sum?", "List them: awsprep sim calc --list")


def test_an_unknown_family_is_guessed_at() -> None:
    assert refused("cdir").hint == 'Did you mean "cidr"?'
    error = refused("\x1b[31mzzzzzzzz")
    assert "\x1b" not in error.message
    assert error.hint == "List them: awsprep sim calc --list"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("prefix",), '"prefix" is not an input.'),
        (("=26",), '"=26" is not an input.'),
        (("prefix=26", "prefix=27"), "prefix is given twice."),
        (("prefix=30",), "cidr: prefix 30 is not in 16 to 28."),
        (("bits=3",), 'cidr: there is no input "bits" (there are find, hosts, prefix, vpc).'),
    ],
)
def test_wrong_inputs_are_refused_with_a_remedy(arguments: tuple[str, ...], message: str) -> None:
    error = refused("cidr", *arguments)
    assert error.message == message
    assert error.hint
