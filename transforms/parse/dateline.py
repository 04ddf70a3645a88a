"""Datelines: the paper's name before a lead, as `(Baohatinh.vn) - ` or `TTO - `."""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicon import check, table
from transforms.text import fold

_BRACKETED = re.compile(r"\(\s?([^()\n]{2,40}?)\s?\)(\s{0,3}[-–—:]{1,2})?\s{0,3}")
_BARE = re.compile(r"([^\W\d_][\w.&+ ]{1,24}?)\s{1,3}[-–—]\s{1,3}(?=\S)")
_SITE = re.compile(r"\w[\w-]{1,30}(?:\.(?:com|org|gov|net))?\.(?:vn|net|com|org|info)", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZĐ&]{2,7}(?: Online)?")
_NOTE = re.compile(r"ảnh|nguồn|theo|video|tính|đơn vị", re.IGNORECASE)


def split_dateline(lead: str) -> tuple[str | None, str]:
    """The paper's name (None where none is named) and the lead without the dateline.

    >>> split_dateline("(Baohatinh.vn) - Sáng nay, hội nghị khai mạc.")
    ('Baohatinh.vn', 'Sáng nay, hội nghị khai mạc.')
    >>> split_dateline("UBND - HĐND tỉnh họp.")
    (None, 'UBND - HĐND tỉnh họp.')
    """
    lead = lead.strip()
    found = _BRACKETED.match(lead)
    if found:
        name, dash = found[1], found[2]
    elif found := _BARE.match(lead):
        name, dash = found[1].strip(), None
    else:
        return None, lead
    rest = lead[found.end() :]
    label = _labels().get(fold(name))
    if not rest or label == "TEXT":
        return None, lead
    if label == "LABEL":
        return None, rest
    if known := _names().get(fold(name)):
        return known, rest
    return (name, rest) if _is_name(name, bracketed=lead.startswith("("), dash=bool(dash)) else (None, lead)


def _is_name(name: str, *, bracketed: bool, dash: bool) -> bool:
    if _SITE.fullmatch(name) or (_ACRONYM.fullmatch(name) and (dash or not bracketed)):
        return True
    return bracketed and dash and name[0].isupper() and len(name.split()) <= 4 and not _NOTE.match(name) and not name[-1].isdigit()


@cache
def _names() -> dict[str, str]:
    return {fold(row["name"]): row["name"] for row in table("publishers", key="name")}


@cache
def _labels() -> dict[str, str]:
    check("dateline_labels", "kind", {"LABEL", "TEXT"})
    return {fold(row["label"]): row["kind"] for row in table("dateline_labels", key="label")}
