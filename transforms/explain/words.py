"""Words of a sentence as exact slices of their story, and the cues around the words of an event."""

from __future__ import annotations

from schemas.records import Evidence
from transforms.explain.reasons import Step
from transforms.explain.rules import rules_in
from transforms.extract.event_mentions import EventMention
from transforms.extract.modality import mood_cues
from transforms.extract.sentences import Sentence


def words_at(sentence: Sentence, start: int, end: int) -> Evidence:
    """The slice of the story that stands from `start` to `end` of a sentence."""
    return Evidence(sentence.section, sentence.index, sentence.start + start, sentence.start + end, sentence.text[start:end])


def trigger_words(mention: EventMention) -> Evidence:
    """The words that name the event."""
    return words_at(mention.sentence, mention.start, mention.end)


def mood_steps(mention: EventMention) -> list[Step]:
    """The moods of an event's words, one step a cue."""
    sentence = mention.sentence
    steps = []
    for cue in mood_cues(sentence.cues, mention.clause, mention.start, mention.end, mention.noun):
        words = words_at(sentence, cue.start, cue.end)
        steps.append(Step(cue.value.value, words, rules_in("modality", words.text, kind=cue.value.value)))
    return steps
