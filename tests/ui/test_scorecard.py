from __future__ import annotations

import pytest

from awsprep.core.rating import Verdict
from awsprep.core.scorecard import Scorecard, study
from awsprep.ui.scorecard import ending, page, trend, verdict_words
from awsprep.ui.scorecard_page import html, markdown
from awsprep.ui.theme import Theme, columns
from tests.core.scorecards import MADE, asked, interview, interviewer
from tests.ui.test_stats_page import Page

FLAGGED = asked(
    "iam-one",
    "identity",
    0.6,
    result="3 of 5 points",
    kind="open",
    missed=("Say that roles give temporary credentials",),
    flags=("Uses the root user for daily work",),
)
FULL = interview(
    FLAGGED,
    *(asked(f"vpc-{n}") for n in range(3)),
    asked("s3-one", "data", 0.0, result="wrong in 50 s"),
    asked("s3-two", "data", 0.0, result="wrong in 9 s"),
    asked("interview:story-cost", "design", None, result="told: 4 of 5 parts, by your own marking"),
    notes="Asked good questions.",
)
MOCK = FULL._replace(study=study(FULL, {"iam-one": "iam", "s3-one": "s3", "s3-two": "s3"}))
PERSON = interviewer(
    asked(score=None, rating=3, result="4 of 5 points said", note="calm"),
    asked("cost-one", "cost", None, rating=1, result="asked aloud"),
    decided="hire",
)
CARDS = [MOCK, PERSON, Scorecard("interview", "0", MADE, 0, "senior")]


def text(card: Scorecard, width: int = 80, *, unicode: bool = True) -> str:
    theme = Theme(width, unicode, color=False)
    return theme.paint(page(theme, card))


def test_a_mock_interviews_card_says_what_was_decided_and_by_what() -> None:
    said = text(MOCK)
    assert "Mock interview, mid · 6 answers · 30 min · 2026-11-21" in said
    assert "Floor for mid: 2 of 3 at 3 or more; 4 not assessed" in said
    assert "Identity & security       ━━━━────  2 (1-2)       1 question   capped" in said
    assert "Cost                      ────────  not assessed" in said
    assert "not said: Say that roles give temporary credentials" in said
    assert "told: 4 of 5 parts, by your own marking (mid, choice)" in said
    assert "awsprep show iam-one\n     red flag: Uses the root user for daily work" in said
    assert "This rates 6 answers, not a person" in said
    assert "Asked good questions." in said


def test_the_decision_of_a_mock_interview_has_its_chance_and_those_of_the_neighbours() -> None:
    first, junior, senior = MOCK.decisions
    assert first.chance is not None
    assert f"{first.verdict} for mid, {first.chance * 100:.0f} % that the floor is met" in text(MOCK)
    assert f"junior: {verdict_words(junior)}" in text(MOCK, 100)
    assert f"senior: {verdict_words(senior)}" in text(MOCK, 100)


def test_a_mock_interviews_card_quotes_the_candidate() -> None:
    row = FLAGGED._replace(said=(("Name a role", "a role\nof its own"), ("Name STS", "")), proofs=("as root, daily",))
    said = text(interview(row))
    assert '    said: Name a role: "a role of its own"\n    ticked: Name STS\n    not said:' in said
    assert said.count('Uses the root user for daily work: "as root, daily"') == 2
    for handed_on in (markdown(interview(row)), Page(html(interview(row))).words()):
        assert 'said: Name a role: "a role of its own"' in handed_on
        assert "ticked: Name STS" in handed_on
        assert handed_on.count('Uses the root user for daily work: "as root, daily"') == 2


def test_what_keeps_a_rating_down_is_said_instead_of_what_it_means() -> None:
    said = text(MOCK)
    assert " Identity & security, 2: a red flag allows no more" in said
    poor = interview(*(asked(f"{n}", "identity") for n in range(9)), *(asked(f"v{n}", score=0.0) for n in range(2)))
    assert " Networking, 2: nothing in it was right" in text(poor)
    assert "### Networking, 2: nothing in it was right" in markdown(poor)
    assert "Networking, 2: nothing in it was right" in Page(html(poor)).words()


def test_a_decision_that_hangs_on_red_flags_or_on_the_candidates_ticks_says_so() -> None:
    flagged = interview(*(asked(f"vpc-{n}") for n in range(9)), asked("vpc-x", flags=("Opens it",)), level="senior")
    assert "no for senior, 0 % that the floor is met; strong hire without red flags" in " ".join(text(flagged).split())
    ticked = " ".join(text(MOCK._replace(untouched=Verdict.NO)).split())
    doubt = "By the words that were found alone, without what you ticked yourself: no."
    assert doubt in ticked
    assert doubt in markdown(MOCK._replace(untouched=Verdict.NO))
    assert doubt in Page(html(MOCK._replace(untouched=Verdict.NO))).words()
    assert "what you ticked yourself" not in text(MOCK)
    assert "for mid, 45 % that the floor is met; hire without red flags\n           Floor" in text(MOCK)


