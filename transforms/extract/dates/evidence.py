"""What a story without a publication date says of the time it was written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from transforms.extract.dates.grammar import find_dates
from transforms.extract.dates.mention import Anchor, DateMention, Point, Unit
from transforms.extract.dates.spans import month_span, valid_day
from transforms.extract.dates.vocabulary import BLOCKED_AFTER, Scope
from transforms.text import fold

_YEAR = r"(?P<year>(?:19[5-9]|20[0-4])\d)(?!\d|[.,]\d)"
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN_YEAR = re.compile(rf"năm {_YEAR}")
_PERIOD = re.compile(rf"(?P<months>\d{{1,2}}) tháng(?: đầu)?(?: của)?(?: năm)? {_YEAR}")
_MONTHS_OF_YEAR = re.compile(rf"(?:những|các) tháng đầu năm {_YEAR}")
_OWN_YEAR = re.compile(rf"(?:trong|bước sang|bước vào|từ đầu) năm {_YEAR}|năm {_YEAR.replace('year', 'itself')} là năm")
_PLAN = re.compile(
    rf"(?:kế hoạch|chương trình|dự toán|ngân sách|nhiệm vụ|phương hướng|chỉ tiêu|kỳ thi)(?: [^\W\d]{{1,8}}){{0,6}} năm {_YEAR}"
)
_SEASON = re.compile(rf"mùa [^\W\d]{{1,5}} (?:năm )?(?:(?:19|20)\d\d ?- ?)?{_YEAR}")
_TERM = re.compile(rf"(?:nhiệm kỳ|khóa|giai đoạn)[ (]{{1,2}}{_YEAR} ?- ?(?:19|20)\d\d")
_ANNIVERSARY = re.compile(r"kỷ niệm(?: lần thứ)? (?P<years>\d{2,3}) năm|(?P<ago>\d{2,3}) năm trước")
_ANNIVERSARY_SPAN = re.compile(rf"(?:18|19|20)\d\d ?- ?(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-])?{_YEAR}")
_NAMED = re.compile(rf"(?<!\w)[A-ZĐ]\w{{1,12}}\)? {_YEAR}(?!-)")
_AHEAD = re.compile(r"(?:sẽ|dự kiến|phấn đấu|trước|đến hết|chậm nhất)(?!\w)")
_COMPARED = re.compile(r"(?:so với|cùng kỳ)(?: [^\W\d]{1,6}){0,2} $|(?:so với|cùng kỳ) $")
_CLAUSE = 60
_FIRST_NAMED_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found; all empty where the publication date is known.

    `full_days`: a day of the year to its year, where the date stands in full. `latest`: the latest day that has passed.
    `year`: the story's own year. `mentioned`: every year of "năm Y". `begun`: years in which a term or programme begins.
    `today`: month and day of "hôm nay 24-2".
    """

    full_days: dict[tuple[int, int], int] = field(default_factory=dict)
    latest: date | None = None
    year: int | None = None
    mentioned: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()
    today: tuple[int, int] | None = None

    def later_than(self, year: int) -> bool:
        """Whether the story knows of something that began after that year."""
        return any(begun > year for begun in self.begun)


def gather(sections: Sequence[str]) -> Evidence:
    """The evidence of a story's sections, the headline first."""
    full_days: dict[tuple[int, int], int] = {}
    latest: list[date] = []
    own: list[int] = []
    named: Counter[int] = Counter()
    mentioned: set[int] = set()
    begun: set[int] = set()
    today = None
    for index, section in enumerate(sections):
        folded = fold(section)
        today = today or _stated_today(section, folded)
        if not _ANY_YEAR.search(folded):
            continue
        mentions = find_dates(section, folded)
        full_days |= {
            (m.first.month, m.first.day): m.first.year
            for m in mentions
            if m.first.year and m.first.day and m.first.month and not m.first.lunar
        }
        latest += _passed(folded, mentions)
        own += _own_years(section, folded, headline=index == 0)
        named.update(_named_years(section))
        mentioned |= {int(match["year"]) for match in _PLAIN_YEAR.finditer(folded)}
        begun |= {int(match["year"]) for match in _TERM.finditer(folded)}
    last = max(latest, default=None)
    return Evidence(full_days, last, _story_year(own, named, last), frozenset(mentioned), frozenset(begun), today)


