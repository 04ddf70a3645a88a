"""What a sentence cannot say by itself: the story's writing day, where it is set, and who carries which office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from schemas.records import Story
from transforms.extract.dates import StoryClock, story_clock
from transforms.extract.places import StoryPlaces, story_places
from transforms.extract.sentences import Sentence

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class StoryContext:
    clock: StoryClock
    places: StoryPlaces
    published: date | None


def story_context(story: Story, cut: Sequence[Sentence]) -> StoryContext:
    """The context of one story, from its own sentences `cut` only: never from the teasers beside it."""
    texts, folded = [sentence.text for sentence in cut], [sentence.folded for sentence in cut]
    published = story.published_at.astimezone(LOCAL).date() if story.published_at else None
    return StoryContext(story_clock(story.published_at, texts, folded), story_places(texts, story.publisher, folded), published)
