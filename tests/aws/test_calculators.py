"""Each calculator agrees with brute force, refuses what makes no sense, and shows how it got there."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from awsprep.aws.calculators import CALCULATORS, calculator
from awsprep.aws.calculators.figures import dollars, figure, number, percent, price
from awsprep.aws.calculators.worked import Given, NotComputableError, ceil
from tests.aws.brute_force import ANSWERS, DRAWS, answer

SEEDS = 10_000


def test_there_are_the_nineteen_families_and_each_has_a_second_implementation() -> None:
    assert len(CALCULATORS) == 19
    assert list(ANSWERS) == list(DRAWS) == list(CALCULATORS)


@pytest.mark.parametrize("family", CALCULATORS)
def test_closed_form_is_brute_force(family: str) -> None:
    defaults = {given.name: given.default for given in calculator(family).givens}
    work, draw, brute = calculator(family).work, DRAWS[family], ANSWERS[family]
    seen = set()
    for seed in range(SEEDS):
        inputs = defaults | draw(Random(seed))
        worked = work(**inputs)
        assert worked.value == brute(**inputs), (seed, inputs, worked)
        seen.add(worked.value)
    assert len(seen) > 3


@pytest.mark.parametrize("family", CALCULATORS)
def test_defaults_give_a_result_with_the_lines_that_lead_to_it_and_official_sources(family: str) -> None:
    found = calculator(family)
    worked = found.calculate({})
    assert worked.value == answer(family, {})
    assert worked.text
    assert worked.steps
    assert all(step.strip() == step and step for step in worked.steps)
    assert all(".amazon.com/" in source for source in found.sources)
    assert all(given.default in given.words for given in found.givens if given.words)


@pytest.mark.parametrize("family", CALCULATORS)
def test_inputs_as_text_give_the_same_as_values(family: str) -> None:
    found = calculator(family)
    for seed in range(40):
        inputs = DRAWS[family](Random(seed))
        texts = {name: value if isinstance(value, str) else _decimal(value) for name, value in inputs.items()}
        assert found.calculate(texts).value == answer(family, inputs)


def _decimal(value: int | Fraction) -> str:
    return figure(value, 9).replace(",", "")


@pytest.mark.parametrize(
    ("family", "texts", "text", "last"),
    [
        ("cidr", {"prefix": "28"}, "11 addresses", "2^(32 - 28) - 5 = 16 - 5 = 11 addresses"),
        ("cidr", {"find": "prefix", "hosts": "60"}, "/25", "32 - 7 = /25"),
        ("dynamodb-capacity", {}, "40 RCU", "2 × 0.5 (eventual) × 40/s = 40 RCU"),
        ("dynamodb-capacity", {"rate": "3", "kb": "4"}, "2 RCU", "1 × 0.5 (eventual) × 3/s = 1.5, so 2 RCU"),
        ("lambda-concurrency", {"rate": "20", "ms": "60,000"}, "1,200", "20/s × 60 s = 1,200"),
        ("availability", {"find": "downtime", "parts": "99.9"}, "43.2 minutes", "0.1 % of 43,200 min = 43.2 min"),
        ("availability", {"parts": "99.9"}, "99.9 %", "99.9 %"),
        ("target-tracking", {"most": "8"}, "8 instances", "the group allows 1 to 8: 8"),
        ("s3-break-even", {}, "1,050 GB", "($23.00 - $12.50) / $0.01 = 1,050 GB"),
        ("sqs-consumers", {"find": "instances", "ms": "100"}, "15 instances", "ceil(1,500 / 100) = 15 instances"),
        ("dlq-timeline", {"find": "kept"}, "72 hours", "96 h - 24 h in the source queue = 72 h"),
        ("ebs-throughput", {"find": "gp2", "gib": "20"}, "100 IOPS", "3 × 20 GiB = 60; at least 100"),
        ("ecs-deployment", {}, "3 tasks", "5 × 50 % = 2.5, up: 3"),
        ("data-transfer", {"path": ""}, "$0.00", "1,000 GB × ($0.00) = $0.00"),
    ],
)
def test_the_last_line_shows_the_substitution(family: str, texts: dict[str, str], text: str, last: str) -> None:
    worked = calculator(family).calculate(texts)
    assert (worked.text, worked.steps[-1]) == (text, last)


def test_the_worked_example_of_the_sqs_page_holds() -> None:
    # “1500 messages, 10 instances, 0.1 s a message, 10 s of latency: 100 acceptable, so 5 more”
    texts = {"find": "instances", "backlog": "1500", "ms": "100", "latency": "10"}
    assert calculator("sqs-consumers").calculate(texts).value == 10 + 5


@pytest.mark.parametrize(
    ("m", "data", "states"),
    [  # both tables of alarms-and-missing-data.html; None where an alarm goes off before its time, which is not modelled
        (3, "o-x-x", ("OK", "OK", "OK", "OK")),
        (3, "o----", (None, None, "OK", "OK")),
        (3, "-----", ("INSUFFICIENT_DATA", "state kept", "ALARM", "OK")),
        (3, "oxx-x", ("ALARM", "ALARM", "ALARM", "ALARM")),
        (3, "--x--", (None, None, "ALARM", "OK")),
        (2, "o-x-x", ("ALARM", "ALARM", "ALARM", "ALARM")),
        (2, "ooxox", ("ALARM", "ALARM", "ALARM", "ALARM")),
        (2, "o-x--", (None, None, "ALARM", "OK")),
        (2, "----o", (None, None, "ALARM", "OK")),
        (2, "---x-", (None, None, "ALARM", "OK")),
    ],
)
def test_missing_datapoints_are_treated_as_in_the_tables_of_cloudwatchs_page(
    m: int, data: str, states: tuple[str | None, ...]
) -> None:
    for policy, state in zip(("missing", "ignore", "breaching", "notBreaching"), states, strict=True):
        texts = {"data": data, "policy": policy, "m": str(m), "n": "3"}
        if state is None:
            with pytest.raises(NotComputableError, match="not modelled"):
                calculator("cloudwatch-alarm").calculate(texts)
        else:
            assert calculator("cloudwatch-alarm").calculate(texts).value == state


REFUSED = [
    ("cidr", {"prefix": "29"}, "prefix 29 is not in 16 to 28"),
    ("cidr", {"prefix": "x"}, 'prefix "x" is not a whole number'),
    ("cidr", {"prefix": "24.5"}, 'prefix "24.5" is not a whole number'),
    ("cidr", {"find": "size"}, 'find "size" is not one of usable, prefix, subnets, total'),
    ("cidr", {"bits": "3"}, 'there is no input "bits" (there are find, hosts, prefix, vpc)'),
    ("cidr", {"find": "total", "vpc": "26", "prefix": "24"}, "a /24 does not fit into a /26"),
    ("route-choice", {"routes": "10.0.0.0/16"}, '"10.0.0.0/16" is not a route'),
    ("route-choice", {"routes": "10.0.0.0/33=local"}, '"10.0.0.0/33=local" is not a route'),
    ("route-choice", {"routes": "10.0.0.1/16=local"}, "10.0.0.1/16 has bits set behind its prefix"),
    ("route-choice", {"to": "10.0.0"}, '"10.0.0" is not an IPv4 address'),
    ("route-choice", {"to": "10.0.0.256"}, '"10.0.0.256" is not an IPv4 address'),
    ("route-choice", {"routes": "0.0.0.0/0=a 0.0.0.0/0=b"}, "two routes to 0.0.0.0/0 cannot stand in one table"),
    ("dynamodb-capacity", {"kb": "big"}, 'kb "big" is not a number'),
    ("dynamodb-capacity", {"find": "write", "call": "query"}, "a query does not write"),
    ("lambda-concurrency", {"find": "reservable", "reserved": "950"}, "950 of 1,000 cannot be reserved"),
    ("availability", {"parts": ""}, "there are no parts"),
    ("availability", {"parts": "101"}, '"101" is not a part'),
    ("availability", {"parts": "1.2.3"}, '"1.2.3" is not a part'),
    ("availability", {"parts": "half"}, '"half" is not a part'),
    ("availability", {"parts": "3of2*99"}, "3 of 2 cannot work"),
    ("s3-break-even", {"kb": "8"}, "IA costs more even if nothing is read"),
    ("s3-break-even", {"retrieval": "0"}, "without a price of retrieval"),
    ("sqs-consumers", {"find": "drain", "workers": "20"}, "it never drains"),
    ("dlq-timeline", {"find": "done", "attempt": "4"}, "attempt 4 never comes"),
    ("dlq-timeline", {"find": "done", "takes": "31"}, "31 s are over the timeout of 30 s"),
    ("dr-strategy", {"plans": "pilot=1/2"}, '"pilot=1/2" is not a strategy'),
    ("dr-strategy", {"plans": "a=1/2/3 b=1/1/3"}, "two strategies cost the same"),
    ("kms-envelope", {"sealed": "team"}, '"team" is not an encryption context'),
    ("kms-envelope", {"given": "team=b", "key": "disabled"}, "2 things are wrong"),
    ("target-tracking", {"least": "5", "most": "4"}, "the least size 5 is over the largest 4"),
    ("target-tracking", {"metric": "40"}, "scaling in is gradual"),
    ("ecs-deployment", {"find": "setting", "settings": "half"}, '"half" is not a setting'),
    ("cloudwatch-alarm", {"data": "12"}, '"12" is not a row of datapoints'),
    ("cloudwatch-alarm", {"m": "4"}, "4 out of 3 is not possible"),
    ("cloudwatch-alarm", {"find": "period", "data": "x-x"}, "only the state is worked out"),
    ("weighted-routing", {"records": "a=256"}, '"a=256" is not a record'),
    ("weighted-routing", {"records": "a"}, '"a" is not a record'),
    ("weighted-routing", {"of": "red"}, 'there is no record "red" (there are blue, green)'),
    ("data-transfer", {"path": "moon"}, '"moon" is not a hop'),
]


@pytest.mark.parametrize(("family", "texts", "message"), REFUSED)
def test_what_makes_no_sense_is_refused_with_a_reason(family: str, texts: dict[str, str], message: str) -> None:
    with pytest.raises(NotComputableError) as caught:
        calculator(family).calculate(texts)
    assert message in str(caught.value)


def test_more_hosts_than_the_largest_subnet_has_are_refused() -> None:
    with pytest.raises(NotComputableError, match="the largest is a /16"):
        calculator("cidr").work(find="prefix", prefix=24, hosts=65_532, vpc=16)


def test_an_unknown_family_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        calculator("os")


def test_figures_are_exact_grouped_and_without_idle_zeros() -> None:
    assert [figure(v) for v in (0, 1234, Fraction(5, 2), Fraction(-1, 3))] == ["0", "1,234", "2.5", "-0.3333"]
    assert figure(Fraction(5, 2), 0) == "2"
    assert [dollars(v) for v in (0, Fraction("1234.5"), Fraction(-1, 100))] == ["$0.00", "$1,234.50", "-$0.01"]
    assert [price(Fraction(v)) for v in ("0.0125", "0.1", "2")] == ["$0.0125", "$0.10", "$2.00"]
    assert percent(Fraction(9995, 10_000)) == "99.95 %"
    assert [number(text) for text in ("1,234.5", "-1", "1e3", "", "٣")] == [Fraction("1234.5"), None, None, None, None]


def test_rounding_up_is_exact() -> None:
    assert [ceil(v) for v in (2, Fraction(21, 10), Fraction(-1, 2))] == [2, 3, 0]


def test_an_input_without_listed_words_takes_any_text() -> None:
    assert Given("path", "", "hops").read("anything") == "anything"
