"""Writes each story and its events into one shard, and takes them out of where earlier runs had put them.

A move is safe at any moment: what stands in the old place is carried to the new one and written there first; only when all new
places are written is it taken out of the old. A run that is killed between the two is completed by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.pvalue import AsIter

from schemas.records import EventRecord, Story
from transforms.counting import count
from transforms.elements import ExtractedStory, FoldedStory
from transforms.partition import partition
from transforms.write.compacted import compacted_events
from transforms.write.files import WrittenFile, read_records, write_records
from transforms.write.layout import Shard, story_shard
from transforms.write.locks import hold, partition_lock
from transforms.write.uniting import CarriedStory, ShardRecords, retire_story, unite_story

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Move:
    """A story that leaves a shard: what it was written as there, what it is now, and where it goes."""

    stored_id: str
    story_id: str
    home: Shard


@dataclass
class WriteStories(beam.PTransform):
    """Returns the files written, and the files that stories were taken out of once those stood."""

    output: str

    def expand(self, stories: PCollection[ExtractedStory]) -> tuple[PCollection[WrittenFile], PCollection[WrittenFile]]:
        moves = stories | "FindMoves" >> beam.FlatMap(keyed_moves).with_output_types(tuple[Key, Move]) | "GroupMoves" >> beam.GroupByKey()
        carried = moves | "CarryStories" >> beam.FlatMap(carry, self.output).with_output_types(tuple[Key, CarriedStory])
        homed = stories | "KeyByHome" >> beam.Map(keyed_home).with_output_types(tuple[Key, ExtractedStory])
        shards = {"stories": homed, "carried": carried} | "GroupByShard" >> beam.CoGroupByKey()
        written = shards | "WriteShards" >> beam.FlatMap(write_shard, self.output).with_output_types(WrittenFile)
        retired = moves | "RetireStories" >> beam.FlatMap(retire, self.output, AsIter(written)).with_output_types(WrittenFile)
        return written, retired


def home(folded: FoldedStory) -> Shard:
    """The shard that a story belongs to: by its own publication date, or where its fuller version stands already."""
    story = folded.story
    here = [stored.partition for stored in folded.stored if stored.story_id == story.story_id]
    return story_shard(here[0] if here and not folded.extract else partition(story.published_at), story.story_id)


def moves(folded: FoldedStory) -> Iterator[tuple[Shard, Move]]:
    """What earlier runs wrote of a story in other shards or under other ids, by the shard that it leaves."""
    story_id, goal = folded.story.story_id, home(folded)
    for stored in sorted(set(folded.stored), key=lambda stored: (stored.story_id, stored.partition)):
        old = story_shard(stored.partition, stored.story_id)
        if (old, stored.story_id) != (goal, story_id):
            yield old, Move(stored.story_id, story_id, goal)


def _key(shard: Shard) -> Key:
    return shard.partition, shard.number


def keyed_home(extracted: ExtractedStory) -> tuple[Key, ExtractedStory]:
    """A story under the key of the shard that it belongs to."""
    return _key(home(extracted.folded)), extracted


def keyed_moves(extracted: ExtractedStory) -> Iterator[tuple[Key, Move]]:
    """The moves of a story, each under the key of the shard that it leaves."""
    for old, move in moves(extracted.folded):
        yield _key(old), move


def carry(group: tuple[Key, Iterable[Move]], output: str) -> Iterator[tuple[Key, CarriedStory]]:
    """What stands of leaving stories in their old shard, under the keys of their new ones."""
    key, leaving = group
    with hold(output, partition_lock(key[0])):
        records = _read(output, Shard(*key))
    for move in leaving:
        events = tuple(records.events.get(move.stored_id, ()))
        yield _key(move.home), CarriedStory(move.story_id, move.stored_id, records.stories.get(move.stored_id), events)


def write_shard(group: tuple[Key, dict[str, Iterable[Any]]], output: str) -> Iterator[WrittenFile]:
    """Writes a shard anew: what stands in it, united with `stories` and what is `carried` to it."""
    key, found = group
    shard = Shard(*key)
    carried = list(found["carried"])
    with hold(output, partition_lock(shard.partition)):
        records = _read(output, shard)
        for extracted in sorted(found["stories"], key=lambda extracted: extracted.folded.story.story_id):
            story_id = extracted.folded.story.story_id
            unite_story(records, extracted, (item for item in carried if item.story_id == story_id))
            count("stories_written")
            count("events_written", records.standing(story_id))
        written = _save(output, shard, records)
    yield from written


def retire(group: tuple[Key, Iterable[Move]], output: str, written: Iterable[WrittenFile]) -> Iterator[WrittenFile]:
    """Takes stories out of a shard; `written` is what has to stand before."""
    key, leaving = group
    shard = Shard(*key)
    with hold(output, partition_lock(shard.partition)):
        records = _read(output, shard)
        for move in leaving:
            retire_story(records, move.story_id, move.stored_id)
        left = _save(output, shard, records)
    yield from left


def _read(output: str, shard: Shard) -> ShardRecords:
    events = read_records(output, shard.events, EventRecord)
    return ShardRecords.of(read_records(output, shard.stories, Story), events, compacted_events(output, shard))


def _save(output: str, shard: Shard, records: ShardRecords) -> tuple[WrittenFile, WrittenFile]:
    events = write_records(output, shard.events, EventRecord, records.sorted_events())
    return events, write_records(output, shard.stories, Story, records.sorted_stories())
