"""CONTRIBUTING.md promises: mypy names the three places that a new kind of question concerns, and no others."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).parent.parent


def test_a_new_kind_is_a_type_error_where_it_is_decoded_presented_and_described_and_nowhere_else(
    tmp_path: Path,
) -> None:
    shutil.copytree(TREE / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TREE / "pyproject.toml", tmp_path)
    core, bank = tmp_path / "src/awsprep/core/question.py", tmp_path / "src/awsprep/bank/decode.py"
    kind = "@dataclass(frozen=True, slots=True)\nclass Hotspot:\n    ask: str\n\n\nBody = Hotspot | "
    core.write_text(core.read_text().replace("\nBody = ", f"\n{kind}"))
    bank.write_text(re.sub(r"^(\s+)(LAB = .*)$", r"\1\2\n\1HOTSPOT = 'hotspot'", bank.read_text(), flags=re.MULTILINE))
    assert "Hotspot |" in core.read_text()
    assert "HOTSPOT" in bank.read_text()

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "--no-pretty", "src"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = re.findall(r"^src/awsprep/(\S+?):\d+: error: .*hotspot", done.stdout, re.MULTILINE | re.IGNORECASE)
    assert sorted(errors) == ["bank/decode.py", "core/exercise.py", "core/question.py"], done.stdout
