"""How a date came about: the words, what tells the year, the tense, the value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from schemas.records import DateBasis, EventDate, Evidence, Section, Story
from transforms.explain.reasons import Step
from transforms.explain.rules import Rule, rules_in
from transforms.explain.words import mood_steps, words_at
from transforms.extract.context import StoryContext
from transforms.extract.dates import Anchor, DateMention, Direction, Point, Tense, resolve
from transforms.extract.dates.clock import Known, StoryClock
from transforms.extract.dates.evidence import gather
from transforms.extract.dating import tense_of, unusable
from transforms.extract.drafts import Draft
from transforms.extract.event_mentions import EventMention
from transforms.extract.reading import Reading
from transforms.extract.story import StoryReading

_TABLES = ("date_parts_of_day", "date_relative", "date_directions", "date_feasts")
_TENSES = {
    Tense.PAST: "told as past: a missing year is sought back from it",
    Tense.FUTURE: "told as ahead: a missing year is sought forward from it",
    Tense.UNKNOWN: "neither told as past nor as ahead: the nearest year is taken",
}
_STATED = {Known.AFTER_LATEST: "latest", Known.OWN_YEAR: "year", Known.PLANNED: "year", Known.SEASON: "year"}
_SNIPPET = 28


def clock_steps(story: Story, context: StoryContext) -> Iterator[Step]:
    """What is known of the time of writing: the publication date, else each thing that the story states of it."""
    clock = context.clock
    if clock.published:
        yield Step(f"published {clock.published} ({story.published_basis.value})")
        return
    yield Step("no publication date: the story's own dates tell the year")
    evidence = clock.evidence
    if evidence.year:
        says = "the year that the story plans for" if evidence.planned else "the year that the story treats as its own"
        yield Step(f"{evidence.year}: {says}", _source(story, "year", evidence.year))
    if evidence.latest:
        yield Step(f"{evidence.latest}: the latest day known to have passed", _source(story, "latest", evidence.latest))
    for (month, day), year in evidence.full_days.items():
        yield Step(f"{day}/{month}/{year}: a day with its year")
    if not clock.year and not evidence.latest and not evidence.full_days:
        yield Step("it states no year: dates without one keep XXXX")


def _sections(story: Story) -> Iterator[tuple[Section, int, str]]:
    yield Section.TITLE, 0, story.title
    yield Section.TEASER, 0, story.teaser
    yield from ((Section.BODY, index, text) for index, text in enumerate(story.paragraphs))
    yield from ((Section.CAPTION, index, caption.text) for index, caption in enumerate(story.captions))


def _source(story: Story, name: str, wanted: int | date) -> Evidence | None:
    """The words of the first section that states by itself what the story's evidence holds under that name."""
    year = wanted if isinstance(wanted, int) else wanted.year
    for section, index, text in _sections(story):
        at = text.find(str(year))
        if at >= 0 and getattr(gather([text] if section is Section.TITLE else ["", text]), name) == wanted:
            start = min(at, text.find(" ", at - _SNIPPET) + 1) if at > _SNIPPET else 0
            end = at + len(str(year))
            return Evidence(section, index, start, end, text[start:end])
    return None


def date_steps(draft: Draft, is_main: bool, reading: StoryReading, story: Story) -> Iterator[Step]:
    """From the words of a draft's date to its value."""
    if draft.date.value is None:
        yield Step("no words date it")
    elif "date" in draft.inherited:
        yield from _taken(draft, is_main, reading.readings)
    else:
        mention = next((m for m in draft.mentions if m.date == draft.date and m.date_words), draft.first)
        yield from _own(mention, reading.context, story)
    for mention in draft.mentions:
        yield from _unused(mention, reading.readings[mention.order], reading.context.clock)


def _taken(draft: Draft, is_main: bool, readings: Sequence[Reading]) -> Iterator[Step]:
    if not is_main:
        yield Step("no words date it: the story's main event gives it")
        return
    said = next(((r, other) for r in readings for other in r.dates if other.text == draft.date.text), None)
    words = words_at(said[0].sentence, said[1].start, said[1].end) if said else None
    yield Step("no words around it date it: the first day that the story's opening names", words)


