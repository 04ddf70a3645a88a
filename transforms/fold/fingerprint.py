"""What is kept of a story to know it again: small, so that it can travel and be remembered in place of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

from schemas.records import PublishedBasis, Story, StoryKind
from transforms.fold.links import canonical_link
from transforms.partition import VIETNAM
from transforms.teaser import strip_dateline
from transforms.text import slug, words

# What lies past these is not compared: a lead is one paragraph, and a fingerprint stays below one kilobyte.
_TITLE_CHARACTERS = 200
_LEAD_CHARACTERS = 480
_SKETCH = 2
_MASK = (1 << 24) - 1  # hashes of words and of runs of four stay so small that Python adds them fast
_LEAD_KEY_WORDS = 8
_TRUSTED = (PublishedBasis.METADATA, PublishedBasis.FEED, PublishedBasis.URL)


Fullness = tuple[bool, int, str]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A story's teaser, scope and link.

    `uid` names one reading of one place, `day` is the proleptic Gregorian ordinal of publication in Viet Nam where it is
    known from more than inference, `fullness` orders the versions of a story.
    """

    uid: str
    story_id: str
    title: str
    lead: str
    publisher: str | None
    day: int | None
    link: str | None
    fullness: Fullness = (False, 0, "")

    def __reduce__(self) -> tuple[type[Fingerprint], tuple[object, ...]]:
        # Pickled for every story; what dataclasses do for slots takes three times as long.
        return Fingerprint, (self.uid, self.story_id, self.title, self.lead, self.publisher, self.day, self.link, self.fullness)

    @property
    def text(self) -> str:
        """Headline and lead as one text; the lead opens a sentence."""
        return f"{self.title} . {self.lead}"


def fingerprint(story: Story) -> Fingerprint:
    """The fingerprint of a freshly parsed story."""
    title = story.title[:_TITLE_CHARACTERS]
    lead = strip_dateline(story.teaser)
    if len(lead) > _LEAD_CHARACTERS:
        lead = lead[:_LEAD_CHARACTERS].rsplit(" ", 1)[0] + "…"
    full = fullness(story)
    return Fingerprint(
        uid=_uid(story, full),
        story_id=story.story_id,
        title=title,
        lead=lead,
        publisher=_publisher(story.publisher),
        day=_day(story.published_at) if story.published_basis in _TRUSTED else None,
        link=canonical_link(story.url),
        fullness=full,
    )


def fullness(story: Story) -> Fullness:
    """What orders the versions of one story: a page above a teaser, then the longer text, then a digest of it."""
    parts = (story.title, story.teaser, *story.paragraphs, *(caption.text for caption in story.captions))
    text = "\0".join(parts)
    return story.kind is StoryKind.ARTICLE, len(text), blake2b(text.encode(), digest_size=8).hexdigest()


def keys(print_: Fingerprint) -> tuple[int, ...]:
    """Candidate keys: two versions of one story share at least one of them, nearly always.

    The link, the headline (which stories of one parsed id share), the first words of the lead, and the two smallest
    hashes of all runs of four words (a min-hash sketch), which finds what was edited at both beginnings. Shorter runs find
    no more, and make stories of one subject meet by the hundred.
    """
    title, lead = words(print_.title), words(print_.lead)
    named = ["title " + " ".join(title)]
    if print_.link:
        named.append("link " + print_.link)
    if lead:
        named.append("lead " + " ".join(lead[:_LEAD_KEY_WORDS]))
    return (*map(_hash, named), *_sketch(title + lead))


def _sketch(text: list[str]) -> Iterator[int]:
    hashes = list(map(_word_hash, text))
    runs = [(a + 3 * b + 7 * c + 11 * d) & _MASK for a, b, c, d in zip(hashes, hashes[1:], hashes[2:], hashes[3:], strict=False)]
    for smallest in sorted(set(runs))[:_SKETCH]:
        start = runs.index(smallest)
        yield _hash(" ".join(text[start : start + 4]))


@lru_cache(maxsize=1 << 15)
def _word_hash(word: str) -> int:
    return crc32(word.encode()) & _MASK


def uid(story: Story) -> str:
    """Names one reading of one place: equal only where all that matters is equal."""
    return _uid(story, fullness(story))


def _uid(story: Story, full: Fullness) -> str:
    parts = (story.uri, story.kind, *map(str, full), str(story.published_at), story.publisher or "", story.url or "")
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


@lru_cache(maxsize=1024)
def _publisher(name: str | None) -> str | None:
    """Báo Hà Tĩnh, Baohatinh.vn and HA TINH ONLINE are one source."""
    words = [word for word in slug(name or "").split("-") if word not in ("bao", "vn", "com", "net", "online", "dien", "tu", "www")]
    return "".join(words).removeprefix("bao") or None


def _day(moment: datetime | None) -> int | None:
    return moment.astimezone(VIETNAM).toordinal() if moment else None


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
