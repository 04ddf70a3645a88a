"""Page dumps: the visible text of an article page, one paragraph a line, as `seeds/articles/*.txt`.

Order of a dump: headline, lead behind its dateline, body with pictures in it (the headline again or an image name, then the
caption), `Chủ đề …`, `Đọc thêm`, and there each other story's headline twice and its lead. Blank lines are irregular.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from schemas.records import Caption, PublishedBasis, Reason, Teaser
from transforms.lexicon import check, table
from transforms.parse.dateline import split_dateline
from transforms.parse.lines import (
    has_credit,
    is_byline,
    is_credit_alone,
    is_image_name,
    is_short_sentence,
)
from transforms.parse.parts import Parts, Unusable
from transforms.published import read_line
from transforms.text import fold

TITLE_LIMIT = 400
_TOPIC_LIMIT = 80
_HEAD = 4
_ENDING = 4
_MARK_LIMIT = 40
_TAIL = 8
_CAPTIONS_BEHIND = 4
_MOST_RELATED_LINES = 1000
_POINTER_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; `glued` where no blank line stands before it."""

    text: str
    glued: bool


def parse_dump(text: str) -> Parts | Unusable:
    """The parts of a page dump; `text` is clean (see `transforms.text.clean`)."""
    lines = list(_lines(text))
    if not lines:
        return Unusable(Reason.EMPTY, "the page holds no text")
    title = lines[0].text
    if len(title) > TITLE_LIMIT:
        return Unusable(Reason.NO_TITLE, f"the first line has {len(title)} characters: a headline of at most {TITLE_LIMIT} is expected")
    if split_dateline(title)[0] or is_image_name(title):
        return Unusable(Reason.NO_TITLE, "the page begins with its lead or a picture: the headline is missing")
    main, block = _cut_related(lines[1:], title)
    published, main = _take_time(main)
    topic, main = _take_topic(main)
    at = _lead_at(main, title)
    if at is None:
        return Unusable(Reason.NO_TEXT, "the page holds a headline and no text below it")
    publisher, lead = split_dateline(main[at].text)
    paragraphs, captions = split_captions(main[at + 1 :], title)
    return Parts(
        title=title,
        lead=lead,
        paragraphs=paragraphs,
        captions=captions,
        related=related_teasers([line.text for line in block[:_MOST_RELATED_LINES]], title),
        publisher=publisher,
        topic=topic,
        published_at=published,
        published_basis=PublishedBasis.METADATA if published else PublishedBasis.UNKNOWN,
    )


def _lines(text: str) -> Iterator[Line]:
    glued = False
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if line:
            yield Line(line, glued)
        glued = bool(line)


def same(one: str, other: str) -> bool:
    """Whether two lines are one headline, however it is spelt."""
    if one == other:
        return True
    return abs(len(one) - len(other)) <= _ENDING and fold(one).rstrip(" .…") == fold(other).rstrip(" .…")


@cache
def _marks() -> dict[str, str]:
    check("page_marks", "kind", {"RELATED", "INLINE", "TOPIC"})
    return {fold(row["mark"]): row["kind"] for row in table("page_marks", key="mark")}


def is_mark(line: str, kind: str) -> bool:
    """Whether a line is nothing but a heading of that kind in `page_marks.tsv`."""
    return len(line) <= _MARK_LIMIT and _marks().get(fold(line).rstrip(" :")) == kind


def _cut_related(lines: Sequence[Line], title: str) -> tuple[list[Line], list[Line]]:
    """The lines before the block of other stories, and the block without its heading."""
    for at, line in enumerate(lines):
        if is_mark(line.text, "RELATED"):
            return list(lines[:at]), list(lines[at + 1 :])
    pairs = [at for at in range(1, len(lines)) if _doubled(lines, at - 1) and not same(lines[at].text, title)]
    if (
        len(pairs) >= 2
        and all(later - earlier <= 3 for earlier, later in zip(pairs, pairs[1:], strict=False))
        and len(lines) - pairs[-1] <= 2
    ):
        return list(lines[: pairs[0] - 1]), list(lines[pairs[0] - 1 :])
    return list(lines), []


