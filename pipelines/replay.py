"""Runs the dead letters of an output folder again; those that now pass become stories and events and leave.

    python -m pipelines.replay --output out

Those that fail again stay, with the time of their first failure and one try more. A page is taken from the dead letter itself
where that holds it whole, else from where it was read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.command import CommandParser, UsageError, run_command
from pipelines.lineage import KINDS, LineageOptions, rows_written
from pipelines.output import OutputOptions, memory_of, sole_writer
from pipelines.runner import beam_options, run_to_end
from pipelines.summary import summary
from schemas.records import DeadLetter, Reason
from transforms.extract.transform import ExtractEvents
from transforms.fold.transform import FoldStories, RememberStories
from transforms.parse.transform import ParsePages
from transforms.read.fetch import FetchOptions
from transforms.read.limits import Limits
from transforms.replay.again import Selection, histories
from transforms.replay.transform import CountTries, ReadDeadLetters
from transforms.write.files import find_files, read_records
from transforms.write.layout import DEAD_LETTERS
from transforms.write.transform import WriteRecords
from transforms.write.write_dead_letters import TriedInputs


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """Which dead letters of which folder, how large a page may be now, and on which engine."""

    selection: Selection
    limits: Limits
    fetch: FetchOptions
    output: OutputOptions
    lineage: LineageOptions
    beam: PipelineOptions


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("replay", parse, run, arguments)


def parse(arguments: Sequence[str]) -> ReplayOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.replay", __doc__ or "")
    _add_arguments(parser)
    OutputOptions.add_arguments(parser)
    LineageOptions.add_arguments(parser)
    found, rest = parser.parse_known_args(arguments)
    if found.max_page_bytes < 1:
        raise UsageError("--max-page-bytes needs a number above 0")
    for_beam = beam_options(rest, parser.option_names())
    selection = Selection(frozenset(map(Reason, found.reason)), found.since, found.until)
    limits = Limits(max_page_bytes=found.max_page_bytes)
    fetch = FetchOptions(max_bytes=found.max_page_bytes, allow_private_hosts=found.allow_private_hosts)
    return ReplayOptions(selection, limits, fetch, OutputOptions.validate(found), LineageOptions.validate(found), for_beam)


def build(pipeline: beam.Pipeline, options: ReplayOptions, letters: Sequence[DeadLetter]) -> None:
    """The whole pipe: as in `ingest`, from dead letters instead of files."""
    folder = options.output.folder
    pages, unread = pipeline | "ReadDeadLetters" >> ReadDeadLetters(tuple(letters), options.limits, options.fetch)
    stories, unparsed = pages | "ParsePages" >> ParsePages()
    folded = stories | "FoldStories" >> FoldStories(folder)
    folded.remember | "RememberStories" >> RememberStories(folder)
    extracted, failed = folded.folded | "ExtractEvents" >> ExtractEvents()
    again = (unread, unparsed, failed) | "DeadLetters" >> beam.Flatten() | "CountTries" >> CountTries(histories(letters))
    tried = pages | "TriedInputs" >> TriedInputs(tuple(letter.uri for letter in letters))
    {"stories": extracted, "dead_letters": again, "tried": tried} | "WriteRecords" >> WriteRecords(folder)


def run(options: ReplayOptions) -> None:
    """Replays the selected dead letters and prints what came of them."""
    started, folder = time.monotonic(), options.output.folder
    if not find_files(folder, "stories/*/*.avro") and not find_files(folder, "dead_letters/*.avro"):
        raise UsageError(f"nothing was written to {folder} yet: name the --output of an earlier run")
    with sole_writer(folder):
        letters = [letter for letter in dead_letters(folder) if options.selection.takes(letter)]
        print(f"replayed           {len(letters):,}")
        if not letters:
            return
        with options.lineage.told("replay", [f"{folder}/{DEAD_LETTERS}"], folder, KINDS) as rows, memory_of(folder):
            counters = run_to_end(lambda pipeline: build(pipeline, options, letters), options.beam)
            rows.update(rows_written(counters))
    print(summary(counters, time.monotonic() - started))


def dead_letters(folder: str) -> list[DeadLetter]:
    """All dead letters of an output folder."""
    return [letter for path in sorted(find_files(folder, "dead_letters/*.avro")) for letter in read_records(folder, path, DeadLetter)]


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    reasons = [reason.value for reason in Reason]
    parser.add_argument("--reason", action="append", default=[], choices=reasons, metavar="REASON", help="only these; may be repeated")
    parser.add_argument("--since", metavar="DATE", type=date.fromisoformat, help="only what first failed on this day or later")
    parser.add_argument("--until", metavar="DATE", type=date.fromisoformat, help="only what first failed on this day or earlier")
    limit = Limits().max_page_bytes
    parser.add_argument("--max-page-bytes", metavar="N", type=int, default=limit, help=f"a larger page is a dead letter ({limit:,})")
    parser.add_argument("--allow-private-hosts", action="store_true", help="feeds and pages may be on this machine or network")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
