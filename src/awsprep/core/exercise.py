"""A question made concrete for one sitting, and the marking of what was answered.

All kinds become one of three tasks: Pick among options, Arrange pieces, Say it. Views and `mark` know tasks only.
Answers are kept in authored indices (or text), so they mean the same however the exercise was shuffled.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple, assert_never

from awsprep.core.memory import Rating
from awsprep.core.problem import AwsprepError
from awsprep.core.question import (
    Blank,
    Choice,
    Cloze,
    KeyPoint,
    Lab,
    Matching,
    Open,
    Ordering,
    Question,
    RedFlag,
    describe,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from awsprep.labs.iam_drill import Drill

LETTERS = "abcdefghi"
PASS_SCORE = 0.5
RIGHT_SCORE = 0.8


class Pick(NamedTuple):
    """Options in authored order, the order in which they are shown, and the indices of the right ones."""

    options: tuple[str, ...]
    whys: tuple[str, ...]
    shown: tuple[int, ...]
    right: frozenset[int]


class Arrange(NamedTuple):
    """Pieces to be put in a sequence. With `slots` each place has a name (matching), else it is a rank (ordering)."""

    pieces: tuple[str, ...]
    shown: tuple[int, ...]
    right: tuple[int, ...]
    slots: tuple[str, ...] = ()


class Say(NamedTuple):
    """Typed or spoken. With `accept` the text is compared; without, the learner ticks what they said.

    With `drill` the text is a policy as JSON, which is tried on the drill's requests.
    """

    accept: tuple[str, ...] = ()
    hint: str = ""
    drill: Drill | None = None


Task = Pick | Arrange | Say
Given = tuple[int, ...] | str


class Exercise(NamedTuple):
    """What is on the screen: card, prompt, task, default seconds, and the seed that made it."""

    card: str
    question: Question
    label: str
    prompt: str
    task: Task
    seconds: int
    seed: int

    @property
    def ticked(self) -> bool:
        """Whether the learner ticks key points instead of being compared with a key."""
        return isinstance(self.task, Say) and not self.task.accept and self.task.drill is None


class Mark(NamedTuple):
    """What marking gives: score 0..1, whether that counts as right, and as passed at all."""

    score: float
    right: bool
    passed: bool


class Ticks(NamedTuple):
    """Which key points (by id) an answer had and which red flags it showed."""

    points: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


def present(question: Question, card: str, seed: int) -> Exercise:
    """The exercise of a card. The same seed gives the same exercise."""
    rng = Random(seed)
    about = describe(question)
    prompt = about.prompt
    task: Task
    body = question.body
    match body:
        case Open():
            task = Say()
        case Choice(_, options):
            right = frozenset(i for i, o in enumerate(options) if o.right)
            task = Pick(
                tuple(o.text for o in options), tuple(o.why for o in options), _shuffled(len(options), rng), right
            )
        case Ordering(_, items):
            right_order = tuple(range(len(items)))
            shown = right_order
            while shown == right_order:  # shown in the right order there would be nothing to do
                shown = _shuffled(len(items), rng)
            task = Arrange(items, shown, right_order)
        case Matching(_, pairs, extra):
            pieces = (*(r for _, r in pairs), *extra)
            slots = tuple(left for left, _ in pairs)
            task = Arrange(pieces, _shuffled(len(pieces), rng), tuple(range(len(pairs))), slots)
        case Cloze(parts):
            prompt, task = _gap(parts, card)
        case Lab():
            prompt, task = _made(question, body, rng)
        case _:
            assert_never(body)
    return Exercise(card, question, about.label, prompt, task, about.seconds, seed)


def mark(exercise: Exercise, given: Given) -> Mark:
    """Compare an answer with the key. Right means exact; partial scores are for the statistics.

    Multi-select: max(0, hits - false) / n. Arranging: pieces in place / n. Typed gaps: right or not. Policies:
    requests decided rightly / n.
    """
    match exercise.task:
        case Pick(right=right):
            chosen = set(given) if isinstance(given, tuple) else set()
            hits = len(chosen & right)
            score = max(0, hits - len(chosen - right)) / len(right)
            exact = chosen == right
        case Arrange(right=right_order):
            placed = given if isinstance(given, tuple) else ()
            score = sum(a == b for a, b in zip(placed, right_order, strict=False)) / len(right_order)
            exact = placed == right_order
        case Say(drill=drill) if drill is not None:
            score = drill.judged(given if isinstance(given, str) else "").score
            exact = score == 1
        case Say(accept=accept):
            text = given if isinstance(given, str) else ""
            exact = any(_same(text, answer) for answer in accept)
            score = float(exact)
        case other:
            assert_never(other)
    return Mark(score, exact, exact)


def mark_ticks(question: Question, ticks: Ticks) -> Mark:
    """Mark an open answer by its ticked key points and red flags.

    Fails under half of the points or with a critical flag; right from 0.8 with every `must` and no flag.
    Without key points nothing can be ticked: the answer counts as passed, not as right.
    """
    points: tuple[KeyPoint, ...] = question.key_points
    flags: tuple[RedFlag, ...] = question.red_flags
    score = sum(p.id in ticks.points for p in points) / len(points) if points else PASS_SCORE
    shown = [f for f in flags if f.id in ticks.flags]
    passed = score >= PASS_SCORE and not any(f.critical for f in shown)
    musts = all(p.id in ticks.points for p in points if p.must)
    return Mark(score, passed and score >= RIGHT_SCORE and musts and not shown, passed)


def suggest(result: Mark, *, guess: bool = False) -> Rating:
    """The rating that an answer earns by itself; Easy is only ever the learner's own word."""
    if not result.passed:
        return Rating.AGAIN
    return Rating.GOOD if result.right and not guess else Rating.HARD


