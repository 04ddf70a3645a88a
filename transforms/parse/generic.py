"""Articles of unknown publishers: trafilatura finds the text, after the blocks that show other stories are taken out.

Its output says which paragraphs of the page belong to the article; their wording comes from the page itself, because
trafilatura may cut a paragraph at inline tags.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from schemas.records import Caption
from transforms.lexicon import table
from transforms.parse.dump import is_mark
from transforms.parse.markup import MOST_MENDED, Block, LexborElement, blocks, take_captions, text_of
from transforms.published import read_line
from transforms.text import clean

# What it cannot use it says in its result; its warnings name no page.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

_FOREIGN = "aside, nav, footer, form, script, style, noscript, iframe, article.story, article article"
_CAPTIONS = "figcaption, [class*=caption], [class*=Caption]"
_KEPT = frozenset(("html", "body", "main", "head"))
_HEADINGS = "h2, h3, h4, h5, strong, b, p, span, div"
_HEADING_LIMIT = 40
_LEAD_LENGTH = 60


@dataclass(frozen=True, slots=True)
class GenericArticle:
    """Headline ('' where none is found), the blocks of text (the lead among them) and captions."""

    title: str
    text: tuple[Block, ...]
    captions: tuple[Caption, ...]


def generic_article(html: str) -> GenericArticle:
    """The article of a page whose layout is not known."""
    tree = LexborHTMLParser(html)
    page = LexborElement(tree.root)
    title = text_of(page.first("h1"))
    for node in tree.css(_foreign()):
        if node.tag not in _KEPT and node.css_first("h1") is None:
            node.decompose()
    _drop_related_lists(tree)
    captions = take_captions(page, _CAPTIONS, title)
    rest = tree.html or ""
    found = "".join(clean(_main_text(rest)).split()) if len(rest) <= MOST_MENDED else None
    return GenericArticle(title, tuple(_text(blocks(page), title, found)), captions)


def _text(shown: Iterable[Block], title: str, found: str | None) -> Iterator[Block]:
    """The blocks that stand in the text found, and a lead between them and the headline; all long ones where nothing was searched."""
    below = False
    kept = 0
    for block in shown:
        below = below or block.text == title
        if block.text == title or read_line(block.text) is not None:
            continue
        is_text = below and len(block.text) >= _LEAD_LENGTH and block.linked * 2 < len(block.text)
        if (is_text and (found is None or not kept)) or (found and "".join(block.text.split()) in found):
            kept += 1
            yield block


def _main_text(html: str) -> str:
    """The article's text; tables are looked into only where nothing stands outside them, as on pages laid out by tables."""
    for tables in (False, True):
        document = trafilatura.bare_extraction(
            html, include_comments=False, include_tables=tables, with_metadata=False, fast=True, favor_precision=True
        )
        if document and document.text:
            return document.text
    return ""


def _drop_related_lists(tree: LexborHTMLParser) -> None:
    """Takes out each heading such as "Tin liên quan", with the list or box behind it."""
    for node in tree.css(_HEADINGS):
        text = node.text()
        if len(text) <= _HEADING_LIMIT and is_mark(" ".join(text.split()), "RELATED"):
            follower = node.next
            while follower is not None and not follower.is_element_node:
                follower = follower.next
            if follower is not None and follower.tag in ("ul", "ol", "div", "section", "table"):
                follower.decompose()
            node.decompose()


@cache
def _foreign() -> str:
    parts = [row["part"] for row in table("foreign_blocks", key="part")]
    return ", ".join([_FOREIGN, *(f'[class*="{part}"], [id*="{part}"]' for part in parts)])