def _own(mention: EventMention, context: StoryContext, story: Story) -> Iterator[Step]:
    written = mention.date_words
    if written is None:
        return
    where = "in the event's own clause" if mention.own_date else "at the head of the sentence"
    yield Step(f"{where}: {_reads(written)}", words_at(mention.sentence, written.start, written.end), _rules(written.text))
    if mention.date.basis in (DateBasis.PUBLISHED, DateBasis.INFERRED):
        yield _completed(written, mention.date, context.clock, story)
        if context.clock.published and written.first.year is None and written.first.shift is None:
            yield _tense(written, mention)
    yield Step(_shown(mention.date))


def _reads(written: DateMention) -> str:
    """
    >>> _reads(DateMention(0, 10, "Sáng 18/12", Point(month=12, day=18)))
    'day 18, month 12, no year'
    """
    points = [_point(point) for point in (written.first, written.last) if point]
    return " to ".join(points)


def _point(point: Point) -> str:
    said = [f"{name} {value}" for name in ("day", "month", "quarter", "year") if (value := getattr(point, name)) is not None]
    if point.weekday is not None:
        said.append(f"weekday {point.weekday + 1} from Monday")
    if point.shift:
        anchor = "the day of writing" if point.shift.anchor is Anchor.WRITING else "the date told before"
        said.append(f"{point.shift.count:+d} {point.shift.unit.value.lower()} from {anchor}")
    if point.lunar:
        said.append("lunar")
    elif point.year is None and point.shift is None:
        said.append("no year")
    return ", ".join(said)


def _rules(text: str) -> tuple[Rule, ...]:
    return tuple(rule for name in _TABLES for rule in rules_in(name, text))


def _completed(written: DateMention, dated: EventDate, clock: StoryClock, story: Story) -> Step:
    point = written.first
    if point.shift and point.shift.anchor is Anchor.STORY:
        return Step("counted from the day that the story spoke of before")
    if clock.published:
        return Step(f"completed from the publication date {clock.published}")
    if dated.start is None or point.shift or point.month is None:
        return Step(f"completed from the story's own time, {clock.today or clock.year}")
    _, known = clock.infer(point.month, point.day or 28)
    name = _STATED.get(known)
    wanted = getattr(clock.evidence, name) if name else None
    words = _source(story, name, wanted) if name and wanted else None
    return Step(f"the year {dated.start.year} is inferred: {known.value}", words)


def _tense(written: DateMention, mention: EventMention) -> Step:
    if written.direction is not Direction.NONE:
        return Step(f"its own words look {written.direction.value.lower()}")
    tense = tense_of(mention.moods)
    cues = mood_steps(mention)
    telling = [cue for cue in cues if cue.says == tense.value]
    rules = tuple(rule for cue in telling for rule in cue.rules)
    return Step(_TENSES[tense], telling[0].words if telling else None, rules)


def _shown(dated: EventDate) -> str:
    span = "" if dated.start is None else f", {dated.start}" if dated.start == dated.end else f", {dated.start} to {dated.end}"
    part = f", {dated.part_of_day.value}" if dated.part_of_day else ""
    return f"→ {dated.value}, {dated.precision.value}{part}{span}, basis {dated.basis.value}"


def _unused(mention: EventMention, reading: Reading, clock: StoryClock) -> Iterator[Step]:
    """The dates of the clause that were passed over, and why."""
    for other in reading.dates:
        if mention.clause[0] <= other.start < mention.clause[1] and other != mention.date_words:
            words = words_at(reading.sentence, other.start, other.end)
            yield Step(f"passed over: {_against(other, mention, reading, clock)}", words, used=False)


def _against(other: DateMention, mention: EventMention, reading: Reading, clock: StoryClock) -> str:
    if why := unusable(reading.sentence.cues, other, reading.documents):
        return why.value
    if resolve(other, clock, tense_of(mention.moods)).value is None:
        return "it cannot be known what day or year it means"
    return "another fits better" if mention.date_words else "it stands too far from the event's words"
