"""Record another simulator's decisions on the drawn cases anew.

    npm install --prefix FOLDER @cloud-copilot/iam-simulate
    python -m tests.aws.iam_refresh FOLDER

FOLDER is outside this tree. The simulator (AGPL) runs as a program of its own; only its decisions are kept, in
tests/data/iam_decisions.jsonl. A change of the cases changes their digest in tests/aws/test_iam_recorded.py, too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.aws.iam_drawn import cases

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


def main(folder: str) -> None:
    """Ask, and write what was decided; a case that the simulator refuses is a mistake in the drawing of cases."""
    drawn = "".join(json.dumps(case) + "\n" for case in cases())
    script = os.path.join(DATA, "iam_oracle.mjs")
    done = subprocess.run(["node", script, folder], input=drawn, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    refused = [answer for answer in answers if "decision" not in answer]
    if refused:
        sys.exit(f"{len(refused)} cases were refused, the first is {json.dumps(refused[0])}")
    with open(os.path.join(DATA, "iam_decisions.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(answer) + "\n" for answer in answers)


if __name__ == "__main__":
    main(sys.argv[1])
