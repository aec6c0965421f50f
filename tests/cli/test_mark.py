from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.bank.writing import bank, choice, put
from tests.cli.learner import Learner, learner

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["learner"]

SWAPPED = "Security groups are stateless and NACLs are stateful."


def stdin(monkeypatch: pytest.MonkeyPatch, text: str, *, terminal: bool = False) -> None:
    read = io.StringIO(text)
    monkeypatch.setattr(read, "isatty", lambda: terminal)
    monkeypatch.setattr("sys.stdin", read)


class TestOneAnswer:
    def test_what_was_found_is_quoted(self, learner: Learner) -> None:
        told = learner.calls("mark", "vpc-sg-vs-nacl", "--answer", "SGs are stateful. NACLs also have deny rules.")
        assert (told.code, told.err) == (0, "")
        assert "of 5 key points found" in told.out
        assert 'found: "stateful"' in told.out
        assert "not found - did you say it?" in told.out
        assert "Suggested  Again" in told.out

    def test_a_correct_counter_claim_is_no_red_flag(self, learner: Learner) -> None:
        flags = {
            text: json.loads(learner.calls("mark", "vpc-sg-vs-nacl", "--answer", text, "--json").out)["red_flags"]
            for text in (SWAPPED, "SGs are not stateless, and NACLs aren't stateful.")
        }
        assert [each["found"] for each in flags[SWAPPED]] == [True, False]
        assert not any(each["found"] for each in flags["SGs are not stateless, and NACLs aren't stateful."])

    def test_json_has_every_point(self, learner: Learner) -> None:
        told = json.loads(learner.calls("mark", "vpc-sg-vs-nacl", "--answer", "SGs are stateful", "--json").out)
        assert list(told) == ["schema", "id", "score", "suggested", "key_points", "red_flags"]
        assert (told["schema"], told["id"], told["score"], told["suggested"]) == (1, "vpc-sg-vs-nacl", 0.2, "again")
        first = told["key_points"][0]
        assert list(first) == ["id", "text", "must", "found", "evidence"]
        assert (first["id"], first["must"], first["found"], first["evidence"]) == ("stateful", True, True, "stateful")
        assert list(told["red_flags"][0]) == ["id", "text", "found", "evidence"]

    @pytest.mark.parametrize("arguments", [(), ("--answer", "-")])
    def test_the_answer_may_be_piped_in(
        self, learner: Learner, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
    ) -> None:
        stdin(monkeypatch, "Security groups\nare stateful.\n")
        told = learner.calls("mark", "vpc-sg-vs-nacl", "--json", *arguments)
        assert told.err == ""
        assert json.loads(told.out)["score"] == 0.2

    def test_at_a_terminal_it_says_how_to_end(self, learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, "", terminal=True)
        told = learner.calls("mark", "vpc-sg-vs-nacl", "--json")
        assert "Type your answer" in told.err
        assert "Ctrl-" in told.err
        assert json.loads(told.out)["score"] == 0

    def test_nothing_is_kept(self, learner: Learner) -> None:
        learner.calls("mark", "vpc-what-is", "--answer", "a network")
        assert not (learner.home / "data").exists()
        assert not (learner.home / "state").exists()


