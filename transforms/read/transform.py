"""The read stage in a pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import BinaryIO

import apache_beam as beam
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import PBegin, PCollection, TaggedOutput

from schemas.records import DeadLetter
from transforms.elements import Page
from transforms.read.fetch import Client, FetchOptions
from transforms.read.files import read_file
from transforms.read.limits import DEFAULT_LIMITS, Limits
from transforms.read.sources import read_feed, read_linked_page
from transforms.sites import host_of

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


class ReadFeed(beam.DoFn):
    """The address or file of a feed to its items."""

    def __init__(self, limits: Limits, fetch: FetchOptions):
        self._limits = limits
        self._fetch = fetch

    def setup(self) -> None:
        self._client = Client(self._fetch)

    def process(self, source: str) -> Iterator[Page | TaggedOutput]:
        yield from routed(read_feed(source, self._client, open_file, self._limits))


class FetchPages(beam.DoFn):
    """The feed items of one host to the pages that they link, one after the other."""

    def __init__(self, fetch: FetchOptions):
        self._fetch = fetch

    def setup(self) -> None:
        self._client = Client(self._fetch)

    def process(self, items: tuple[str, Iterable[Page]]) -> Iterator[Page | TaggedOutput]:
        for item in sorted(items[1], key=attrgetter("uri")):
            yield from routed(read_linked_page(item, self._client))


@dataclass
class ReadFeeds(beam.PTransform):
    """The items of feeds; with `fetch_pages` the pages that they link. At one time one request goes to a host."""

    feeds: tuple[str, ...]
    limits: Limits
    fetch: FetchOptions
    fetch_pages: bool

    def expand(self, begin: PBegin) -> tuple[PCollection[Page], PCollection[DeadLetter]]:
        feeds = begin | "Feeds" >> beam.Create(list(self.feeds)).with_output_types(str)
        read = feeds | "ReadFeed" >> beam.ParDo(ReadFeed(self.limits, self.fetch)).with_outputs(DEAD_LETTERS, main="items")
        if not self.fetch_pages:
            return read["items"], read[DEAD_LETTERS]
        hosts = read["items"] | "KeyByHost" >> beam.WithKeys(lambda item: host_of(item.url)) | "GroupByHost" >> beam.GroupByKey()
        pages = hosts | "FetchPages" >> beam.ParDo(FetchPages(self.fetch)).with_outputs(DEAD_LETTERS, main="pages")
        return pages.pages, (read[DEAD_LETTERS], pages[DEAD_LETTERS]) | "FeedFailures" >> beam.Flatten()


@dataclass
class ReadPages(beam.PTransform):
    """The pages of files, by content, and of feeds; and what could not be read. `files` come from `match_inputs`."""

    files: tuple[str, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    feeds: tuple[str, ...] = ()
    fetch: FetchOptions = field(default_factory=FetchOptions)
    fetch_pages: bool = False

    def expand(self, begin: PBegin) -> tuple[PCollection[Page], PCollection[DeadLetter]]:
        files = begin | "Files" >> beam.Create(list(self.files)).with_output_types(str) | "SpreadFiles" >> beam.Reshuffle()
        read = files | "ReadFile" >> beam.ParDo(ReadFile(self.limits)).with_outputs(DEAD_LETTERS, main="pages")
        items, failures = begin | "ReadFeeds" >> ReadFeeds(self.feeds, self.limits, self.fetch, self.fetch_pages)
        pages = (read.pages, items) | "AllPages" >> beam.Flatten() | "SpreadPages" >> beam.Reshuffle()
        return pages, (read[DEAD_LETTERS], failures) | "AllFailures" >> beam.Flatten()
