"""One sentence with everything that the finders see in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.records import PartyKind
from transforms.extract.amounts import AmountMention, find_amounts
from transforms.extract.context import StoryContext
from transforms.extract.dates import DateMention, find_dates
from transforms.extract.documents import DocumentMention, find_documents
from transforms.extract.mentions import PartyMention, PersonMention, PlaceKind, PlaceMention
from transforms.extract.organisations import find_parties
from transforms.extract.people import find_people
from transforms.extract.places import find_places
from transforms.extract.sentences import Sentence
from transforms.extract.triggers import TriggerMention, find_triggers


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, its number in the story, and its findings, each from left to right."""

    sentence: Sentence
    order: int
    triggers: tuple[TriggerMention, ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    parties: tuple[PartyMention, ...]
    people: tuple[PersonMention, ...]
    amounts: tuple[AmountMention, ...]
    documents: tuple[DocumentMention, ...]


def read_sentence(sentence: Sentence, order: int, context: StoryContext) -> Reading:
    """Runs every finder over one sentence; words inside a name or a document's title name no event."""
    text, folded = sentence.text, sentence.folded
    places = find_places(text, folded, context.places)
    parties = find_parties(text, folded, places, context.places)
    people = find_people(text, folded, parties, places)
    documents = find_documents(text, folded)
    names = _names(places, parties, people, documents)
    triggers = tuple(trigger for trigger in find_triggers(text, sentence.cues) if not _inside(trigger, names))
    return Reading(
        sentence=sentence,
        order=order,
        triggers=triggers,
        dates=tuple(find_dates(text, folded)),
        places=tuple(places),
        parties=tuple(parties),
        people=tuple(people),
        amounts=tuple(find_amounts(text, folded)) if triggers else (),  # a sum is told of an event or not at all
        documents=tuple(documents),
    )


class Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _names(
    places: Sequence[PlaceMention], parties: Sequence[PartyMention], people: Sequence[PersonMention], documents: Sequence[DocumentMention]
) -> list[Span]:
    organisations = [party for party in parties if party.kind is PartyKind.ORGANISATION]
    sites = [place for place in places if place.kind is PlaceKind.SITE]
    return [*people, *organisations, *sites, *documents]


def hidden_triggers(reading: Reading) -> list[tuple[TriggerMention, Span]]:
    """The event words that a name holds, each with the name: a person's, an organisation's, a site's or a document's."""
    names = _names(reading.places, reading.parties, reading.people, reading.documents)
    triggers = find_triggers(reading.sentence.text, reading.sentence.cues)
    return [(trigger, name) for trigger in triggers if (name := next((n for n in names if _inside(trigger, [n])), None))]


def _inside(trigger: TriggerMention, names: Sequence[Span]) -> bool:
    return any(name.start <= trigger.start and trigger.end <= name.end for name in names)
