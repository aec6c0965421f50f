"""The page that ends a sitting; it stays in the terminal's scrollback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awsprep.core.bank import topic_name
from awsprep.core.day import duration
from awsprep.ui.theme import columns, fit, width_of, wrap

if TYPE_CHECKING:
    from awsprep.ui.theme import Line, Theme

NARROW = 70  # under so many columns rows become blocks


@dataclass(frozen=True, slots=True)
class TopicResult:
    """One topic of a sitting. `before` and `after` are its recall tomorrow, None where the sitting moves none."""

    topic: str
    right: int
    asked: int
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was not right. `given` and `answer` are as shown (`c`, `cabd`), empty where that says nothing.

    `unanswered` says why there is no answer (`not answered`, `no time`), empty where there is one.
    """

    id: str
    title: str
    given: str = ""
    answer: str = ""
    unanswered: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sitting came to. Seconds throughout; shares are 0..1.

    `last_five` holds the right shares of the latest sittings of this mode, this one last. `limit` is the time that
    most of its questions had, None without one. `over` counts answers after it. `again` are the commands to go on
    with, each with what it gives. `plan` is a line on the interview that is planned. `repeats` are those of the `asked`
    that asked a card again.
    """

    mode: str
    level: str
    asked: int
    seconds: float
    right: int
    last_five: tuple[float, ...] = ()
    median: float | None = None
    limit: int | None = None
    over: int = 0
    guesses: int = 0
    guesses_right: int = 0
    topics: tuple[TopicResult, ...] = ()
    missed: tuple[Missed, ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    plan: str = ""
    repeats: int = 0


def summary(theme: Theme, facts: Facts) -> list[Line]:
    """The page. With nothing answered it says so and names the next command."""
    if not facts.asked:
        head = [facts.mode, facts.level] if facts.level else [facts.mode]
        lines = [*_head(theme, ["Session over", *head]), theme.rule()]
        lines += _prose(theme, "Nothing was answered. The questions will be there.")
        return [*lines, *_again(theme, facts)]
    cards = facts.asked - facts.repeats
    count = f"{cards} question{'' if cards == 1 else 's'}"
    times = f"asked {facts.asked} times" if facts.repeats else ""
    head = ["Session over", facts.mode, facts.level, count, times, duration(facts.seconds)]
    lines = [*_head(theme, [part for part in head if part]), theme.rule(), *_right(theme, facts)]
    lines += _pace(theme, facts)
    lines += _guesses(theme, facts)
    lines += _topics(theme, facts)
    lines += _missed(theme, facts)
    lines += [[], *_prose(theme, theme.plain(facts.plan))] if facts.plan else []
    return [*lines, *_again(theme, facts)]


def percent(share: float) -> str:
    """` 61 %`, six columns at most."""
    return f"{share * 100:.0f} %"


def _head(theme: Theme, parts: list[str]) -> list[Line]:
    """The parts on one line, or broken between two of them."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]} {theme.glyph('dot')} {part}" if lines[-1] else part
        if columns(joined) < theme.width:
            lines[-1] = joined
        else:
            lines.append(part)
    return [[("title", " " + line)] for line in lines]


def _prose(theme: Theme, text: str, label: str = "", indent: int = 1) -> list[Line]:
    lines = wrap(text, theme.width - indent)
    first = " " + fit(label, indent - 1) if indent > 1 else " "
    return [[("bold" if i == 0 else "", first if i == 0 else " " * indent), ("", line)] for i, line in enumerate(lines)]


def _right(theme: Theme, facts: Facts) -> list[Line]:
    share = facts.right / facts.asked
    line: Line = [("bold", " Right    "), ("", f"{facts.right} of {facts.asked}   ")]
    size = 18 if theme.width >= NARROW else max(5, theme.width - width_of(line) - 8)
    line += [*theme.bar(share, size), ("", f"  {percent(share):>5}")]
    if len(facts.last_five) < 2:
        return [line]
    past = "last five" + "".join(f"  {value * 100:.0f}" for value in facts.last_five[-5:])
    if width_of(line) + 4 + len(past) <= theme.width:
        return [[*line, ("", "    " + past)]]
    return [line, [("", " " * 10 + past)]]


def _pace(theme: Theme, facts: Facts) -> list[Line]:
    if facts.median is None:
        return []
    text = f"median {facts.median:.0f} s"
    if facts.limit is not None:
        text += f" of {facts.limit} s"
    if facts.over:
        text += f"; {facts.over} ran out of time"
    return _prose(theme, text, "Pace", 10)


