"""A short form of the kill harness."""

import pytest
from kill_harness import harness


@pytest.mark.parametrize(("command", "kills"), [("backfill", 2), ("compact", 3)])
def test_a_killed_run_is_completed_by_the_same_command(tmp_path, command, kills):
    assert harness(command, kills, stories=6, seed=3, work=tmp_path) == 0