def _doubled(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and same(lines[at].text, lines[at + 1].text)


def related_teasers(lines: Sequence[str], title: str) -> tuple[Teaser, ...]:
    """The other stories of a related block: each headline stands twice (or once, before its lead).

    A headline that stands twice opens another story even where it is worded like the page's own: papers use one again every year.
    """
    starts = [at for at in range(len(lines) - 1) if same(lines[at], lines[at + 1])]
    doubled = set(starts)
    starts = [at for at in starts if at - 1 not in doubled]
    if not starts:
        return tuple(_pairs(lines, title))
    found = list(_pairs(lines[: starts[0]], title))
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found += _pairs([lines[at], *lines[at + 2 : end]])
    return tuple(found)


def _pairs(lines: Sequence[str], title: str = "") -> Iterator[Teaser]:
    kept = [line for line in lines if not is_image_name(line) and not is_mark(line, "RELATED")]
    for headline, lead in zip(kept[::2], [*kept[1::2], ""], strict=False):
        if not same(headline, title):
            yield Teaser(headline, split_dateline(lead)[1])


def _take_time(lines: list[Line]) -> tuple[datetime | None, list[Line]]:
    for at, line in enumerate(lines[:_HEAD]):
        if (moment := read_line(line.text)) is not None:
            return moment, lines[:at] + lines[at + 1 :]
    return None, lines


def _take_topic(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The topic, and the lines before its line: what follows in the tail are further tags."""
    for at in range(len(lines) - 1, max(0, len(lines) - 1 - _TAIL), -1):
        text = lines[at].text
        for mark, kind in _marks().items():
            if kind == "TOPIC" and len(text) <= _TOPIC_LIMIT and fold(text).startswith(mark) and not text.endswith("."):
                name = text[len(mark) :].strip(" :")
                rest = lines[at + 1 :]
                if name and text[len(mark)] in " :" and all(len(line.text) <= _TOPIC_LIMIT and line.text[-1] not in ".!?" for line in rest):
                    return name, lines[:at]
    return None, lines


def _lead_at(lines: Sequence[Line], title: str) -> int | None:
    """Where the lead stands: the line with a dateline near the top, else the first line of text."""
    text = [at for at, line in enumerate(lines) if not is_image_name(line.text) and not same(line.text, title)]
    for at in text[:2]:
        if split_dateline(lines[at].text)[0]:
            return at
    return text[0] if text else None


def split_captions(lines: Sequence[Line], title: str) -> tuple[tuple[str, ...], tuple[Caption, ...]]:
    """Body paragraphs and captions, told apart by what stands before them and by their credits."""
    paragraphs: list[str] = []
    captions: list[Caption] = []
    pending: str | None = None
    after_picture = False
    for line in _without_pointers(lines):
        text = line.text
        if is_image_name(text) or same(text, title):
            pending, after_picture = (text if is_image_name(text) else None), True
            continue
        if is_credit_alone(text) and paragraphs and is_short_sentence(paragraphs[-1]) and not after_picture:
            captions.append(Caption(None, f"{paragraphs.pop()} {text}"))
        elif is_credit_alone(text) or has_credit(text) or (after_picture and _captions_picture(line, pending)):
            captions.append(Caption(pending, text))
        else:
            paragraphs.append(text)
        pending, after_picture = None, False
    return _cut_tail(paragraphs, captions)


def _captions_picture(line: Line, image: str | None) -> bool:
    """Whether a line without a credit is the caption of the picture before it: glued to its name, or short below a repeated headline."""
    return line.glued if image else is_short_sentence(line.text)


def _without_pointers(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines without the pointers to other stories in mid-text, such as `Xem thêm:` and the headline below it."""
    skip = False
    for line in lines:
        head, colon, rest = line.text.partition(":")
        if is_mark(head, "INLINE") and (colon or line.text == head):
            skip = not rest.strip()
        elif _is_pointer(line.text) or (skip and line.text[-1] not in ".!…"):
            skip = False
        else:
            skip = False
            yield line


def _is_pointer(text: str) -> bool:
    return text.startswith((">>", "»")) and len(text) <= _POINTER_LIMIT


def _cut_tail(paragraphs: list[str], captions: list[Caption]) -> tuple[tuple[str, ...], tuple[Caption, ...]]:
    """Takes bylines off the end, and the captions that some papers print behind the byline."""
    for at in range(max(1, len(paragraphs) - _TAIL), len(paragraphs)):
        rest = paragraphs[at + 1 :]
        if is_byline(paragraphs[at]) and len(rest) <= _CAPTIONS_BEHIND and all(is_short_sentence(text) for text in rest):
            captions = captions + [Caption(None, text) for text in rest if not is_byline(text)]
            paragraphs = paragraphs[:at]
            break
    seen = {caption.text for caption in captions}
    body = tuple(text for text in paragraphs if text not in seen)
    return body, tuple(dict.fromkeys(captions))
