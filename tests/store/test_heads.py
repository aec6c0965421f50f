from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from awsprep.store.heads import Heads, Mark, load, save

if TYPE_CHECKING:
    from pathlib import Path


def test_marks_come_back_as_they_were_and_never_go_down(tmp_path: Path) -> None:
    file = str(tmp_path / "state" / "heads.json")
    save(file, "/data", Heads({"a": Mark(100, 3, 1), "b": Mark(50)}, {"7f3a91c2": 9}))
    save(file, "/data", Heads({"a": Mark(70, 2, 2)}, {"7f3a91c2": 8, "5c047399": 1}))
    assert load(file, "/data") == Heads(
        {"a": Mark(100, 3, 2), "b": Mark(50)},
        {"7f3a91c2": 9, "5c047399": 1},
    )


def test_each_data_folder_has_marks_of_its_own(tmp_path: Path) -> None:
    file = str(tmp_path / "heads.json")
    save(file, "/one", Heads({"a": Mark(100)}))
    save(file, "/two", Heads({"b": Mark(200)}))
    assert load(file, "/one").marks == {"a": Mark(100)}
    assert load(file, "/two").marks == {"b": Mark(200)}
    assert load(file, "/three") == Heads()


def test_a_file_that_is_shorter_or_gone_is_named() -> None:
    heads = Heads({"a": Mark(100), "b": Mark(50), "c": Mark(1)})
    sizes = {"a": 99, "c": 1, "new": 5}
    assert heads.shrunk(sizes) == ["a"]
    assert heads.vanished(sizes) == ["b"]


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{}",
        '{"stores": []}',
        '{"stores": {"/data": {"files": {"a": {}}, "last": {}}}}',
        '{"stores": {"/data": 7}}',
    ],
)
def test_a_damaged_file_holds_no_marks_and_is_written_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "heads.json"
    file.write_text(damage)
    assert load(str(file), "/data") == Heads()
    save(str(file), "/data", Heads({"a": Mark(100)}))
    assert load(str(file), "/data").marks == {"a": Mark(100)}


def test_a_flipped_bit_in_a_mark_does_not_have_a_whole_file_called_too_short(tmp_path: Path) -> None:
    file = tmp_path / "heads.json"
    save(str(file), "/data", Heads({"a": Mark(1737, 3, 1)}))
    text = file.read_text()
    file.write_text(text.replace("1737", "5737"))
    assert load(str(file), "/data") == Heads()
    file.write_text(text.replace('"crc"', '"csc"'))  # as the first versions wrote it, without one
    assert load(str(file), "/data").marks == {"a": Mark(1737, 3, 1)}
