"""Policies to write: each task with a model policy, and the hidden requests that tell a good one from a near one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsprep.labs.iam_write_account import external, regions
from awsprep.labs.iam_write_s3 import home, mfa, prefix, tls
from awsprep.labs.iam_write_service import leading, pass_role, tags, via

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from awsprep.labs.iam_drill import Drill

TASKS: Mapping[str, Callable[[Random], Drill]] = {
    "prefix": prefix,
    "tls": tls,
    "mfa": mfa,
    "home": home,
    "tags": tags,
    "pass-role": pass_role,
    "external": external,
    "via": via,
    "leading": leading,
    "regions": regions,
}
"""What is to be written, by the name that a question's `find` gives."""
