"""Which folder a story and its events belong to."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

# Viet Nam has known no summer time since 1975, so that no time zone data is needed.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
UNKNOWN = "unknown"


def partition(published_at: datetime | None) -> str:
    """The day of publication in Viet Nam as `YYYY-MM-DD`, `unknown` where there is none.

    >>> from datetime import UTC
    >>> partition(datetime(2021, 12, 18, 20, 0, tzinfo=UTC))
    '2021-12-19'
    """
    return published_at.astimezone(VIETNAM).date().isoformat() if published_at else UNKNOWN
