"""One bank file, decoded: a bad question is left out, the others play."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awsprep.bank.decode import id_of, question_of
from awsprep.bank.fields import Fields, found
from awsprep.bank.nodes import Node, parse, shown
from awsprep.bank.page import EnoughError, Page
from awsprep.core.bank import TOPICS
from awsprep.core.text import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awsprep.bank.scenario import Scenario
    from awsprep.core.problem import Problem
    from awsprep.core.question import Question


@dataclass(frozen=True, slots=True)
class Item:
    """A question and the node that it was read from."""

    question: Question
    node: Node


@dataclass(slots=True)
class Sheet:
    """One bank file, decoded: its questions, or its terms, and what is wrong in it (in `page.problems`).

    `items` are the questions that can be played, of `written` ones.
    """

    page: Page
    shipped: bool
    holds: str = ""
    bank: str = ""
    topic: str = ""
    written: int = 0
    items: list[Item] = field(default_factory=list)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scenario: Scenario | None = None


def sheet_of(path: str, data: bytes, *, shipped: bool) -> Sheet:
    """A file's bytes, decoded."""
    page = Page(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        page.error("not-utf8", None, "the file is UTF-16 or UTF-32", "save it as UTF-8")
        return Sheet(page, shipped)
    try:
        page.text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _not_utf8(page, data, error)
        return Sheet(page, shipped)
    return decode(page, shipped=shipped)


def unreadable(path: str, problem: Problem) -> Sheet:
    """The sheet of a file that could not be read."""
    page = Page(path)
    page.problems.append(problem)
    return Sheet(page, shipped=False)


_FILE_KEYS = ("topic", "bank", "questions")
_KEYS = 100  # of a file that is none of ours: a file of 300,000 keys must not take ten seconds


def decode(page: Page, *, shipped: bool) -> Sheet:
    """Everything in one file."""
    sheet = Sheet(page, shipped)
    running = gc.isenabled()
    gc.disable()  # nodes form no cycles, and the collector makes the time grow with the square of the size
    try:
        root = parse(page)
        if root is not None:
            _file(sheet, root)
        elif not page.problems:
            page.error("empty-file", None, "the file holds nothing", 'start with "topic:" and "questions:"')
    except EnoughError:
        page.label = ""
    finally:
        if running:
            gc.enable()
    return sheet


def _file(sheet: Sheet, root: Node) -> None:
    page, fields = sheet.page, Fields(sheet.page, root)
    if root.value is None:
        page.error("empty-file", None, "the file holds nothing", 'start with "topic:" and "questions:"')
    elif not isinstance(root.value, dict):
        page.error(
            "wrong-type", root, f"a file must be a mapping, found {found(root)}", 'start with "topic:" and "questions:"'
        )
    elif "questions" in fields.entries:
        sheet.holds = "questions"
        _questions(sheet, fields)
    elif "terms" in fields.entries:
        sheet.holds = "terms"
        _terms(sheet, fields)
    elif "scenario" in fields.entries:
        sheet.holds = "scenario"
        from awsprep.bank.scenario import scenario_of  # the models of AWS are not imported for questions

        sheet.scenario = scenario_of(page, root)
    else:
        keys = list(fields.entries)[:_KEYS]
        near = next((key for key in keys if nearest(key.lower(), ("questions", "terms"))), "")
        hint = did_you_mean(near.lower(), ("questions", "terms")) if near else 'add "questions:" with a list below it'
        at = fields.entries[near][0] if near else root
        page.error("unknown-file", at, 'there is no "questions" in this file', hint)


def _questions(sheet: Sheet, fields: Fields) -> None:
    page = sheet.page
    fields.only(_FILE_KEYS)
    sheet.topic, sheet.bank = _topic(sheet, fields), _bank(sheet, fields)
    playable = page.errors == 0 or bool(sheet.topic and (sheet.bank or sheet.shipped))
    nodes = fields.list("questions")
    if not nodes and isinstance(getattr(fields.get("questions"), "value", None), list):
        page.error("empty", fields.get("questions"), "questions is an empty list", "`awsprep new` writes a template")
    sheet.written = len(nodes)
    first: dict[str, Node] = {}
    for number, node in enumerate(nodes, 1):
        if not isinstance(node.value, dict):
            page.error(
                "wrong-type", node, f"question {number} must be a mapping, found {found(node)}", "start with id:"
            )
            continue
        page.label = f"question {number}: "
        question = question_of(page, node, topic=sheet.topic, bank=sheet.bank)
        page.label = ""
        name = Fields(page, node).get("id")
        if name is not None and isinstance(name.value, str):
            earlier = first.setdefault(name.value.strip(), name)
            if earlier is not name:
                message = f'the id "{shown(name.value)}" is used twice; the first is in line {earlier.line}'
                page.error("duplicate-id", name, message, "give this question an id of its own")
                continue
        if question is not None and playable:
            sheet.items.append(Item(question, node))
    clashing = _alias_clashes(page, nodes, first)
    sheet.items = [item for item in sheet.items if not any(item.node is node for node in clashing)]


def _topic(sheet: Sheet, fields: Fields) -> str:
    topic = fields.slug("topic", "the subject at the top: topic: vpc")
    if topic and topic not in TOPICS:
        node = fields.get("topic")
        if sheet.shipped:
            hint = did_you_mean(topic, TOPICS)
            sheet.page.error("unknown-topic", node, f'topic "{topic}" is not known', hint)
            return ""
        near = nearest(topic, TOPICS)
        if near:
            sheet.page.warn("unknown-topic", node, f'topic "{topic}" is not one of ours', f'did you mean "{near}"?')
    return topic


def _bank(sheet: Sheet, fields: Fields) -> str:
    node = fields.get("bank")
    if sheet.shipped:
        if node is not None:
            sheet.page.error("misplaced-key", node, "the shipped bank has no name", 'remove "bank"')
        return ""
    return fields.slug("bank", "the name of your bank at the top: bank: mine")


def _alias_clashes(page: Page, nodes: Sequence[Node], ids: Mapping[str, Node]) -> list[Node]:
    taken: dict[str, Node] = dict(ids)
    clashing = []
    for node in nodes:
        aliases = Fields(page, node).get("aliases")
        for alias in aliases.value if aliases is not None and isinstance(aliases.value, list) else ():
            if not isinstance(alias.value, str):
                continue
            earlier = taken.setdefault(alias.value.strip(), alias)
            if earlier is not alias:
                own = earlier is id_of(node)
                what = "the id" if alias.value.strip() in ids else "an alias"
                where = "of this question" if own else f"in line {earlier.line}"
                message = f'the alias "{shown(alias.value)}" is also {what} {where}'
                page.error("alias-taken", alias, message, "an alias is an id that no question has any more")
                clashing.append(node)
    return clashing


def _terms(sheet: Sheet, fields: Fields) -> None:
    fields.only({"terms"})
    node = fields.entries["terms"][1]
    if not isinstance(node.value, dict):
        hint = "write a term and its other names: security group: [sg]"
        sheet.page.error("wrong-type", node, f"terms must be a mapping, found {found(node)}", hint)
        return
    terms = Fields(sheet.page, node, "terms")
    owner: dict[str, str] = {}
    for term, (key, _) in terms.entries.items():
        aliases = terms.texts(term, "")
        for alias in aliases:
            earlier = owner.setdefault(alias.casefold(), term)
            if earlier != term:
                message = f'"{shown(alias)}" stands for "{shown(earlier)}" already'
                sheet.page.error("alias-taken", key, message, "give it to one term only")
        sheet.terms[term] = aliases


def _not_utf8(page: Page, data: bytes, error: UnicodeDecodeError) -> None:
    page.text = data.decode("latin-1")
    before = data[: error.start]
    line = before.count(b"\n") + 1
    start = before.rfind(b"\n") + 1
    column = len(before[start:].decode("utf-8", "replace")) + 1
    byte = f"0x{data[error.start]:02X}"
    page.error_at("not-utf8", line, column, f"the byte {byte} is not UTF-8", "save the file as UTF-8")
