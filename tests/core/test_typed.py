"""A typed answer: made safe, cut into sentences, and found again by sentences that were kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.core.phrases import Found, Marked
from awsprep.core.typed import LONGEST, said, sentences, tidy, unwrapped, with_own

KEPT = ("Roles hand out temporary keys.",)


class TestMakingSafe:
    def test_line_ends_become_line_feeds_and_escapes_nothing_that_acts(self) -> None:
        assert tidy(" one\r\ntwo\rthree\x1b[2J\x07 \n\n") == "one\ntwo\nthree\ufffd[2J\ufffd"

    def test_it_ends_where_nobody_would_read_on(self) -> None:
        assert tidy("x" * (LONGEST + 1)) == "x" * LONGEST
        assert tidy("a " * LONGEST) == ("a " * LONGEST)[: LONGEST - 1]

    @given(st.text(max_size=200))
    def test_to_make_it_safe_twice_changes_nothing_more(self, text: str) -> None:
        once = tidy(text)
        assert tidy(once) == once
        assert "\x1b" not in once


class TestUnwrapping:
    def test_a_text_that_was_wrapped_elsewhere_is_made_whole(self) -> None:
        text = (
            "A role is an identity without credentials of its own,\nwhich others assume for a while. The keys run\nout."
        )
        assert unwrapped(text) == text.replace("\n", " ")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "roles\nkeys",
            "A role is an identity without credentials of its own.\nwhich others assume",
            "A role is an identity without credentials of its own\n- others assume it",
            "A role is an identity without credentials of its own\n\nothers assume it",
            "It has two parts, of which I would name these first:\ntrust policy\npermissions",
        ],
    )
    def test_lists_paragraphs_and_short_lines_stay(self, text: str) -> None:
        assert unwrapped(text) == text


class TestSentences:
    def test_they_stand_as_they_were_typed_each_once(self) -> None:
        text = "Roles hand out\ntemporary keys. They   rotate daily!\n- nobody stores passwords\n\nThey   rotate daily!"
        assert sentences(text) == (
            "Roles hand out",
            "temporary keys",
            "They rotate daily",
            "nobody stores passwords",
        )

    @pytest.mark.parametrize("text", ["", "ok", "It is.", "And so it was used.", "Stateful!", "no"])
    def test_one_that_says_next_to_nothing_is_none(self, text: str) -> None:
        assert sentences(text) == ()


class TestFindingAgain:
    @pytest.mark.parametrize(
        "text",
        [
            "Roles hand out temporary keys",
            "a role is handing out keys, which are temporary",
            "First of all: the temporary key that the role hands out",
        ],
    )
    def test_the_same_words_of_meaning_in_one_sentence_are_found(self, text: str) -> None:
        assert said(f"Hello there. {text}. Good bye.", KEPT) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Roles hand out keys.",
            "Roles hand out keys. They are temporary.",
            "Roles do not hand out temporary keys.",
            "Users hand out temporary keys.",
        ],
    )
    def test_a_word_that_is_missing_elsewhere_or_negated_is_not(self, text: str) -> None:
        assert said(text, KEPT) == ""

    def test_what_was_negated_must_be_negated_again(self) -> None:
        kept = ("You need no rule for the reply.",)
        assert said("the reply does not need a rule", kept)
        assert said("no rule is needed for replies", ("a rule is needed for the reply",)) == ""
        assert said("the reply needs a rule", kept) == ""

    def test_a_sentence_without_meaning_finds_nothing(self) -> None:
        assert said("It is what it is.", ("It is.", "ok", "")) == ""

    @given(st.text(alphabet="abc dnot.,\n", max_size=60))
    def test_each_sentence_that_can_be_kept_is_found_where_it_came_from(self, text: str) -> None:
        assert all(said(each, (each,)) for each in sentences(text))


class TestPoints:
    MARKED = Marked(
        (Found("keys", found=False), Found("assume", found=True, evidence="is assumed"), Found("short", found=False)),
        (Found("password", found=False),),
    )

    def test_own_sentences_find_points_that_no_phrase_found(self) -> None:
        text = "It is assumed. A role hands out temporary keys"
        own = with_own(self.MARKED, text, {"keys": KEPT, "assume": KEPT, "password": KEPT})
        assert own.points == (
            Found("keys", found=True, evidence="A role hands out temporary keys"),
            Found("assume", found=True, evidence="is assumed"),
            Found("short", found=False),
        )
        assert own.flags == self.MARKED.flags

    def test_without_any_nothing_changes(self) -> None:
        assert with_own(self.MARKED, "Roles hand out temporary keys", {}) == self.MARKED
        assert with_own(self.MARKED, "Something else altogether", {"keys": KEPT}) == self.MARKED
