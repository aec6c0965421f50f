"""The page of the plan to an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.core.day import WEEKDAYS, away, dated
from awsprep.core.goal import MOST_MINUTES
from awsprep.core.outlook import LITTLE
from awsprep.core.plan import LAST_DAYS
from awsprep.core.readiness import ENOUGH
from awsprep.ui.fact import fact
from awsprep.ui.figures import percent
from awsprep.ui.foreseen import came_words
from awsprep.ui.plan_topics import topics
from awsprep.ui.plan_week import weeks
from awsprep.ui.rung import rung_words
from awsprep.ui.theme import columns, fit, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.agenda import Agenda
    from awsprep.core.goal import Goal
    from awsprep.core.ladder import Rung
    from awsprep.core.outlook import Outlook
    from awsprep.core.past import Came
    from awsprep.ui.theme import Line, Theme

_LABEL = 12


class Plan(NamedTuple):
    """All that is told of a plan on a study day.

    `skipped` is what is expected if nothing is answered today, `enough` the minutes a day with which no card stays
    unseen (None where all fit, or nothing does). `off` is the first day that holds anything, today or a later one, and
    how much less is expected if it is left out; None where none does. `curve` holds days past and the readiness for the
    day after each.
    """

    day: int
    goal: Goal
    outlook: Outlook
    agenda: Agenda
    skipped: float
    enough: float | None
    rung: Rung
    tested: int
    off: tuple[int, float] | None = None
    curve: tuple[tuple[int, float], ...] = ()
    came: tuple[Came, ...] = ()


def page(theme: Theme, plan: Plan) -> list[Line]:
    """The page for printing."""
    goal = plan.goal
    lines = [*_head(theme, plan), theme.rule(), *_ready(theme, plan), []]
    lines += [*topics(theme, plan.outlook), []]
    if plan.outlook.cells:
        lines += [*weeks(theme, plan.outlook.cells, goal.day), []]
    for label, text in _facts(plan):
        lines += fact(theme, label, text, size=_LABEL)
    lines.append([])
    for label, command in _commands(plan):
        lines += fact(theme, label, command, "code", size=_LABEL)
    return lines


def nothing(theme: Theme, said: str, rung: Rung, tested: int, came: Sequence[Came] = ()) -> list[Line]:
    """The page where no interview is planned; `came` are the forecasts of those that are over."""
    lines: list[Line] = [[("", f" {row}")] for row in wrap(theme.plain(said), theme.measure)]
    lines += [[], *fact(theme, "Memory", rung_words(rung, tested), size=_LABEL)]
    for each in came[-2:]:
        lines += fact(theme, "Foreseen", came_words(each), size=_LABEL)
    lines.append([])
    return [
        *lines,
        *fact(theme, "Plan one", 'awsprep plan --interview "in 3 weeks" --minutes 15', "code", size=_LABEL),
    ]


def next_command(agenda: Agenda) -> str:
    """What to begin with today, or to look at where nothing is left."""
    return f"awsprep {agenda.begins}" if agenda.review or agenda.new else "awsprep plan"


def ready_words(view: Outlook) -> str:
    """`56 % (52-60)`, or with too few seen for that: `seen 10 of 304 · recall of seen 93 %`."""
    if view.seen >= ENOUGH:
        return bounded(view.ready, view.ready_error)
    seen = f"seen {view.seen} of {view.cards}"
    return seen if view.recall_of_seen is None else f"{seen} · recall of seen {percent(view.recall_of_seen)}"


def bounded(share: float, error: float) -> str:
    """`56 % (52-60)`: a share and its bounds, which are never less than nothing nor more than all."""
    low, high = max(0.0, share - error), min(1.0, share + error)
    return f"{percent(share)} ({low * 100:.0f}-{high * 100:.0f})"


def _head(theme: Theme, plan: Plan) -> list[Line]:
    goal = plan.goal
    when = f"{dated(goal.day)}, {away(goal.left(plan.day))}"
    free = ", ".join(WEEKDAYS[each] for each in sorted(goal.free))
    level = ",".join(sorted(goal.levels)) or "all"
    how = f"level {level} · {goal.minutes:g} min a day" + (f" · {free} free" if free else "")
    how += "".join(f" · {topic} x{count:g}" for topic, count in goal.focus.items())
    room = theme.width - _LABEL - columns(when) - columns(how) - 2
    head: Line = [("bold", fit(" Interview", _LABEL)), ("title", when)]
    if room >= 2:
        return [[*head, ("", " " * (room + 1) + how)]]
    return [head, *fact(theme, "", how, size=_LABEL)]


def _ready(theme: Theme, plan: Plan) -> list[Line]:
    view = plan.outlook
    now = f"tomorrow {ready_words(view)}" if view.seen >= ENOUGH else ready_words(view)
    if not view.cells:
        return fact(theme, "Ready", now, size=_LABEL)
    now = theme.plain(now)
    then = theme.plain(f"on the day {bounded(view.expected, view.error)} with the plan")
    stop = f"{percent(view.stopped)} if you stop now"
    both = f"{now}    {then}, {stop}"
    if _LABEL + columns(both) <= theme.width:
        return [[("bold", fit(" Ready", _LABEL)), ("", f"{now}    "), ("good", then), ("", f", {stop}")]]
    return [*fact(theme, "Ready", now, size=_LABEL), *fact(theme, "", f"{then}, {stop}", size=_LABEL)]


def _facts(plan: Plan) -> list[tuple[str, str]]:
    """What is said below the tables: a label and a sentence or two."""
    view, goal = plan.outlook, plan.goal
    facts = [("Today", _today(plan))]
    if view.cells:
        facts.append(("Budget", _budget(plan)))
        facts += [] if plan.off is None else [("A day off", _day_off(plan, *plan.off))]
    facts.append(("Memory", rung_words(plan.rung, plan.tested)))
    if plan.curve and view.seen >= ENOUGH:
        facts.append(("So far", _history(plan)))
    facts += [("Foreseen", came_words(came)) for came in plan.came[-2:]]
    if view.cells:
        how = (
            f"How {percent(view.expected)} is made: each question's expected recall on {dated(goal.day)} x its weight, "
            "summed; unseen = 0 %. In brackets: what nine of ten cases stay within."
        )
        facts.append(("", how))
    return facts


def _today(plan: Plan) -> str:
    agenda, goal = plan.agenda, plan.goal
    if goal.left(plan.day) < 1:
        return "The interview. Nothing more to learn: good luck."
    if goal.is_free(plan.day):
        return "Free."
    if not agenda.left:
        used = f"The {goal.minutes:g} minutes are used: well done."
        return f"{used} What is left comes on the next days." if goal.study_days(plan.day + 1) else used
    if not agenda.new and not agenda.review:
        return "Nothing more gains anything today: well done."
    parts = [f"{len(agenda.new)} new"] if agenda.new else []
    parts += [f"{len(agenda.review)} to review"] if agenda.review else []
    return f"{' and '.join(parts)}, about {max(1, round(agenda.seconds / 60))} min."


def _day_off(plan: Plan, day: int, share: float) -> str:
    """What leaving out a day costs."""
    cost = share * 100
    told = f"{cost:.1f} point{'' if f'{cost:.1f}' == '1.0' else 's'}" if cost >= 0.05 else "next to nothing"
    name = {0: "Today", 1: "Tomorrow"}.get(day - plan.day, dated(day))
    spread = "it is spread over the days left, nothing piles up."
    return f"{name} left out costs {told}: {spread if plan.goal.study_days(day + 1) else 'it is the last one.'}"


def _budget(plan: Plan) -> str:
    view = plan.outlook
    if view.left_weight <= LITTLE:
        last = max((cell.day for cell in view.cells if cell.new), default=None)
        told = "nothing is new any more" if last is None else f"the last new one is on {dated(last)}"
        little = (
            "1 card stays unseen that counts" if view.left_out == 1 else f"{view.left_out} cards stay unseen that count"
        )
        return f"Enough: {told}." if not view.left_out else f"Enough: {told}; {little} little."
    stays = "1 card stays" if view.left_out == 1 else f"{view.left_out} cards stay"
    if plan.goal.left(plan.day) <= LAST_DAYS and not plan.agenda.new:
        return f"{stays} unseen: the last days are for what you know."
    if plan.enough is not None:
        remedy = f"{plan.enough:g} min a day would do."
    else:
        most = max(view.topics, key=lambda each: each.left_out).topic
        remedy = f"A later day would help, or fewer topics (--focus {most}=0)."
    return f"At {plan.goal.minutes:g} min a day {stays} unseen. {remedy}"


def _history(plan: Plan) -> str:
    """The readiness of some days before, a week apart."""
    days = dict(plan.curve)
    told = [
        f"{'yesterday' if ago == 1 else f'{ago} days ago'} {percent(days[plan.day - ago])}"
        for ago in (28, 21, 14, 7, 1)
        if days.get(plan.day - ago)
    ]
    return " · ".join(told) or "Answered for the first time today."


def _commands(plan: Plan) -> list[tuple[str, str]]:
    found = []
    if plan.agenda.review or plan.agenda.new:
        found.append(("Next", next_command(plan.agenda)))
    minutes = plan.enough if plan.enough is not None else min(plan.goal.minutes + 5, MOST_MINUTES)
    return [*found, ("Change it", f"awsprep plan --minutes {minutes:g}"), ("End it", "awsprep plan --clear")]
