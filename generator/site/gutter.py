"""The lineage of the sources as geometry: what runs along the edge of their list, row by row.

Rows are the sources in the order of the list, in which those of one origin are neighbours. `charts.py` draws what is
worked out here; `docs/charts.md` says what the marks mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS, MOST_LANES = 40, 2
"""Above so many sources, or lines side by side for sources kept apart, nothing is drawn: the list says it in words."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A line that passes a row: its number, counted from the list outward, and whether it stops at this row.

    `up` and `down` say whether it goes on beyond the row.
    """

    number: int
    stops: bool
    up: bool
    down: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at the edge of one source.

    `up` and `down` join it to its neighbours of one origin, whose ring stands at the first; `stated` says that one
    names the other as its source. `lanes` join it to sources that were compared and are counted apart.
    """

    up: bool
    down: bool
    stated: bool
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Gutter:
    """The rows, in order, and how many lanes stand side by side."""

    rows: tuple[Row, ...]
    lanes: int


def gutter(
    order: Sequence[str],
    origin_of: Mapping[str, str],
    stated: frozenset[str],
    apart: Iterable[frozenset[str]],
) -> Gutter | None:
    """Lay out sources in order: `stated` are origins of which a source names another; `apart` are groups kept apart.

    Nothing where every source stands alone, or where more would be drawn than can be followed.
    """
    groups = sorted(sorted(order.index(source) for source in group) for group in apart)
    joined = len({origin_of[source] for source in order}) < len(order)
    if not (joined or groups) or len(order) > MOST_ROWS:
        return None
    free: list[int] = []  # by lane, the first row in which it may begin again
    lanes: list[list[Lane]] = [[] for _source in order]
    for rows in groups:
        first, last = rows[0], rows[-1]
        number = next((lane for lane, row in enumerate(free) if row <= first), len(free))
        free[number:number] = [0] * (number == len(free))
        free[number] = last + 1
        for row in range(first, last + 1):
            lanes[row].append(Lane(number, row in rows, row > first, row < last))
    if len(free) > MOST_LANES:
        return None
    origins = [origin_of[source] for source in order]
    rows_drawn = (
        Row(
            up=number > 0 and origins[number - 1] == origin,
            down=origins[number + 1 : number + 2] == [origin],
            stated=origin in stated,
            lanes=tuple(lanes[number]),
        )
        for number, origin in enumerate(origins)
    )
    return Gutter(tuple(rows_drawn), len(free))
