"""One small view of HTML over two parsers: lexbor, which is fast, and beautifulsoup4, which mends what lexbor loses.

Both give `Element`s; text is clean, one line. What shows no text (scripts, styles, forms) is never seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from selectolax.lexbor import LexborHTMLParser, LexborNode

from schemas.records import Caption
from transforms.parse.lines import is_image_name
from transforms.text import clean, fold

HIDDEN = "script, style, noscript, template, iframe, svg, button, select, textarea, form, object"
_HIDDEN_TAGS = frozenset(HIDDEN.split(", "))
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header", "hr")
    + (
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
_IMPLIED = frozenset(  # tags that need no end tag, and so do not show how deep a page is nested
    ("area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param")
    + ("source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr")
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_DATA_URI = re.compile(r"data:[^\"'\s>]{64,}")
_SWALLOWING = ("script", "style", "textarea", "title", "iframe", "noscript", "template", "xmp", "plaintext")
_CAPTION_LEVELS = 3
_IMAGE_SOURCES = ("data-src", "data-original", "src")
MAX_DEPTH = 1000
MOST_PARTS = 200
MOST_MENDED = 1 << 20
_FEW_TAGS = 20_000
_LONGEST_TAG = 1 << 16


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as the page shows it; `linked` of its characters stand in links."""

    text: str
    linked: int


class Element(Protocol):
    """A document or an element of it."""

    def select(self, selector: str) -> list[Element]: ...

    def first(self, selector: str) -> Element | None: ...

    def parent(self) -> Element | None: ...

    def get(self, name: str) -> str: ...

    def raw(self) -> str: ...

    def remove(self) -> None: ...

    def pieces(self) -> Iterator[tuple[str, str]]:
        """What it holds, in order: ("text", …), ("open", tag), ("close", tag)."""


def text_of(element: Element | None) -> str:
    """All visible text of an element as one clean line, '' for None."""
    return " ".join(block.text for block in blocks(element)) if element else ""


def blocks(element: Element) -> Iterator[Block]:
    """The paragraphs of an element, cut at every block element and line break."""
    words: list[str] = []
    links = linked = 0
    for kind, value in element.pieces():
        if kind == "text":
            words.append(value)
            linked += len(value) if links else 0
        elif value == "a":
            links += 1 if kind == "open" else -1
        elif value in _BLOCKS:
            yield from _block(words, linked)
            words, linked = [], 0
    yield from _block(words, linked)


def _block(words: list[str], linked: int) -> Iterator[Block]:
    text = " ".join(clean("".join(words)).split())
    if text:
        yield Block(text, min(linked, len(text)))


def take_captions(page: Element, selector: str, title: str) -> tuple[Caption, ...]:
    """The captions that `selector` finds ('' finds none), with their pictures' names; they leave the page."""
    elements = page.select(selector) if selector else []
    shown = elements[:MOST_PARTS]
    captions = [Caption(_image_of(element), text) for element in shown if (text := text_of(element)) and fold(text) != fold(title)]
    for element in elements:
        element.remove()
    return tuple(dict.fromkeys(captions))


def _image_of(element: Element) -> str | None:
    """The file name of the picture that stands beside a caption."""
    for _ in range(_CAPTION_LEVELS):
        image = element.first("img")
        if image is not None:
            source = next((value for name in _IMAGE_SOURCES if (value := image.get(name)) and not value.startswith("data:")), "")
            return image_name(source)
        parent = element.parent()
        if parent is None:
            return None
        element = parent
    return None


def image_name(source: str) -> str | None:
    """The bare file name of a picture's address, None where it has none.

    >>> image_name("https://img.example.vn/2021/12/../le-ky.jpg?w=800")
    'le-ky.jpg'
    """
    try:
        name = urlsplit(source).path.rpartition("/")[2]
    except ValueError:
        return None
    return name if is_image_name(name) and name.isprintable() else None


