"""YAML 1.2 with places, and nothing that a hostile file can do."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awsprep.bank.nodes import DEPTH, from_plain, parse, to_plain
from awsprep.bank.page import Page
from awsprep.bank.sheet import sheet_of
from awsprep.bank.syntax import report
from tests.bank.writing import EVERY_KIND


def plain(text: str) -> Any:
    page = Page("bank.yaml", text)
    node = parse(page)
    assert node is not None, page.problems
    assert not page.problems
    return to_plain(node)


def problems(data: bytes | str) -> str:
    read = sheet_of("bank.yaml", data.encode() if isinstance(data, str) else data, shipped=True)
    return "\n".join(str(problem) for problem in read.page.problems)


@pytest.fixture(params=["libyaml", "pure Python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("42", 42),
        ("-7", -7),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("2012-10-17", "2012-10-17"),
        ("2026-11", "2026-11"),
        ("1.30", "1.30"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1e3", "1e3"),
        ("-0", "-0"),
        ("+1", "+1"),
        ("-", None),
        ("=", "="),
        ("9" * 18, 10**18 - 1),
        ("9" * 5000, "9" * 5000),
        ('"true"', "true"),
        ("'42'", "42"),
        ('""', ""),
    ],
)
def test_scalars_are_read_by_the_rules_of_yaml_1_2(text: str, value: object) -> None:
    read = plain(f"[{text}, x]")[0] if text not in {"", "-"} else plain(f"- {text}\n- x")[0]
    expected = [None] if text == "-" else value
    assert read == expected
    assert type(read) is type(expected)


@pytest.mark.usefixtures("_parser")
def test_keys_are_always_text() -> None:
    assert plain("{true: 1, 2: x, null: y}") == {"true": 1, "2": "x", "null": "y"}


@pytest.mark.usefixtures("_parser")
def test_values_and_keys_know_their_lines_and_columns() -> None:
    node = parse(Page("bank.yaml", "a: one\nlist:\n  - two\n  - key: three\n"))
    assert node is not None
    assert isinstance(node.value, dict)
    key, value = node.value["list"]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(value.value, list)
    inner = value.value[1]
    assert isinstance(inner.value, dict)
    assert (inner.value["key"][1].line, inner.value["key"][1].column) == (4, 10)


@pytest.mark.parametrize("text", [EVERY_KIND, "- a\n- {b: [1, true, null]}\n", "just text", "[[], {}]"])
def test_plain_values_become_nodes_and_back(text: str) -> None:
    assert to_plain(from_plain(plain(text))) == plain(text)


@pytest.mark.parametrize("value", [1.5, {"a": [object()]}, json.loads("[" * 30 + "]" * 30)])
def test_what_no_question_file_holds_makes_no_node(value: object) -> None:
    with pytest.raises(ValueError, match=r"too deep|not a plain value"):
        from_plain(value)


def test_a_syntax_error_that_we_do_not_know_is_said_as_the_parser_says_it() -> None:
    page = Page("bank.yaml", "a: b\n")
    report(page, yaml.YAMLError("strange"))
    mark = yaml.Mark("", 0, 0, 3, None, 0)
    report(page, yaml.MarkedYAMLError("while dreaming", None, "saw a sheep", mark))
    assert [str(problem) for problem in page.problems] == [
        "bank.yaml: error[syntax]: YAML cannot read this: strange",
        "bank.yaml:1:4: error[syntax]: YAML cannot read this: saw a sheep while dreaming\n    1 |   a: b\n      |      ^",
    ]


def test_four_million_blank_lines_cost_little() -> None:
    page = Page("bank.yaml", "\n" * 4_000_000 + "a: b: c")
    assert parse(page) is None
    assert page.problems[0].source.line == 4_000_001


def test_crlf_lone_cr_and_a_byte_order_mark_are_fine() -> None:
    for data in (
        EVERY_KIND.replace("\n", "\r\n").encode(),
        EVERY_KIND.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + EVERY_KIND.encode(),
    ):
        read = sheet_of("bank.yaml", data, shipped=True)
        assert not read.page.problems
        assert [item.question for item in read.items] == [
            item.question for item in sheet_of("bank.yaml", EVERY_KIND.encode(), shipped=True).items
        ]


def test_unicode_line_separators_do_not_break_lines() -> None:
    text = "topic: vpc # a\u2028b\u2029c\x85d\nquestions: 3\n"
    assert problems(text).startswith("bank.yaml:2:12: error[wrong-type]")


def test_escapes_in_quotes_cannot_reach_the_terminal() -> None:
    assert plain(r'"\e[31m red \x07 \u202e \u2028 tab\tend"') == "\ufffd[31m red \ufffd  \ufffd tab    end"


def test_escapes_in_keys_cannot_reach_the_terminal() -> None:
    said = problems('topic: vpc\nquestions: []\n"\\e[31m": 1\n')
    assert "\x1b" not in said
    assert 'the key "\ufffd[31m" is not known' in said


def test_escapes_in_the_line_of_a_problem_cannot_reach_the_terminal() -> None:
    said = problems("topic: vpc\nquestions: \u202enone\u2066\n")
    assert not {"\u202e", "\u2066"} & set(said)
    assert "    2 |   questions: \ufffdnone\ufffd" in said


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "bank.yaml: error[empty-file]: the file holds nothing"),
        (b"\n# nothing\n", "bank.yaml: error[empty-file]: the file holds nothing"),
        (b"null\n", "bank.yaml: error[empty-file]: the file holds nothing"),
        (b"--- \n...\n", "bank.yaml: error[empty-file]: the file holds nothing"),
        (b"42", "bank.yaml:1:1: error[wrong-type]: a file must be a mapping, found the number 42"),
        (b"topic: vpc\0", "bank.yaml:1:11: error[control-character]: the character U+0000 is not allowed in YAML"),
        (b"topic: caf\xe9", "bank.yaml:1:11: error[not-utf8]: the byte 0xE9 is not UTF-8"),
        ("topic: é\n".encode() + b"x: \xff", "bank.yaml:2:4: error[not-utf8]: the byte 0xFF is not UTF-8"),
        ("topic: vpc".encode("utf-16"), "bank.yaml: error[not-utf8]: the file is UTF-16 or UTF-32"),
        ("topic: vpc".encode("utf-32-be"), "bank.yaml: error[not-utf8]: the file is UTF-16 or UTF-32"),
        (b'a: "\\ud800"', "bank.yaml:1:7: error[syntax]: an escape for a character that does not exist"),
        (b"\xed\xa0\x80", "bank.yaml:1:1: error[not-utf8]: the byte 0xED is not UTF-8"),
        (
            b"a: 1\n\xef\xbb\xbfb: 2",
            "bank.yaml:2:1: error[control-character]: the character U+FEFF is not allowed in YAML",
        ),
        (b"a: &x [*x]", "bank.yaml:1:4: error[anchor]: this is read as a YAML anchor"),
        (b"&x a: 1", "bank.yaml:1:1: error[anchor]: this is read as a YAML anchor"),
        (b"? [a]\n: b", "bank.yaml:1:3: error[bad-key]: a list or mapping cannot be a key"),
        (b"%TAG ! tag:x,2000:\n--- !y z", "bank.yaml:2:5: error[tag]: this is read as a YAML tag"),
        (b"--- a\n--- b", "bank.yaml:2:1: error[several-documents]"),
    ],
)
def test_odd_files_are_refused_in_a_sentence(data: bytes, message: str) -> None:
    assert problems(data).split("\n")[0].startswith(message)


def test_an_alias_bomb_is_refused_without_being_expanded() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)},' * 9}]\n" for n in range(20))
    assert problems(bomb).count("error[anchor]") == 21


def test_a_million_aliases_end_after_a_thousand_problems() -> None:
    assert problems("a: [" + "*a, " * 200_000 + "]").count("\nbank.yaml") == 1000


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[\n", "[{b: "])
def test_a_hundred_thousand_levels_are_refused_at_the_twenty_fifth(opening: str) -> None:
    lines = problems(opening * 100_000).split("\n")
    assert len([line for line in lines if line.startswith("bank.yaml")]) == 1
    assert "too-deep" in lines[0] or "bad-key" in lines[0] or "syntax" in lines[0]


def test_twenty_four_levels_are_read() -> None:
    assert plain("[" * DEPTH + "]" * DEPTH)
    assert "too-deep" in problems("[" * (DEPTH + 1) + "]" * (DEPTH + 1))


def test_deep_nesting_takes_neither_memory_nor_time() -> None:
    """In a process of its own, which may use 300 MB and 2 s of CPU."""
    code = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (300_000_000, 300_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
from awsprep.bank.sheet import sheet_of
for text in ("[" * 100_000, "{a: " * 100_000, "[" * 4_000_000, "- " * 2_000_000, "a:\\n" + " " * 3_900_000 + "b: c"):
    print(len(sheet_of("bank.yaml", text.encode(), shipped=True).page.problems))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"] * 5


def test_a_huge_scalar_is_one_problem_without_its_text() -> None:
    said = problems("topic: vpc\nquestions:\n  - {id: vpc-a, ask: " + "a" * 4_000_000 + "}")
    assert len(said) < 10_000


GOOD = EVERY_KIND.encode()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"- \xe2\x80\xa8")
def test_no_bytes_raise(data: bytes) -> None:
    problems(data)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 4), st.sampled_from(
            [b"", b"\t", b"'", b'"', b": ", b"- ", b"[", b"]", b"{", b"}", b"{{", b"}}", b"\n", b"#", b"&a ", b"*a ", b"!x ",
             b"|", b">", b"@", b"%", b"\0", b"\xff", b"null", b"true", b"5", b"? ", b"<<: ", b"---\n", b"\\e", b"\xe2\x80\xae"]
        )),
        max_size=4,
    )
)  # fmt: skip
def test_no_mutation_of_a_good_file_raises_or_loses_its_place(edits: list[tuple[int, int, bytes]]) -> None:
    data = GOOD
    for at, cut, new in edits:
        data = data[:at] + new + data[at + cut :]
    lines = data.decode("utf-8", "replace").replace("\r", "\n").count("\n") + 1
    for problem in sheet_of("bank.yaml", data, shipped=True).page.problems:
        assert 0 <= problem.source.line <= lines
        assert str(problem).isprintable() or "\n" in str(problem)
        assert problem.source.text == "" or problem.source.column <= len(problem.source.text) + 1
