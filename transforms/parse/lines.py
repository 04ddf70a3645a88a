"""Kinds of lines in a news page: image names, photo credits, bylines, captions. Each test looks at one line."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"[^\s/\\]{1,200}\.(?:jpe?g|png|gif|webp|bmp|avif)", re.IGNORECASE)
_CREDIT_MARK = r"(?:[-–—(.,]\s?|^)\(?(?:Ảnh|ảnh|ẢNH|Nguồn ảnh)"
_CREDIT_NAME = r"\s?:\s?[^:.]{1,40}(?:\.[^:.]{1,25}){0,3}"
_CREDIT_KIND = r"\s(?:tư liệu|minh họa|minh hoạ|CTV|TL)[^.]{0,30}"
_CREDIT = re.compile(rf"{_CREDIT_MARK}(?:{_CREDIT_NAME}|{_CREDIT_KIND})\)?\.?$")
_CREDIT_ALONE = re.compile(r"[-–—]?\s?\(?(?:Ảnh|ẢNH|Nguồn ảnh)\s?[:/]\s?\S.{0,60}", re.DOTALL)
_BYLINE_LEAD = re.compile(r"(?:(?:Tin|Bài)(?:,| và|,? -)? ?[Ảả]nh|Tin|Bài|Thực hiện|Tác giả|Nguồn|Theo)\s?:?\s")
_AGENCY = re.compile(r"\s?\(?(?:Theo [^()]{2,40}|TTXVN|[Tt]ổng hợp|Vietnam\+|VOV[\w.]{0,3})\)?$")
_BYLINE_GAP = re.compile(r"\s[-–—]\s|\s?[/&,;+]\s?|\svà\s")
_STAFF = frozenset({"PV", "P.V", "Ban Thời sự", "Phóng viên", "Nhóm PV", "Nhóm phóng viên", "B.T", "T.H"})
_SENTENCE_GAP = re.compile(r"[.!?…]\s+(?=[A-ZĐÀ-ỸƠƯ])")

CAPTION_LIMIT = 400
BYLINE_LIMIT = 70


def is_image_name(line: str) -> bool:
    """Whether a line is the file name of a picture.

    >>> is_image_name("6-5945-5614.jpg")
    True
    """
    return _IMAGE.fullmatch(line) is not None


def has_credit(line: str) -> bool:
    """Whether a line ends with a photo credit, as captions do.

    >>> has_credit("Hai bên ký kết - Ảnh: VĂN ĐỊNH."), has_credit("Triển lãm ảnh: một góc nhìn về biển đảo quê hương ta.")
    (True, False)
    """
    return len(line) <= CAPTION_LIMIT and _CREDIT.search(line[-90:]) is not None


def is_credit_alone(line: str) -> bool:
    """Whether a line is nothing but a photo credit.

    >>> is_credit_alone("- Ảnh: ANU.")
    True
    """
    return len(line) <= BYLINE_LIMIT and _CREDIT_ALONE.fullmatch(line) is not None


def is_byline(line: str) -> bool:
    """Whether a line holds nothing but who wrote it.

    >>> [is_byline(line) for line in ("Thu Hằng – Văn Phước", "Huyền Lê (Theo CNN)", "Thủ tướng đã tới dự.")]
    [True, True, False]
    """
    if not 2 <= len(line) <= BYLINE_LIMIT or line[-1] in '.!?…"”:':
        return line in _STAFF
    names = _BYLINE_LEAD.sub("", _AGENCY.sub("", line), count=1).strip()
    if names in _STAFF or not names:
        return True
    people = _BYLINE_GAP.split(names)
    return all(1 <= len(person.split()) <= 5 and _capitalised(person) for person in people) and len(names.split()) >= 2


def is_short_sentence(line: str, limit: int = 260) -> bool:
    """Whether a line could be a caption without a credit: one sentence, not long, nobody speaking."""
    return len(line) <= limit and not _SENTENCE_GAP.search(line) and line[0] not in '"“-+*•' and not line.endswith((":", "?", "”", '"'))


def _capitalised(person: str) -> bool:
    return all(word[0].isupper() and word[0].isalpha() for word in re.split(r"[\s.]+", person.strip(".")) if word)
