"""Envelope encryption: one GenerateDataKey for a data key, a local cipher for the data, one Decrypt to open the key.

Sources: botocore `kms GenerateDataKey`, `kms Decrypt`, `kms Encrypt` (up to 4,096 bytes; the encryption context is a
case-sensitive exact match, else InvalidCiphertextException);
docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""

from __future__ import annotations

from fractions import Fraction

from awsprep.aws.calculators.figures import dollars, figure, price
from awsprep.aws.calculators.worked import Calculator, Given, NotComputableError, Worked, ceil

FINDS = ("outcome", "calls", "cost")
STATES = ("enabled", "disabled", "pending-deletion")
PLAINTEXT = "plaintext"
_REFUSALS = {
    "denied": ("AccessDeniedException", "The caller lacks kms:Decrypt; kms:GenerateDataKey does not include it"),
    "disabled": ("DisabledException", "A disabled key does nothing until it is enabled again"),
    "pending-deletion": ("KMSInvalidStateException", "A key that waits for its deletion cannot be used"),
    "context": ("InvalidCiphertextException", "The encryption context must be the same, capitals included"),
}


def work(
    *, find: str, sealed: str, given: str, allowed: str, key: str, files: int, shared: int, reads: int, rate: Fraction
) -> Worked:
    """The `outcome` of opening a data key; or how many `calls` of KMS, and at which `cost`, files need.

    The data key was sealed with the context `sealed` (`team=a,env=prod`), Decrypt brings the context `given`, the
    caller has the actions `allowed`. Calls: `files` files, `shared` of them under one data key, all read `reads`
    times, each data key opened once a time. `rate`: dollars for 10,000 calls.
    """
    if find == "outcome":
        return _outcome(sealed, given, allowed, key)
    keys = ceil(Fraction(files, shared))
    calls = keys * (1 + reads)
    steps = (
        f"data keys: {files:,} / {shared:,} = {keys:,}",
        f"{keys:,} GenerateDataKey + {keys:,} × {reads} Decrypt = {calls:,} calls",
    )
    if find == "calls":
        return Worked(calls, f"{calls:,} calls", steps)
    cost = calls * rate / 10_000
    line = f"{calls:,} / 10,000 × {price(rate)} = {dollars(cost)}"
    return Worked(cost, dollars(cost), (*steps, line))


def _outcome(sealed: str, given: str, allowed: str, key: str) -> Worked:
    faults = []
    if "kms:Decrypt" not in allowed.split(","):
        faults.append("denied")
    if key != "enabled":
        faults.append(key)
    if context(sealed) != context(given):
        faults.append("context")
    if len(faults) > 1:
        raise NotComputableError(f"{figure(len(faults))} things are wrong; which one KMS names first is not documented")
    if not faults:
        line = "Same context (order means nothing), kms:Decrypt allowed, key enabled"
        return Worked(PLAINTEXT, "the plaintext data key", (line,))
    name, why = _REFUSALS[faults[0]]
    return Worked(name, name, (why,))


def context(text: str) -> dict[str, str]:
    """An encryption context written as `team=a,env=prod`; pairs have no order."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair]
    if any(not equals for _, equals, _ in pairs):
        raise NotComputableError(f'"{text}" is not an encryption context; write team=a,env=prod')
    return {name: value for name, _, value in pairs}


CALCULATOR = Calculator(
    (
        Given("find", "outcome", "what to work out", words=FINDS),
        Given("sealed", "team=a", "encryption context of GenerateDataKey (find=outcome)"),
        Given("given", "team=a", "encryption context of Decrypt (find=outcome)"),
        Given("allowed", "kms:Decrypt", "the caller's actions (find=outcome)"),
        Given("key", "enabled", "state of the key (find=outcome)", words=STATES),
        Given("files", 1000, "files to encrypt", 1),
        Given("shared", 1, "files under one data key", 1),
        Given("reads", 1, "times that all of them are read"),
        Given("rate", Fraction("0.03"), "dollars for 10,000 calls (find=cost)", 0, 100),
    ),
    work,
    (
        "https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html",
        "https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html",
        "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    ),
)
