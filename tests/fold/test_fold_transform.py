"""The fold stage in Beam: the same stories as the pure function gives, on one process and on two."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.util import assert_that, equal_to
from fold_samples import GROUPS, SAME, STORIES, story

from schemas.records import Story
from transforms.counting import counted
from transforms.elements import FoldedStory, StoredStory
from transforms.fold import group
from transforms.fold.batch import fold_batch
from transforms.fold.compare import one_story
from transforms.fold.fingerprint import fingerprint
from transforms.fold.memory import Memory, memory_path, prepare, settle, write_pending
from transforms.fold.transform import FoldStories, RememberStories


def run(stories: list[Story], output: Path | None, expected: list[FoldedStory], *options: str) -> Counter[str]:
    """Folds, compares with what is expected, and returns the counters."""
    pipeline = beam.Pipeline("FnApiRunner", PipelineOptions(list(options)))
    folded = pipeline | beam.Create(stories) | FoldStories(str(output) if output else None)
    assert_that(folded.folded, equal_to(expected))
    if output:
        folded.remember | RememberStories(str(output))
    result = pipeline.run()
    result.wait_until_finish()
    return counted(result)


@pytest.mark.parametrize("options", [(), ("--direct_running_mode=multi_processing", "--direct_num_workers=2")])
def test_beam_folds_as_the_pure_function_does(options: tuple[str, ...]) -> None:
    order = random.Random(4).sample(STORIES, len(STORIES))
    expected = [element for element, _ in fold_batch(STORIES)]
    assert frozenset(frozenset(sighting.uri for sighting in element.story.sightings) for element in expected) == GROUPS
    counters = run([*order, order[0]], None, expected, *options)
    assert sum(number for name, number in counters.items() if name.startswith("folded.")) == len(STORIES) - len(GROUPS)


def test_a_later_run_knows_the_earlier_one(tmp_path: Path) -> None:
    teaser, article = SAME[7]
    (first,) = [element for element, _ in fold_batch([teaser])]
    for _ in range(2):
        prepare(str(tmp_path))
        run([teaser], tmp_path, [first])
        (tmp_path / ".sukien" / "pending" / "left.123.tmp").write_text("half")
    settle(str(tmp_path))

    def check(elements: list[FoldedStory]) -> None:
        (element,) = elements
        assert element.story.story_id == first.story.story_id
        assert (element.story.uri, element.extract, element.stored[0].story_id) == (article.uri, True, first.story.story_id)

    for _ in range(2):
        with beam.Pipeline("FnApiRunner") as pipeline:
            folded = pipeline | beam.Create([article]) | FoldStories(str(tmp_path))
            assert_that(folded.folded, check)
            folded.remember | RememberStories(str(tmp_path))
        settle(str(tmp_path))
    run([teaser], tmp_path, [FoldedStory(first.story, False, (StoredStory(first.story.story_id, "unknown"),))])
    assert not list((tmp_path / ".sukien" / "pending").glob("*.tmp"))


def test_a_bucket_of_templates_is_no_quadratic_work(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(group, "one_story", lambda a, b: compared.append(a) or one_story(a, b))
    hostile = [
        fingerprint(story(f"{n}.html", "Giá vàng trong nước", f"Giá vàng phiên thứ {n} không đổi so với hôm trước.")) for n in range(1000)
    ]
    assert not list(group.edges(hostile))
    assert len(compared) < 30 * len(hostile)


def test_a_story_takes_less_than_a_kilobyte(tmp_path: Path) -> None:
    lead = "Lãnh đạo xã, các đoàn thể và đông đảo bà con đến dự, chia vui cùng các hộ vừa nhận nhà mới. " * 2
    many = [story(f"{n}.html", f"Xã thứ {n} đón bằng công nhận", f"Sáng nay, xã thứ {n} đón bằng. {lead}") for n in range(300)]
    write_pending(str(tmp_path), [entry for _, entry in fold_batch(many)])
    settle(str(tmp_path))
    assert memory_path(str(tmp_path)).stat().st_size < 1024 * len(many)


def test_what_was_not_seen_for_the_horizon_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, version, known in ((0, STORIES[0], False), (300, STORIES[0], True), (600, STORIES[1], True), (1100, STORIES[0], False)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day * 86_400))
        settle(str(tmp_path))
        memory = Memory(str(tmp_path))
        ((element, entry),) = fold_batch([version], memory)
        memory.close()
        assert bool(element.stored) is known
        write_pending(str(tmp_path), [entry])
        settle(str(tmp_path))
