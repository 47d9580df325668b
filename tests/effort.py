"""How hard Hypothesis tries: the same examples at every quick run, ten thousand new ones in the long one."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_BASE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
QUICK = settings(_BASE, max_examples=150, derandomize=True)
LONG = settings(_BASE, max_examples=10_000, print_blob=True)
