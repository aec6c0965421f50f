"""Which request meets a statement's conditions: values, several keys, keys that are absent, sets of values."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from awsprep.aws.iam_conditions import Over, met
from awsprep.aws.iam_policy import Effect, Policies
from awsprep.labs.iam_cast import USERS, account, bucket, request, user
from awsprep.labs.iam_text import allow, deny, policy, printed
from awsprep.labs.iam_trial import ALLOWED, REFUSED, Claim, Trial, case_of, drawn_either

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from awsprep.aws.iam_conditions import Condition
    from awsprep.aws.iam_policy import Statement
    from awsprep.labs.case import Case
    from awsprep.labs.iam_text import When

    Values = tuple[str, ...] | None
    """What a request has for a key; None: the key is absent."""

ABSENT = "absent"


def _simple(rng: Random, level: str) -> Case | None:
    """Two keys that both have to fit; a key's values are alternatives."""
    del level
    first, second = rng.sample((_office, _tls, _team, _agent), 2)
    when: dict[str, Mapping[str, str | tuple[str, ...]]] = {}
    keys: dict[str, list[Values]] = {}
    for make in (first, second):
        operator, key, values, drawn_ = make(rng)
        when[operator] = {**when.get(operator, {}), key: values}
        keys[key] = drawn_
    store = bucket(rng)
    return _asked(
        rng, (allow("s3:GetObject", f"arn:aws:s3:::{store}/*", when=when, sid="Read"),), keys, 4, store, (ALLOWED,)
    )


def _absent(rng: Random, level: str) -> Case | None:
    """A Deny whose keys a request may not have: operators take their absence differently."""
    del level
    store, (low, inside, outside) = bucket(rng), _addresses(rng)
    mfa = rng.choice(("Bool", "BoolIfExists"))
    where = rng.choice(("NotIpAddress", "NotIpAddressIfExists", "StringNotEquals", "StringNotEqualsIfExists"))
    when: When = {mfa: {"aws:MultiFactorAuthPresent": "false"}}
    keys: dict[str, list[Values]] = {"aws:MultiFactorAuthPresent": [("true",), ("false",), None]}
    if where.startswith("NotIp"):
        when = {**when, where: {"aws:SourceIp": f"{low}/24"}}
        keys["aws:SourceIp"] = [(inside,), (outside,), None]
    else:
        home = f"vpce-{rng.randrange(16**8):08x}"
        when = {**when, where: {"aws:SourceVpce": home}}
        keys["aws:SourceVpce"] = [(home,), (f"vpce-{rng.randrange(16**8):08x}",), None]
    statements = (
        allow("s3:*", sid="Work"),
        deny("s3:DeleteObject", f"arn:aws:s3:::{store}/*", when=when, sid="Careful"),
    )
    return _asked(rng, statements, keys, 5, store, (ALLOWED, REFUSED), "s3:DeleteObject")


def _sets(rng: Random, level: str) -> Case | None:
    """Tag keys: all of them, any of them, or none at all."""
    del level
    wanted = tuple(sorted(rng.sample(("team", "stage", "owner", "cost-center"), 2)))
    odd = rng.choice(("temp", "app", "color"))
    how = rng.choice(("ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringLike"))
    when: dict[str, Mapping[str, str | tuple[str, ...]]] = {how: {"aws:TagKeys": wanted}}
    if how.startswith("ForAllValues") and rng.random() < 0.5:
        when["Null"] = {"aws:TagKeys": "false"}
    if rng.random() < 0.4:
        when["StringEquals"] = {"aws:RequestedRegion": "eu-west-1"}
    one, two = wanted
    sets: list[Values] = [(one,), (one, two), (one, odd), (odd,), (two, odd), None, (two.upper(),)]
    keys = {"aws:TagKeys": sets}
    if "StringEquals" in when:
        keys["aws:RequestedRegion"] = [("eu-west-1",), ("us-east-1",)]
    statement = allow("ec2:CreateVolume", when=when, sid="Tagged")
    return _asked(rng, (statement,), keys, 5, "", (ALLOWED, REFUSED), "ec2:CreateVolume")


