"""What comes of one request: which statement, or which layer, decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.aws.iam import Says
from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import ROLES, USERS, account, bucket, request, role, session, thing, user
from awsprep.labs.iam_reason import NAMES, reason, reasons, sentence
from awsprep.labs.iam_text import allow, deny, policy, printed, shown
from awsprep.labs.iam_trial import ALLOWED, Claim, Trial, case_of, only

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.iam_policy import Policy
    from awsprep.labs.case import Case
    from awsprep.labs.iam_cast import Thing

_PLACES = ("inbox", "public", "raw", "daily")
_SECRET = ("payroll", "legal", "keys", "drafts")


def _statement(rng: Random, level: str) -> Case | None:
    del level
    store, who = bucket(rng), rng.choice(USERS)
    open_, shut = rng.choice(_PLACES), rng.choice(_SECRET)
    number = account(rng)
    statements = [
        allow("s3:GetObject", f"arn:aws:s3:::{store}/*", sid="ReadAll"),
        allow(("s3:PutObject", "s3:DeleteObject"), f"arn:aws:s3:::{store}/{open_}/*", sid="Change"),
        deny("s3:*", f"arn:aws:s3:::{store}/{shut}/*", sid="Closed"),
    ]
    rng.shuffle(statements)
    action = rng.choice(("s3:GetObject", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:PutObjectTagging"))
    path = rng.choice((open_, open_, shut, "misc"))
    trial = Trial(
        request(user(number, who), action, f"arn:aws:s3:::{store}/{path}/{rng.randint(1, 40)}.csv"),
        Policies(identity=(policy(*statements),)),
    )
    why = reason(trial)
    claims = [
        Claim("Allowed: ReadAll allows it", "sid:ReadAll", trial, _allows_not("ReadAll", trial)),
        Claim("Allowed: Change allows it", "sid:Change", trial, _allows_not("Change", trial)),
        Claim("Refused: Closed denies it", "sid:Closed", trial, f"Closed speaks of {shut}/ alone. {why}"),
        Claim("Refused: no statement allows it", "silent:identity", trial, why),
    ]
    ask = (
        f"{who.capitalize()}'s only policy, with nothing else that applies:\n\n{printed(policy(*statements))}\n\n"
        f"What comes of `{action}` on `{trial.request.resource}`?"
    )
    return case_of(ask, claims, reasons(trial))


def _allows_not(sid: str, trial: Trial) -> str:
    """Why an allowing statement does not decide: it does not speak of the request, or a denial outweighs it."""
    (document,) = trial.policies.identity
    alone = next(statement for statement in document.statements if statement.sid == sid)
    of_it = Trial(trial.request, Policies(identity=(policy(alone),)))
    if of_it.decision.allowed:
        return f"{sid} would allow it, but an explicit Deny wins whatever its place. {reason(trial)}"
    return f"{sentence(of_it.decision.line(Layer.IDENTITY), of_it)}"


_LAYERS = {
    "mid": (Layer.RESOURCE, Layer.IDENTITY, Layer.BOUNDARY),
    "senior": (Layer.SCP, Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION),
}


def _layer(rng: Random, level: str) -> Case | None:
    """Several layers, of which at most one refuses."""
    number = account(rng)
    what = thing(rng, number)
    wanted = rng.choice((*what.reads, *what.writes))
    layers = _LAYERS.get(level, _LAYERS["mid"])
    fault = rng.choice((None, *((layer, says) for layer in layers for says in (Says.DENY, Says.SILENT))))
    made = {
        layer: _document(rng, layer, what, wanted, fault[1] if fault and fault[0] is layer else None)
        for layer in layers
    }
    name = rng.choice(ROLES)
    caller = session(number, name, "job-7") if level == "senior" else role(number, name)
    trial = Trial(
        request(caller, wanted, what.arn, owner=number),
        Policies(
            identity=(made[Layer.IDENTITY],),
            resource=made.get(Layer.RESOURCE),
            boundary=(made[Layer.BOUNDARY],),
            session=made.get(Layer.SESSION),
            scps=((made[Layer.SCP],),) if Layer.SCP in made else (),
        ),
    )
    if not trial.decision.allowed and trial.decision.layer and not only(trial.decision.layer, trial):
        return None
    claims = [Claim("It is allowed", ALLOWED, trial, reason(trial))]
    for layer in layers:
        line = trial.decision.line(layer)
        denies = Claim(f"The {NAMES[layer]} denies it", f"deny:{layer}", trial, sentence(line, trial))
        silent = Claim(f"The {NAMES[layer]} does not allow it", f"silent:{layer}", trial, _not_silent(layer, trial))
        claims.append(
            denies if line.says is Says.DENY or (line.says is not Says.SILENT and rng.random() < 0.5) else silent
        )
    ask = (
        f"A {'session of the role' if level == 'senior' else 'role'} {name} of one account asks for `{wanted}` on "
        f"`{what.arn}` of the same account. These policies apply, and no others.\n\n{shown(made)}\n\n"
        "What comes of it?"
    )
    return case_of(ask, claims, reasons(trial))


def _not_silent(layer: Layer, trial: Trial) -> str:
    line = trial.decision.line(layer)
    if line.says is Says.SILENT:  # as a resource policy may be
        return f"It need not: in one account the identity policy is enough. {reason(trial)}"
    return sentence(line, trial)


def _document(rng: Random, layer: Layer, what: Thing, wanted: str, fault: Says | None) -> Policy:
    """A layer's policy: it allows the call, denies it, or is silent of it."""
    owned = layer is Layer.RESOURCE
    to, on = ("*", what.arn) if owned else (None, "*")
    service = wanted.partition(":")[0]
    others = [action for action in (*what.reads, *what.writes) if action != wanted]
    never = deny(rng.choice(what.drastic), on, to=to, sid="Never")
    all_ = allow(f"{service}:*", on, to=to, sid="All")
    if fault is Says.SILENT:
        return policy(allow(tuple(rng.sample(others, min(2, len(others)))), on, to=to, sid="Some"))
    if fault is Says.DENY:
        return policy(all_, deny((wanted, rng.choice(what.drastic)), on, to=to, sid="Never"))
    if owned:
        return policy(never)
    return policy(all_, *((never,) if rng.random() < 0.3 else ()))


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"statement": _statement, "layer": _layer}
