"""What if: the lines that decide about a flow, moved over, typed anew, added and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awsprep.bank.scenario_book import Mistake, Shelf
from awsprep.bank.scenario_rule import EXAMPLES
from awsprep.ui.draft import Draft

if TYPE_CHECKING:
    from awsprep.aws.vpc_verdict import Step
    from awsprep.bank.scenario import Scenario
    from awsprep.bank.scenario_book import Book, Rule
    from awsprep.ui.flow_trial import Trial

LONGEST = 300
"""Characters of a line."""

_SETTINGS = {
    "public": "203.0.113.10, or none",
    "bpa": "off, ingress or bidirectional",
    "acl": "the name of a network ACL, or none for the default one",
    "routes": "the name of a route table, or none for the main one",
    "subnet": "the name of a subnet",
    "vpc": "the name of a VPC",
    "vpcs": "shop, billing",
    "groups": "web, app, or none",
    "azs": "a, b",
}
"""What a setting may say, by its key."""


class Row(NamedTuple):
    """A line that the cursor can stand on: of which book, and which; None where a book has none."""

    book: Book
    rule: Rule | None


class Editor:
    """The lines of a trial, the cursor among them, and what is being typed."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.cursor = 0
        self.draft: Draft | None = None
        self.adding = False
        self.mistake = ""
        self.refresh()

    def refresh(self) -> None:
        """Look at the trial anew: after each change other lines may take part."""
        self.shelf = Shelf(self.trial.now)
        books: dict[Book, Step | None] = {self.shelf.flow(): None}
        for step in self.trial.steps:
            book = self.shelf.book(step)
            if book.rules or book.more:
                books.setdefault(book, step)
        self.books = list(books.items())
        self.rows = [Row(book, rule) for book in books for rule in book.rules or (None,)]
        self.cursor = max(0, min(self.cursor, len(self.rows) - 1))

    @property
    def row(self) -> Row:
        """The line under the cursor."""
        return self.rows[self.cursor]

    def move(self, by: int) -> None:
        """Move the cursor, no further than the ends."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))

    def change(self) -> str:
        """Begin to type the line anew; a word where it cannot be changed."""
        rule = self.row.rule
        if rule is None or not rule.path:
            return "This line stands by itself and cannot be changed. a adds one." if self.row.book.more else _FIXED
        self.draft, self.adding, self.mistake = Draft(rule.text, len(rule.text), LONGEST), False, ""
        return ""

    def add(self) -> str:
        """Begin to type a line more; a word where there is no list."""
        if not self.row.book.more:
            return "Nothing can be added here: there is no list of rules."
        self.draft, self.adding, self.mistake = Draft(most=LONGEST), True, ""
        return ""

    @property
    def label(self) -> str:
        """What is being typed."""
        name = self.row.rule.name.rstrip(":") if self.row.rule and not self.adding else ""
        return f"{self.row.book.title}, {name}" if name else self.row.book.title

    @property
    def example(self) -> str:
        """How a line like this one is written."""
        book, rule = self.row
        if self.adding or rule is None:
            return EXAMPLES[book.kind]
        return _SETTINGS.get(str(rule.path[-1])) or EXAMPLES[rule.kind]

    def keep(self) -> str:
        """Take what was typed; a word on what was changed, or nothing where it is a mistake or as before."""
        assert self.draft is not None  # noqa: S101  something is being typed
        line, (book, rule) = " ".join(self.draft.text.split()), self.row
        if self.adding or rule is None:
            return self._take(self.shelf.added(book, line), f"+ {book.title} {line}")
        if line == rule.text:
            self.leave()
            return ""
        named = f"{book.title} {rule.name}".strip()
        return self._take(self.shelf.changed(rule, line), f"~ {named} {line}")

    def delete(self) -> str:
        """Delete the line under the cursor; a word on how that went."""
        book, rule = self.row
        if rule is None or not rule.path:
            return "This line stands by itself and cannot be deleted." if rule else _FIXED
        said = self._take(self.shelf.removed(rule), f"- {book.title} {rule}")
        mistake, self.mistake = self.mistake, ""
        return said or mistake

    def leave(self) -> None:
        """Type no more; nothing is changed."""
        self.draft, self.mistake = None, ""

    def _take(self, found: Scenario | Mistake, words: str) -> str:
        if isinstance(found, Mistake):
            self.mistake = f"{found.message} {found.hint}".strip()
            return ""
        self.trial.change(found, words)
        self.leave()
        self.refresh()
        return f"{words}: {self.trial.verdict.word} now."


_FIXED = "There is nothing here that could be changed."
