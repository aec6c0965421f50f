"""`awsprep quiz`: a sitting drawn from the bank."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Annotated, Any

from awsprep.cli.choices import entropy, filter_of, levels, seconds, seed_of
from awsprep.cli.complete import complete_levels, complete_tags, complete_topics
from awsprep.core.goal import goal_of
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    import typer

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank, Heading
    from awsprep.core.progress import Progress, Sitting
    from awsprep.ui.answered import Marker

MOST = 1000


def command(
    ctx: typer.Context,
    *,
    level: Annotated[
        str | None, typer.Option(help="junior, mid, senior or all; commas allowed.", autocompletion=complete_levels)
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Topics, like vpc,iam.", autocompletion=complete_topics)] = None,
    category: Annotated[str | None, typer.Option(help="basics, architecture, performance, testing ...")] = None,
    difficulty: Annotated[str | None, typer.Option(help="easy, medium or hard.")] = None,
    kind: Annotated[str | None, typer.Option(help="open, choice, ordering, matching, cloze or lab.")] = None,
    tag: Annotated[str | None, typer.Option(help="Tags, like nat-gateway.", autocompletion=complete_tags)] = None,
    count: Annotated[int | None, typer.Option(help="How many questions (default 10).")] = None,
    time: Annotated[str | None, typer.Option(help="For the whole quiz, like 10m.")] = None,
    per_question: Annotated[str | None, typer.Option(help="For each question, like 90s.")] = None,
    exam: Annotated[bool, typer.Option("--exam", help="No answers until the end; time that is up is up.")] = False,
    missed: Annotated[bool, typer.Option("--missed", help="Only what you had wrong last time.")] = False,
    weak: Annotated[bool, typer.Option("--weak", help="The lowest recall first.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the quiz that was broken off.")] = False,
    seed: Annotated[int | None, typer.Option(help="The same seed asks the same.")] = None,
    typed: Annotated[
        bool | None, typer.Option("--type/--no-type", help="Answer open questions in writing, or aloud.")
    ] = None,
    bank: Annotated[list[str] | None, typer.Option(help="Ask from a question file or folder of your own.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line: for screen readers and pipes.")] = False,
) -> int:
    """Ask ten questions against the clock.

    While an interview is planned (awsprep plan), today's new ones first, then what is weak.

    \b
    Examples:
      awsprep quiz --level mid
      awsprep quiz --topic vpc,iam --count 5 --time 10m
      awsprep quiz --exam --level senior --count 20
    """
    from awsprep.cli.sit import marker_of, view_of

    context: Context = ctx.obj
    levels(level)
    total, each = seconds(time, "--time"), seconds(per_question, "--per-question")
    number = _count(count, context)
    session_seed = seed_of(seed)
    view = view_of(context, plain=plain)
    marker = marker_of(context, bank, wanted=typed)
    questions = context.bank(bank)
    progress = context.progress(questions)
    if resume:
        return _resume(context, questions, progress, view, marker)
    day = day_of(progress, context.clock)
    goal = None if exam or missed or weak or bank else goal_of(progress, day)
    wanted = level or ("all" if bank else context.level if goal is None else ",".join(sorted(goal.levels)) or "all")
    allowed = filter_of(
        questions, level=wanted, topic=topic, category=category, difficulty=difficulty, kind=kind, tag=tag
    )
    if exam and "open" in allowed.kinds:
        raise AwsprepError(
            "An exam cannot mark open questions.", "Leave out --exam, or leave out --kind open.", exit_code=2
        )
    pool = questions.cards()
    if bank:  # named on the command line: these, and not ours among them
        pool = {card: heading for card, heading in pool.items() if "/" in card} or pool
    cards = {
        card: heading
        for card, heading in pool.items()
        if allowed.allows(heading) and not (exam and heading.kind == "open")
    }
    from awsprep.core.picker import draw

    picked: tuple[str, ...] = ()
    budget: float | None = None
    opens = "open" in allowed.kinds
    if goal is not None:
        from awsprep.core.agenda import agenda, planned_quiz

        today = agenda(questions.cards(), progress, goal, day)
        rng, fill = Random(session_seed), count is not None
        picked = planned_quiz(today, cards, progress, day, number, rng, fill=fill, open_allowed=opens)
        budget = today.left if picked and today.left and not fill and total is None else None
    if not picked:
        rng = Random(session_seed)
        picked = draw(cards, progress, day, number, rng, missed=missed, weak=weak, open_allowed=opens)
    if not picked:
        raise _nothing(questions, missed=missed)
    options = {"level": wanted, "time": total, "per_question": each} | ({"bank": bank} if bank else {})
    return _start(
        context,
        questions,
        progress,
        picked,
        session_seed,
        options,
        exam=exam,
        view=view,
        marker=marker,
        budget=budget,
    )


def _start(
    context: Context,
    bank: Bank,
    progress: Progress,
    cards: tuple[str, ...],
    seed: int,
    options: dict[str, Any],
    *,
    exam: bool,
    view: str,
    marker: Marker | None,
    earlier: Sitting | None = None,
    budget: float | None = None,
) -> int:
    """Begin a quiz or an exam on cards, or go on with an `earlier` one."""
    from awsprep.cli.grader import grader_of
    from awsprep.cli.sit import sit
    from awsprep.core.session import QUIZ, Session
    from awsprep.ui.recorder import Recorder

    journal = context.journal()
    name = earlier.id if earlier is not None else entropy(4).hex()
    begun = earlier is not None
    recorder = Recorder(journal, name, "exam" if exam else "quiz", seed, cards, options, begun=begun)
    level = str(options.get("level") or "")
    pool = _level_cards(bank, level)
    if exam:
        sitting: Any = _examination(context, bank, progress, recorder, earlier)
    else:
        from awsprep.ui.sitting import Sitting as Table
        from awsprep.ui.timing import Timing

        asked = set(earlier.asked) if earlier is not None else set()
        total = options.get("time")
        if total is not None and earlier is not None:
            total = max(1.0, total - earlier.ms / 1000)
        sitting = Table(
            bank,
            progress,
            context.clock,
            recorder,
            QUIZ,
            Session(tuple(card for card in cards if card not in asked), earlier=len(asked)),
            Timing(context.clock, total, options.get("per_question"), budget),
            marker=marker,
            grader=None if marker is None else grader_of(context),
        )
    return sit(context, sitting, journal, view=view, level=level, cards=pool)


def _examination(context: Context, bank: Bank, progress: Progress, recorder: Any, earlier: Sitting | None) -> Any:
    from awsprep.core.bank import question_id
    from awsprep.core.exam import Entry, Sheet
    from awsprep.core.question import describe
    from awsprep.ui.examination import Examination

    sheet = Sheet(recorder.cards, flagged=frozenset(c for c in recorder.cards if progress.card(c).flagged))
    used = 0.0
    if earlier is not None:
        used = max(0.0, (context.clock.now_ms() - earlier.t) / 1000)
        for card, record in earlier.answers.items():
            given = record["given"]
            answer = given if isinstance(given, str) or given is None else tuple(given)
            entry = Entry(answer, bool(record.get("guess")), record.get("ms", 0) / 1000)
            sheet = sheet.write(card, entry)
        sheet = sheet.go(next((i for i, c in enumerate(sheet.cards) if sheet.entry(c).given is None), len(sheet.cards)))
    each = recorder.options.get("per_question")
    limit = recorder.options.get("time") or sum(
        each or describe(bank.read(question_id(card))).seconds for card in recorder.cards
    )
    reviewed = frozenset(earlier.asked if earlier is not None else ())
    return Examination(
        bank, progress, context.clock, recorder, sheet, float(limit), used, per_question=each, reviewed=reviewed
    )


def _resume(context: Context, bank: Bank, progress: Progress, view: str, marker: Marker | None) -> int:
    from awsprep.cli.unfinished import unfinished
    from awsprep.store.at_work import at_work

    busy = at_work(context.paths)
    last = unfinished(progress, busy)
    if last is None:
        if unfinished(progress, ()) is not None:
            raise AwsprepError(
                "The unfinished quiz is open in another terminal.",
                "Go on there, or begin one: awsprep quiz",
                exit_code=3,
            )
        raise AwsprepError("There is no unfinished quiz.", "Begin one with: awsprep quiz", exit_code=3)
    known = bank.cards()
    cards = tuple(card for card in last.cards if card in known)
    if last.mode == "quiz" and not [card for card in cards if card not in last.asked]:
        raise AwsprepError(
            "The questions that were left are no longer in the bank.", "Begin anew with: awsprep quiz", exit_code=3
        )
    earlier = replace(last, cards=list(cards))
    options = dict(last.options)
    exam = last.mode == "exam"
    return _start(
        context, bank, progress, cards, last.seed, options, exam=exam, view=view, marker=marker, earlier=earlier
    )


def _count(count: int | None, context: Context) -> int:
    if count is None:
        return int(str(context.setting("count")))
    if not 1 <= count <= MOST:
        raise AwsprepError(f"--count must be from 1 to {MOST}.", "For example: --count 10", exit_code=2)
    return count


def _level_cards(bank: Bank, level: str) -> dict[str, Heading]:
    wanted = levels(level)
    return {card: heading for card, heading in bank.cards().items() if not wanted or heading.level in wanted}


def _nothing(bank: Bank, *, missed: bool) -> AwsprepError:
    if missed:
        return AwsprepError(
            "There is nothing that you had wrong last time, within these filters.",
            "Take new ones: awsprep quiz",
            exit_code=3,
        )
    return AwsprepError(
        f"None of the {len(bank.headings)} questions matches these filters.",
        "Leave one out, or see what there is: awsprep search --category",
        exit_code=3,
    )
