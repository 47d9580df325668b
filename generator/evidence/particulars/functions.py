"""What a formula can compute: one small function each, and the table of them."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from generator.evidence.particulars.model import Day
from generator.evidence.particulars.numbers import whole
from generator.evidence.particulars.values import FormulaError, Name, Sort, Value, Weekday, write


@dataclass(frozen=True, slots=True)
class Function:
    """One thing a formula can compute. `many` lets the last sort stand any number of times."""

    takes: tuple[Sort, ...]
    gives: Sort
    compute: Callable[..., Value]
    many: bool = False
    unit: str = ""


def _date(day: Day) -> date:
    return date(day.year, day.month, day.day)


def _day(found: date) -> Day:
    return Day(found.year, found.month, found.day)


def _first(day: Day) -> date:
    """The first day of a day, month or year."""
    return date(day.year, day.month or 1, day.day or 1)


def _last(day: Day) -> date:
    """The last day of a day, month or year."""
    month = day.month or 12
    return date(day.year, month, day.day or calendar.monthrange(day.year, month)[1])


def _days(start: Day, end: Day) -> int:
    return (_date(end) - _date(start)).days


def _months(start: Day, end: Day) -> int:
    """Whole months; of two months without days, the months between them."""
    if not (start.month and end.month) or bool(start.day) != bool(end.day):
        raise FormulaError("months needs two days or two months")
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _years(start: Day, end: Day) -> int:
    """Whole years, as ages are counted."""
    if (bool(start.month), bool(start.day)) != (bool(end.month), bool(end.day)):
        raise FormulaError("years needs two dates of the same precision")
    return end.year - start.year - (end[1:] < start[1:])


def _count(value: Value) -> int:
    if not isinstance(value, int) or value < 0:
        raise FormulaError(f"{write(value)} is not a whole number of 0 or more")
    return value


def _plus_days(day: Day, count: Value) -> Day:
    return _day(_date(day) + timedelta(_count(count)))


def _minus_days(day: Day, count: Value) -> Day:
    return _day(_date(day) - timedelta(_count(count)))


def _shift(day: Day, months: int) -> Day:
    if not day.month:
        raise FormulaError("a year alone has no months to count from")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise FormulaError("the result is no date of this calendar")
    if day.day > calendar.monthrange(year, month + 1)[1]:
        raise FormulaError(f"there is no day {day.day} in {year:04}-{month + 1:02}")
    return Day(year, month + 1, day.day)


def _plus_months(day: Day, count: Value) -> Day:
    return _shift(day, _count(count))


def _minus_months(day: Day, count: Value) -> Day:
    return _shift(day, -_count(count))


def _in_year(part: Day, year: Day) -> Day:
    found = Day(year.year, part.month, part.day)
    if part.day > calendar.monthrange(year.year, part.month)[1]:
        raise FormulaError(f"there is no {write(found)}")
    return found


def _next(part: Day | Weekday, after: Day) -> Day:
    """The first such month, day or weekday that begins after a date has ended."""
    end = _last(after)
    if isinstance(part, Weekday):
        return _day(end + timedelta((part.number - end.isoweekday() - 1) % 7 + 1))
    for year in range(after.year, min(after.year + 9, MAXYEAR + 1)):
        found = Day(year, part.month, part.day)
        if _exists(found) and _first(found) > end:
            return found
    raise FormulaError("there is no such day")


def _previous(part: Day | Weekday, before: Day) -> Day:
    """The last such month, day or weekday that has ended before a date begins."""
    start = _first(before)
    if isinstance(part, Weekday):
        return _day(start - timedelta((start.isoweekday() - part.number - 1) % 7 + 1))
    for year in range(before.year, max(before.year - 9, 0), -1):
        found = Day(year, part.month, part.day)
        if _exists(found) and _last(found) < start:
            return found
    raise FormulaError("there is no such day")


def _exists(day: Day) -> bool:
    return day.day <= calendar.monthrange(day.year, day.month)[1]


def _sum(*values: Decimal | int) -> Value:
    return whole(sum((Decimal(value) for value in values), Decimal(0)))


def _difference(first: Decimal | int, second: Decimal | int) -> Value:
    return whole(Decimal(first) - Decimal(second))


def _product(*values: Decimal | int) -> Value:
    result = Decimal(1)
    for value in values:
        result *= Decimal(value)
    return whole(result)


def _percent(part: Decimal | int, of: Decimal | int) -> Value:
    if not of:
        raise FormulaError("nothing is a share of 0")
    return Decimal(part) * 100 / Decimal(of)


def _number_of(*names: Name) -> int:
    if len(set(names)) < len(names):
        raise FormulaError("an id is counted twice")
    return len(names)


FUNCTIONS: dict[str, Function] = {
    "days": Function((Sort.DAY, Sort.DAY), Sort.NUMBER, _days, unit="day"),
    "months": Function((Sort.DATE, Sort.DATE), Sort.NUMBER, _months, unit="month"),
    "years": Function((Sort.DATE, Sort.DATE), Sort.NUMBER, _years, unit="year"),
    "plus_days": Function((Sort.DAY, Sort.NUMBER), Sort.DAY, _plus_days),
    "minus_days": Function((Sort.DAY, Sort.NUMBER), Sort.DAY, _minus_days),
    "plus_months": Function((Sort.DATE, Sort.NUMBER), Sort.DATE, _plus_months),
    "minus_months": Function((Sort.DATE, Sort.NUMBER), Sort.DATE, _minus_months),
    "weekday": Function((Sort.DAY,), Sort.WEEKDAY, lambda day: Weekday(_date(day).isoweekday())),
    "month": Function((Sort.DAY,), Sort.DATE, lambda day: Day(day.year, day.month, 0)),
    "year": Function((Sort.DATE,), Sort.YEAR, lambda day: Day(day.year, 0, 0)),
    "in_year": Function((Sort.PART, Sort.YEAR), Sort.DATE, _in_year),
    "next": Function((Sort.TURN, Sort.DATE), Sort.DATE, _next),
    "previous": Function((Sort.TURN, Sort.DATE), Sort.DATE, _previous),
    "sum": Function((Sort.NUMBER, Sort.NUMBER), Sort.NUMBER, _sum, many=True),
    "difference": Function((Sort.NUMBER, Sort.NUMBER), Sort.NUMBER, _difference),
    "product": Function((Sort.NUMBER, Sort.NUMBER), Sort.NUMBER, _product, many=True),
    "percent": Function((Sort.NUMBER, Sort.NUMBER), Sort.NUMBER, _percent, unit="%"),
    "count": Function((Sort.NAME, Sort.NAME), Sort.NUMBER, _number_of, many=True),
}
"""Every function a formula can use."""
