"""A policy that is written for a lab: in an editor, in a line, and as it is shown afterwards."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.exercise import Say, present
from awsprep.core.progress import Progress
from awsprep.core.session import QUIZ
from awsprep.labs.iam_drill import canonical
from awsprep.ui.attempt import Attempt, read, read_line, rows
from awsprep.ui.card import Shown, page
from awsprep.ui.card_json import as_json
from awsprep.ui.erratum import _key
from awsprep.ui.keys import footer
from awsprep.ui.lines import Lines
from awsprep.ui.plain import Plain
from awsprep.ui.theme import Theme
from tests.fakes import Clock, bank, places, records, sitting
from tests.ui.player import ENTER, ESC, playing
from tests.ui.reports import painted

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from awsprep.labs.iam_drill import Drill
    from tests.ui.player import Player

LAB = "s3-write-prefix"
FILE = f"""\
topic: s3
questions:
  - id: {LAB}
    kind: lab
    level: junior
    difficulty: medium
    category: testing
    pillar: security
    lab: iam-write
    with: {{find: prefix}}
    refs: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"]
    as_of: 2026-11
"""
EMPTY = '{"Version": "2012-10-17", "Statement": []}'
BROKEN = '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Alow", "Action": "s3:GetObject", "Resource": "*"}]}'


class Room:
    """A sitting with one drill, and an editor that leaves one text after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.sitting = sitting(folder, QUIZ, (LAB,), Progress(), self.clock, bank=bank(folder, {"s3": FILE}))
        self.editor = folder / "editor"
        self.editor.write_text(
            "#!/bin/sh\n"
            'for path in "$@"; do :; done\n'
            f"cd {folder}\n"
            "n=$(ls | grep -c ^seen)\n"
            'cp "$path" seen.$n\n'
            '[ -e text.$n ] && cp text.$n "$path"\n'
            "exit 0\n"
        )
        self.editor.chmod(0o755)

    @property
    def drill(self) -> Drill:
        task = self.sitting.now.task
        assert isinstance(task, Say)
        assert task.drill is not None
        return task.drill

    def leaves(self, *texts: str) -> None:
        for number, text in enumerate(texts):
            (self.folder / f"text.{number}").write_text(text)

    def saw(self, number: int) -> str:
        return (self.folder / f"seen.{number}").read_text()

    def play(self, **rest: Any) -> AbstractContextManager[Player]:
        environ = rest.pop("environ", {"EDITOR": str(self.editor)})
        return playing(self.sitting, self.clock, environ=environ, **rest)

    def plain(self, *lines: str, columns: int = 80) -> str:
        out = io.StringIO()
        reader = io.StringIO("".join(f"{line}\n" for line in lines))
        Plain(Lines(reader, out, Theme(columns, color=False), echo=True)).play(self.sitting)
        return out.getvalue()

    def written(self) -> list[dict[str, Any]]:
        return records(places(self.folder))


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


# --- the full screen -----------------------------------------------------------------------------------------------


def test_the_editor_opens_with_the_task_and_a_policy_that_passes_is_right(room: Room) -> None:
    room.leaves(json.dumps(json.loads(canonical(room.drill.model)), indent=2))
    template = room.drill.template
    with room.play() as player:
        assert "Enter opens the policy in your editor" in player.text
        assert "Enter write it" in player.text
        player.press(ENTER)
        assert player.sees("RIGHT")
        assert "8 of 8 hidden requests are decided rightly" in player.text
        player.press(ENTER)
    assert room.saw(0) == template
    (record,) = room.written()
    assert (record["score"], record["rating"]) == (1, 3)


def test_a_policy_that_fails_names_the_request_and_one_that_passes(room: Room) -> None:
    room.leaves(EMPTY)
    with room.play(rows=40) as player:
        player.press("v")
        assert player.sees("WRONG")
        assert "6 of 8 hidden requests are decided rightly" in player.text
        assert "This must be allowed, and with your policy it is refused:" in player.text
        assert "A policy that passes:" in player.text
        assert "It comes back tomorrow." in player.text
        player.press(ENTER)
    (record,) = room.written()
    assert (record["score"], record["rating"]) == (0.75, 1)
    assert json.loads(record["given"])["Statement"] == []


def test_one_with_a_mistake_is_opened_again_as_it_was_left(room: Room) -> None:
    room.leaves(BROKEN, EMPTY)
    with room.play() as player:
        player.press("v")
        assert player.sees('policy.json:2:27: error[bad-effect]: Effect is the text "Alow"')
        assert "^^^^^^" in player.text
        assert "Enter opens it again, as you left it." in player.text
        player.press(ENTER)
        assert player.sees("WRONG")
        player.press(ENTER)
    assert room.saw(1) == BROKEN


def test_after_undo_the_editor_opens_with_what_was_written(room: Room) -> None:
    room.leaves(EMPTY + "\n", canonical(room.drill.model))
    with room.play() as player:
        player.press("v")
        assert player.sees("WRONG")
        player.press("u")
        assert "Taken back." in player.text
        player.press("v")
        assert player.sees("RIGHT")
        player.press(ENTER)
    assert room.saw(1) == EMPTY + "\n"
    assert [record["score"] for record in room.written()] == [1]


