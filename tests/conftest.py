"""Settings for all tests: under CI the property tests try the same examples every time, so that a red run can be repeated;
none is timed."""

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
