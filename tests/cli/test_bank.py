from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fakes import Home


def test_the_table_counts_every_question(home: Home) -> None:
    ended = home.run("bank")
    whole = json.loads(home.run("bank", "--json").out)
    assert (ended.code, ended.err) == (0, "")
    (all_of_it,) = [line for line in ended.out.splitlines() if line.startswith("All ")]
    assert all_of_it.split()[-1] == str(whole["questions"])
    assert "one, two+" in ended.out


@pytest.mark.parametrize("width", [36, 50, 72, 100])
def test_no_line_is_wider_than_the_terminal(home: Home, width: int) -> None:
    lines = home.run("bank", COLUMNS=str(width)).out.splitlines()
    assert max(map(len, lines)) <= width
    assert any("two+" in line for line in lines) is (width >= 72)


def test_colour_is_as_for_every_other_page(home: Home) -> None:
    assert "\x1b[" not in home.run("bank").out
    assert "\x1b[" in home.run("bank", "--color", "always").out
    assert "\x1b[" in home.run("bank", FORCE_COLOR="1", TERM="dumb").out
    assert "\x1b[" not in home.run("bank", FORCE_COLOR="0").out
    assert "\x1b[" not in home.run("bank", FORCE_COLOR="1", NO_COLOR="1").out


class TestABankThatIsGone:
    @pytest.mark.parametrize("command", [[], ["stats"], ["due"], ["review"]])
    def test_what_looks_goes_on_without_it(self, home: Home, command: list[str]) -> None:
        ended = home.run(*command, AWSPREP_BANK="/nowhere")
        assert ended.code == 0
        assert ended.out == home.run(*command).out
        assert ended.err == (
            "/nowhere does not exist; it is named by AWSPREP_BANK. Its questions are left out. "
            "Put it back, or change AWSPREP_BANK\n"
        )

    @pytest.mark.parametrize("command", [["quiz", "--plain"], ["search", "vpc"], ["bank"]])
    def test_what_asks_for_questions_says_who_named_it(self, home: Home, command: list[str]) -> None:
        home.folder.joinpath("config").mkdir()
        home.folder.joinpath("config", "config.toml").write_text('count = 3\nbanks = ["/nowhere"]\n')
        ended = home.run(*command)
        assert (ended.code, ended.out) == (4, "")
        assert f"named by the setting banks ({home.paths.settings}:2)." in ended.err
        assert "awsprep config set banks PATH" in ended.err
        assert home.run("config", "set", "banks", "").code == 0
        assert home.run("bank").code == 0
