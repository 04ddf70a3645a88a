"""How far a bounded run is: bars on a terminal, a line now and then where the output is piped."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

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
