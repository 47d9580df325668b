"""Long lists in pages: how much stands on one, where the others are, and how each is named.

A list that is too long is divided: its own page names the parts by their first and last entry, and each part leads to
those beside it. `https://…/people/page_2/` is such a part; nothing else can stand there, since no id has an underscore.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from generator.evidence.timeline import PAGE
from generator.site import views
from generator.site.parts import Scribe
from generator.site.words import Words

T = TypeVar("T")

ENTRIES_A_PAGE = 60
"""So many entries with a sentence each, as of people, stay within 14.6 kB compressed."""

LINES_A_PAGE = 200
"""So many lines of a name and a number stay within the same."""

BESIDE = 60
"""So many entries of a list stand on a page about something else, as a person's events do; more have pages."""

USES_A_SOURCE = 320
"""So many sentences that rest on a source stand on its page: with the quotations, within some 20 kB compressed."""

USES_A_PAGE = 150
"""So many stand on a page of their own."""

PAGER_IN_FULL = 20
"""Up to so many pages are all named by their numbers on each of them; of more, some."""


class Part(NamedTuple):
    """A part of a list as another page leads to it: what it holds in words, its path, the number of its entries."""

    text: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a page stands in a divided list: `number` (from 1) of `pages`, or 0 for the page above the parts.

    `groups` are the parts that this one leads to, under their headings; `before` and `after` those beside this one.
    """

    number: int
    pages: int
    groups: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    before: Part | None = None
    after: Part | None = None

    def titled(self, title: str, w: Words) -> str:
        """Give the title of this page of a list with some title."""
        return f"{title}, {w('page-n-of-m', n=self.number, m=self.pages)}" if self.number else title

    def shown(self, scribe: Scribe) -> views.Division:
        """Show the steps on a page."""
        groups = tuple(
            (
                heading,
                tuple(
                    views.Part(part.text, scribe.up + part.path, scribe.w("entries", n=part.size))
                    for part in parts
                ),
            )
            for heading, parts in self.groups
        )
        return views.Division(groups, _link(scribe, self.before), _link(scribe, self.after))


@dataclass(frozen=True, slots=True)
class Portion(Generic[T]):
    """What one page of the list at `base` shows: entries under their headings; `steps` is None where it shows all."""

    base: str
    path: str
    groups: tuple[tuple[str, tuple[T, ...]], ...]
    steps: Steps | None

    @property
    def entries(self) -> tuple[T, ...]:
        """All that the page shows, one after another."""
        return tuple(entry for _heading, entries in self.groups for entry in entries)

    def division(self, scribe: Scribe) -> views.Division | None:
        """Show how the list is divided; None where it is not."""
        return self.steps.shown(scribe) if self.steps else None


def portions(
    path: str,
    groups: Sequence[tuple[str, Sequence[T]]],
    name: Callable[[T], str],
    w: Words,
    most: int,
    weight: Callable[[T], int] | None = None,
) -> Iterator[Portion[T]]:
    """Divide a list at `path`: one page where at most `most` entries are in it, else one above pages of each group.

    Where entries differ in `weight`, it is that which is counted.
    """
    weights = [weight(entry) if weight else 1 for _heading, entries in groups for entry in entries]
    if sum(weights) <= most:
        yield Portion(path, path, tuple((heading, tuple(entries)) for heading, entries in groups), None)
        return
    a_page = most if weight is None else max(1, most * len(weights) // sum(weights))
    pages = [(heading, tuple(chunk)) for heading, entries in groups for chunk in evenly(entries, a_page)]
    parts: list[Part] = []
    by_heading: dict[str, list[Part]] = {}
    for number, (heading, chunk) in enumerate(pages, 1):
        first, last = name(chunk[0]), name(chunk[-1])
        text = w("az-range", first=first, last=last) if len(chunk) > 1 else first
        parts.append(Part(text, page_path(path, number), len(chunk)))
        by_heading.setdefault(heading, []).append(parts[-1])
    above = tuple((heading, tuple(found)) for heading, found in by_heading.items())
    yield Portion(path, path, (), Steps(0, len(parts), above))
    for at, (page, part) in enumerate(zip(pages, parts, strict=True)):
        before = parts[at - 1] if at else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        yield Portion(path, part.path, (page,), Steps(at + 1, len(parts), (), before, after))


def uses_shown(uses: Sequence[int]) -> int:
    """Tell how many of the sentences that rest on each excerpt its source's page shows, given how many there are."""
    return max(uses, default=0) if sum(uses) <= USES_A_SOURCE else max(1, USES_A_SOURCE // len(uses))


def pages_of(path: str, entries: Sequence[T], most: int) -> list[tuple[str, tuple[T, ...]]]:
    """Divide a list into pages that follow one another, the first of them at `path`: (path, entries)."""
    return [
        (path if number == 1 else page_path(path, number), tuple(chunk))
        for number, chunk in enumerate(evenly(entries, most), 1)
    ]


def evenly(entries: Sequence[T], most: int) -> list[Sequence[T]]:
    """Divide entries into pages of nearly one length, of at most `most`."""
    pages = -(-len(entries) // most)
    bounds = [len(entries) * page // pages for page in range(pages + 1)] if pages else []
    return [entries[start:stop] for start, stop in pairwise(bounds)]


def page_path(path: str, number: int) -> str:
    """Give the path of a page of a divided list."""
    return f"{path}{PAGE}{number}/"


def titled(title: str, number: int, pages: int, w: Words) -> str:
    """Give the title of a page of several, which says which of them it is."""
    return f"{title}, {w('page-n-of-m', n=number, m=pages)}" if pages > 1 else title


def pager(scribe: Scribe, paths: Sequence[str], number: int) -> tuple[tuple[views.Link, ...], int]:
    """Name the pages at `paths` by number, as on page `number`: the links, and which of them is this page.

    Of many pages the first, the last, and those beside this one are named, and some at wide steps.
    """
    many = len(paths) > PAGER_IN_FULL
    step = -(-len(paths) // 10)
    named = [
        other
        for other in range(1, len(paths) + 1)
        if not many or abs(other - number) <= 3 or other in (1, len(paths)) or other % step == 0
    ]
    links = tuple(views.Link(str(other), scribe.up + paths[other - 1]) for other in named)
    return links, named.index(number) + 1


def _link(scribe: Scribe, part: Part | None) -> views.Link | None:
    return views.Link(part.text, scribe.up + part.path) if part else None
