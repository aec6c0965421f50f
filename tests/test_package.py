"""What is released: one version everywhere, a README that is true, and packages that hold all they need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import awsprep
from awsprep.core.record import BUILD_MS

if TYPE_CHECKING:
    from pathlib import Path

TREE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
QUIZ_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/awsprep quiz --level mid"


def _read(*path: str) -> str:
    with open(os.path.join(TREE, *path), encoding="utf-8") as file:
        return file.read()


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads(_read("pyproject.toml"))["project"]
    return project


def test_the_version_is_the_same_in_the_package_the_project_and_the_changelog() -> None:
    releases = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", _read("CHANGELOG.md"), re.MULTILINE)
    assert awsprep.__version__ == _project()["version"] == releases[0]


def test_clocks_are_measured_against_the_day_of_the_release() -> None:
    from datetime import UTC, datetime

    built = datetime.fromtimestamp(BUILD_MS / 1000, UTC).date().isoformat()
    assert f"## [{awsprep.__version__}] - {built}" in _read("CHANGELOG.md")


def test_the_readme_has_the_two_commands_on_lines_of_their_own() -> None:
    lines = _read("README.md").splitlines()
    assert lines.count(QUIZ_COMMAND) == lines.count(TEST_COMMAND) == 1


def test_the_checks_run_the_test_command_of_the_readme() -> None:
    assert f'test_command="{TEST_COMMAND}"' in _read(".ci", "run")


def test_links_in_the_documents_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)]+)\)", _read(name)):
            assert target.startswith("https://") or os.path.exists(os.path.join(TREE, target)), f"{name}: {target}"


def test_question_ids_in_the_readme_exist() -> None:
    from tests.content.bank import bank

    shown = re.findall(r"awsprep show ([a-z0-9-]+)", _read("README.md"))
    assert shown
    assert set(shown) <= set(bank().headings)


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "awsprep", "--version"],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"awsprep {awsprep.__version__}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=TREE, capture_output=True, check=True
    )
    return folder


def _questions() -> set[str]:
    """Every file below questions/, as the packages name it."""
    top = os.path.join(TREE, "questions")
    files = {
        os.path.relpath(os.path.join(folder, name), top).replace(os.sep, "/")
        for folder, _, names in os.walk(top)
        for name in names
    }
    return {name for name in files if not name.startswith(".")}


def test_the_wheel_holds_the_questions_the_licence_and_the_mark_of_a_typed_package(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
    held = {name.removeprefix("awsprep/questions/") for name in names if name.startswith("awsprep/questions/")}
    assert held == _questions()
    assert "awsprep/py.typed" in names
    assert any(name.endswith("/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", ".ci/")) or name.endswith(".pyc")]


def test_the_source_package_holds_all_that_its_own_tests_need(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    needed = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", ".ci/run", "tests/content/ids.txt"}
    assert needed <= names
    assert {f"questions/{name}" for name in _questions()} <= names
    assert not [name for name in names if name.endswith(".pyc")]