def _story_year(own: list[int], named: Counter[int], latest: date | None) -> int | None:
    year = max(own, default=None)
    if year is None and named:
        year = max(named, key=lambda candidate: (named[candidate], candidate))
    return None if year is None or (latest and year < latest.year) else year


def _passed(folded: str, mentions: list[DateMention]) -> Iterator[date]:
    """Days that lie before the writing: explicit days and months outside clauses that look ahead, ends of accounting periods."""
    for mention in mentions:
        if not _AHEAD.search(folded, max(0, mention.start - _CLAUSE), mention.start) and (day := _last_day(mention)):
            yield day
    for match in _PERIOD.finditer(folded):
        if 1 <= int(match["months"]) <= 12 and not _COMPARED.search(folded, max(0, match.start() - _CLAUSE), match.start()):
            yield month_span(int(match["year"]), int(match["months"]))[0]


def _last_day(mention: DateMention) -> date | None:
    point = mention.last or mention.first
    if not point.year or not point.month or point.lunar:
        edge = mention.text.lower().startswith("cuối")
        return date(point.year, 12, 1) if point.year and edge and point.quarter is None and not point.month else None
    return valid_day(point.year, point.month, point.day or 1)


def _own_years(section: str, folded: str, *, headline: bool) -> Iterator[int]:
    for pattern in (_MONTHS_OF_YEAR, _PLAN, _SEASON, _OWN_YEAR):
        for match in pattern.finditer(folded):
            yield int(match["year"] or match["itself"])
    if headline:
        yield from (int(match["year"]) for match in _PLAIN_YEAR.finditer(folded))
    for match in _ANNIVERSARY.finditer(folded):
        yield from _anniversary(folded, int(match["years"] or match["ago"]), match.end())


def _anniversary(folded: str, years: int, end: int) -> Iterator[int]:
    """The year in which it is so many years since a year named nearby: "kỷ niệm 50 năm … (24/7/1968)"."""
    span = _ANNIVERSARY_SPAN.search(folded, end, end + 2 * _CLAUSE)
    if span:
        yield int(span["year"])
        return
    nearby = folded[end : end + 2 * _CLAUSE]
    for match in re.finditer(_YEAR, nearby):
        if int(match["year"]) + years >= _FIRST_NAMED_YEAR:
            yield int(match["year"]) + years
            return


def _named_years(section: str) -> Iterator[int]:
    """Years of occasions: "SEA Games 2022", but not of laws."""
    for match in _NAMED.finditer(section):
        before = fold(section[max(0, match.start() - _CLAUSE) : match.end()]).split()
        if int(match["year"]) >= _FIRST_NAMED_YEAR and BLOCKED_AFTER[Scope.YEAR].isdisjoint(before):
            yield int(match["year"])


def _stated_today(section: str, folded: str) -> tuple[int, int] | None:
    """Month and day of writing, from "hôm nay 24-2" or "ngày mai (25-2)"."""
    for mention in find_dates(section, folded) if "nay" in folded or "qua" in folded or "mai" in folded else ():
        if (
            (shift := mention.first.shift)
            and shift.unit is Unit.DAY
            and shift.anchor is Anchor.WRITING
            and (day := _day_in_any_year(mention.first))
        ):
            today = day - timedelta(days=shift.count)
            return today.month, today.day
    return None


def _day_in_any_year(point: Point) -> date | None:
    return valid_day(point.year or 2023, point.month, point.day) if point.month and point.day and not point.lunar else None