def _guesses(theme: Theme, facts: Facts) -> list[Line]:
    if not facts.guesses:
        return []
    if facts.guesses_right:
        plural = "they come back sooner" if facts.guesses_right > 1 else "it comes back sooner"
        text = f"{facts.guesses_right} of the {facts.right} right answers; {plural}"
    else:
        text = f"{facts.guesses}, none of them right"
    return _prose(theme, text, "Guesses", 10)


def _topics(theme: Theme, facts: Facts) -> list[Line]:
    if not facts.topics:
        return []
    moved = any(t.before is not None and t.after is not None for t in facts.topics)
    if theme.width < NARROW:
        return [[], *_topic_blocks(theme, facts, moved=moved)]
    name = max(7, *(columns(theme.plain(topic_name(t.topic))) for t in facts.topics))
    size = min(16, theme.width - 64)
    name = min(name, 24, theme.width - 50 - size)
    header = " " + fit("Topic", name + 2) + fit("This session", size + 13)
    lines: list[Line] = [[], [("dim", header + ("Recall tomorrow: before   now" if moved else ""))]]
    for topic in facts.topics:
        shown = fit(theme.plain(topic_name(topic.topic)), name, theme.glyph("ellipsis"))
        line: Line = [("", f" {shown}  {f'{topic.right} of {topic.asked}':<9} ")]
        line += [*theme.bar(topic.right / topic.asked if topic.asked else 0, size), ("", "   ")]
        if topic.before is not None and topic.after is not None:
            line.append(("", f"{percent(topic.before):>23} {percent(topic.after):>5} "))
            line.append(_change(topic.before, topic.after))
        lines.append(line)
    return lines


def _topic_blocks(theme: Theme, facts: Facts, *, moved: bool) -> list[Line]:
    lines: list[Line] = [[("dim", " Topic, right, recall tomorrow" if moved else " Topic, right")]]
    for topic in facts.topics:
        tail = ""
        change = ("", "")
        if topic.before is not None and topic.after is not None:
            tail = f" {percent(topic.after):>5} "
            change = _change(topic.before, topic.after)
        counts = f"{topic.right} of {topic.asked}"
        room = theme.width - len(tail) - len(change[1]) - 10
        name = fit(theme.plain(topic_name(topic.topic)), max(4, room), theme.glyph("ellipsis"))
        lines.append([("", f" {name} {counts:>8}{tail}"), change])
    return lines


def _change(before: float, after: float) -> tuple[str, str]:
    points = round(after * 100) - round(before * 100)
    return ("good" if points > 0 else "", f"{points:+4d}" if points else "   =")


def _missed(theme: Theme, facts: Facts) -> list[Line]:
    if not facts.missed:
        return []
    lines: list[Line] = [[], [("bold", " Missed")]]
    longest = max(columns(theme.plain(missed.id)) for missed in facts.missed)
    last = max(columns(_said(theme, missed)) for missed in facts.missed)
    room = min(theme.width, 100) - longest - last - 8
    cross = theme.glyph("no")
    for missed in facts.missed:
        name, title = theme.plain(missed.id), theme.plain(missed.title)
        said = _said(theme, missed)
        if theme.width >= NARROW and room >= 20:
            text = fit(title, room, theme.glyph("ellipsis"))
            lines.append(
                [
                    ("wrong", f" {cross} "),
                    ("code", fit(name, longest)),
                    ("", f"  {text}   {' ' * (last - columns(said))}{said}"),
                ]
            )
            continue
        lines.append([("wrong", f" {cross} "), ("code", fit(name, theme.width - 3, theme.glyph("ellipsis")).rstrip())])
        lines += [[("", "   " + line)] for line in wrap(title, theme.width - 3)]
        lines += [[("", "   " + line)] for line in wrap(_said(theme, missed, "; "), theme.width - 3) if line]
    return lines


def _said(theme: Theme, missed: Missed, between: str = "   ") -> str:
    if missed.unanswered:
        return missed.unanswered
    given = theme.plain(f"you {missed.given}") if missed.given else ""
    answer = theme.plain(f"answer {missed.answer}") if missed.answer else ""
    return between.join(part for part in (given, answer) if part)


def _again(theme: Theme, facts: Facts) -> list[Line]:
    if not facts.again:
        return []
    size = max(columns(command) for command, _ in facts.again) + 3
    lines: list[Line] = [[]]
    for i, (command, gives) in enumerate(facts.again):
        label = " Next    " if i == 0 else " " * 9
        if 9 + size + columns(gives) <= theme.width:
            lines.append([("bold", label), ("code", fit(command, size)), ("dim", gives)])
            continue
        wrapped = enumerate(wrap(command, theme.width - 9))
        lines += [[("bold", label if not n else " " * 9), ("code", line)] for n, line in wrapped]
        lines += [[("dim", " " * 9 + line)] for line in wrap(gives, theme.width - 9)]
    return lines
