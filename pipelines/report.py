"""Writes the events of an output folder as one page: a timeline, a map, a network of people, sums of aid, a table with filters.

    python -m pipelines.report --output out --html report.html

The page is one file that opens in any browser and needs no network. It shows every event once, with all stories that tell of
it. Options that this command does not know go to Beam, for its file systems.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from apache_beam.io.filesystems import FileSystems

from pipelines.command import CommandParser, UsageError, run_command
from pipelines.output import OutputOptions
from pipelines.runner import beam_options
from transforms.report.gather import gather
from transforms.report.pack import pack
from transforms.report.page import page
from transforms.write.files import find_files, write_bytes


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The folder to show, and the page to write."""

    output: OutputOptions
    html: str


def main(arguments: Sequence[str]) -> int:
    """Writes the page and returns the exit status."""
    return run_command("report", parse, run, arguments)


def parse(arguments: Sequence[str]) -> ReportOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.report", __doc__ or "")
    OutputOptions.add_arguments(parser)
    parser.add_argument("--html", metavar="FILE", required=True, help="the page to write")
    found, rest = parser.parse_known_args(arguments)
    FileSystems.set_options(beam_options(rest, parser.option_names()))
    if found.html.endswith("/") or os.path.isdir(found.html):
        raise UsageError(f"--html {found.html} is a folder: write --html {FileSystems.join(found.html, 'report.html')}")
    return ReportOptions(OutputOptions.validate(found), found.html)


def run(options: ReportOptions) -> None:
    """Writes the page and says in one line what is in it."""
    started, folder = time.monotonic(), options.output.folder
    if not find_files(folder, "events/*/*.avro"):
        raise UsageError(f"there are no events under {folder}: name the --output of an earlier ingest")
    gc.disable()  # a hundred thousand records and not a cycle among them: to look for some takes as long as to read them
    try:
        events = gather(folder)
        data = "".join(page(pack(events))).encode()
    finally:
        gc.enable()
    write_bytes(*FileSystems.split(options.html), data)
    stories = len({report.source.story_id for event in events for report in event.sources})
    seconds = time.monotonic() - started
    print(f"{options.html}: {len(events):,} events from {stories:,} stories, {len(data) / 1e6:.1f} MB, {seconds:,.1f} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
