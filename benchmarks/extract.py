"""Measures the extract stage on annotated articles: how right it is, how honest its confidence, how fast, and in how much memory.

    SUKIEN_DEV=DIR python -m benchmarks extract

DIR (`../shared/dev` by default) holds `articles.jsonl` and `gold/`; the scorer is `../tools/score.py` beside it. The articles whose
number is divisible by three are kept aside: no rule was made from them. The weights of the table are fitted and calibrated on all
articles; here every article is measured by weights that know nothing of it (of the third) or of the third (all others).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from schemas.avro import to_avro
from schemas.records import EventRecord, Story
from scripts.annotated import Annotated, annotated, annotated_pages, load_scorer
from scripts.fit_weights import Model, samples
from transforms.extract.scoring import Weights
from transforms.extract.sentences import sentences
from transforms.extract.story import extract

PAGES = Path(__file__).parent.parent / "seeds" / "articles"
_BINS = 10
_SAMPLE = 12
_SIZES = (100_000, 300_000, 1_000_000)
FLOOR = 40

Labelled = list[tuple[EventRecord, bool]]


def main() -> None:
    """Prints all measurements; says what is missing where the articles are not there."""
    folder = Path(os.environ.get("SUKIEN_DEV", "../shared/dev"))
    if not (folder / "articles.jsonl").exists():
        print(f"no articles.jsonl in {folder}: set SUKIEN_DEV to the folder of the development set")
        return
    scorer = load_scorer(folder.parent / "tools" / "score.py")
    items = list(annotated(folder / "articles.jsonl", folder / "gold"))
    found = [(item, extract(item.story, weights=weights)) for item, weights in _weighted(items, scorer)]
    for title, aside in (("two thirds fitted on", False), ("a third kept aside", True)):
        part = [(item, events) for item, events in found if item.aside is aside]
        print(f"{title}: {len(part)} articles, {sum(len(events) for _, events in part)} events")
        _print_scores(part, scorer)
        _print_reliability([pair for item, events in part for pair in labelled(item, events, scorer)])
    stories = [item.story for item in items]
    _print_lengths(stories)
    print(f"peak memory of all this, before any tagger is loaded: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    _print_speed(stories[:: len(stories) // _SAMPLE])


def _weighted(items: Sequence[Annotated], scorer: ModuleType) -> Iterator[tuple[Annotated, Weights]]:
    """Each article with weights that know nothing of it: fitted without the third, calibrated on the other half of the third."""
    pages = annotated_pages(PAGES, PAGES / "expected")
    model = Model.fitted([row for item in (*items, *pages) if not item.aside for row in samples(item, scorer)])
    halves: tuple[list[Annotated], list[Annotated]] = ([], [])
    for number, item in enumerate(item for item in items if item.aside):
        halves[number % 2].append(item)
    judges = [model.calibrated([row for item in half for row in samples(item, scorer)]).weights() for half in halves]
    for item in items:
        yield item, judges[0 if item in halves[1] else 1]


def _print_scores(part: Sequence[tuple[Annotated, Sequence[EventRecord]]], scorer: ModuleType) -> None:
    """Runs the scorer itself, on the records rather than on files of them."""
    scorer.read_events = lambda _: {item.gold["story"]: [to_avro(event) for event in events] for item, events in part}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "events").mkdir()
        paths = [Path(folder) / f"{number}.json" for number in range(len(part))]
        for path, (item, _) in zip(paths, part, strict=True):
            path.write_text(json.dumps(item.gold), encoding="utf-8")
        told = io.StringIO()
        with _arguments("score.py", folder, *map(str, paths)), contextlib.redirect_stdout(told):
            scorer.main()
    print("".join(f"  {line}\n" for line in told.getvalue().splitlines()[:-1]), end="")


@contextlib.contextmanager
def _arguments(*words: str) -> Iterator[None]:
    before, sys.argv = sys.argv, list(words)
    try:
        yield
    finally:
        sys.argv = before


def labelled(item: Annotated, events: Sequence[EventRecord], scorer: ModuleType) -> Labelled:
    """Each event with whether the gold has it, as required or as optional."""
    records = [to_avro(event) for event in events]
    right = set(scorer.assign(item.gold["events"], records).values())
    rest = [index for index in range(len(records)) if index not in right]
    right |= {rest[index] for index in scorer.assign(item.gold.get("optional", []), [records[i] for i in rest]).values()}
    return [(event, index in right) for index, event in enumerate(events)]


def _print_reliability(pairs: Labelled) -> None:
    error = 0.0
    for number in range(_BINS):
        inside = [(event.confidence, right) for event, right in pairs if min(int(event.confidence * _BINS), _BINS - 1) == number]
        if inside:
            said, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            error += abs(said - share) * len(inside) / len(pairs)
            print(
                f"  confidence {number / _BINS:.1f}-{(number + 1) / _BINS:.1f}: {len(inside):>4} events, said {said:.2f}, right {share:.2f}"
            )
    print(f"  expected calibration error {error:.3f}")


def _print_lengths(stories: Sequence[Story]) -> None:
    """Time a character must not grow with the length of the article."""
    paragraphs = [paragraph for story in stories for paragraph in (story.teaser, *story.paragraphs)]
    base = 0.0
    for size in _SIZES:
        story = replace(stories[0], paragraphs=tuple(_up_to(paragraphs, size)))
        cost = min(_seconds(lambda story=story: extract(story)) for _ in range(2)) / size
        base = base or cost
        print(
            f"an article of {size / 1000:,.0f} kB: {cost * 1e6:.2f} µs a byte, {cost / base:.2f} times that of {_SIZES[0] / 1000:,.0f} kB"
        )


def _up_to(paragraphs: Sequence[str], size: int) -> Iterator[str]:
    number = 0
    while size > 0:
        yield paragraphs[number % len(paragraphs)]
        size -= len(paragraphs[number % len(paragraphs)].encode()) + 1
        number += 1


def _print_speed(stories: Sequence[Story]) -> None:
    """Both take the same articles in turns, so that what else the machine does meets both alike."""
    from underthesea import ner

    texts = [[sentence.text for sentence in sentences(story)] for story in stories]
    ner(texts[0][0])
    own = tagger = 0.0
    for lines in texts:
        own += _seconds(lambda: [extract(story) for story in stories]) / len(texts)  # all in turn: none is met twice running
        tagger += _seconds(lambda lines=lines: [ner(line) for line in lines])
    print(f"{len(stories)} articles, processor time: extraction {own / len(stories) * 1000:.1f} ms an article, ", end="")
    print(f"underthesea.ner by sentence {tagger / len(stories) * 1000:,.0f} ms: {tagger / own:.0f} times faster (floor {FLOOR})")


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
