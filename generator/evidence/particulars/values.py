"""The values a formula works with: what sorts there are, how they are written and read."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from generator.evidence.particulars.lexicon import WEEKDAY_NAMES
from generator.evidence.particulars.model import Day
from generator.evidence.particulars.numbers import whole


class Sort(Enum):
    """What kind of value a function takes or gives."""

    NUMBER = "a number such as 412 or 2.5"
    DAY = "a day such as 2025-05-06"
    DATE = "a day, a month or a year such as 2025-05-06, 2025-05 or 2025"
    PART = "a month or day without a year such as XXXX-08 or XXXX-07-29"
    TURN = "a month or day without a year such as XXXX-08 or XXXX-07-29, or a weekday such as Tuesday"
    YEAR = "a year such as 2024"
    WEEKDAY = "a weekday such as Tuesday"
    NAME = "the id of a person or another entity"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, from 1 for Monday."""

    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """An entity, by its id."""

    id: str


Value = int | Decimal | Day | Weekday | Name


class FormulaError(Exception):
    """A formula cannot be read or computed; the message says why, in words for its author."""


_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?%?", re.ASCII)
_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_WEEKDAYS = {name.lower(): n for n, name in enumerate(WEEKDAY_NAMES, 1)}


def read_value(text: str, sort: Sort) -> Value:
    """Read one value of a formula.

    Raises:
        FormulaError: it is not of the sort.
    """
    value = _read(text, sort)
    if value is None:
        raise FormulaError(f"{text!r} is not {sort.value}")
    return value


def _read(text: str, sort: Sort) -> Value | None:
    match sort:
        case Sort.NUMBER:
            return whole(Decimal(text.rstrip("%"))) if _NUMBER.fullmatch(text) else None
        case Sort.NAME:
            return Name(text) if _ID.fullmatch(text) else None
        case Sort.WEEKDAY:
            return Weekday(_WEEKDAYS[text.lower()]) if text.lower() in _WEEKDAYS else None
        case Sort.TURN if text.lower() in _WEEKDAYS:
            return Weekday(_WEEKDAYS[text.lower()])
        case _:
            return _read_date(text, sort)


def _read_date(text: str, sort: Sort) -> Day | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    yearless = found[1] == "XXXX"
    day = Day(0 if yearless else int(found[1]), int(found[2] or 0), int(found[3] or 0))
    fits = {
        Sort.DAY: bool(day.day) and not yearless,
        Sort.DATE: not yearless,
        Sort.YEAR: not yearless and not day.month,
        Sort.PART: yearless and bool(day.month),
        Sort.TURN: yearless and bool(day.month),
    }
    if not fits.get(sort, False) or (not yearless and day.year == 0) or day.month > 12 or (found[2] == "00"):
        return None
    if day.month and day.day > calendar.monthrange(2000 if yearless else day.year, day.month)[1]:
        return None
    return None if found[3] == "00" else day


def write(value: Value) -> str:
    """Write a value as formulas have it."""
    match value:
        case Weekday(number):
            return WEEKDAY_NAMES[number - 1]
        case Name(name):
            return name
        case Day(year, month, day):
            parts = [f"{year:04}" if year else "XXXX"]
            return "-".join(parts + [f"{part:02}" for part in (month, day) if part])
        case _:
            return format(value, "f") if isinstance(value, Decimal) else str(value)
