"""The patterns of the date grammar: short, anchored where the scanner stands, each bounded in what it can repeat.

They match folded text; a pattern that ends in a number makes sure that the number ends there too.
"""

from __future__ import annotations

import re

from transforms.extract.dates import vocabulary
from transforms.extract.dates.mention import Unit
from transforms.extract.dates.vocabulary import alternation

_PARTS = alternation(vocabulary.PARTS_OF_DAY)
_WEEKDAYS = alternation(vocabulary.WEEKDAYS)
_MONTHS = alternation(vocabulary.MONTHS)
_DAY_WORDS = alternation(vocabulary.DAY_WORDS)
_EDGES = alternation(vocabulary.EDGES)
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"


def _relatives(unit: Unit) -> str:
    return alternation(
        phrase for phrase, shift in vocabulary.RELATIVES.items() if shift.unit == unit and phrase not in vocabulary.AFTER_PART
    )


# Where a date may begin: a cheap test that lets most of a text pass at once.
_DAY_FOLLOWS = r"(?=,? (?:\d|nay|qua|mai|hôm|ngày|cùng|thứ|chủ|chúa|mùng|mồng|rằm|giao|tết|giáng|noel))"
_OUTRIGHT = {*vocabulary.RELATIVES, *vocabulary.FEASTS, *vocabulary.WEEKDAYS} - vocabulary.AFTER_PART
_STARTS = (
    r"(?<!\w[/.,-])\d{1,2}(?!\d)(?= ?(?:[/.:,-] ?\d|h|g|và|đến|tới|tháng|tết))",
    rf"{_PARTS}{_DAY_FOLLOWS}",
    r"(?:ngày|hôm)(?= (?:\d|hôm|mùng|mồng|thứ|chủ|chúa))",
    rf"(?:mùng|mồng) (?=\d|{_DAY_WORDS})",
    rf"{_EDGES}(?= (?:tháng|quý|năm|tuần|\d))",
    rf"(?:tháng|rằm tháng) (?=\d|{_MONTHS})",
    r"(?:quý (?=[\di])|năm (?:học )?(?=\d)|mùa )",
    rf"tết(?= {alternation(vocabulary.STEMS)})",
    alternation(_OUTRIGHT),
)
# Most words are passed by their first letter.
_FIRST = "".join(
    sorted({word[0] for word in (*_OUTRIGHT, *vocabulary.PARTS_OF_DAY, *vocabulary.EDGES, "hôm", "mùng", "ngày", "quý", "rằm", "tháng")})
)
START = re.compile(rf"\b(?=[\d{_FIRST}])(?:{'|'.join(_STARTS)})")

# What leads into a date: a clock time, a part of the day, a weekday, "ngày".
CLOCK = re.compile(r"(?P<hour>\d{1,2}) ?(?:h|g|giờ|:)(?!\w*[^\W\d]) ?(?:\d{1,2}(?!\d))?(?: ?(?:phút|'))?,? ?")
PART = re.compile(rf"(?P<part>{_PARTS}),? ?")
WEEKDAY = re.compile(rf"(?P<weekday>{_WEEKDAYS})")
CUE = re.compile(r"(?:(?:các |những )?ngày|hôm)(?!\w) ?(?=\S)")
EDGE = re.compile(rf"{_EDGES} ")
OPENING = re.compile(r" ?[,(-]? ?")
PUNCTUATION = re.compile(r" ?[,(]? ?")

# Days.
FULL = re.compile(rf"(?P<day>\d{{1,2}})(?P<mark> ?[/.-] ?)(?P<month>\d{{1,2}})(?P=mark)(?P<year>{_YEAR})(?![/.-]\w)")
SHORT_YEAR = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d\d)(?![\w/.,-]\w|\w)")
SLASHED = re.compile(r"(?P<day>\d{1,2}) ?/ ?(?P<month>\d{1,2})(?!\w|[/.,]\w|-[^\W\d]| ?%)")
DASHED = re.compile(r"(?P<day>\d{1,2})[.-](?P<month>\d{1,2})(?!\w|[/.,]\w|-\w| ?%| ?/ ?\d)")
_SPELT_DAY = rf"\d{{1,2}}|(?<=mùng ){_DAY_WORDS}|(?<=mồng ){_DAY_WORDS}"
_SPELT_MONTH = rf"\d{{1,2}}(?![\w/-])|\d{{1,2}}(?=[/.-]{_YEAR})|{_MONTHS}"
SPELT = re.compile(rf"(?P<day>{_SPELT_DAY}),? tháng (?P<month>{_SPELT_MONTH})")
DAY_OF_MONTH = re.compile(rf"(?P<day>\d{{1,2}}) (?P<relative>{_relatives(Unit.MONTH)})")
BARE_DAY = re.compile(r"(?P<day>\d{1,2})(?![\w%]|[./:]\w|,\d)")
MUNG = re.compile(r"(?:mùng|mồng) (?=\S)")
JOINER = re.compile(r" ?(?P<join>-|đến hết|cho đến|đến|tới|và|,) ?")

