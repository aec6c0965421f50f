"""One question with its answer, and what the journal says of its cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from awsprep.core.bank import topic_name
from awsprep.core.day import duration, iso, span, study_day
from awsprep.core.exercise import LETTERS, Arrange, Exercise, Pick, Say, present
from awsprep.core.memory import Learned, Rating, retrievability
from awsprep.core.question import describe
from awsprep.core.replay import was_right
from awsprep.ui.theme import flow, labelled, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.core.bank import Heading
    from awsprep.core.progress import Card, Progress
    from awsprep.core.question import Question
    from awsprep.core.record import Record
    from awsprep.ui.theme import Line, Theme

_INDENT = 11
_NARROW_INDENT = 3
_LATEST = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """What `show` shows: a question, its row in the index, the progress, its reviews by card, and today.

    `seed` makes the instance of a lab.
    """

    question: Question
    heading: Heading
    progress: Progress
    reviews: Mapping[str, Sequence[Record]]
    day: int
    seed: int = 0

    def exercises(self) -> list[Exercise]:
        """The exercise of each card, with everything in authored order."""
        return [_unshuffled(present(self.question, card, self.seed)) for card in self.heading.cards]

    def written(self, card: str) -> Record | None:
        """A card's last review with an answer that was typed to an open question."""
        reviews = self.reviews.get(card, ())
        return next((each for each in reversed(reviews) if "points" in each and each["given"]), None)


def page(theme: Theme, shown: Shown) -> list[Line]:
    """The page for printing."""
    question = shown.question
    dot = f" {theme.glyph('dot')} "
    parts = [question.id, topic_name(question.topic), question.level, question.difficulty, describe(question).label]
    parts += [f"seed {shown.seed}"] if shown.heading.kind == "lab" else []
    lines: list[Line] = [[("title", " " + row)] for row in wrap(theme.plain(dot.join(parts)), theme.measure)]
    lines.append(theme.rule())
    exercises = shown.exercises()
    for number, exercise in enumerate(exercises):
        lines += [[], *_prompt(theme, exercise)] if number else _prompt(theme, exercise)
    lines += _sections(theme, question, exercises)
    lines += [[], [("bold", " Your history")]]
    for card in shown.heading.cards:
        lines += _card(theme, shown, card)
    return lines


def _unshuffled(exercise: Exercise) -> Exercise:
    match exercise.task:
        case Pick() as pick:
            return exercise._replace(task=pick._replace(shown=tuple(range(len(pick.options)))))
        case Arrange() as arrange:
            return exercise._replace(task=arrange._replace(shown=tuple(range(len(arrange.pieces)))))
        case Say():
            return exercise
        case other:
            assert_never(other)


def _prompt(theme: Theme, exercise: Exercise) -> list[Line]:
    """The prompt, and what there is to pick, arrange or fill in, with the answer."""
    lines: list[Line] = [[("", " "), *row] for row in flow(theme.plain(exercise.prompt), theme.measure)]
    match exercise.task:
        case Pick(options, _, _, right):
            lines.append([])
            for i, option in enumerate(options):
                mark = theme.glyph("yes") if i in right else " "
                body = flow(theme.plain(option), theme.measure - 7)
                lines += labelled(f"{mark} {LETTERS[i]})", body, 7, "right" if i in right else "")
        case Arrange(pieces, _, right, slots):
            lines.append([])
            for place, i in enumerate(right):
                text = f"{slots[place]}: {pieces[i]}" if slots else pieces[i]
                lines += labelled(f"  {place + 1}.", flow(theme.plain(text), theme.measure - 7), 7, "")
            for i in range(len(right), len(pieces)):
                lines += labelled("  -", flow(theme.plain(f"{pieces[i]} (belongs to none)"), theme.measure - 7), 7, "")
        case Say(accept, _, drill):
            if drill is not None:
                from awsprep.labs.iam_text import printed

                model = flow(theme.plain(printed(drill.model)), theme.measure - 7)
                lines += [[], *labelled(f"  {theme.glyph('yes')}", model, 7)]
            if accept:
                said = theme.plain(" / ".join(accept))
                lines += labelled(f"  {theme.glyph('yes')}", [[("right", r)] for r in wrap(said, theme.measure - 7)], 7)
        case other:
            assert_never(other)
    return lines


def _sections(theme: Theme, question: Question, exercises: Sequence[Exercise]) -> list[Line]:
    lines: list[Line] = []
    why = [question.answer] if question.answer else []
    for exercise in exercises:
        if isinstance(exercise.task, Say) and exercise.task.drill is not None:
            why = [exercise.task.drill.why, *why]
        if isinstance(exercise.task, Pick):
            whys = exercise.task.whys
            why = [*(whys[i] for i in sorted(exercise.task.right) if whys[i]), *why]
            lines += _section(theme, "Why", why)
            for i, reason in enumerate(whys):
                if reason and i not in exercise.task.right:
                    lines += _section(theme, f"Not {LETTERS[i]}", [reason], gap=False)
            why = []
    lines += _section(theme, "Answer" if describe(question).kind == "open" else "Why", why)
    lines += _section(theme, "Say this", [p.text + (" (must)" if p.must else "") for p in question.key_points], "+ ")
    flags = [f.text + (" (critical)" if f.critical else "") for f in question.red_flags]
    lines += _section(theme, "Red flags", flags, "! ")
    for follow in question.follow_ups:
        lines += _section(theme, "Then", [follow.ask, follow.answer])
    lines += _section(theme, "Read", [_address(ref) for ref in question.refs], style="link")
    if question.as_of:
        lines += _section(theme, "Checked", [question.as_of], gap=not question.refs)
    return lines


