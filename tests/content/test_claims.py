"""What the bank says of AWS stands in AWS's own API documentation, which botocore bundles; claims.yaml says where.

botocore is pinned, so an untouched clone stays green. Raising the pin shows what AWS changed: mend the questions first,
then the claim.
"""

from __future__ import annotations

import dataclasses
import functools
import html
import re
from typing import Any

import pytest
import yaml
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

from tests.content.bank import bank, data


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or value that AWS documents; claims.yaml explains the fields."""

    id: str
    service: str
    place: str
    matches: str
    questions: list[str]


@functools.cache
def claims() -> tuple[Claim, ...]:
    """All claims, in file order; an unknown or missing field is a TypeError."""
    return tuple(Claim(**row) for row in yaml.safe_load(data("claims.yaml")))


@functools.cache
def _model(service: str) -> dict[str, Any]:
    # Only what botocore ships: models of one's own in ~/.aws/models are no source.
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    try:
        model: dict[str, Any] = loader.load_service_model(service, "service-2")
    except (UnknownServiceError, DataNotFoundError):
        raise LookupError(f"botocore has no service {service}") from None
    return model


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def documented(service: str, place: str) -> str:
    """The plain text at a place of botocore's documentation; LookupError if there is no such service or place."""
    model = _model(service)
    if place == "SERVICE":
        return _plain(model.get("documentation", ""))
    kind, _, name = place.rpartition(" ")
    shape, _, member = name.partition(".")
    nodes = {**model["shapes"], **({} if kind or member else model["operations"])}
    node = nodes.get(shape, {})
    if member:
        node = node.get("members", {}).get(member, {})
    if kind == "enum" and "enum" in node:
        return " ".join(node["enum"])
    if kind == "range" and node.keys() & {"min", "max"}:
        return " ".join(f"{bound}={node[bound]}" for bound in ("min", "max") if bound in node)
    if not kind and "documentation" in node:
        return _plain(node["documentation"])
    raise LookupError(f"botocore's {service} has nothing at {place}")


def trouble(claim: Claim) -> str:
    """Why a claim does not hold, or an empty string: the claim, its place and what stands there now."""
    try:
        text = documented(claim.service, claim.place)
    except LookupError as error:
        return f"{claim.id}: {error}"
    if re.search(claim.matches, text):
        return ""
    return f"{claim.id}: {claim.service} {claim.place} no longer says /{claim.matches}/; it says: {text}"


def test_every_claim_stands_in_the_documentation_that_botocore_bundles() -> None:
    failed = [trouble(claim) for claim in claims() if trouble(claim)]
    assert not failed, "\n\n".join(["mend the questions that rely on it, then the claim:", *failed])


@pytest.mark.parametrize(
    ("service", "place", "matches", "complaint"),
    [
        ("sqs", "CreateQueue", "retains a message for a year", "sqs CreateQueue no longer says /retains a message"),
        ("sqs", "CreateQueueRequest.Attributes", "14 weeks", "it says: A map of attributes"),
        ("sqs", "CreateQueueRequest.Colour", "14 days", "botocore's sqs has nothing at CreateQueueRequest.Colour"),
        ("sqs", "PaintQueue", "14 days", "botocore's sqs has nothing at PaintQueue"),
        ("sqs", "enum CreateQueueRequest", "14 days", "botocore's sqs has nothing at enum CreateQueueRequest"),
        ("kms", "enum KeySpec", "RSA_1024", "kms enum KeySpec no longer says /RSA_1024/; it says: RSA_2048"),
        ("kms", "range RotationPeriodInDaysType", "max=365$", "it says: min=90 max=2560"),
        ("carrier-pigeon", "SERVICE", "pigeon", "botocore has no service carrier-pigeon"),
    ],
)
def test_a_wrong_claim_is_found_and_the_complaint_says_where(
    service: str, place: str, matches: str, complaint: str
) -> None:
    assert complaint in trouble(Claim("wrong", service, place, matches, []))


def test_markup_is_stripped_from_the_documentation() -> None:
    text = documented("sqs", "CreateQueueRequest.Attributes")
    assert "1,209,600 seconds (14 days)" in text
    assert not re.search(r"</?\w+>|&\w+;|\s\s", text)


def test_no_claim_is_so_loose_that_it_holds_anywhere() -> None:
    loose = [claim.id for claim in claims() if re.search(claim.matches, "") or len(claim.matches) < 6]
    assert not loose


def test_the_ids_of_claims_are_unique_slugs() -> None:
    ids = [claim.id for claim in claims()]
    assert not [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)]
    assert len(ids) == len(set(ids))


def test_every_question_that_relies_on_a_claim_is_in_the_bank() -> None:
    known = bank().headings.keys() | bank().aliases().keys()
    lost = [f"{claim.id}: {name}" for claim in claims() for name in claim.questions if name not in known]
    assert not lost


def test_a_claim_names_each_question_once() -> None:
    assert not [claim.id for claim in claims() if len(claim.questions) != len(set(claim.questions))]


def test_there_are_at_least_two_hundred_claims_and_most_of_them_support_a_question() -> None:
    assert len(claims()) >= 200
    assert sum(bool(claim.questions) for claim in claims()) >= 150
