"""What a story without a publication date says of the time it was written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from transforms.extract.dates.grammar import find_dates
from transforms.extract.dates.mention import Anchor, DateMention, Point, Unit
from transforms.extract.dates.spans import valid_day
from transforms.extract.dates.vocabulary import BLOCKED_AFTER, OCCASIONS, PLANS, Scope, alternation
from transforms.text import fold

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)"
_ANY_YEAR = re.compile(_YEAR)
_OWN = rf"(?<!đến )(?<!tới )(?<!trước )(?<!sau )(?<!từ )(?<!kỳ )(?<!nhìn )(?<!sinh )(?<!\d )năm {_YEAR}(?! ?[-/] ?\d)"
_PLAIN_YEAR = re.compile(_OWN)
_PERIOD = re.compile(rf"(?P<months>\d{{1,2}}) tháng(?: đầu)?(?: của)?(?: năm)? {_YEAR}")
_TERM = re.compile(rf"nhiệm kỳ[ (]{{1,2}}{_YEAR} ?- ?(?:19|20)\d\d")
_SUMMARY = re.compile(rf"tổng kết(?:,? [^\W\d]{{1,8}}){{0,8}} năm {_YEAR}")
_SEASON = re.compile(rf"(?:mùa [^\W\d]{{1,5}}|năm học|niên khóa) (?:năm )?(?:(?P<first>(?:19|20)\d\d) ?- ?)?{_YEAR}")

# The year that a story treats as its own: said outright, planned for, or merely spoken of.
_OUTRIGHT = (
    re.compile(rf"(?:những|các) tháng đầu năm {_YEAR}"),
    re.compile(rf"(?:bước sang|bước vào|từ đầu) năm {_YEAR}"),
    re.compile(rf"năm {_YEAR} là năm"),
    re.compile(rf"(?P<day>\d{{1,2}}[/.-]\d{{1,2}})[/.-](?:18|19|20)\d\d ?- ?0?(?P=day)[/.-]{_YEAR}"),
)
_PLANNED = (
    re.compile(rf"{alternation(PLANS)}(?:,? [^\W\d]{{1,8}}){{0,6}} {_OWN}"),
    re.compile(rf"năm {_YEAR},? (?:[^\W\d]{{1,8}} ){{0,6}}(?:sẽ|phấn đấu|dự kiến)(?!\w)"),
)
_SPOKEN = re.compile(rf"trong {_OWN}")
_OCCASION = re.compile(rf"{alternation(OCCASIONS)}(?: [^\W\d]{{1,8}}){{0,8}} {_OWN}")
_NAMED = re.compile(rf"(?<!\w)(?!Năm|Tháng|Quý|Luật|Nghị)[A-ZÀ-ỸĐ]\w{{0,12}} {_YEAR}(?! ?[-/] ?\d)")

_ANNIVERSARY = re.compile(r"k[ỷỉ] niệm(?: lần thứ)? (?P<years>\d{2,3}) năm|(?P<ago>\d{2,3}) năm trước")
_ANNIVERSARY_SPAN = re.compile(rf"(?:18|19|20)\d\d ?- ?(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-])?{_YEAR}")
_AHEAD_BEFORE = re.compile(r"(?:sẽ|dự kiến|phấn đấu|trước(?= ?\Z)|đến hết|chậm nhất|mục tiêu)(?!\w)")
_AHEAD_AFTER = re.compile(r"[^.;)]{0,25}(?<!\w)(?:sẽ|dự kiến)(?!\w)")
_COMPARED = re.compile(r"(?:so với|cùng kỳ) (?:[^\W\d]{1,6} ){0,2}\Z")
_EDGE_MONTHS = (("đầu", 1), ("giữa", 6), ("cuối", 12))
_CLAUSE = 60
_ONLINE_NEWS = 2000
_LAST_YEAR = 2040
_TARGET_YEARS = 5  # goals are set for 2020, 2025, 2030: such a year may lie ahead


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found; all empty where the publication date is known.

    `full_days`: a day of the year to its year, where the date stands in full. `latest`: the latest day that has passed.
    `year`: the story's own year; `planned`: it is known from plans only. `mentioned`: every "năm Y" but goals; `dated`: of days and months.
    `begun`: years in which a term or programme begins. `today`: month and day of "hôm nay 24-2".
    `month`: of the first day that the story names, mostly its news. `season`: last and first year of a school year or season.
    """

    full_days: dict[tuple[int, int], int] = field(default_factory=dict)
    latest: date | None = None
    year: int | None = None
    planned: bool = False
    mentioned: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()
    today: tuple[int, int] | None = None
    month: int | None = None
    season: tuple[int, int] = (0, 0)

    def later_than(self, year: int) -> bool:
        """Whether the story speaks of a time after that year: of a term that began, or of a year beyond the next."""
        return any(begun > year for begun in self.begun) or any(
            mentioned > year + 1 and mentioned % _TARGET_YEARS for mentioned in self.mentioned | self.dated
        )