def _asked(
    rng: Random,
    statements: tuple[Statement, ...],
    keys: Mapping[str, Sequence[Values]],
    count: int,
    store: str,
    either: tuple[str, ...],
    action: str = "s3:GetObject",
) -> Case | None:
    """A case of requests with these values, in all mixtures, of which one is allowed, or one refused."""
    one = policy(*statements)
    name = rng.choice(USERS)
    on = f"arn:aws:s3:::{store}/a.txt" if store else "*"
    pool = []
    number = account(rng)
    for values in product(*keys.values()):
        context = {key: each for key, each in zip(keys, values, strict=True) if each is not None}
        trial = Trial(request(user(number, name), action, on, owner=number, context=context), Policies(identity=(one,)))
        text = ", ".join(f"{key} {_shown(each)}" for key, each in zip(keys, values, strict=True))
        pool.append(Claim(text, ALLOWED, trial, _why(statements[-1], trial)))
    found = drawn_either(rng, pool, count, either)
    if found is None:
        return None
    right, claims = found
    ask = (
        f"The only policy of the user {name}:\n\n{printed(one)}\n\nEach option is the context in which `{action}`"
        f"{f' on an object of {store}' if store else ''} is asked for. In which one is it {right.says}?"
    )
    return case_of(ask, claims, right.why)


def _shown(values: Values) -> str:
    if values is None:
        return ABSENT
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _why(statement: Statement, trial: Trial) -> str:
    """What becomes of the conditions of the statement, and of the call."""
    context = trial.request.context
    unmet = [each for each in statement.conditions if not met(each, context, variables=True)]
    if not unmet:
        missing = [each for each in statement.conditions if each.key.lower() not in context]
        lax = f", also with {missing[0].key} absent" if missing else ""
        deed = "denies" if statement.effect is Effect.DENY else "allows"
        return f"All conditions are met{lax}: {statement.sid} {deed} it."
    deed = "does not deny" if statement.effect is Effect.DENY else "does not allow"
    return f"{_judged(unmet[0], trial)}: {statement.sid} {deed} it."


def _judged(condition: Condition, trial: Trial) -> str:
    """Why a condition is not met."""
    values = trial.request.context.get(condition.key.lower())
    how, key = condition.operator, condition.key
    if values is None:
        return f"Without {key} {how} is false"
    if how.name == "Null":
        return f"{key} is there, and Null wants it absent"
    if how.over is Over.ALL:
        return f"{how} wants every value of {key} to be in the list"
    if how.over is Over.ANY:
        return f"No value of {key} is in the list"
    return f"{key} {values[0]} does not meet {how}"


# --- keys: operator, key, the policy's values, what requests have --------------------------------------------------

if TYPE_CHECKING:
    Made = tuple[str, str, str | tuple[str, ...], list[Values]]


def _addresses(rng: Random) -> tuple[str, str, str]:
    """The base of a /24, an address within it and one outside: the ranges of RFC 5737."""
    home, other = rng.sample(("192.0.2", "198.51.100", "203.0.113"), 2)
    return f"{home}.0", f"{home}.{rng.randint(2, 250)}", f"{other}.{rng.randint(2, 250)}"


def _office(rng: Random) -> Made:
    low, inside, outside = _addresses(rng)
    return "IpAddress", "aws:SourceIp", f"{low}/24", [(inside,), (outside,)]


def _tls(rng: Random) -> Made:
    del rng
    return "Bool", "aws:SecureTransport", "true", [("true",), ("false",)]


def _team(rng: Random) -> Made:
    one, two, other = rng.sample(("blue", "green", "red", "data", "web"), 3)
    return "StringEquals", "aws:PrincipalTag/team", (one, two), [(one,), (two,), (other,), (two.upper(),), None]


def _agent(rng: Random) -> Made:
    start = rng.choice(("batch", "report", "backup"))
    return "StringLike", "aws:PrincipalTag/job", f"{start}-*", [(f"{start}-eu",), (start,), (f"my-{start}-1",), None]


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"simple": _simple, "absent": _absent, "sets": _sets}
