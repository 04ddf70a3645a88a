"""Where the memory of stories lacks what stands in the files: after a run that did not end, or without a memory that can be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.records import Story
from transforms.fold.fingerprint import fingerprint, fullness
from transforms.fold.memory import Memory, Remembered, drop, is_usable, settle, write_pending
from transforms.fold.resolve import KnownStory
from transforms.write.files import find_files, read_records
from transforms.write.locks import hold

_STORIES = re.compile(r"stories/published=([\w-]{1,20})/")


def rebuild(output: str) -> int:
    """Builds the memory of a local output folder anew from its stories where it is missing, damaged or of another layout.

    Returns the number of files read for that. Of a story that was read more than once, only the version on file is known then.
    """
    with hold(output, "memory"):
        if is_usable(output):
            return 0
        drop(output)
        paths = sorted(find_files(output, "stories/**.avro"))
        relearn(output, paths)
    return len(paths)


def relearn(output: str, paths: Iterable[str]) -> None:
    """Lets the memory learn the stories in those files of `output` that no whole run listed.

    Without it a next run that reads something else could write the same story under another id.
    """
    memory = Memory(output)
    try:
        for path in paths:
            if entries := list(_entries(output, path, memory)):
                write_pending(output, entries)
    finally:
        memory.close()
    settle(output)


def _entries(output: str, path: str, memory: Memory) -> Iterator[Remembered]:
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
