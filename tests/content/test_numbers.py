"""A figure in an answer is pinned by a claim, given by the question itself, or looked at and listed here with a reason.

A figure is a number with a unit that AWS states limits in (30 seconds, 400 KB, 15 replicas) or after words such as “up
to”. Percentages are left out: nearly all of them are sums. What is new and unaccounted for is printed ready to paste by:
    .venv/bin/python -m tests.content.test_numbers
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, assert_never

from awsprep.core.question import Choice, Cloze, Lab, Matching, Open, Ordering
from tests.content.bank import questions
from tests.content.test_claims import claims, documented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awsprep.core.question import Question

# AWS's figures of which botocore says nothing: their source is a page among the question's refs.
FROM_PAGES = {
    "containers-eks-upgrade": "7",  # days to roll a version back
    "cost-underused-savings-plan": "7",  # days to return a plan
    "dynamodb-hot-counter": "1000",  # write units a second of a partition
    "dynamodb-launch-night": "1000",  # as above
    "dynamodb-read-unit-sum": "4 7 8 2 21 24",  # KB of a read unit; the rest is the sum
    "ec2-guaranteed-capacity": "3",  # years of a Savings Plan
    "global-control-plane-failover": "60",  # minutes of Route 53 accelerated recovery
    "rds-aurora-architecture": "15",  # replicas of an Aurora cluster
    "s3-big-uploads": "5",  # GB of a single PUT
    "s3-slow-down": "3500 5500",  # writes and reads a second of a prefix
    "serverless-scaling-limits": "10000",  # requests a second of API Gateway in most Regions
    "serverless-workflow-type": "5",  # minutes of an Express workflow
}

# Figures that an author worked out or chose; AWS has no say in them.
OWN_FIGURES = {
    "cost-endpoint-break-even": "2000 900",
    "cost-how-much-to-commit": "1",
    "design-clarify-requirements": "100 10 116",
    "design-serverless-or-containers": "200",
    "messaging-backlog-recovery": "8000 2",
    "observability-budget-burn": "3",
    "observability-slow-for-some": "2 5",
    "resilience-slow-dependency": "4",
    "s3-lifecycle-rules": "30",
    "serverless-db-connections": "1000",
    "serverless-tradeoffs": "1000",
    "vpc-choose-cidr": "128",
    "vpc-usable-addresses": "11",
}

_WORDS = dict(
    re.findall(
        r"(\w+)=(\d+)",
        "one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 fourteen=14 fifteen=15 "
        "twenty=20 thirty=30 sixty=60 ninety=90 hundred=100 thousand=1000 twice=2",
    )
)
_NUMBER = rf"(?:\d[\d,.]*\d|\d|\b(?:{'|'.join(_WORDS)})\b)"
_UNIT = (
    r"(?:milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes|[KMGTP]i?B|IOPS|[GM]bps|vCPUs?"
    r"|(?:write |read )?units|requests|replicas|versions|messages|records|writes|reads|executions|environments"
    r"|addresses|tags|consumers|actions|levels|attempts|retries)"
)
_LIMIT = r"(?:at most|up to|minimum of|maximum of|limit of|limited to|default of|by default|defaults? to|quota of)"
_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})[\s-](?:more |concurrent |consecutive )?{_UNIT}(?!\w)"
    rf"|\b{_LIMIT} (?:about )?(?P<limit>\d[\d,.]*\d|\d)(?![\d%]| %)",
    re.IGNORECASE,
)


def _numbers(text: str) -> set[str]:
    found = re.findall(rf"(?<![\w.,]){_NUMBER}", text, re.IGNORECASE)
    return {_WORDS.get(number.lower(), number.replace(",", "")) for number in found}


def _asked(question: Question) -> str:
    """What the question lays down itself: what is asked, here and in the follow-ups, and the wrong options."""
    body = question.body
    given = "" if isinstance(body, Cloze | Lab) else body.ask
    wrong = [option.text for option in body.options if not option.right] if isinstance(body, Choice) else []
    return " ".join([given, *wrong, *(follow.ask for follow in question.follow_ups)])


def _said(question: Question) -> Iterator[str]:
    """The sentences that the question vouches for."""
    match question.body:
        case Choice(options=options):
            yield from (option.text for option in options if option.right)
            yield from (option.why for option in options)
        case Ordering(items=items):
            yield from items
        case Matching(pairs=pairs):
            yield from (right for _, right in pairs)
        case Cloze(parts=parts):
            yield "".join(part if isinstance(part, str) else part.accept[0] for part in parts)
        case Open() | Lab():
            pass
        case _:
            assert_never(question.body)
    yield question.answer
    yield from (point.text for point in question.key_points)
    yield from (follow.answer for follow in question.follow_ups)


@functools.cache
def _pinned() -> dict[str, set[str]]:
    """By question id: the numbers in and around the passages that its claims pin; 900 seconds are 15 minutes too."""
    pinned: dict[str, set[str]] = {}
    for claim in claims():
        text = documented(claim.service, claim.place)
        for passage in list(re.finditer(claim.matches, text))[:1]:
            numbers = _numbers(text[max(0, passage.start() - 80) : passage.end() + 80])
            amounts = {int(number) for number in numbers if number.isdigit()}
            numbers |= {str(amount // size) for amount in amounts for size in (60, 3600, 86400) if not amount % size}
            for name in claim.questions:
                pinned.setdefault(name, set()).update(numbers)
    return pinned


def _reviewed(name: str) -> set[str]:
    return {*FROM_PAGES.get(name, "").split(), *OWN_FIGURES.get(name, "").split()}


def _figures(texts: Iterable[str], settled: set[str]) -> dict[str, str]:
    """Figures other than the settled ones, each with the words around it."""
    figures = {}
    for text in texts:
        for figure in _FIGURE.finditer(text):
            (number,) = _numbers(figure["number"] or figure["limit"])
            if number not in settled:
                figures[number] = text[max(0, figure.start() - 40) : figure.end() + 40]
    return figures


def _open_figures(question: Question) -> dict[str, str]:
    """Figures that neither the question nor a claim accounts for."""
    return _figures(_said(question), _numbers(_asked(question)) | _pinned().get(question.id, set()))


def unaccounted() -> dict[str, dict[str, str]]:
    """By question id: its figures that are not listed above either, with the words around each."""
    figures = {question.id: _open_figures(question) for question in questions()}
    new = {
        name: {n: words for n, words in found.items() if n not in _reviewed(name)} for name, found in figures.items()
    }
    return {name: found for name, found in new.items() if found}


def test_every_figure_is_pinned_by_a_claim_given_by_the_question_or_reviewed() -> None:
    assert not unaccounted(), "pin them in claims.yaml; only if botocore is silent, list them at the top of this file"


def test_nothing_is_listed_as_reviewed_without_need() -> None:
    figures = {question.id: _open_figures(question).keys() for question in questions()}
    listed = FROM_PAGES.keys() | OWN_FIGURES.keys()
    idle = {name: _reviewed(name) - set(figures.get(name, ())) for name in listed}
    assert not {name: numbers for name, numbers in idle.items() if numbers}


def test_figures_are_found_in_digits_and_in_words_and_names_are_none() -> None:
    text = "Up to 14 days, fifteen minutes, 4,096 bytes, limited to 1,000; S3, IPv4, layer 7 and 30 % are none."
    assert list(_figures([text], set())) == ["14", "15", "4096", "1000"]


def test_a_figure_that_nobody_vouches_for_is_found_with_the_words_around_it() -> None:
    text = "A queue keeps a message for 13 days, by default for four days."
    assert _figures([text], {"4"}) == {"13": "A queue keeps a message for 13 days, by default for four days."}


def test_seconds_of_the_documentation_account_for_minutes_in_a_question() -> None:
    assert {"900", "15"} <= _pinned()["serverless-vs-long-running"]


if __name__ == "__main__":
    for name, found in unaccounted().items():
        print(f'"{name}": "{" ".join(found)}",  # {" | ".join(found.values())}')
