"""Takes parties out of a draft that its mentions name without their being sides of the event."""

from __future__ import annotations

from collections import Counter

from schemas.records import PartyKind, Section
from transforms.extract.drafts import Draft

# From so many mentions on, a party named in one of them only is a bystander.
_SEVERAL = 3


def drop_bystanders(draft: Draft) -> None:
    """Leaves a draft the parties that are its sides."""
    _drop_countries(draft)
    _drop_short_names(draft)
    _drop_passing(draft)


def _drop_countries(draft: Draft) -> None:
    """A country beside its own province, as in "tỉnh Khăm Muộn của Lào": the province is the side.

    Both stay where more of the draft's mentions name the country than the province.
    """
    named = Counter(side.party.id for mention in draft.mentions for side in mention.sides)
    for province in [side.party for side in draft.sides.values() if side.party.kind is PartyKind.PROVINCE]:
        if province.country in draft.sides and named[province.country] <= named[province.id]:
            del draft.sides[province.country]


def _drop_short_names(draft: Draft) -> None:
    """An organisation by its short name ("Hội Nông dân tỉnh") beside the full one."""
    names = [side.party.id for side in draft.sides.values() if side.party.kind is PartyKind.ORGANISATION]
    for name in names:
        if any(other.startswith(f"{name}-") for other in names):
            del draft.sides[name]


def _drop_passing(draft: Draft) -> None:
    """A party that one passing mention of several names: not the headline, the lead, nor one with the date."""
    telling = [mention for mention in draft.mentions if mention.sides]
    if len(telling) < _SEVERAL:
        return
    named = Counter(side.party.id for mention in telling for side in mention.sides)
    sure = {
        side.party.id
        for mention in telling
        for side in mention.sides
        if mention.own_date or mention.sentence.section in (Section.TITLE, Section.TEASER)
    }
    for party_id in [party_id for party_id in draft.sides if named[party_id] == 1 and party_id not in sure]:
        del draft.sides[party_id]
