"""Publication times as Vietnamese pages and feeds write them. A time without a zone is Vietnam's (+07:00)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

VIETNAM = timezone(timedelta(hours=7))
EARLIEST_YEAR = 1990
_LONGEST = 120

_CALENDAR = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?!\d)\s{0,2}([AaPp][Mm]|SA|CH)?")
_ZONE = re.compile(r"(?:GMT|UTC)\s?([+-]\d{1,2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_FRACTION = re.compile(r"(\.\d{6})\d+")
_WEEKDAY = r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s?,?\s?)?"
_DAY = r"(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_TIME = r"\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[ap]m)?"
_SEPARATOR = r"\s?[-–|,•]?\s?"
_ZONE_NOTE = r"(?:\s?\(?(?:gmt|utc) ?\+?\d{1,2}(?::00)?\)?)?"
_LINE = re.compile(
    rf"(?:cập nhật:?\s)?{_WEEKDAY}(?:{_DAY}(?:{_SEPARATOR}{_TIME})?|{_TIME}{_SEPARATOR}{_WEEKDAY}{_DAY}){_ZONE_NOTE}",
    re.IGNORECASE,
)
_URL_DAY = re.compile(r"(?:^|[/_-])(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_URL_TIME = re.compile(r"-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)\d{0,5}\.\w{3,5}$")


def read_time(text: str) -> datetime | None:
    """The time that a metadata value, feed date or visible date line states; None where it states none.

    Reads ISO 8601, RFC 822, `16/12/2021 - 08:15`, `9/7/2018 9:59:00 AM`, `Thứ sáu, 6/8/2021, 01:08 (GMT+7)`: day first
    unless that is impossible.

    >>> read_time("Thứ Năm, 16/12/2021, 08:15 (GMT+7)").isoformat()
    '2021-12-16T08:15:00+07:00'
    """
    text = text.strip()[:_LONGEST]
    for read in (_iso, _calendar, _rfc822):
        found = read(text)
        if found is not None:
            return found if found.year >= EARLIEST_YEAR else None
    return None


def read_line(text: str) -> datetime | None:
    """The time of a line that holds nothing but a publication time, as it stands below a headline.

    >>> read_line("Ngày 16/12/2021 có hội nghị") is None
    True
    """
    return read_time(text) if len(text) <= _LONGEST and _LINE.fullmatch(text.strip()) else None


def read_url(url: str) -> datetime | None:
    """The day (or time) that an article's address holds, as `/2021/12/16/` or `-20211216081500123.htm`."""
    found = _URL_TIME.search(url) or _URL_DAY.search(url)
    return _moment(*map(int, found.groups())) if found else None


def _iso(text: str) -> datetime | None:
    if not _ISO.match(text):
        return None
    try:
        return _aware(datetime.fromisoformat(_ISO_FRACTION.sub(r"\1", text)))
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return _aware(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _calendar(text: str) -> datetime | None:
    found = _CALENDAR.search(text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    if month > 12 >= day:
        day, month = month, day
    rest = text[: found.start()] + " " + text[found.end() :]
    hour, minute, second = _clock(rest)
    zone = _ZONE.search(text)
    moment = _moment(year, month, day, hour, minute, second)
    if moment is None or zone is None or abs(int(zone[1])) > 14:
        return moment
    return moment.replace(tzinfo=timezone(timedelta(hours=int(zone[1]))))


def _clock(text: str) -> tuple[int, int, int]:
    found = _CLOCK.search(text)
    if not found:
        return 0, 0, 0
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    if half in ("AM", "SA") and hour == 12:
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else (0, 0, 0)


def _moment(*parts: int) -> datetime | None:
    try:
        return datetime(*parts, tzinfo=VIETNAM)
    except ValueError:
        return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
