from __future__ import annotations

from awsprep.core.problem import AwsprepError, Problem, Severity, Source

LINE = "  topic: vcp"


def test_a_problem_shows_its_line_with_a_caret_and_a_hint() -> None:
    problem = Problem(Source("vpc.yaml", 93, 10, LINE, 3), "unknown-topic", 'topic "vcp"', 'did you mean "vpc"?')
    assert str(problem) == (
        'vpc.yaml:93:10: error[unknown-topic]: topic "vcp"\n'
        "   93 |     topic: vcp\n"
        '      |            ^^^ did you mean "vpc"?'
    )


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    assert str(Problem(Source("vpc.yaml"), "empty", "nothing here", "write a question")) == (
        "vpc.yaml: error[empty]: nothing here\n        write a question"
    )
    assert str(Problem(Source("vpc.yaml"), "empty", "nothing here")) == "vpc.yaml: error[empty]: nothing here"


def test_a_warning_says_so_and_needs_no_hint() -> None:
    problem = Problem(Source("vpc.yaml", 1, 3, "a: b"), "long", "too long", severity=Severity.WARNING)
    assert str(problem).splitlines() == ["vpc.yaml:1:3: warning[long]: too long", "    1 |   a: b", "      |     ^"]


def test_a_caret_never_leaves_its_line() -> None:
    problem = Problem(Source("vpc.yaml", 1, 3, "a: b", 50), "x", "y")
    assert str(problem).splitlines()[2] == "      |     ^^"


def test_of_a_long_line_the_part_around_the_column_is_shown() -> None:
    text = "x" * 150 + "HERE" + "y" * 150
    shown = str(Problem(Source("vpc.yaml", 7, 151, text, 4), "x", "y")).splitlines()
    assert len(shown[1]) == len("    7 |   ") + 100
    column = shown[2].index("^")
    assert shown[1][column : column + 4] == "HERE"
    assert shown[2].count("^") == 4


def test_a_tab_takes_one_column_so_that_the_caret_stands_right() -> None:
    shown = str(Problem(Source("vpc.yaml", 1, 2, "\tbad", 3), "x", "y")).splitlines()
    assert shown[1].index("bad") == shown[2].index("^")


def test_an_error_carries_its_remedy_and_its_exit_code() -> None:
    error = AwsprepError("It is full.", "Free some space.")
    assert (str(error), error.message, error.hint, error.exit_code) == ("It is full.",) * 2 + ("Free some space.", 4)
