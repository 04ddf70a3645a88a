"""What a file holds after a run: what stands in it, united with what the run brings. Pure functions, one a kind of record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from schemas.records import DeadLetter, EventRecord, Story
from transforms.elements import ExtractedStory
from transforms.fold.merging import merge
from transforms.write.revisions import revise, standing


@dataclass(frozen=True, slots=True)
class CarriedStory:
    """What an earlier run wrote of a story elsewhere, on its way to the story's home.

    `story_id` is the story that it belongs to now, `stored_id` the one that it was written as.
    """

    story_id: str
    stored_id: str
    story: Story | None
    events: tuple[EventRecord, ...]


@dataclass(slots=True)
class ShardRecords:
    """The stories of a shard by id, and all revisions of their events by story id.

    `compacted` names the events that stand in files of their own, and are not written again.
    """

    stories: dict[str, Story] = field(default_factory=dict)
    events: dict[str, list[EventRecord]] = field(default_factory=lambda: defaultdict(list))
    compacted: frozenset[tuple[str, str, int]] = frozenset()

    @classmethod
    def of(cls, stories: Iterable[Story], events: Iterable[EventRecord], compacted: Collection[EventRecord] = ()) -> ShardRecords:
        shard = cls({story.story_id: story for story in stories}, compacted=frozenset(map(_revision, compacted)))
        for event in (*compacted, *events):
            shard.events[event.source.story_id].append(event)
        return shard

    def standing(self, story_id: str) -> int:
        """How many events of a story hold now."""
        return len(standing(self.events[story_id]))

    def sorted_stories(self) -> list[Story]:
        return [self.stories[story_id] for story_id in sorted(self.stories)]

    def sorted_events(self) -> list[EventRecord]:
        events = (event for group in self.events.values() for event in group if _revision(event) not in self.compacted)
        return sorted(events, key=_revision)


def unite_story(shard: ShardRecords, extracted: ExtractedStory, carried: Iterable[CarriedStory]) -> None:
    """Takes a story, its events, and what earlier runs wrote of it elsewhere into its home shard.

    The same story from another partition brings its events' history along. Of a story that turns out to be this one
    only the content comes: its events are extracted anew, or restamped where it is still the fullest version.
    """
    story_id = extracted.folded.story.story_id
    versions = [CarriedStory(story_id, story_id, shard.stories.get(story_id), tuple(shard.events[story_id]))]
    versions += sorted(carried, key=lambda version: version.stored_id)
    previous = [event for version in versions if version.stored_id == story_id for event in version.events]
    current = extracted.events if extracted.folded.extract else _standing_events(story_id, versions)
    shard.events[story_id] = revise(previous, current)
    known = [version.story for version in versions if version.story]
    shard.stories[story_id] = replace(merge([extracted.folded.story, *known]), story_id=story_id)


def retire_story(shard: ShardRecords, story_id: str, stored_id: str) -> None:
    """Takes a story out of a shard that is no longer its home, once its new home is written.

    A story that only moved takes its events along. One that was found to be another leaves its events withdrawn, so that
    whoever read them before learns of it.
    """
    shard.stories.pop(stored_id, None)
    if story_id == stored_id:
        shard.events.pop(stored_id, None)
    else:
        shard.events[stored_id] = revise(shard.events[stored_id], [])


def unite_dead_letters(previous: Iterable[DeadLetter], current: Iterable[DeadLetter], tried: Collection[str]) -> list[DeadLetter]:
    """The dead letters of a file after a run that tried the inputs `tried`: one a (uri, stage, reason), sorted.

    An input that was tried and gave no dead letter this time loses its old one. The first time stays, and the highest count of tries.
    """
    standing = {_key(letter): letter for letter in previous}
    united: dict[tuple[str, str, str], DeadLetter] = {key: letter for key, letter in standing.items() if letter.uri not in tried}
    for letter in sorted(current, key=lambda letter: (letter.message, letter.payload)):
        known = united.get(_key(letter)) or standing.get(_key(letter))
        if known:
            letter = replace(letter, occurred_at=min(known.occurred_at, letter.occurred_at), tries=max(known.tries, letter.tries))
        united[_key(letter)] = letter
    return [united[key] for key in sorted(united)]


def _revision(event: EventRecord) -> tuple[str, str, int]:
    return event.source.story_id, event.event_id, event.revision


def _key(letter: DeadLetter) -> tuple[str, str, str]:
    return (letter.uri, letter.stage.value, letter.reason.value)


def _standing_events(story_id: str, versions: list[CarriedStory]) -> list[EventRecord]:
    """The events of the fullest version on file, as events of `story_id`."""
    known = [version for version in versions if version.story]
    if not known:
        return []
    kept = merge([version.story for version in known if version.story])
    fullest = next((version for version in known if version.story and version.story.uri == kept.uri), known[0])
    return [replace(event, source=replace(event.source, story_id=story_id)) for event in standing(fullest.events)]
