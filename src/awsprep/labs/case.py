"""A generated exercise: a question with options of which one is right, and what each wrong one got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from awsprep.aws.calculators import calculator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from awsprep.aws.calculators.figures import Value

LEAST, MOST = 4, 5
"""Options of a case."""


class Case(NamedTuple):
    """What is asked, the options as `(text, why)`, which is right, and how the right one is worked out.

    The `why` of a wrong option names the mistake that leads to it; that of the right one is empty. `inputs` are what
    the family's model was given and `values` what the options say, as it would: so a case can be checked again.
    """

    ask: str
    options: tuple[tuple[str, str], ...]
    right: int
    explanation: str
    inputs: Mapping[str, Any]
    values: tuple[Any, ...]


def case_of(
    family: str,
    ask: str,
    inputs: Mapping[str, Value],
    mistakes: Iterable[tuple[Value, str]],
    show: Callable[[Value], str] = str,
) -> Case | None:
    """A case whose key the calculator gives; None where too few of the mistakes lead to something else.

    Mistakes are `(value, name)`, the likeliest first. Those that come to the key, to each other, or below zero are
    left out, and so are those beyond MOST options.
    """
    found = calculator(family)
    worked = found.work(**{**{given.name: given.default for given in found.givens}, **inputs})
    chosen: dict[str, tuple[Value, str]] = {show(worked.value): (worked.value, "")}
    for value, why in mistakes:
        if isinstance(value, str) or value >= 0:
            chosen.setdefault(show(value), (value, why))
    if len(chosen) < LEAST:
        return None
    # in order, so that the place says nothing; texts of numbers sort by length first
    picked = sorted(list(chosen.items())[:MOST], key=lambda option: (len(option[0]), option[0]))
    texts = [text for text, _ in picked]
    return Case(
        ask,
        tuple((text, why) for text, (_, why) in picked),
        texts.index(show(worked.value)),
        explained(worked.steps),
        inputs,
        tuple(value for _, (value, _) in picked),
    )


def explained(steps: tuple[str, ...]) -> str:
    """Substitution lines as text: a list where there are several."""
    return steps[0] if len(steps) == 1 else "\n".join(f"- {step}" for step in steps)
