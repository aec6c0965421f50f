from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from awsprep.core.problem import AwsprepError
from awsprep.store import config_file
from awsprep.store.config import set_value, settings
from awsprep.store.keys import KEYS, from_text, shown
from tests.store.writing import places

if TYPE_CHECKING:
    from pathlib import Path

    from awsprep.store.paths import Paths

DEFAULTS = {
    "level": "mid",
    "count": 10,
    "minutes": 15,
    "banks": (),
    "retention": 0.9,
    "type": True,
    "color": "auto",
    "plain": False,
    "editor": "",
    "grader.base_url": "",
    "grader.model": "",
    "grader.api_key_env": "",
}


def _file(tmp_path: Path, text: str) -> Paths:
    paths = places(tmp_path)
    os.makedirs(paths.config, exist_ok=True)
    with open(paths.settings, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return paths


def _text(paths: Paths) -> str:
    with open(paths.settings, encoding="utf-8", newline="") as file:
        return file.read()


def _values(paths: Paths, environ: dict[str, str] | None = None) -> dict[str, Any]:
    found = settings(environ or {}, paths)
    return {name: found[name].value for name in KEYS}


def test_without_a_file_every_setting_has_its_default_and_nothing_is_made(tmp_path: Path) -> None:
    paths = places(tmp_path)
    assert _values(paths) == DEFAULTS
    assert {each.origin for each in settings({}, paths).found.values()} == {"default"}
    assert list(tmp_path.iterdir()) == []


def test_the_environment_goes_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    paths = _file(tmp_path, '# mine\n\nlevel = "senior"\ncount = 20\n')
    found = settings({"AWSPREP_LEVEL": "junior", "AWSPREP_MINUTES": " "}, paths)
    assert (found["level"].value, found["level"].origin) == ("junior", "AWSPREP_LEVEL")
    assert (found["count"].value, found["count"].origin) == (20, f"{paths.settings}:4")
    assert (found["minutes"].value, found["minutes"].origin) == (15, "default")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('level = "Junior, mid"', "level", "junior,mid"),
        ('level = ["mid", "senior", "mid"]', "level", "mid,senior"),
        ('level = "mid,all"', "level", "all"),
        ('level = "fresher"', "level", "junior"),
        ("retention = 0.7", "retention", 0.7),
        ("retention = 0.97", "retention", 0.97),
        ("count = 1", "count", 1),
        ("count = 1_000", "count", 1000),
        ("plain = true", "plain", True),
        ('color = "never"', "color", "never"),
        ('editor = "vim -u NONE"', "editor", "vim -u NONE"),
        ('[grader]\nbase_url = "http://localhost:1/v1"', "grader.base_url", "http://localhost:1/v1"),
        ('grader.model = "a:8b"', "grader.model", "a:8b"),
        ('grader = {api_key_env = "KEY_1"}', "grader.api_key_env", "KEY_1"),
        ("[grader]", "grader.base_url", ""),
        ('banks = ["/a", "/b/../c"]', "banks", ("/a", "/c")),
    ],
)
def test_values_of_the_file_are_used(tmp_path: Path, line: str, name: str, value: object) -> None:
    used = _values(_file(tmp_path, line))[name]
    assert used == value
    assert type(used) is type(value)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("1", "plain", True),
        ("yes", "plain", True),
        ("OFF", "plain", False),
        ("7", "count", 7),
        ("0.8", "retention", 0.8),
        ("all", "level", "all"),
        ("/a:/b", "banks", ("/a", "/b")),
        (" https://host/v1 ", "grader.base_url", "https://host/v1"),
        ("some-model", "grader.model", "some-model"),
        ("MY_KEY", "grader.api_key_env", "MY_KEY"),
    ],
)
def test_values_of_the_environment_are_used(tmp_path: Path, text: str, name: str, value: object) -> None:
    assert _values(places(tmp_path), {KEYS[name].variable: text})[name] == value


def test_folders_are_meant_from_where_they_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/kim")
    monkeypatch.chdir(tmp_path)
    paths = _file(tmp_path, 'banks = ["mine.yaml", "~/aws"]')
    assert _values(paths)["banks"] == (os.path.join(paths.config, "mine.yaml"), "/home/kim/aws")
    here = os.path.join(os.getcwd(), "mine.yaml")
    assert _values(paths, {"AWSPREP_BANK": "mine.yaml"})["banks"] == (here,)