def too_deep(html: str) -> bool:
    """Whether a page is nested, or one tag of it filled, beyond what any article is: parsers take quadratic time there."""
    pieces = html.split("<")
    if max(map(len, pieces)) > _LONGEST_TAG and any(_is_long_tag(piece) for piece in pieces if len(piece) > _LONGEST_TAG):
        return True
    if len(pieces) <= _FEW_TAGS:
        return False
    depth = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _IMPLIED:
            depth = depth + 1 if not found[1] else max(0, depth - 1)
            if depth > MAX_DEPTH:
                return True
    return False


def _is_long_tag(piece: str) -> bool:
    return piece[0].isalpha() and len(_DATA_URI.sub("", piece.partition(">")[0])) > _LONGEST_TAG


class LexborElement:
    """An element of lexbor's tree."""

    __slots__ = ("_node",)

    def __init__(self, node: LexborNode):
        self._node = node

    def select(self, selector: str) -> list[Element]:
        return [LexborElement(node) for node in self._node.css(selector)]

    def first(self, selector: str) -> Element | None:
        node = self._node.css_first(selector)
        return LexborElement(node) if node is not None else None

    def parent(self) -> Element | None:
        node = self._node.parent
        return LexborElement(node) if node is not None and node.is_element_node else None

    def get(self, name: str) -> str:
        return self._node.attributes.get(name) or ""

    def raw(self) -> str:
        return self._node.text()

    def remove(self) -> None:
        self._node.remove()

    def pieces(self) -> Iterator[tuple[str, str]]:
        node = self._node
        root = node.mem_id  # comparing nodes would compare their HTML
        while True:
            tag = node.tag
            if tag == "-text":
                yield "text", node.text_content or ""
            elif node.is_element_node and tag not in _HIDDEN_TAGS:
                yield "open", tag
                if (child := node.child) is not None:
                    node = child
                    continue
                yield "close", tag
            while node.mem_id != root:
                if (following := node.next) is not None:
                    node = following
                    break
                node = node.parent
                yield "close", node.tag
            else:
                return


class SoupElement:
    """An element of beautifulsoup4's tree."""

    __slots__ = ("_tag",)

    def __init__(self, tag: Tag):
        self._tag = tag

    def select(self, selector: str) -> list[Element]:
        return [SoupElement(tag) for tag in self._tag.select(selector)]

    def first(self, selector: str) -> Element | None:
        tag = self._tag.select_one(selector)
        return SoupElement(tag) if tag is not None else None

    def parent(self) -> Element | None:
        return SoupElement(self._tag.parent) if self._tag.parent is not None else None

    def get(self, name: str) -> str:
        value = self._tag.get(name) or ""
        return value if isinstance(value, str) else " ".join(value)

    def raw(self) -> str:
        return self._tag.get_text()

    def remove(self) -> None:
        self._tag.extract()

    def pieces(self) -> Iterator[tuple[str, str]]:
        stack: list[tuple[str, Tag | NavigableString | str]] = [("visit", self._tag)]
        while stack:
            kind, value = stack.pop()
            if kind == "close":
                yield "close", str(value)
            elif isinstance(value, Tag):
                if value.name not in _HIDDEN_TAGS:
                    yield "open", value.name
                    stack.append(("close", value.name))
                    stack.extend(("visit", child) for child in reversed(value.contents))
            elif not isinstance(value, PreformattedString):
                yield "text", str(value)


def fast(html: str) -> Element:
    """The page by lexbor."""
    root = LexborHTMLParser(html).root
    if root is None:
        raise ValueError("lexbor made no tree of the page")
    return LexborElement(root)


def mended(html: str) -> Element:
    """The page by beautifulsoup4, after what was opened and never closed, and hides the rest from a browser, is opened no more."""
    return SoupElement(BeautifulSoup(_reopened(html), "lxml"))


def _reopened(html: str) -> str:
    lowered = html.lower()
    for start, end in (("<!--", "-->"), *((f"<{tag}", f"</{tag}") for tag in _SWALLOWING)):
        at = lowered.rfind(start)
        if at >= 0 and len(lowered) == len(html) and lowered.find(end, at) < 0:
            stop = at + len(start) if start == "<!--" else lowered.find(">", at) + 1
            html, lowered = html[:at] + html[stop:], lowered[:at] + lowered[stop:]
    return html
