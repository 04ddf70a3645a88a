"""The profiles of `html_profiles.tsv`: which selectors find the parts of an article on which site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from transforms.lexicon import LexiconError, check, table
from transforms.sites import by_site

PARTS = ("TITLE", "LEAD", "BODY", "TIME", "TOPIC", "CAPTION", "RELATED", "RELATED_TITLE", "RELATED_LEAD", "REMOVE")


@dataclass(frozen=True, slots=True)
class Profile:
    """Selectors of one content system, by part; each tuple in the order of the table."""

    name: str
    selectors: dict[str, tuple[str, ...]]

    def each(self, part: str) -> tuple[str, ...]:
        """The selectors of a part, to be tried in turn."""
        return self.selectors.get(part, ())

    def all(self, part: str) -> str:
        """One selector that matches whatever any row of the part does, '' where there is none."""
        return ", ".join(self.each(part))


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, in the order of the table."""
    check("html_profiles", "part", set(PARTS))
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in table("html_profiles"):
        parts = found.setdefault(row["profile"], {})
        parts[row["part"]] = (*parts.get(row["part"], ()), row["selector"])
    for name, parts in found.items():
        if not {"TITLE", "BODY"} <= set(parts):
            raise LexiconError(f"html_profiles.tsv: profile {name!r} needs a TITLE and a BODY")
    return tuple(Profile(name, parts) for name, parts in found.items())


def profile_of(url: str | None) -> Profile | None:
    """The profile of the site that an address is on, None for an unknown site."""
    return by_site(url, _sites())


@cache
def _sites() -> dict[str, Profile]:
    known = {profile.name: profile for profile in profiles()}
    check("html_sites", "profile", known)
    return {row["domain"]: known[row["profile"]] for row in table("html_sites", key="domain")}
