"""Dates as precise as the evidence: EDTF (ISO 8601-2:2019), level 0 and the part of level 1 that dossiers need.

Read are years, months and days; seasons (21 to 24); a qualifier `~` (about), `?` (uncertain) or `%` (both) at
the end; `X` for unknown last digits of a year (`202X`), and for an unknown month or day (`2025-XX`); intervals
with `/`, whose ends may be `..` (open) or empty (unknown). Times of day are not.
"""

from __future__ import annotations

import calendar
import re

from generator.records import Edtf

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%])?",
    re.ASCII,
)
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}


def parse(text: str) -> Edtf | str:
    """Read a date; a string returned says what is wrong with it."""
    if "/" not in text:
        bounds = _bounds(text)
        return bounds if isinstance(bounds, str) else Edtf(text, *bounds)
    ends = text.split("/")
    if len(ends) != 2:
        return "an interval has one /"
    first, last = (end if end in ("", "..") else _bounds(end) for end in ends)
    if first in ("", "..") and last in ("", ".."):
        return "an interval needs at least one date"
    for end, bounds in zip(ends, (first, last), strict=True):
        if end not in ("", "..") and isinstance(bounds, str):
            return bounds
    earliest = None if isinstance(first, str) else first[0]
    latest = None if isinstance(last, str) else last[1]
    if earliest and latest and not isinstance(last, str) and earliest > last[1]:
        return "the interval ends before it begins"
    return Edtf(text, earliest, latest)


def _bounds(text: str) -> tuple[str, str] | str:
    """Give the first and last day that a single date may mean, or what is wrong with it."""
    found = _DATE.fullmatch(text)
    if not found:
        return "it is not an EDTF date"
    year, month, day = found["year"], found["month"], found["day"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low == 0:
        return "there is no year 0000 in this calendar"
    if "X" in year and month:
        return "a year with unknown digits has no month"
    if month is None or month == "XX":
        if day and day != "XX":
            return "a day needs a known month"
        return f"{low:04}-01-01", f"{high:04}-12-31"
    if month in _SEASONS:
        if day:
            return "a season has no day"
        start, end = _SEASONS[month]
        return f"{low:04}-{start:02}-01", f"{low:04}-{end:02}-{calendar.monthrange(low, end)[1]:02}"
    if not 1 <= int(month) <= 12:
        return f"there is no month {month}"
    last = calendar.monthrange(low, int(month))[1]
    if day is None or day == "XX":
        return f"{low:04}-{month}-01", f"{low:04}-{month}-{last:02}"
    if not 1 <= int(day) <= last:
        return f"there is no day {day} in {low:04}-{month}"
    return text[:10], text[:10]


def is_day(date: Edtf) -> bool:
    """Whether a date is one known day, without doubt or interval."""
    return len(date.text) == 10 and date.text == date.earliest == date.latest
