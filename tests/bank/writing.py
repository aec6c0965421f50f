"""Small bank files for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EVERY_KIND = """\
topic: vpc
questions:
  - id: vpc-open
    kind: open
    level: senior
    difficulty: hard
    category: large-design
    pillar: operational-excellence
    tags: [one, two]
    ask: |
      Why?

      - first
      - second
    answer: Because a security group remembers.
    contrast: {sg: [security group], nacl: [network acl]}
    key_points:
      - {id: stateful, text: It remembers, must: true, about: sg, any: ["remember*"], examples: [SGs remember.]}
      - {id: plain, text: It is plain}
    red_flags:
      - {id: swapped, text: Swaps them, critical: true, not_examples: [NACLs do not.]}
    follow_ups:
      - {ask: "And then?", answer: Nothing., probes: stateful}
    refs: ["https://docs.aws.amazon.com/vpc/"]
    as_of: 2026-11
    aliases: [vpc-old, vpc-older]
  - id: vpc-choice
    kind: choice
    level: mid
    difficulty: easy
    category: basics
    pillar: cost
    ask: Which one?
    options:
      - {text: One, right: true, why: So.}
      - {text: Two}
  - id: vpc-ordering
    kind: ordering
    level: mid
    difficulty: medium
    category: basics
    pillar: cost
    ask: In which order?
    items: [One, Two, Three]
  - id: vpc-matching
    kind: matching
    level: junior
    difficulty: medium
    category: testing
    pillar: security
    ask: Which to which?
    pairs:
      - {left: A, right: One}
      - {left: B, right: Two}
    extra: [Three]
  - id: vpc-cloze
    kind: cloze
    level: mid
    difficulty: medium
    category: basics
    pillar: reliability
    text: "{{c2::Two}} come after {{c1::one|a single one::a number}}, {{c2::Two}} again."
    answer: They do.
"""
"""A good file of the shipped bank with all that a question can have."""


def choice(name: str, ask: str = "Which one?", more: str = "") -> str:
    """A good choice question, as an item of `questions`."""
    return (
        f"  - id: {name}\n    kind: choice\n    level: mid\n    difficulty: easy\n    category: basics\n"
        f"    pillar: cost\n{more}    ask: {ask}\n    options:\n      - {{text: One, right: true}}\n      - {{text: Two}}\n"
    )


def bank(*questions: str, topic: str = "vpc", own: str = "") -> str:
    """A file of questions; `own` names a bank outside the shipped one."""
    return (f"bank: {own}\n" if own else "") + f"topic: {topic}\nquestions:\n" + "".join(questions)


def put(folder: Path, **files: str) -> str:
    """Writes files into a folder by their names without .yaml; gives the folder's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder)