# What follows a day or a month.
YEAR_TAIL = re.compile(rf"(?:[/.-](?P<glued>{_YEAR})|,? (?:của )?năm (?P<year>{_YEAR})|,? (?P<relative>{_relatives(Unit.YEAR)}))")
LUNAR_TAIL = re.compile(r" ?[,(]? ?(?:theo )?(?:âm lịch|al|nông lịch)(?!\w)\)?")
DIRECTION = re.compile(rf" (?P<direction>{alternation(vocabulary.DIRECTIONS)})")

# Lunar days and feasts.
TET_DAY = re.compile(rf"(?P<mung>mùng |mồng )?(?P<day>\d{{1,2}}|{_DAY_WORDS}) tết(?!\w)(?: nguyên đán(?!\w)| âm lịch)?")
RAM = re.compile(rf"rằm tháng (?P<month>\d{{1,2}}(?![\w/-])|{_MONTHS})")
FEAST = re.compile(rf"(?P<feast>{alternation(vocabulary.FEASTS)})")
_CYCLE_NAME = rf"(?P<stem>{alternation(vocabulary.STEMS)}) (?P<branch>{alternation(vocabulary.BRANCHES)})"
CYCLE_NAME = re.compile(rf" (?:năm |xuân )?{_CYCLE_NAME}")
TET_OF_CYCLE = re.compile(rf"tết (?={_CYCLE_NAME})")
FEAST_YEAR = re.compile(rf" (?:năm )?(?P<year>{_YEAR})")

# Relative words.
RELATIVE = re.compile(rf"(?P<relative>{alternation(vocabulary.RELATIVES)})")
WEEK = re.compile(rf",? (?P<relative>{_relatives(Unit.WEEK)})")

# Months, quarters, years, seasons.
MONTH = re.compile(rf"tháng (?P<month>\d{{1,2}}(?![\w]|/\d(?!\d{{3}})|[.,]\d(?!\d{{3}}))|{_MONTHS})")
NEXT_MONTH = re.compile(rf" ?(?P<join>-|đến|tới|và|,) ?(?:hết )?(?:tháng )?(?P<month>\d{{1,2}})(?= ?/ ?{_YEAR}|-{_YEAR}| năm {_YEAR})")
NEXT_NAMED_MONTH = re.compile(r" ?(?P<join>-|đến|tới|và) ?(?:hết )?tháng (?P<month>\d{1,2})(?!\w|/\d(?!\d{3}))")
DASHED_MONTH_OF_YEAR = re.compile(rf"(?P<month>\d{{1,2}})-(?P<year>{_YEAR})")
MONTH_OF_YEAR = re.compile(rf"(?P<month>\d{{1,2}})/(?P<year>{_YEAR})(?!/)(?!-\D)")
QUARTER = re.compile(r"quý (?P<quarter>iv|i{1,3}|[1-4])(?!\w)")
QUARTER_YEAR = re.compile(rf"(?: ?[/-] ?| năm |, năm )(?P<year>{_YEAR})")
YEAR = re.compile(rf"năm (?P<year>{_YEAR})(?! ?%)")
NEXT_YEAR = re.compile(rf" ?(?:-|đến) ?(?:năm )?(?P<year>{_YEAR})")
SEASON = re.compile(rf"mùa [^\W\d]{{1,5}} (?:năm )?(?P<year>{_YEAR})(?: ?- ?(?P<last>{_YEAR}))?")

# What looks like a date and is none: accounting periods, terms, school years, spans up to now, document numbers, scores.
NO_DATE = re.compile(
    rf"""\d{{1,2}}\ tháng(?:\ (?:đầu|cuối))?(?:\ của)?(?:\ năm(?:\ {_YEAR}|\ nay|\ ngoái)?|\ {_YEAR})
    |năm\ học(?:\ {_YEAR}(?:\ ?[/-]\ ?{_YEAR})?)?
    |năm\ {_YEAR}\ (?:đến|tới)\ nay(?!\w)
    |năm\ (?:tài\ chính|tài\ khóa|sinh)\ {_YEAR}
    |\d{{1,3}}/(?:\d{{4}}/|\d{{1,3}}/)?[^\W\d]\w*-?\w*
    |\d{{1,2}}[/-]{_YEAR}[/-][^\W\d]\w*
    |\d[\d.,]*\ ?%(?:\ ?-)?
    |24/7(?!\w|/\d)
    """,
    re.VERBOSE,
)
