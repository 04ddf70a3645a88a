"""How fast `watch` is: articles a second while a backlog is read, and seconds from a file's closing to its visible events.

On one machine always; with SUKIEN_PRISM, the path of Beam's Prism, also the unbounded pipe, and with SUKIEN_FLINK, options that send
it to a Flink cluster, that at parallelism 1 and 2.
"""

from __future__ import annotations

import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from faults.pages import content, deliver

ROOT = Path(__file__).parents[1]
BACKLOG = 500
SINGLE = 60
DEADLINE_SECONDS = 600.0


def main() -> None:
    """Prints one line an engine."""
    engines: dict[str, list[str]] = {"one machine": []}
    if prism := os.environ.get("SUKIEN_PRISM"):
        engines["Prism"] = ["--runner=PrismRunner", f"--prism_location={prism}"]
    if flink := os.environ.get("SUKIEN_FLINK"):
        for parallelism in (1, 2):
            engines[f"Flink, parallelism {parallelism}"] = [*shlex.split(flink), f"--parallelism={parallelism}"]
    for name, options in engines.items():
        with tempfile.TemporaryDirectory(prefix="watch") as folder:
            rate, latencies = measure(Path(folder), options)
        worst = statistics.quantiles(latencies, n=100)[98]
        print(f"{name:<22} {rate:6.1f} articles/s, latency median {statistics.median(latencies):.2f} s, 99th {worst:.2f} s")


def measure(folder: Path, options: Sequence[str]) -> tuple[float, list[float]]:
    """Articles a second over a backlog, start-up and first tick left out, and the latency of single pages after it."""
    inputs, output = folder / "in", folder / "out"
    inputs.mkdir()
    with _watching(inputs, output, options):
        _deliver(inputs, range(1))
        _wait(output, 1)
        started = time.monotonic()
        _deliver(inputs, range(1, BACKLOG))
        _wait(output, BACKLOG)
        rate = (BACKLOG - 1) / (time.monotonic() - started)
        return rate, [_latency(inputs, output, number) for number in range(BACKLOG, BACKLOG + SINGLE)]


@contextmanager
def _watching(inputs: Path, output: Path, options: Sequence[str]) -> Iterator[None]:
    command = [sys.executable, "-m", "pipelines.watch", "--input", f"{inputs}/*", "--output", str(output), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _latency(inputs: Path, output: Path, number: int) -> float:
    _deliver(inputs, [number])
    started = time.monotonic()
    _wait(output, number + 1, pause=0.02)
    return time.monotonic() - started


def _deliver(inputs: Path, numbers: Sequence[int]) -> None:
    for number in numbers:
        deliver(str(inputs), *content(number), in_place=True)


def _wait(output: Path, events: int, pause: float = 0.1) -> None:
    """Until the manifest counts so many events, which it does once their files stand."""
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        if _listed(output) >= events:
            return
        time.sleep(pause)
    raise TimeoutError(f"{events} events were not written in {DEADLINE_SECONDS:.0f} s")


def _listed(output: Path) -> int:
    try:
        return json.loads((output / ".sukien" / "manifest.json").read_text())["records"]["events"]
    except FileNotFoundError:
        return 0
