"""Files and folders become one bank."""

from __future__ import annotations

import os
import resource
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awsprep.bank import files
from awsprep.bank.files import LIMIT, content, listed, shipped_folder
from awsprep.bank.load import load, terms
from awsprep.core.problem import AwsprepError, Problem
from tests.bank.writing import EVERY_KIND, bank, choice, put

if TYPE_CHECKING:
    from awsprep.core.bank import Bank


def read(*paths: str, shipped: str = "") -> Bank:
    return load(paths, shipped=shipped or paths[0], cache_dir=None)


def codes(found: Bank) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_other_files(tmp_path: Path) -> None:
    shipped = put(tmp_path, b=bank(choice("vpc-b")), a=bank(choice("vpc-a")))
    (tmp_path / ".hidden.yaml").write_text("not: [yaml", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not yaml", encoding="utf-8")
    (tmp_path / "schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "c.yml").write_text(bank(choice("vpc-c")), encoding="utf-8")
    put(tmp_path / "deeper", d=bank(choice("vpc-d")))
    found = read(shipped)
    assert list(found.headings) == ["vpc-a", "vpc-b", "vpc-c"]
    assert not found.problems


def test_paths_are_read_in_the_order_given_and_each_file_once(tmp_path: Path) -> None:
    shipped = put(tmp_path / "shipped", a=bank(choice("vpc-a")))
    own = put(tmp_path / "own", b=bank(choice("b"), own="mine"), c=bank(choice("c"), own="mine"))
    one = str(tmp_path / "own" / "c.yaml")
    found = read(one, own, shipped, one, shipped=shipped)
    assert list(found.headings) == ["mine/c", "mine/b", "vpc-a"]


def test_a_question_is_read_by_its_id(tmp_path: Path) -> None:
    found = read(put(tmp_path, a=EVERY_KIND))
    assert found.read("vpc-cloze").id == "vpc-cloze"
    with pytest.raises(AwsprepError, match='no question "vpc-nothing"'):
        found.read("vpc-nothing")


def test_an_id_in_two_files_is_reported_and_the_first_plays(tmp_path: Path) -> None:
    shipped = put(tmp_path, a=bank(choice("vpc-a", "Which first?")), b=bank(choice("vpc-b"), choice("vpc-a")))
    found = read(shipped)
    assert found.headings["vpc-a"].title == "Which first?"
    assert [str(problem) for problem in found.problems] == [
        f"""\
{shipped}/b.yaml:13:9: error[duplicate-id]: the id "vpc-a" is used in {shipped}/a.yaml:3 already
   13 |     - id: vpc-a
      |           ^^^^^ give this question an id of its own"""
    ]


def test_an_alias_that_is_an_id_in_another_file_keeps_its_question_out(tmp_path: Path) -> None:
    found = read(put(tmp_path, a=bank(choice("vpc-a", more="    aliases: [vpc-b]\n")), b=bank(choice("vpc-b"))))
    assert list(found.headings) == ["vpc-b"]
    assert codes(found) == ["alias-taken"]


def test_an_alias_in_two_files_is_reported(tmp_path: Path) -> None:
    alias = "    aliases: [vpc-old]\n"
    found = read(put(tmp_path, a=bank(choice("vpc-a", more=alias)), b=bank(choice("vpc-b", more=alias))))
    assert list(found.headings) == ["vpc-a"]
    assert found.aliases() == {"vpc-old": "vpc-a"}
    assert codes(found) == ["alias-taken"]


def test_the_same_id_in_a_bank_of_ones_own_does_not_collide(tmp_path: Path) -> None:
    shipped = put(tmp_path / "shipped", a=bank(choice("vpc-a")))
    own = put(tmp_path / "own", a=bank(choice("vpc-a"), own="mine"))
    assert list(read(shipped, own).headings) == ["vpc-a", "mine/vpc-a"]


def test_a_shipped_file_named_by_itself_is_shipped(tmp_path: Path) -> None:
    shipped = put(tmp_path, a=bank(choice("vpc-a")))
    assert not read(f"{shipped}/a.yaml", shipped=shipped).problems


def test_a_path_that_does_not_exist_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(AwsprepError) as caught:
        read(str(tmp_path / "nothing"))
    assert caught.value.exit_code == 4
    assert caught.value.hint


def test_a_folder_without_questions_is_an_empty_bank(tmp_path: Path) -> None:
    found = read(str(tmp_path))
    assert not found.headings
    assert not found.problems


def test_terms_of_all_files_are_joined(tmp_path: Path) -> None:
    shipped = put(tmp_path, terms="terms: {nat: [nat gw], sg: [group]}\n", more="terms: {nat: [ngw]}\n", a=EVERY_KIND)
    assert terms([shipped], shipped=shipped, cache_dir=None) == {"nat": ("ngw", "nat gw"), "sg": ("group",)}


def test_progress_is_told_for_each_file_that_is_parsed(tmp_path: Path) -> None:
    shipped = put(tmp_path, a=bank(choice("vpc-a")), b=bank(choice("vpc-b")))
    told: list[tuple[int, int]] = []
    load([shipped], shipped=shipped, cache_dir=None, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_sparse_gigabyte_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "big.yaml").open("wb") as stream:
        stream.truncate(1 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert codes(read(str(tmp_path))) == ["too-large"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_file_that_says_it_is_empty_is_read_to_the_limit_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some files have no size, as those in /proc; /dev/zero stands in for one, once it passes for a plain file."""
    monkeypatch.setattr(stat, "S_ISREG", lambda mode: True)
    assert codes(read("/dev/zero", shipped="x")) == ["too-large"]


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "vanished", "loop"])
def test_what_is_no_readable_file_is_a_problem_and_nothing_waits_for_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "odd.yaml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "vanished":
            path.symlink_to(tmp_path / "gone")
        case "loop":
            path.symlink_to(path)
        case _:
            path.mkdir()
            assert isinstance(content(str(path)), Problem)
            return
    found = read(str(tmp_path))
    assert codes(found) == ["not-a-file" if kind in {"pipe", "device"} else "unreadable"]


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    put(tmp_path, a=EVERY_KIND)
    monkeypatch.setattr(os, "open", refuse)
    assert [str(problem) for problem in read(str(tmp_path)).problems] == [
        f"{tmp_path}/a.yaml: error[unreadable]: the file cannot be read: Permission denied\n        check the path and its permissions"
    ]


def test_a_file_that_fails_while_it_is_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> object:
        raise OSError(5, "Input/output error")

    put(tmp_path, a=EVERY_KIND)
    monkeypatch.setattr(files, "open", fail, raising=False)
    assert codes(read(str(tmp_path))) == ["unreadable"]


def test_a_path_with_a_nul_is_a_problem() -> None:
    problem = content("a\0b.yaml")
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable"


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(AwsprepError, match="Permission denied"):
        listed([str(tmp_path)], "x")


def test_a_file_just_under_the_limit_is_read(tmp_path: Path) -> None:
    put(tmp_path, a=bank(choice("vpc-a")) + "#" * (LIMIT - 300))
    assert list(read(str(tmp_path)).headings) == ["vpc-a"]


def test_the_shipped_bank_of_a_checkout_lies_beside_src() -> None:
    folder = Path(shipped_folder())
    assert folder.name == "questions"
    assert (folder.parent / "src" / "awsprep").is_dir()


def test_the_shipped_bank_of_an_installed_package_lies_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site" / "awsprep" / "questions").mkdir(parents=True)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "site" / "awsprep" / "bank" / "files.py"))
    assert shipped_folder() == str(tmp_path / "site" / "awsprep" / "questions")


def test_loading_from_the_cache_imports_no_yaml(tmp_path: Path) -> None:
    import subprocess

    shipped = put(tmp_path / "shipped", a=EVERY_KIND)
    code = (
        "import sys; from awsprep.bank.load import load;"
        f"bank = load([{shipped!r}], shipped={shipped!r}, cache_dir={str(tmp_path)!r});"
        "bank.read('vpc-open'); print('yaml' in sys.modules)"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "12"
    ]
    assert [line.strip() for line in said] == ["True", "False"]