@pytest.mark.parametrize(
    "line",
    [
        'level = "expert"',
        "level = 3",
        "level = []",
        'level = [["mid"]]',
        'level = ""',
        "count = 0",
        "count = 1001",
        "count = 10.0",
        'count = "10"',
        "count = true",
        "minutes = 601",
        "retention = 0.69",
        "retention = 0.98",
        "retention = nan",
        'retention = "0.9"',
        'color = "blue"',
        'color = ["auto"]',
        "plain = 1",
        'plain = "true"',
        'banks = "/a"',
        "banks = [1]",
        'banks = [""]',
        'banks = ["\\u0000"]',
        'editor = "\\u001b[2J"',
        "editor = 1",
    ],
)
def test_a_wrong_value_is_refused_with_its_line_and_a_remedy(tmp_path: Path, line: str) -> None:
    name = line.partition(" ")[0]
    paths = _file(tmp_path, f"# mine\n\n{line}\n")
    with pytest.raises(AwsprepError) as raised:
        settings({}, paths)
    assert raised.value.exit_code == 2
    assert raised.value.message.startswith(f"{paths.settings}:3: {name}: ")
    assert raised.value.hint.startswith(f"{name} is ")
    assert raised.value.message.isprintable()


@pytest.mark.parametrize(
    ("name", "text"), [("count", "ten"), ("count", "1.5"), ("plain", "maybe"), ("level", "expert"), ("color", "blue")]
)
def test_a_wrong_value_in_the_environment_names_its_variable(tmp_path: Path, name: str, text: str) -> None:
    variable = KEYS[name].variable
    with pytest.raises(AwsprepError, match=f"^{variable}: '{text}' is not ") as raised:
        settings({variable: text}, places(tmp_path))
    assert raised.value.exit_code == 2


def test_the_example_in_a_remedy_is_a_legal_value() -> None:
    for key in KEYS.values():
        if shown(key.default):
            assert from_text(key, shown(key.default)) == key.default


def test_the_example_of_a_setting_that_has_no_default_is_legal_too() -> None:
    assert {key.name for key in KEYS.values() if key.example} == {name for name in DEFAULTS if "." in name}
    for key in KEYS.values():
        assert from_text(key, key.example or shown(key.default)) == (key.example or key.default)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('base_url = "localhost:11434"', "this is no address of a service"),
        ('base_url = "http://8.8.8.8/v1"', "take https"),
        ("base_url = 1", "1 is not an address"),
        ("model = 1", "1 is not a line of text"),
        ('api_key_env = ["A"]', "what is given there is not the NAME of an environment variable"),
        ('api_key_env = "sk-secret"', "what is given there is not the NAME of an environment variable"),
    ],
)
def test_a_wrong_value_in_a_table_is_refused_with_its_line_and_never_shows_a_key(
    tmp_path: Path, line: str, said: str
) -> None:
    paths = _file(tmp_path, f"# mine\n[grader]\n{line}\n")
    with pytest.raises(AwsprepError) as raised:
        settings({}, paths)
    name = f"grader.{line.partition(' ')[0]}"
    assert raised.value.message.startswith(f"{paths.settings}:3: {name}: ")
    assert said in raised.value.message
    assert f"for example {KEYS[name].example}." in raised.value.hint
    assert "secret" not in str(raised.value) + raised.value.message + raised.value.hint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '# Settings of awsprep. `awsprep config list` says what there is.\n\n[grader]\nmodel = "new"\n'),
        ("count = 5 # five\n", 'count = 5 # five\n\n[grader]\nmodel = "new"\n'),
        (
            '[grader]\nbase_url = "x" # here\n# last\n\n[other]\na = 1\n',
            '[grader]\nbase_url = "x" # here\nmodel = "new"\n# last\n\n[other]\na = 1\n',
        ),
        ("[ grader ] # mine\n", '[ grader ] # mine\nmodel = "new"\n'),
        ('[grader]\n  model = "old"  # good\ncount = 1\n', '[grader]\n  model = "new"  # good\ncount = 1\n'),
        ('grader.model = "old" # dotted\ncount = 1\n', 'grader.model = "new" # dotted\ncount = 1\n'),
        ('grader.base_url = "x"\n[other]\na = 1\n', 'grader.base_url = "x"\ngrader.model = "new"\n[other]\na = 1\n'),
        ('banks = ["""\n[grader]\n"""]\n', 'banks = ["""\n[grader]\n"""]\n\n[grader]\nmodel = "new"\n'),
    ],
)
def test_a_setting_of_a_table_is_set_in_its_table(tmp_path: Path, before: str, after: str) -> None:
    paths = _file(tmp_path, before)
    assert set_value(paths, "grader.model", "new") == "new"
    assert _text(paths) == after
    assert tomllib.loads(after)["grader"]["model"] == "new"


