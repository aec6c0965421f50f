"""What lies before the learner and is not submitted yet: letters that are marked, a text, a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.core.exercise import Arrange, Pick
from awsprep.ui.draft import Draft

if TYPE_CHECKING:
    from awsprep.core.exercise import Given, Task
    from awsprep.ui.attempt import Attempt


@dataclass(slots=True)
class Held:
    """`cursor` is None until an arrow was pressed; on the answer screen it is the point that was ticked last.

    `taken` are options in the order in which they were taken. `attempt` is a policy, once one was written; `text` is
    then what an exam has of it.
    """

    cursor: int | None = None
    taken: tuple[int, ...] = ()
    guess: bool = False
    text: Draft = field(default_factory=Draft)
    attempt: Attempt | None = None

    def given(self, task: Task) -> Given | None:
        """The answer that this is to a task; None while it is not a whole one."""
        if isinstance(task, Pick):
            return self.taken or None
        if isinstance(task, Arrange):
            return self.taken if len(self.taken) == len(task.right) else None
        return self.text.text.strip() or (None if task.accept or task.drill else "")

    def lacks(self, task: Task) -> str:
        """What is to be done before there is an answer, if that can be said in a sentence."""
        if isinstance(task, Pick):
            more = "Mark the options first: press their letters, then Enter."
            return more if len(task.right) > 1 else "Press the letter of an option."
        if isinstance(task, Arrange):
            return f"{len(task.right) - len(self.taken)} more to go: press their letters in order."
        return ""

    def mark(self, index: int) -> None:
        """Mark an option, or take its mark off."""
        taken = self.taken
        self.taken = tuple(i for i in taken if i != index) if index in taken else (*taken, index)

    def put(self, index: int, task: Arrange) -> bool:
        """Put a piece next in the order; False where it lies there already."""
        if index in self.taken:
            return False
        if len(self.taken) < len(task.right):
            self.taken = (*self.taken, index)
        return True

    def move(self, step: int, count: int) -> None:
        """Move the cursor among so many options."""
        start = self.cursor if self.cursor is not None else -1 if step > 0 else count
        self.cursor = max(0, min(count - 1, start + step))
