"""Makes one story of several versions of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from schemas.records import Match, PublishedBasis, Sighting, Story, StoryKind
from transforms.fold.compare import Verdict, compare
from transforms.fold.fingerprint import Fullness, fingerprint, fullness

_MATCHES = tuple(Match)  # from the closest down
_BASES = tuple(PublishedBasis)  # from the most trusted down


def merge(stories: Iterable[Story]) -> Story:
    """The fullest of the versions of one story, with the sightings of all.

    What the fullest lacks of link, source, topic and date is taken from the others; of several dates the most trusted
    counts, then the earliest. The order of `stories` does not matter, nor whether some were merged before: only the
    similarity of a sighting is that to the version it was merged into, so it may be the lower of two on the way.
    """
    versions = list(stories)
    if len(versions) == 1:
        return versions[0]
    versions.sort(key=_order)
    fullest = versions[-1]
    published_at, basis = min(((story.published_at, story.published_basis) for story in versions), key=trust)
    return replace(
        fullest,
        publisher=_first(story.publisher for story in versions),
        url=_first(story.url for story in versions),
        topic=_first(story.topic for story in versions),
        published_at=published_at,
        published_basis=basis,
        sightings=_sightings(fullest, versions),
    )


def _order(story: Story) -> tuple[Fullness, str]:
    return fullness(story), story.uri


def trust(dated: tuple[datetime | None, PublishedBasis]) -> tuple[bool, int, float]:
    """Orders publication dates: the most trusted first, then the earliest; none at all comes last."""
    moment, basis = dated
    return moment is None, _BASES.index(basis), moment.timestamp() if moment else 0.0


def _first(values: Iterable[str | None]) -> str | None:
    """The shortest value: a link without tracking, a name without additions."""
    return min((value for value in values if value), key=lambda value: (len(value), value), default=None)


def _sightings(fullest: Story, versions: Iterable[Story]) -> tuple[Sighting, ...]:
    kept: dict[tuple[str, StoryKind], Sighting] = {}
    for story in versions:
        verdict = None if story is fullest else compare(fingerprint(story), fingerprint(fullest))
        for sighting in story.sightings:
            weakened = _weaken(sighting, verdict) if verdict else sighting
            key = sighting.uri, sighting.kind
            kept[key] = max(kept.get(key, weakened), weakened, key=_closeness)
    return tuple(kept[key] for key in sorted(kept))


def _weaken(sighting: Sighting, verdict: Verdict) -> Sighting:
    match = max(sighting.match, verdict.match, key=_MATCHES.index)
    return replace(sighting, match=match, similarity=min(sighting.similarity, verdict.similarity))


def _closeness(sighting: Sighting) -> tuple[int, float]:
    return -_MATCHES.index(sighting.match), sighting.similarity
