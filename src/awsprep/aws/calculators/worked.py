"""A calculation: what goes in, what comes out, and the line that shows how."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.calculators.figures import Value, figure, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction


class NotComputableError(ValueError):
    """What was given makes no sense, or AWS's rule for it is not modelled; the message says which and why."""


class Given(NamedTuple):
    """One input. The type of its default says what may stand there: a whole number, any number, or a word.

    `words` lists the legal words; without them any text goes and the calculator reads it.
    """

    name: str
    default: Value
    what: str
    least: int = 0
    most: int = 10**9
    words: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """The value that a text means. Raises NotComputableError."""
        if isinstance(self.default, str):
            if self.words and text not in self.words:
                raise NotComputableError(f'{self.name} "{text}" is not one of {", ".join(self.words)}')
            return text
        value = number(text)
        if value is None or (isinstance(self.default, int) and value.denominator != 1):
            kind = "a whole number" if isinstance(self.default, int) else "a number"
            raise NotComputableError(f'{self.name} "{text}" is not {kind}')
        if not self.least <= value <= self.most:
            raise NotComputableError(
                f"{self.name} {figure(value)} is not in {figure(self.least)} to {figure(self.most)}"
            )
        return int(value) if isinstance(self.default, int) else value


class Worked(NamedTuple):
    """A result: the value, the value as people say it, and the substitution lines that lead there."""

    value: Value
    text: str
    steps: tuple[str, ...]


class Calculator(NamedTuple):
    """A family: its inputs, the function over them (by keyword), and the pages its rule is from."""

    givens: tuple[Given, ...]
    work: Callable[..., Worked]
    sources: tuple[str, ...]

    def calculate(self, texts: Mapping[str, str]) -> Worked:
        """Work with inputs as text; those left out take their defaults. Raises NotComputableError."""
        known = {given.name for given in self.givens}
        for name in texts:
            if name not in known:
                raise NotComputableError(f'there is no input "{name}" (there are {", ".join(sorted(known))})')
        values = {given.name: given.read(texts[given.name]) for given in self.givens if given.name in texts}
        return self.work(**{given.name: given.default for given in self.givens} | values)


def ceil(value: int | Fraction) -> int:
    """The least whole number that is not below."""
    return -(-value.numerator // value.denominator)
