"""The chronology as geometry: on which scale each event stands, where its marks are, and which stretch is drawn larger.

Every choice is made by rule, so that a dossier of three events and one of three hundred are drawn without a hand.
`charts.py` draws what is worked out here; `docs/charts.md` says what the marks mean. Days are counted as
`date.toordinal` counts them, and a stretch ends before its last number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from generator.evidence.borne import DateEnd
from generator.reading import edtf
from generator.records import Edtf

MOST_ROWS = 40
"""Above so many events a row stands for a year; above so many years nothing is drawn."""

LABELS, LINES = 6, 24
"""How many labels and lines a scale has at most: so many fit where it is 208 px wide, the narrowest it is shown."""

_APART = 100 * 30 / 208
"""How far apart months and years are named at least, in percent of a scale: the width of such a name."""

_LARGER_FROM = 4
_LARGER_SHARE = 6
_FEW_DAYS, _FEW_YEARS = 10, 1096


class Look(Enum):
    """How an end of a date is known: a text states it, it does not, or it is about or uncertain."""

    STATED = "stated"
    RECKONED = "reckoned"
    VAGUE = "vague"


class Side(Enum):
    """How a date ends on a side that has no date: it does not, it is open (`..`), or nobody knows (empty)."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that one date may mean."""

    start: int
    stop: int
    look: Look

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.stop - self.start == 1


