from __future__ import annotations

import io

import pytest

from awsprep.core.question import FollowUp, KeyPoint, Open, Question, RedFlag
from awsprep.core.rating import Verdict
from awsprep.core.scorecard import Asked, Scorecard
from awsprep.ui.lines import Lines, Stopped
from awsprep.ui.scorecard import page
from awsprep.ui.scorecard_form import UNASKED, Form, summed
from awsprep.ui.theme import Theme
from tests.core.questions import question
from tests.core.scorecards import interviewer

POINTS = (
    KeyPoint("one", "It is a route", must=True),
    KeyPoint("two", "It costs nothing"),
    KeyPoint("three", "Same Region"),
)
FLAGS = (RedFlag("mixed", "Mixes it up with PrivateLink"), RedFlag("open", "Opens it to all", critical=True))
ENDPOINT = question(
    Open("What is a gateway endpoint?"),
    "vpc-endpoint",
    answer="A route to S3 or DynamoDB.",
    key_points=POINTS,
    red_flags=FLAGS,
    follow_ups=(FollowUp("And from on premises?", "Then an interface endpoint."),),
)
ROLE = question(Open("What is a role?"), "iam-role", answer="It is assumed.", key_points=POINTS[:1])


def fill(
    keys: str, *questions: Question, card: Scorecard | None = None, width: int = 80
) -> tuple[Scorecard, bool, str, list[Scorecard]]:
    """The card, whether it is finished, what was printed, and what was kept on the way."""
    given = card or fresh(ENDPOINT, ROLE)
    writer, keeps = io.StringIO(), list[Scorecard]()
    known = {each.id: each for each in questions or (ENDPOINT, ROLE)}
    lines = Lines(io.StringIO(keys), writer, Theme(width, color=False), echo=True)
    filled, finished = Form(lines, known, keeps.append).fill(given)
    return filled, finished, writer.getvalue(), keeps


def fresh(*questions: Question) -> Scorecard:
    competency = {"vpc": "networking", "iam": "identity"}
    asked = tuple(
        Asked(each.id, competency[each.id[:3]], "mid", "open", f"Title of {each.id}", UNASKED) for each in questions
    )
    return summed(interviewer(*asked))


def test_each_question_is_shown_with_what_to_listen_for() -> None:
    _, _, said, _ = fill("q\n")
    assert "Question 1 of 2. Networking, mid. vpc-endpoint\nWhat is a gateway endpoint?" in said
    assert "a) It is a route (a must)\nb) It costs nothing\nc) Same Region" in said
    assert "d) RED FLAG: Mixes it up with PrivateLink\ne) RED FLAG (critical): Opens it to all" in said
    assert "3 explains the mechanism and one trade-off" in said


def test_on_a_narrow_terminal_every_line_of_the_help_fits() -> None:
    _, _, said, _ = fill("?\nq\n", width=44)
    assert all(len(line) <= 44 for line in said.splitlines())
    assert "flag g shown" in " ".join(said.split())


def test_the_card_says_which_points_the_interviewer_heard() -> None:
    card, _, _, _ = fill("3ac\nq\n")
    assert card.asked[0].said == (("It is a route", ""), ("Same Region", ""))
    theme = Theme(80, color=False)
    assert "said: It is a route\n    said: Same Region\n    not said: It costs nothing" in theme.paint(
        page(theme, card)
    )


def test_a_rating_goes_on_and_the_end_decides() -> None:
    card, finished, said, keeps = fill("3\n4\n\n\n")
    assert finished
    assert [asked.rating for asked in card.asked] == [3, 4]
    assert card.decision.verdict is Verdict.STRONG
    assert (card.decided, card.notes) == ("", "")
    assert "Networking: 3\n" in said
    assert "strong hire by the ratings. Floor for mid: 1 of 2 at 3 or more; 5 not assessed" in said
    assert len(keeps) == 3


def test_letters_are_points_and_flags_and_the_rest_is_a_note() -> None:
    card, _, _, _ = fill("3ace  was late\n3\nno\nToo slow\n")
    first = card.asked[0]
    assert (first.rating, first.result) == (3, "2 of 3 points said")
    assert first.missed == ("It costs nothing",)
    assert first.flags == ("Opens it to all",)
    assert first.note == "was late"
    rated = {each.competency: each for each in card.rated}
    assert (rated["networking"].rating, rated["networking"].capped) == (2, True)
    assert (card.decided, card.notes) == ("no", "Too slow")


