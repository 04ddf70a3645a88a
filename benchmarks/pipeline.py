"""Articles a second of parse, fold and extract on one core, outside Beam and through it, beside a named-entity tagger.

The yardstick is `underthesea.ner`, sentence by sentence, over the same articles in the same run: machines differ, the ratio
does not. Reading and writing files is left out of all.
"""

from __future__ import annotations

import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.runner import IN_PROCESS
from schemas.records import DeadLetter, Story
from transforms.elements import Page
from transforms.extract.sentences import sentences
from transforms.extract.story import extract
from transforms.extract.transform import ExtractEvents
from transforms.fold.fingerprint import Fingerprint, fingerprint, keys
from transforms.fold.group import edges
from transforms.fold.transform import FoldStories
from transforms.parse.page import parse_page
from transforms.parse.transform import ParsePages
from transforms.read.files import read_file
from transforms.read.transform import open_file

SAMPLES = Path(__file__).parents[1] / "seeds" / "articles"
ARTICLES = Path(os.environ.get("SUKIEN_DEV", "../shared/dev")) / "articles.jsonl"
FLOOR = 20
# The tagger is slow: it reads every so manieth article, and the rate is a rate all the same.
TAGGED = 8


def pages() -> list[Page]:
    """Real articles where SUKIEN_DEV holds them (`../shared/dev` by default), else the sample dumps."""
    files = [ARTICLES] if ARTICLES.exists() else sorted(SAMPLES.glob("*.txt"))
    return [page for file in files for page in read_file(str(file), open_file) if isinstance(page, Page)]


def outside_beam(found: Sequence[Page]) -> None:
    """The stages' pure functions, one after the other."""
    stories = [story for page in found for story in _stories(page)]
    buckets: dict[int, list[Fingerprint]] = defaultdict(list)
    for print_ in map(fingerprint, stories):
        for key in keys(print_):
            buckets[key].append(print_)
    folded = sum(1 for bucket in buckets.values() for _ in edges(bucket))
    events = sum(len(extract(story)) for story in stories)
    print(f"  {len(stories):,} stories, {folded:,} links between them, {events:,} events")


def through_beam(found: Sequence[Page]) -> None:
    """The stages as transforms, in this process."""
    with beam.Pipeline(runner=IN_PROCESS, options=PipelineOptions([])) as pipeline:
        stories, _ = pipeline | "Pages" >> beam.Create(found) | "ParsePages" >> ParsePages()
        folded = stories | "FoldStories" >> FoldStories()
        folded.folded | "ExtractEvents" >> ExtractEvents()


def by_tagger(found: Sequence[Page]) -> None:
    """Named entities of every sentence that the stages read, the teasers beside the articles included."""
    from underthesea import ner  # imported here, so that its models do not count as memory of the stages

    for story in (story for page in found for story in _stories(page)):
        for sentence in sentences(story):
            ner(sentence.text)


def main() -> None:
    """Prints the rates, the ratios and the peak memory of the stages."""
    found = pages()
    outside_beam(found[:3])  # loads the tables
    rates = {"outside Beam": _rate(outside_beam, found), "through Beam": _rate(through_beam, found)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    by_tagger(found[:1])  # loads the models
    tagger = _rate(by_tagger, found[::TAGGED])
    print(f"underthesea.ner   {tagger:8.1f} articles/s")
    for name, rate in rates.items():
        print(f"{name:<17} {rate:8.1f} articles/s, {rate / tagger:.0f} times the tagger (floor {FLOOR})")
    print(f"peak memory       {memory:,.0f} MB")


def _rate(run: Callable[[Sequence[Page]], None], found: Sequence[Page]) -> float:
    started = time.process_time()
    run(found)
    return len(found) / (time.process_time() - started)


def _stories(page: Page) -> list[Story]:
    parsed = parse_page(page)
    if isinstance(parsed, DeadLetter):
        raise ValueError(f"{page.uri}: {parsed.message}")
    return parsed