@dataclass(slots=True)
class _Years:
    """The candidates for a story's own year, best kind first."""

    outright: list[int] = field(default_factory=list)
    planned: Counter[int] = field(default_factory=Counter)
    spoken: list[int] = field(default_factory=list)
    named: Counter[int] = field(default_factory=Counter)
    anniversaries: list[int] = field(default_factory=list)
    season: tuple[int, int] = (0, 0)
    all: Counter[int] = field(default_factory=Counter)

    def best(self, latest: date | None, begun: set[int]) -> int | None:
        """The story's own year, unless it is known to have passed.

        A year in which a term begins may be one ahead, and is not taken from "trong năm" alone.
        """
        year = (
            max([*self.outright, *filter(None, self.season[:1])], default=None)
            or self._from_plans()
            or max((year for year in self.spoken if year not in begun), default=None)
            or max(self.named, key=lambda candidate: (self.named[candidate], candidate), default=None)
            or self._from_anniversary()
        )
        return None if year is None or year < (latest.year if latest else _ONLINE_NEWS) else year

    def _from_plans(self) -> int | None:
        """The year most often planned for; but where the year before is planned for too, that one: one plans for the next."""
        year = max(self.planned, key=lambda candidate: (self.planned[candidate], -candidate), default=None)
        while year and year - 1 in self.planned:
            year -= 1
        return year

    def _from_anniversary(self) -> int | None:
        """ "50 năm trước" in a story that speaks of 1968 again and again."""
        for years in self.anniversaries:
            for year, _ in self.all.most_common():
                if year < _ONLINE_NEWS <= year + years <= _LAST_YEAR:
                    return year + years
        return None


def gather(sections: Sequence[str], folded_sections: Sequence[str] | None = None) -> Evidence:
    """The evidence of a story's sections, the headline first; `folded_sections` are the same, folded."""
    full_days: dict[tuple[int, int], int] = {}
    latest: list[date] = []
    years = _Years()
    begun: set[int] = set()
    mentioned: set[int] = set()
    dated: set[int] = set()
    today = month = None
    for index, (section, folded) in enumerate(zip(sections, folded_sections or map(fold, sections), strict=True)):
        mentions = find_dates(section, folded)
        if mentions:
            today = today or next(filter(None, map(_today, mentions)), None)
            month = month or next((m.first.month for m in mentions if m.first.day and not m.first.lunar), None)
            full_days |= {day: year for day, year in map(_full_day, mentions) if year and year >= _ONLINE_NEWS}
            latest += _passed(folded, mentions)
            dated |= {m.first.year for m in mentions if m.first.year and m.first.month}
            years.planned.update(filter(None, map(_lunar_year, mentions)))
        _collect_anniversaries(years, folded)
        if _ANY_YEAR.search(folded):  # few sentences name one
            latest += _ended(folded)
            _collect(years, section, folded, headline=index == 0)
            mentioned |= {int(match["year"]) for match in _PLAIN_YEAR.finditer(folded)}
            begun |= {int(match["year"]) for match in _TERM.finditer(folded)}
    last = max((day for day in latest if day.year >= _ONLINE_NEWS), default=None)
    planned = bool(years.planned) and not years.outright
    return Evidence(
        full_days,
        last,
        years.best(last, begun),
        planned,
        frozenset(mentioned),
        frozenset(dated),
        frozenset(begun),
        today,
        month,
        years.season,
    )


def _full_day(mention: DateMention) -> tuple[tuple[int, int], int | None]:
    point = mention.first
    return (point.month or 0, point.day or 0), point.year if point.day and not point.lunar else None


def _passed(folded: str, mentions: list[DateMention]) -> Iterator[date]:
    """Days before the writing: explicit days and months outside clauses that look ahead."""
    for mention in mentions:
        ahead = _AHEAD_BEFORE.search(folded, max(0, mention.start - _CLAUSE), mention.start) or _AHEAD_AFTER.match(folded, mention.end)
        if not ahead and (day := _known_day(mention)):
            yield day


