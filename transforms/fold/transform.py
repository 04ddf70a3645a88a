"""The fold stage in a pipeline: candidates meet under a key, pairs are judged, groups are merged.

Small fingerprints travel in place of stories, and only stories that have company are grouped.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.pvalue import AsDict, TaggedOutput

from schemas.records import Story
from transforms.counting import count
from transforms.elements import FoldedStory
from transforms.fold.fingerprint import fingerprint, keys, uid
from transforms.fold.folding import fold_group, remembered
from transforms.fold.memory import PENDING, Memory, Remembered, known_links, write_pending
from transforms.fold.resolve import Assignment, Link, judge, resolve

_KNOWN = "known"
_ALONE = "alone"
_REMEMBER = "remember"
_PENDING_ENTRIES = 10_000

Member = tuple[Assignment, Story]


class Folded(NamedTuple):
    """One element a story, and what the memory has to learn of it once its files stand."""

    folded: PCollection[FoldedStory]
    remember: PCollection[Remembered]


@dataclass
class FoldStories(beam.PTransform):
    """Stories, of which many may be one, to one element a story: the fullest version with all sightings.

    `output` is the folder whose memory of earlier runs counts; None folds the stories of this run alone.
    """

    output: str | None = None

    def expand(self, stories: PCollection[Story]) -> Folded:
        groups = stories | "GroupStories" >> GroupStories(self.output)
        folded = groups | "FoldGroups" >> beam.ParDo(_FoldGroup(self.output)).with_outputs(_REMEMBER, main="folded")
        return Folded(folded.folded, folded[_REMEMBER])


@dataclass
class GroupStories(beam.PTransform):
    """Stories to (story id, the readings of that story), each reading with its assignment; `output` as in `FoldStories`."""

    output: str | None = None

    def expand(self, stories: PCollection[Story]) -> PCollection[tuple[str, Iterable[Member]]]:
        assignments = stories | "FindLinks" >> FindLinks(self.output) | "ResolveGroups" >> ResolveGroups()
        assigned = stories | "AssignStories" >> beam.ParDo(_AssignStory(), AsDict(assignments)).with_outputs(_ALONE, main="members")
        return (assigned.members | "GroupMembers" >> beam.GroupByKey(), assigned[_ALONE]) | "AllGroups" >> beam.Flatten()


@dataclass
class FindLinks(beam.PTransform):
    """Stories to what links them to one another and to the stories that earlier runs know."""

    output: str | None

    def expand(self, stories: PCollection[Story]) -> PCollection[Link]:
        found = stories | "FindCandidates" >> beam.ParDo(_FindCandidates(self.output)).with_outputs(_KNOWN, main="candidates")
        judged = found.candidates | "MeetUnderKey" >> beam.GroupByKey() | "JudgePairs" >> beam.FlatMap(_judge_bucket)
        return (judged, found[_KNOWN]) | "AllLinks" >> beam.Flatten()


@dataclass
class ResolveGroups(beam.PTransform):
    """Links to (uid, assignment) of every story that has company."""

    def expand(self, links: PCollection[Link]) -> PCollection[tuple[str, Assignment]]:
        gathered = links | "UnderOneKey" >> beam.Map(lambda link: (0, link)) | "GatherLinks" >> beam.GroupByKey()
        return gathered | "Resolve" >> beam.FlatMapTuple(lambda _, all_links: ((found.uid, found) for found in resolve(all_links)))


@dataclass
class RememberStories(beam.PTransform):
    """Writes what a run learned to where `settle` finds it once the run has succeeded; returns the files.

    Runs that share an output folder each name a `pending` folder of their own.
    """

    output: str
    pending: str = PENDING

    def expand(self, entries: PCollection[Remembered]) -> PCollection[str]:
        return entries | "WritePending" >> beam.ParDo(_WritePending(self.output, self.pending))


def _judge_bucket(bucket: tuple[int, Iterable[bytes]]) -> Iterator[Link]:
    packed = list(bucket[1])
    if len(packed) > 1:
        yield from judge(map(pickle.loads, packed))


@beam.typehints.with_output_types(tuple[int, bytes])
class _FindCandidates(beam.DoFn):
    def __init__(self, output: str | None) -> None:
        self._output = output
        self._memory: Memory | None = None

    def setup(self) -> None:
        self._memory = Memory(self._output) if self._output else None

    def process(self, story: Story) -> Iterator[tuple[int, bytes] | TaggedOutput]:
        count("stories_read")
        print_ = fingerprint(story)
        packed = pickle.dumps(print_, pickle.HIGHEST_PROTOCOL)  # once for all keys
        for key in keys(print_):
            yield key, packed
        if self._memory:
            for link in known_links(print_, self._memory):
                yield TaggedOutput(_KNOWN, link)

    def teardown(self) -> None:
        if self._memory:
            self._memory.close()


class _AssignStory(beam.DoFn):
    def process(self, story: Story, assignments: dict[str, Assignment]) -> Iterator[tuple[str, Member] | TaggedOutput]:
        assignment = assignments.get(uid(story))
        if assignment:
            yield assignment.story_id, (assignment, story)
        else:
            alone = Assignment("", story.story_id, None)
            yield TaggedOutput(_ALONE, (story.story_id, [(alone, story)]))


class _FoldGroup(beam.DoFn):
    def __init__(self, output: str | None) -> None:
        self._remembers = output is not None

    def process(self, group: tuple[str, Iterable[Member]]) -> Iterator[FoldedStory | TaggedOutput]:
        story_id, found = group
        members = {assignment.uid: (assignment, story) for assignment, story in found}
        known = next(iter(members.values()))[0].known
        stories = [story for _, story in members.values()]
        folded = fold_group(story_id, stories, known)
        for assignment, _ in members.values():
            if assignment.why:
                count(f"folded.{assignment.why.name}")
        yield folded
        if self._remembers:
            yield TaggedOutput(_REMEMBER, remembered(folded, map(fingerprint, stories), known))


class _WritePending(beam.DoFn):
    def __init__(self, output: str, pending: str) -> None:
        self._output = output
        self._pending = pending
        self._entries: list[Remembered] = []

    def start_bundle(self) -> None:
        self._entries = []

    def process(self, entry: Remembered) -> Iterator[str]:
        self._entries.append(entry)
        if len(self._entries) >= _PENDING_ENTRIES:
            yield self._write()

    def finish_bundle(self) -> None:
        if self._entries:
            self._write()

    def _write(self) -> str:
        entries, self._entries = self._entries, []
        return write_pending(self._output, entries, self._pending)
