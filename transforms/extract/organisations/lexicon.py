"""The bodies that `seeds/lexicon/` knows by name or by the words their names begin with, in one matcher, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from transforms.lexicon import check, table
from transforms.matching import PhraseMatcher
from transforms.text import fold, slug


class BodyKind(StrEnum):
    """What a body counts as, see `organ_heads.tsv`; OWN is known by its whole name."""

    LOCAL = "LOCAL"
    NATIONAL = "NATIONAL"
    MISSION = "MISSION"
    MASS = "MASS"
    FRONT = "FRONT"
    NAMED = "NAMED"
    OWN = "OWN"
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the tables know it. `level` is the unit of a LOCAL one; `name` and `country` are those of an OWN one."""

    kind: BodyKind
    level: str = ""
    name: str = ""
    country: str | None = None
    capital: bool = False


@cache
def bodies() -> PhraseMatcher[Body]:
    """All bodies, built at the first call.

    Raises:
        LexiconError: a doubled phrase, or a kind or level that is unknown.
    """
    check("organ_heads", "kind", set(BodyKind) - {BodyKind.OWN})
    check("organ_heads", "level", {"PROVINCE", "DISTRICT", "ABROAD"})
    phrases: dict[str, Body] = {}
    for row in table("organ_heads", "phrase"):
        phrases[fold(row["phrase"])] = Body(BodyKind(row["kind"]), row["level"])
    for row in table("government_fields", "field"):
        if row["of"] != "sở":
            phrases[fold(f"bộ {row['field']}")] = Body(BodyKind.NATIONAL)
        if row["of"] != "bộ":
            phrases[fold(f"sở {row['field']}")] = Body(BodyKind.LOCAL, "PROVINCE")
    for row in table("organisations", "name"):
        body = Body(BodyKind.OWN, name=row["name"], country=row["country"] or None, capital=True)
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            phrases[fold(name)] = body
    for row in table("not_heads", "phrase"):
        phrases.setdefault(fold(row["phrase"]), Body(BodyKind.NOTHING))
    return PhraseMatcher(phrases.items())


@cache
def _long_forms() -> dict[str, str]:
    return {slug(row["short"]): slug(row["long"]) for row in table("organisation_abbreviations", "short")}


@lru_cache(maxsize=1 << 12)
def organisation_id(name: str) -> str:
    """The slug of an organisation's name, its abbreviations spelled out.

    >>> organisation_id("Hội LHPN tỉnh Hà Tĩnh")
    'hoi-lien-hiep-phu-nu-tinh-ha-tinh'
    """
    return "-".join(_long_forms().get(part, part) for part in slug(name).split("-"))
