"""What the selftest makes and what it reports, as frozen records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.evidence.selftest.bench import Bench


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the real functions said of an altered dossier: whether they refused it, and in which words."""

    refused: bool
    message: str


@dataclass(frozen=True, slots=True)
class Alteration:
    """One alteration of something in a dossier, and the way to have it judged by the real functions."""

    subject: str
    before: str
    after: str
    judge: Callable[[], Verdict]


Maker = Callable[["Bench", Random], Iterator[Alteration | None]]
"""Gives alterations of one kind without end, None for a try of which nothing came; nothing where nothing fits."""


class Kind(NamedTuple):
    """A kind of alteration; `alteration-ID` in `templates/words/` says what it is."""

    id: str
    make: Maker


@dataclass(frozen=True, slots=True)
class Example:
    """An alteration and what was said of it."""

    subject: str
    before: str
    after: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """How one kind fared: `right` is the number caught of a harmful kind, accepted of an honest one.

    `example` is the first made (None where the dossier offers nothing to alter); `missed` are all that went wrong.
    """

    kind: str
    harmful: bool
    made: int
    right: int
    example: Example | None
    missed: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How a dossier's selftest went; the same for the same dossier, seed and number."""

    seed: int
    each: int
    rows: tuple[Row, ...]

    @property
    def harmful(self) -> tuple[Row, ...]:
        """The kinds that must be caught."""
        return tuple(row for row in self.rows if row.harmful)

    @property
    def honest(self) -> tuple[Row, ...]:
        """The kinds that must be accepted."""
        return tuple(row for row in self.rows if not row.harmful)

    @property
    def missed(self) -> tuple[Example, ...]:
        """Everything that went wrong."""
        return tuple(example for row in self.rows for example in row.missed)
