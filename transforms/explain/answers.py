"""How each field of an event's record came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from schemas.records import EventRecord, Evidence, Story
from transforms.explain.dates import date_steps
from transforms.explain.parts import amount_steps, document_steps, field_steps, person_steps
from transforms.explain.reasons import Answer, Step
from transforms.explain.rules import Rule, rules_in
from transforms.explain.words import mood_steps, trigger_words, words_at
from transforms.extract.assembly import best_mention
from transforms.extract.drafts import Draft
from transforms.extract.event_mentions import EventMention, words_beside
from transforms.extract.identity import id_parts
from transforms.extract.mentions import PartyMention, PlaceKind, PlaceMention
from transforms.extract.sides import Side
from transforms.extract.status import Told, told_status
from transforms.extract.story import Candidate, StoryReading
from transforms.extract.types import shift_of

_PLACE_TABLES = {
    PlaceKind.COUNTRY: ("countries",),
    PlaceKind.PROVINCE: ("provinces",),
    PlaceKind.DISTRICT: ("cities", "vn_districts", "vn_districts_former"),
    PlaceKind.COMMUNE: ("vn_communes",),
    PlaceKind.BORDER_GATE: ("border_gates",),
    PlaceKind.SITE: ("landmarks",),
}
_PARTY_TABLES = ("organ_heads", "government_fields", "organisations", "provinces", "countries")


@dataclass(frozen=True, slots=True)
class Case:
    """A kept candidate with its record, its story, the story's main candidate and everything read."""

    candidate: Candidate
    record: EventRecord
    story: Story
    main: Candidate
    reading: StoryReading

    @property
    def draft(self) -> Draft:
        return self.candidate.draft


def answers(case: Case) -> tuple[Answer, ...]:
    """The fields of the record in the order in which they are decided; those that hold nothing are left out."""
    record = case.record
    parts: tuple[tuple[str, str, Callable[[Case], Iterator[Step]]], ...] = (
        ("event_type", record.event_type.value, _type_steps),
        ("status", record.status.value, _status_steps),
        (
            "date",
            record.date.value or "unknown",
            _date_steps,
        ),
        ("place", _place_name(record), _place_steps),
        ("parties", ", ".join(f"{p.name} ({p.id}) {p.role.value}" for p in record.parties), _party_steps),
        ("participants", ", ".join(f"{p.name} {p.role.value}" for p in record.participants), _people_steps),
        ("amounts", ", ".join(f"{a.value:,f} {a.currency}" for a in record.amounts), lambda c: amount_steps(c.draft)),
        ("documents", ", ".join(d.kind.value for d in record.documents), lambda c: document_steps(c.draft)),
        ("fields", ", ".join(f.value for f in record.fields), lambda c: field_steps(c.draft)),
        ("evidence", f"{len(record.evidence)} sentence" + "s" * (len(record.evidence) > 1), _evidence_steps),
        ("event_id", record.event_id, _id_steps),
    )
    found = (Answer(field, value, tuple(dict.fromkeys(steps(case)))) for field, value, steps in parts)
    return tuple(answer for answer in found if answer.value or answer.steps)


def type_steps(mention: EventMention) -> Iterator[Step]:
    """From an event's words to its type."""
    words = trigger_words(mention)
    yield Step(f"names {mention.named_type.value}", words, rules_in("triggers", words.text)[:1])
    if mention.event_type is mention.named_type:
        return
    near = words_beside(mention.sentence.cues, mention.clause, mention.start, mention.end)
    shift = shift_of(mention.named_type, near, mention.sides)
    if shift:
        rule = Rule("type_context", shift.context, f"{shift.origin.value} becomes {shift.becomes.value}, sides {shift.sides}")
        yield Step(f"{mention.named_type.value} becomes {mention.event_type.value}: the words beside it", None, (rule,))
    else:
        sides = f"{len(mention.sides)} side" + "s" * (len(mention.sides) != 1)
        yield Step(f"{mention.named_type.value} becomes {mention.event_type.value}: it has {sides}")


