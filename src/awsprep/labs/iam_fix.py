"""Which one edit of the policies turns a decision over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awsprep.aws.iam import found_in
from awsprep.aws.iam_edit import Edit, allows, applied, removed
from awsprep.aws.iam_policy import Effect, Layer, Policies
from awsprep.labs.iam_cast import REGIONS, ROLES, USERS, account, bucket, request, role, thing, user
from awsprep.labs.iam_reason import NAMES, reason, reasons
from awsprep.labs.iam_text import allow, deny, policy, printed, shown
from awsprep.labs.iam_trial import ALLOWED, REFUSED, Claim, Trial, case_of, drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.aws.iam import Found
    from awsprep.aws.iam_policy import Policy, Statement
    from awsprep.labs.case import Case
    from awsprep.labs.iam_cast import Thing


def _removed(rng: Random, level: str) -> Case | None:
    """One policy of several statements, one of which turns the decision over when it is gone."""
    number, who, store = account(rng), rng.choice(USERS), bucket(rng)
    base = f"arn:aws:s3:::{store}"
    prefix = rng.choice(("reports", "daily", "images"))
    away, home = rng.sample(REGIONS, 2)
    statements = [
        allow("s3:*", f"{base}/{prefix}/*", sid="Team"),
        allow("s3:Get*", f"{base}/*", sid="Read"),
        deny(("s3:PutObject", "s3:DeleteObject"), f"{base}/{prefix}/final/*", sid="Final"),
        deny("s3:Delete*", "*", sid="Keep"),
        deny("s3:*", "*", when={"StringNotEquals": {"aws:RequestedRegion": home}}, sid="Home"),
        allow("s3:PutObject", f"{base}/{prefix}/inbox/*", sid="Inbox"),
    ]
    rng.shuffle(statements)
    one = policy(*statements[: 4 if level == "junior" else 5])
    path = rng.choice((f"{prefix}/final/a.csv", f"{prefix}/inbox/a.csv", f"{prefix}/a.csv", "a.csv"))
    action, region = rng.choice(("s3:GetObject", "s3:PutObject", "s3:DeleteObject")), rng.choice((home, home, away))
    asked = request(user(number, who), action, f"{base}/{path}", owner=number, context={"aws:RequestedRegion": region})
    now = Trial(asked, Policies(identity=(one,)))
    says = REFUSED if now.decision.allowed else ALLOWED
    claims = []
    for statement in one.statements:
        rest = tuple(each for each in one.statements if each is not statement)
        trial = Trial(asked, Policies(identity=(policy(*rest),)))
        claims.append(Claim(statement.sid, says, trial, f"Without {statement.sid} it is as before. {reason(trial)}"))
    right = next((claim for claim in claims if claim.holds), None)
    if right is None:
        return None
    word = "allowed" if now.decision.allowed else "refused"
    ask = (
        f"{who.capitalize()}'s only policy:\n\n{printed(one)}\n\n`{action}` on `{asked.resource}` in {region} "
        f"is {word}. Without which one statement would it be {says}?"
    )
    told = f"Now: {reason(now)} Without {right.text}: {reason(right.trial)}"
    return case_of(ask, claims, told)


_LAYERS = {
    "mid": (Layer.IDENTITY, Layer.BOUNDARY),
    "senior": (Layer.SCP, Layer.IDENTITY, Layer.BOUNDARY),
}


def _edit(rng: Random, level: str) -> Case | None:
    """Several layers, one of which refuses, and edits of all of them."""
    layers = _LAYERS.get(level, _LAYERS["mid"])
    number, name = account(rng), rng.choice(ROLES)
    what = thing(rng, number)
    wanted = rng.choice((*what.reads, *what.writes))
    bad = rng.choice(layers)
    made = {layer: _document(rng, what, wanted, faulty=layer is bad) for layer in layers}
    policies = Policies(
        identity=(made[Layer.IDENTITY],),
        boundary=(made[Layer.BOUNDARY],),
        scps=((made[Layer.SCP],),) if Layer.SCP in made else (),
    )
    asked = request(role(number, name), wanted, what.arn, owner=number)
    now = Trial(asked, policies)
    pool = []
    for edit in _edits(layers, now):
        trial = Trial(asked, applied(policies, edit))
        text = f"{edit.text[0].upper()}{edit.text[1:]}".replace(" of level 1", "").replace(what.arn, "it")
        pool.append(Claim(text, ALLOWED, trial, reason(trial)))
    found = drawn(rng, pool, 4)
    if now.decision.allowed or found is None:
        return None
    right, claims = found
    ask = (
        f"The role {name} calls `{wanted}` on `{what.arn}`, which is in its own account and has no policy itself. "
        f"It is refused.\n\n{shown(made)}\n\nWhich one edit lets it through?"
    )
    return case_of(ask, claims, f"Now: {reason(now)} With the edit:\n\n{reasons(right.trial)}")


def _edits(layers: tuple[Layer, ...], now: Trial) -> list[Edit]:
    """Edits of each layer: an allowing statement more, or one made to fit, or a denying one less."""
    found: list[Edit] = []
    for layer in layers:
        found.append(allows(layer, 0, now.request, now.policies))
        found.extend(
            removed(each) if each.statement.effect is Effect.DENY else _more(each, now.request.action)
            for each in found_in(layer, now.policies)
        )
    return found


def _more(found: Found, action: str) -> Edit:
    """An allowing statement with the action by name, which it may have by a wildcard already."""
    statement = replace(found.statement, actions=(*found.statement.actions, action))
    text = f"in {statement.sid} of the {NAMES[found.place.layer]} add {action} to Action"
    return Edit(found.place, statement, 1, text)


def _document(rng: Random, what: Thing, wanted: str, *, faulty: bool) -> Policy:
    """A layer's policy: it allows the call, or is silent of it, or denies it."""
    service = wanted.partition(":")[0]
    never: Statement = deny(rng.choice(what.drastic), sid="Never")
    if not faulty:
        return policy(allow(f"{service}:*", sid="All"), never)
    others = [action for action in (*what.reads, *what.writes) if action != wanted]
    few = allow(tuple(rng.sample(others, 2)), sid="Some")
    match rng.randrange(3):
        case 0:
            return policy(few, never)
        case 1:
            return policy(allow(f"{service}:*", sid="All"), deny((wanted, rng.choice(what.drastic)), sid="Never"))
        case _:
            return policy(few, deny(rng.choice((wanted, f"{service}:*")), f"{what.arn}-2", sid="Never"))


QUESTIONS: Mapping[str, Callable[[Random, str], Case | None]] = {"removed": _removed, "edit": _edit}
