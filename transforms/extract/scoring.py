"""How sure a draft is: a linear model over readable features, its weights in a table that a script fits on annotated stories.

Two logistic scores a draft: `confidence`, that a careful reader would call it an event of the story, and `relevance`,
that it is among the story's news rather than its background. Source: weights by `scripts/fit_weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from schemas.records import DateBasis, EventType, PartyRole, Precision, Section
from transforms.extract.drafts import Draft, in_section
from transforms.extract.mentions import AmountUse
from transforms.extract.modality import Mood
from transforms.extract.scene import EARLY
from transforms.lexicon import table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

BIAS = "bias"
# Heads the features that are an event's words themselves; only words met often enough have a weight.
WORD = "word "
_ALL = {mood: f"all {mood.value.lower()}" for mood in Mood}
_OPPOSITES = ({PartyRole.DONOR, PartyRole.RECIPIENT}, {PartyRole.HOST, PartyRole.GUEST})


@dataclass(frozen=True, slots=True)
class Score:
    confidence: float
    relevance: float


def features(draft: Draft, main: Draft, drafts: Sequence[Draft]) -> dict[str, float]:
    """What is known of a draft, by readable names; every value is about 0 to 1."""
    mentions = draft.mentions
    first = draft.first
    rivals = list(islice((other for other in drafts if other.event_type is draft.event_type), 5))
    own_day = any(m.own_date and m.date.precision in (Precision.DAY, Precision.INTERVAL) for m in mentions)
    own_coarse = not own_day and any(m.own_date for m in mentions)
    found = {
        BIAS: 1.0,
        f"type {draft.event_type.value}": 1.0,
        "main": float(draft is main),
        "main's type": float(draft is not main and draft.event_type is main.event_type),
        "in title": float(in_section(draft, Section.TITLE)),
        "in teaser": float(in_section(draft, Section.TEASER)),
        "early": float(first.order <= EARLY),
        "late": min(first.order, 30) / 30,
        "captions only": float(all(m.sentence.section is Section.CAPTION for m in mentions)),
        "told again": min(len(mentions) - 1, 4) / 4,
        "strong": float(any(m.strong for m in mentions)),
        "noun": float(any(m.noun for m in mentions)),
        "own day": float(own_day),
        "own month or year": float(own_coarse),
        "no date": float(draft.date.value is None),
        "explicit date": float(draft.date.basis is DateBasis.EXPLICIT and "date" not in draft.inherited),
        "own place": float("place" not in draft.inherited and draft.place is not None),
        "no sides": float(not draft.sides),
        "two sides": float(len(draft.sides) >= 2),
        "sides inherited": float("sides" in draft.inherited),
        "both roles": float(any(roles <= {side.role for side in draft.sides.values()} for roles in _OPPOSITES)),
        "people": float(any(m.people for m in mentions)),
        "sum": float(any(a.use is AmountUse.SUM for m in mentions for a in m.amounts)),
        "document": float(any(m.documents for m in mentions)),
        "tied to the scene": float(any(opens_in_scene(m.sentence.cues) for m in mentions)),
        "told as past": float(any(Mood.PAST in m.moods for m in mentions)),
        "acted": float(any(m.acted for m in mentions)),
        "only quoted": float(all(m.quoted for m in mentions)),
        "aid with a sum": float(draft.event_type is EventType.AID and any(m.amounts for m in mentions)),
        "rivals of its type": (len(rivals) - 1) / 4,
    }
    found |= {WORD + mention.sentence.cues[mention.start : mention.end]: 1.0 for mention in mentions}
    shared = frozenset.intersection(*(mention.moods for mention in mentions))
    return found | {name: float(mood in shared) for mood, name in _ALL.items()}


@cache
def _scene_cues() -> PhraseMatcher[str]:
    return PhraseMatcher(((row["cue"], row["cue"]) for row in table("scene_cues", key="cue")), fold_spelling)


def opens_in_scene(cues: str) -> bool:
    """Whether a sentence (folded for spelling) opens with words that tie it to the main event.

    >>> opens_in_scene("dịp này, đoàn đã trao quà")
    True
    """
    return any(match.start == 0 for match in _scene_cues().find(cues[:40], cues[:40]))


# What a feature adds to both scores, by name.
Weights = Mapping[str, tuple[float, float]]


@cache
def _weights() -> Weights:
    return {row["feature"]: (float(row["confidence"]), float(row["relevance"])) for row in table("weights", key="feature")}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to both scores, in log-odds."""

    feature: str
    value: float
    confidence: float
    relevance: float


def contributions(found: Mapping[str, float]) -> list[Contribution]:
    """What each feature that a draft has and the table knows adds, in the order of `features`."""
    known = {name: value for name, value in found.items() if value and name in _weights()}
    return [Contribution(name, value, *(value * weight for weight in _weights()[name])) for name, value in known.items()]


def score(found: Mapping[str, float], weights: Weights | None = None) -> Score:
    """The two scores of a draft's features, each 0 to 1; by the weights of the table where none are given."""
    weights = _weights() if weights is None else weights
    sums = [0.0, 0.0]
    for name, value in found.items():
        if value:
            for index, weight in enumerate(weights.get(name, (0.0, 0.0))):
                sums[index] += value * weight
    return Score(*(1 / (1 + math.exp(-total)) for total in sums))
