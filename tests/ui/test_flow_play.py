"""The flow simulator as it is played: screens, and what each key does."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsprep.ui.flow_hand import acts
from awsprep.ui.flow_keys import KEYS
from awsprep.ui.theme import width_of
from tests.ui.flow_desk import NAMES, Desk

BACK, END = "backspace", "end"


@pytest.fixture
def desk() -> Desk:
    return Desk()


class TestTheScreen:
    def test_the_path_that_interviewers_draw_fills_80_by_24(self, desk: Desk) -> None:
        assert desk.text == dedent(
            """\
            | TCP  198.51.100.7:51514  to  web-1 203.0.113.10:443                ✓ DELIVERED
            |────────────────────────────────────────────────────────────────────────────────
            | 3 of 6  From the internet to a web server in a public subnet
            |
            |   internet ── igw ── web-acl ── web   ── web-1
            |               ok     in ok      in ok
            |   web-1 ── web-acl ── public ── igw ── internet
            |            out ok     igw       ok
            |
            |  #  Where    Check      Result  Rule that decided
            |  1  igw      public IP  ALLOW   target 203.0.113.10 becomes 10.0.1.10 of web-1
            |  2  web-acl  inbound    ALLOW   rule 100 allow tcp 443 from 0.0.0.0/0
            |  3  web      ingress    ALLOW   tcp 443 from 0.0.0.0/0
            |
            | The reply (security groups keep state, network ACLs do not)
            |  4  web-acl  outbound   ALLOW   rule 100 allow tcp 1024-65535 to 0.0.0.0/0
            |  5  public   route      igw     0.0.0.0/0 is the only match
            |  6  igw      public IP  ALLOW   source 10.0.1.10 becomes 203.0.113.10
            |
            | The request and its reply both arrive.
            |
            |
            |────────────────────────────────────────────────────────────────────────────────
            | Space step   r replay   1-9 break   p predict   f fix   ? help   q end"""
        ).replace("|", "")

    def test_it_fits_44_by_20(self) -> None:
        desk = Desk("app-to-database", columns=44, rows=20)
        assert desk.text == dedent(
            """\
            | TCP  app-1 10.0.1.20:49152
            | to  db-1 10.0.12.8:3306          ✗ BLOCKED
            |────────────────────────────────────────────
            | 2 of 6  The application cannot reach its
            |         database, and opening one port is
            |         not enough
            |
            |   app-1 ── app    ── app-acl ── main
            |            out ok    out ok     local
            |   ── db-acl  ──✗  db          ── db-1
            |      in DENY      not reached
            |
            |  #  Where    Check     Result
            |  1  app      egress    ALLOW
            |     all traffic to 0.0.0.0/0
            |  2  app-acl  outbound  ALLOW
            |     rule 100 allow tcp 3306 to 10.0.0.0/16
            |  3  main     route     local
            |── 24 more lines, PgDn ─────────────────────
            | Space step   r replay   ? help   q end"""
        ).replace("|", "")

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("size", [(36, 12), (44, 20), (80, 24), (132, 50)])
    def test_every_scenario_fits_every_terminal_in_every_mode(self, name: str, size: tuple[int, int]) -> None:
        desk = Desk(name, columns=size[0], rows=size[1])
        for keys in (" ", " ", "e", "f", "F", "3", "4", "l", "l", "v", "v", "s", "s", "p", "p", "?", "?"):
            desk.press(*([END] if keys == "e" else keys))
            assert max(map(width_of, desk.lines)) <= size[0], (keys, desk.text)

    def test_without_unicode_everything_is_ascii(self) -> None:
        desk = Desk("app-to-database", unicode=False)
        for key in ("f", "v", "v", "l", "l", "s", "s", "p", "?"):
            assert desk.press(key).isascii()
        assert "x BLOCKED" in Desk("app-to-database", unicode=False).text

    def test_ipv6_sockets_are_written_as_in_urls(self) -> None:
        assert Desk("ipv6-egress-only", columns=100).head.startswith(
            " TCP  [2001:db8:ffff::7]:49152  to  web-1 [2001:db8:1234:1a11::10]:443"
        )
        assert Desk("ipv6-egress-only", columns=44).text.split("\n")[2].strip() == "✗ BLOCKED"

    def test_what_does_not_fit_scrolls_by_lines_and_pages(self) -> None:
        desk = Desk("app-to-database", columns=44, rows=20)
        assert "── 23 more lines, PgDn ──" in desk.press("down")
        assert "── 11 more lines, PgDn ──" in desk.press("pagedown")
        assert "── 12 more lines, PgDn ──" in desk.press("up")
        assert "── 24 above, PgUp ──" in desk.press("pagedown", "pagedown")
        assert "── 24 more lines, PgDn ──" in desk.press("pageup", "pageup", "pageup")


class TestStepping:
    def test_only_what_was_reached_is_shown(self, desk: Desk) -> None:
        text = desk.press(" ", " ")
        assert "hop 2 of 6" in desk.head
        assert "rule 100 allow tcp 443 from" in text
        assert "tcp 443 from 0.0.0.0/0\n  3" not in text
        assert "reply" not in text
        assert "DELIVERED" not in text
        assert "The reply (security groups keep state, network ACLs do not)" in desk.press(" ", " ")
        assert "✓ DELIVERED" in desk.press(" ", " ")

    def test_back_and_to_the_end(self, desk: Desk) -> None:
        assert "hop 5 of 6" in desk.press("b")
        assert "hop 4 of 6" in desk.press(BACK)
        assert "✓ DELIVERED" in desk.press(END)
        assert "hop 1 of 6" in desk.press(" ")
        assert "hop 0 of 6" in desk.press("b", "b", "b")
        assert "✓ DELIVERED" in desk.press("enter")

    def test_a_replay_moves_by_itself_and_any_key_stops_it(self, desk: Desk) -> None:
        assert desk.play.beat is None
        desk.press("r")
        assert desk.play.beat == 0.01
        desk.play.tick()
        assert "hop 1 of 6" in desk.head
        assert "hop 1 of 6" in desk.press("q")
        assert (desk.play.over, desk.play.beat) == (False, None)
        desk.press("r")
        while desk.play.beat:
            desk.play.tick()
        assert "✓ DELIVERED" in desk.head


class TestBreaking:
    def test_digits_break_and_mend_and_the_foot_tells_which(self, desk: Desk) -> None:
        assert "✗ BLOCKED" in desk.press("4")
        assert "4 ephemeral ports: the ACL opens" in desk.foot
        assert desk.press("8", "enter").count("Broken: 4 ephemeral ports, 8 blackhole") == 1
        desk.press("4", "8")
        assert "✓ DELIVERED" in desk.head
        assert "0 of" not in desk.foot

    def test_a_fault_that_does_not_apply_says_why(self, desk: Desk) -> None:
        desk.press("6")
        assert desk.foot.startswith(" 6 NAT subnet does not apply here. There is no NAT gateway on this way.")

    def test_0_takes_all_back_and_u_takes_that_back(self, desk: Desk) -> None:
        desk.press("1", "9", "0")
        assert "✓ DELIVERED" in desk.head
        assert "✗ BLOCKED" in desk.press("u")

    def test_the_list_tells_what_is_on_what_could_be_and_what_could_not(self, desk: Desk) -> None:
        text = desk.press("3", "l")
        assert "\n 2 [ ] main route table\n       the subnet falls back to the VPC's main route table\n" in text
        assert "\n 3 [x] ACL order\n       + web-acl inbound rule 90 deny tcp 443 from 198.51.100.7/32\n" in text
        assert "\n 6  -  NAT subnet\n       There is no NAT gateway on this way.\n" in text
        assert "[x] main route table" in desk.press("2")
        assert "[ ] main route table" in desk.press("u")
        assert "more line" in desk.press("up", "down")
        assert "Rule that decided" in desk.press("escape")
        assert "Rule that decided" in desk.press("l", "enter")


class TestMending:
    def test_the_smallest_change_is_shown_and_applied(self) -> None:
        desk = Desk("app-to-database")
        text = desk.press("f")
        assert " + db-acl inbound rule 110 allow tcp 3306 from 10.0.1.0/24\n" in text
        assert " + app-acl inbound rule 110 allow tcp 1024-65535 from 10.0.12.0/24\n" in text
        assert "Enter apply it" in desk.foot
        assert "✓ DELIVERED" in desk.press("enter")
        assert desk.foot.startswith(" Mended: + db-acl inbound")
        assert desk.press("enter").count("2 changes") == 1

    def test_f_hides_it_again_and_capital_f_applies_it_at_once(self) -> None:
        desk = Desk("reply-blocked")
        desk.press("f")
        assert "Smallest change" not in desk.press("f")
        assert "✓ DELIVERED" in desk.press("F")
        assert "nothing to mend" in desk.press("f")
        assert desk.press("enter").count("1 change\n") == 1

    def test_what_no_small_change_mends_says_so(self) -> None:
        desk = Desk()
        desk.press("v", "enter", "c-u")
        desk.type("192.168.1.1 to web-1 tcp 443")
        text = desk.press("enter", "escape", "f")
        assert "No small change lets it through. v changes a rule." in text
        assert "No small change" in desk.press("enter")


class TestPredicting:
    def test_the_outcome_and_what_would_give_it_away_are_hidden(self) -> None:
        desk = Desk("acl-order")
        text = desk.press("p")
        for word in ("BLOCKED", "DENY", "ALLOW", "A deny with", "SUBNET_ACL", "rule 90"):
            assert word not in text
        assert "? PREDICT" in desk.head
        assert (
            "\n   c) guarded inbound\n        subnet public-a: guarded\n        90 deny tcp 443 198.51.100.0/24\n"
            in text
        )

    def test_a_letter_says_it_and_it_is_counted(self) -> None:
        desk = Desk("acl-order")
        assert "✗ BLOCKED" in desk.press("p", "c")
        assert "Right. The request is stopped at guarded inbound" in desk.foot
        assert "Right 1 of 1." in desk.foot
        desk.press("n")
        assert "? PREDICT" in desk.head
        desk.press("a")
        assert "Not so: you said that it arrives." in desk.foot
        assert "right 1 of 2" in desk.foot.lower().replace("\n ", " ")

    def test_an_arrow_and_enter_say_it_too_and_a_stray_enter_says_nothing(self, desk: Desk) -> None:
        assert "Press the letter of an answer" in desk.press("p", "enter")
        assert "❯ a) yes, both of them arrive" in desk.press("down")
        assert "❯ b) igw public IP" in desk.press("down")
        assert "❯ g) igw public IP" in desk.press("pagedown", "pagedown")
        assert "❯ f) public route" in desk.press("up")
        assert "Not so: you said public route on the way back." in desk.press(" ")
        desk.press("n", "p", "N", "p")
        assert "❯ g) " in desk.press("up")

    def test_a_fault_is_predicted_as_well(self, desk: Desk) -> None:
        desk.press("p", "a", "4")
        assert "? PREDICT" in desk.head
        assert "100 allow tcp 443 0.0.0.0/0" in desk.press("pagedown", "pagedown")
        assert "Right 2 of 2." in desk.press("e")

    def test_giving_up_shows_it_and_counts_nothing(self, desk: Desk) -> None:
        assert "No predictions any more" in desk.press("p", "p")
        assert "✓ DELIVERED" in desk.head
        assert desk.play.score is None

    def test_places_beyond_the_letters_are_moved_to(self) -> None:
        desk = Desk("nat-gateway", rows=60)
        text = desk.press("p")
        assert "i) igw public IP" in text
        assert "·  igw public IP" in text
        assert "does nothing here" in desk.press("j")

    def test_keys_are_dead_for_a_moment_when_letters_begin_to_answer(self, desk: Desk) -> None:
        before = desk.play.turns
        desk.press("p")
        assert desk.play.turns == before + 1


class TestEditing:
    def test_the_lines_that_decide_are_listed_with_what_came_out(self, desk: Desk) -> None:
        text = desk.press("v")
        assert text.startswith(
            dedent(
                """\
                | TCP  198.51.100.7:51514  to  web-1 203.0.113.10:443                ✓ DELIVERED
                |────────────────────────────────────────────────────────────────────────────────
                | flow
                | ❯ 198.51.100.7 to web-1 tcp 443 source 51514
                |
                | igw public IP   ok
                |   internet gateway on
                |   Block Public Access off
                |   web-1: public address 203.0.113.10
                |
                | web-acl inbound   in ok
                |   subnet public-a: web-acl
                |   100 allow tcp 443 0.0.0.0/0
                |   * deny all (every ACL ends so)
                |"""
            ).replace("|", "")
        )

    def test_a_line_is_typed_anew_and_simulated_at_once(self, desk: Desk) -> None:
        desk.press("v", *["down"] * 5, "enter")
        assert "web-acl inbound, like: 100 allow tcp 443 0.0.0.0/0\n > 100 allow tcp 443 0.0.0.0/0▏" in desk.foot
        desk.press("home", "right", "right", "right", " ", "delete", "c-e", "c-w")
        desk.type("10.0.0.0/8")
        assert "✗ BLOCKED" in desk.press("enter")
        assert desk.foot.startswith(" ~ web-acl inbound 100 allow tcp 443 10.0.0.0/8: blocked now.")
        assert "✓ DELIVERED" in desk.press("u")

    def test_a_mistake_is_told_and_what_was_typed_stays(self, desk: Desk) -> None:
        desk.press("v", *["down"] * 5, "enter", "c-u")
        desk.type("100 alow tcp 443 0.0.0.0/0")
        desk.press("enter")
        assert 'action "alow" is not known. One of: allow, deny.' in desk.foot
        assert "> 100 alow tcp 443 0.0.0.0/0" in desk.foot
        assert "Esc back" in desk.press("escape")
        assert desk.play.trial.touched is False

    def test_a_line_that_was_not_changed_is_no_change(self, desk: Desk) -> None:
        desk.press("v", "enter", "enter")
        assert not desk.play.trial.touched
        assert desk.play.draft is None

    def test_lines_are_added_and_deleted(self) -> None:
        desk = Desk("reply-blocked")
        desk.press("v", *["down"] * 10, "a")
        assert "tight outbound, like: 100 allow tcp 443 0.0.0.0/0" in desk.foot
        desk.type("110 allow tcp 1024-65535 0.0.0.0/0")
        assert "✓ DELIVERED" in desk.press("enter")
        assert desk.foot.startswith(" + tight outbound 110 allow tcp 1024-65535 0.0.0.0/0: delivered now.")
        assert "✗ BLOCKED" in desk.press("down", "d")
        assert desk.foot.startswith(" - tight outbound 110 allow tcp 1024-65535 0.0.0.0/0: blocked now.")

    def test_what_stands_by_itself_cannot_be_changed_or_deleted(self, desk: Desk) -> None:
        desk.press("v", *["down"] * 6)
        assert "* deny all" in desk.text
        assert "This line stands by itself and cannot be changed. a adds one." in desk.press("enter")
        assert "This line stands by itself and cannot be deleted." in desk.press("delete")
        desk.press("up", "up", "up", "up")
        assert "Nothing can be added here" in desk.press("a")

    def test_a_deletion_that_makes_no_sense_is_refused_with_the_reason(self, desk: Desk) -> None:
        assert 'There is no "flow"' in desk.press("v", "d")
        assert desk.play.trial.verdict.delivered

    def test_the_flow_itself_is_changed(self, desk: Desk) -> None:
        desk.press("v", "enter", "c-u")
        desk.type("198.51.100.7 to web-1 icmp")
        assert desk.press("enter").startswith(" ICMP  198.51.100.7  to  web-1 203.0.113.10")

    def test_faults_become_part_of_what_was_changed(self, desk: Desk) -> None:
        desk.press("4", "v", "down", "down")
        assert "Block Public Access, like: off, ingress or bidirectional" in desk.press("enter")
        desk.press("c-a", *["delete"] * 3)
        desk.type("ingress")
        desk.press("enter", "v")
        assert desk.play.trial.state.faults == ()
        assert len(desk.play.trial.state.changes) == 2

    def test_text_is_pasted_into_the_line_only(self, desk: Desk) -> None:
        desk.play.paste("nothing")
        desk.press("v", "enter", "c-u")
        desk.play.paste("198.51.100.7 to web-1 tcp 80")
        desk.press("enter")
        assert ":80 " in desk.head

    def test_pages_move_the_cursor(self, desk: Desk) -> None:
        assert "❯ 100 allow tcp 443 0.0.0.0/0" not in desk.press("v")
        assert "❯ tcp 443 0.0.0.0/0" in desk.press("pagedown")
        assert "❯ 198.51.100.7 to web-1" in desk.press("pageup")


class TestScenarios:
    def test_n_and_capital_n_go_round(self, desk: Desk) -> None:
        assert "4 of 6" in desk.press("n")
        assert "6 of 6" in desk.press(*"NNNN")
        assert "1 of 6" in desk.press("n")

    def test_one_is_chosen_from_the_list(self, desk: Desk) -> None:
        text = desk.press("s")
        assert " ❯ internet-to-instance  INTERNET-TO-INSTANCE\n" in text
        assert "4 of 6" in desk.press("down", "enter")
        assert "4 of 6" in desk.press("s", "pagedown", "escape")
        assert "1 of 6" in desk.press("s", "pageup", "pageup", "pageup", "up", "enter")
        assert "1 of 6" in desk.press("s", "s")

    def test_what_was_done_to_the_one_before_is_gone(self, desk: Desk) -> None:
        desk.press("4", "n", "N")
        assert "✓ DELIVERED" in desk.head

    def test_one_that_cannot_be_read_says_so(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWSPREP_TEST_BROKEN", "nat-gateway")
        assert "nat-gateway cannot be simulated. Mend it." in desk.press("n")
        assert "3 of 6" in desk.text


class TestWriting:
    def test_what_was_made_of_it_is_written(self, desk: Desk) -> None:
        desk.press("4", "w")
        assert " > internet-to-instance-mine.yaml▏\n Enter keep   Esc leave it" in desk.foot
        desk.press("enter")
        assert desk.foot.startswith(" Written. To see it again: awsprep sim vpc internet-to-instance-mine.yaml")
        assert desk.files["internet-to-instance-mine.yaml"] == desk.play.trial.now

    def test_a_file_that_is_there_is_overwritten_only_after_asking(self, desk: Desk) -> None:
        desk.press("w", "enter", "4", "w")
        desk.press("enter")
        assert desk.foot == (" internet-to-instance-mine.yaml exists already. Overwrite it? y yes, any other\n key no")
        desk.play.paste("yes")
        assert "Nothing was written. Type another name, or press Esc." in desk.press("x")
        assert desk.files["internet-to-instance-mine.yaml"] != desk.play.trial.now
        assert "Written." in desk.press("enter", "y")
        assert desk.files["internet-to-instance-mine.yaml"] == desk.play.trial.now

    def test_a_file_that_cannot_be_written_is_said_and_the_name_stays(self, desk: Desk) -> None:
        desk.press("w", "c-u")
        assert "Type the name of a file, or press Esc." in desk.press("enter")
        desk.type("/nowhere/x.yaml")
        desk.press("enter")
        assert "It cannot be written." in desk.foot
        assert "> /nowhere/x.yaml" in desk.foot
        assert "Space step" in desk.press("escape")
        assert desk.files == {}

    def test_it_is_written_from_the_editor_too(self, desk: Desk) -> None:
        assert "Written." in desk.press("v", "w", "enter")
        assert "Esc back" in desk.foot
        desk.press("w", "c-d")
        assert desk.play.writing is None


class TestHelp:
    def test_it_lists_every_key_of_the_situation_and_any_key_goes_back(self, desk: Desk) -> None:
        text = desk.press("?")
        assert "what if: change the flow, a rule, a route, a setting" in text
        assert "Any key goes back." in desk.press("pagedown", "down", "down", "down")
        desk.press("up", "pageup", "4")
        assert "Rule that decided" in desk.text
        assert not desk.play.trial.touched

    def test_help_and_keys_are_dead_for_a_moment(self, desk: Desk) -> None:
        before = desk.play.turns
        desk.press("?", "x")
        assert desk.play.turns == before + 2

    def test_a_key_that_means_nothing_says_so(self, desk: Desk) -> None:
        assert "'z' does nothing here; ? lists the keys." in desk.press("z")
        assert "does nothing" not in desk.press("left", "escape", "tab")

    @pytest.mark.parametrize("keys", ["q", "c-d"])
    def test_q_ends(self, desk: Desk, keys: str) -> None:
        desk.press(keys)
        assert desk.play.over


WRITTEN = {
    "Space": " ",
    "Enter": "enter",
    "Bksp": "backspace",
    "End": "end",
    "Esc": "escape",
    "PgUp": "pageup",
    "PgDn": "pagedown",
}


@pytest.mark.parametrize(
    ("situation", "keys"),
    [("show", ""), ("fix", "4f"), ("guess", "p"), ("faults", "l"), ("edit", "v"), ("scenarios", "s")],
)
def test_every_key_of_the_table_acts_and_every_key_that_acts_is_in_it(situation: str, keys: str) -> None:
    desk = Desk()
    if keys:
        desk.press(*keys)
    assert desk.play.situation == situation
    told: set[str] = set()
    for key in KEYS:
        if situation in key.where and key.key != "Ctrl-C":
            for word in key.key.split():
                ranged = {"1-9": "123456789", "a-i": "abcdefg", "↑↓": ["up", "down"]}.get(word)
                told |= set(ranged) if ranged else {WRITTEN.get(word, word)}
    acting = set(acts(desk.play)) - {"c-d"}
    doubles = {"faults": {"enter"}, "edit": {"v", "delete"}, "scenarios": {"s"}, "guess": {"enter", " "}, "fix": set()}
    scrolling = set() if situation in {"guess", "edit", "scenarios"} else {"up", "down"}  # "the arrows do, too"
    named = {"N"} if "n" in told else set()  # told along with n
    also = {"l"} if situation == "faults" else set()  # it opened the list
    assert told <= acting
    assert acting - told - scrolling - named - also == doubles.get(situation, set()) - told


TYPED = ("10.0.0.0/8", "igw", "all", "none", "web", "100 allow all 0.0.0.0/0", "a to b tcp 1", "main", "0.0.0.0/0 igw")
NAMED = ("enter", "escape", "backspace", "end", "up", "down", "pageup", "pagedown", "delete", "c-u")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from([*"0123456789abdefFlnNprsuvwy? q", *NAMED, *TYPED]), max_size=40),
    st.sampled_from([(36, 12), (44, 20), (80, 24)]),
)
def test_no_keys_in_any_order_break_it(name: str, pressed: list[str], size: tuple[int, int]) -> None:
    desk = Desk(name, columns=size[0], rows=size[1])
    for key in pressed:
        if key in TYPED:
            desk.play.paste(key)
        else:
            desk.play.press(key)
        while desk.play.beat:
            desk.play.tick()
        assert max(map(width_of, desk.lines)) <= size[0]
