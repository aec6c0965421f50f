"""What stands on the screens, for sizes and terminals of every kind. Expected screens are written out."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.exam import Sheet
from awsprep.core.exercise import Arrange, Pick
from awsprep.core.memory import Learned
from awsprep.core.progress import Card, Progress
from awsprep.core.session import CRAM, QUIZ, REVIEW
from awsprep.store.journal import Journal
from awsprep.ui.examination import Examination
from awsprep.ui.frame import clock_text, situation
from awsprep.ui.held import Held
from awsprep.ui.recorder import Recorder
from awsprep.ui.screen import draw, help_lines
from awsprep.ui.theme import Theme, width_of
from tests.fakes import BANK, CARDS, Clock, bank, places, sitting

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.core.session import Mode
    from awsprep.ui.sitting import Sitting
    from awsprep.ui.theme import Line

WIDE = Theme(80, unicode=True, color=False)
NARROW = Theme(44, unicode=True, color=False)
ASCII = Theme(80, unicode=False, color=False)
TODAY = 20_778


def shown(lines: list[Line], theme: Theme = WIDE) -> str:
    return "\n".join(theme.plain("".join(text for _, text in line)).rstrip() for line in lines)


def screen(table: Sitting | Examination, theme: Theme = WIDE, held: Held | None = None) -> str:
    """Head, body and foot, one below the other; the rules are left out."""
    drawn = draw(table, held or Held(), theme)
    lines = shown([*drawn.head, *drawn.body, *drawn.foot], theme).splitlines()
    return "\n".join(line for line in lines if not line or set(line) - set("─-"))


def same(actual: str, expected: str) -> None:
    """Compare screens; every line begins with a blank, so the indentation of the test does not matter."""
    assert dedent(actual).strip("\n") == dedent(expected).strip("\n")


class Desk:
    def __init__(self, folder: Path, *cards: str, mode: Mode = QUIZ, **rest: Any) -> None:
        self.clock = Clock()
        progress = rest.pop("progress", None) or Progress()
        self.sitting = sitting(folder, mode, cards or CARDS, progress, self.clock, **rest)

    def answer(self, given: Any = None, *, after: float = 12) -> None:
        """Give this answer, or the right one."""
        self.clock.wait(after)
        task = self.sitting.now.task
        key: Any = tuple(sorted(task.right)) if isinstance(task, Pick) else getattr(task, "right", ("",))
        self.sitting.submit(key if given is None else given)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def exam(folder: Path) -> tuple[Examination, Clock]:
    clock = Clock()
    cards = tuple(card for card in CARDS if card != "iam-role")
    recorder = Recorder(Journal(places(folder), clock), "e0e0e0e0", "exam", 7, cards, {})
    return Examination(bank(folder), Progress(), clock, recorder, Sheet(cards), 600.0), clock


class TestAsking:
    def test_a_choice(self, desk: Desk) -> None:
        same(
            screen(desk.sitting),
            """
             VPC · mid · choose one                                                  1 of 7

             Which endpoint costs nothing per hour?

               a) A NAT gateway
               b) An interface endpoint
               c) A gateway endpoint
             1:30 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             a-c answer   g I am guessing   Tab flag   s skip   p pause   ? help   q end
            """,
        )

    def test_a_choice_on_a_narrow_terminal_without_unicode(self, desk: Desk) -> None:
        same(
            screen(desk.sitting, Theme(36, unicode=False, color=False)),
            """
             VPC . mid . choose one      1 of 7

             Which endpoint costs nothing per
             hour?

               a) A NAT gateway
               b) An interface endpoint
               c) A gateway endpoint
             1:30 left ########################
             a-c answer   ? help   q end
            """,
        )

    def test_no_option_is_highlighted_until_an_arrow_was_pressed(self, desk: Desk) -> None:
        assert "❯" not in screen(desk.sitting)
        assert " ❯ b) An interface endpoint" in screen(desk.sitting, held=Held(cursor=1))
        assert " > b) An interface endpoint" in screen(desk.sitting, ASCII, Held(cursor=1))

    def test_of_several_right_options_each_has_a_box(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-two")
        same(
            screen(desk.sitting, held=Held(2, (0,), guess=True)),
            """
             VPC · mid · choose two                                                  1 of 1

             Which two filter traffic?

               [ ] a) Route tables
               [ ] b) Network ACLs
             ❯ [ ] c) Elastic IPs
               [x] d) Security groups
             guessing  2:00 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             a-d mark   Enter submit   g I am guessing   Tab flag   s skip   ? help   q end
            """,
        )

    def test_an_ordering_shows_the_rank_of_what_was_taken(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-order")
        same(
            screen(desk.sitting, held=Held(taken=(0, 2))),
            """
             VPC · mid · put in order                                                1 of 1

             In which order does a packet from the internet meet these?

               a) Security group
               b) Route table
               c) Internet gateway  1.
               d) Network ACL  2.

             Your order  c d
             2:00 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             a-d place   Enter submit   Bksp take back   g I am guessing   ? help   q end
            """,
        )

    def test_a_matching_fills_the_places_in_turn(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-match")
        same(
            screen(desk.sitting, NARROW, Held(taken=(0,))),
            """
             VPC · mid · match                   1 of 1

             What does each of them know?

             c  Security group
             _  Network ACL

               a) Packets
               b) Nothing
               c) Connections
             2:00 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             a-c place   Enter submit   ? help   q end
            """,
        )

    def test_a_gap_says_that_it_is_typed(self, tmp_path: Path) -> None:
        same(
            screen(Desk(tmp_path, "iam-deny#1").sitting, NARROW),
            """
             IAM · mid · fill the gap            1 of 1

             An explicit ____ (effect) beats any
             allow.

             Type what fills the gap.
             1:30 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             Enter submit   Esc ? help   Esc q end
            """,
        )

    def test_an_open_question_is_answered_aloud(self, tmp_path: Path) -> None:
        same(
            screen(Desk(tmp_path, "iam-role").sitting),
            """
             IAM · mid · in your own words                                           1 of 1

             What is a role?

             Answer in your head or aloud, as you would tell the interviewer. Then press
             Enter and compare.
             3:00 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             Enter show the answer   g I am guessing   Tab flag   s skip   ? help   q end
            """,
        )

    def test_a_pause_hides_the_question(self, desk: Desk) -> None:
        desk.sitting.pause()
        same(
            screen(desk.sitting),
            """
             VPC · mid · choose one                                                  1 of 7

             Paused.

             The clock stands still and the question is hidden.
             p go on   q end
            """,
        )


class TestTheClock:
    @pytest.mark.parametrize(
        ("left", "text"),
        [
            (90, "1:30 left"),
            (89.2, "1:30 left"),
            (89, "1:29 left"),
            (10.1, "0:11 left"),
            (10, "0:10 left !!"),
            (0.1, "0:01 left !!"),
            (0, "over time by 0:00"),
            (-75.5, "over time by 1:15"),
            (4500, "75:00 left"),
        ],
    )
    def test_it_says_minutes_and_seconds_and_warns_not_by_colour_alone(self, left: float, text: str) -> None:
        assert clock_text(left) == text

    @pytest.mark.parametrize(
        ("passed", "text"),
        [
            (44, " 0:46 left ━━━━━━━━━━━━━━━━────────────────"),
            (50, " 0:40 left ━━━━━━━━━──────────── half time"),
            (70, " 0:20 left ━━━━────────────── quarter left"),
            (85, " 0:05 left !! ━━───────────────────────────"),
            (100, " over time by 0:10 ────────────────────────"),
        ],
    )
    def test_half_a_quarter_and_ten_seconds_have_words(self, desk: Desk, passed: float, text: str) -> None:
        desk.clock.wait(passed)
        assert screen(desk.sitting, NARROW).splitlines()[-2] == text

    def test_a_notice_stands_above_it_and_does_not_hide_it(self, desk: Desk) -> None:
        desk.sitting.flag()
        assert screen(desk.sitting).splitlines()[-3] == " Flagged."
        assert "1:30 left" in screen(desk.sitting)
        assert "⚑ 1 of 7" in screen(desk.sitting)

    def test_what_could_not_be_saved_stays_there_and_a_long_word_on_it_is_wrapped(self, desk: Desk) -> None:
        desk.sitting.recorder.unsaved = "NOT SAVED: " + "there is no space left " * 9
        text = screen(desk.sitting, NARROW)
        assert text.splitlines()[-5].startswith(" NOT SAVED: there")
        assert text.splitlines()[-3].endswith("…")
        assert "1:30 left" in text
        foot = draw(desk.sitting, Held(), NARROW).foot
        assert [style for style, _ in foot[1]] == ["wrong"]


class TestAnswering:
    def test_a_wrong_choice(self, desk: Desk) -> None:
        desk.answer((1,))
        same(
            screen(desk.sitting),
            """
             VPC · mid · choose one                                   1 of 7   right 0 of 1
             ✗ WRONG   you: b                                                  12 s of 90 s
             Key     c) A gateway endpoint

             Why     It is a route.

             Not a   It is no endpoint.
             Not b   It is paid per hour.

             Say this                               Red flags
             + It is a route table entry            ! Mixes it up with PrivateLink
             + Same Region only

             Read    docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
                     checked 2026-11
             It comes back tomorrow.                                         Enter goes on
             Enter go on   Tab flag   u undo   n note   o open link   ? help   q end
            """,
        )

    def test_a_right_one_on_a_narrow_terminal(self, desk: Desk) -> None:
        desk.answer()
        same(
            screen(desk.sitting, NARROW),
            """
             VPC · mid · choose one              1 of 7
             ✓ RIGHT                       12 s of 90 s
             Key     c) A gateway endpoint

             Why  It is a route.

             a    It is no endpoint.
             b    It is paid per hour.

             Say this
             + It is a route table entry
             + Same Region only

             Red flags
             ! Mixes it up with PrivateLink

             Read docs.aws.amazon.com/vpc/latest/privat
                  elink/gateway-endpoints.html
                  checked 2026-11
             How well did you recall it?   Enter = Good
             1 Again  tomorrow    2 Hard  tomorrow
             3 Good  2 days       4 Easy  9 days
             Tab flag   u undo   ? help   q end
            """,
        )

    def test_a_right_one_without_unicode(self, desk: Desk) -> None:
        desk.answer(after=91)
        text = screen(desk.sitting, ASCII)
        assert text.isascii()
        assert text.splitlines()[1] == " + RIGHT" + " " * 48 + "91 s of 90 s, over time"

    def test_several_right_options_stand_one_below_the_other_each_with_its_reason(self, tmp_path: Path) -> None:
        text = BANK["vpc"]
        for option, why in (("Security groups", "They are stateful."), ("Network ACLs", "They are not.")):
            text = text.replace(f"{{text: {option}, right: true}}", f"{{text: {option}, right: true, why: {why}}}")
        text = text.replace("{text: Route tables}", "{text: Route tables, why: They route.}")
        desk = Desk(tmp_path, "vpc-two", bank=bank(tmp_path / "b", {"vpc": text}))
        desk.answer((0, 2))
        same(
            screen(desk.sitting),
            """
             VPC · mid · choose two                                   1 of 1   right 0 of 1
             ✗ WRONG   you: ad                                                12 s of 120 s
             Key     b) Network ACLs
                     d) Security groups

             Why b   They are not.
             Why d   They are stateful.

             Why     The other two only say where traffic goes.

             Not a   They route.

             It comes back tomorrow.                                         Enter goes on
             Enter go on   Tab flag   u undo   n note   o open link   ? help   q end
            """,
        )
        narrow = screen(desk.sitting, NARROW)
        assert " Key     b) Network ACLs\n         d) Security groups\n" in narrow
        assert " ✓ b  They are not.\n ✓ d  They are stateful.\n\n Why  The other two" in narrow
        assert "\n a    They route.\n" in narrow

    def test_an_ordering_shows_the_right_order(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-order")
        desk.answer((0, 2, 1, 3))
        text = screen(desk.sitting)
        assert " ✗ WRONG   you: cdba " in text
        assert " Key     cbda\n\n So      - 1. Internet gateway\n         - 2. Route table\n" in text

    def test_a_matching_shows_what_belongs_where(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "vpc-match")
        desk.answer()
        assert " So      - Security group: Connections\n         - Network ACL: Packets\n" in screen(desk.sitting)

    def test_a_long_wrong_text_is_shown_whole(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-deny#1")
        desk.answer("a very long answer that does not fit on the line beside the verdict")
        same(
            screen(desk.sitting, NARROW),
            """
             IAM · mid · fill the gap            1 of 1
             ✗ WRONG
             you: a very long answer that does not fit
             on the line beside the verdict
             12 s of 90 s
             Key     deny

             So   That is how policies are evaluated.

             It comes back tomorrow.     Enter goes on
             Enter go on   Tab flag   ? help   q end
            """,
        )

    def test_an_open_answer_has_boxes_to_tick(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-role")
        desk.answer("")
        desk.sitting.tick(0)
        same(
            screen(desk.sitting),
            """
             IAM · mid · in your own words                                           1 of 1
             Compare with what you said                                       12 s of 180 s

             Answer  An identity without credentials of its own, which others assume.

             Say this
             a) [✓] It is assumed (a must)
             b) [ ] Its credentials are short-lived

             Red flags
             c) [ ] Gives it a password

             Tick what you said, then rate.                                    Enter = Hard
             1 Again  tomorrow  2 Hard  tomorrow   3 Good  2 days     4 Easy  8 days
               forgot             with effort        as it should       at once
             a-c what you said   Tab flag   u undo   n note   o open link   ? help   q end
            """,
        )

    def test_the_point_that_was_ticked_last_is_in_sight(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, "iam-role")
        desk.answer("")
        drawn = draw(desk.sitting, Held(cursor=2), NARROW)
        assert drawn.focus is not None
        assert shown([drawn.body[drawn.focus]]) == " c) [ ] Gives it a password"
        assert draw(desk.sitting, Held(cursor=8), NARROW).focus is None

    def test_more_points_than_letters_are_all_shown(self, tmp_path: Path) -> None:
        points = "".join(f"      - {{id: p{n}, text: Point {n}}}\n" for n in range(12))
        head = BANK["iam"].split("  - id: iam-six")[0].split("    key_points:")[0]
        read = bank(tmp_path / "long", {"iam": f"{head}    key_points:\n{points}"})
        desk = Desk(tmp_path, "iam-role", bank=read)
        desk.answer("")
        text = screen(desk.sitting)
        assert " i) [ ] Point 8\n -      Point 9\n" in text
        assert "a-i what you said" in text

    def test_notes_and_follow_ups_are_shown(self, tmp_path: Path) -> None:
        text = BANK["iam"].replace(
            "    red_flags:\n",
            "    follow_ups:\n      - {ask: Who assumes it?, answer: A principal.}\n    red_flags:\n",
            1,
        )
        known = Progress({"iam-role": Card(notes=["think of sts"])})
        desk = Desk(tmp_path, "iam-role", bank=bank(tmp_path / "b", {"iam": text}), progress=known)
        desk.answer("")
        same(
            "\n".join(screen(desk.sitting).splitlines()[-8:-3]),
            """
             Next    They may ask: Who assumes it?
                     A principal.

             Note    think of sts
             Tick what you said, then rate.                                   Enter = Again
            """,
        )


class TestRatingKeys:
    def keys(self, desk: Desk, width: int) -> str:
        foot = draw(desk.sitting, Held(), Theme(width, unicode=True, color=False)).foot
        return shown(
            [
                line
                for line in foot
                if "Again  " in shown([line]) or "Good  " in shown([line]) or "forgot" in shown([line])
            ]
        )

    def test_in_a_review_again_means_today(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, mode=REVIEW)
        desk.answer()
        same(
            self.keys(desk, 80),
            """
             1 Again  again today  2 Hard  tomorrow  3 Good  2 days  4 Easy  9 days
               forgot                with effort       as it should    at once
            """,
        )
        same(
            self.keys(desk, 44),
            """
             1 Again  again today  2 Hard  tomorrow
             3 Good  2 days        4 Easy  9 days
            """,
        )

    def test_words_are_never_cut(self, tmp_path: Path) -> None:
        memory = Learned(300.0, 2.0, TODAY - 300, TODAY, 9, 0)
        desk = Desk(tmp_path, mode=REVIEW, progress=Progress({"vpc-endpoint": Card(memory, seen=9)}))
        desk.answer()
        for width in range(36, 120):
            text = self.keys(desk, width)
            assert "…" not in text
            assert "again today" in text
            assert "years" in text

    def test_cramming_promises_no_day(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, mode=CRAM)
        desk.answer()
        same(
            "\n".join(screen(desk.sitting).splitlines()[-3:-1]),
            """
             1 Again  again today  2 Hard         3 Good          4 Easy
               forgot                with effort    as it should    at once
            """,
        )


class TestExams:
    def test_nothing_tells_right_from_wrong(self, tmp_path: Path) -> None:
        table, _ = exam(tmp_path)
        table.submit((0,))
        table.flag()
        same(
            screen(table),
            """
             VPC · mid · choose two                                   ⚑ 2 of 6   1 answered

             Which two filter traffic?

               [ ] a) Route tables
               [ ] b) Network ACLs
               [ ] c) Elastic IPs
               [ ] d) Security groups
             Flagged.
             10:00 left ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
             a-d mark   Enter submit   ←→ visit   g I am guessing   ? help   q hand in
            """,
        )

    def test_an_earlier_answer_is_marked_not_by_colour_alone(self, tmp_path: Path) -> None:
        table, _ = exam(tmp_path)
        assert "   [x] c) A gateway endpoint\n" in screen(table, held=Held(taken=(0,)))

    def test_the_list_says_what_is_open_and_what_was_flagged(self, tmp_path: Path) -> None:
        table, clock = exam(tmp_path)
        table.submit((0,))
        table.flag()
        table.notice.take_down()
        table.go(9)
        clock.wait(595)
        same(
            screen(table, NARROW),
            """
             Exam · before handing in            6 of 6

             5 of 6 not answered yet.

               1    answered Which endpoint costs not…
               2  ⚑ open     Which two filter traffic?
               3    open     In which order does a pa…
               4    open     What does each of them k…
               5    open     An explicit ____ beats a…
               6    open     Which letter is right?
             0:05 left !! ━────────────────────────────
             ←→ visit   Enter hand in   ? help
            """,
        )
        assert "2  ! open" in screen(table, ASCII)
        for card in table.sheet.cards:
            table.sheet = table.sheet.write(card, table.sheet.entry("vpc-endpoint"))
        assert "All are answered." in screen(table)


class TestEverySize:
    @pytest.mark.parametrize("unicode", [True, False])
    @pytest.mark.parametrize("card", CARDS)
    def test_no_line_is_ever_wider_than_the_terminal(self, tmp_path: Path, card: str, *, unicode: bool) -> None:
        files = {
            name: text.replace("A gateway", "A “gateway” → 漢字").replace("It is", "It → is…")
            for name, text in BANK.items()
        }
        known = Progress({card: Card(notes=["a note → with … signs"], flagged=True)})
        desk = Desk(tmp_path, card, *CARDS[:5], mode=REVIEW, bank=bank(tmp_path / "b", files), progress=known)
        desk.sitting.notice.tell("A notice that goes on for quite a while → so that it has to be wrapped somewhere …")
        task = desk.sitting.now.task
        taken = task.shown[:1] if isinstance(task, Pick | Arrange) else ()
        for given in ("nonsense " * 9, taken):
            for width in (*range(36, 100, 3), 120, 200):
                theme = Theme(width, unicode=unicode, color=False)
                drawn = draw(desk.sitting, Held(0, taken, guess=True), theme)
                for line in [*drawn.head, *drawn.body, *drawn.foot, *help_lines(situation(desk.sitting), theme)]:
                    assert width_of([(style, theme.plain(text).rstrip()) for style, text in line]) <= width, line
                assert f"1 of {desk.sitting.session.total}" in shown(drawn.head)
            desk.answer(given)


def test_help_lists_each_key_that_acts_here_once(desk: Desk) -> None:
    text = shown(help_lines(situation(desk.sitting), WIDE))
    keys = [line.split("  ")[1].strip() for line in text.splitlines()[2:-2]]
    assert len(keys) == len(set(keys))
    assert {"a-f", "g", "Tab", "s", "p", "u", "n", "-", "@", "?", "q", "Ctrl-C"} <= set(keys)
    desk.answer()
    text = shown(help_lines(situation(desk.sitting), WIDE))
    assert "report a mistake in the question" in text
    assert "skip the question" not in text


def test_where_letters_are_text_the_help_names_the_keys_that_follow_esc(tmp_path: Path) -> None:
    text = shown(help_lines(situation(Desk(tmp_path, "iam-deny#1").sitting), WIDE))
    assert "  Esc        the next key is no text; press it again to go on typing\n" in text
    assert "  Esc s      skip the question\n" in text
    assert "  Esc ?      this help\n" in text
    assert "  Esc q      end the sitting\n" in text
    assert "  Tab        flag the card" in text
    table, _ = exam(tmp_path / "exam")
    table.go(4)
    text = shown(help_lines(situation(table), WIDE))
    assert "  PgUp PgDn  the question before, the next one" in text
    assert "  Esc q      go to the list and hand in\n" in text
    assert "skip the question" not in text
