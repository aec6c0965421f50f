"""The page of the plan to an interview, and the same figures as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.core.bank import topic_name
from awsprep.core.day import WEEKDAYS, away, dated, iso
from awsprep.core.fit import ENOUGH as FIT_FROM
from awsprep.core.outlook import LITTLE
from awsprep.core.readiness import ENOUGH
from awsprep.ui.plan_week import weeks
from awsprep.ui.theme import columns, fit, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsprep.core.agenda import Agenda
    from awsprep.core.goal import Goal
    from awsprep.core.ladder import Rung
    from awsprep.core.outlook import Outlook, TopicOutlook
    from awsprep.core.past import Came
    from awsprep.ui.theme import Line, Theme

SCHEMA = 1
NARROW = 70
_LABEL = 12
_TOPICS = 12  # rows; more topics than that are summed up in one


class Plan(NamedTuple):
    """All that is told of a plan on a study day.

    `skipped` is what is expected if nothing is answered today, `enough` the minutes a day with which no card stays
    unseen (None where all fit, or nothing does). `curve` holds days past and the readiness for the day after each.
    """

    day: int
    goal: Goal
    outlook: Outlook
    agenda: Agenda
    skipped: float
    enough: float | None
    rung: Rung
    tested: int
    curve: tuple[tuple[int, float], ...] = ()
    came: tuple[Came, ...] = ()


def page(theme: Theme, plan: Plan) -> list[Line]:
    """The page for printing."""
    goal = plan.goal
    lines = [*_head(theme, plan), theme.rule(), *_ready(theme, plan), []]
    lines += [*_topics(theme, plan.outlook), []]
    if plan.outlook.cells:
        lines += [*weeks(theme, plan.outlook.cells, goal.day), []]
    for label, text in _facts(plan):
        lines += _labelled(theme, label, text)
    lines.append([])
    for label, command in _commands(plan):
        lines += _labelled(theme, label, command, "code")
    return lines


def nothing(theme: Theme, said: str, rung: Rung, tested: int) -> list[Line]:
    """The page where no interview is planned."""
    lines: list[Line] = [[("", f" {row}")] for row in wrap(theme.plain(said), theme.measure)]
    lines += [[], *_labelled(theme, "Memory", rung_words(rung, tested)), []]
    return [*lines, *_labelled(theme, "Plan one", 'awsprep plan --interview "in 3 weeks" --minutes 15', "code")]


def as_json(plan: Plan) -> dict[str, Any]:
    """The figures for `--json`. Shares are 0..1, days ISO dates; recall is for tomorrow, or for the day."""
    goal, view = plan.goal, plan.outlook
    return {
        "schema": SCHEMA,
        "day": iso(plan.day),
        "interview": {
            "day": iso(goal.day),
            "left": goal.left(plan.day),
            "minutes": goal.minutes,
            "free": [WEEKDAYS[each] for each in sorted(goal.free)],
            "levels": sorted(goal.levels),
            "focus": dict(goal.focus),
            "made": iso(goal.made),
        },
        "cards": view.cards,
        "seen": view.seen,
        "ready": _share(view.ready, view.ready_error),
        "recall_of_seen": None if view.recall_of_seen is None else round(view.recall_of_seen, 6),
        "expected": _share(view.expected, view.error),
        "stopped": round(view.stopped, 6),
        "skipped_today": round(plan.skipped, 6),
        "unseen": view.unseen,
        "left_out": view.left_out,
        "enough_minutes": plan.enough,
        "today": {
            "new": len(plan.agenda.new),
            "review": len(plan.agenda.review),
            "seconds": round(plan.agenda.seconds, 1),
            "seconds_left": round(plan.agenda.left, 1),
        },
        "topics": [
            {
                "topic": each.topic,
                "name": topic_name(each.topic),
                "weight": round(each.weight, 6),
                "ready": round(each.ready, 6),
                "expected": round(each.expected, 6),
                "unseen": each.unseen,
                "left_out": each.left_out,
            }
            for each in view.topics
        ],
        "days": [
            {"day": iso(c.day), "new": c.new, "review": c.review, "free": c.free, "ready": round(c.ready, 6)}
            for c in view.cells
        ],
        "history": [{"day": iso(day), "ready": round(share, 6)} for day, share in plan.curve],
        "forecasts": [
            {"made": iso(c.made), "day": iso(c.day), "foreseen": round(c.foreseen, 6), "came": round(c.came, 6)}
            for c in plan.came
        ],
        "memory": rung_json(plan.rung),
        "next": next_command(plan.agenda),
    }


def rung_json(rung: Rung) -> dict[str, Any]:
    """Whose memory is reckoned with, and what the last fit came to."""
    return {
        "fitted": rung.own,
        "off": rung.off,
        "answers": rung.answers,
        "adopted": rung.adopted,
        "fading": round(rung.fading, 6),
        "fitted_on": iso(rung.day) if rung.day else None,
    }


def rung_words(rung: Rung, tested: int) -> str:
    """`Your memory fades 12 % slower than average; adopted on 412 answers.`, or what a fit waits for."""
    if rung.own:
        pace = f"{abs(rung.fading) * 100:.0f} % {'faster' if rung.fading > 0 else 'slower'} than"
        pace = "about as fast as" if abs(rung.fading) < 0.005 else pace
        adopted = f"; adopted on {rung.answers} answers" if rung.answers else ""
        return f"Your memory fades {pace} average{adopted}. Back to the average: awsprep plan --weights default"
    if rung.off:
        return "The average memory is reckoned with, as you wish. To fit it to you: awsprep plan --weights own"
    if rung.answers:
        return (
            "The average memory is reckoned with: "
            f"fitted to your {rung.answers} answers it did not predict later ones better."
        )
    wait = f"until {FIT_FROM} answers were asked again on a later day ({tested} so far)"
    return f"The average memory is reckoned with, {wait}."


def next_command(agenda: Agenda) -> str:
    """What to begin with today: what is known and fades, then what is new."""
    return "awsprep review" if agenda.review else "awsprep quiz"


def percent(share: float) -> str:
    """`61 %`."""
    return f"{share * 100:.0f} %"


def ready_words(view: Outlook) -> str:
    """`56 % ± 4`, or with too few seen for that: `seen 10 of 304 · recall of seen 93 %`."""
    if view.seen >= ENOUGH:
        return f"{percent(view.ready)} ± {view.ready_error * 100:.0f}"
    seen = f"seen {view.seen} of {view.cards}"
    return seen if view.recall_of_seen is None else f"{seen} · recall of seen {percent(view.recall_of_seen)}"


def _share(share: float, error: float) -> dict[str, float]:
    return {"share": round(share, 6), "error": round(error, 6)}


def _head(theme: Theme, plan: Plan) -> list[Line]:
    goal = plan.goal
    when = f"{dated(goal.day)}, {away(goal.left(plan.day))}"
    free = ", ".join(WEEKDAYS[each] for each in sorted(goal.free))
    level = ",".join(sorted(goal.levels)) or "all"
    how = f"level {level} · {goal.minutes:g} min a day" + (f" · {free} free" if free else "")
    room = theme.width - _LABEL - columns(when) - columns(how) - 2
    head: Line = [("bold", fit(" Interview", _LABEL)), ("title", when)]
    if room >= 2:
        return [[*head, ("", " " * (room + 1) + how)]]
    return [head, *_labelled(theme, "", how)]


def _ready(theme: Theme, plan: Plan) -> list[Line]:
    view = plan.outlook
    now = f"tomorrow {ready_words(view)}" if view.seen >= ENOUGH else ready_words(view)
    if not view.cells:
        return _labelled(theme, "Ready", now)
    then = f"on the day {percent(view.expected)} ± {view.error * 100:.0f} with the plan"
    stop = f"{percent(view.stopped)} if you stop now"
    both = f"{now}    {then}, {stop}"
    if _LABEL + columns(both) <= theme.width:
        return [[("bold", fit(" Ready", _LABEL)), ("", f"{now}    "), ("good", then), ("", f", {stop}")]]
    return [*_labelled(theme, "Ready", now), *_labelled(theme, "", f"{then}, {stop}")]


def _topics(theme: Theme, view: Outlook) -> list[Line]:
    """A row a topic, the heaviest first; the lightest of many are summed up."""
    topics = sorted(view.topics, key=lambda each: -each.weight)
    named = [(topic_name(each.topic), each) for each in topics]
    if len(named) > _TOPICS:
        others = topics[_TOPICS - 1 :]
        named = [*named[: _TOPICS - 1], (f"{len(others)} others", _summed(others))]
    wide = theme.width >= NARROW
    size = 20 if wide else max(4, theme.width - 39)
    head = f" {'Topic':<14}{'Weight':>7}   {'Tomorrow':<{size + 6}}"
    head = f"{head}   {'On the day':>10}   {'Still new':>9}" if wide else f" {'Topic':<14}   Tomorrow  On day    New"
    lines: list[Line] = [[("dim", head.rstrip())]]
    for name, each in named:
        shown = fit(theme.plain(name), 14, theme.glyph("ellipsis"))
        if wide:
            bar = [*theme.bar(each.ready, size), ("", f" {percent(each.ready):>5}")]
            tail = f"   {percent(each.expected):>10}   {each.unseen:>9}"
            lines.append([("", f" {shown}{percent(each.weight):>7}   "), *bar, ("", tail)])
            continue
        tail = f" {percent(each.ready):>10} {percent(each.expected):>7} {each.unseen:>6}"
        lines.append([("", f" {shown}{tail}")])
    return lines


def _summed(topics: Sequence[TopicOutlook]) -> TopicOutlook:
    weight = sum(each.weight for each in topics)
    share = weight or 1.0
    return topics[0]._replace(
        weight=weight,
        ready=sum(each.ready * each.weight for each in topics) / share,
        expected=sum(each.expected * each.weight for each in topics) / share,
        unseen=sum(each.unseen for each in topics),
        left_out=sum(each.left_out for each in topics),
    )


def _facts(plan: Plan) -> list[tuple[str, str]]:
    """What is said below the tables: a label and a sentence or two."""
    view, goal = plan.outlook, plan.goal
    facts = [("Today", _today(plan))]
    if view.cells:
        facts.append(("Budget", _budget(plan)))
        cost = max(0.0, view.expected - plan.skipped) * 100
        told = f"{cost:.1f} point{'' if f'{cost:.1f}' == '1.0' else 's'}" if cost >= 0.05 else "next to nothing"
        if not goal.is_free(plan.day):
            facts.append(
                ("A day off", f"Today left out costs {told}: it is spread over the days left, nothing piles up.")
            )
    facts.append(("Memory", rung_words(plan.rung, plan.tested)))
    if plan.curve:
        facts.append(("So far", _history(plan)))
    for came in plan.came[-2:]:
        told = f"on {dated(came.made)} for {dated(came.day)}: {percent(came.foreseen)}; it came to {percent(came.came)}"
        facts.append(("Foreseen", told + "."))
    if view.cells:
        how = (
            f"How {percent(view.expected)} is made: each question's expected recall on {dated(goal.day)} x its weight, "
            "summed; unseen = 0 %. ± is what nine of ten cases stay within."
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
        return f"The {goal.minutes:g} minutes are used: well done. What is left comes on the next days."
    if not agenda.new and not agenda.review:
        return "Nothing is left that would gain anything."
    parts = [f"{len(agenda.new)} new"] if agenda.new else []
    parts += [f"{len(agenda.review)} to review"] if agenda.review else []
    return f"{' and '.join(parts)}, about {max(1, round(agenda.seconds / 60))} min."


def _budget(plan: Plan) -> str:
    view = plan.outlook
    stays = "1 card stays" if view.left_out == 1 else f"{view.left_out} cards stay"
    if view.left_weight <= LITTLE:
        last = max((cell.day for cell in view.cells if cell.new), default=None)
        told = "nothing is new any more" if last is None else f"the last new one is on {dated(last)}"
        return f"Enough: {told}." if not view.left_out else f"Enough: {told}; {stays} unseen that count little."
    remedy = (
        f"{plan.enough:g} min a day would do."
        if plan.enough is not None
        else "Fewer topics (--focus design=0) or a later day would help."
    )
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
    minutes = plan.enough if plan.enough is not None else plan.goal.minutes
    return [*found, ("Change it", f"awsprep plan --minutes {minutes:g}"), ("End it", "awsprep plan --clear")]


def _labelled(theme: Theme, label: str, text: str, style: str = "") -> list[Line]:
    head = fit(f" {label}", _LABEL)
    rows = wrap(theme.plain(text), min(theme.width, 90) - _LABEL)
    return [[("bold", head if i == 0 else " " * _LABEL), (style, row)] for i, row in enumerate(rows)]
