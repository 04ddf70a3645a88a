"""The write stage of an unbounded pipeline: each pane is united with what stands, so that a repeated pane changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.transforms.trigger import AccumulationMode, AfterProcessingTime, Repeatedly
from apache_beam.transforms.window import GlobalWindows

from schemas.records import DeadLetter
from transforms.elements import ExtractedStory
from transforms.write.checking import CheckRecords
from transforms.write.files import WrittenFile
from transforms.write.manifest import amend_manifest
from transforms.write.write_dead_letters import key_letter, write_dead_letters
from transforms.write.write_stories import Key, carry, keyed_home, keyed_moves, retire, write_shard


@dataclass
class WriteStream(beam.PTransform):
    """Writes stories (in windows, with a trigger) and dead letters into an output folder, pane by pane.

    A dead letter stays until `replay` takes it up. The manifest follows the files within `seconds`.
    """

    output: str
    seconds: int

    def expand(self, inputs: dict[str, PCollection[Any]]) -> PCollection[None]:
        fit, unfit = inputs["stories"] | "CheckRecords" >> CheckRecords()
        shards = (
            fit | "KeyByHome" >> beam.Map(keyed_home).with_output_types(tuple[Key, ExtractedStory]) | "GroupByShard" >> beam.GroupByKey()
        )
        written = shards | "WriteShards" >> beam.FlatMap(write_pane, self.output).with_output_types(WrittenFile)
        failures = [each | f"Failures{number}" >> self._now_and_then() for number, each in enumerate((inputs["dead_letters"], unfit))]
        keyed = (
            failures | "AllDeadLetters" >> beam.Flatten() | "KeyLetters" >> beam.Map(key_letter).with_output_types(tuple[int, DeadLetter])
        )
        letters = keyed | "GroupByFile" >> beam.GroupByKey() | "WriteLetters" >> beam.Map(_write_letters, self.output)
        files = [each | f"Files{number}" >> self._now_and_then() for number, each in enumerate((written, letters))]
        all_files = (
            files | "AllFiles" >> beam.Flatten() | "UnderOneKey" >> beam.Map(_under_one_key).with_output_types(tuple[int, WrittenFile])
        )
        return all_files | "GatherFiles" >> beam.GroupByKey() | "AmendManifest" >> beam.Map(_amend, self.output)

    def _now_and_then(self) -> beam.WindowInto:
        trigger = Repeatedly(AfterProcessingTime(self.seconds))
        return beam.WindowInto(GlobalWindows(), trigger=trigger, accumulation_mode=AccumulationMode.DISCARDING)


def write_pane(pane: tuple[Key, Iterable[ExtractedStory]], output: str) -> Iterator[WrittenFile]:
    """Writes the stories of a shard; what was written of them elsewhere comes along, and is taken out there once they stand here."""
    key, found = pane
    newest: dict[str, ExtractedStory] = {}
    for extracted in sorted(found, key=_sightings):
        story_id = extracted.folded.story.story_id
        older = newest.get(story_id)
        newest[story_id] = extracted if extracted.folded.extract or older is None else _resighted(extracted, older)
    leaving = defaultdict(list)
    for extracted in newest.values():
        for old, move in keyed_moves(extracted):
            leaving[old].append(move)
    carried = [story for group in leaving.items() for _, story in carry(group, output)]
    yield from write_shard((key, {"stories": newest.values(), "carried": carried}), output)
    for group in leaving.items():
        yield from retire(group, output, ())


def _resighted(extracted: ExtractedStory, older: ExtractedStory) -> ExtractedStory:
    """A story that was only sighted again, with the events of the element of the same pane that was extracted."""
    folded = extracted.folded
    return ExtractedStory(type(folded)(folded.story, older.folded.extract, folded.stored), older.events)


def _sightings(extracted: ExtractedStory) -> int:
    return len(extracted.folded.story.sightings)


def _write_letters(group: tuple[int, Iterable[DeadLetter]], output: str) -> WrittenFile:
    return write_dead_letters(output, *group, ())


def _under_one_key(file: WrittenFile) -> tuple[int, WrittenFile]:
    return 0, file


def _amend(files: tuple[int, Iterable[WrittenFile]], output: str) -> None:
    amend_manifest(output, files[1])