@pytest.mark.parametrize("width", [40, 44, 80])
def test_it_ends_with_the_decision_the_next_command_and_how_to_read_it_again(width: int) -> None:
    theme = Theme(width, color=False)
    lines = theme.paint(ending(theme, MOCK._replace(untouched=Verdict.NO))).splitlines()
    assert all(columns(line) <= width for line in lines)
    assert len(lines) <= 12
    told = " ".join(" ".join(lines).split())
    assert told.startswith(f"Decision {verdict_words(MOCK.decision, 'mid')}. By the words")
    assert "Next awsprep show iam-one Again awsprep scorecard show" in told
    assert "Next" not in theme.paint(ending(theme, CARDS[2]))


def test_too_few_answers_are_said_to_be_too_few() -> None:
    said = text(interview(asked()))
    assert "too little to say" in said
    assert "fewer than 6 answers" in " ".join(said.split())


def test_a_persons_card_has_both_decisions_and_no_chance() -> None:
    said = text(PERSON)
    assert "Interview, mid · Ada · 2 answers · 2026-11-21" in said
    assert " Decision  hire for mid" in said
    assert " Decided   hire" in said
    assert "3: 4 of 5 points said (mid, choice)\n    note: calm" in said
    assert "%" not in said
    assert "Ability" not in said


@pytest.mark.parametrize("card", CARDS, ids=["mock", "person", "empty"])
@pytest.mark.parametrize("width", [40, 44, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(card: Scorecard, width: int) -> None:
    assert all(columns(line) <= width for line in text(card, width).splitlines())


@pytest.mark.parametrize("card", CARDS, ids=["mock", "person", "empty"])
def test_it_can_be_told_in_ascii(card: Scorecard) -> None:
    assert text(card, unicode=False).isascii()


def test_a_narrow_terminal_gets_the_rating_below_the_name() -> None:
    assert " Identity & security\n   ━━━━────  2 (1-2)\n" in text(MOCK, 44)


class TestTrend:
    def test_interviews_stand_one_below_the_other_with_how_the_ability_moved(self) -> None:
        worse = interview(*(asked(f"vpc-{n}", score=0.0) for n in range(6)))._replace(made=MADE - 86_400_000)
        theme = Theme(80, color=False)
        said = theme.paint(trend(theme, [worse, MOCK, PERSON]))
        assert [line[:12].strip() for line in said.splitlines()[:3]] == ["2026-11-20", "2026-11-21", "2026-11-21"]
        assert worse.overall is not None
        assert MOCK.overall is not None
        assert f"Ability up by {MOCK.overall.mean - worse.overall.mean:.1f} over 2 interviews." in said
        assert "Ada  2 answers  5e6f7a8b" in said
        back = theme.paint(trend(theme, [MOCK, worse]))
        assert "Ability down by" in back
        assert "Ability unchanged over 2" in theme.paint(trend(theme, [MOCK, MOCK]))

    @pytest.mark.parametrize("width", [40, 44, 80])
    def test_it_fits(self, width: int) -> None:
        theme = Theme(width, color=False)
        lines = theme.paint(trend(theme, [MOCK, PERSON])).splitlines()
        assert all(len(line) <= width for line in lines)

    def test_of_none_it_names_the_command(self) -> None:
        theme = Theme(80, color=False)
        assert "awsprep interview" in theme.paint(trend(theme, []))


class TestHandingOn:
    @pytest.mark.parametrize("card", CARDS, ids=["mock", "person", "empty"])
    def test_the_page_loads_nothing_and_runs_nothing(self, card: Scorecard) -> None:
        page_of = Page(html(card))
        assert {tag for tag, _ in page_of.tags}.isdisjoint({"script", "link", "img", "iframe"})
        assert {name for _, attributes in page_of.tags for name in attributes}.isdisjoint({"src", "href", "onclick"})

    def test_page_and_markdown_say_what_the_terminal_does(self) -> None:
        words = Page(html(MOCK)).words()
        mark = markdown(MOCK)
        for said in (words, mark):
            assert verdict_words(MOCK.decision, "mid") in said
            assert "Uses the root user for daily work" in said
            assert "awsprep show iam-one" in said
            assert "told: 4 of 5 parts" in said
            assert "Asked good questions." in said
        assert "| Identity & security | 2 (1-2), capped | 1 |" in mark
        assert "Decided: **hire**" in markdown(PERSON)
        assert "Decided: hire" in Page(html(PERSON)).words().replace("  ", " ")

    def test_foreign_text_becomes_neither_a_tag_nor_a_link(self) -> None:
        bad = "<script>alert(1)</script> [x](http://e.example) `code`"
        card = interviewer(asked(bad, score=None, rating=2, result=bad, flags=(bad,), note=bad, title=bad))
        card = card._replace(name=bad, notes=bad, decided=bad, study=((bad, bad),))
        assert "script" not in {tag for tag, _ in Page(html(card)).tags}
        assert "<script" not in html(card)
        mark = markdown(card)
        assert "[x](" not in mark.replace("`<script>alert(1)</script> [x](http://e.example) 'code'`", "")
        assert "\n<" not in mark
