"""A scenario under trial: broken by faults, changed by hand, mended; all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from awsprep.aws.vpc import resolve, simulate

if TYPE_CHECKING:
    from awsprep.aws.vpc import Ends, Flow
    from awsprep.aws.vpc_fault import Damage, Unfit
    from awsprep.aws.vpc_fix import Fix
    from awsprep.aws.vpc_network import Network
    from awsprep.aws.vpc_verdict import Step, Verdict
    from awsprep.bank.scenario import Scenario


class State(NamedTuple):
    """A scenario as it was changed by hand, what those changes were, and the faults on top, by number."""

    scenario: Scenario
    changes: tuple[str, ...] = ()
    faults: tuple[int, ...] = ()


class Trial:
    """What is tried on a scenario. After every change it is simulated anew."""

    def __init__(self, scenario: Scenario) -> None:
        self.original = scenario
        self.state = State(scenario)
        self._past: list[State] = []
        self._look()

    def _look(self) -> None:
        scenario, _, faults = self.state
        self.network: Network = scenario.network
        self.made: dict[str, Damage | Unfit] = {}
        if faults:
            from awsprep.aws.vpc_fault import FAULTS, broken

            self.network, self.made = broken(self.network, scenario.flow, [FAULTS[number - 1] for number in faults])
        self.verdict: Verdict = simulate(self.network, scenario.flow)
        self._fix: Fix | None = None
        self._searched = False

    @property
    def flow(self) -> Flow:
        """What is asked."""
        return self.state.scenario.flow

    @property
    def ends(self) -> Ends:
        """Who asks and who is asked, with the packet as it sets out."""
        return resolve(self.network, self.flow)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All the steps that are known, those behind the one that stopped the packet too."""
        return (*self.verdict.trace, *self.verdict.beyond)

    @property
    def touched(self) -> bool:
        """Whether anything is other than in the file."""
        return self.state != State(self.original)

    @property
    def now(self) -> Scenario:
        """The scenario as it is now, faults included."""
        return replace(self.state.scenario, network=self.network)

    def fix(self) -> Fix | None:
        """The smallest change that lets the flow through; None where none is found."""
        if not self._searched:
            from awsprep.aws.vpc_fix import fix

            self._fix, self._searched = fix(self.network, self.flow), True
        return self._fix

    def outlook(self, number: int) -> Damage | Unfit:
        """What a fault does, or would do now, or why it does nothing."""
        from awsprep.aws.vpc_fault import FAULTS, damage

        fault = FAULTS[number - 1]
        if number in self.state.faults:
            return self.made[fault.name]
        return damage(self.network, self.flow, fault)

    def toggle(self, number: int) -> str:
        """Break something, or mend it again; a word on why that cannot be done."""
        from awsprep.aws.vpc_fault import FAULTS, Unfit

        _, _, faults = self.state
        fault, found = FAULTS[number - 1], self.outlook(number)
        if number in faults:
            self._go(self.state._replace(faults=tuple(one for one in faults if one != number)))
            return f"{number} {fault.name}: taken back."
        if isinstance(found, Unfit):
            return f"{number} {fault.name} does not apply here. {found.why}"
        self._go(self.state._replace(faults=(*faults, number)))
        return f"{number} {fault.name}: {fault.meaning}."

    def change(self, scenario: Scenario, *words: str) -> None:
        """Go on with a scenario that was made of the present one; what the faults did becomes part of it."""
        done = [str(change) for made in self.made.values() for change in getattr(made, "changes", ())]
        self._go(State(scenario, (*self.state.changes, *done, *words)))

    def mend(self) -> str:
        """Apply the smallest change; a word on how that went."""
        if self.verdict.delivered:
            return "There is nothing to mend: the request and its reply both arrive."
        found = self.fix()
        if found is None:
            return "No small change lets it through. Change a rule yourself: v"
        self.change(replace(self.state.scenario, network=found.network), *map(str, found.changes))
        return f"Mended: {'; '.join(map(str, found.changes))}"

    def undo(self) -> str:
        """Take back the last change or fault; a word where there is none."""
        if not self._past:
            return "There is nothing to take back."
        self.state = self._past.pop()
        self._look()
        return "Taken back."

    def reset(self) -> str:
        """Everything as it is in the file; that, too, can be taken back."""
        if not self.touched:
            return "Everything is as it was."
        self._go(State(self.original))
        return "Everything is as it was. u takes that back."

    def _go(self, state: State) -> None:
        self._past.append(self.state)
        self.state = state
        self._look()
