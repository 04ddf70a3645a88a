"""What a backfill would do: its slices, their inputs, and what stands in the output folder already."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from apache_beam.io.filesystems import FileSystems
from rich.console import Console
from rich.table import Table

from pipelines.table import PIPED_WIDTH
from schemas.records import Story
from transforms.backfill.ledger import Ledger
from transforms.backfill.slices import Span
from transforms.extract.assembly import PIPELINE_VERSION
from transforms.write.compacted import standing_events
from transforms.write.files import find_files, read_records

COLUMNS = ("slice", "inputs", "size", "pages", "stories", "stories replaced", "events standing", "of another version")


@dataclass(frozen=True, slots=True)
class PlannedSlice:
    """One slice: the input files with their bytes, the pages and stories in it, and those that the output folder holds already."""

    name: str
    inputs: int
    bytes: int
    pages: int
    stories: int
    replaced: int
    events: int
    outdated: int


def show_plan(files: Iterable[str], span: Span, output: str, stage: Callable[[Ledger], None]) -> None:
    """Prints a row a slice; stages into a folder of its own, and leaves the output folder as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        ledger = Ledger(scratch, "plan")
        stage(ledger)
        rows = [planned(ledger, slice_, frozenset(files), span, output) for slice_ in ledger.slices() or []]
    table = Table(*COLUMNS)
    for row in rows:
        cells = (row.inputs, row.bytes, row.pages, row.stories, row.replaced, row.events, row.outdated)
        table.add_row(row.name, *(f"{cell:,}" for cell in cells))
    (Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH)).print(table)
    print(f"{len(rows):,} slices, {sum(row.stories for row in rows):,} stories; nothing was written")


def planned(ledger: Ledger, slice_: str, files: frozenset[str], span: Span, output: str) -> PlannedSlice:
    """What one slice holds, and what stands of it in the output folder."""
    stories = [story for path in ledger.staged_files(slice_) for story in read_records(*FileSystems.split(path), Story)]
    pages, ids = {story.uri for story in stories}, {story.story_id for story in stories}
    inputs = {name for page in pages if (name := page if page in files else page.rpartition("#")[0]) in files}
    sizes = sum(FileSystems.get_filesystem(name).size(name) for name in inputs)
    partitions = sorted({path.split("/")[1].removeprefix("published=") for path in find_files(output, "stories/*/*.avro")})
    here = [each for each in partitions if span.slice_of(each) == slice_]
    replaced = {story.story_id for each in here for story in _stories(output, each)} & ids
    events = [event for each in here for event in standing_events(output, each) if event.source.story_id in replaced]
    outdated = sum(event.pipeline_version != PIPELINE_VERSION for event in events)
    return PlannedSlice(slice_, len(inputs), sizes, len(pages), len(ids), len(replaced), len(events), outdated)


def _stories(output: str, partition: str) -> Iterator[Story]:
    for path in sorted(find_files(output, f"stories/published={partition}/*.avro")):
        yield from read_records(output, path, Story)