class TestTheQuestion:
    def test_one_that_does_not_exist_is_told_with_its_neighbour(self, learner: Learner) -> None:
        told = learner.calls("mark", "vpc-what-iz", "--answer", "x")
        assert (told.code, told.out) == (3, "")
        assert 'Did you mean "vpc-what-is"?' in told.err

    def test_one_without_key_points_is_told_before_anything_is_typed(
        self, learner: Learner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(learner.home, own=bank(choice("some-choice"), own="own"))
        stdin(monkeypatch, "never read", terminal=True)
        told = learner.calls("mark", "own/some-choice", "--bank", "own.yaml")
        assert (told.code, told.out) == (3, "")
        assert "own/some-choice has no key points" in told.err
        assert "awsprep search --kind open" in told.err
        assert "Type your answer" not in told.err

    def test_it_must_be_named(self, learner: Learner) -> None:
        told = learner.calls("mark", "--answer", "x")
        assert told.code == 2
        assert "awsprep mark ID" in told.err

    def test_an_answer_and_a_file_of_answers_exclude_each_other(self, learner: Learner) -> None:
        assert learner.calls("mark", "--answer", "x", "--answers", "y").code == 2


def lines(*answers: dict[str, object]) -> str:
    return "".join(json.dumps(answer) + "\n" for answer in answers)


STATEFUL: dict[str, object] = {
    "id": "vpc-sg-vs-nacl",
    "answer": "SGs are stateful",
    "covered": ["stateful"],
    "flags": [],
}
WRONG: dict[str, object] = {"id": "vpc-sg-vs-nacl", "answer": SWAPPED, "covered": ["order"], "flags": ["swapped"]}
NETWORK: dict[str, object] = {"id": "vpc-what-is", "answer": "nothing", "covered": [], "flags": []}


class TestLabelledAnswers:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "answers.jsonl"
        path.write_text("\n" + lines(STATEFUL, WRONG, NETWORK), encoding="utf-8")
        return path

    def test_precision_and_recall_are_told_overall_and_for_each_question(self, learner: Learner, file: Path) -> None:
        told = json.loads(learner.calls("mark", "--answers", str(file), "--json").out)
        assert told["answers"] == 3
        assert (told["key_points"]["precision"], told["key_points"]["recall"]) == (1, 0.5)
        assert [(each["id"], each["answers"]) for each in told["questions"]] == [
            ("vpc-sg-vs-nacl", 2),
            ("vpc-what-is", 1),
        ]
        assert told["disputes"] == [
            {
                "line": 3,
                "id": "vpc-sg-vs-nacl",
                "kind": "key_point",
                "name": "order",
                "found": False,
                "evidence": "",
            }
        ]

    def test_a_page_tells_the_same(self, learner: Learner, file: Path) -> None:
        told = learner.calls("mark", "--answers", str(file))
        assert (told.code, told.err) == (0, "")
        assert " all " in told.out
        assert "line 3, vpc-sg-vs-nacl, point order" in told.out

    def test_those_to_one_question_are_chosen(self, learner: Learner, file: Path) -> None:
        told = learner.calls("mark", "vpc-what-is", "--answers", str(file), "--json")
        assert json.loads(told.out)["answers"] == 1
        none = learner.calls("mark", "iam-role-evaluation", "--answers", str(file))
        assert (none.code, none.out) == (3, "")
        assert "has no answers to iam-role-evaluation" in none.err

    def test_bad_lines_are_told_by_their_numbers(self, learner: Learner, file: Path) -> None:
        bad = [
            "{",
            json.dumps({**STATEFUL, "id": "vpc-sg-vs-nackl"}),
            json.dumps({**STATEFUL, "covered": ["statefull"]}),
            json.dumps({**STATEFUL, "flags": ["xyz"]}),
        ]
        file.write_text(lines(STATEFUL) + "\n".join(bad), encoding="utf-8")
        told = learner.calls("mark", "--answers", str(file))
        assert (told.code, told.out) == (4, "")
        said = told.err.splitlines()
        assert [line.split(":")[1] for line in said[:4]] == ["2", "3", "4", "5"]
        assert "no JSON" in said[0]
        assert 'Did you mean "vpc-sg-vs-nacl"?' in said[1]
        assert 'did you mean "stateful"?' in said[2]
        assert "has no red flag" in said[3]
        assert "4 lines of" in told.err
        file.write_text("{", encoding="utf-8")
        assert "1 line of" in learner.calls("mark", "--answers", str(file)).err

    def test_they_may_be_piped_in(self, learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, lines(STATEFUL))
        assert json.loads(learner.calls("mark", "--answers", "-", "--json").out)["answers"] == 1

    def test_a_file_that_cannot_be_read_is_told(self, learner: Learner, tmp_path: Path) -> None:
        told = learner.calls("mark", "--answers", str(tmp_path / "none.jsonl"))
        assert told.code == 4
        assert "cannot be read" in told.err
        (tmp_path / "latin.jsonl").write_bytes(b"\xe9\n")
        assert "is no UTF-8 text" in learner.calls("mark", "--answers", str(tmp_path / "latin.jsonl")).err
        (tmp_path / "empty.jsonl").write_text("")
        assert learner.calls("mark", "--answers", str(tmp_path / "empty.jsonl")).code == 3
