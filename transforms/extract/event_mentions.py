"""Each event that a sentence names, with the date, place, sides, people and things that its own clause gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.records import EventDate, EventType
from transforms.extract.amounts import AmountMention
from transforms.extract.clauses import clause_spans
from transforms.extract.context import StoryContext
from transforms.extract.dates import DateMention
from transforms.extract.dating import choose_date, forward, usable_dates
from transforms.extract.documents import DocumentMention
from transforms.extract.location import acting, event_place, located
from transforms.extract.mentions import PartyMention, PersonMention, PlaceMention, Voice
from transforms.extract.modality import Mood, moods
from transforms.extract.pairs import party_groups
from transforms.extract.reading import Reading
from transforms.extract.sentences import Sentence
from transforms.extract.sides import Side, by_name, sides
from transforms.extract.triggers import Frame, TriggerMention
from transforms.extract.types import event_type

# How far the words reach that decide what a trigger means.
_NEAR = 40
# Opens a list of partners: the side that meets them stands before the word.
_PARTNERS = " với "
_JOINT = re.compile(r"\svà\s|,\s")


@dataclass(frozen=True, slots=True)
class EventMention:
    """One naming of an event: `trigger` is the words, `own_date` whether its clause holds the date.

    `start` and `end` of the words and the `clause` around them are offsets in the sentence, `date_words` what its date was
    read from. `named_type` is the type of the words, `event_type` what they mean in their clause. `acted` where somebody
    stands right before the words, as their subject; `quoted` where somebody else's speech tells of it.

    `one_of_several` where the same words name other events with other sides ("hai hội nghị").
    """

    event_type: EventType
    named_type: EventType
    trigger: str
    start: int
    end: int
    clause: tuple[int, int]
    strong: bool
    noun: bool
    frame: Frame
    sentence: Sentence
    order: int
    date: EventDate
    date_words: DateMention | None
    own_date: bool
    place: PlaceMention | None
    sides: tuple[Side, ...]
    one_of_several: bool
    people: tuple[PersonMention, ...]
    amounts: tuple[AmountMention, ...]
    documents: tuple[DocumentMention, ...]
    moods: frozenset[Mood]
    acted: bool
    quoted: bool

    @property
    def types(self) -> set[EventType]:
        """The types of events that it can speak of again: "hội nghị" alone may be a conference or a session."""
        return {self.event_type, self.named_type} if self.noun and self.date.value is None else {self.event_type}

    @property
    def planned(self) -> bool:
        """Whether the words look ahead only."""
        return Mood.FUTURE in self.moods and Mood.PAST not in self.moods

    @property
    def told(self) -> bool:
        """Whether the words look back only."""
        return Mood.PAST in self.moods and Mood.FUTURE not in self.moods


def event_mentions(reading: Reading, context: StoryContext, near: EventDate | None = None) -> list[EventMention]:
    """The events that one sentence names; several of one type only where its clauses tell them apart."""
    found: list[EventMention] = []
    if not reading.triggers:
        return found
    for start, end in clause_spans(reading.sentence.cues, [t.start for t in reading.triggers], _fresh_starts(reading)):
        inside = [trigger for trigger in reading.triggers if start <= trigger.start < end]
        for trigger in _one_a_type(inside):
            found.extend(_mentions(reading, context, trigger, (start, end), near))
    return found


def _one_a_type(triggers: Sequence[TriggerMention]) -> list[TriggerMention]:
    """The surest naming of each type, the first where equal: "đến chào xã giao và làm việc với" is one visit."""
    best: dict[EventType, TriggerMention] = {}
    for mention in triggers:
        known = best.get(mention.trigger.event_type)
        if known is None or (mention.trigger.strong and not known.trigger.strong):
            best[mention.trigger.event_type] = mention
    return sorted(best.values(), key=lambda mention: mention.start)


def _fresh_starts(reading: Reading) -> list[int]:
    """Where an event is followed by one with a date of its own: "ký ở A ngày 5/3 và thăm B ngày 6/3", "ký, thay cho bản ký ngày 5/3"."""
    starts = []
    for before, trigger in zip(reading.triggers, reading.triggers[1:], strict=False):
        dated = [date.end for date in reading.dates if before.end <= date.start and date.end <= trigger.start]
        repeated = before.trigger.event_type is trigger.trigger.event_type and not (before.trigger.noun or trigger.trigger.noun)
        if (dated or repeated) and any(date.start >= trigger.end for date in reading.dates):
            joints = [joint.start() for joint in _JOINT.finditer(reading.sentence.cues, dated[-1] if dated else before.end, trigger.start)]
            conjunctions = [at for at in joints if reading.sentence.cues.startswith(" và", at)]
            starts += (conjunctions or joints)[-1:]
    return starts


def _mentions(
    reading: Reading, context: StoryContext, found: TriggerMention, clause: tuple[int, int], near_day: EventDate | None
) -> list[EventMention]:
    sentence, trigger, (start, end) = reading.sentence, found.trigger, clause
    dates = usable_dates(sentence.cues, reading.dates, reading.documents)
    mood = moods(sentence.cues, clause, found.start, found.end, trigger.noun)
    mood |= {Mood.FUTURE} if forward(dates, start, end) else frozenset()
    date, date_words, own_date = choose_date(dates, context, found, clause, mood, near_day)
    places = located(sentence.folded, reading.places, reading.parties)
    near = words_beside(sentence.cues, clause, found.start, found.end)
    groups = party_groups(sentence.cues, _clause_parties(reading, places, found, start, end), found.start, found.end)
    told = [sides(sentence.cues, by_name(group, reading.people), found.start, found.end, trigger.frame) for group in groups]
    first = EventMention(
        event_type=event_type(trigger.event_type, trigger.strong, near, told[0]),
        named_type=trigger.event_type,
        trigger=sentence.text[found.start : found.end],
        start=found.start,
        end=found.end,
        clause=clause,
        strong=trigger.strong,
        noun=trigger.noun,
        frame=trigger.frame,
        sentence=sentence,
        order=reading.order,
        date=date,
        date_words=date_words,
        own_date=own_date,
        place=event_place(sentence.cues, [p for p in places if start <= p.start < end] or places, found.start, found.end),
        sides=told[0],
        one_of_several=len(groups) > 1,
        people=tuple(person for person in reading.people if start <= person.start < end) or reading.people,
        amounts=tuple(amount for amount in reading.amounts if start <= amount.start < end),
        documents=tuple(document for document in reading.documents if start <= document.start < end),
        moods=mood,
        acted=any(0 <= found.start - name.end <= _NEAR for name in (*reading.parties, *reading.people)),
        quoted=_is_quoted(reading, found),
    )
    others = [replace(first, sides=own, event_type=event_type(trigger.event_type, trigger.strong, near, own)) for own in told[1:]]
    return [first, *others]


def words_beside(cues: str, clause: tuple[int, int], start: int, end: int) -> str:
    """The words of a clause that decide what a trigger from `start` to `end` means: those near it."""
    return cues[max(clause[0], start - _NEAR) : min(clause[1], end + _NEAR)]


def _clause_parties(
    reading: Reading, places: Sequence[PlaceMention], found: TriggerMention, start: int, end: int
) -> Sequence[PartyMention]:
    """The parties of a trigger's clause, else of its sentence; only those of "giữa A với B" where these follow the word itself.

    A clause that only names partners shares the subject of the sentence: "A hội đàm với B và chiều hội đàm với C".
    """
    actors = acting(reading.sentence.folded, reading.parties, places, reading.people)
    inside = [party for party in actors if start <= party.start < end] or actors
    if start > 0 and inside and inside[0].start >= found.end and reading.sentence.cues.startswith(_PARTNERS, found.end):
        inside = [*[party for party in actors if party.start < start][:1], *inside]
    if found.trigger.frame not in (Frame.MEETS, Frame.SIGNS):
        return inside
    complement = [party for party in inside if party.start >= found.end]
    partners = complement and reading.sentence.cues.startswith(_PARTNERS, found.end)
    if partners or (complement and complement[0].start - found.end > _NEAR):
        return inside
    last = next((i for i, (a, b) in enumerate(zip(complement, complement[1:], strict=False)) if b.start - a.end > _NEAR), len(complement))
    complement = complement[: last + 1]
    return complement if len({party.id for party in complement}) >= 2 else inside


def _is_quoted(reading: Reading, found: TriggerMention) -> bool:
    """Whether a trigger stands in quotation marks, or behind a person who speaks."""
    if sum(reading.sentence.folded.count(mark, 0, found.start) for mark in '"') % 2:
        return True
    return any(person.voice in (Voice.SPEAKS, Voice.QUOTED) and person.end < found.start for person in reading.people)
