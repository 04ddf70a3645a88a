"""What a story is known by: its headline and lead, brought to one spelling.

The same story comes as dump, HTML, JSON line, archive record and feed item; spaces, quotes, capitals, tone placement,
the dateline and the cut at the end of a feed's description differ between them, what is normalised here does not.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from transforms.text import clean, words

# "(Baohatinh.vn) - ", "TTO - ", "Hà Nội (TTXVN) - ": a name of at most sixty characters before a spaced dash.
_BRACKETED = re.compile(r"^[^()\n]{0,30}\([^()\n]{1,60}\)\s{0,3}[-–—:]\s{0,3}")
_INITIALS = re.compile(r"^[A-ZĐ][A-ZĐ.+]{1,11}\s{1,3}[-–—]\s{1,3}")
_LEAD_WORDS = 12


def strip_dateline(teaser: str) -> str:
    """The teaser without the source's name before it.

    >>> strip_dateline("(Baohatinh.vn) - Sáng nay, hội nghị khai mạc.")
    'Sáng nay, hội nghị khai mạc.'
    """
    teaser = teaser.strip()
    return _INITIALS.sub("", _BRACKETED.sub("", teaser, count=1), count=1)


def story_id(title: str, teaser: str) -> str:
    """32 hexadecimal digits made from the headline and the first twelve words of the lead.

    Twelve words survive the cut of a feed's description, and tell apart what shares a headline from year to year.

    >>> story_id("Hội nghị “A”", "(TTXVN) - Sáng nay") == story_id('HỘI NGHỊ "A"', "Sáng nay…")
    True
    """
    lead = words(clean(strip_dateline(teaser)))[:_LEAD_WORDS]
    key = " ".join(words(clean(title))) + "\n" + " ".join(lead)
    return blake2b(key.encode(), digest_size=16).hexdigest()
