"""The C shim that counts, kills and fails the file calls of a process (shim.c), compiled where there is a compiler."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from functools import cache
from typing import NamedTuple

SHARED = "AWSPREP_FAULTSSHARED"
"""The variable with the file that all watched processes have in memory: where the next fault is, and how many calls."""
PASSED = ("LD_PRELOAD", SHARED)
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim.c")
ERRORS = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EROFS", "EACCES", "EFBIG")}


class Fault(NamedTuple):
    """What happens at call number `at` (from 1; 0: nothing). Without an `error` the process is killed before the call.

    `cut` lets a write take so many bytes before the kill. `forever`: from that call on all fail that can. `everybody`:
    the calls of the processes that it starts count as well, and all of them are killed together.
    """

    at: int = 0
    error: int = 0
    forever: bool = False
    cut: int = -1
    everybody: bool = False


@cache
def built() -> str | None:
    """The path of the compiled shim; None where there is no compiler, or no Linux."""
    import tempfile

    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None or sys.platform != "linux":
        return None
    library = os.path.join(tempfile.mkdtemp(prefix="awsprep-shim-"), "shim.so")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"the shim does not compile:\n{done.stderr}"
    return library


MISSING = "no C compiler: file calls cannot be watched (strace stands in for it where it is installed)"
