"""What a sentence cannot say by itself: the story's writing day, where it is set, and who carries which office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from schemas.records import Story
from transforms.extract.dates import StoryClock, story_clock
from transforms.extract.places import StoryPlaces, story_places

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class StoryContext:
    clock: StoryClock
    places: StoryPlaces
    published: date | None


def story_context(story: Story) -> StoryContext:
    """The context of one story, from its own sections only: never from the teasers beside it."""
    sections = (story.title, story.teaser, *story.paragraphs, *(caption.text for caption in story.captions))
    published = story.published_at.astimezone(LOCAL).date() if story.published_at else None
    return StoryContext(story_clock(story.published_at, sections), story_places(sections, story.publisher), published)
