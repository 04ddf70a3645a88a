"""One page to its explanation: the stages run as they do in a pipeline, and what they saw is kept."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.records import DeadLetter, Story
from transforms.clock import now
from transforms.elements import Page, PageForm
from transforms.explain.answers import Case, answers, main_of
from transforms.explain.dates import clock_steps
from transforms.explain.dropped import dropped, weighing
from transforms.explain.reasons import Cut, Event, Explanation
from transforms.explain.rules import rules_in
from transforms.extract.story import StoryReading, read_story, records
from transforms.parse.page import parse_page

_MARK_LIMIT = 40


def explain(page: Page) -> Explanation | DeadLetter:
    """Why a page became its events, or the dead letter that it became."""
    stories = parse_page(page)
    if isinstance(stories, DeadLetter):
        return stories
    story, reading = stories[0], read_story(stories[0])
    return Explanation(story, tuple(clock_steps(story, reading.context)), _events(story, reading), dropped(reading), _cut(page, story))


def _events(story: Story, reading: StoryReading) -> tuple[Event, ...]:
    kept = [candidate for candidate in reading.candidates if candidate.kept]
    found = zip(kept, records(story, kept, now()), strict=True)
    return tuple(
        Event(number, record, answers(Case(candidate, record, story, main_of(reading.candidates), reading)), weighing(candidate))
        for number, (candidate, record) in enumerate(found, 1)
    )


def _cut(page: Page, story: Story) -> Cut:
    titles = tuple(teaser.title for teaser in story.related)
    if page.form is not PageForm.DUMP:
        return Cut(titles, (), ())
    lines = list(filter(None, (" ".join(line.split()) for line in page.content.split("\n"))))
    marks = [rule for line in filter(_is_heading, lines) for rule in rules_in("page_marks", line, kind="RELATED")]
    return Cut(titles, tuple(dict.fromkeys(marks)), tuple(dict.fromkeys(_left_out(lines, story))))


def _left_out(lines: Sequence[str], story: Story) -> list[str]:
    """The lines of a dump that give neither text nor topic, nor tell of another story: pictures' names, bylines, pointers."""
    parts = [story.title, story.teaser, *story.paragraphs, *(caption.text for caption in story.captions)]
    known = {*parts, *(text for teaser in story.related for text in (teaser.title, teaser.teaser))}
    leads = tuple(filter(None, (story.teaser, *(teaser.teaser for teaser in story.related))))
    ends = (*leads, story.topic) if story.topic else leads
    return [line for line in lines if line not in known and not line.endswith(ends) and not _is_heading(line)]


def _is_heading(line: str) -> bool:
    return len(line) <= _MARK_LIMIT and bool(rules_in("page_marks", line, kind="RELATED"))
