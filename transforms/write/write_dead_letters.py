"""Writes dead letters, one a (uri, stage, reason), and drops those of inputs that have since been read well."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import apache_beam as beam
from apache_beam import PCollection

from schemas.records import DeadLetter
from transforms.counting import count
from transforms.elements import Page
from transforms.write.checking import plain
from transforms.write.files import WrittenFile, read_records, write_records
from transforms.write.layout import SHARDS, dead_letter_path, shard_number
from transforms.write.uniting import unite_dead_letters


@dataclass
class WriteDeadLetters(beam.PTransform):
    """Takes a dict of `letters` (DeadLetter) and `tried` (uris looked at); returns the files written."""

    output: str

    def expand(self, inputs: dict[str, PCollection[Any]]) -> PCollection[WrittenFile]:
        letters = inputs["letters"] | "KeyLetters" >> beam.Map(key_letter).with_output_types(tuple[int, Any])
        tried = inputs["tried"] | "KeyTried" >> beam.FlatMap(_key_tried).with_output_types(tuple[int, Any])
        grouped = {"letters": letters, "tried": tried} | "GroupByFile" >> beam.CoGroupByKey()
        return grouped | "WriteFile" >> beam.Map(_write, self.output)


@dataclass
class TriedInputs(beam.PTransform):
    """The uris that a run looked at: of its inputs, whatever came of them, and of the pages that were read from them."""

    inputs: tuple[str, ...]

    def expand(self, pages: PCollection[Page]) -> PCollection[str]:
        inputs = pages.pipeline | "Inputs" >> beam.Create(self.inputs).with_output_types(str)
        return (inputs, pages | "Uris" >> beam.Map(_uri)) | "InputsAndPages" >> beam.Flatten()


def _uri(page: Page) -> str:
    count("pages_read")
    return page.uri


def key_letter(letter: DeadLetter) -> tuple[int, DeadLetter]:
    """A dead letter, counted, under the number of its file."""
    count(f"dead_letters.{letter.reason.value}")
    letter = replace(letter, uri=plain(letter.uri), message=plain(letter.message))
    return shard_number(letter.uri), letter


def tried_names(uri: str) -> set[str]:
    """An input, and the archive or JSON lines file that a page `FILE#ID` came from: both have been read."""
    uri = plain(uri)
    return {uri, uri.rpartition("#")[0] or uri}


def _key_tried(uri: str) -> Iterator[tuple[int, str]]:
    for name in tried_names(uri):
        yield shard_number(name), name


def write_dead_letters(output: str, number: int, letters: Iterable[DeadLetter], tried: Collection[str]) -> WrittenFile:
    """Writes the file of dead letters with that number anew: what stands in it, united with what a run that tried those uris brings."""
    path = dead_letter_path(number)
    united = unite_dead_letters(read_records(output, path, DeadLetter), letters, tried)
    return write_records(output, path, DeadLetter, united)


def standing_letters(output: str) -> Iterator[str]:
    """The uris of the dead letters that earlier runs left."""
    for number in range(SHARDS):
        yield from (letter.uri for letter in read_records(output, dead_letter_path(number), DeadLetter))


def _write(group: tuple[int, dict[str, Iterable[Any]]], output: str) -> WrittenFile:
    number, found = group
    return write_dead_letters(output, number, found["letters"], set(found["tried"]))
