"""The time that records are stamped with."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The current time (UTC); the fixed second in SOURCE_DATE_EPOCH where that is set, for reproducible runs."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
