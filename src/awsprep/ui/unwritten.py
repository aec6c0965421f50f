"""Output that could not be written: a full disk behind `>`, which is no bug and no terminal that hung up."""

from __future__ import annotations

import errno

from awsprep.core.problem import AwsprepError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What writing fails with where there is no room; reading never does."""


class UnwrittenError(AwsprepError):
    """Standard output took no more; exit code 4."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The output could not be written: {error.strerror or error}.",
            "Free some space, or send the output somewhere else.",
        )


def is_full(error: BaseException) -> bool:
    """Whether an error is that of a stream without room; one that names a file is about that file."""
    return isinstance(error, OSError) and error.errno in FULL and error.filename is None