def test_a_table_on_one_line_is_left_to_its_owner(tmp_path: Path) -> None:
    text = 'grader = {model = "old", api_key_env = "KEY"}\n'
    paths = _file(tmp_path, text)
    for name in ("grader.model", "grader.base_url"):
        with pytest.raises(AwsprepError, match="without changing anything else"):
            set_value(paths, name, "https://host")
    assert _text(paths) == text


def test_the_settings_of_a_table_can_be_emptied(tmp_path: Path) -> None:
    paths = _file(tmp_path, '[grader]\nbase_url = "http://localhost:1"\n')
    set_value(paths, "grader.base_url", "")
    assert _text(paths) == '[grader]\nbase_url = ""\n'


def test_an_unknown_setting_is_a_warning_with_what_may_be_meant(tmp_path: Path) -> None:
    paths = _file(tmp_path, 'levle = "mid"\ncount = 5\n\n[grader]\nmodle = "x"\n[more]\nx.y = 1\n')
    found = settings({}, paths)
    assert found["count"].value == 5
    assert found.warnings[0] == f'{paths.settings}:1: there is no setting levle; did you mean "level"?'
    assert found.warnings[1] == f'{paths.settings}:5: there is no setting grader.modle; did you mean "grader.model"?'
    assert found.warnings[2].startswith(f"{paths.settings}:7: there is no setting more.x; one of: level, count")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('level = "mid', 1),
        ("count = 10\nlevel = mid\n", 2),
        ("a = 1\na = 2\n", 2),
        ("count = 5\nbanks = [\n", 2),
        ("\n\n[open\n", 3),
    ],
)
def test_a_file_that_is_not_toml_is_refused_with_the_line(tmp_path: Path, text: str, line: int) -> None:
    paths = _file(tmp_path, text)
    with pytest.raises(AwsprepError) as raised:
        settings({}, paths)
    assert raised.value.exit_code == 2
    assert raised.value.message.startswith(f"{paths.settings}:{line}: this is not TOML: ")
    assert "level" in raised.value.hint


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path) -> None:
    paths = _file(tmp_path, "")
    with open(paths.settings, "wb") as file:
        file.write(b'level = "mid"\n# gr\xfc\xdfe\n')
    with pytest.raises(AwsprepError, match=":2: this is not UTF-8"):
        settings({}, paths)


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(tmp_path: Path) -> None:
    paths = places(tmp_path)
    os.makedirs(paths.settings)
    with pytest.raises(AwsprepError, match="Cannot read") as raised:
        settings({}, paths)
    assert raised.value.exit_code == 4


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert _values(_file(tmp_path, '\ufefflevel = "senior"\r\ncount = 5\r\n'))["count"] == 5


