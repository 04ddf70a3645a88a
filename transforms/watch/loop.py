"""The loop of the local watch: look, plan, read, enter; a tick that fails is reported and tried again."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from transforms.lexicon import LexiconError
from transforms.watch.batch import Batch, FileVersion, Poll
from transforms.watch.feeds import FeedWatch, is_news
from transforms.watch.files import FileWatch
from transforms.watch.ledger import Ledger
from transforms.watch.status import Status, tick_line
from transforms.write.files import is_local

FEWEST_FILES, MOST_FILES = 256, 1024
_QUICK_SECONDS = 10.0
MOST_BYTES = 64 << 20
_LONGEST_BACKOFF = 30.0
_ONCE_SECONDS = 5.0
_STATUS_SECONDS = 1.0


@dataclass
class Loop:
    """Reads batch after batch with `read`, which returns once all that came of a batch stands in the output folder.

    Attributes:
        pause: seconds between two looks.
        stop: ends the loop after the tick that is under way.
        status_file: where the status goes; None: nowhere.
    """

    files: FileWatch
    feeds: FeedWatch
    ledger: Ledger
    read: Callable[[Batch], Counter[str]]
    pause: float
    stop: threading.Event
    status_file: str | None = None
    status: Status = field(default_factory=Status)
    _plan: Batch | None = None
    _polls: list[Poll] = field(default_factory=list)
    _said: float = 0.0
    _most: int = FEWEST_FILES

    def run(self) -> None:
        """Ticks until told to stop."""
        backoff = self.pause
        while not self.stop.is_set():
            started = time.monotonic()
            try:
                worked = self.tick()
            except LexiconError:  # a broken table would break every tick: the run stops, and says which
                raise
            except Exception as error:  # a full disk, a folder that is read-only for a while, a listing that failed
                self._report(error, backoff)
                self.stop.wait(backoff)
                backoff = min(2 * max(backoff, 0.5), _LONGEST_BACKOFF)
                continue
            backoff = self.pause
            if started >= self._said + _STATUS_SECONDS:
                self._say_status()
            if not worked:  # a look over very many files rests as long as it took
                self.stop.wait(max(self.pause, time.monotonic() - started))
        self.status.state = "stopped"
        self._say_status()

    def once(self) -> None:
        """Reads all that is new now, and returns; a failure is raised. A file that is still being written is left to the next time."""
        self.feeds.start()
        self.feeds.wait()
        end = time.monotonic() + _ONCE_SECONDS
        while not self.stop.is_set() and (self.tick() or (self.files.waiting and time.monotonic() < end)):
            self.stop.wait(self.pause)
        self.status.state = "stopped"
        self._say_status()

    def tick(self) -> bool:
        """Reads the news, if there is any; whether there was."""
        if self._plan is None:
            self._plan = self.ledger.planned()
        batch = _standing(self._plan) or self._news()
        if not batch:
            return False
        since = min(filter(None, [self.files.oldest(), time.monotonic()]))
        self.status.state = "reading"
        self._say_status()
        started = time.monotonic()
        self.ledger.plan(batch)
        self._plan = batch
        counters = self.read(batch)
        self._enter(batch)
        seconds, lag = time.monotonic() - started, time.monotonic() - since
        self.status.succeeded(len(batch.files), counters, seconds)
        self._pace(seconds)
        print(tick_line(len(batch.files), len(batch.polls), counters, seconds, lag), file=sys.stderr, flush=True)
        return True

    def _news(self) -> Batch:
        """What is new; visits that bring nothing new are entered at once, without a tick."""
        self.feeds.start()
        self._polls += self.feeds.news()
        quiet = [poll for poll in self._polls if not is_news(poll, self.ledger.feed(poll.source))]
        if quiet:
            self.ledger.enter(Batch(polls=tuple(quiet)))
            self.feeds.done(quiet)
            self.status.feeds_visited += len(quiet)
            self._polls = [poll for poll in self._polls if poll not in quiet]
        return Batch(_within(self.files.look(self._most)), tuple(self._polls))

    def _enter(self, batch: Batch) -> None:
        self.ledger.enter(batch)
        self.files.done(batch.files)
        self.feeds.done(batch.polls)
        self.status.feeds_visited += len(batch.polls)
        self._plan, self._polls = Batch(), []

    def _pace(self, seconds: float) -> None:
        """Larger batches while they are quick; small at the start, so that a watch which is killed again and again gets on."""
        self._most = min(2 * self._most, MOST_FILES) if seconds < _QUICK_SECONDS else max(self._most // 2, FEWEST_FILES)

    def _report(self, error: Exception, backoff: float) -> None:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        message = lines[-1] if lines else type(error).__name__
        self.status.failed(message)
        print(f"a tick failed, nothing is lost; tried again in {backoff:.1f} s: {message}", file=sys.stderr, flush=True)
        self._say_status()

    def _say_status(self) -> None:
        oldest, self._said = self.files.oldest(), time.monotonic()
        self.status.files_waiting = self.files.waiting
        self.status.lag_seconds = round(time.monotonic() - oldest, 3) if oldest is not None else 0.0
        if not self.status_file:
            return
        try:
            self.status.write(self.status_file)
        except OSError as error:
            print(f"--status {self.status_file} cannot be written: {error.strerror}", file=sys.stderr, flush=True)


def _standing(batch: Batch) -> Batch:
    """A batch that was planned, without the files that are gone since."""
    return replace(batch, files=tuple(file for file in batch.files if not is_local(file.path) or os.path.exists(file.path)))


def _within(files: list[FileVersion]) -> tuple[FileVersion, ...]:
    """As many of the files as a batch may hold, at least one."""
    size, taken = 0, []
    for file in files:
        size += file.size
        if taken and size > MOST_BYTES:
            break
        taken.append(file)
    return tuple(taken)
