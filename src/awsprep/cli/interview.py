"""`awsprep interview`: a mock interview that follows your answers and ends with a scorecard."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsprep.cli.choices import entropy, filter_of, seed_of
from awsprep.cli.complete import complete_levels, complete_topics
from awsprep.core.problem import AwsprepError

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.core.progress import Progress, Sitting
    from awsprep.core.scorecard import Scorecard
    from awsprep.ui.hearing import Hearing
    from awsprep.ui.interviewer import Interviewer
    from awsprep.ui.sitting import Marker

LEAST, MOST = 5, 180
PROMPTS_FROM = 20
"""Minutes from which on there is time for a design prompt and a story."""


def command(
    ctx: typer.Context,
    *,
    level: Annotated[str | None, typer.Option(help="junior, mid or senior.", autocompletion=complete_levels)] = None,
    minutes: Annotated[int, typer.Option(help="How long it may take.")] = 30,
    focus: Annotated[
        str | None, typer.Option(help="Only these topics, like vpc,iam.", autocompletion=complete_topics)
    ] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Not a word between questions, no follow-ups.")] = False,
    typed: Annotated[
        bool | None, typer.Option("--type/--no-type", help="Answer in writing, or aloud and mark yourself.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed and answers ask the same.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the one that was broken off.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Earlier interviews, and the trend.")] = False,
    md: Annotated[str | None, typer.Option(metavar="FILE", help="Write the scorecard as Markdown.")] = None,
    json: Annotated[str | None, typer.Option(metavar="FILE", help="Write the scorecard as JSON.")] = None,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="Write the scorecard as a page.")] = None,
    bank: Annotated[list[str] | None, typer.Option(help="Ask from a question file or folder of your own.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line: for screen readers and pipes.")] = False,
) -> int:
    """Be interviewed: questions follow your answers, the clock is hard, and a scorecard decides in the end.

    \b
    Examples:
      awsprep interview --level mid --minutes 30
      awsprep interview --focus vpc,iam --blind
      awsprep interview --history
    """
    from awsprep.cli.sit import marker_of, view_of
    from awsprep.core.item import pool_of
    from awsprep.core.session import Session
    from awsprep.ui.hearing import INTERVIEW, Hearing
    from awsprep.ui.interviewer import Interviewer
    from awsprep.ui.recorder import Recorder

    context: Context = ctx.obj
    if history:
        return _history(context)
    chosen_level = level_of(context, level)
    if not LEAST <= minutes <= MOST:
        message = f"--minutes must be from {LEAST} to {MOST}."
        raise AwsprepError(message, "For example: --minutes 30", exit_code=2)
    session_seed = seed_of(seed)
    view = view_of(context, plain=plain)
    options: dict[str, Any] = {"level": chosen_level, "minutes": minutes, "focus": focus or "", "blind": blind}
    options |= {"type": typed} | ({"bank": bank} if bank else {})
    name = entropy(4).hex()
    earlier: Sitting | None = None
    if resume:
        questions = context.bank(bank)
        progress = context.progress(questions)
        earlier = _broken_off(progress)
        options, session_seed, name = dict(earlier.options), earlier.seed, earlier.id
        bank = options.get("bank") or bank
    questions = context.bank(bank)
    progress = context.progress(questions)
    marker = marker_of(context, bank, wanted=options["type"])
    allowed = filter_of(questions, level="all", topic=options["focus"] or None)
    pool = pool_of(questions, [h for h in questions.headings.values() if allowed.allows(h) and _meant(h.id, bank)])
    prompts = not options["focus"] and options["minutes"] >= PROMPTS_FROM
    interviewer = Interviewer(
        questions, pool, options["level"], session_seed, prompts=prompts, blind=bool(options["blind"])
    )
    left = options["minutes"] * 60.0 - (_recall(context, interviewer, earlier.id) if earlier is not None else 0.0)
    first = interviewer.next(left)
    if first is None and not interviewer.heard:
        raise AwsprepError("There is nothing to ask.", "Name other topics, or leave out --focus.", exit_code=3)
    _greet(context, interviewer, options, aloud=marker is None, full=view == "full", again=earlier is not None)
    hearing = Hearing(
        interviewer.questions,
        progress,
        context.clock,
        Recorder(context.journal(), name, INTERVIEW.name, session_seed, (), options, begun=earlier is not None),
        INTERVIEW,
        Session(() if first is None else (first,)),
        total_limit=max(0.0, left),
        marker=None if marker is None else _reading(marker),
        interviewer=interviewer,
    )
    return _heard(context, hearing, view, options, {"md": md, "json": json, "html": html})


def level_of(context: Context, level: str | None) -> str:
    """The one level that is asked for; without an option that of the settings, mid where that is none or several."""
    from awsprep.cli.context import chosen
    from awsprep.core.rating import FLOORS

    if level is None:
        own = context.level.split(",")
        return own[0] if len(own) == 1 and own[0] in FLOORS else "mid"
    return next(iter(chosen(level, tuple(FLOORS), "level", several=False)), "mid")


def _meant(question: str, bank: list[str] | None) -> bool:
    """Whether a question is of the banks that were named, if some were."""
    return not bank or "/" in question


def _reading(marker: Marker) -> Marker:
    """A marker that reads of the design prompt's answer what comes before the first service."""
    from awsprep.core.opening import OPENING, before_drawing

    return lambda question, text: marker(question, before_drawing(text) if question.id.startswith(OPENING) else text)


