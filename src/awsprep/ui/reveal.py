"""What the answer screen says: right or wrong, why, why not the others, what to say, what not to say, the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from awsprep.core.exercise import LETTERS, Arrange, Exercise, Given, Pick, Say, letters, spelled

if TYPE_CHECKING:
    from awsprep.core.exercise import Mark


class Reveal(NamedTuple):
    """The parts of an answer screen, as plain text; views lay them out.

    `verdict` is RIGHT, WRONG, ANSWER (self-marked); `key` the right answer, each of several right options by itself;
    `yours` what was given where it was wrong; `why` the explanation; `nots` pairs of a letter and why that option is
    wrong; `rights` pairs of a letter and why that option is right, where several are (of a single one `why` says it).
    """

    verdict: str
    key: tuple[str, ...]
    yours: str
    why: tuple[str, ...]
    nots: tuple[tuple[str, str], ...]
    rights: tuple[tuple[str, str], ...] = ()


def reveal(exercise: Exercise, given: Given, result: Mark) -> Reveal:
    """What to show for an answer."""
    task, question = exercise.task, exercise.question
    match task:
        case Pick(options, whys, shown, right):
            chosen = set(given) if isinstance(given, tuple) else set()
            key = tuple(f"{LETTERS[place]}) {options[i]}" for place, i in enumerate(shown) if i in right)
            yours = "" if result.right else letters(shown, chosen)
            rights = tuple((LETTERS[place], whys[i]) for place, i in enumerate(shown) if i in right and whys[i])
            nots = tuple((LETTERS[place], whys[i]) for place, i in enumerate(shown) if i not in right and whys[i])
            answer = (question.answer,) if question.answer else ()
            if len(right) > 1:
                return Reveal(_verdict(result), key, yours, answer, nots, rights)
            return Reveal(_verdict(result), key, yours, (*(why for _, why in rights), *answer), nots)
        case Arrange(pieces, shown, right_order, slots):
            yours = "" if result.right or not isinstance(given, tuple) else spelled(shown, given)
            key = (spelled(shown, right_order),)
            lines = [
                f"- {slots[n]}: {pieces[i]}" if slots else f"- {n + 1}. {pieces[i]}" for n, i in enumerate(right_order)
            ]
            why = ("\n".join(lines), *((question.answer,) if question.answer else ()))
            return Reveal(_verdict(result), key, yours, why, ())
        case Say(drill=drill) if drill is not None:
            from awsprep.labs.iam_text import printed

            judged = drill.judged(given if isinstance(given, str) else "")
            key = (f"{judged.right} of {judged.of} hidden requests are decided rightly",)
            why = (*filter(None, (judged.broken,)), drill.why, f"A policy that passes:\n{printed(drill.model)}")
            return Reveal(_verdict(result), key, "", (*why, *((question.answer,) if question.answer else ())), ())
        case Say(accept):
            if not accept:
                return Reveal("ANSWER", (), "", (question.answer,), ())
            yours = "" if result.right or not isinstance(given, str) else given
            return Reveal(_verdict(result), accept[:1], yours, (question.answer,) if question.answer else (), ())
        case _:
            assert_never(task)


def _verdict(result: Mark) -> str:
    return "RIGHT" if result.right else "WRONG"