def _section(
    theme: Theme, label: str, texts: Sequence[str], mark: str = "", style: str = "", *, gap: bool = True
) -> list[Line]:
    """A label and paragraphs beside it, or below it on a narrow terminal. Marked ones are a list."""
    if not texts:
        return []
    narrow = theme.width < 60
    indent = _NARROW_INDENT if narrow else _INDENT
    body: list[Line] = []
    for number, text in enumerate(texts):
        rows = flow(theme.plain(text), theme.measure - indent - len(mark))
        if number and not mark and not style:
            body.append([])
        body += [[("", mark if i == 0 else " " * len(mark)), *_styled(row, style)] for i, row in enumerate(rows)]
    lines: list[Line] = [[]] if gap else []
    if narrow:
        return [*lines, [("bold", " " + label)], *([("", " " * indent), *row] for row in body)]
    return [*lines, *labelled(label, body, indent)]


def _styled(row: Line, style: str) -> Line:
    return [(style, text) for _, text in row] if style else row


def _address(ref: str) -> str:
    return ref.removeprefix("https://")


def _card(theme: Theme, shown: Shown, card: str) -> list[Line]:
    known = shown.progress.card(card)
    lines: list[Line] = []
    if len(shown.heading.cards) > 1:
        lines.append([("", " "), ("code", theme.plain(card))])
    told = theme.plain(". ".join(_sentences(shown, known)) + ".")
    lines += [[("", "   " + row)] for row in wrap(told, theme.measure - 3)]
    for note in known.notes:
        lines += [[("dim", "   Note: " if i == 0 else "   "), *row] for i, row in enumerate(_note(theme, note))]
    for point in shown.question.key_points:
        words = "; ".join(f'"{sentence}"' for sentence in known.own.get(point.id, ()))
        said = wrap(theme.plain(f"Your words for “{point.text}”: {words}"), theme.measure - 3) if words else []
        lines += [[("dim", "   " + row)] for row in said]
    reviews = shown.reviews.get(card, ())
    for record in reviews[-_LATEST:]:
        lines += [[("dim", "   " + row)] for row in wrap(theme.plain(_review(record)), theme.measure - 3)]
    if len(reviews) > _LATEST:
        lines.append([("dim", f"   and {len(reviews) - _LATEST} earlier")])
    written = shown.written(card)
    if written is not None:
        lines.append([("dim", f"   You wrote on {iso(study_day(written['t'], written['tz']))}:")])
        rows = (row for line in written["given"].split("\n") for row in wrap(theme.plain(line), theme.measure - 5))
        lines += [[("", "     " + row)] for row in rows]
    return lines


def _note(theme: Theme, note: str) -> list[Line]:
    return flow(theme.plain(note), theme.measure - 10)


def _sentences(shown: Shown, card: Card) -> list[str]:
    memory = card.memory
    told = []
    if isinstance(memory, Learned):
        ahead = memory.due - shown.day
        when = "due now" if ahead <= 0 else f"due {'' if ahead == 1 else 'in '}{span(ahead)} ({iso(memory.due)})"
        recall = retrievability(memory, shown.day + 1, shown.progress.model)
        told.append(f"{when[0].upper()}{when[1:]}. Recall tomorrow {recall * 100:.0f} %")
        told.append(f"Stability {memory.stability:.1f} days, difficulty {memory.difficulty:.1f} of 10")
        if memory.lapses:
            told.append(f"Forgotten {memory.lapses} time{'' if memory.lapses == 1 else 's'}")
        if memory.leech:
            told.append("A leech: set aside until --release")
    else:
        told.append("Not answered yet" if not card.seen else "New to the schedule")
    if card.seen:
        told.append(f"Right {card.right} of {card.seen}, {duration(card.spent / 1000)} in all")
    told += [word for word, on in (("Suspended", card.suspended), ("Flagged", card.flagged)) if on]
    if card.buried >= shown.day:
        told.append(f"Buried until {iso(card.buried)}")
    return told


def _review(record: Record) -> str:
    """`2026-11-21, quiz, right, Good, 40 s, guessed`."""
    words = [
        iso(study_day(record["t"], record["tz"])),
        record["mode"],
        _outcome(record),
        Rating(record["rating"]).name.capitalize(),
        duration(record["ms"] / 1000),
    ]
    more = [word for word, key in (("guessed", "guess"), ("over time", "over")) if record[key]]
    return ", ".join(words + more)


def _outcome(record: Record) -> str:
    """Right or wrong; an answer in one's own words is neither, it has some of the points."""
    if "points" in record:
        return f"{record['score'] * 100:.0f} % of the points"
    return "right" if was_right(record) else "wrong"