def letters(shown: tuple[int, ...], authored: Collection[int]) -> str:
    """The letters under which authored indices are shown, in the order of the letters."""
    return "".join(LETTERS[place] for place, index in enumerate(shown) if index in authored)


def spelled(shown: tuple[int, ...], sequence: tuple[int, ...]) -> str:
    """The letters of a sequence of authored indices, in the order of the sequence."""
    place: Mapping[int, int] = {index: place for place, index in enumerate(shown)}
    return "".join(LETTERS[place[index]] for index in sequence if index in place)


def read_letters(text: str, shown: tuple[int, ...]) -> tuple[int, ...] | None:
    """Authored indices of typed letters in the order typed; None if a letter is not listed or comes twice."""
    typed = text.strip().lower()
    places = [LETTERS.find(letter) for letter in typed]
    if not typed or len(set(typed)) < len(typed) or any(not 0 <= place < len(shown) for place in places):
        return None
    return tuple(shown[place] for place in places)


def _shuffled(count: int, rng: Random) -> tuple[int, ...]:
    order = list(range(count))
    rng.shuffle(order)
    return tuple(order)


def _gap(parts: tuple[str | Blank, ...], card: str) -> tuple[str, Say]:
    """The text with one numbered gap open and the others filled in, and what fills it."""
    number = int(card.rpartition("#")[2])
    open_blank = next(p for p in parts if isinstance(p, Blank) and p.number == number)
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif part.number == number:
            text += f"____ ({part.hint})" if part.hint else "____"
        else:
            text += part.accept[0]
    return text, Say(open_blank.accept, open_blank.hint)


def _made(question: Question, lab: Lab, rng: Random) -> tuple[str, Pick | Say]:
    """A case of the lab's family: its question, and its options with the explanation at the right one; or a drill."""
    from awsprep.labs import DRILLS, FAMILIES, drill, make

    if lab.family not in FAMILIES:
        raise AwsprepError(
            f'{question.id}: this version has no lab family "{lab.family}".', "Upgrade awsprep.", exit_code=4
        )
    if lab.family in DRILLS:
        made = drill(lab.family, question.level, rng, lab.parameters)
        return made.ask, Say(drill=made)
    case = make(lab.family, question.level, rng, lab.parameters)
    whys = tuple(why or case.explanation for _, why in case.options)
    shown = _shuffled(len(case.options), rng)
    return case.ask, Pick(tuple(text for text, _ in case.options), whys, shown, frozenset({case.right}))


def _same(text: str, answer: str) -> bool:
    return " ".join(text.split()).casefold() == " ".join(answer.split()).casefold()
