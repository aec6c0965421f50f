"""What a harness counted: trials, answers that were acknowledged, and those of them that were lost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """A row of the table. `faults` say what went wrong, one text a trial; `seen` are answers acknowledged in all."""

    name: str
    trials: int = 0
    seen: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)
    note: str = ""
    seconds: float = 0.0

    def trial(self, seen: int = 0, lost: int = 0, fault: str = "") -> None:
        """Count a trial."""
        self.trials += 1
        self.seen += seen
        self.lost += lost
        if fault or lost:
            self.faults.append(fault or f"{lost} lost")

    def add(self, other: Tally) -> None:
        """Count another row's trials as well."""
        self.trials += other.trials
        self.seen += other.seen
        self.lost += other.lost
        self.faults += other.faults

    @property
    def good(self) -> bool:
        """Nothing was lost, nothing went wrong, and something was tried."""
        return self.trials > 0 and not self.faults and not self.lost
