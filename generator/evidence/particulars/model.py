"""What a text says in particular, as values that can be compared across languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """The kinds of particular."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    QUANTITY = "quantity"
    DATE = "date"
    YEAR = "year"
    DECADE = "decade"
    WEEKDAY = "weekday"
    TIME = "time"
    CODE = "code"
    NAME = "name"


class Day(NamedTuple):
    """A date in a text, at the precision it has there: what it does not say is 0."""

    year: int
    month: int
    day: int


Key = int | Decimal | str | Day
"""What a particular comes to, whatever its wording: 5 for `five` and `cinco`, 2 for a Tuesday."""


class Item(NamedTuple):
    """One particular as a text words it.

    `first` and `last` are its tokens, end exclusive. `unit` is what a number counts or measures, where the word stands
    right behind it; `hedge` is `>`, `<` or `~` where it is given as more than, less than or about that.
    """

    kind: Kind
    key: Key
    text: str
    first: int
    last: int
    unit: str = ""
    hedge: str = ""


class Count(NamedTuple):
    """How a number stands in a ground."""

    unit: str
    hedge: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that one text can bear out, read once.

    `counts` is by number; `dates` holds each date with its coarser readings (6 May 2025, 6 May, May 2025, May);
    `keys` holds the other kinds; `entities` the ids of those named. `words` are its tokens, padded. `items` are kept
    for messages.
    """

    counts: Mapping[Key, tuple[Count, ...]] = field(default_factory=dict)
    dates: frozenset[Day] = frozenset()
    years: frozenset[Key] = frozenset()
    keys: frozenset[tuple[Kind, Key]] = frozenset()
    entities: frozenset[str] = frozenset()
    words: str = " "
    items: tuple[Item, ...] = ()


def agree(said: Count, given: Count) -> bool:
    """Whether a number said with a unit and a hedge is borne out by the same number as given.

    A unit on one side alone is no contradiction, but for the per cent sign. A hedge may not be added, dropped or
    turned round; only `about` may stand for `more than` or `nearly`.
    """
    if said.unit != given.unit and ((said.unit and given.unit) or "%" in (said.unit, given.unit)):
        return False
    return said.hedge in (given.hedge, "~")
