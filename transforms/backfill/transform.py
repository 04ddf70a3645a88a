"""The steps of a backfill in a pipeline: staging what belongs to each slice, and running one slice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import AsIter, TaggedOutput

from schemas.records import DeadLetter, ParsedBy, Story, StoryKind
from transforms.backfill.ledger import Ledger
from transforms.backfill.slices import Span
from transforms.counting import count
from transforms.elements import ExtractedStory, FoldedStory
from transforms.fold.memory import Remembered
from transforms.fold.merging import merge
from transforms.fold.resolve import Assignment
from transforms.fold.transform import GroupStories
from transforms.partition import partition
from transforms.write.checking import UNFIT, CheckRecords, check, plain
from transforms.write.files import read_records, write_records
from transforms.write.layout import shard_number
from transforms.write.transform import WriteManifest
from transforms.write.write_dead_letters import tried_names
from transforms.write.write_stories import WriteStories, home

OUTSIDE = "outside"

SliceShard = tuple[str, int]


class Staged(NamedTuple):
    """The slices that have stories, each at least once; the pages whose own story is not covered; stories that fit no schema."""

    slices: PCollection[str]
    outside: PCollection[str]
    unfit: PCollection[DeadLetter]


@dataclass
class StageStories(beam.PTransform):
    """Groups the stories of the whole input, and stages those of the span by slice: all readings of a story in one."""

    ledger: Ledger
    span: Span

    def expand(self, stories: PCollection[Story]) -> Staged:
        groups = stories | "GroupStories" >> GroupStories()
        cut = groups | "CutSlices" >> beam.FlatMap(_cut, self.span).with_outputs(OUTSIDE, UNFIT, main="covered")
        shards = cut.covered | "GroupBySlice" >> beam.GroupByKey()
        return Staged(shards | "StageShard" >> beam.Map(_stage, self.ledger), cut[OUTSIDE], cut[UNFIT])


@dataclass
class StageDeadLetters(beam.PTransform):
    """Keeps dead letters until all slices are done; those of a slice under its name."""

    ledger: Ledger
    slice: str

    def expand(self, letters: PCollection[DeadLetter]) -> PCollection[str]:
        keyed = letters | "KeyLetters" >> beam.Map(_keyed_letter).with_output_types(tuple[int, DeadLetter])
        return keyed | "GroupLetters" >> beam.GroupByKey() | "StageLetters" >> beam.Map(_stage_letters, self.ledger, self.slice)


@dataclass
class EnterPlan(beam.PTransform):
    """Enters into the ledger that all is staged, once it is: takes a `Staged`, the uris tried, and the files of dead letters staged.

    Of the uris only those in `standing` matter, which have dead letters of earlier runs.
    """

    ledger: Ledger
    standing: frozenset[str]

    def expand(self, found: tuple[Staged, PCollection[str], PCollection[str]]) -> PCollection[None]:
        staged, tried, letters = found
        tried = tried | "TriedNames" >> beam.FlatMap(tried_names) | "TriedBefore" >> beam.Filter(self.standing.__contains__)
        outside = staged.outside | "LeftOut" >> beam.Filter(self.standing.__contains__)
        start = letters.pipeline | "OnceStaged" >> beam.Create([self.ledger])
        return start | "EnterPlan" >> beam.Map(_enter, AsIter(staged.slices), AsIter(tried), AsIter(outside), AsIter(letters))


@dataclass
class ReadStaged(beam.PTransform):
    """The staged stories of a slice."""

    ledger: Ledger
    slice: str

    def expand(self, begin: beam.pvalue.PBegin) -> PCollection[Story]:
        files = begin | "StagedFiles" >> beam.Create(self.ledger.staged_files(self.slice)).with_output_types(str)
        return files | "ReadStories" >> beam.FlatMap(_read_staged) | "SpreadStories" >> beam.Reshuffle()


@dataclass
class WriteSlice(beam.PTransform):
    """Writes the stories and events of a slice into the output folder, and its dead letters into the ledger."""

    ledger: Ledger
    slice: str

    def expand(self, inputs: dict[str, PCollection[Any]]) -> PCollection[None]:
        fit, unfit = inputs["stories"] | "CheckRecords" >> CheckRecords()
        written, retired = fit | "WriteStories" >> WriteStories(self.ledger.output)
        (
            (inputs["dead_letters"], unfit)
            | "AllDeadLetters" >> beam.Flatten()
            | "StageDeadLetters" >> StageDeadLetters(self.ledger, self.slice)
        )
        none = written.pipeline | "NoLetters" >> beam.Create([])
        return (written, none, retired) | "WriteManifest" >> WriteManifest(self.ledger.output)


def covered(folded: FoldedStory, span: Span) -> bool:
    """Whether the home of a folded story lies in the span; earlier runs may know a better date than the inputs."""
    return span.slice_of(home(folded).partition) is not None


def covered_memory(entry: Remembered, span: Span) -> bool:
    """Whether what is remembered is of a story in the span, as `covered` is of its element."""
    return span.slice_of(entry.story.partition) is not None


def settled_ids(story_id: str, stories: list[Story]) -> list[Story]:
    """The readings of a group so that grouping them again, without the rest of the input, gives the same id.

    Usually the fullest reading has it. Where two stories have one parsed id, one of them takes another, which only
    the whole input can tell.
    """
    if any(story.story_id == story_id for story in stories):
        return stories
    return [replace(story, story_id=story_id) for story in stories]


def _cut(group: tuple[str, Iterable[tuple[Assignment, Story]]], span: Span) -> Iterator[tuple[SliceShard, Story] | TaggedOutput]:
    story_id, members = group
    stories = [story for _, story in members]
    slice_ = span.slice_of(partition(merge(stories).published_at))
    if slice_ is None:
        yield from (TaggedOutput(OUTSIDE, plain(story.uri)) for story in stories if _is_own(story))
        return
    for story in settled_ids(story_id, stories):
        fit, unfit = check(ExtractedStory(FoldedStory(story), ()))
        yield TaggedOutput(UNFIT, unfit) if fit is None else ((slice_, shard_number(story_id)), story)


def _is_own(story: Story) -> bool:
    """Whether a story is what its page is about, not one that the page points to."""
    return story.kind is StoryKind.ARTICLE or story.parsed_by is ParsedBy.FEED


def _stage(shard: tuple[SliceShard, Iterable[Story]], ledger: Ledger) -> str:
    (slice_, number), stories = shard
    ordered = sorted(stories, key=lambda story: (story.story_id, story.uri, story.kind, story.title, story.teaser))
    write_records(ledger.output, ledger.stories(slice_, number), Story, ordered)
    return slice_


def _read_staged(path: str) -> list[Story]:
    return read_records(*FileSystems.split(path), Story)


def _enter(ledger: Ledger, slices: Iterable[str], tried: Iterable[str], outside: Iterable[str], _: Iterable[str]) -> None:
    """`_` only makes this wait for the dead letters."""
    ledger.stage(set(slices), set(tried) - set(outside))


def _keyed_letter(letter: DeadLetter) -> tuple[int, DeadLetter]:
    count(f"dead_letters.{letter.reason.value}")
    letter = replace(letter, uri=plain(letter.uri), message=plain(letter.message))
    return shard_number(letter.uri), letter


def _stage_letters(shard: tuple[int, Iterable[DeadLetter]], ledger: Ledger, slice_: str) -> str:
    number, letters = shard
    path = ledger.letters(number, slice_)
    write_records(ledger.output, path, DeadLetter, sorted(letters, key=lambda letter: (letter.uri, letter.stage, letter.reason)))
    return path
