"""How hard Hypothesis tries: the same examples at every quick run, ten thousand new cases in the long one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable

_BASE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
QUICK = settings(_BASE, max_examples=150, derandomize=True)
TOGETHER = 10
LONG = settings(_BASE, max_examples=10_000 // TOGETHER, print_blob=True)

Case = TypeVar("Case")
_FIRST = 0xE000


def together(cases: st.SearchStrategy[Case]) -> st.SearchStrategy[list[Case]]:
    """Draw ten cases for one example of `LONG`: what Hypothesis keeps of an example takes longer than a small case."""
    return st.lists(cases, min_size=TOGETHER, max_size=TOGETHER)


def pieces_of(pieces: Iterable[Case], *, least: int = 0, most: int) -> st.SearchStrategy[list[Case]]:
    """Draw lists of pieces, all equally likely (at most 256, or Hypothesis prefers the first).

    They are what `st.lists(st.sampled_from(pieces))` draws, at a small part of the time: one text is drawn, with a
    letter for each piece, where that makes two choices for each.
    """
    of = {chr(_FIRST + number): piece for number, piece in enumerate(pieces)}
    assert len(of) <= 256
    letters = st.text("".join(of), min_size=least, max_size=most)
    return letters.map(lambda text: [of[letter] for letter in text])
