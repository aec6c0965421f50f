"""A text that is being written: editing, and how it lies on rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsprep.ui.draft import Draft, rows
from awsprep.ui.theme import Theme, columns

TEXT = "The quick brown fox jumps over the lazy dog.\n\nAnd another line."


def lying(text: str, width: int) -> list[str]:
    return [text[start:stop] for start, stop in rows(text, width)]


class TestRows:
    def test_they_break_at_line_ends_and_between_words(self) -> None:
        assert lying(TEXT, 10) == [
            "The quick",
            "brown fox",
            "jumps over",
            "the lazy",
            "dog.",
            "",
            "And",
            "another",
            "line.",
        ]

    @pytest.mark.parametrize(
        ("text", "width", "expected"),
        [
            ("", 5, [""]),
            ("\n", 5, ["", ""]),
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
            ("ab cdefghij", 4, ["ab", "cdef", "ghij"]),
            ("abcd efgh", 4, ["abcd", "efgh"]),
            ("abcd ", 4, ["abcd", ""]),
            ("ab  cd", 3, ["ab ", "cd"]),
            ("費用費用", 4, ["費用", "費用"]),
            ("費用", 1, ["費", "用"]),
        ],
    )
    def test_long_words_blanks_and_wide_characters(self, text: str, width: int, expected: list[str]) -> None:
        assert lying(text, width) == expected

    @given(st.text(alphabet="ab \n費", max_size=60), st.integers(2, 12))
    def test_no_character_is_lost_but_blanks_and_line_ends_between_rows(self, text: str, width: int) -> None:
        found = rows(text, width)
        assert all(columns(text[start:stop]) <= width for start, stop in found)
        assert found[0][0] == 0
        assert found[-1][1] == len(text)
        assert all(text[stop:start] in {"", " ", "\n"} for (_, stop), (start, _) in pairwise(found))


class TestEditing:
    def test_letters_come_and_go_at_the_cursor(self) -> None:
        draft = Draft()
        draft.insert("rle")
        draft.move(-2)
        draft.insert("o")
        assert (draft.text, draft.cursor) == ("role", 2)
        draft.delete()
        draft.erase()
        assert (draft.text, draft.cursor) == ("re", 1)
        draft.move(-9)
        draft.delete()
        draft.move(9)
        draft.erase()
        assert (draft.text, draft.cursor) == ("re", 2)

    def test_no_more_is_taken_than_there_is_room_for(self) -> None:
        draft = Draft(most=5)
        draft.insert("abc")
        draft.move(-3)
        draft.insert("12345")
        assert (draft.text, draft.cursor) == ("12abc", 2)

    @pytest.mark.parametrize(
        ("text", "left"), [("one two", "one "), ("one two  ", "one "), ("one", ""), ("", ""), ("  ", "")]
    )
    def test_a_word_is_taken_away_with_the_blanks_after_it(self, text: str, left: str) -> None:
        draft = Draft()
        draft.insert(text)
        draft.delete_word()
        assert draft.text == left

    def test_home_end_and_the_beginning_of_the_line(self) -> None:
        draft = Draft()
        draft.insert("one\ntwo three\nfour")
        draft.home()
        assert draft.cursor == len("one\ntwo three\n")
        draft.move(-3)
        draft.delete_line()
        assert draft.text == "one\nee\nfour"
        draft.end()
        assert draft.cursor == len("one\nee")
        draft.move(9)
        draft.end()
        assert draft.cursor == len(draft.text)


class TestClimbing:
    def test_up_and_down_keep_the_column_over_short_rows(self) -> None:
        draft = Draft("abcdefgh\nab\n\nabcdefgh", 19)
        places = []
        for step in (-1, -1, -1, 1, 1, 1):
            assert draft.climb(step, 20)
            places.append(draft.cursor)
        assert places == [12, 11, 6, 11, 12, 19]

    def test_typing_between_sets_a_new_column(self) -> None:
        draft = Draft("abcdefgh\nab", 6)
        assert draft.climb(1, 20)
        draft.insert("c")
        assert draft.climb(-1, 20)
        assert draft.cursor == 3

    def test_a_wrapped_line_has_several_rows(self) -> None:
        draft = Draft("The quick brown fox", 12)
        assert draft.climb(-1, 10)
        assert draft.cursor == 2
        assert not draft.climb(-1, 10)

    def test_beyond_the_first_and_the_last_row_there_is_none(self) -> None:
        draft = Draft()
        assert not draft.climb(-1, 10)
        assert not draft.climb(1, 10)

    def test_wide_characters_count_by_their_columns(self) -> None:
        draft = Draft()
        draft.insert("費用費用\nabcd")
        assert draft.climb(-1, 10)
        assert draft.cursor == 2


class TestDrawing:
    def test_the_cursor_stands_in_its_row(self) -> None:
        draft = Draft()
        draft.insert("The quick brown fox")
        draft.move(-9)
        drawn, row = draft.lines(Theme(80), 10)
        assert ["".join(text for _, text in line) for line in drawn] == ["The quick", "▏brown fox"]
        assert row == 1
        draft.move(-1)
        drawn, row = draft.lines(Theme(80, unicode=False), 10)
        assert ["".join(text for _, text in line) for line in drawn] == ["The quick_", "brown fox"]
        assert row == 0
