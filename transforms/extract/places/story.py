"""Where a story is set, so that "tỉnh", "thị xã Kỳ Anh" or a bare "Hương Sơn" can be placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

# How many times more often a story must name places of one foreign country than Vietnam's to be set there.
_MOSTLY = 3


@dataclass(frozen=True, slots=True)
class StoryPlaces:
    """`home` is the Vietnamese province that the story is about (ISO 3166-2), None where no one stands out.

    `country` is where it plays (ISO 3166-1): Vietnam, unless nearly all provinces and towns that it names lie elsewhere.

    `regions` are all provinces that it names, the most named first; `units` says for a folded name of a district or
    village in which region and country another sentence of the story puts it.
    """

    home: str | None = None
    country: str = "VN"
    regions: tuple[str, ...] = ()
    units: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def pick(self, regions: Collection[str]) -> str | None:
        """The one of several regions that a name may mean here: the one the story names most, or the only one."""
        if len(regions) == 1:
            return next(iter(regions))
        if self.home in regions:
            return self.home
        return next((region for region in self.regions if region in regions), None)

    def abroad(self) -> str | None:
        """The one province outside Vietnam that the story names, None where it names none or several."""
        foreign = [region for region in self.regions if not region.startswith("VN-")]
        return foreign[0] if len(foreign) == 1 else None


def home_of(
    regions: Iterable[tuple[str | None, str, int]],
    publisher_region: str | None,
    units: Mapping[str, tuple[str | None, str | None]],
) -> StoryPlaces:
    """The frame of a story that names places in `regions` and countries with a weight each."""
    weights, lands = Counter[str](), Counter[str]()
    for region, country, weight in regions:
        lands[country] += weight
        if region:
            weights[region] += weight
    ranked = tuple(region for region, _ in weights.most_common())
    domestic = [region for region in ranked if region.startswith("VN-")]
    home, country = publisher_region, "VN"
    abroad, elsewhere = max(((land, weight) for land, weight in lands.items() if land != "VN"), key=itemgetter(1), default=("VN", 0))
    if home is None and elsewhere > _MOSTLY * lands["VN"]:
        country = abroad
    elif home is None and domestic and weights[domestic[0]] * 2 > sum(weights[region] for region in domestic):
        home = domestic[0]
    return StoryPlaces(home, country, ranked, units)
