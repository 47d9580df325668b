"""Quotations that must be accepted: the same words, typed as people type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from generator.evidence.selftest import reference
from generator.evidence.selftest.bench import Bench
from generator.evidence.selftest.model import Alteration, Maker
from generator.records import Excerpt, Selector, Source

Typing = Callable[[str, Random], str | None]
"""Types the same words in another way."""

_TURNED = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def typed(typing: Typing) -> Maker:
    """Type the words of excerpts in another way."""

    def make(bench: Bench, random: Random) -> Iterator[Alteration | None]:
        for excerpt in bench.drawn(bench.excerpts, random):
            words = typing(excerpt.selector.exact, random)
            yield _alteration(bench, excerpt, replace(excerpt.selector, exact=words)) if words else None

    return make


def unchanged(words: str, _random: Random) -> str | None:
    """Leave them as they are."""
    return words


def spaces(words: str, random: Random) -> str | None:
    """Make a run of some spaces."""
    return _instead_of_spaces(words, ("  ", "   ", "\t", " \t "), random)


def line_breaks(words: str, random: Random) -> str | None:
    """Break lines."""
    return _instead_of_spaces(words, ("\n", "\r\n", "\n    "), random)


def no_break(words: str, random: Random) -> str | None:
    """Keep words together with no-break spaces."""
    return _instead_of_spaces(words, ("\u00a0", "\u202f", "\u2007"), random)


def _instead_of_spaces(words: str, others: tuple[str, ...], random: Random) -> str | None:
    tokens = words.split(" ")
    if len(tokens) < 2:
        return None
    sure = random.randrange(1, len(tokens))
    pieces = [tokens[0]]
    for at, token in enumerate(tokens[1:], 1):
        pieces += [random.choice(others) if at == sure or random.random() < 0.3 else " ", token]
    return "".join(pieces)


def marks(words: str, random: Random) -> str | None:
    """Type straight quotation marks and apostrophes for curly ones, or curly for straight."""
    turned = "".join(_TURNED.get(one) or random.choice({'"': "“”", "'": "‘’"}.get(one, one)) for one in words)
    return turned if turned != words else None


def composition(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Compose letters and accents otherwise, in the words or in the text."""
    for excerpt in bench.drawn(bench.excerpts, random):
        words = excerpt.selector.exact
        source = bench.source(excerpt)
        text = unicodedata.normalize("NFD", source.text or "")
        decomposed = unicodedata.normalize("NFD", words)
        if random.random() < 0.5 and decomposed != words:
            yield _alteration(bench, excerpt, replace(excerpt.selector, exact=decomposed), f"{words} (NFD)")
        elif text != source.text:
            yield _alteration(
                bench, excerpt, excerpt.selector, f"{words} (the text NFD)", replace(source, text=text)
            )
        else:
            yield None


def elision(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Leave words out as the rule allows."""
    for excerpt in bench.drawn(bench.excerpts, random):
        source = bench.source(excerpt)
        words = random.choice(bench.paragraphs(source)).split()
        if len(words) < 12:
            yield None
            continue
        first = random.randrange(len(words) - 11)
        end = first + random.randint(3, 5)
        second = end + random.randint(1, 12)
        parts = (" ".join(words[first:end]), " ".join(words[second : second + random.randint(3, 5)]))
        quotation = f" {reference.ELISION} ".join(parts)
        starts = {start for start, _end in bench.places(quotation, source)}
        if not starts:  # a part is too short, or cut inside a word
            yield None
            continue
        yield _alteration(bench, excerpt, Selector(quotation, occurrence=0 if len(starts) > 1 else None))


def framed(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Add the words beside a place as prefix or suffix."""
    for excerpt in bench.drawn(bench.excerpts, random):
        source = bench.source(excerpt)
        words = excerpt.selector.exact
        places = bench.places(words, source)
        if len(places) != 1:
            yield None
            continue
        text = " ".join(bench.paragraphs(source))
        start, end = places[0]
        count = random.randint(1, 4)
        prefix = " ".join(text[:start].split()[-count:]) if random.random() < 0.7 else ""
        suffix = " ".join(text[end:].split()[:count]) if not prefix or random.random() < 0.4 else ""
        shown = f"{words} (prefix: {prefix or 'none'}; suffix: {suffix or 'none'})"
        yield (
            _alteration(bench, excerpt, Selector(words, prefix, suffix), shown) if prefix or suffix else None
        )


def everywhere(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Mean all places of words that the text prints more than once."""
    for excerpt in bench.drawn(bench.excerpts, random):
        words = excerpt.selector.exact
        twice = len(bench.places(words, bench.source(excerpt))) > 1
        selector = Selector(words, occurrence=0)
        yield _alteration(bench, excerpt, selector, f"{words} (occurrence: all)") if twice else None


def _alteration(
    bench: Bench, excerpt: Excerpt, selector: Selector, shown: str = "", source: Source | None = None
) -> Alteration:
    after = replace(excerpt, selector=selector)
    dossier = bench.of_excerpt(after)
    if source:
        own = replace(dossier.sources[source.id], text=source.text)
        dossier = replace(dossier, sources={source.id: own})
    return Alteration(
        excerpt.key, excerpt.selector.exact, shown or selector.exact, lambda: bench.accepts(after, dossier)
    )
