"""The IAM simulator as it is played: keys go in, the screen comes out as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from awsprep.aws.iam_policy import Layer, Policies
from awsprep.labs.iam_cast import request, role
from awsprep.labs.iam_situations import OWN, SITUATIONS, Situation
from awsprep.labs.iam_text import allow, policy
from awsprep.ui.layers_page import parting
from awsprep.ui.layers_play import Play
from awsprep.ui.theme import Theme
from tests.ui.player import DOWN, ENTER
from tests.ui.reports import painted
from tests.ui.test_board import boarding

if TYPE_CHECKING:
    from pathlib import Path


class Desk:
    """A play, and an editor that leaves one text after the other."""

    def __init__(
        self,
        name: str = "boundary",
        *,
        columns: int = 80,
        rows: int = 24,
        unicode: bool = True,
        folder: Path | None = None,
    ) -> None:
        self.theme = Theme(columns, unicode, color=False)
        self.rows = rows
        self.folder = folder
        environ = {}
        if folder is not None:
            editor = folder / "editor"
            editor.write_text(
                "#!/bin/sh\n"
                'for path in "$@"; do :; done\n'
                f"cd {folder}\n"
                "n=$(ls | grep -c ^seen)\n"
                'cp "$path" seen.$n\n'
                '[ -e text.$n ] && cp text.$n "$path"\n'
                "exit 0\n"
            )
            editor.chmod(0o755)
            environ = {"EDITOR": str(editor)}
        names = [each.name for each in SITUATIONS]
        self.play = Play(SITUATIONS, environ, names.index(name))

    def press(self, *keys: str) -> str:
        """Press keys one by one; the screen after them. What needs the terminal gets it at once."""
        for key in keys:
            self.play.press(key)
            if self.play.errand is not None:
                errand, self.play.errand = self.play.errand, None
                errand()
        return self.text

    def leaves(self, *texts: str) -> None:
        assert self.folder is not None
        for number, text in enumerate(texts):
            (self.folder / f"text.{number}").write_text(text)

    def saw(self, number: int) -> str:
        assert self.folder is not None
        return (self.folder / f"seen.{number}").read_text()

    @property
    def text(self) -> str:
        drawn = self.play.draw(self.theme, self.rows)
        assert len(drawn) == self.rows
        text = painted(self.theme, drawn)
        assert max(map(len, text.split("\n"))) <= self.theme.width
        return text.rstrip("\n")


def test_the_layers_stand_below_each_other_with_what_decides() -> None:
    assert Desk().text == (
        " role/app  s3:GetObject  arn:aws:s3:::reports/q1.csv                  ✗ REFUSED\n"
        " 1 of 13  The role's policy allows it; its boundary says nothing of it\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "   o SCP              no policy\n"
        "   c RCP              no policy\n"
        "   e VPC endpoint     no policy\n"
        "   r resource policy  no policy\n"
        "   i identity policy  allow           Storage allows it\n"
        " ❯✗b boundary         implicit deny   no statement allows it: Limit allows\n"
        "                                      other actions\n"
        "   s session policy   no policy\n"
        "\n"
        " Refused by the permissions boundary. A permissions boundary grants nothing:\n"
        " what counts is what it and the identity policy both allow.\n"
        "\n"
        " 1 caller role   2 account the resource's   3 MFA absent\n"
        " 4 from the office, 203.0.113.9   5 TLS true   6 organization o-a1b2c3d4e5\n"
        " 7 management account other\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        " 1-8 turn   iborsec exchange   p predict   f fix   Enter read   ? help   q end"
    )


def test_on_a_narrow_ascii_terminal_it_scrolls_and_nothing_is_cut_off() -> None:
    desk = Desk("scp-levels", columns=44, rows=20, unicode=False)
    text = desk.text
    assert text.isascii()
    assert "x REFUSED" in text
    assert "on arn:aws:dynamodb:eu-west-1:111122223" in text
    assert " >xo SCP OU           implicit deny\n       no statement allows it: Services\n" in text
    assert "more lines, PgDn" in text
    assert "1 caller role" in desk.press("pagedown", "pagedown")
    assert "SCP root" in desk.press("pageup", "pageup")


def test_levels_of_an_organization_have_rows_of_their_own() -> None:
    text = Desk("scp-levels").text
    assert "   o SCP root         allow           FullAWSAccess allows it" in text
    assert " ❯✗o SCP OU           implicit deny   no statement allows it: Services allows" in text
    assert "   o SCP account      allow           FullAWSAccess allows it" in text


@pytest.mark.parametrize("name", [each.name for each in SITUATIONS])
@pytest.mark.parametrize("size", [(80, 24), (44, 20), (36, 12), (120, 40)])
def test_every_situation_fits_every_screen_in_every_mode(name: str, size: tuple[int, int]) -> None:
    desk = Desk(name, columns=size[0], rows=size[1])
    for keys in ((), ("f",), ("enter",), ("escape", "?"), ("p",), ("p", "p"), ("l",), ("escape",)):
        assert desk.press(*keys)


# --- turning -------------------------------------------------------------------------------------------------------


def test_a_digit_turns_a_knob_and_says_so() -> None:
    desk = Desk("explicit-deny")
    assert "✗ REFUSED" in desk.text
    text = desk.press("3")
    assert "✓ ALLOWED" in text
    assert " 2 of 13, changed  An Allow for everything" in text
    assert " 3 MFA: true." in text
    assert "9 turns nothing here: the list ends at 7." in desk.press("9")


def test_a_letter_exchanges_a_layer_and_the_cursor_goes_there() -> None:
    desk = Desk()
    text = desk.press("b")
    assert " ❯ b boundary         no policy" in text
    assert "✓ ALLOWED" in text
    assert " The boundary: none." in text
    seen = [desk.press("b") for _ in range(4)]
    assert [line for text in seen for line in text.split("\n") if line.startswith(" The boundary:")] == [
        " The boundary: allows it.",
        " The boundary: allows other actions alone.",
        " The boundary: denies it beside an Allow.",
        " The boundary: as it was.",
    ]
    assert "changed" not in seen[-1]
    assert "The session policy: allows it." in desk.press("s")


def test_what_does_not_apply_is_said() -> None:
    desk = Desk()
    assert "The VPC endpoint: allows it. But the call does not go through the endpoint." in desk.press("e")
    assert "   e VPC endpoint     does not apply  the call does not go through the endpoint" in desk.press("1")
    text = desk.press("4", "4")
    assert "✗e" not in text
    assert "e VPC endpoint     allow" in text
    assert "i identity policy  does not apply  an anonymous caller has none" in Desk().press("1", "1")


def test_changes_are_taken_back_one_by_one_or_all() -> None:
    desk = Desk()
    assert "There is nothing to take back." in desk.press("u")
    assert "Everything is as it was." in desk.press("0")
    desk.press("b", "3")
    assert "3 MFA absent" in desk.press("u")
    assert "Taken back." in desk.text
    assert "✗ REFUSED" in desk.press("u")
    desk.press("b", "3")
    assert "u takes that back." in desk.press("0")
    assert "✓ ALLOWED" in desk.press("u")


def test_the_smallest_edit_is_shown_and_applied() -> None:
    desk = Desk()
    text = desk.press("f")
    assert " The smallest edit that lets it through (F applies it)\n" in text
    assert " + In Limit of the permissions boundary add s3:GetObject to Action.\n" in text
    assert "The smallest edit" not in desk.press("f")
    text = desk.press("F")
    assert "✓ ALLOWED" in text
    assert "Done: in Limit of the permissions boundary add s3:GetObject to Action." in text.replace("\n ", " ")
    assert " The smallest edit that refuses it (F applies it)" in desk.press("f")


def test_a_decision_that_no_policy_turns_over_has_no_edit() -> None:
    given = request(role(OWN, "app"), "sts:GetCallerIdentity", "*")
    play = Play([Situation("yours", "Your policies", given.action, "*", Policies(), request=given)], {})
    play.press("f")
    theme = Theme(80, color=False)
    assert "No edit of the policies turns it over." in painted(theme, play.draw(theme, 24))
    play.press("F")
    assert play.message == "No edit of the policies turns it over."
    play.press("1")
    assert play.message == "The request is given; only policies can be turned."


def test_situations_are_gone_through_and_chosen_from_a_list() -> None:
    desk = Desk()
    assert " 2 of 13  An Allow for everything" in desk.press("n")
    assert " 13 of 13  A bucket that everybody reads" in desk.press("N", "N")
    text = desk.press("l")
    assert " ❯ public           A bucket that everybody reads, over TLS" in text
    assert " 12 of 13  " in desk.press("up", "enter")
    assert " 12 of 13  " in desk.press("l", "down", "escape")
    assert "public" not in desk.press("l", "l")


# --- predicting ----------------------------------------------------------------------------------------------------


def test_a_prediction_comes_first_and_is_counted() -> None:
    desk = Desk()
    text = desk.press("p")
    assert "✗ REFUSED" not in text
    assert '{"Sid": "Limit", "Effect": "Allow", "Action": ["sqs:*", "logs:*"],' in text
    assert "   d) The permissions boundary refuses it" in text
    text = desk.press("d")
    assert "✗ REFUSED" in text
    assert " Right. Right 1 of 1." in text
    assert "What comes of it?" in desk.press("n")
    assert "Press the letter of an answer, or move to one." in desk.press("enter")
    assert " ❯ a) It is allowed" in desk.press("down")
    text = desk.press("enter")
    assert "Not so: you said that it is allowed. Right 1 of 2." in text
    assert "What comes of it?" in desk.press("3")
    assert "No predictions any more" in desk.press("p")


def test_any_layer_that_refuses_is_a_right_answer() -> None:
    desk = Desk("other-account")
    desk.press("i", "p")
    rows = [row.layer for row in desk.play.trial.rows if row.word.says.value == "no policy"]
    assert {Layer.RESOURCE, Layer.IDENTITY} <= set(rows)
    assert "b) The resource policy refuses it" in desk.text
    assert "Right. Right 1 of 1." in desk.press("c")
    assert "Right. Right 2 of 2." in desk.press("p", "p", "b")


def test_a_deny_is_what_refuses_even_beside_silence() -> None:
    desk = Desk("outsiders")
    assert desk.play.trial.refuses(Layer.RCP)
    assert not desk.play.trial.refuses(Layer.IDENTITY)
    assert not Desk("public").play.trial.refuses(Layer.RESOURCE)


# --- reading and editing -------------------------------------------------------------------------------------------


def test_a_policy_is_read_at_the_cursor() -> None:
    desk = Desk()
    text = desk.press("enter")
    assert " Boundary\n" in text
    assert '{"Sid": "Limit", "Effect": "Allow", "Action": ["sqs:*", "logs:*"],' in text
    assert "❯✗b boundary" in desk.press("escape")
    assert "no policy; v writes one" in desk.press("down", "enter")
    assert desk.press("up", "down", "pagedown", " ", "enter").count("❯ s session policy") == 1


EDITED = (
    '{"Version": "2012-10-17", "Statement": [{"Sid": "New", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}\n'
)


def test_a_policy_is_edited_and_counts_at_once(tmp_path: Path) -> None:
    desk = Desk(folder=tmp_path)
    desk.leaves(EDITED)
    text = desk.press("v")
    assert '"Sid": "Limit"' in desk.saw(0)
    assert "✓ ALLOWED" in text
    assert " The boundary is changed; u takes that back." in text
    assert " ❯ b boundary         allow           New allows it" in text


def test_one_with_a_mistake_is_kept_and_opened_again(tmp_path: Path) -> None:
    desk = Desk(folder=tmp_path)
    spoiled = EDITED.replace("Allow", "Alow")
    desk.leaves(spoiled, EDITED, EDITED.replace("New", "Newer"))
    text = desk.press("v")
    assert ' policy.json:1:66: error[bad-effect]: Effect is the text "Alow"' in text
    assert " Not taken. v opens it again, as you left it." in text
    assert "✗ REFUSED" in text
    assert "✓ ALLOWED" in desk.press("v")
    assert desk.saw(1) == spoiled
    desk.press("v")
    assert '"Sid": "New"' in desk.saw(2)
    assert "Newer allows it" in desk.text


def test_an_empty_text_takes_a_policy_away_and_nothing_changed_changes_nothing(tmp_path: Path) -> None:
    desk = Desk("scp-levels", folder=tmp_path)
    desk.leaves("\n")
    text = desk.press("v")
    assert "o SCP OU           implicit deny   no statement allows it" in text
    assert "Nothing was changed." in desk.press("down", "down", "v")


def test_what_is_not_there_begins_with_what_is_asked(tmp_path: Path) -> None:
    desk = Desk("assume-role", folder=tmp_path)
    desk.press("r", "v", "c", "c", "v", "up", "up", "v")
    assert '"Principal": "*"' in desk.saw(0)
    assert '"Resource"' not in desk.saw(0)
    assert '"Effect": "Deny"' in desk.saw(1)


def test_a_principal_that_is_not_modelled_is_told(tmp_path: Path) -> None:
    desk = Desk("root-delegation", folder=tmp_path)
    desk.leaves(
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, '
        '"Action": "s3:*", "Resource": "*"}]}'
    )
    assert "not modelled" in desk.press("up", "v")
    assert desk.play.problems


def test_an_editor_that_is_not_there_is_told() -> None:
    play = Play(SITUATIONS, {"EDITOR": "/no/such/editor"})
    play.press("v")
    assert play.errand is not None
    play.errand()
    assert play.message == "The editor /no/such/editor could not be started; set EDITOR."


# --- the rest ------------------------------------------------------------------------------------------------------


def test_keys_that_mean_nothing_say_so_and_help_lists_those_that_do() -> None:
    desk = Desk(rows=40)
    assert "'x' does nothing here; ? lists the keys." in desk.press("x")
    assert "does nothing" not in desk.press("left")
    text = desk.press("?")
    assert "exchange the policy of a layer, by the letter before it" in text
    assert "Ctrl-C" in desk.press("down", "up", "pagedown", "pageup")
    assert "❯✗b boundary" in desk.press("z")
    desk.play.paste("iam")
    desk.play.tick()
    assert "❯✗b boundary" in desk.text
    desk.press("q")
    assert desk.play.over


def test_what_stays_is_who_calls_what_each_layer_and_the_outcome() -> None:
    theme = Theme(80, color=False)
    desk = Desk("public")
    text = painted(theme, parting(desk.play.trial, theme))
    assert text.startswith(" anonymous\n s3:GetObject on arn:aws:s3:::reports/q1.csv\n\n")
    assert "✓r resource policy  allow           Everybody allows it" in text
    assert text.endswith(" Allowed. The resource's policy allows it to everybody, and nothing denies it.\n")


def test_policies_of_ones_own_are_played_on() -> None:
    given = request(role(OWN, "app"), "s3:GetObject", "arn:aws:s3:::b/k", owner=OWN)
    mine = Policies(identity=(policy(allow("s3:*", sid="Mine")),))
    play = Play([Situation("yours", "Your policies", given.action, given.resource, mine, request=given)], {})
    theme = Theme(80, color=False)
    assert "✓i identity policy  allow           Mine allows it" in painted(theme, play.draw(theme, 24))
    play.press("r")
    play.press("n")
    assert "1 of 1  Your policies" in painted(theme, play.draw(theme, 24))


def test_the_board_gives_the_terminal_to_the_editor_and_takes_it_back(tmp_path: Path) -> None:
    desk = Desk(folder=tmp_path)
    desk.leaves(EDITED)
    with boarding(desk.play) as player:
        assert player.sees("REFUSED")
        player.press("v")
        assert player.sees("The boundary is changed; u takes that back.")
        player.press("u", DOWN, ENTER)
        assert player.sees("no policy; v writes one")
        player.press("q")
    assert player.ended_by == ""
