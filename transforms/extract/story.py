"""One story to its events: read sentence by sentence, fold what is told again, complete from the main event, keep the sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from schemas.records import EventDate, EventRecord, EventType, PartyRole, Status, Story
from transforms.extract.assembly import assemble
from transforms.extract.attendance import attendance
from transforms.extract.bystanders import drop_bystanders
from transforms.extract.context import StoryContext, story_context
from transforms.extract.dating import last_day
from transforms.extract.drafts import Draft, fold_mentions, has_mood, merge_settled
from transforms.extract.event_mentions import EventMention, event_mentions
from transforms.extract.mentions import PersonMention
from transforms.extract.modality import Mood
from transforms.extract.people import link_people
from transforms.extract.placing import place_events
from transforms.extract.reading import Reading, read_sentence
from transforms.extract.scene import date_news, main_draft, settle
from transforms.extract.scoring import Score, Weights, features, score
from transforms.extract.sentences import sentences
from transforms.extract.status import status

# Relevance from which a draft becomes a record: where it costs more true events to be stricter than it saves false ones.
KEEP = 0.37
# What is only ever wished for or denied did not take place, however much the story makes of it.
_UNREAL = (Mood.NEGATED, Mood.WISHED)
_CHANGED = (Status.POSTPONED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft with its score and its people: what `explain` shows, kept or dropped."""

    draft: Draft
    status: Status
    found: dict[str, float]
    score: Score
    people: tuple[PersonMention, ...]

    @property
    def unreal(self) -> bool:
        return any(has_mood(self.draft, mood) for mood in _UNREAL)

    @property
    def kept(self) -> bool:
        return (self.score.relevance >= KEEP or self.complete) and not self.unreal

    @property
    def complete(self) -> bool:
        """Whether the story says all there is to say of it: who handed which sum to whom, or that a dated event is put off."""
        if self.status in _CHANGED:
            return any(mention.own_date for mention in self.draft.mentions)
        roles = {side.role for side in self.draft.sides.values()} if "sides" not in self.draft.inherited else set()
        summed = any(mention.amounts for mention in self.draft.mentions)
        return self.draft.event_type is EventType.AID and summed and roles >= {PartyRole.DONOR, PartyRole.RECIPIENT}


@dataclass(frozen=True, slots=True)
class StoryReading:
    """Everything seen on the way from a story to its events."""

    context: StoryContext
    readings: tuple[Reading, ...]
    candidates: tuple[Candidate, ...]


def read_story(story: Story, weights: Weights | None = None) -> StoryReading:
    """Reads a story and judges every event that it may hold, by the weights of the table where none are given."""
    cut = list(sentences(story))
    context = story_context(story, cut)
    readings = _with_full_names([read_sentence(sentence, order, context) for order, sentence in enumerate(cut)])
    drafts = fold_mentions(_all_mentions(readings, context))
    for draft in drafts:
        drop_bystanders(draft)
    main = main_draft(drafts)
    if main is None:
        return StoryReading(context, readings, ())
    place_events(drafts, main, readings)
    date_news(main, readings, context)
    settle(drafts, main)
    drafts = merge_settled(drafts)
    main = main_draft(drafts) or main
    candidates = []
    for draft in drafts:
        found = features(draft, main, drafts)
        candidates.append(Candidate(draft, status(draft, main, context.published, context.clock.year), found, score(found, weights), ()))
    people = attendance(readings, drafts, main, [candidate.draft for candidate in candidates if candidate.kept])
    candidates = [replace(candidate, people=people[id(candidate.draft)]) for candidate in candidates]
    return StoryReading(context, readings, tuple(candidates))


def _all_mentions(readings: Sequence[Reading], context: StoryContext) -> list[EventMention]:
    found: list[EventMention] = []
    near: EventDate | None = None
    for reading in readings:
        found += event_mentions(reading, context, near)
        near = last_day(reading.dates, context, near)
    return found


def _with_full_names(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    linked = link_people([reading.people for reading in readings])
    return tuple(replace(reading, people=tuple(people)) if people else reading for reading, people in zip(readings, linked, strict=True))


def extract(story: Story, now: datetime | None = None, weights: Weights | None = None) -> tuple[EventRecord, ...]:
    """The events of a story, in its order; `now` (aware) is when this reading is made."""
    reading = read_story(story, weights)
    return records(story, [candidate for candidate in reading.candidates if candidate.kept], now or datetime.now(UTC))


def records(story: Story, candidates: Sequence[Candidate], now: datetime) -> tuple[EventRecord, ...]:
    """Candidates as records with ids of their own: what still meets in one id is told apart by its order in the story."""
    found: dict[str, EventRecord] = {}
    for candidate in candidates:
        draft = candidate.draft
        state = candidate.status
        record = assemble(draft, state, candidate.people, candidate.score.confidence, story, now)
        count = 2
        while record.event_id in found:
            record = assemble(draft, state, candidate.people, candidate.score.confidence, story, now, (story.story_id, str(count)))
            count += 1
        found[record.event_id] = record
    return tuple(found.values())
