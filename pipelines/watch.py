"""Turns new files and new feed items into events while it runs.

    python -m pipelines.watch --input 'pages/**/*.txt' --feed https://example.com/rss --output out

On one machine, without a server: a small pipeline in this process for what is new, tick by tick. A file is read when it is
written to its end, and again when it holds something else. Killed at any moment, the same command goes on and loses nothing;
SIGTERM ends it after the tick that is under way. --once reads what is new and ends, for cron.

With --runner=FlinkRunner or another that keeps state and timers it submits one unbounded pipe instead; see README.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

from pipelines.command import CommandParser, UsageError, run_command
from pipelines.output import OutputOptions, memory_of, sole_writer
from pipelines.runner import IN_PROCESS, beam_options, run_to_end
from pipelines.watched import WatchedOptions
from transforms.extract.transform import ExtractEvents
from transforms.fold.stream import FoldStream
from transforms.fold.transform import FoldStories, RememberStories
from transforms.parse.transform import ParsePages
from transforms.watch.batch import Batch
from transforms.watch.feeds import FeedWatch
from transforms.watch.files import FileWatch
from transforms.watch.ledger import Ledger
from transforms.watch.loop import Loop
from transforms.watch.timing import WindowByDay
from transforms.watch.transform import ReadBatch
from transforms.write.files import is_local
from transforms.write.stream import WriteStream
from transforms.write.transform import WriteRecords
from transforms.write.write_dead_letters import TriedInputs

PANE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What to watch and how often, where to write, and on which engine."""

    watched: WatchedOptions
    output: OutputOptions
    beam: PipelineOptions

    @property
    def in_process(self) -> bool:
        return self.beam.view_as(StandardOptions).runner == IN_PROCESS


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("watch", parse, run, arguments)


def parse(arguments: Sequence[str]) -> WatchOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.watch", __doc__ or "")
    WatchedOptions.add_arguments(parser)
    OutputOptions.add_arguments(parser)
    found, rest = parser.parse_known_args(arguments)
    for_beam = beam_options(rest, parser.option_names())
    options = WatchOptions(WatchedOptions.validate(found), OutputOptions.validate(found), for_beam)
    if options.in_process and not is_local(options.output.folder):
        raise UsageError("in this process watch needs an --output on this machine, for its ledger")
    if not options.in_process and (options.watched.once or options.watched.status):
        raise UsageError("--once and --status are for this process: leave them out, or leave out --runner")
    return options


def build(pipeline: beam.Pipeline, batch: Batch, options: WatchOptions) -> None:
    """The pipe of one tick, onto `pipeline`."""
    folder = options.output.folder
    pages, unread = pipeline | "ReadBatch" >> ReadBatch(batch, options.watched.limits)
    stories, unparsed = pages | "ParsePages" >> ParsePages()
    folded = stories | "FoldStories" >> FoldStories(folder)
    folded.remember | "RememberStories" >> RememberStories(folder)
    extracted, failed = folded.folded | "ExtractEvents" >> ExtractEvents()
    dead_letters = (unread, unparsed, failed) | "DeadLetters" >> beam.Flatten()
    tried = pages | "TriedInputs" >> TriedInputs(batch.sources)
    records = {"stories": extracted, "dead_letters": dead_letters, "tried": tried}
    records | "WriteRecords" >> WriteRecords(folder)


def build_stream(pipeline: beam.Pipeline, options: WatchOptions) -> None:
    """The unbounded pipe, onto `pipeline`."""
    pages, unread = pipeline | "WatchPages" >> options.watched.source()
    stories, unparsed = pages | "ParsePages" >> ParsePages()
    folded = stories | "FoldStream" >> FoldStream()
    extracted, failed = folded | "ExtractEvents" >> ExtractEvents()
    windowed = extracted | "WindowByDay" >> WindowByDay(PANE_SECONDS)
    dead_letters = (unread, unparsed, failed) | "DeadLetters" >> beam.Flatten()
    {"stories": windowed, "dead_letters": dead_letters} | "WriteStream" >> WriteStream(options.output.folder, PANE_SECONDS)


def run(options: WatchOptions) -> None:
    """Watches until SIGTERM; with --once until all that is new now is read; on another engine until that ends."""
    if not options.in_process:
        options.beam.view_as(StandardOptions).streaming = True
        run_to_end(lambda pipeline: build_stream(pipeline, options), options.beam)
        return
    with sole_writer(options.output.folder):
        loop = _loop(options, _told_to_stop())
        if options.watched.once:
            loop.once()
        else:
            loop.run()


def read(batch: Batch, options: WatchOptions) -> Counter[str]:
    """One tick: the batch through the pipe, and the memory after it."""
    with memory_of(options.output.folder):
        return run_to_end(lambda pipeline: build(pipeline, batch, options), options.beam)


def _loop(options: WatchOptions, stop: threading.Event) -> Loop:
    watched, ledger = options.watched, Ledger(options.output.folder)
    own = (f"{options.output.folder}/", *([watched.status] if watched.status else []))
    files = FileWatch(watched.patterns, ledger, watched.settle, own)
    feeds = FeedWatch(watched.feeds, ledger, watched.feed_interval, watched.fetch, fetch_pages=watched.fetch_pages)
    return Loop(files, feeds, ledger, lambda batch: read(batch, options), watched.pause, stop, watched.status)


def _told_to_stop() -> threading.Event:
    """An event that SIGTERM and SIGINT set; a second SIGINT stops at once."""
    stop = threading.Event()

    def tell(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_IGN)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, tell)
        signal.signal(signal.SIGINT, tell)
        signal.signal(signal.SIGIO, signal.SIG_IGN)  # from writers that come while a file is asked for its writers
    return stop


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
