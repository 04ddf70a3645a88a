"""The unbounded watch on a runner that keeps state and timers, counted against `ingest` in one process: the same records.

    python -m faults.streams --pages 200 --runner=PrismRunner --prism_location=PATH

Options that this command does not know go to Beam.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from faults.pages import content, deliver
from faults.reader import Reader
from pipelines.command import UsageError
from pipelines.table import standing_events
from schemas.records import DeadLetter
from transforms.write.files import NotWhole, find_files, read_records

ROOT = Path(__file__).parents[1]
AGAIN_EVERY = 20
BROKEN_EVERY = 25
DEADLINE_SECONDS = 300.0

MUST_BE_ZERO = ("lost", "doubled or unknown", "torn")
Records = Counter[tuple[str, str]]


def main(arguments: Sequence[str]) -> int:
    """Runs the comparison, prints its counts, and fails where the records are not the same."""
    parser = argparse.ArgumentParser(
        prog="python -m faults.streams", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", metavar="N", type=int, default=200, help="pages, delivered while the job runs (200)")
    found, options = parser.parse_known_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="streams") as folder:
        counts = compare(Path(folder), found.pages, options)
    counts["elapsed"] = round(time.monotonic() - started)
    for name, value in counts.items():
        print(f"{name:<22} {value:,}")
    return int(any(counts[name] for name in MUST_BE_ZERO))


def compare(folder: Path, pages: int, options: Sequence[str], disturb: Callable[[int], None] = lambda number: None) -> dict[str, int]:
    """Delivers pages to a job while it runs; `disturb` is called before each. Counts what differs from `ingest` in the end."""
    inputs, output = folder / "in", folder / "out"
    inputs.mkdir()
    reader = Reader()
    output.mkdir()
    with reader.beside(str(output)), (folder / "job.log").open("ab") as log:
        arguments = ["--input", f"{inputs}/*", "--output", str(output), "--pause", "0.5", *options]
        job = subprocess.Popen([sys.executable, "-m", "pipelines.watch", *arguments], cwd=ROOT, stdout=log, stderr=log)
        try:
            for number in range(pages):
                disturb(number)
                _deliver(str(inputs), number)
            expected = _ingested(folder)
            seconds = _wait(output, expected, job)
        finally:
            job.send_signal(signal.SIGINT)
            job.wait()
    found = records(str(output))
    lost, unknown = (expected - found).total(), (found - expected).total()
    if lost or unknown:
        print((folder / "job.log").read_text(errors="replace")[-3000:], file=sys.stderr)
    return {
        "records": found.total(),
        "lost": lost,
        "doubled or unknown": unknown,
        "torn": reader.torn.value,
        "settled after": round(seconds),
    }


def compare_bounded(folder: Path, pages: int, options: Sequence[str]) -> dict[str, int]:
    """Counts what differs between `ingest` with those Beam options and in one process."""
    (folder / "in").mkdir()
    for number in range(pages):
        _deliver(str(folder / "in"), number)
    expected, found = _ingested(folder), _ingested(folder, "out", options)
    lost, unknown = (expected - found).total(), (found - expected).total()
    return {"records": found.total(), "lost": lost, "doubled or unknown": unknown, "torn": 0}


def records(output: str) -> Records:
    """What stands in an output folder: (event, headline) of each event, (uri, reason) of each dead letter.

    Not the story's id: a stream gives each reading an id of its own, so that no two workers have to agree on one.
    """
    paths = find_files(output, "dead_letters/*.avro")
    letters = Counter((letter.uri, letter.reason.value) for path in paths for letter in read_records(output, path, DeadLetter))
    try:
        events = standing_events(output)
    except UsageError:  # there is none yet
        return letters
    return letters + Counter((event.event_id, event.source.title) for event in events)


def _deliver(folder: str, number: int) -> None:
    name, data = content(number)
    deliver(folder, name, data, in_place=False)
    if number % AGAIN_EVERY == 3:
        deliver(folder, f"again{name}", data, in_place=False)
    if number % BROKEN_EVERY == 7:
        deliver(folder, f"broken{number:05d}.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), in_place=False)


def _ingested(folder: Path, name: str = "expected", options: Sequence[str] = ()) -> Records:
    """The records of a bounded run over the same pages."""
    output = str(folder / name)
    command = [sys.executable, "-m", "pipelines.ingest", "--input", f"{folder}/in/*", "--output", output, *options]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return records(output)


def _wait(output: Path, expected: Records, job: subprocess.Popen[bytes]) -> float:
    """Seconds until all records stand; gives up at the deadline, or when the job has ended."""
    started = time.monotonic()
    while job.poll() is None and time.monotonic() < started + DEADLINE_SECONDS:
        try:
            if records(str(output)) == expected:
                break
        except (NotWhole, OSError):  # a file was replaced between the listing and the reading
            pass
        time.sleep(1)
    return time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
