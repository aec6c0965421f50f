"""Runs a sitting: chooses the view, survives signals, closes the journal, prints the summary."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

from awsprep.cli.waiting import rescue, take_in
from awsprep.core.bank import question_id
from awsprep.core.goal import goal_of
from awsprep.core.problem import AwsprepError
from awsprep.core.progress import day_of
from awsprep.core.readiness import topic_recall
from awsprep.ui.sitting import Sitting
from awsprep.ui.theme import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from awsprep.cli.context import Context
    from awsprep.core.bank import Heading
    from awsprep.core.glossary import Glossary
    from awsprep.core.phrases import Marked
    from awsprep.core.progress import Progress
    from awsprep.core.question import Question
    from awsprep.core.session import Outcome
    from awsprep.store.journal import Journal
    from awsprep.ui.answered import Marker
    from awsprep.ui.examination import Examination
    from awsprep.ui.theme import Line, Theme

EXIT_BY_SIGNAL = {"INT": 130, "TERM": 143, "HUP": 129}


def view_of(context: Context, *, plain: bool) -> str:
    """`full` or `plain`. Raises AwsprepError (exit code 2) at once where nobody could answer."""
    if plain or context.plain:
        return "plain"
    if not sys.stdin.isatty():
        raise AwsprepError(
            "A quiz needs a terminal to read the answers from.",
            "Run it in a terminal, or add --plain to answer line by line from a pipe.",
            exit_code=2,
        )
    return "full" if context.interactive else "plain"


def marker_of(context: Context, banks: Sequence[str] | None, *, wanted: bool | None) -> Marker | None:
    """What marks typed answers, with the terms of the banks; None where open questions are answered aloud.

    `wanted` is what an option says; without one the setting counts.
    """
    if not (context.setting("type") if wanted is None else wanted):
        return None

    @cache
    def glossary() -> Glossary:
        from awsprep.bank.load import shipped_folder, terms
        from awsprep.core.glossary import Glossary

        shipped = shipped_folder()
        own = list(banks) if banks else context.own_banks(go_on=True)
        return Glossary(terms([shipped, *own], shipped=shipped, cache_dir=context.paths.cache))

    def mark(question: Question, text: str) -> Marked:
        from awsprep.core.phrases import Prepared

        return Prepared(question, glossary()).mark(text)

    return mark


def sit(
    context: Context,
    sitting: Sitting | Examination,
    journal: Journal,
    *,
    view: str,
    level: str,
    cards: Mapping[str, Heading],
) -> int:
    """Play a sitting that was made and print what it came to; the exit code.

    AwsprepError (4) before the first question where the answers could not be written.
    """
    day = day_of(sitting.progress, context.clock)
    before = topic_recall(cards, sitting.progress, day)
    stopped, code = play(context, sitting, journal, view)
    broken_off = bool(stopped) and sitting.ended_by == stopped
    theme = context.theme()
    if broken_off and not isinstance(sitting, Sitting):
        _print(theme.paint(_left(theme, sitting)))
        return code
    # Imported here, for nobody waits for the summary before the first question.
    from awsprep.store.snapshot import open_progress
    from awsprep.ui.account import account
    from awsprep.ui.corrections import corrections
    from awsprep.ui.erratum import erratum_lines
    from awsprep.ui.summary import summary

    try:
        progress, _ = open_progress(context.paths, context.clock.now_ms(), sitting.bank.aliases(), save=True)
    except AwsprepError as error:
        context.say(f"awsprep: {error.message}\n  {error.hint}")
        code, progress = error.exit_code, sitting.progress
    outcomes = sitting.session.done if isinstance(sitting, Sitting) else sitting.done
    unanswered = () if isinstance(sitting, Sitting) else sitting.sheet.unanswered
    facts = account(
        sitting.bank,
        outcomes,
        progress,
        mode=sitting.recorder.mode,
        level=level,
        seed=sitting.recorder.seed,
        before=before,
        after=topic_recall(cards, progress, day),
        again=_next(sitting, outcomes, progress, day, float(str(context.setting("minutes"))), broken_off=broken_off),
        seconds=sitting.watch.total - (0 if isinstance(sitting, Sitting) else sitting.used),
        unanswered=unanswered,
        time_up=sitting.ended_by == "time",
        plan=_planned(sitting.bank.cards(), progress, day),
    )
    told = []
    if not isinstance(sitting, Sitting):  # the result and what to do next are the last to be read
        told = corrections(theme, sitting.bank, outcomes, sitting.recorder.seed, unanswered)
    lines = [*told[1:], []] if told else []
    lines += [[("warn", " Time is up.")], []] if sitting.ended_by == "time" else []
    lines += summary(theme, facts)
    if isinstance(sitting, Sitting):
        lines += erratum_lines(theme, sitting.bank, sitting.reports)
    _print(theme.paint(lines))
    if not code:  # whoever sends a signal does not want to wait; a full disk takes no backup
        _back_up(context)
    return code


def _announce(context: Context, sitting: Sitting, view: str) -> None:
    """Say where typed answers go, before the first question; nothing where no question will be answered in writing."""
    kinds = {sitting.bank.headings[question_id(card)].kind for card in sitting.session.queue}
    if sitting.grader is not None and "open" in kinds:
        from awsprep.cli.grader import announce

        told = announce(context, sitting.grader)
        if view == "full":  # which covers what was said
            sitting.notice.tell(told)


def play(context: Context, sitting: Sitting | Examination, journal: Journal, view: str) -> tuple[str, int]:
    """Play a sitting and close the journal: the signal that ended it or nothing, and the exit code so far.

    AwsprepError (4) before the first question where the answers could not be written.
    """
    journal.admit()
    _back_up(context, upgraded=True)
    if isinstance(sitting, Sitting):
        _announce(context, sitting, view)
    try:
        take_in(context, journal)
        stopped = _play(context, sitting, view)
        if stopped:
            (sitting.quit if isinstance(sitting, Sitting) else sitting.leave)(stopped)
        sitting.finish()
    finally:
        unsaved = _close(context, journal)
    return stopped, unsaved or EXIT_BY_SIGNAL.get(stopped, 0)


def _close(context: Context, journal: Journal) -> int:
    """Close the journal; 4 where answers could not be saved in it, which is said loudly, else 0."""
    try:
        spilled = journal.close()
    except AwsprepError as error:
        with suppress(OSError):
            context.say(f"awsprep: {error.message}\n  {error.hint}")
            rescue(context, journal)
        return error.exit_code
    if spilled is None:
        return 0
    with suppress(OSError):
        context.say(f"awsprep: NOT SAVED: the last answers could not be written to {context.paths.data}.")
        context.say(f"  They are in {spilled} and count from there.")
        context.say("  Free some space or mend the folder: with your next answer they are taken in.")
    return 4


def _back_up(context: Context, *, upgraded: bool = False) -> None:
    """The day's backup, or the one before another version's first answer. A practice does not fail with its backup."""
    from awsprep.store import backup

    try:
        (backup.upgraded if upgraded else backup.daily)(context.paths, context.clock.now_ms())
    except AwsprepError as error:
        with suppress(OSError):
            context.say(f"awsprep: {error.message}\n  {error.hint}")


def _left(theme: Theme, exam: Examination) -> list[Line]:
    """What to say of an exam that was left without handing in."""
    total = len(exam.sheet.cards)
    said = (
        f"The exam is not handed in: {total - len(exam.sheet.unanswered)} of {total} questions are answered, "
        "and its clock runs on. To go on: awsprep quiz --resume"
    )
    return [[("", " " + line)] for line in wrap(said, theme.measure)]


def _print(text: str) -> None:
    """Print the summary; the terminal may be gone."""
    from awsprep.cli.app import nowhere

    try:
        sys.stdout.write("\n" + text)
        sys.stdout.flush()
    except OSError:
        nowhere()


def _play(context: Context, sitting: Sitting | Examination, view: str) -> str:
    """Run the view; the name of the signal that ended it, or nothing."""
    if view == "full":
        from awsprep.ui.full import Full

        editor = str(context.setting("editor") or "")
        environ = {**context.environ, "VISUAL": editor} if editor else context.environ
        return Full(context.theme(), context.clock, environ).play(sitting)
    from awsprep.ui.lines import Lines, Stopped
    from awsprep.ui.plain import Plain

    lines = Lines(sys.stdin, sys.stdout, context.theme(), echo=not sys.stdin.isatty())
    try:
        with _signals(lines.stop):
            Plain(lines).play(sitting)
    except Stopped as stop:
        return str(stop)
    return ""


@contextmanager
def _signals(stop: Callable[[str], None]) -> Iterator[None]:
    """Ctrl-C, TERM and HUP end the reading of lines; what was answered is kept."""
    numbers = {getattr(signal, f"SIG{name}"): name for name in EXIT_BY_SIGNAL if hasattr(signal, f"SIG{name}")}
    old = {number: signal.signal(number, lambda number, _: stop(numbers[number])) for number in numbers}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _planned(cards: Mapping[str, Heading], progress: Progress, day: int) -> str:
    """Where the learner stands in the plan to an interview; nothing without one."""
    goal = goal_of(progress, day)
    if goal is None:
        return ""
    from awsprep.cli.planned import readiness_line

    return readiness_line(cards, progress, goal, day)


def _next(
    sitting: Sitting | Examination,
    outcomes: Sequence[Outcome],
    progress: Progress,
    day: int,
    minutes: float,
    *,
    broken_off: bool,
) -> tuple[tuple[str, str], ...]:
    """The commands to go on with, the one to take first."""
    from awsprep.cli.planned import waiting

    commands: list[tuple[str, str]] = []
    if broken_off and sitting.recorder.begun and sitting.recorder.mode in {"quiz", "exam"}:
        commands.append(("awsprep quiz --resume", "go on where you stopped"))
    now = waiting(sitting.bank.cards(), progress, day, minutes)
    commands += now
    wrong = [card for card, last in {o.card: o for o in outcomes}.items() if not last.right]
    if wrong:
        commands.append((f"awsprep show {question_id(wrong[0])}", "read one answer again"))
        again = "this one again" if len(wrong) == 1 else f"these {len(wrong)} again"
        if not isinstance(sitting, Sitting) and sitting.sheet.unanswered:  # they were not wrong: --missed leaves them
            again = "the wrong one again" if len(wrong) == 1 else f"the {len(wrong)} wrong ones again"
        commands.append(("awsprep quiz --missed", again))
    if goal_of(progress, day) is not None:
        commands += [] if now else [("awsprep plan", "how ready you will be")]
    else:
        if not now and not wrong:
            commands.append(("awsprep quiz", "another ten" if outcomes else "begin when you like"))
        tomorrow = sum(outcome.due == day + 1 for outcome in {o.card: o for o in outcomes}.values())
        if tomorrow and sitting.mode.moves and not now:
            commands.append(("awsprep review", f"tomorrow: {tomorrow} due"))
    import shlex

    named = "".join(f" --bank {shlex.quote(path)}" for path in sitting.recorder.options.get("bank", ()))
    return tuple((command + named, gives) for command, gives in commands)
