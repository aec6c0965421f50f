"""Which device this is: eight hex digits in the names of its journal files.

The id is bound to the machine. A home folder that was copied to another machine, or is shared with one, gives that
machine an id of its own, so that no two machines ever write the same file.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from awsprep.store import files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MACHINE_ID = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_HEX = frozenset("0123456789abcdef")


def identify(path: str, entropy: Callable[[int], bytes], machine_id: Sequence[str] = MACHINE_ID) -> str:
    """The id of this device, from the file at `path`, which is made where it is missing, damaged or another machine's.

    Where it cannot be written the id is used all the same, and is another one the next time: that costs one more
    journal file and nothing else.
    """
    machine = _machine(machine_id)
    devices = known(path)
    if machine in devices:
        return devices[machine]
    device = entropy(4).hex()
    text = json.dumps({"v": 1, "devices": {**devices, machine: device}}, indent=1)
    with suppress(OSError):
        files.folder(os.path.dirname(path))
        files.replace(path, text.encode() + b"\n")
    return device


def _machine(places: Sequence[str]) -> str:
    """A digest of the machine's id, which is not to be given away itself (machine-id(5)); empty where there is none."""
    from hashlib import sha256

    for place in places:
        with suppress(OSError):
            text = files.read(place).strip()
            if text:
                return sha256(b"awsprep " + text).hexdigest()[:16]
    return ""


def known(path: str) -> dict[str, str]:
    """The ids that this home folder has used, by a digest of the machine; none where the file is missing or damaged."""
    try:
        value: Any = json.loads(files.read(path))
        devices = value["devices"]
        if all(len(device) == 8 and set(device) <= _HEX for device in devices.values()):
            return dict(devices)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return {}
