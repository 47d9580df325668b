"""On which part of the timeline each event stands: on its one page, or where events are many, by year and month.

An event's address follows from its date, so that it stays where it is when others are added; only a month of more
than `EVENTS_A_PAGE` events is counted out into pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.records import Edtf, Event

EVENTS_A_PAGE = 40
"""So many events stand on a page, within some 20 kB compressed; as many are drawn with a row for each."""

WHOLE = ""
"""The part that is the timeline itself."""

PAGE = "page_"
"""How the address of a further page begins: no id has an underscore, so none can stand in its place."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def year_of(date: Edtf) -> str:
    """Give the year a date is listed under: that of its first day, or of its last where the first is open."""
    return (date.earliest or date.latest or "")[:4]


def in_time(date: Edtf) -> tuple[str, str]:
    """Order dates by their first day, or their last where the first is open, then by their last."""
    return date.earliest or date.latest or "", date.latest or "9999"


def in_order_of_time(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort events by their dates; those of one date by id."""
    return tuple(sorted(events, key=lambda event: (in_time(event.date), event.id)))


def parts_of(events: Iterable[Event]) -> dict[str, tuple[Event, ...]]:
    """Divide events into parts, each by date, in the order of their dates.

    A part is named as its address goes on after `/timeline/`: nothing where all events stand together, else `2024`,
    `2024/05` where a year is too long for a page (what has no month stays under the year), `2024/05/page_2` where a
    month is, too.
    """
    ordered = in_order_of_time(events)
    if len(ordered) <= EVENTS_A_PAGE:
        return {WHOLE: ordered}
    years: dict[str, list[Event]] = {}
    for event in ordered:
        years.setdefault(year_of(event.date), []).append(event)
    parts: dict[str, tuple[Event, ...]] = {}
    for year, of_year in years.items():
        months: dict[str, list[Event]] = {year: []}
        for event in of_year:
            month = _month(event.date) if len(of_year) > EVENTS_A_PAGE else ""
            months.setdefault(f"{year}/{month}" if month else year, []).append(event)
        for name, found in months.items():
            parts.update(_pages(name, found))
    return parts


def places_in(parts: Mapping[str, Iterable[Event]]) -> dict[str, str]:
    """Give the part that each event stands on, by the event's id."""
    return {event.id: name for name, part in parts.items() for event in part}


def _month(date: Edtf) -> str:
    """Give the month a date begins in, `05`; nothing for one that is given by the year or season alone."""
    found = _MONTH.match(date.text)
    return found[1] if found else ""


def _pages(name: str, events: Sequence[Event]) -> dict[str, tuple[Event, ...]]:
    """Count a part out into pages; an empty one is a page as well, above its months."""
    pages = [tuple(events[at : at + EVENTS_A_PAGE]) for at in range(0, max(len(events), 1), EVENTS_A_PAGE)]
    return {f"{name}/{PAGE}{number}" if number > 1 else name: page for number, page in enumerate(pages, 1)}
