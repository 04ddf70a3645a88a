"""Whatever the order of arrival and however the input is split over runs: the same stories, each with its fullest version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from tempfile import TemporaryDirectory

from fold_samples import GROUPS, SAME, STORIES
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Story
from transforms.elements import FoldedStory
from transforms.fold.batch import fold_batch
from transforms.fold.fingerprint import fullness
from transforms.fold.memory import Memory, prepare, settle, write_pending
from transforms.fold.merging import merge

ORDERS = st.permutations(STORIES)
CUTS = st.lists(st.integers(0, len(STORIES)), max_size=4).map(sorted)


class Folder:
    """An output folder as the writer keeps it: stories by id, and the version that each was extracted from last."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.stories: dict[str, Story] = {}
        self.extracted: dict[str, Story] = {}

    def run(self, stories: Iterable[Story], *, killed: bool = False) -> list[FoldedStory]:
        prepare(self.path)
        memory = Memory(self.path)
        folded = fold_batch(stories, memory)
        memory.close()
        write_pending(self.path, [entry for _, entry in folded])
        for element, _ in folded:
            self.write(element)
        if not killed:
            settle(self.path)
        return [element for element, _ in folded]

    def write(self, element: FoldedStory) -> None:
        story_id = element.story.story_id
        earlier = [self.stories.pop(stored.story_id) for stored in element.stored if stored.story_id in self.stories]
        earlier += [self.stories.pop(story_id)] if story_id in self.stories else []
        self.stories[story_id] = replace(merge([element.story, *earlier]), story_id=story_id)
        if element.extract:
            self.extracted[story_id] = element.story

    def groups(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(sighting.uri for sighting in story.sightings) for story in self.stories.values())


def runs(order: list[Story], cuts: list[int]) -> list[list[Story]]:
    edges = [0, *cuts, len(order)]
    return [order[start:end] for start, end in zip(edges, edges[1:], strict=False)]


@settings(max_examples=40, deadline=None)
@given(ORDERS)
def test_one_run_is_the_same_in_any_order(order: list[Story]) -> None:
    assert fold_batch(order) == fold_batch(STORIES)


@settings(max_examples=20, deadline=None)
@given(ORDERS, CUTS)
def test_any_split_over_runs_gives_the_same_groups_and_extracts_the_fullest(order: list[Story], cuts: list[int]) -> None:
    with TemporaryDirectory() as path:
        folder = Folder(path)
        for part in runs(order, cuts):
            folder.run(part)
        assert folder.groups() == GROUPS
        texts = {max(versions, key=fullness).uri for versions in SAME}
        assert {folder.extracted[story_id].uri for story_id in folder.stories} == texts


@settings(max_examples=12, deadline=None)
@given(ORDERS, CUTS)
def test_a_repeated_run_changes_nothing_and_extracts_the_same_again(order: list[Story], cuts: list[int]) -> None:
    with TemporaryDirectory() as path:
        folder = Folder(path)
        parts = runs(order, cuts)
        for part in parts:
            folder.run(part)
        before = dict(folder.stories)
        first, again = folder.run(parts[-1]), folder.run(parts[-1])
        assert [(element.story, element.extract) for element in first] == [(element.story, element.extract) for element in again]
        assert folder.stories == before


@settings(max_examples=12, deadline=None)
@given(ORDERS, CUTS)
def test_a_run_killed_before_it_settles_is_made_good_by_its_repetition(order: list[Story], cuts: list[int]) -> None:
    with TemporaryDirectory() as path, TemporaryDirectory() as unharmed_path:
        folder, unharmed = Folder(path), Folder(unharmed_path)
        for part in runs(order, cuts):
            folder.run(part, killed=True)
            folder.run(part)
            unharmed.run(part)
        assert folder.stories == unharmed.stories


@settings(max_examples=40, deadline=None)
@given(st.permutations(SAME[0]), st.integers(1, len(SAME[0]) - 1))
def test_merging_in_two_steps_is_merging_at_once(order: list[Story], cut: int) -> None:
    at_once, in_steps = merge(order), merge([merge(order[:cut]), merge(order[cut:])])
    assert replace(at_once, sightings=()) == replace(in_steps, sightings=())
    assert [sighting.uri for sighting in at_once.sightings] == [sighting.uri for sighting in in_steps.sightings]
    assert merge([at_once, at_once]) == at_once
