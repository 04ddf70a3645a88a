"""The read stage in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import apache_beam as beam
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import PBegin, PCollection, TaggedOutput

from schemas.records import DeadLetter
from transforms.elements import Page
from transforms.read.files import read_file
from transforms.read.limits import Limits

DEAD_LETTERS = "dead_letters"


def open_file(path: str) -> BinaryIO:
    """The bytes of a file on any file system that Beam knows, as they are stored."""
    return FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED)


def routed(read: Iterator[Page | DeadLetter]) -> Iterator[Page | TaggedOutput]:
    """Pages to the main output; dead letters to the other."""
    for each in read:
        if isinstance(each, DeadLetter):
            yield TaggedOutput(DEAD_LETTERS, each)
        else:
            yield each


class ReadFile(beam.DoFn):
    """The name of a file to its pages and dead letters."""

    def __init__(self, limits: Limits):
        self._limits = limits

    def process(self, uri: str) -> Iterator[Page | TaggedOutput]:
        yield from routed(read_file(uri, open_file, self._limits))


@dataclass
class ReadPages(beam.PTransform):
    """The pages of files, by content, and what could not be read. `files` come from `match_inputs`."""

    files: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def expand(self, begin: PBegin) -> tuple[PCollection[Page], PCollection[DeadLetter]]:
        files = begin | "Files" >> beam.Create(list(self.files)).with_output_types(str) | "SpreadFiles" >> beam.Reshuffle()
        read = files | "ReadFile" >> beam.ParDo(ReadFile(self.limits)).with_outputs(DEAD_LETTERS, main="pages")
        return read.pages | "SpreadPages" >> beam.Reshuffle(), read[DEAD_LETTERS]
