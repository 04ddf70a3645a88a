"""Articles a second of parse, fold and extract on one core, outside Beam and through it, beside a named-entity tagger.

The yardstick is `underthesea.ner`, sentence by sentence, over the same articles in the same run: machines differ, the ratio
does not. Reading and writing files is left out of all.
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.runner import IN_PROCESS
from schemas.records import DeadLetter, Story
from transforms.elements import Page, PageForm
from transforms.extract.sentences import sentences
from transforms.extract.story import extract
from transforms.extract.transform import ExtractEvents
from transforms.fold.fingerprint import Fingerprint, fingerprint, keys
from transforms.fold.group import edges
from transforms.fold.transform import FoldStories
from transforms.parse.page import parse_page
from transforms.parse.transform import ParsePages

SAMPLES = Path(__file__).parents[1] / "seeds" / "articles"
COPIES = 20
FLOOR = 20


def pages(copies: int) -> list[Page]:
    """The sample dumps, each so many times; a number of its own in headline and lead keeps a copy from being folded."""
    dumps = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    return [Page(f"{index}-{copy}", PageForm.DUMP, _numbered(dump, copy)) for copy in range(copies) for index, dump in enumerate(dumps)]


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
    outside_beam(pages(1)[:3])  # loads the tables
    rates = {
        "outside Beam": _rate(outside_beam, pages(COPIES)),
        "through Beam": _rate(through_beam, pages(COPIES)),
    }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    by_tagger(pages(1)[:3])  # loads the models
    tagger = _rate(by_tagger, pages(1))
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


def _numbered(dump: str, copy: int) -> str:
    title, lead, *rest = dump.split("\n\n")
    return "\n\n".join([f"{title} số {copy + 1000}", f"{lead} Bài số {copy + 1000}.", *rest])
