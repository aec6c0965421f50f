"""What a sitting came to, gathered for its summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awsprep.core.bank import question_id
from awsprep.core.exercise import Arrange, Pick, Say, letters, present, spelled
from awsprep.core.readiness import median
from awsprep.core.session import exercise_seed
from awsprep.ui.summary import Facts, Missed, TopicResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.bank import Bank
    from awsprep.core.progress import Progress
    from awsprep.core.session import Outcome


def account(
    bank: Bank,
    outcomes: Sequence[Outcome],
    progress: Progress,
    *,
    mode: str,
    level: str,
    seed: int,
    before: Mapping[str, float],
    after: Mapping[str, float],
    again: tuple[tuple[str, str], ...],
    seconds: float,
    unanswered: Sequence[str] = (),
    time_up: bool = False,
    plan: str = "",
) -> Facts:
    """The facts of a sitting. A card that was asked twice counts twice; missed is what was wrong the first time.

    `unanswered` are cards of an exam that was handed in without them, by the clock if `time_up`: they count as asked
    and not right.
    """
    topics = Counter(bank.headings[question_id(card)].topic for card in (*(o.card for o in outcomes), *unanswered))
    rights = Counter(bank.headings[question_id(o.card)].topic for o in outcomes if o.right)
    limits = Counter(o.limit for o in outcomes)
    first: dict[str, Outcome] = {}
    for outcome in outcomes:
        first.setdefault(outcome.card, outcome)
    past = [s.right / len(s.asked) for s in progress.sittings.values() if s.mode == mode and s.asked and s.ended]
    guesses = [o for o in outcomes if o.guess]
    why_not = "no time" if time_up else "not answered"
    return Facts(
        mode=mode,
        level=level,
        asked=len(outcomes) + len(unanswered),
        seconds=seconds,
        right=sum(o.right for o in outcomes),
        last_five=tuple(past[-5:]),
        median=median([o.seconds for o in outcomes]),
        limit=limits.most_common(1)[0][0] if limits else None,
        over=sum(o.over for o in outcomes),
        guesses=len(guesses),
        guesses_right=sum(o.right for o in guesses),
        topics=tuple(
            TopicResult(topic, rights[topic], asked, before.get(topic), after.get(topic))
            for topic, asked in topics.most_common()
        ),
        missed=(
            *(_missed(bank, o, seed) for o in first.values() if not o.right),
            *(Missed(question_id(c), bank.headings[question_id(c)].title, unanswered=why_not) for c in unanswered),
        ),
        again=again,
        plan=plan,
        repeats=len(outcomes) - len(first),
    )


def _missed(bank: Bank, outcome: Outcome, seed: int) -> Missed:
    """The question and the letters, as they were shown."""
    question = question_id(outcome.card)
    exercise = present(bank.read(question), outcome.card, exercise_seed(seed, outcome.card, 0))
    task, given = exercise.task, outcome.given
    yours = key = ""
    if isinstance(task, Pick) and isinstance(given, tuple):
        yours, key = letters(task.shown, given), letters(task.shown, task.right)
    elif isinstance(task, Arrange) and isinstance(given, tuple):
        yours, key = spelled(task.shown, given), spelled(task.shown, task.right)
    elif isinstance(task, Say) and task.accept and isinstance(given, str):
        yours, key = given, task.accept[0]
    return Missed(question, bank.headings[question].title, yours, key)
