"""Where a story is set, so that "tỉnh", "thị xã Kỳ Anh" or a bare "Hương Sơn" can be placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoryPlaces:
    """`home` is the Vietnamese province that the story is about (ISO 3166-2), None where no one stands out.

    `regions` are all provinces that it names, the most named first; `units` says for a folded name of a district or
    village in which region and country another sentence of the story puts it.
    """

    home: str | None = None
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


def home_of(regions: Iterable[tuple[str, int]], publisher_region: str | None) -> StoryPlaces:
    """The frame of a story whose sentences name `regions` with a weight each."""
    weights = Counter[str]()
    for region, weight in regions:
        weights[region] += weight
    ranked = tuple(region for region, _ in weights.most_common())
    domestic = [region for region in ranked if region.startswith("VN-")]
    home = publisher_region
    if home is None and domestic:
        total = sum(weights[region] for region in domestic)
        home = domestic[0] if weights[domestic[0]] * 2 > total else None
    return StoryPlaces(home, ranked)
