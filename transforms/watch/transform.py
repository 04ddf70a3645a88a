"""The news of a tick in a pipeline."""

from __future__ import annotations

from dataclasses import dataclass

import apache_beam as beam
from apache_beam.pvalue import PBegin, PCollection

from schemas.records import DeadLetter
from transforms.elements import Page
from transforms.read.limits import Limits
from transforms.read.transform import DEAD_LETTERS, ReadFile
from transforms.watch.batch import Batch


@dataclass
class ReadBatch(beam.PTransform):
    """The pages of a batch's files and feeds, and what could not be read."""

    batch: Batch
    limits: Limits

    def expand(self, begin: PBegin) -> tuple[PCollection[Page], PCollection[DeadLetter]]:
        files = begin | "Files" >> beam.Create(self.batch.paths).with_output_types(str)
        read = files | "ReadFile" >> beam.ParDo(ReadFile(self.limits)).with_outputs(DEAD_LETTERS, main="pages")
        items = begin | "Items" >> beam.Create(list(self.batch.pages())).with_output_types(Page)
        failures = begin | "Failures" >> beam.Create(list(self.batch.failures())).with_output_types(DeadLetter)
        pages = (read.pages, items) | "AllPages" >> beam.Flatten()
        return pages, (read[DEAD_LETTERS], failures) | "AllFailures" >> beam.Flatten()