@dataclass(frozen=True, slots=True)
class Span:
    """A typed date: the extents of its one or two ends, and how it goes on where an end is missing."""

    ends: tuple[Extent, ...]
    before: Side = Side.CLOSED
    after: Side = Side.CLOSED


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of time drawn from edge to edge; `unit` is what its ends are rounded to."""

    start: int
    stop: int
    unit: str

    def at(self, day: float) -> float:
        """Give the place of a day in per cent of the width, held within the drawing."""
        return min(100.0, max(0.0, (day - self.start) * 100 / (self.stop - self.start)))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale: its place in per cent, its day, and the unit it is labelled by (or empty)."""

    at: float
    day: date
    unit: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: all events but `larger` on one scale, those on a scale of their own. Events are numbers."""

    scale: Scale
    events: tuple[int, ...]
    larger: tuple[int, ...]
    larger_scale: Scale | None


def span(typed: Edtf, known: Sequence[DateEnd]) -> Span:
    """Work out what is drawn of a date, from how each of its ends is borne out."""
    looks: Mapping[str, Look] = {
        end.text: Look.STATED if end.sources else Look.RECKONED for end in known if end.text
    }
    parts = typed.text.split("/")
    ends = tuple(_extent(part, looks) for part in parts if part not in ("", ".."))
    return Span(ends, _side(parts[0]), _side(parts[-1]))


def _side(part: str) -> Side:
    return {"": Side.UNKNOWN, "..": Side.OPEN}.get(part, Side.CLOSED)


def _extent(part: str, looks: Mapping[str, Look]) -> Extent:
    read = edtf.parse(part)
    assert isinstance(read, Edtf)  # it was read before, as a part of the whole
    assert read.earliest
    assert read.latest
    look = Look.VAGUE if part[-1] in "~?%" else looks.get(part, Look.STATED)
    start, last = (date.fromisoformat(day).toordinal() for day in (read.earliest, read.latest))
    return Extent(start, last + 1, look)


def plan(events: Sequence[Sequence[Span]]) -> Plan | None:
    """Lay out events in order of date, each given by its dates; nothing where all are alike or they are too many."""
    extents = [end for spans in events for one in spans for end in one.ends]
    if len({(end.start, end.stop) for end in extents}) < 2 or not 2 <= len(events) <= MOST_ROWS:
        return None
    scale = scale_of(min(end.start for end in extents), max(end.stop for end in extents))
    larger, larger_scale = _larger(events, scale)
    rest = tuple(number for number in range(len(events)) if number not in larger)
    return Plan(scale, rest, larger, larger_scale)


def scale_of(start: int, stop: int) -> Scale:
    """Round a stretch outward: a few days by a day on each side, up to three years to months, else to years."""
    length = stop - start
    if length <= _FEW_DAYS:
        return Scale(max(1, start - 1), min(date.max.toordinal() + 1, stop + 1), "day")
    unit = "month" if length <= _FEW_YEARS else "year"
    return Scale(_period(start, unit)[0], _period(stop - 1, unit)[1], unit)


def _period(day: int, unit: str) -> tuple[int, int]:
    """Give the month or year that a day lies in."""
    known = date.fromordinal(day)
    first = known.replace(day=1) if unit == "month" else known.replace(month=1, day=1)
    months = 1 if unit == "month" else 12
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = date(year, month + 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1
    return first.toordinal(), last


def _larger(events: Sequence[Sequence[Span]], scale: Scale) -> tuple[tuple[int, ...], Scale | None]:
    """Choose the month (on a scale of years: the year) that holds the most events, where a larger scale parts them."""
    if scale.unit == "day":
        return (), None
    within: dict[tuple[int, int], list[int]] = {}
    for number, spans in enumerate(events):
        closed = all(one.before is one.after is Side.CLOSED for one in spans)
        periods = {_period(day, scale.unit) for one in spans for end in one.ends for day in _edges(end)}
        if closed and len(periods) == 1:
            within.setdefault(periods.pop(), []).append(number)
    for (start, stop), numbers in sorted(within.items(), key=_fullest):
        apart = {end.start for number in numbers for one in events[number] for end in one.ends}
        small = (stop - start) * _LARGER_SHARE <= scale.stop - scale.start
        if len(numbers) >= _LARGER_FROM and len(apart) > 1 and small:
            return tuple(numbers), Scale(start, stop, scale.unit)
    return (), None


def _edges(extent: Extent) -> tuple[int, int]:
    return extent.start, extent.stop - 1


def _fullest(period: tuple[tuple[int, int], list[int]]) -> tuple[int, int]:
    return -len(period[1]), period[0][0]


_STEPS = (
    ("day", 1, 1),
    ("day", 5, 5),
    ("day", 10, 10),
    ("month", 1, 28),
    ("month", 3, 89),
    ("month", 6, 181),
    *(("year", years, years * 365) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)
"""The steps of a scale: a unit, how many of it, and the fewest days between two lines."""


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """Rule a scale: by the finest step that makes no more than `LINES`, labelled by the finest of at most `LABELS`."""
    unit, fine = _ruled(scale, LINES)
    lines = dict.fromkeys(fine, unit)
    unit, labelled = _labelled(scale)
    units = dict.fromkeys(labelled, unit)
    return tuple(
        # a day is marked at its middle, where its dot is; what is longer, where it begins
        Tick(scale.at(day + 0.5 * (known == "day")), date.fromordinal(day), units.get(day, ""))
        for day, known in sorted((lines | units).items())
    )


def _labelled(scale: Scale) -> tuple[str, list[int]]:
    for most in range(LABELS, 1, -1):
        unit, days = _ruled(scale, most)
        places = pairwise(map(scale.at, days))
        if unit == "day" or all(right - left > _APART for left, right in places):
            return unit, days
    return _ruled(scale, 1)


def _ruled(scale: Scale, most: int) -> tuple[str, list[int]]:
    for unit, step, least in _STEPS:
        if (scale.stop - scale.start) // least <= most * 3:  # no need to count what is far too many
            found = list(_lines(scale, unit, step))
            if len(found) <= most:
                return unit, found
    return "year", []


def _lines(scale: Scale, unit: str, step: int) -> Iterator[int]:
    first, last = date.fromordinal(scale.start), date.fromordinal(scale.stop - 1)
    if unit == "year":
        days = (date(year, 1, 1) for year in range(first.year, last.year + 1) if year % step == 0)
    elif unit == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = (date(month // 12, month % 12 + 1, 1) for month in months if month % 12 % step == 0)
    else:
        known = map(date.fromordinal, range(scale.start, scale.stop))
        # by fives and tens from the first of each month, and never at the 31st, close before the next
        days = (day for day in known if (day.day - 1) % step == 0 and (step == 1 or day.day < 31))
    return (day.toordinal() for day in days if scale.start <= day.toordinal())


def counted(years: Mapping[str, int]) -> Mapping[str, int] | None:
    """Choose rows of years, given the events of each: where single events are too many, and the years are not."""
    return years if sum(years.values()) > MOST_ROWS and 2 <= len(years) <= MOST_ROWS else None


def iso(day: int) -> str:
    """Write a day as `2025-05-06`."""
    return date.fromordinal(day).isoformat()