def test_the_time_in_the_editor_counts(room: Room) -> None:
    room.leaves(EMPTY)
    with room.play() as player:
        player.press("v", wait=30)
        assert player.sees("WRONG")
        assert "30 s of 600 s" in player.text


def test_nothing_changed_is_no_answer_and_neither_is_an_editor_that_is_not_there(room: Room) -> None:
    with room.play() as player:
        player.press(ENTER)
        assert player.sees("Nothing was changed.")
        player.press(" ", "g")
        assert "guessing" in player.text
        player.press(ESC, "q")
    assert room.written() == []


def test_an_editor_that_does_not_start_is_told(room: Room) -> None:
    with room.play(environ={"EDITOR": "/no/such/editor"}) as player:
        player.press("v")
        assert player.sees("could not be started; set EDITOR.")


def test_the_keys_of_a_narrow_screen_say_how_to_write(room: Room) -> None:
    assert footer(("write", "practice"), Theme(44), "f") == " Enter write it   Tab flag   ? help   q end"
    with room.play(columns=44, rows=20) as player:
        assert "Enter write it" in player.text
        player.press("?")
        assert "write the policy in your" in player.text


# --- line by line --------------------------------------------------------------------------------------------------


def test_a_line_is_the_policy_or_the_path_of_its_file(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(canonical(room.drill.model))
    out = room.plain(str(file), "")
    assert "A policy file's path, or the policy as JSON on this line (s skip, q end):" in out
    assert "Right. 0 seconds of 600.\nAnswer: 8 of 8 hidden requests are decided rightly\n" in out
    assert room.written()[0]["score"] == 1


def test_a_line_that_is_no_policy_is_asked_again_with_its_place(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin.json").write_bytes(b"\xe4")
    out = room.plain(BROKEN.replace("\n", " "), "none.json", "latin.json", "", EMPTY + " g", "")
    assert 'your line:1:53: error[bad-effect]: Effect is the text "Alow"\n' in out
    assert "none.json: the file cannot be read" in out
    assert "latin.json is not UTF-8; save it as UTF-8." in out
    assert "That is no answer here. Give the path of a policy file, or the policy as JSON" in out
    assert "Wrong. 0 seconds of 600.\nAnswer: 6 of 8 hidden requests are decided rightly\n" in out
    assert room.written()[0]["guess"] is True


# --- reading and showing -------------------------------------------------------------------------------------------


def test_what_is_written_in_yaml_counts_and_a_list_of_policies_does_not(room: Room) -> None:
    yaml = "Version: 2012-10-17\nStatement: [{Effect: Allow, Action: s3:GetObject, Resource: '*'}]\n"
    assert json.loads(read(yaml, room.drill).given)["Statement"][0]["Action"] == "s3:GetObject"
    assert read(f"[{EMPTY}, {EMPTY}]", room.drill) == ("", ("policy.json holds 2 policies; write one.",))
    assert read("# " + "x" * 100_000, room.drill).problems == (
        "policy.json has more than 100,000 characters; no policy has.",
    )
    assert read("", room.drill).problems[0].startswith("policy.json")
    assert read_line(EMPTY, room.drill).given == EMPTY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"Version": "2012-10-17" "Statement": []}', "1:26: error[syntax]: this is no JSON: Expecting ',' delimiter"),
        ('{"Statement": [}', "1:16: error[syntax]: this is no JSON: Expecting value"),
        ("[&x 1]", "1:2: error[syntax]: this is no JSON: Expecting value"),
        ('{"Statement": 5}', "1:15: error[wrong-type]: a statement must be a mapping, found the number 5"),
        ("[" * 9999, "error[too-deep]"),
    ],
)
def test_what_begins_as_json_is_told_in_the_words_of_json(room: Room, text: str, told: str) -> None:
    given, (problem, *rest) = read(text, room.drill)
    assert (given, rest) == ("", [])
    assert told in problem
    assert "YAML" not in problem


def test_problems_fit_a_narrow_screen_with_their_carets(room: Room) -> None:
    theme = Theme(44, color=False)
    told = painted(theme, rows(Attempt(BROKEN, read(BROKEN, room.drill).problems), theme))
    assert max(map(len, told.split("\n"))) <= 44
    assert "      |             ^^^^^^" not in painted(theme, rows(Attempt(), theme))
    assert "^" in told


def shown(room: Room) -> Shown:
    questions = room.sitting.bank
    return Shown(questions.read(LAB), questions.headings[LAB], Progress(), {}, 20_778, 7)


def test_the_card_shows_a_policy_that_passes_and_why(room: Room) -> None:
    theme = Theme(80, color=False)
    text = painted(theme, page(theme, shown(room)))
    assert '{"Version": "2012-10-17", "Statement": [' in text
    assert "The slash before the wildcard keeps other prefixes out" in text
    (card,) = as_json(shown(room))["cards"]
    assert card["model"]["Statement"][0]["Action"] == "s3:GetObject"
    assert {each["allowed"] for each in card["requests"]} == {True, False}


def test_a_report_says_that_requests_are_the_key(room: Room) -> None:
    assert _key(present(room.sitting.bank.read(LAB), LAB, 7).task) == "the hidden requests"
