"""Quotations that must be refused, made of a dossier's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

from generator.evidence.selftest import reference
from generator.evidence.selftest.bench import Bench
from generator.evidence.selftest.model import Alteration, Maker
from generator.evidence.selftest.words import Edit
from generator.problems import Code
from generator.records import Excerpt, Selector

_NO_QUOTATION = frozenset((Code.QUOTE_NOT_FOUND, Code.QUOTE_UNREADABLE))

Elide = Callable[[list[list[str]], Random], tuple[list[str], list[str]] | None]
"""Chooses two parts from the words of a source's paragraphs."""


def edited(edit: Edit) -> Maker:
    """Alter the words of excerpts."""

    def make(bench: Bench, random: Random) -> Iterator[Alteration | None]:
        for excerpt in bench.drawn(bench.excerpts, random):
            source = bench.source(excerpt)
            words = edit(excerpt.selector.exact, source, random)
            harmful = words and words.strip() and not bench.places(words, source)
            yield (
                _altered(bench, excerpt, replace(excerpt.selector, exact=words))
                if words and harmful
                else None
            )

    return make


def elided(elide: Elide) -> Maker:
    """Quote, in the place of an excerpt, two parts of its source that may not be joined so."""

    def make(bench: Bench, random: Random) -> Iterator[Alteration | None]:
        for excerpt in bench.drawn(bench.excerpts, random):
            source = bench.source(excerpt)
            parts = elide([paragraph.split() for paragraph in bench.paragraphs(source)], random)
            words = f" {reference.ELISION} ".join(map(" ".join, parts)) if parts else ""
            yield (
                _altered(bench, excerpt, Selector(words))
                if words and not bench.places(words, source)
                else None
            )

    return make


def _altered(bench: Bench, excerpt: Excerpt, selector: Selector, shown: str = "") -> Alteration:
    after = replace(excerpt, selector=selector)
    return Alteration(
        excerpt.key,
        excerpt.selector.exact,
        shown or selector.exact,
        lambda: bench.refuses(bench.of_excerpt(after), _NO_QUOTATION),
    )


# ---------------------------------------------------------------- elisions


def _part(words: list[str], first: int, random: Random, least: int = 3) -> tuple[list[str], int]:
    """Take a few words from a place on, and tell where they end."""
    end = first + random.randint(least, least + 2)
    return words[first:end], end


def reversed_parts(paragraphs: list[list[str]], random: Random) -> tuple[list[str], list[str]] | None:
    """Put what stands later first."""
    words = random.choice(paragraphs)
    if len(words) < 12:
        return None
    early, end = _part(words, random.randrange(len(words) - 11), random)
    late, _end = _part(words, random.randrange(end, len(words) - 4), random)
    return late, early


def far_parts(paragraphs: list[list[str]], random: Random) -> tuple[list[str], list[str]] | None:
    """Join parts of one paragraph that stand more than the stated distance apart."""
    words = random.choice(
        [words for words in paragraphs if len(" ".join(words)) > reference.GAP + 60] or [[]]
    )
    if not words:
        return None
    early, end = _part(words, random.randrange(4), random)
    far = next(
        (at for at in range(end, len(words)) if len(" ".join(words[end:at])) > reference.GAP + 2), len(words)
    )
    late, _end = _part(words, far, random)
    return (early, late) if len(late) >= reference.WORDS else None


def parts_across(paragraphs: list[list[str]], random: Random) -> tuple[list[str], list[str]] | None:
    """Join the end of a paragraph with the beginning of the next."""
    pairs = [(one, other) for one, other in pairwise(paragraphs) if min(len(one), len(other)) >= 9]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    early, _end = _part(one, len(one) - random.randint(6, 9), random)
    late, _end = _part(other, random.randrange(4), random)
    return early, late


def short_part(paragraphs: list[list[str]], random: Random) -> tuple[list[str], list[str]] | None:
    """Join two parts that do stand so, one of them of one or two words."""
    words = random.choice(paragraphs)
    if len(words) < 12:
        return None
    sizes = random.sample((random.randint(1, 2), random.randint(3, 5)), 2)
    first = random.randrange(len(words) - 11)
    second = first + sizes[0] + random.randint(1, 3)
    return words[first : first + sizes[0]], words[second : second + sizes[1]]


# ---------------------------------------------------------------- the right words in the wrong place


def wrong_frame(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Give a prefix or suffix that does not stand beside the words."""
    for excerpt in bench.drawn(bench.excerpts, random):
        source = bench.source(excerpt)
        text = " ".join(bench.paragraphs(source))
        words = text.split()
        at = random.randrange(len(words))
        beside = " ".join(words[at : at + random.randint(1, 3)])
        places = bench.places(excerpt.selector.exact, source)
        before = random.random() < 0.5
        if any(
            text[:start].rstrip().endswith(beside) if before else text[end:].lstrip().startswith(beside)
            for start, end in places
        ):
            yield None
            continue
        name = "prefix" if before else "suffix"
        selector = Selector(excerpt.selector.exact, beside if before else "", "" if before else beside)
        yield _altered(bench, excerpt, selector, f"{excerpt.selector.exact} ({name}: {beside})")


def beyond(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Mean an occurrence that there is not."""
    for excerpt in bench.drawn(bench.excerpts, random):
        number = len(bench.places(excerpt.selector.exact, bench.source(excerpt))) + random.randint(1, 3)
        selector = Selector(excerpt.selector.exact, occurrence=number)
        yield _altered(bench, excerpt, selector, f"{excerpt.selector.exact} (occurrence: {number})")


def wrong_source(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Put a quotation under another source."""
    for excerpt in bench.drawn(bench.excerpts, random):
        other = random.choice(bench.sources)
        if other.id == excerpt.source or bench.places(excerpt.selector.exact, other):
            yield None
            continue
        shown = f"{excerpt.selector.exact} (put under {other.id})"
        yield replace(
            _altered(bench, replace(excerpt, source=other.id), excerpt.selector, shown), subject=excerpt.key
        )
