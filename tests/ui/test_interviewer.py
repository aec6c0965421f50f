from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.core.bank import question_id
from awsprep.core.evidence import Heard
from awsprep.core.exercise import Ticks, mark, mark_ticks, present
from awsprep.core.interview import MOST
from awsprep.core.opening import FOLLOW, OPENING, SKETCH, STORY
from awsprep.ui.interviewer import Interviewer
from tests.fakes import bank
from tests.ui.interviews import files, interviewer

if TYPE_CHECKING:
    from pathlib import Path

LONG = 7200.0


def hear(
    asks: Interviewer, card: str, *, right: bool = True, points: tuple[str, ...] = ("kernel", "lattice", "pinion")
) -> str:
    """Answer a card, open ones with these points."""
    questions = asks.questions
    name = question_id(card)
    exercise = present(questions.read(name), card, 1)
    if exercise.ticked:
        ticks = Ticks(frozenset(points))
        marked = mark_ticks(exercise.question, ticks)
        return asks.hear(Heard(exercise, questions.headings[name], "r", "text", marked, ticks, typed=True))
    given = (0,) if right else (1,)
    return asks.hear(Heard(exercise, questions.headings[name], "r", given, mark(exercise, given)))


def cards(asks: Interviewer, count: int = 99, left: float = LONG) -> list[str]:
    """What is asked when everything is answered well."""
    found: list[str] = []
    while len(found) < count and (card := asks.next(left)) is not None:
        found.append(card)
        hear(asks, card)
    return found


def test_it_warms_up_then_asks_to_design_and_for_a_story_then_follows_the_answers(tmp_path: Path) -> None:
    asked = cards(interviewer(bank(tmp_path, files())))
    assert "-choice-" in asked[0]
    assert asked[1].startswith(OPENING)
    assert asked[2].startswith(SKETCH)
    assert asked[3].startswith(STORY)
    assert not any(card.startswith((OPENING, SKETCH, STORY, FOLLOW)) for card in asked[4:])
    assert len(set(asked)) == len(asked)
    assert 15 < len(asked) <= MOST + 1  # a story counts for nothing


def test_the_warm_up_is_easy_for_the_level(tmp_path: Path) -> None:
    questions = bank(tmp_path, files())
    for level, easier in (("junior", {"junior"}), ("mid", {"junior", "mid"}), ("senior", {"mid", "senior"})):
        for seed in range(12):
            first = interviewer(questions, level, seed).next(LONG)
            assert first is not None
            assert questions.headings[first].level in easier


def test_without_prompts_the_bank_alone_is_asked(tmp_path: Path) -> None:
    asked = cards(interviewer(bank(tmp_path, files()), prompts=False))
    assert not any(card.startswith("interview:") for card in asked)


def test_the_same_seed_and_answers_ask_the_same(tmp_path: Path) -> None:
    questions = bank(tmp_path, files())
    first, same, other = (cards(interviewer(questions, seed=seed)) for seed in (7, 7, 8))
    assert first == same
    assert first != other


def test_a_point_that_was_missed_is_asked_for_once(tmp_path: Path) -> None:
    asks = interviewer(bank(tmp_path, files()), prompts=False)
    card = next(item.card for item in asks.pool if item.kind == "open")
    hear(asks, card, points=("kernel",))
    again = asks.next(LONG)
    assert again == f"{FOLLOW}{card}-0"
    assert asks.questions.read(again).body == ("And what of the lattice?",)
    assert asks.seconds(again) == 90
    assert asks.seconds(card) is None
    assert hear(asks, again, points=()) == "Noted."
    then = asks.next(LONG)
    assert then is not None
    assert not then.startswith(FOLLOW)


def test_nothing_is_asked_again_where_all_was_said_or_the_interview_is_blind_or_one_passed(tmp_path: Path) -> None:
    questions = bank(tmp_path, files())
    for blind, points in ((False, ("lattice",)), (True, ())):
        asks = interviewer(questions, prompts=False, blind=blind)
        card = next(item.card for item in asks.pool if item.kind == "open")
        assert hear(asks, card, points=points) == ("" if blind else "Noted.")
        assert not str(asks.next(LONG)).startswith(FOLLOW)
    asks = interviewer(questions, prompts=False)
    exercise = present(questions.read(card), card, 1)
    asks.hear(Heard(exercise, questions.headings[card], "r", None))
    assert not str(asks.next(LONG)).startswith(FOLLOW)


def test_with_half_a_minute_left_nothing_more_is_asked(tmp_path: Path) -> None:
    asks = interviewer(bank(tmp_path, files()))
    assert asks.next(29.9) is None
    assert asks.next(30.0) is not None


def test_an_empty_bank_has_nothing_to_ask(tmp_path: Path) -> None:
    questions = bank(tmp_path, files(("iam",)))
    assert Interviewer(questions, (), "mid", 7, prompts=False).next(LONG) is None


def line(card: str, **rest: object) -> dict[str, object]:
    return {"id": "r", "card": card, "seed": 1, "ms": 1000, **rest}


def test_what_was_heard_before_is_recalled_from_the_journal(tmp_path: Path) -> None:
    questions = bank(tmp_path, files())
    before = interviewer(questions)
    asked = cards(before, 5)
    records = [
        line(card, given=[0]) if "-choice-" in card else line(card, given="x", points={"auto": [], "final": ["kernel"]})
        for card in asked
    ]
    open_card = next(item.card for item in before.pool if item.kind == "open" and item.card not in asked)
    records.append(line(open_card, given="x", points={"auto": [], "final": ["kernel"]}))
    records.append(line(f"{FOLLOW}{open_card}-0", given="x", points={"auto": [], "final": ["lattice"]}))
    records.append(line(f"{FOLLOW}{open_card}-9", given="x"))  # its question has no such follow-up any more
    records.append(line(f"{FOLLOW}gone-0", given="x"))
    records.append(line("interview:unheard-of", given="x"))
    records.append(line("gone", given=[1]))
    after = interviewer(questions)
    after.recall(records)
    assert [heard.exercise.card for heard in after.heard] == [*asked, open_card, f"{FOLLOW}{open_card}-0"]
    then = after.next(LONG)
    assert then is not None
    assert then not in asked
    assert not then.startswith("interview:")


def test_an_answer_whose_follow_up_was_not_reached_is_followed_up(tmp_path: Path) -> None:
    asks = interviewer(bank(tmp_path, files()), prompts=False)
    card = next(item.card for item in asks.pool if item.kind == "open")
    asks.recall([line(card, given="x", points={"auto": [], "final": []})])
    assert asks.next(LONG) == f"{FOLLOW}{card}-0"
