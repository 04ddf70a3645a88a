"""Measures the fold stage on real teasers: what is folded rightly and wrongly, how fast, and in how much memory.

    SUKIEN_DEV=DIR python -m benchmarks fold

DIR (`../shared/dev` by default) holds `teaser_pairs.tsv` (label, title and lead of two teasers) and `teasers.jsonl.gz`
(teasers in order of arrival, with links). SUKIEN_FOLD_STORIES says up to how many stories the memory is measured.
"""

from __future__ import annotations

import gc
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
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path

import apache_beam as beam

from benchmarks.fold_rivals import rivals
from benchmarks.fold_twins import Teaser, twins
from schemas.records import Match, PublishedBasis, Sighting, Story, StoryKind
from transforms.fold.batch import fold_batch
from transforms.fold.compare import compare_text
from transforms.fold.fingerprint import Fingerprint, fingerprint
from transforms.fold.folding import fold_group, remembered
from transforms.fold.memory import Memory, Remembered, memory_path, prepare, settle, write_pending
from transforms.fold.transform import FoldStories
from transforms.teaser import story_id

_TICK = 10_000
_LISTED = 50
_CURVE = (30_000, 100_000, 300_000, 1_000_000)

_TITLE_WORDS, _LEAD_WORDS = 12, 36
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_IN_BEAM: list[Story] = []

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
    _print_memory(stories, int(os.environ.get("SUKIEN_FOLD_STORIES", "1000000")))


def _pairs(folder: Path) -> Iterator[Pair]:
    for line in (folder / "teaser_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        label, *cells = line.split("\t")
        yield label, (cells[0], cells[1]), (cells[2], cells[3])


def _stories(folder: Path) -> Iterator[Story]:
    with gzip.open(folder / "teasers.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            fetched = datetime.fromisoformat(row["fetched"])
            yield _story(f"feed#{number}", row["title"], row["summary"] or "", row["source"], row["link"], fetched)


def _story(uri: str, title: str, lead: str, publisher: str, url: str, fetched: datetime) -> Story:
    return Story(
        story_id=story_id(title, lead),
        kind=StoryKind.TEASER,
        title=title,
        teaser=lead,
        publisher=publisher,
        url=url,
        published_at=fetched,
        published_basis=PublishedBasis.FEED,
        topic=None,
        paragraphs=(),
        captions=(),
        related=(),
        sightings=(Sighting(uri, StoryKind.TEASER, Match.EXACT, 1.0),),
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
    _IN_BEAM[:] = stories
    with beam.Pipeline("FnApiRunner") as pipeline:
        _ = pipeline | beam.Impulse() | beam.FlatMap(_given) | FoldStories()


def _given(_: bytes) -> Iterator[Story]:
    yield from _IN_BEAM  # Create would pack all stories into the graph, which takes longer than to fold them


def _rate(stories: list[Story], work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return len(stories) / (time.process_time() - started)


def _print_memory(stories: list[Story], number: int) -> None:
    """Fills the memory with generated stories, and at each point of the curve measures a run that finds a tenth of its stories there."""
    print(f"memory: runs of {_TICK:,} stories over a folder that knows so many")
    vocabulary = sorted({word for story in stories for word in f"{story.title} {story.teaser}".split()})
    with tempfile.TemporaryDirectory() as output:
        filled = 0
        for known in [point for point in _CURVE if point <= number]:
            for start in range(filled, known, _TICK):
                write_pending(output, (_entry(_generated(vocabulary, index)) for index in range(start, min(start + _TICK, known))))
            settle(output)
            filled = known
            size = memory_path(output).stat().st_size / known
            seen = range(0, known, known // (_TICK // 10))
            news = [_generated(vocabulary, index) for index in (*seen, *range(known, known + _TICK - len(seen)))]
            gc.collect()
            started = time.process_time()
            folded = _run(output, news)
            rate = len(news) / (time.process_time() - started)
            filled += len(news) - len(seen)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"  {known:>9,} stories: resident {_resident():,.0f} MB (peak {peak:,.0f}), {size:,.0f} bytes a story on disk, "
                f"{rate:,.0f} stories/s with memory and settling, {folded:,} of {len(seen):,} known again",
                flush=True,
            )


def _run(output: str, stories: list[Story]) -> int:
    """One run over the folder; returns how many of its stories were known."""
    prepare(output)
    memory = Memory(output)
    folded = fold_batch(stories, memory)
    memory.close()
    write_pending(output, [entry for _, entry in folded])
    settle(output)
    return sum(bool(element.stored) for element, _ in folded)


def _entry(story: Story) -> Remembered:
    folded = fold_group(story.story_id, [story])
    return remembered(folded, [fingerprint(story)])


def _generated(vocabulary: list[str], index: int) -> Story:
    """The story of that index, always the same: words of the real teasers in a mean teaser's length."""
    chance = random.Random(index)
    title, lead = " ".join(chance.choices(vocabulary, k=_TITLE_WORDS)), " ".join(chance.choices(vocabulary, k=_LEAD_WORDS))
    return _story(f"feed#{index}", title, lead, f"mau{index % 50}", f"https://mau{index % 50}.vn/tin-{index}-post{index}.html", _FIRST_DAY)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
