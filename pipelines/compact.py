"""Folds the events of an output folder: one record an event and story, the newest; and one an event over all stories.

    python -m pipelines.compact --output out

What `ingest` and `backfill` wrote under `events/published=…/` becomes few large files, sorted by story and event, without
superseded and withdrawn revisions; `events/merged/` is written anew. Safe beside a run that writes, and after a kill: the same
command again completes it. A second compaction leaves the same bytes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.command import CommandParser, UsageError, run_command
from pipelines.lineage import LineageOptions
from pipelines.output import OutputOptions
from transforms.compact.compaction import Busy, Compaction, Limits, compact
from transforms.write.files import find_files
from transforms.write.layout import MERGED_EVENTS

FILE_MB = 128


@dataclass(frozen=True, slots=True)
class CompactOptions:
    """The folder, and how large its files may grow."""

    output: OutputOptions
    lineage: LineageOptions
    limits: Limits


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("compact", parse, run, arguments)


def parse(arguments: Sequence[str]) -> CompactOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.compact", __doc__ or "")
    OutputOptions.add_arguments(parser)
    LineageOptions.add_arguments(parser)
    parser.add_argument(
        "--file-mb", metavar="N", type=int, default=FILE_MB, help=f"a file is closed at this size, 64 to 256 MB ({FILE_MB})"
    )
    found = parser.parse_args(arguments)
    if not 64 <= found.file_mb <= 256:
        raise UsageError("--file-mb needs a number from 64 to 256")
    return CompactOptions(OutputOptions.validate(found), LineageOptions.validate(found), Limits(file_bytes=found.file_mb << 20))


def run(options: CompactOptions) -> None:
    """Compacts the folder and prints what came of it.

    Raises:
        UsageError: there is nothing to compact, or it is being compacted.
    """
    started, folder = time.monotonic(), options.output.folder
    if not find_files(folder, "events/published=*/*.avro"):
        raise UsageError(f"there are no events under {folder}: name the --output of an earlier run")
    try:
        with options.lineage.told("compact", [f"{folder}/events"], folder, ("events", MERGED_EVENTS)) as rows:
            done = compact(folder, options.limits)
            rows.update({"events": done.events, MERGED_EVENTS: done.merged})
    except Busy as error:
        raise UsageError(f"another process compacts {folder}: wait for its end") from error
    print(summary(done, time.monotonic() - started))


def summary(done: Compaction, seconds: float) -> str:
    """The lines that a compaction ends with.

    >>> print(summary(Compaction(8, 120, 100, 2, 60, 5), 1.25))
    records read      120 in 8 files
    events kept       100 in 60 merged events
    events withdrawn  2
    files             5
    elapsed           1.2 s
    """
    rows = {
        "records read": f"{done.records_read:,} in {done.files_read:,} files",
        "events kept": f"{done.events:,} in {done.merged:,} merged events",
        "events withdrawn": f"{done.withdrawn:,}",
        "files": f"{done.files_written:,}",
        "elapsed": f"{seconds:,.1f} s",
    }
    return "\n".join(f"{name:<17} {value}" for name, value in rows.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