@pytest.mark.parametrize(
    ("before", "name", "text", "after"),
    [
        ("", "count", "20", "# Settings of awsprep. `awsprep config list` says what there is.\ncount = 20\n"),
        ('level = "mid"\n', "count", "20", 'level = "mid"\ncount = 20\n'),
        ('level = "mid"', "count", "20", 'level = "mid"\ncount = 20'),
        (
            "# top\ncount = 5  # for the train\n\nplain = true\n",
            "count",
            "20",
            "# top\ncount = 20  # for the train\n\nplain = true\n",
        ),
        ('  editor = "a # b" # c "d"\n', "editor", "vim", '  editor = "vim" # c "d"\n'),
        ('"count"= 5\n', "count", "20", "count = 20\n"),
        ('banks = [\n  "/a", # one\n  "/b",\n] # two\ncount = 5\n', "banks", "/c", 'banks = ["/c"] # two\ncount = 5\n'),
        (
            'level = "mid"\n\n# for marking\n[grader]\ncount = 5\n',
            "count",
            "20",
            'level = "mid"\n\ncount = 20\n# for marking\n[grader]\ncount = 5\n',
        ),
        ("[grader]\n", "plain", "yes", "plain = true\n[grader]\n"),
        ('banks = [\n  [\n"x"]]\n', "count", "7", 'banks = [\n  [\n"x"]]\ncount = 7\n'),
        ('editor = """\ncount = 1"""\n', "count", "7", 'editor = """\ncount = 1"""\ncount = 7\n'),
        (
            "",
            "editor",
            'a "b" \\c é',
            '# Settings of awsprep. `awsprep config list` says what there is.\neditor = "a \\"b\\" \\\\c é"\n',
        ),
        (
            "",
            "level",
            "Senior, junior",
            '# Settings of awsprep. `awsprep config list` says what there is.\nlevel = "senior,junior"\n',
        ),
    ],
)
def test_setting_a_value_changes_its_line_and_no_other(
    tmp_path: Path, before: str, name: str, text: str, after: str
) -> None:
    paths = _file(tmp_path, before)
    value = set_value(paths, name, text)
    assert _text(paths) == after
    assert os.stat(paths.settings).st_mode & 0o777 == 0o600
    kept = {key: each for key, each in tomllib.loads(before).items() if key != name}
    said = tomllib.loads(after)
    assert {key: each for key, each in said.items() if key != name} == kept
    assert said[name] == (list(value) if isinstance(value, tuple) else value)


def test_setting_a_value_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    paths = places(tmp_path / "deep")
    set_value(paths, "retention", "0.85")
    assert _values(paths)["retention"] == 0.85


def test_a_relative_bank_is_written_down_as_it_is_meant_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = places(tmp_path)
    assert set_value(paths, "banks", "mine.yaml") == (os.path.join(os.getcwd(), "mine.yaml"),)
    assert _values(paths)["banks"] == (os.path.join(os.getcwd(), "mine.yaml"),)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("count", "0", "'0' is not a whole number from 1 to 1000"),
        ("level", "expert", "'expert' is not junior, mid, senior"),
        ("editor", "\x1b[2J", "is not a line of text"),
        ("countt", "5", "There is no setting countt"),
    ],
)
def test_a_value_that_is_not_legal_changes_nothing(tmp_path: Path, name: str, text: str, said: str) -> None:
    paths = _file(tmp_path, "count = 5\n")
    with pytest.raises(AwsprepError, match=said) as raised:
        set_value(paths, name, text)
    assert raised.value.exit_code == 2
    assert _text(paths) == "count = 5\n"


def test_a_wrong_value_in_the_file_can_be_set_right(tmp_path: Path) -> None:
    paths = _file(tmp_path, 'count = "many"\n')
    set_value(paths, "count", "20")
    assert _values(paths)["count"] == 20


def test_a_file_behind_a_link_is_changed_and_the_link_stays(tmp_path: Path) -> None:
    paths = places(tmp_path)
    os.makedirs(paths.config)
    (tmp_path / "dotfiles.toml").write_text("count = 5\n")
    os.symlink(tmp_path / "dotfiles.toml", paths.settings)
    set_value(paths, "count", "6")
    assert os.path.islink(paths.settings)
    assert (tmp_path / "dotfiles.toml").read_text() == "count = 6\n"


def test_an_edit_that_would_change_something_else_is_not_made(tmp_path: Path) -> None:
    paths = _file(tmp_path, "count.x = 1\ncount.y = 2\n")
    with pytest.raises(AwsprepError, match="without changing anything else") as raised:
        set_value(paths, "count", "5")
    assert "count = 5" in raised.value.hint
    assert _text(paths) == "count.x = 1\ncount.y = 2\n"


def test_a_file_that_cannot_be_written_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    paths = places(tmp_path)
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(AwsprepError, match="Cannot write") as raised:
        set_value(paths, "count", "5")
    assert raised.value.exit_code == 4
    with pytest.raises(AwsprepError):
        config_file.save(paths.settings, "")
