"""How far a bounded run is: bars on a terminal, a line now and then where the output is piped."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from transforms.counting import tally

LINE_SECONDS = 30.0
_POLL_SECONDS = 0.25


@contextmanager
def progress(files: int) -> Iterator[None]:
    """Shows on standard error what the stages count in this process, while the block runs."""
    tally.clear()
    tally["files"] = files
    stop = threading.Event()
    show = _bars if sys.stderr.isatty() else _lines
    thread = threading.Thread(target=show, args=(stop,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def slice_progress(total: int) -> Iterator[Callable[[int, str], None]]:
    """Shows on standard error how many of `total` slices are done, and about how long the rest takes.

    Gives a function to call with the number that is done and the slice that comes next.
    """
    started = time.monotonic()
    if sys.stderr.isatty():
        columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task("slices", total=total)
            yield lambda done, name: bars.update(task, completed=done, description=name)
        return
    first: list[int] = []
    last = [started]

    def line(done: int, name: str) -> None:
        first.append(done)
        elapsed = time.monotonic() - started
        if time.monotonic() - last[0] >= LINE_SECONDS:
            last[0] = time.monotonic()
            left = remaining_seconds(done - first[0], total - done, elapsed)
            print(f"{elapsed:.0f} s: {done:,} of {total:,} slices, {name} is next, about {left} left", file=sys.stderr, flush=True)

    yield line


def remaining_seconds(done: int, left: int, elapsed: float) -> str:
    """The time that `left` slices take, by what `done` took.

    >>> remaining_seconds(10, 30, 60.0), remaining_seconds(0, 30, 60.0)
    ('180 s', '? s')
    """
    return f"{elapsed / done * left:.0f} s" if done else "? s"


def steps() -> dict[str, tuple[int, int]]:
    """What is done and what there is to do, a step; as much as is known by now.

    Pages are at least as many as files; a story that is a duplicate of another goes no further.
    """
    pages, stories = tally["pages_read"], tally["stories_read"]
    folded = sum(number for name, number in tally.items() if name.startswith("folded."))
    return {"pages read": (pages, max(pages, tally["files"])), "stories extracted": (tally["stories_checked"], stories - folded)}


def _bars(stop: threading.Event) -> None:
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {name: bars.add_task(name, total=None) for name in steps()}

        def update() -> None:
            for name, (done, total) in steps().items():
                bars.update(tasks[name], completed=done, total=total)

        _repeat(stop, _POLL_SECONDS, update)


def _lines(stop: threading.Event) -> None:
    started = time.monotonic()

    def line() -> None:
        parts = [f"{done:,} {name}" for name, (done, _) in steps().items()]
        print(f"{time.monotonic() - started:.0f} s: {', '.join(parts)}", file=sys.stderr, flush=True)

    _repeat(stop, LINE_SECONDS, line)


def _repeat(stop: threading.Event, seconds: float, act: Callable[[], object]) -> None:
    while not stop.wait(seconds):
        act()
