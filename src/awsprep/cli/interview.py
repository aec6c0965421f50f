"""`awsprep interview`: a mock interview that follows your answers and ends with a scorecard."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsprep.cli.choices import entropy, filter_of, seed_of
from awsprep.cli.complete import complete_levels, complete_topics
from awsprep.core.problem import AwsprepError
from awsprep.ui.timing import Timing

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.core.progress import Progress, Sitting
    from awsprep.ui.answered import Marker
    from awsprep.ui.hearing import Hearing
    from awsprep.ui.interviewer import Interviewer
    from awsprep.ui.second import Grader

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
    from awsprep.cli.scorecard import check
    from awsprep.cli.sit import marker_of, view_of
    from awsprep.core.item import pool_of
    from awsprep.core.session import Session
    from awsprep.ui.hearing import INTERVIEW, Hearing
    from awsprep.ui.interviewer import Interviewer
    from awsprep.ui.recorder import Recorder

    context: Context = ctx.obj
    if history:
        if md or json or html:
            raise AwsprepError(
                "--history lists interviews and writes no file.",
                "For a card: awsprep scorecard show last --md FILE",
                exit_code=2,
            )
        return _history(context)
    chosen_level = level_of(context, level)
    if not LEAST <= minutes <= MOST:
        message = f"--minutes must be from {LEAST} to {MOST}."
        raise AwsprepError(message, "For example: --minutes 30", exit_code=2)
    exports = {"md": md, "json": json, "html": html}
    check(exports.values())
    session_seed = seed_of(seed)
    view = view_of(context, plain=plain)
    options: dict[str, Any] = {"level": chosen_level, "minutes": minutes, "focus": focus or "", "blind": blind}
    options |= {"type": typed} | ({"bank": bank} if bank else {})
    name = entropy(4).hex()
    earlier: Sitting | None = None
    if resume:
        questions = context.bank(bank)
        progress = context.progress(questions)
        earlier = _broken_off(context, progress)
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
    over = earlier is not None and earlier.ended
    first = None if over else interviewer.next(left)
    if first is None and not interviewer.heard:
        raise AwsprepError("There is nothing to ask.", "Name other topics, or leave out --focus.", exit_code=3)
    grader = None if marker is None else _grader(context)
    if over:
        context.say("This interview is over, but its scorecard was not kept. Here it is.")
    else:
        _greet(context, interviewer, options, aloud=marker is None, full=view == "full", again=earlier is not None)
    if view == "full" and not over and not _ready():
        context.say(f"Not begun. When you are ready: awsprep interview{' --resume' if earlier is not None else ''}")
        return 0
    hearing = Hearing(
        interviewer.questions,
        progress,
        context.clock,
        Recorder(context.journal(), name, INTERVIEW.name, session_seed, (), options, begun=earlier is not None),
        INTERVIEW,
        Session(() if first is None else (first,)),
        Timing(context.clock, total=max(0.0, left)),
        marker=None if marker is None else _reading(marker),
        grader=grader,
        interviewer=interviewer,
    )
    return _heard(context, hearing, view, options, exports)


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


def _grader(context: Context) -> Grader | None:
    """The model that the settings name; what is sent where is said before the rules."""
    from awsprep.cli.grader import announce, grader_of

    found = grader_of(context)
    if found is not None:
        announce(context, found)
    return found


def _broken_off(context: Context, progress: Progress) -> Sitting:
    """The last interview that has no end, or that ended without a scorecard being kept, say on a full disk."""
    from awsprep.cli.unfinished import interviewed
    from awsprep.store.at_work import at_work
    from awsprep.store.scorecards import kept

    open_one = interviewed(progress, at_work(context.paths))
    ended = [each for each in progress.sittings.values() if each.mode == "interview" and each.ended][-1:]
    carded = {card.id for card in kept(context.paths).cards} if ended else set()
    found = [*filter(None, [open_one]), *(each for each in ended if each.id not in carded)]
    if found:
        return max(found, key=lambda each: each.t)
    if interviewed(progress, ()) is not None:
        raise AwsprepError("The unfinished interview is open in another terminal.", "Go on with it there.", exit_code=3)
    raise AwsprepError("There is no unfinished interview.", "Begin one: awsprep interview", exit_code=3)


def _recall(context: Context, interviewer: Interviewer, session: str) -> float:
    """Have the interviewer recall an interview by its lines, with what was amended; the seconds that it took."""
    from awsprep.core.undo import effective

    records = [each for each in effective(context.records()) if each.get("session") == session]
    interviewer.recall(record for record in records if record["type"] in {"review", "answer"})
    return sum(heard.seconds for heard in interviewer.heard)


def _greet(
    context: Context, interviewer: Interviewer, options: dict[str, Any], *, aloud: bool, full: bool, again: bool
) -> None:
    """Say the rules."""
    from awsprep.ui.theme import wrap

    theme = context.theme()
    lines = [f"Mock interview, {options['level']}, {options['minutes']} minutes."]
    if again:
        count = len(interviewer.heard)
        lines[0] += f" It goes on after {'1 question' if count == 1 else f'{count} questions'}."
    elif interviewer.prompts:
        lines.append("First a choice to warm up, a design prompt and a story; then each question follows your answers.")
    write = "Write as you would speak; Ctrl-S submits." if full else "Write as you would speak, on one line."
    lines.append("Answer aloud, press Enter, and mark what you said." if aloud else write)
    lines.append("s passes, which counts as not known. There is no pause and no way back; q ends it early.")
    silent = "Nothing is said of your answers until the end" if interviewer.blind else "You hear no more than “noted”"
    lines.append(f"{silent}; then come the answers and the scorecard.")
    text = [[("", " " + row)] for line in lines for row in wrap(line, theme.measure)]
    sys.stdout.write(theme.paint([*text, []]))
    sys.stdout.flush()


def _ready() -> bool:
    """Wait for Enter; with `q`, the end of the input or a terminal that is gone the candidate is not ready."""
    sys.stdout.write(" Press Enter to begin, q to leave: ")
    sys.stdout.flush()
    try:
        line = sys.stdin.readline()
    except OSError:
        line = ""
    if not line.endswith("\n"):
        sys.stdout.write("\n")
    return bool(line) and line.strip().lower() != "q"


def _heard(context: Context, hearing: Hearing, view: str, options: dict[str, Any], files: dict[str, str | None]) -> int:
    """Play the interview, and print and keep what it came to."""
    from awsprep.cli.interview_card import card_of, wrong
    from awsprep.cli.scorecard import export
    from awsprep.cli.sit import play
    from awsprep.store.scorecards import save
    from awsprep.ui.corrections import corrections
    from awsprep.ui.erratum import erratum_lines
    from awsprep.ui.scorecard import ending, page

    stopped, code = play(context, hearing, hearing.recorder.journal, view)
    if stopped and hearing.ended_by == stopped:
        if hearing.recorder.begun:
            context.say("The interview was broken off. To go on: awsprep interview --resume")
        return code
    if not hearing.interviewer.heard:
        context.say("Nothing was answered, so there is no scorecard.")
        return code
    card = card_of(context, hearing, options)
    path = save(context.paths, card)
    theme = context.theme()
    lines = [[("warn", " Time is up.")], []] if hearing.ended_by == "time" else []
    lines += page(theme, card)
    lines += corrections(theme, hearing.bank, wrong(hearing.interviewer), hearing.recorder.seed)
    lines += erratum_lines(theme, hearing.bank, hearing.reports)
    print()
    try:
        context.page(lines)
    finally:  # who leaves the pager by Ctrl-C wants the rest as well; the page may be long, so the decision comes again
        sys.stdout.write("\n" + theme.paint(ending(theme, card)))
        sys.stdout.flush()
        context.say(f"Kept in {path}")
        export(context, card, **files)
    return code


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
