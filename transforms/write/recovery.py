"""After a run that did not end: what it wrote is whole, but the memory of stories never learned of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.records import Story
from transforms.fold.fingerprint import fingerprint, fullness
from transforms.fold.memory import Memory, Remembered, settle, write_pending
from transforms.fold.resolve import KnownStory
from transforms.write.files import read_records

_STORIES = re.compile(r"stories/published=([\w-]{1,20})/")


def relearn(output: str, paths: Iterable[str]) -> None:
    """Lets the memory learn the stories in those files of `output` that no whole run listed.

    Without it a next run that reads something else could write the same story under another id.
    """
    memory = Memory(output)
    try:
        entries = list(_entries(output, paths, memory))
    finally:
        memory.close()
    if entries:
        write_pending(output, entries)
        settle(output)


def _entries(output: str, paths: Iterable[str], memory: Memory) -> Iterator[Remembered]:
    for path in paths:
        partition = _STORIES.match(path)
        if partition:
            for story in read_records(output, path, Story):
                yield _entry(story, partition[1], memory)


def _entry(story: Story, partition: str, memory: Memory) -> Remembered:
    """A story that the memory has keeps its old home there: the run may have been killed between the two."""
    print_ = fingerprint(story)
    known = memory.story_called(story.story_id)
    if known is None:
        known = KnownStory(story.story_id, fullness(story), partition, story.published_at, story.published_basis, 0)
    return Remembered(replace(known, fullness=max(known.fullness, fullness(story))), (), (print_,))
