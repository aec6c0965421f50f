from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from awsprep.ui.theme import STYLES, Theme, ascii_text, columns, fit, flow, labelled, width_of, wrap
from tests.ui.reports import painted

WORDS = st.text(st.sampled_from("ab é漢字→…─\u0301🎉"), max_size=60)


class TestColumns:
    def test_what_is_counted_without_wcwidth_takes_one_column_there(self) -> None:
        from awsprep.ui.theme import _SINGLE

        counted = [char for char in map(chr, range(0x110000)) if _SINGLE.fullmatch(char)]
        assert len(counted) > 1000
        assert {wcwidth(char) for char in counted} == {1}

    @given(WORDS)
    def test_other_text_takes_what_wcwidth_says(self, text: str) -> None:
        assert columns(text) == sum(map(wcwidth, text))

    def test_pages_in_western_text_do_not_import_wcwidth(self) -> None:
        code = (
            "import json, sys\nfrom awsprep.ui.theme import Theme, columns\n"
            "theme = Theme()\nassert columns('Zürich → 3 %' + theme.glyph('heat') + theme.rule()[0][1]) == 97\n"
            "print(json.dumps(sorted(sys.modules)))"
        )
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
        assert "wcwidth" not in json.loads(loaded)


class TestFit:
    @given(WORDS, st.integers(1, 40))
    def test_text_is_cut_or_padded_to_the_width(self, text: str, width: int) -> None:
        cut = fit(text, width)
        assert columns(cut) == width
        if columns(text) <= width:
            assert cut == text + " " * (width - columns(text))

    def test_a_cut_shows(self) -> None:
        assert fit("abcdef", 4) == "abc…"
        assert fit("abcdef", 4, "~") == "abc~"
        assert fit("abcdef", 1) == "a"


class TestWrap:
    @given(WORDS, st.integers(2, 40))
    def test_no_line_is_wider_and_no_word_is_lost(self, text: str, width: int) -> None:
        lines = wrap(text, width)
        assert all(columns(line) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == "".join(text.split())

    def test_words_stay_whole_where_they_fit(self) -> None:
        assert wrap("one two three", 9) == ["one two", "three"]
        assert wrap("", 9) == [""]
        assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


class TestFlow:
    def test_paragraphs_lists_and_code(self) -> None:
        text = (
            "A first\nparagraph.\n\n- one that is long\n  and goes on\n- two\n\n```\nkept   it\n```\nUse `ls -l` now."
        )
        assert Theme(color=False).paint(flow(text, 14)) == (
            "A first\nparagraph.\n\n- one that is\n  long and\n  goes on\n- two\n\n  kept   it\nUse `ls -l`\nnow.\n"
        )

    def test_code_has_its_style(self) -> None:
        assert flow("Use `ls` now", 40) == [[("", "Use "), ("code", "`ls`"), ("", " now")]]


class TestTheme:
    def test_every_glyph_has_an_ascii_stand_in_of_one_column(self) -> None:
        from awsprep.ui.theme import _ASCII, _UNICODE

        assert _ASCII.keys() == _UNICODE.keys()
        for name, glyph in _UNICODE.items():
            assert len(_ASCII[name]) == len(glyph) == columns(glyph)
            assert _ASCII[name].isascii()

    def test_colours_are_painted_by_meaning(self) -> None:
        lines = [[("right", "yes"), ("", " "), ("dim", "   "), ("no-such-style", "x")]]
        assert Theme().paint(lines) == "\x1b[32;1myes\x1b[0m    x\n"
        assert Theme(color=False).paint(lines) == "yes    x\n"

    def test_every_style_can_be_painted(self) -> None:
        for style in STYLES:
            assert "x" in Theme().paint([[(style, "x")]])

    @given(st.floats(-1, 2), st.integers(1, 60))
    def test_a_bar_has_its_size_and_shows_the_least_share(self, share: float, size: int) -> None:
        bar = Theme().bar(share, size)
        assert width_of(bar) == size
        assert bool(bar[0][1]) == (share > 0)

    @pytest.mark.parametrize(
        ("count", "cell"),
        [(0, "·"), (1, "▂"), (4, "▂"), (5, "▄"), (9, "▄"), (10, "▆"), (19, "▆"), (20, "█"), (900, "█")],
    )
    def test_the_heat_map_has_five_cells(self, count: int, cell: str) -> None:
        assert Theme().heat(count) == cell

    def test_text_without_unicode_is_ascii(self) -> None:
        assert ascii_text("→ “x” … é 漢 ± 4") == '-> "x" ... ? ? +- 4'
        assert Theme(unicode=False).plain("a–b") == "a-b"

    def test_a_label_stands_in_the_left_column(self) -> None:
        lines = labelled("Why", [[("", "one")], [("", "two")]], 8)
        assert painted(Theme(), lines) == " Why    one\n        two\n"
        assert painted(Theme(), labelled("Why", [], 8)) == " Why\n"


class TestCode:
    def test_a_long_line_of_code_is_broken_and_nothing_is_lost(self) -> None:
        code = "aws ec2 describe-instances --filters Name=instance-state-name,Values=running"
        lines = flow(f"Run:\n```\n{code}\n\n  done\n```", 30)
        assert all(width_of(line) <= 30 for line in lines)
        shown = ["".join(text for _, text in line) for line in lines]
        assert "".join(line[2:] for line in shown[1:-2]) == code
        assert shown[-1] == "    done"

    @given(st.text(st.sampled_from("ab 漢字-"), max_size=80), st.integers(4, 60))
    def test_code_fits_any_width(self, code: str, width: int) -> None:
        lines = flow(f"```\n{code}\n```", width)
        assert all(width_of(line) <= width for line in lines)
        assert "".join("".join(text for _, text in line)[2:] for line in lines) == code.rstrip()
