"""`awsprep plan`: ready on the day of the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from awsprep.cli.choices import levels
from awsprep.cli.complete import complete_levels
from awsprep.core.day import dated
from awsprep.core.goal import MOST_FOCUS, MOST_MINUTES, Goal, goal_of, last_goal
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of

if TYPE_CHECKING:
    import typer

    from awsprep.cli.context import Context
    from awsprep.core.bank import Bank
    from awsprep.core.past import Came
    from awsprep.core.progress import Progress
    from awsprep.ui.plan import Plan

MOST_ENOUGH = 240
"""Minutes a day above which no budget is proposed."""

HISTORY = 84
"""Study days of the readiness that are looked back on."""

WEIGHTS = ("default", "own")


def command(
    ctx: typer.Context,
    *,
    interview: Annotated[
        str | None, typer.Option(metavar="DATE", help='The day, like 2026-12-12, "12 dec" or "in 3 weeks".')
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="Minutes a day (default 15).")] = None,
    free: Annotated[str | None, typer.Option(help="Weekdays without practice, like sat,sun; none.")] = None,
    level: Annotated[
        str | None, typer.Option(help="junior, mid, senior or all; commas allowed.", autocompletion=complete_levels)
    ] = None,
    focus: Annotated[str | None, typer.Option(help="Topics that count more, like iam=2,vpc; none.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="End the plan.")] = False,
    weights: Annotated[str | None, typer.Option(help="default or own: whose memory is reckoned with.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    bank: Annotated[list[str] | None, typer.Option(help="A question file or folder of your own.")] = None,
) -> int:
    """Plan to the day of the interview: what to do each day, and how ready you will be.

    Until that day review and quiz ask what gains most for it. What is given again changes the plan.

    \b
    Examples:
      awsprep plan --interview "in 3 weeks" --minutes 15 --free sun
      awsprep plan                   how ready you are, and what is to come
      awsprep plan --focus iam=2,vpc
    """
    from awsprep.cli.context import chosen
    from awsprep.cli.fitting import fitted, store

    context: Context = ctx.obj
    if weights is not None:
        chosen(weights, WEIGHTS, "kind of weights", several=False)
    asked = (interview, minutes, free, level, focus)
    if clear and any(each is not None for each in asked):
        raise AwsprepError("--clear ends the plan; nothing can be set with it.", "Leave one out.", exit_code=2)
    questions = context.bank(bank, go_on=True)
    progress = context.progress(questions)
    day = day_of(progress, context.clock)
    if weights is not None:
        progress = store(context, questions, progress, _weights(weights, progress))
    if clear:
        return _clear(context, questions, progress, day, json=json)
    goal = goal_of(progress, day)
    if any(each is not None for each in asked):
        goal = _goal(context, questions, goal, day, interview, minutes, free, level, focus)
    progress = fitted(context, questions, progress, day)
    if goal is None:
        _none(context, questions, progress, day, json=json)
        return 0
    plan = _plan(context, questions, progress, goal, day)
    if any(each is not None for each in asked):
        goal = goal._replace(made=day, path=plan.outlook.path)
        store(context, questions, progress, [("interview", goal.value())])
    if json:
        from json import dumps

        from awsprep.ui.plan_json import as_json

        print(dumps(as_json(plan)))
    else:
        from awsprep.ui.plan import page

        context.page(page(context.theme(), plan))
    return 0


def _goal(
    context: Context,
    bank: Bank,
    before: Goal | None,
    day: int,
    interview: str | None,
    minutes: float | None,
    free: str | None,
    level: str | None,
    focus: str | None,
) -> Goal:
    """The goal that the options mean, on top of the one that is pursued."""
    from awsprep.core.when import EXAMPLES, day_meant, weekdays_meant

    if interview is None and before is None:
        raise AwsprepError(
            "Which day is the interview?", f"Say: awsprep plan --interview DATE. {EXAMPLES}", exit_code=2
        )
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise AwsprepError(f"--minutes must be from 1 to {MOST_MINUTES}.", "For example: --minutes 15", exit_code=2)
    goal = before or Goal(0, float(str(context.setting("minutes"))), levels=levels(context.level))
    if interview is not None:
        goal = goal._replace(day=day_meant(interview, day))
    if minutes is not None:
        goal = goal._replace(minutes=minutes)
    if free is not None:
        goal = goal._replace(free=frozenset() if free.strip().lower() in {"", "none"} else weekdays_meant(free))
    if level is not None:
        goal = goal._replace(levels=levels(level))
    if focus is not None:
        goal = goal._replace(focus=_focus(focus, bank))
    if len(goal.free) == 7 or not goal.study_days(day):
        raise AwsprepError("No day is left to practise on.", "Leave a day that is not free: --free sun", exit_code=2)
    if not goal.weights(bank.cards()):
        raise AwsprepError(
            "No question of these levels and topics counts.", "Choose others: --level mid --focus none", exit_code=2
        )
    return goal._replace(made=day, path=())


def _focus(text: str, bank: Bank) -> dict[str, float]:
    """`iam=2,vpc`: what topics count; one without a number counts double."""
    from awsprep.cli.context import chosen
    from awsprep.core.goal import DOUBLE

    topics = tuple(dict.fromkeys(heading.topic for heading in bank.headings.values()))
    found: dict[str, float] = {}
    for part in text.split(",") if text.strip().lower() != "none" else ():
        name, mark, number = (each.strip().lower() for each in part.partition("="))
        if not name and not mark:
            continue
        chosen(name or "=", topics, "topic", several=False)
        try:
            count = float(number) if mark else DOUBLE
        except ValueError:
            count = -1.0
        if not 0 <= count <= MOST_FOCUS:
            raise AwsprepError(
                f"“{part.strip()}” says no number from 0 to {MOST_FOCUS:g}.",
                "For example: --focus iam=2,vpc",
                exit_code=2,
            )
        found[name] = count
    return found


def _weights(wanted: str, progress: Progress) -> list[tuple[str, object]]:
    """What to store so that the published weights are used, or own ones may be fitted again."""
    if wanted.strip().lower() == "default":
        back: list[tuple[str, object]] = [("weights", None)] if progress.model.weights else []
        return [*back, ("fit", {"off": True})]
    return [("fit", {"off": False})]


def _plan(context: Context, bank: Bank, progress: Progress, goal: Goal, day: int) -> Plan:
    from awsprep.cli.bar import Bar
    from awsprep.core.agenda import agenda
    from awsprep.core.ladder import rung
    from awsprep.core.outlook import LITTLE, enough, expected, outlook
    from awsprep.core.past import forecasts, history, past
    from awsprep.ui.plan import Plan

    cards = bank.cards()
    today = agenda(cards, progress, goal, day)
    off: tuple[int, float] | None = None
    with Bar("Playing the days to come") as advance:
        advance(0, 3)  # of two years the first step takes seconds
        view = outlook(cards, progress, goal, day)
        advance(1, 3)
        skipped = view.expected
        if today.review or today.new:  # of a long plan a day costs less than what ratings that are no fractions make
            skipped = min(skipped, expected(cards, progress, goal, day, skip=True))
            off = (day, view.expected - skipped)
        elif further := goal.study_days(day + 1):
            after = expected(cards, progress, goal, further[0])
            off = (further[0], max(0.0, after - expected(cards, progress, goal, further[0], skip=True)))
        advance(2, 3)
        proposed = enough(cards, progress, goal, day, MOST_ENOUGH) if view.left_weight > LITTLE and view.cells else None
    known = past(context.records(), bank.aliases())
    return Plan(
        day,
        goal,
        view,
        today,
        skipped,
        proposed,
        rung(progress),
        sum(each.answers for each in progress.foreseen.values()),
        off,
        history(known, goal.weights(cards), progress.model, day - HISTORY, day - 1),
        forecasts(known, cards, progress.model, day),
    )


def _clear(context: Context, bank: Bank, progress: Progress, day: int, *, json: bool) -> int:
    from awsprep.cli.fitting import store

    goal = goal_of(progress, day)
    if last_goal(progress) is not None:
        store(context, bank, progress, [("interview", None)])
    if json:
        from json import dumps

        print(dumps({"schema": 1, "interview": None}))
    elif goal is None:
        context.answer("No interview is planned.")
    else:
        context.answer(f"The plan to {dated(goal.day)} is ended. Cards come back when they are due: awsprep review")
    return 0


def _none(context: Context, bank: Bank, progress: Progress, day: int, *, json: bool) -> None:
    """That nothing is planned, or that the day is over, how what was foreseen came, and how to plan."""
    from awsprep.core.ladder import rung
    from awsprep.core.past import forecasts, past
    from awsprep.ui.foreseen import forecasts_json
    from awsprep.ui.plan import nothing
    from awsprep.ui.rung import rung_json

    over = last_goal(progress)
    came: tuple[Came, ...] = ()
    if over is not None:  # a plan that was ended was not followed to its day
        came = forecasts(past(context.records(), bank.aliases()), bank.cards(), progress.model, day)
    if json:
        from json import dumps

        memory = rung_json(rung(progress))
        print(dumps({"schema": 1, "interview": None, "memory": memory, "forecasts": forecasts_json(came)}))
        return
    said = "No interview is planned."
    if over is not None:
        said = f"The interview was on {dated(over.day)}: cards come back when they are due again."
    tested = sum(each.answers for each in progress.foreseen.values())
    context.page(nothing(context.theme(), said, rung(progress), tested, came))
