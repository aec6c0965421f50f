"""What an interview that was heard comes to: its scorecard, and what was wrong by the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awsprep.cli.context import Context
    from awsprep.core.scorecard import Scorecard
    from awsprep.core.session import Outcome
    from awsprep.ui.hearing import Hearing
    from awsprep.ui.interviewer import Interviewer


def card_of(context: Context, hearing: Hearing, options: Mapping[str, Any]) -> Scorecard:
    """The scorecard, with what it would say without the candidate's own ticks, and what to study."""
    from shlex import quote

    from awsprep.core.ability import estimate
    from awsprep.core.evidence import answers, as_found, evidence
    from awsprep.core.scorecard import INTERVIEW, Scorecard, decide, overall, rate, study

    interviewer, level, heard = hearing.interviewer, options["level"], hearing.quoted
    asked, found = evidence(heard), as_found(heard)
    ability, rated = rate(answers(heard), asked)
    decisions = decide(ability, asked, level)
    untouched = decide(estimate(answers(found)), evidence(found), level)[0].verdict
    now, offset = context.clock.now_ms(), context.clock.offset_minutes()
    card = Scorecard(
        INTERVIEW,
        hearing.recorder.session,
        now,
        offset,
        level,
        sum(each.seconds for each in heard),
        asked=asked,
        rated=rated,
        decisions=decisions,
        overall=overall(ability) if ability.answers else None,
        untouched=None if untouched is decisions[0].verdict else untouched,
    )
    topics = {heading.id: heading.topic for heading in interviewer.bank.headings.values()}
    return card._replace(study=study(card, topics, [quote(path) for path in options.get("bank") or ()]))


def wrong(interviewer: Interviewer) -> list[Outcome]:
    """What was answered wrong by the key, for the corrections; open answers were gone through already."""
    from awsprep.core.exercise import suggest
    from awsprep.core.session import Outcome

    return [
        Outcome(
            heard.exercise.card,
            heard.record,
            heard.given,
            heard.result.score,
            heard.result.right,
            heard.guess,
            heard.over,
            heard.seconds,
            heard.exercise.seconds,
            suggest(heard.result, guess=heard.guess),
            0,
        )
        for heard in interviewer.heard
        if heard.given is not None and heard.result is not None and heard.ticks is None
    ]
