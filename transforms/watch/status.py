"""What a running watch says of itself: a JSON file for a health check, a line a tick for the log."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

DEAD_LETTERS = "dead_letters."


@dataclass(slots=True)
class Status:
    """How a watch stands. `lag_seconds` is how long the oldest news has waited that is not written yet.

    `state` is idle, reading, failing (the last tick failed and is tried again) or stopped.
    """

    state: str = "idle"
    pid: int = field(default_factory=os.getpid)
    started_at: str = field(default_factory=lambda: _iso(time.time()))
    updated_at: str = ""
    ticks: int = 0
    failed_ticks: int = 0
    files_read: int = 0
    feeds_visited: int = 0
    stories_read: int = 0
    events_written: int = 0
    dead_letters: int = 0
    files_waiting: int = 0
    lag_seconds: float = 0.0
    last_tick_at: str | None = None
    last_tick_seconds: float | None = None
    last_error: str | None = None
    last_error_at: str | None = None

    def failed(self, message: str) -> None:
        """A tick failed."""
        self.state, self.failed_ticks = "failing", self.failed_ticks + 1
        self.last_error, self.last_error_at = message, _iso(time.time())

    def succeeded(self, files: int, counters: Counter[str], seconds: float) -> None:
        """A tick has ended well."""
        self.state, self.ticks, self.files_read = "idle", self.ticks + 1, self.files_read + files
        self.stories_read += counters["stories_read"]
        self.events_written += counters["events_written"]
        self.dead_letters += dead_letters(counters)
        self.last_tick_at, self.last_tick_seconds = _iso(time.time()), round(seconds, 3)

    def write(self, path: str) -> None:
        """Puts the status into a file, at once.

        Raises:
            OSError: the file cannot be written.
        """
        self.updated_at = _iso(time.time())
        hidden = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.tmp")
        with open(hidden, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=1)
            file.write("\n")
        os.replace(hidden, path)


def dead_letters(counters: Counter[str]) -> int:
    """Dead letters of any reason.

    >>> dead_letters(Counter({"dead_letters.EMPTY": 2, "dead_letters.NOT_UTF8": 1, "stories_read": 9}))
    3
    """
    return sum(number for name, number in counters.items() if name.startswith(DEAD_LETTERS))


def tick_line(files: int, feeds: int, counters: Counter[str], seconds: float, lag: float) -> str:
    """A tick in one line.

    >>> tick_line(2, 1, Counter({"stories_read": 5, "events_written": 3}), 0.71, 1.9)
    '2 files, 1 feeds: 5 stories, 3 events, 0 dead letters in 0.7 s, lag 1.9 s'
    """
    read = f"{files:,} files, {feeds:,} feeds: {counters['stories_read']:,} stories"
    written = f"{counters['events_written']:,} events, {dead_letters(counters):,} dead letters"
    return f"{read}, {written} in {seconds:.1f} s, lag {lag:.1f} s"


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
