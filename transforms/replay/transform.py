"""Replay in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.pvalue import PBegin, TaggedOutput

from schemas.records import DeadLetter
from transforms.elements import Page
from transforms.read.fetch import Client, FetchOptions
from transforms.read.limits import Limits
from transforms.read.transform import DEAD_LETTERS, open_file, routed
from transforms.replay.again import Tried, once_more, pages_again


@dataclass
class ReadDeadLetters(beam.PTransform):
    """Dead letters to the pages that they hold now, and to those that cannot be read still."""

    letters: tuple[DeadLetter, ...]
    limits: Limits
    fetch: FetchOptions

    def expand(self, begin: PBegin) -> tuple[PCollection[Page], PCollection[DeadLetter]]:
        letters = begin | "Letters" >> beam.Create(self.letters).with_output_types(DeadLetter) | "SpreadLetters" >> beam.Reshuffle()
        read = letters | "ReadAgain" >> beam.ParDo(_ReadAgain(self.limits, self.fetch)).with_outputs(DEAD_LETTERS, main="pages")
        return read.pages, read[DEAD_LETTERS]


@dataclass
class CountTries(beam.PTransform):
    """New dead letters with the first time and the tries of the old."""

    known: dict[str, Tried]

    def expand(self, letters: PCollection[DeadLetter]) -> PCollection[DeadLetter]:
        return letters | "OnceMore" >> beam.Map(once_more, self.known)


class _ReadAgain(beam.DoFn):
    def __init__(self, limits: Limits, fetch: FetchOptions) -> None:
        self._limits = limits
        self._fetch = fetch

    def setup(self) -> None:
        self._client = Client(self._fetch)

    def process(self, letter: DeadLetter) -> Iterator[Page | TaggedOutput]:
        yield from routed(pages_again(letter, open_file, self._client, self._limits))
