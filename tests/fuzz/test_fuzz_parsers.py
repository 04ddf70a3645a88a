"""A short run of every fuzz target, with the same inputs each time."""

import pytest
from hypothesis import HealthCheck, given, settings
from targets import TARGETS, timed


@pytest.mark.parametrize("name", TARGETS)
def test_promises_hold(name):
    target, inputs = TARGETS[name]
    checks = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    checks(given(inputs)(lambda value: timed(target, value)))()
