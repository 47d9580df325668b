"""Finding a quotation in the text of its source: pure functions on strings.

The rule, with its reasons in `docs/decisions/0002-how-quotations-are-matched.md`: the source's own characters, in
the source's own order. Runs of white space and line breaks may differ, nothing else. A quotation begins and ends
at word boundaries. `[…]` stands for words left out: the parts stand in the order typed, inside one paragraph, at
most `MAX_GAP` characters apart, each of at least `MIN_PART_WORDS` words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.records import Selector

ELISION = "[…]"
MAX_GAP = 400
MIN_PART_WORDS = 3

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source: offsets in code points of the text as received, end exclusive."""

    start: int
    end: int


Passage = tuple[Span, ...]
"""One place where a quotation stands: a span a part, several where words are left out."""


@dataclass(frozen=True, slots=True)
class Found:
    """The words stand in the source, at the places meant (several only for `occurrence: all`)."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The words stand more than once, and nothing says which place is meant."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The words do not stand in the source as quoted. `reason` says what stands in the way, where that is known."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Malformed:
    """The quotation is none: `reason` says why."""

    reason: str


Outcome = Found | Ambiguous | NotFound | Malformed


def fold(text: str) -> str:
    """Fold every run of white space to one space, and drop it at the ends."""
    return " ".join(text.split())


class SourceText:
    """A source's text made ready for searching: white space folded, with the way back to the original offsets."""

    __slots__ = ("_folded_starts", "_paragraph_starts", "_token_starts", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        tokens = [found.span() for found in _TOKEN.finditer(text)]
        self.folded = " ".join(text[start:end] for start, end in tokens)
        self._token_starts = [start for start, _end in tokens]
        self._folded_starts: list[int] = []
        at = 0
        for start, end in tokens:
            self._folded_starts.append(at)
            at += end - start + 1
        self._paragraph_starts = _paragraph_starts(text)

    def span(self, start: int, end: int) -> Span:
        """Turn offsets in the folded text into offsets in the text as received."""
        return Span(self._original(start), self._original(end - 1) + 1)

    def _original(self, at: int) -> int:
        token = bisect_right(self._folded_starts, at) - 1
        return self._token_starts[token] + at - self._folded_starts[token]

    def paragraph(self, offset: int) -> int:
        """Number the paragraph in which an offset of the text as received lies."""
        return bisect_right(self._paragraph_starts, offset)

    def line(self, offset: int) -> int:
        """Number the line, from 1, in which an offset lies."""
        return self.text.count("\n", 0, offset) + 1

    def count(self, spans: Iterable[Span]) -> tuple[int, int]:
        """Count the words of the text, and those of them that lie in any of some spans."""
        quoted: set[int] = set()
        for span in spans:
            first = bisect_right(self._token_starts, span.start) - 1
            last = bisect_right(self._token_starts, span.end - 1)
            quoted.update(range(first, last))
        return len(self._token_starts), len(quoted)

    def words(self, passage: Passage) -> str:
        """Give the source's own words at a passage: white space folded, `[…]` between parts."""
        return f" {ELISION} ".join(fold(self.text[span.start : span.end]) for span in passage)


def _paragraph_starts(text: str) -> list[int]:
    """Find where paragraphs begin: at every line, or after blank lines where lines are broken inside sentences."""
    lines = [(found.start(), found.group()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    unfinished = sum(
        1 for _start, line in lines if line.rstrip()[-1].isalnum() or line.rstrip()[-1] in ",;-—–"
    )
    short = sum(len(line) <= 100 for _start, line in lines)
    if len(lines) > 3 and short > 0.9 * len(lines) and unfinished > 0.5 * len(lines):
        return [found.end() for found in re.finditer(r"\A\s*|\n[^\S\n]*\n\s*", text)]
    return [start for start, _line in lines]


def locate(selector: Selector, source: SourceText) -> Outcome:
    """Find the words of a selector in a source."""
    parts = [fold(part) for part in selector.exact.split(ELISION)]
    if not all(parts):
        return Malformed(
            f"words must stand before and after {ELISION}" if len(parts) > 1 else "there are no words"
        )
    if len(parts) > 1:
        short = next((part for part in parts if len(part.split()) < MIN_PART_WORDS), None)
        if short:
            return Malformed(
                f"each part beside {ELISION} needs at least {MIN_PART_WORDS} words; “{short}” has fewer"
            )
    passages = list(_passages(parts, source))
    if not passages:
        return NotFound(_hindrance(parts, source))
    prefix, suffix = fold(selector.prefix), fold(selector.suffix)
    meant = [
        passage for start, end, passage in passages if _framed(source.folded, start, end, prefix, suffix)
    ]
    if not meant:
        return NotFound("the words stand in the text, but not with this prefix and suffix")
    match selector.occurrence:
        case 0:
            return Found(tuple(meant))
        case None:
            return Found(tuple(meant)) if len(meant) == 1 else Ambiguous(tuple(meant))
        case number if number <= len(meant):
            return Found((meant[number - 1],))
        case number:
            times = "once" if len(meant) == 1 else f"{len(meant)} times"
            return NotFound(f"the words stand in the text {times}, so there is no occurrence {number}")


def occurrences(words: str, source: SourceText) -> list[Passage]:
    """Find every place where folded words without elision stand, cut at word boundaries."""
    return [(source.span(start, end),) for start, end in _places(words, source.folded)]


def _places(part: str, text: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
    """Find every place of a part in folded text, cut at word boundaries; places may overlap."""
    stop = len(text) if stop is None else stop
    at = text.find(part, start, stop)
    while at >= 0:
        if _whole_words(text, at, at + len(part)):
            yield at, at + len(part)
        at = text.find(part, at + 1, stop)


def _whole_words(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _passages(parts: list[str], source: SourceText) -> Iterator[tuple[int, int, Passage]]:
    """Find every place of a quotation; of a later part, the nearest place that follows the part before it."""
    folded = source.folded
    for start, first_end in _places(parts[0], folded):
        end = first_end
        spans = [source.span(start, end)]
        paragraph = source.paragraph(spans[0].end - 1)
        for part in parts[1:]:
            following = next(_places(part, folded, end + 1, end + MAX_GAP + len(part) + 2), None)
            if following is None:
                break
            span = source.span(*following)
            if source.paragraph(span.start) != paragraph or source.paragraph(span.end - 1) != paragraph:
                break
            if span.start - spans[-1].end > MAX_GAP:
                break
            spans.append(span)
            end = following[1]
        else:
            if len(parts) == 1 or source.paragraph(spans[0].start) == paragraph:
                yield start, end, tuple(spans)


def _framed(folded: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    return folded[:start].rstrip().endswith(prefix) and folded[end:].lstrip().startswith(suffix)


def _hindrance(parts: list[str], source: SourceText) -> str:
    """Say why words that do occur were not found: cut inside a word, parts out of order, too far apart."""
    places = [[at for at, _end in _places(part, source.folded)] for part in parts]
    for part, found in zip(parts, places, strict=True):
        if not found and part in source.folded:
            return f"“{part}” begins or ends inside a word"
    if len(parts) > 1 and all(places):
        if any(max(after) < min(before) for before, after in pairwise(places)):
            return f"the parts beside {ELISION} stand in the text in another order"
        return f"the parts beside {ELISION} stand in different paragraphs, or more than {MAX_GAP} characters apart"
    return ""
