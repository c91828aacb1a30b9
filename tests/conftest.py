"""For all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No test is timed: a busy machine is no reason to fail, neither by an example's time nor by how long they are made.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
