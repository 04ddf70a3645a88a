"""Where an event's people, sums, documents and fields of cooperation come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.records import Participant
from transforms.explain.reasons import Step
from transforms.explain.rules import Rule, rules_in
from transforms.explain.words import words_at
from transforms.extract.amounts import amount_cues
from transforms.extract.drafts import Draft
from transforms.extract.fields import field_words
from transforms.extract.mentions import AmountMention, AmountUse, PersonMention, Voice
from transforms.extract.people.voice import voice_cues
from transforms.extract.reading import Reading
from transforms.extract.sentences import Sentence

_USES = {
    AmountUse.SUM: "handed over",
    AmountUse.RATE: "left out: so much for each of many",
    AmountUse.COST: "left out: nothing says that it was handed over",
}


def person_steps(person: PersonMention, participant: Participant, readings: Sequence[Reading]) -> Step:
    """A person's words with their titles, and the words that give their role."""
    says = f"{participant.name}: {participant.role.value}"
    if participant.party_id:
        says += f", for {participant.party_id}"
    reading = next((r for r in readings if any(person is other for other in r.people)), None)
    if reading is None:
        return Step(says)
    sentence = reading.sentence
    words = words_at(sentence, person.span_start, person.span_end)
    rules: tuple[Rule, ...] = rules_in("person_titles", words.text)
    if person.voice is not Voice.NONE:
        for start, end in voice_cues(sentence.folded, person)[:1]:
            side = "BEFORE" if end <= person.start else "AFTER"
            rules += rules_in("voice_cues", sentence.text[start:end], voice=person.voice.value, side=side)
    return Step(says, words, rules)


def amount_steps(draft: Draft) -> Iterator[Step]:
    """Each sum in the event's clauses, whether it counts or not."""
    for mention in draft.mentions:
        for amount in mention.amounts:
            words = words_at(mention.sentence, amount.start, amount.end)
            yield Step(_USES[amount.use], words, _amount_rules(mention.sentence, amount), used=amount.use is AmountUse.SUM)


def _amount_rules(sentence: Sentence, amount: AmountMention) -> tuple[Rule, ...]:
    cues = amount_cues(sentence.folded, amount.start, amount.end)
    telling = (rule for start, end, side in cues for rule in rules_in("money_words", sentence.text[start:end], side=side))
    return (*rules_in("currencies", amount.text)[-1:], *telling)


def document_steps(draft: Draft) -> Iterator[Step]:
    """Each document that the event's clauses name."""
    for mention in draft.mentions:
        for document in mention.documents:
            words = words_at(mention.sentence, document.start, document.end)
            yield Step(document.kind.value, words, rules_in("document_words", document.text, kind=document.kind.value)[:1])


def field_steps(draft: Draft) -> Iterator[Step]:
    """The words that tell the event's fields, one step a field and wording."""
    seen: set[tuple[str, str]] = set()
    for mention in draft.mentions:
        sentence = mention.sentence
        for found in field_words(sentence.text, sentence.folded):
            words = words_at(sentence, found.start, found.end)
            for field in sorted(found.value):
                if (field.value, words.text.lower()) not in seen:
                    seen.add((field.value, words.text.lower()))
                    yield Step(field.value, words, rules_in("field_words", words.text, field=field.value)[:1])