def _broken_off(progress: Progress) -> Sitting:
    """The last interview that has no end."""
    found = [sitting for sitting in progress.sittings.values() if sitting.mode == "interview" and not sitting.ended]
    if not found:
        raise AwsprepError("There is no unfinished interview.", "Begin one: awsprep interview", exit_code=3)
    return found[-1]


def _recall(context: Context, interviewer: Interviewer, session: str) -> float:
    """Have the interviewer recall an interview by its lines, with what was amended; the seconds that it took."""
    from awsprep.core.progress import effective

    records = [each for each in effective(context.records()) if each.get("session") == session]
    interviewer.recall(record for record in records if record["type"] in {"review", "answer"})
    return sum(heard.seconds for heard in interviewer.heard)


def _greet(
    context: Context, interviewer: Interviewer, options: dict[str, Any], *, aloud: bool, full: bool, again: bool
) -> None:
    """Say the rules, and on a full screen wait until the candidate is ready."""
    from awsprep.ui.theme import wrap

    theme = context.theme()
    lines = [f"Mock interview, {options['level']}, {options['minutes']} minutes." + (" It goes on." if again else "")]
    if interviewer.prompts:
        lines.append("First a choice to warm up, a design prompt and a story; then each question follows your answers.")
    write = "Write as you would speak; Ctrl-S submits." if full else "Write as you would speak, on one line."
    lines.append("Answer aloud, press Enter, and mark what you said." if aloud else write)
    lines.append("s passes, which counts as not known. There is no pause and no way back; q ends it early.")
    silent = "Nothing is said of your answers until the end" if interviewer.blind else "You hear no more than “noted”"
    lines.append(f"{silent}; then come the answers and the scorecard.")
    text = [[("", " " + row)] for line in lines for row in wrap(line, theme.measure)]
    sys.stdout.write(theme.paint([*text, []]))
    sys.stdout.flush()
    if full:
        input(" Press Enter to begin: ")


def _heard(context: Context, hearing: Hearing, view: str, options: dict[str, Any], files: dict[str, str | None]) -> int:
    """Play the interview, and print and keep what it came to."""
    from awsprep.cli.scorecard import export
    from awsprep.cli.sit import play
    from awsprep.store.scorecards import save
    from awsprep.ui.corrections import corrections
    from awsprep.ui.erratum import erratum_lines
    from awsprep.ui.scorecard import page

    stopped, code = play(context, hearing, hearing.recorder.journal, view)
    if stopped and hearing.ended_by == stopped:
        if hearing.recorder.begun:
            context.say("The interview was broken off. To go on: awsprep interview --resume")
        return code
    if not hearing.interviewer.heard:
        context.say("Nothing was answered, so there is no scorecard.")
        return code
    card = _card(context, hearing, options)
    theme = context.theme()
    told = corrections(theme, hearing.bank, _wrong(hearing.interviewer), hearing.recorder.seed)
    lines = [*told[1:], []] if told else []  # the scorecard, and what to do next, are the last to be read
    lines += [[("warn", " Time is up.")], []] if hearing.ended_by == "time" else []
    lines += page(theme, card)
    lines += erratum_lines(theme, hearing.bank, hearing.reports)
    sys.stdout.write("\n" + theme.paint(lines))
    sys.stdout.flush()
    path = save(context.paths, card)
    context.say(f"Kept in {path}")
    export(context, card, **files)
    return code


def _card(context: Context, hearing: Hearing, options: dict[str, Any]) -> Scorecard:
    from awsprep.core.evidence import answers, evidence
    from awsprep.core.scorecard import INTERVIEW, Scorecard, decide, overall, rate, study

    interviewer = hearing.interviewer
    asked = evidence(interviewer.heard)
    ability, rated = rate(answers(interviewer.heard), asked)
    now, offset = context.clock.now_ms(), context.clock.offset_minutes()
    card = Scorecard(
        INTERVIEW,
        hearing.recorder.session,
        now,
        offset,
        options["level"],
        sum(heard.seconds for heard in interviewer.heard),
        asked=asked,
        rated=rated,
        decisions=decide(ability, asked, options["level"]),
        overall=overall(ability) if ability.answers else None,
    )
    topics = {heading.id: heading.topic for heading in interviewer.bank.headings.values()}
    return card._replace(study=study(card, topics))


def _wrong(interviewer: Interviewer) -> list[Any]:
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


def _history(context: Context) -> int:
    """The interviews up to now."""
    from awsprep.core.scorecard import INTERVIEW
    from awsprep.store.scorecards import kept
    from awsprep.ui.scorecard import trend

    found = kept(context.paths)
    for path in found.unread:
        context.say(f"{path} is no scorecard that this version can read; it is left out.")
    context.page(trend(context.theme(), [card for card in found.cards if card.source == INTERVIEW]))
    return 0
