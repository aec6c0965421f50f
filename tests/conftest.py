"""The same tests on every machine: nothing of the learner's own environment, and no clock over hypothesis."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("awsprep", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("awsprep")

for _name in [*os.environ]:
    if _name.startswith("AWSPREP_") or _name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "BROWSER"}:
        del os.environ[_name]
