"""Envelope encryption: how many calls of KMS it takes, what they cost, and what Decrypt answers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsprep.aws.calculators.figures import dollars, price
from awsprep.aws.calculators.kms_envelope import PLAINTEXT
from awsprep.labs.case import Case, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

_FAMILY = "kms-envelope"


def _calls(rng: Random, level: str) -> Case | None:
    del level
    files, reads, mib = rng.choice((200, 500, 1000, 2000)), rng.randint(2, 5), rng.choice((1, 2, 4))
    return case_of(
        _FAMILY,
        f"A program encrypts {files:,} files of {mib} MiB, each under a data key of its own from GenerateDataKey, and "
        "later "
        f"reads each file {reads} times without keeping data keys. How many requests to KMS are that?",
        {"find": "calls", "files": files, "reads": reads},
        (
            (files, "Counts writing alone; each reading opens the data key with Decrypt."),
            (files * (2 + reads), "Adds an Encrypt for each data key; GenerateDataKey returns it encrypted as well."),
            (files * reads, "Counts reading alone."),
            (
                files * mib * 256 * (1 + reads),
                "Sends the files to KMS in pieces of 4,096 bytes; only data keys go there.",
            ),
            (1 + files * reads, "Takes one data key for all files; each has its own."),
        ),
        lambda value: f"{value:,} requests",
    )


def _cost(rng: Random, level: str) -> Case | None:
    del level
    shared, keys = rng.choice((100, 200, 500, 1000)), rng.choice((20_000, 40_000, 50_000, 100_000))
    files, reads, rate = shared * keys, rng.randint(2, 4), Fraction(rng.choice((2, 3, 5)), 100)

    def cost(calls: int) -> Fraction:
        return calls * rate / 10_000

    return case_of(
        _FAMILY,
        f"A job encrypts {files:,} small files a month and reuses each data key for {shared:,} of them. All files are "
        "read "
        f"{reads} times a month, and each data key is then opened once. KMS costs {price(rate)} for 10,000 requests. "
        "What do "
        "the requests cost a month?",
        {"find": "cost", "files": files, "shared": shared, "reads": reads, "rate": rate},
        (
            (cost(files * (1 + reads)), "Takes a data key for each file; they are shared."),
            (cost(keys), "Counts GenerateDataKey alone; opening the keys costs requests as well."),
            (cost(keys * reads), "Counts Decrypt alone."),
            (
                cost(keys * (2 + reads)),
                "Adds an Encrypt for each data key; GenerateDataKey returns it encrypted as well.",
            ),
            (cost(keys + files * reads), "Opens a data key for each file; they are shared in reading, too."),
        ),
        lambda value: dollars(Fraction(value)),
    )


_STATES = {"enabled": "enabled", "disabled": "disabled", "pending-deletion": "scheduled for deletion"}


def _outcome(rng: Random, level: str) -> Case | None:
    del level
    team, env = rng.choice(("payments", "search", "orders")), rng.choice(("prod", "test"))
    fault = rng.choice(("", "", "denied", "disabled", "pending-deletion", "context", "context"))
    sealed = f"team={team},env={env}"
    given = f"env={env},team={team}"  # the order means nothing
    if fault == "context":
        given = rng.choice((f"team={team.capitalize()},env={env}", f"team={team}", f"team={team},env=dev"))
    allowed = "kms:GenerateDataKey,kms:Encrypt" if fault == "denied" else "kms:Decrypt"
    key = fault if fault in {"disabled", "pending-deletion"} else "enabled"
    whys = {
        "": "Nothing is wrong: the order of the pairs means nothing.",
        "denied": "The caller lacks kms:Decrypt.",
        "disabled": "The key is disabled.",
        "pending-deletion": "A key that is scheduled for deletion cannot be used.",
        "context": "The encryption context is not the same; capitals and every pair count.",
    }
    return case_of(
        _FAMILY,
        f"A data key was made by GenerateDataKey with the encryption context `{sealed}`. Its encrypted copy now goes "
        "to "
        f"Decrypt with the context `{given}`. The caller's policies allow `{allowed}`; the KMS key is {_STATES[key]}. "
        "What "
        "comes back?",
        {"find": "outcome", "sealed": sealed, "given": given, "allowed": allowed, "key": key},
        (
            (PLAINTEXT, whys[fault]),
            ("InvalidCiphertextException", f"Needs another encryption context. {whys[fault]}"),
            ("AccessDeniedException", f"Needs a lack of kms:Decrypt. {whys[fault]}"),
            ("DisabledException", f"Needs a disabled key. {whys[fault]}"),
            ("KMSInvalidStateException", f"Needs a key that is scheduled for deletion. {whys[fault]}"),
        ),
        lambda value: "The data key in plaintext" if value == PLAINTEXT else str(value),
    )


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"calls": _calls, "outcome": _outcome, "cost": _cost}
