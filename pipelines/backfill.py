"""Reads an archive for the stories published on certain days, and writes them and their events slice by slice.

    python -m pipelines.backfill --from 2021-01-01 --to 2021-12-31 --input 'seeds/articles/*' --output out

Both days are included; days are those of Viet Nam. Stories already in the folder are read anew: what a newer extractor finds
supersedes what stands, and what it no longer finds is withdrawn. A run that was stopped goes on at its first unfinished
slice when the same command is given again; given on several machines over one folder, they share the slices.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.backfill_plan import show_plan
from pipelines.command import CommandParser, UsageError, run_command
from pipelines.inputs import InputOptions
from pipelines.lineage import KINDS, LineageOptions, rows_written
from pipelines.output import OutputOptions, fellow_writer, memory_of, mend_memory
from pipelines.progress import progress, slice_progress
from pipelines.runner import beam_options, run_to_end, runs_in_this_process
from pipelines.summary import summary
from transforms.backfill.ledger import READ, Ledger, drop_abandoned, ledger_name
from transforms.backfill.slices import SliceUnit, Span
from transforms.backfill.transform import EnterPlan, ReadStaged, StageDeadLetters, StageStories, WriteSlice, covered, covered_memory
from transforms.extract.assembly import PIPELINE_VERSION
from transforms.extract.transform import ExtractEvents
from transforms.fold.memory import prepare, settle
from transforms.fold.transform import FoldStories, RememberStories
from transforms.parse.transform import ParsePages
from transforms.read.transform import ReadPages
from transforms.write.layout import SHARDS
from transforms.write.locks import hold
from transforms.write.manifest import amend_manifest
from transforms.write.write_dead_letters import TriedInputs, standing_letters, write_dead_letters

WAIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class BackfillOptions:
    """What to read, which days of it, where to write, and on which engine; `plan` only shows what would be done."""

    inputs: InputOptions
    span: Span
    plan: bool
    output: OutputOptions
    lineage: LineageOptions
    beam: PipelineOptions


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("backfill", parse, run, arguments)


def parse(arguments: Sequence[str]) -> BackfillOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.backfill", __doc__ or "")
    _add_span(parser)
    InputOptions.add_arguments(parser)
    OutputOptions.add_arguments(parser)
    LineageOptions.add_arguments(parser)
    found, rest = parser.parse_known_args(arguments)
    for_beam, span = beam_options(rest, parser.option_names()), _span(found)
    inputs, output, lineage = InputOptions.validate(found), OutputOptions.validate(found), LineageOptions.validate(found)
    return BackfillOptions(inputs, span, found.plan, output, lineage, for_beam)


def build_staging(pipeline: beam.Pipeline, options: BackfillOptions, ledger: Ledger) -> None:
    """The pipe that reads the whole input and stages what belongs to each slice."""
    inputs = options.inputs
    read = ReadPages(inputs.files, feeds=inputs.feeds, limits=inputs.limits, fetch=inputs.fetch, fetch_pages=inputs.fetch_pages)
    pages, unread = pipeline | "ReadPages" >> read
    stories, unparsed = pages | "ParsePages" >> ParsePages()
    staged = stories | "StageStories" >> StageStories(ledger, options.span)
    letters = (unread, unparsed, staged.unfit) | "DeadLetters" >> beam.Flatten() | "StageDeadLetters" >> StageDeadLetters(ledger, READ)
    tried = pages | "TriedInputs" >> TriedInputs(inputs.files + inputs.feeds)
    (staged, tried, letters) | "EnterPlan" >> EnterPlan(ledger, frozenset(standing_letters(options.output.folder)))


def build_slice(pipeline: beam.Pipeline, options: BackfillOptions, ledger: Ledger, slice_: str) -> None:
    """The pipe of one slice, from its staged stories on: as in `ingest`."""
    folder, span = ledger.output, options.span
    stories = pipeline | "ReadStaged" >> ReadStaged(ledger, slice_)
    folded = stories | "FoldStories" >> FoldStories(folder)
    learned = folded.remember | "CoveredMemory" >> beam.Filter(covered_memory, span)
    learned | "RememberStories" >> RememberStories(folder, ledger.pending(slice_))
    extracted, failed = folded.folded | "CoveredStories" >> beam.Filter(covered, span) | "ExtractEvents" >> ExtractEvents()
    {"stories": extracted, "dead_letters": failed} | "WriteSlice" >> WriteSlice(ledger, slice_)


def run(options: BackfillOptions) -> None:
    """Stages the archive, runs the slices that are not done, and prints the summary of all."""
    started, folder = time.monotonic(), options.output.folder
    ledger = Ledger(folder, ledger_name(options.inputs.files, (options.inputs, options.span, PIPELINE_VERSION)))
    if options.plan:
        show_plan(options.inputs.files, options.span, folder, lambda scratch: stage(options, scratch))
        return
    told = options.lineage.told("backfill", options.inputs.files + options.inputs.feeds, folder, KINDS)
    with fellow_writer(folder), told as rows:
        with ledger.staging():
            mend_memory(folder)
            if ledger.slices() is None:
                drop_abandoned(folder)
                ledger.clear()
                with memory_of(folder):
                    stage(options, ledger)
        counters = run_slices(options, ledger)
        with ledger.staging():
            end(ledger)
        rows.update(rows_written(counters))
    print(summary(counters, time.monotonic() - started))


def stage(options: BackfillOptions, ledger: Ledger) -> None:
    """Reads the whole input, once."""
    shown = progress(len(options.inputs.files)) if runs_in_this_process(options.beam) else nullcontext()
    with shown:
        counters = run_to_end(lambda pipeline: build_staging(pipeline, options, ledger), options.beam)
    ledger.finish_staging(Counter({name: number for name, number in counters.items() if name.startswith("dead_letters.")}))


def run_slices(options: BackfillOptions, ledger: Ledger) -> Counter[str]:
    """Runs slices until all are done, by this process or by others, and returns what all of them counted."""
    slices, total = ledger.slices() or [], ledger.staging_counters()
    left = list(slices)
    with slice_progress(len(slices)) as show:
        while left and ledger.slices() is not None:  # another process may end the backfill
            before = len(left)
            for slice_ in list(left):
                show(len(slices) - len(left), slice_)
                with ledger.slice(slice_) as mine:
                    if mine:
                        run_slice(options, ledger, slice_)
                if (counters := ledger.counters(slice_)) is not None:
                    left.remove(slice_)
                    total += counters
            if len(left) == before:
                time.sleep(WAIT_SECONDS)
    return total


def run_slice(options: BackfillOptions, ledger: Ledger, slice_: str) -> None:
    """Runs one slice, and lets the memory learn from it once its files stand."""
    folder, pending = ledger.output, ledger.pending(slice_)
    prepare(folder, pending)
    counters = run_to_end(lambda pipeline: build_slice(pipeline, options, ledger, slice_), options.beam)
    with hold(folder, "memory"):
        settle(folder, pending=pending)
    ledger.finish_slice(slice_, counters)


def end(ledger: Ledger) -> None:
    """Writes the dead letters of all slices, once, and removes the ledger."""
    if ledger.slices() is None:
        return
    tried = ledger.tried()
    written = [write_dead_letters(ledger.output, number, ledger.dead_letters(number), tried) for number in range(SHARDS)]
    amend_manifest(ledger.output, written)
    ledger.clear()


def _add_span(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="DATE", type=date.fromisoformat, required=True, help="the first day, as 2021-12-31")
    parser.add_argument("--to", dest="last", metavar="DATE", type=date.fromisoformat, required=True, help="the last day, included")
    parser.add_argument("--include-undated", action="store_true", help="also stories whose day of publication is unknown")
    parser.add_argument(
        "--slice", choices=[unit.value for unit in SliceUnit], default=SliceUnit.DAY.value, help="what is written at one time"
    )
    parser.add_argument("--plan", action="store_true", help="only show the slices, their inputs and what would be replaced")


def _span(found: argparse.Namespace) -> Span:
    if found.first > found.last:
        raise UsageError(f"--from {found.first} lies after --to {found.last}: exchange them")
    return Span(found.first, found.last, found.include_undated, SliceUnit(found.slice))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
