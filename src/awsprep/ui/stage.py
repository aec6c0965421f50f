"""The stages of a sitting and of an exam: what is on the screen."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """What is on the screen."""

    ASK = "ask"
    ANSWER = "answer"
    PAUSE = "pause"
    SHEET = "sheet"  # an exam's list before handing in
    OVER = "over"
