"""The write stage: records become files, each written once, and the manifest last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.pvalue import AsIter

from transforms.write.checking import CheckRecords
from transforms.write.files import WrittenFile
from transforms.write.manifest import amend_manifest
from transforms.write.write_dead_letters import WriteDeadLetters
from transforms.write.write_stories import WriteStories


@dataclass
class WriteRecords(beam.PTransform):
    """Writes stories, their events and dead letters into an output folder, united with what stands there.

    Takes a dict of three collections: `stories` (ExtractedStory), `dead_letters` (DeadLetter) and `tried`, the uri of every
    input and page that the run looked at: their dead letters of earlier runs go where they are not given again.
    A record that does not fit its schema becomes a dead letter. The manifest comes last, and is what is returned.

    Attributes:
        output: the output folder, local or on any file system of Beam.
    """

    output: str

    def expand(self, inputs: dict[str, PCollection[Any]]) -> PCollection[None]:
        fit, unfit = inputs["stories"] | "CheckRecords" >> CheckRecords()
        written, retired = fit | "WriteStories" >> WriteStories(self.output)
        failures = (inputs["dead_letters"], unfit) | "AllDeadLetters" >> beam.Flatten()
        letters = {"letters": failures, "tried": inputs["tried"]} | "WriteDeadLetters" >> WriteDeadLetters(self.output)
        return (written, letters, retired) | "WriteManifest" >> WriteManifest(self.output)


@dataclass
class WriteManifest(beam.PTransform):
    """Enters the files of a run into the manifest, once all of them are written.

    Takes (stories and events written, dead letters written, files that stories were taken out of afterwards).
    """

    output: str

    def expand(self, files: tuple[PCollection[WrittenFile], ...]) -> PCollection[None]:
        written, letters, retired = files
        start = written.pipeline | "Once" >> beam.Create([self.output])
        return start | "AmendManifest" >> beam.Map(_amend, AsIter(written), AsIter(letters), AsIter(retired))


def _amend(output: str, *files: Iterable[WrittenFile]) -> None:
    amend_manifest(output, (file for group in files for file in group))
