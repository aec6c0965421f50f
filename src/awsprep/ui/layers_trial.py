"""A situation under trial: the caller, the context and the layers turned by hand; all of it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.iam import Line as Word
from awsprep.aws.iam import Says, Verdict, decide, line_of
from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_knobs import applying, asked, idle, knobs, variants, with_levels
from awsprep.labs.iam_trial import Trial as Tried

if TYPE_CHECKING:
    from awsprep.aws.iam import Decision
    from awsprep.aws.iam_fix import Fix
    from awsprep.aws.iam_policy import Policy, Request
    from awsprep.labs.iam_knobs import Knob
    from awsprep.labs.iam_situations import Situation

LETTERS = {
    "o": Layer.SCP,
    "c": Layer.RCP,
    "e": Layer.VPCE,
    "r": Layer.RESOURCE,
    "i": Layer.IDENTITY,
    "b": Layer.BOUNDARY,
    "s": Layer.SESSION,
}
"""The key of each layer, in the order in which a refusal is looked for."""

NAMES = {
    Layer.SCP: "SCP",
    Layer.RCP: "RCP",
    Layer.VPCE: "VPC endpoint",
    Layer.RESOURCE: "resource policy",
    Layer.IDENTITY: "identity policy",
    Layer.BOUNDARY: "boundary",
    Layer.SESSION: "session policy",
}
_LEVELS = {1: ("root",), 2: ("root", "account"), 3: ("root", "OU", "account")}


class Row(NamedTuple):
    """A layer, or a level of one, as it is shown. `idle` is why it does not apply; `word` is what it says.

    `decides` says that this is where the decision was made.
    """

    key: str
    layer: Layer
    level: int
    name: str
    word: Word
    idle: str
    decides: bool

    @property
    def there(self) -> bool:
        """Whether it has a policy that applies."""
        return not self.idle and self.word.says is not Says.ABSENT


class Trial:
    """What is tried on a situation. After every change it is decided anew."""

    def __init__(self, first: Situation) -> None:
        self.first = first
        self.now = first
        self._past: list[Situation] = []
        self._turned: dict[Layer, int] = {}
        self._look()

    def _look(self) -> None:
        self.tried = Tried(asked(self.now), applying(self.now))
        self.decision: Decision = self.tried.decision
        self._fix: Fix | None = None
        self._searched = False

    @property
    def request(self) -> Request:
        """What is asked."""
        return self.tried.request

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """What digits turn."""
        return knobs(self.now)

    @property
    def touched(self) -> bool:
        """Whether anything is other than at first."""
        return self.now != self.first

    @property
    def rows(self) -> tuple[Row, ...]:
        """The layers, those of an organization by level."""
        found: list[Row] = []
        for key, layer in LETTERS.items():
            levels = self.now.policies.levels(layer)
            if len(levels) > 1:
                found += [self._level(key, layer, level) for level in range(len(levels))]
            else:
                word = self.decision.line(layer)
                why = idle(layer, self.now)
                found.append(Row(key, layer, 0, NAMES[layer], word, why, self.decision.layer is layer))
        return tuple(found)

    def _level(self, key: str, layer: Layer, level: int) -> Row:
        """One level, as if it stood alone; a decision is made in the first one that refuses."""
        levels = self.now.policies.levels(layer)
        one = Policies(scps=(levels[level],)) if layer is Layer.SCP else Policies(rcps=(levels[level],))
        word = line_of(layer, self.request, one)
        why = idle(layer, self.now)
        whole = self.decision.line(layer)
        names = _LEVELS.get(len(levels), tuple(f"level {number + 1}" for number in range(len(levels))))
        decides = self.decision.layer is layer and not self.decision.allowed and whole.level == level
        return Row(key, layer, level, f"{NAMES[layer]} {names[level]}", word, why, decides)

    def refuses(self, layer: Layer) -> bool:
        """Whether a layer refuses the call, be it with others."""
        if self.decision.allowed:
            return False
        if self.decision.verdict is Verdict.EXPLICIT_DENY:
            return self.decision.line(layer).says is Says.DENY
        lines = tuple(
            line if line.layer is layer else Word(line.layer, Says.ALLOW, line.grant) for line in self.decision.lines
        )
        return not decide(self.request, lines).allowed

    def fix(self) -> Fix | None:
        """The smallest edit that turns the decision over; None where none is found."""
        if not self._searched:
            from awsprep.aws.iam_fix import fix

            self._fix, self._searched = fix(self.request, self.tried.policies, self.decision), True
        return self._fix

    # --- changes -----------------------------------------------------------------------------------------------

    def turn(self, number: int) -> str:
        """Turn the knob of a digit; a word on what it is now."""
        found = self.knobs
        if not found:
            return "The request is given; only policies can be turned."
        if number > len(found):
            return f"{number} turns nothing here: the list ends at {len(found)}."
        name, _, turned = found[number - 1]
        self._go(turned)
        return f"{number} {name}: {self.knobs[number - 1].value}."

    def exchange(self, layer: Layer) -> str:
        """Exchange a layer's policy for the next one; a word on what it does."""
        found = variants(layer, self.now, self.first)
        last = self._turned.get(layer, 0)
        after = [(last + step) % len(found) for step in range(1, len(found) + 1)]
        place = next(
            place for place in after if found[place].made != self.now
        )  # at least "none" or "allows it" is other
        self._turned[layer] = place
        does, made = found[place]
        self._go(made)
        why = idle(layer, self.now)
        return f"The {NAMES[layer]}: {does}.{f' But {why}.' if why else ''}"

    def rewrite(self, layer: Layer, level: int, documents: tuple[Policy, ...]) -> str:
        """Put other documents into a layer, or into a level of it; a word on how that went."""
        levels = list(self.now.policies.levels(layer)) or [()]
        levels[level] = documents
        self._go(with_levels(self.now, layer, tuple(levels) if any(levels) else ()))
        return f"The {NAMES[layer]} is changed; u takes that back."

    def mend(self) -> str:
        """Apply the smallest edit; a word on how that went."""
        found = self.fix()
        if found is None:
            return "No edit of the policies turns it over."
        made = self.now
        for layer in dict.fromkeys(edit.place.layer for edit in found.edits):
            made = with_levels(made, layer, found.policies.levels(layer))
        self._go(made)
        return f"Done: {'; '.join(edit.text for edit in found.edits)}."

    def undo(self) -> str:
        """Take back the last change."""
        if not self._past:
            return "There is nothing to take back."
        self.now = self._past.pop()
        self._look()
        return "Taken back."

    def reset(self) -> str:
        """Everything as it was at first; that, too, can be taken back."""
        if not self.touched:
            return "Everything is as it was."
        self._turned.clear()
        self._go(self.first)
        return "Everything is as it was. u takes that back."

    def _go(self, now: Situation) -> None:
        self._past.append(self.now)
        self.now = now
        self._look()
