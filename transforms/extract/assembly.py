"""Turns a settled draft into an EventRecord: sides, people and things as records, with the slices that show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from schemas.records import (
    Amount,
    Document,
    EventRecord,
    EventType,
    Evidence,
    Field,
    Participant,
    Party,
    PartyRole,
    PersonRole,
    Place,
    Section,
    Source,
    Status,
    Story,
)
from transforms.extract.drafts import Draft
from transforms.extract.event_mentions import EventMention
from transforms.extract.fields import find_fields
from transforms.extract.identity import event_id
from transforms.extract.mentions import AmountUse, PersonMention, Voice
from transforms.extract.sides import Side
from transforms.lexicon import table

PIPELINE_VERSION = "0.1.0"
_ROLES = {Voice.LEADS: PersonRole.LEAD, Voice.RECEIVES: PersonRole.HOST, Voice.SPEAKS: PersonRole.SPEAKER}


@cache
def _plover() -> dict[str, str | None]:
    return {row["type"]: row["plover"] or None for row in table("event_types", key="type")}


def assemble(
    draft: Draft,
    status: Status,
    people: Iterable[PersonMention],
    confidence: float,
    story: Story,
    now: datetime,
    also: tuple[str, ...] = (),
) -> EventRecord:
    """The record of a draft; `also` goes into its id where another event of the story has the same."""
    parties = tuple(_party(side) for side in draft.sides.values())
    place = _place(draft)
    best = best_mention(draft)
    return EventRecord(
        event_id=event_id(draft.event_type, draft.date, parties, place, story.story_id, also),
        revision=1,
        withdrawn=False,
        event_type=draft.event_type,
        plover_type=_plover()[draft.event_type],
        status=status,
        trigger=best.trigger,
        summary=best.sentence.text,
        date=draft.date,
        place=place,
        parties=parties,
        participants=tuple(_participant(person, draft) for person in people),
        amounts=_amounts(draft),
        documents=_documents(draft),
        fields=_fields(draft),
        evidence=_evidence(draft, best),
        confidence=round(confidence, 3),
        source=Source(story.story_id, story.kind, story.uri, story.url, story.publisher, story.title, story.published_at),
        extracted_at=now,
        pipeline_version=PIPELINE_VERSION,
    )


def best_mention(draft: Draft) -> EventMention:
    """The mention that says most: with its own date, then with the most sides; text before title and captions."""
    return max(
        draft.mentions,
        key=lambda m: (
            m.sentence.section in (Section.TEASER, Section.BODY),
            m.own_date,
            m.strong,
            len(m.sides),
            -m.order,
        ),
    )


def _party(side: Side) -> Party:
    party = side.party
    return Party(party.text, party.name, party.id, party.kind, party.country, side.role)


def _place(draft: Draft) -> Place | None:
    place = draft.place
    if place is None:
        return None
    return Place(place.address or place.text, place.name, place.kind.value, place.region, place.country, place.latitude, place.longitude)


def _participant(person: PersonMention, draft: Draft) -> Participant:
    party_id = person.party.id if person.party else None
    role = _ROLES.get(person.voice)
    if role is None:
        hosting = party_id in draft.sides and draft.sides[party_id].role is PartyRole.HOST
        role = PersonRole.HOST if hosting else PersonRole.ATTENDEE
    return Participant(person.name, person.id, person.titles, person.organisation, party_id, role)


def _amounts(draft: Draft) -> tuple[Amount, ...]:
    """The sums handed over; where aid names none, what it is said to be worth."""
    named = [amount for mention in draft.mentions for amount in mention.amounts]
    sums = [amount for amount in named if amount.use is AmountUse.SUM]
    if not sums and draft.event_type is EventType.AID:
        sums = named
    return tuple({(a.value, a.currency): Amount(a.value, a.currency, a.text) for a in sums}.values())


def _documents(draft: Draft) -> tuple[Document, ...]:
    found = (document for mention in draft.mentions for document in mention.documents)
    return tuple({d.text.casefold(): Document(d.kind, d.text) for d in found}.values())


def _fields(draft: Draft) -> tuple[Field, ...]:
    sentences = {mention.sentence for mention in draft.mentions}
    return tuple(sorted({field for sentence in sentences for field in find_fields(sentence.text, sentence.folded)}))


def _evidence(draft: Draft, best: EventMention) -> tuple[Evidence, ...]:
    ordered = sorted(draft.mentions, key=lambda mention: (mention is not best, mention.order))
    return tuple(dict.fromkeys(mention.sentence.evidence() for mention in ordered))