def _type_steps(case: Case) -> Iterator[Step]:
    for mention in case.draft.mentions:
        yield from type_steps(mention)
    plover = case.record.plover_type
    yield Step(f"PLOVER {plover or 'none'}", None, rules_in("event_types", case.record.event_type.value) if plover else ())


def _date_steps(case: Case) -> Iterator[Step]:
    return date_steps(case.draft, case.candidate is case.main, case.reading, case.story)


def _status_steps(case: Case) -> Iterator[Step]:
    _, told = told_status(case.draft, case.main.draft, case.reading.context.published, case.reading.context.clock.year)
    yield Step(told.value)
    if told is not Told.CALENDAR:
        for mention in case.draft.mentions:
            yield from mood_steps(mention)


def _place_name(record: EventRecord) -> str:
    place = record.place
    return f"{place.name} ({place.kind}, {place.region or place.country or 'unknown'})" if place else ""


def _place_steps(case: Case) -> Iterator[Step]:
    place = case.draft.place
    if place is None:
        return
    if "place" in case.draft.inherited:
        yield Step("no words place it: the story's main event on that day does")
    yield Step("", _words_of(case, place), _rules_of_place(place))


def _rules_of_place(place: PlaceMention) -> tuple[Rule, ...]:
    found = [rule for name in _PLACE_TABLES[place.kind] for rule in rules_in(name, place.name)]
    return tuple(found[:1])


def _words_of(case: Case, span: PlaceMention | PartyMention) -> Evidence | None:
    """Where the words of a place or side stand: in the event's own sentences, else in the first that holds them."""
    own = [case.reading.readings[mention.order] for mention in case.draft.mentions]
    for reading in (*own, *case.reading.readings):
        if reading.sentence.text[span.start : span.end] == span.text:
            return words_at(reading.sentence, span.start, span.end)
    return None


def _party_steps(case: Case) -> Iterator[Step]:
    for party_id, side in case.draft.sides.items():
        party = side.party
        mention = next((m for m in case.draft.mentions if any(side is own for own in m.sides)), None)
        words = words_at(mention.sentence, party.start, party.end) if mention else _words_of(case, party)
        rules = tuple(rule for name in _PARTY_TABLES for rule in rules_in(name, party.text))
        yield Step(f"{party_id}, {_role(side, mention)}", words, rules)
    for mention in case.draft.mentions:
        for side in mention.sides:
            if side.party.id not in case.draft.sides:
                words = words_at(mention.sentence, side.party.start, side.party.end)
                yield Step(f"{side.party.id}, left out: only named beside the sides", words, used=False)


def _role(side: Side, mention: EventMention | None) -> str:
    if mention is None:
        return f"{side.role.value}: a side of the story's main event on that day"
    where = "before" if side.party.end <= mention.start else "behind"
    return f"{side.role.value}: {where} “{mention.trigger}” ({mention.frame.value})"


def _people_steps(case: Case) -> Iterator[Step]:
    for person, participant in zip(case.candidate.people, case.record.participants, strict=True):
        yield person_steps(person, participant, case.reading.readings)


def _evidence_steps(case: Case) -> Iterator[Step]:
    best = best_mention(case.draft)
    for mention in sorted(case.draft.mentions, key=lambda m: (m is not best, m.order)):
        says = "says it best: the summary" if mention is best else "tells of it again"
        found = mention.sentence.evidence()
        yield Step(says, found)


def _id_steps(case: Case) -> Iterator[Step]:
    record = case.record
    parts = id_parts(record.event_type, record.date, record.parties, record.place, record.source.story_id)
    if "story" in parts:
        yield Step("too vague to be known again elsewhere: made from type, date, sides and this story")
    else:
        yield Step(f"the same in every story that says {' · '.join(filter(None, parts))}")


def main_of(candidates: Sequence[Candidate]) -> Candidate:
    """The candidate that the story is about."""
    return next(candidate for candidate in candidates if candidate.found["main"])