def _ended(folded: str) -> Iterator[date]:
    """The last months of accounting periods before the writing."""
    for match in _SUMMARY.finditer(folded):
        yield date(int(match["year"]), 12, 1)
    for match in _PERIOD.finditer(folded):
        before = folded[max(0, match.start() - _CLAUSE) : match.start()]
        if 1 <= int(match["months"]) <= 12 and not _COMPARED.search(before) and not _AHEAD_BEFORE.search(before):
            yield date(int(match["year"]), int(match["months"]), 1)


def _known_day(mention: DateMention) -> date | None:
    """The day, or the first of the month or of the quarter's last; "cuối năm 2018" is its December."""
    point = mention.last or mention.first
    if not point.year or point.lunar:
        return None
    if point.month or point.quarter:
        return valid_day(point.year, point.month or 3 * (point.quarter or 1), point.day or 1)
    month = next((month for edge, month in _EDGE_MONTHS if mention.text.lower().startswith(edge)), None)
    return date(point.year, month, 1) if month else None


def _collect(years: _Years, section: str, folded: str, *, headline: bool) -> None:
    years.all.update(int(match["year"]) for match in _ANY_YEAR.finditer(folded))
    for pattern in _PLANNED:
        years.planned.update(int(match["year"]) for match in pattern.finditer(folded))
    years.spoken += (int(match["year"]) for match in _SPOKEN.finditer(folded))
    years.named.update(_named_years(section))
    years.named.update(int(match["year"]) for match in _OCCASION.finditer(folded))
    for match in _SEASON.finditer(folded):
        years.season = max(years.season, (int(match["year"]), int(match["first"] or match["year"])))
    for pattern in (*_OUTRIGHT, *((_PLAIN_YEAR,) if headline else ())):
        years.outright += (int(match["year"]) for match in pattern.finditer(folded))


def _collect_anniversaries(years: _Years, folded: str) -> None:
    if " năm" not in folded:
        return
    for match in _ANNIVERSARY.finditer(folded):
        count = int(match["years"] or match["ago"])
        years.anniversaries.append(count)
        if match["years"]:
            years.outright += _anniversary(folded, count, match.end())


def _lunar_year(mention: DateMention) -> int | None:
    """The year that a Tết begins: 2019 for "Tết Kỷ Hợi", numbered or named."""
    point = mention.first
    if not mention.weak:  # "mùng 2 Tết Mậu Thân" tells of a day, mostly in history
        return None
    year = point.year or next((year for year in range(_ONLINE_NEWS, _LAST_YEAR) if year % 60 == point.cycle), None)
    return year + (point.month == 12) if year and year >= _ONLINE_NEWS and point.lunar and point.month in (1, 12) else None


def _anniversary(folded: str, count: int, end: int) -> Iterator[int]:
    """The year in which it is so many years since a year named nearby: "kỷ niệm 50 năm … (24/7/1968)"."""
    span = _ANNIVERSARY_SPAN.search(folded, end, end + 2 * _CLAUSE)
    years = [int(span["year"])] if span else [int(match["year"]) + count for match in _ANY_YEAR.finditer(folded[end : end + 2 * _CLAUSE])]
    yield from (year for year in years[:1] if _ONLINE_NEWS <= year <= _LAST_YEAR)


def _named_years(section: str) -> Iterator[int]:
    """Years of occasions: "SEA Games 2022", but not of laws."""
    for match in _NAMED.finditer(section):
        before = " ".join(fold(section[max(0, match.start() - _CLAUSE) : match.end()]).split()[-5:])
        if int(match["year"]) >= _ONLINE_NEWS and not any(word in before for word in BLOCKED_AFTER[Scope.YEAR]):
            yield int(match["year"])


def _today(mention: DateMention) -> tuple[int, int] | None:
    """Month and day of writing, from "hôm nay 24-2" or "ngày mai (25-2)"."""
    shift = mention.first.shift
    if not shift or shift.unit is not Unit.DAY or shift.anchor is not Anchor.WRITING or not (day := _in_some_year(mention.first)):
        return None
    today = day - timedelta(days=shift.count)
    return today.month, today.day


def _in_some_year(point: Point) -> date | None:
    return valid_day(point.year or 2024, point.month, point.day) if point.month and point.day and not point.lunar else None