def test_a_note_alone_stays_at_the_question_and_notes_add_up() -> None:
    card, _, said, _ = fill("n first\nn second\n2 third\nq\n")
    assert card.asked[0].note == "first; second; third"
    assert said.count("Question 1 of 2") == 1


def test_one_can_go_back_and_rate_anew() -> None:
    card, _, said, _ = fill("2ad\nb\n4\nq\n")
    assert "So far: rated 2, 1 of 3 points said; red flag: Mixes it up with PrivateLink" in said
    assert card.asked[0].rating == 4
    assert card.asked[0].flags == ("Mixes it up with PrivateLink",)


def test_going_back_from_the_first_one_stays_there_and_unrated_ones_say_so() -> None:
    _, _, said, _ = fill("n x\nb\nq\n")
    assert said.count("Question 1 of 2") == 2
    assert "So far: no rating yet, asked aloud; note: x" in said


def test_questions_can_be_left_out() -> None:
    card, finished, _, _ = fill("s\n3\nhire\n\n")
    assert finished
    assert [asked.rating for asked in card.asked] == [None, 3]
    assert card.decided == "hire"


def test_help_and_model_answer_do_not_go_on() -> None:
    _, _, said, keeps = fill("?\nm\nq\n")
    assert "2abg mixes up NACL  rated 2" in said
    assert "A route to S3 or DynamoDB." in said
    assert "Ask next: And from on premises?\nAnswer: Then an interface endpoint." in said
    assert said.count("Question 1 of 2") == 1
    assert keeps == []


def test_what_is_no_entry_is_asked_again_and_changes_nothing() -> None:
    card, _, said, keeps = fill("5\n3z\n3aa\nabd\ngood\nq\n")
    assert said.count("That is no rating") == 5
    assert card == fresh(ENDPOINT, ROLE)
    assert keeps == []


def test_one_can_decide_early_and_only_by_a_legal_word() -> None:
    card, finished, said, _ = fill("3\nd\nmaybe\nLean No\n\n")
    assert finished
    assert "Type one of these" in said
    assert card.decided == "lean no"
    assert card.asked[1].rating is None


def test_the_end_of_the_input_leaves_it_unfinished_wherever_it_comes() -> None:
    for keys, ratings in (("", [None, None]), ("3\n", [3, None]), ("3\n4\n", [3, 4])):
        card, finished, _, _ = fill(keys)
        assert not finished
        assert [asked.rating for asked in card.asked] == ratings
    card, finished, _, _ = fill("3\n4\nhire\n")
    assert finished


@pytest.mark.parametrize(("error", "name"), [(BrokenPipeError(), "PIPE"), (OSError(5, "gone"), "HUP")])
def test_a_terminal_that_is_gone_stops_it_and_what_was_entered_is_kept(error: OSError, name: str) -> None:
    class Gone(io.StringIO):
        def write(self, text: str, /) -> int:
            if text.startswith("Question 2"):
                raise error
            return super().write(text)

    keeps = list[Scorecard]()
    form = Form(Lines(io.StringIO("3\n"), Gone(), Theme(80)), {ROLE.id: ROLE, ENDPOINT.id: ENDPOINT}, keeps.append)
    with pytest.raises(Stopped, match=name):
        form.fill(fresh(ENDPOINT, ROLE))
    assert [asked.rating for asked in keeps[-1].asked] == [3, None]


def test_it_goes_on_at_the_first_question_that_was_not_asked() -> None:
    card, _, _, _ = fill("3\nq\n")
    again, finished, said, _ = fill("4\n\n\n", card=card)
    assert finished
    assert "Question 1 of 2" not in said
    assert [asked.rating for asked in again.asked] == [3, 4]


def test_a_question_that_left_the_bank_is_shown_by_its_title_and_can_be_rated() -> None:
    card, finished, said, _ = fill("m\n3a\n3\n4\n\n\n", ROLE)
    assert finished
    assert "Title of vpc-endpoint" in said
    assert "no longer in the bank" in said
    assert "That is no rating" in said
    assert [asked.rating for asked in card.asked] == [3, 4]


def test_a_card_without_a_name_has_a_heading_too() -> None:
    _, _, said, _ = fill("q\n", card=fresh(ENDPOINT)._replace(name=""))
    assert said.startswith("Scorecard, level mid, 1 question.")
