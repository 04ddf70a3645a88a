"""Measures the fold stage on real teasers: what is folded rightly and wrongly, how fast, and in how much memory.

    SUKIEN_DEV=DIR python -m benchmarks fold

DIR (`../shared/dev` by default) holds `teaser_pairs.tsv` (label, title and lead of two teasers) and `teasers.jsonl.gz`
(teasers in order of arrival, with links). SUKIEN_FOLD_STORIES says up to how many stories the memory is measured.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import md5
from pathlib import Path

import apache_beam as beam

from benchmarks.fold_rivals import rivals
from benchmarks.fold_twins import Teaser, twins
from schemas.records import Match, PublishedBasis, Sighting, Story, StoryKind
from transforms.fold.batch import fold_batch
from transforms.fold.compare import compare_text
from transforms.fold.fingerprint import Fingerprint
from transforms.fold.memory import Memory, memory_path, prepare, settle, write_pending
from transforms.fold.transform import FoldStories
from transforms.teaser import story_id

_TICK = 10_000
_LISTED = 50
_CURVE = (30_000, 100_000, 300_000, 1_000_000)

Same = Callable[[Teaser, Teaser], bool]
Pair = tuple[str, Teaser, Teaser]


def main() -> None:
    """Prints all measurements; says what is missing where the teasers are not there."""
    folder = Path(os.environ.get("SUKIEN_DEV", "../shared/dev"))
    if not (folder / "teaser_pairs.tsv").exists():
        print(f"no teaser_pairs.tsv in {folder}: set SUKIEN_DEV to the folder of the development set")
        return
    pairs, stories = list(_pairs(folder)), list(_stories(folder))
    judges: dict[str, Same] = {"sukien": _same}
    judges |= {rival.name: lambda a, b, rival=rival: rival.same(" . ".join(a), " . ".join(b)) for rival in rivals()}
    _print_pairs(pairs, judges)
    _print_twins([(story.title, story.teaser) for story in stories], judges)
    _print_replay(stories)
    _print_speed(stories)
    _print_memory(stories, int(os.environ.get("SUKIEN_FOLD_STORIES", "100000")))


def _pairs(folder: Path) -> Iterator[Pair]:
    for line in (folder / "teaser_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        label, *cells = line.split("\t")
        yield label, (cells[0], cells[1]), (cells[2], cells[3])


def _stories(folder: Path) -> Iterator[Story]:
    with gzip.open(folder / "teasers.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            uri, title, lead = f"feed#{number}", row["title"], row["summary"] or ""
            sightings = (Sighting(uri, StoryKind.TEASER, Match.EXACT, 1.0),)
            yield Story(
                story_id=story_id(title, lead),
                kind=StoryKind.TEASER,
                title=title,
                teaser=lead,
                publisher=row["source"],
                url=row["link"],
                published_at=datetime.fromisoformat(row["fetched"]),
                published_basis=PublishedBasis.FEED,
                topic=None,
                paragraphs=(),
                captions=(),
                related=(),
                sightings=sightings,
                uri=uri,
            )


def _same(a: Teaser, b: Teaser) -> bool:
    return compare_text(_print_of(a), _print_of(b)).same


def _print_of(teaser: Teaser) -> Fingerprint:
    return Fingerprint("\n".join(teaser), "", *teaser, publisher=None, day=None, link=None)


def _unseen(pair: Pair) -> bool:
    """Half of the pairs, by their headline: the rules were written without them."""
    return int(md5(pair[1][0].encode()).hexdigest(), 16) % 2 == 1


def _print_pairs(pairs: list[Pair], judges: dict[str, Same]) -> None:
    print(f"{len(pairs):,} pairs, text alone (the pairs with other links folded by sukien are listed)")
    for name, same in judges.items():
        for part, chosen in (("all", pairs), ("unseen half", [pair for pair in pairs if _unseen(pair)])):
            counts = Counter((label, same(a, b)) for label, a, b in chosen)
            right, wrong, missed = counts["same", True], counts["different", True], counts["same", False]
            precision, recall = right / max(1, right + wrong), right / (right + missed)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"  {name:<11} {part:<12} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  folded though different {wrong}")
    for label, a, b in pairs:
        if label == "different" and _same(a, b):
            print(f"    - {a[0]} | {a[1][:140]}\n      {b[0]} | {b[1][:140]}")


def _print_twins(teasers: list[Teaser], judges: dict[str, Same]) -> None:
    made = twins(teasers, 2000)
    print(f"{len(made):,} twins that differ in one thing ({', '.join(sorted({twin.kind for twin in made}))}): folded")
    for name, same in judges.items():
        folded = Counter(twin.kind for twin in made if same(twin.original, twin.twin))
        print(f"  {name:<11} {folded.total():>5}  {dict(sorted(folded.items()))}")


def _print_replay(stories: list[Story]) -> None:
    links = {story.uri: story.url for story in stories}
    print(f"replay of {len(stories):,} teasers, {len(set(links.values())):,} links")
    for name, given in (("with links", stories), ("without", [replace(story, url=None) for story in stories])):
        groups = [{links[sighting.uri] for sighting in folded.story.sightings} for folded, _ in fold_batch(given)]
        split = sum(number - 1 for number in Counter(link for group in groups for link in group).values())
        folded = [sorted(filter(None, group)) for group in groups if len(group) > 1]
        print(f"  sukien, {name}: later versions kept as new {split}, different links folded {sum(len(group) - 1 for group in folded)}")
        if name == "with links":
            listed = random.Random(3).sample(folded, min(_LISTED, len(folded)))
            print("".join(f"    - {' | '.join(group)}\n" for group in listed), end="")
    for rival in rivals():
        pairs = rival.index([rival.sign(f"{story.title} . {story.teaser}") for story in stories])
        split, wrong = _rival_replay(stories, pairs)
        print(f"  {rival.name}: later versions kept as new {split}, different links folded {wrong}")


def _rival_replay(stories: list[Story], pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    versions: dict[str | None, list[int]] = defaultdict(list)
    for number, story in enumerate(stories):
        versions[story.url].append(number)
    folded = {later for earlier, later in pairs if stories[earlier].url == stories[later].url}
    wrong = {later for earlier, later in pairs if stories[earlier].url != stories[later].url}
    return sum(number not in folded for numbers in versions.values() for number in numbers[1:]), len(wrong)


def _print_speed(stories: list[Story]) -> None:
    print("teasers a second and core (processor time)")
    print(f"  sukien, out of Beam {_rate(stories, lambda: fold_batch(stories)):>9,.0f}")
    some = stories[:_TICK]
    print(f"  sukien, in Beam     {_rate(some, lambda: _in_beam(some)):>9,.0f}")
    for rival in rivals():
        texts = [f"{story.title} . {story.teaser}" for story in some]
        rate = _rate(some, lambda texts=texts, rival=rival: rival.index([rival.sign(text) for text in texts]))
        sizes = [rival.size(rival.sign(text)) for text in texts[:200]]
        print(f"  {rival.name:<19} {rate:>9,.0f}   {sum(sizes) / len(sizes):,.0f} bytes a story")


def _in_beam(stories: list[Story]) -> None:
    with beam.Pipeline("FnApiRunner") as pipeline:
        _ = pipeline | beam.Create(stories) | FoldStories()


def _rate(stories: list[Story], work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return len(stories) / (time.process_time() - started)


def _print_memory(stories: list[Story], number: int) -> None:
    print(f"memory over runs of {_TICK:,} stories each (generated past {len(stories):,})")
    with tempfile.TemporaryDirectory() as output:
        for first in range(0, number, _TICK):
            started = time.process_time()
            _run(output, [_generated(stories, index) for index in range(first, first + _TICK)])
            if first + _TICK in _CURVE:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                size = memory_path(output).stat().st_size / (first + _TICK)
                print(
                    f"  {first + _TICK:>9,} stories: resident {_resident():,.0f} MB (peak {peak:,.0f}), {size:,.0f} bytes a story on disk, "
                    f"{_TICK / (time.process_time() - started):,.0f} stories/s",
                    flush=True,
                )


def _run(output: str, stories: list[Story]) -> None:
    prepare(output)
    memory = Memory(output)
    write_pending(output, [entry for _, entry in fold_batch(stories, memory)])
    memory.close()
    settle(output)


def _generated(stories: list[Story], index: int) -> Story:
    """The teaser of that index; past the end, earlier ones with another number, so that they are other stories."""
    story, turn = stories[index % len(stories)], index // len(stories)
    if not turn:
        return story
    title, lead = f"{story.title} ({turn})", f"Kỳ {turn}: {story.teaser}"
    return replace(story, story_id=story_id(title, lead), title=title, teaser=lead, url=f"{story.url}?ky={turn}", uri=f"feed#{index}")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
