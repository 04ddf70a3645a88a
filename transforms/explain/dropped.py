"""What was considered and gave no record: unlikely events, event words inside names, words that only look like an event's."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.explain.answers import type_steps
from transforms.explain.reasons import Dropped, Step, Weighing, Why
from transforms.explain.rules import rules_in
from transforms.explain.words import mood_steps, trigger_words, words_at
from transforms.extract.mentions import DocumentMention, PartyMention, PersonMention, PlaceMention
from transforms.extract.reading import Reading, hidden_triggers
from transforms.extract.scoring import contributions
from transforms.extract.story import KEEP, Candidate, StoryReading
from transforms.extract.triggers import find_lookalikes, find_triggers

# What holds an event's word as a part of its name, and the tables that such names are known by.
_NAMES = {
    PersonMention: ("a person's name", ()),
    PartyMention: ("a body's name", ("organ_heads", "organisations")),
    PlaceMention: ("a site's name", ("landmarks",)),
    DocumentMention: ("a document's name", ("document_words",)),
}


def weighing(candidate: Candidate) -> Weighing:
    """The scores of a candidate by part, what weighs most first."""
    parts = sorted(contributions(candidate.found), key=lambda part: -abs(part.relevance))
    return Weighing(candidate.score, KEEP, tuple(parts))


def dropped(reading: StoryReading) -> tuple[Dropped, ...]:
    """All that was dropped: what was weighed first, then by place in the story."""
    weighed = [_weighed(candidate) for candidate in reading.candidates if not candidate.kept]
    named = {(m.order, m.start) for candidate in reading.candidates for m in candidate.draft.mentions}
    return (*weighed, *(item for each in reading.readings for item in _unweighed(each, named)))


def _weighed(candidate: Candidate) -> Dropped:
    draft = candidate.draft
    steps = [step for mention in draft.mentions for step in (*type_steps(mention), *mood_steps(mention))]
    if draft.date.value:
        steps.append(Step(f"date {draft.date.value}" + (", the main event's" if "date" in draft.inherited else "")))
    return Dropped(
        Why.UNREAL if candidate.unreal else Why.UNLIKELY,
        trigger_words(draft.first),
        draft.event_type,
        tuple(dict.fromkeys(steps)),
        weighing(candidate),
    )


def _unweighed(reading: Reading, named: set[tuple[int, int]]) -> Iterator[Dropped]:
    sentence = reading.sentence
    found: list[tuple[int, Dropped]] = []
    for trigger, name in hidden_triggers(reading):
        words = words_at(sentence, trigger.start, trigger.end)
        says, tables = _NAMES[type(name)]
        holder = words_at(sentence, name.start, name.end)
        step = Step(says, holder, tuple(rule for table in tables for rule in rules_in(table, holder.text)))
        found.append((trigger.start, Dropped(Why.IN_NAME, words, trigger.trigger.event_type, (step,))))
    for start, end in find_lookalikes(sentence.text, sentence.cues):
        words = words_at(sentence, start, end)
        if hidden := _hidden_in(words.text):
            rules = (*rules_in("triggers", words.text)[:1], *rules_in("triggers", hidden)[:1])
            steps = (Step(f"hides “{hidden}”", words, rules),)
            found.append((start, Dropped(Why.LOOKALIKE, words, None, steps)))
    for trigger in reading.triggers:
        if (reading.order, trigger.start) not in named:
            words = words_at(sentence, trigger.start, trigger.end)
            steps = (Step(f"names {trigger.trigger.event_type.value}", words, rules_in("triggers", words.text)[:1]),)
            found.append((trigger.start, Dropped(Why.NAMED_ALREADY, words, trigger.trigger.event_type, steps)))
    yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _hidden_in(phrase: str) -> str | None:
    """The event's word that a phrase without its first or last word would be."""
    for part in (phrase.partition(" ")[2], phrase.rpartition(" ")[0]):
        for trigger in find_triggers(part):
            return part[trigger.start : trigger.end]
    return None
