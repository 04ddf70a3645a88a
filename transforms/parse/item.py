"""Feed items: headline and description; descriptions hold HTML, and some run on into other stories' headlines."""

from __future__ import annotations

from html import unescape

from schemas.records import ParsedBy, Reason
from transforms.parse.dateline import split_dateline
from transforms.parse.dump import is_mark, same
from transforms.parse.markup import Block, blocks, fast, text_of, too_deep
from transforms.parse.parts import Parts, Unusable
from transforms.text import clean

_MOSTLY = 0.9
_HEADLINE_WORDS = 5
_POINTERS = (">>", "»", "►", "▶")


def parse_item(title: str, description: str) -> Parts | Unusable:
    """The parts of a feed item: its lead is the description's first paragraph that is no link to another story."""
    headline = _line(title)
    if not headline:
        return Unusable(Reason.NO_TITLE, "the feed item has no title")
    publisher, lead = split_dateline(_lead(headline, description))
    return Parts(title=headline, lead=lead, publisher=publisher, parsed_by=ParsedBy.FEED)


def _lead(headline: str, description: str) -> str:
    if "<" not in description:
        return _cut(_line(description))
    if too_deep(description):
        return ""
    page = fast(description)
    for link in page.select("a"):
        if len(text_of(link).split()) >= _HEADLINE_WORDS and len(text_of(link)) < _MOSTLY * len(text_of(page)):
            link.remove()
    shown = [block for block in blocks(page) if not same(block.text, headline) and not block.text.startswith(_POINTERS)]
    chosen = next((block for block in shown if not _is_pointer(block)), shown[0] if shown else None)  # some feeds link the whole lead
    return _cut(_line(chosen.text)) if chosen else ""


def _is_pointer(block: Block) -> bool:
    return block.linked >= _MOSTLY * len(block.text) or is_mark(block.text, "RELATED")


def _cut(lead: str) -> str:
    """The lead without the headlines of other stories that follow it behind a pointer sign."""
    for sign in _POINTERS:
        lead = lead.split(f" {sign}", 1)[0]
    return lead.strip()


def _line(text: str) -> str:
    return " ".join(clean(unescape(text)).split())
