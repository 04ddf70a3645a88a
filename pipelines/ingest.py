"""Reads pages and feeds, and writes their stories and events as Avro; ends when all is read.

    python -m pipelines.ingest --input 'seeds/articles/*.txt' --output out

A second run over the same output folder adds to it; over the same input it leaves every file as it is. Options that this
command does not know go to Beam, such as --direct_running_mode=multi_processing --direct_num_workers=4 or --runner=FlinkRunner.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.command import CommandParser, run_command
from pipelines.inputs import InputOptions
from pipelines.lineage import KINDS, LineageOptions, rows_written
from pipelines.output import OutputOptions, memory_of, sole_writer
from pipelines.progress import progress
from pipelines.runner import beam_options, run_to_end, runs_in_this_process
from pipelines.summary import summary
from transforms.extract.transform import ExtractEvents
from transforms.fold.transform import FoldStories, RememberStories
from transforms.parse.transform import ParsePages
from transforms.read.transform import ReadPages
from transforms.write.transform import WriteRecords
from transforms.write.write_dead_letters import TriedInputs


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What to read, where to write, and on which engine."""

    inputs: InputOptions
    output: OutputOptions
    lineage: LineageOptions
    beam: PipelineOptions


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("ingest", parse, run, arguments)


def parse(arguments: Sequence[str]) -> IngestOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.ingest", __doc__ or "")
    InputOptions.add_arguments(parser)
    OutputOptions.add_arguments(parser)
    LineageOptions.add_arguments(parser)
    found, rest = parser.parse_known_args(arguments)
    for_beam = beam_options(rest, parser.option_names())
    return IngestOptions(InputOptions.validate(found), OutputOptions.validate(found), LineageOptions.validate(found), for_beam)


def build(pipeline: beam.Pipeline, options: IngestOptions) -> None:
    """The whole pipe, onto `pipeline`."""
    inputs, folder = options.inputs, options.output.folder
    read = ReadPages(inputs.files, feeds=inputs.feeds, limits=inputs.limits, fetch=inputs.fetch, fetch_pages=inputs.fetch_pages)
    pages, unread = pipeline | "ReadPages" >> read
    stories, unparsed = pages | "ParsePages" >> ParsePages()
    folded = stories | "FoldStories" >> FoldStories(options.output.memory)
    if options.output.memory:
        folded.remember | "RememberStories" >> RememberStories(folder)
    extracted, failed = folded.folded | "ExtractEvents" >> ExtractEvents()
    dead_letters = (unread, unparsed, failed) | "DeadLetters" >> beam.Flatten()
    tried = pages | "TriedInputs" >> TriedInputs(inputs.files + inputs.feeds)
    records = {"stories": extracted, "dead_letters": dead_letters, "tried": tried}
    records | "WriteRecords" >> WriteRecords(folder)


def run(options: IngestOptions) -> None:
    """Runs the pipe to its end and prints the summary."""
    started, folder = time.monotonic(), options.output.folder
    shown = progress(len(options.inputs.files)) if runs_in_this_process(options.beam) else nullcontext()
    told = options.lineage.told("ingest", options.inputs.files + options.inputs.feeds, folder, KINDS)
    with sole_writer(folder), told as rows, memory_of(folder), shown:
        counters = run_to_end(lambda pipeline: build(pipeline, options), options.beam)
        rows.update(rows_written(counters))
    print(summary(counters, time.monotonic() - started))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
