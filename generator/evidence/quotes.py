"""Finding a quotation in the text of its source: pure functions on strings.

The rule, with its reasons in `docs/decisions/0002-how-quotations-are-matched.md`: the source's own characters, in
the source's own order; only what `generator.evidence.folding` folds may differ. A quotation begins and ends at
word boundaries. `[…]` stands for words left out: the parts stand in the order typed, inside one paragraph, at
most `MAX_GAP` characters apart, each of at least `MIN_PART_WORDS` words. Nothing is ever inserted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining

from generator.evidence.folding import Folded, fold, fold_spaces
from generator.evidence.lookalikes import hidden, lookalike
from generator.records import Selector

ELISION = "[…]"
MAX_GAP = 400
MIN_PART_WORDS = 3


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
class Unreadable:
    """The quotation is none, or holds characters that pretend to be others: `reason` says which."""

    reason: str


Outcome = Found | Ambiguous | NotFound | Unreadable


class SourceText:
    """A source's text made ready for searching: folded, with the way back to the original offsets.

    `by_line` tells whether every line is a paragraph (else blank lines divide them); it is found where not given.
    """

    __slots__ = ("_folded", "_paragraph_starts", "_token_starts", "by_line", "text")

    def __init__(self, text: str, by_line: bool | None = None) -> None:
        self.text = text
        self._folded = Folded(text)
        self._token_starts = [start for start, _end in self._folded.tokens]
        self.by_line = paragraphs_are_lines(text) if by_line is None else by_line
        pattern = r"^.*\S" if self.by_line else r"\A\s*|\n[^\S\n]*\n\s*"
        ends = not self.by_line
        self._paragraph_starts = [
            found.end() if ends else found.start() for found in re.finditer(pattern, text, re.MULTILINE)
        ]

    @property
    def folded(self) -> str:
        """The text as it is searched."""
        return self._folded.text

    def span(self, start: int, end: int) -> Span:
        """Turn offsets in the folded text into offsets in the text as received."""
        return Span(*self._folded.original(start, end))

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
        return f" {ELISION} ".join(fold_spaces(self.text[span.start : span.end]) for span in passage)


def paragraphs_are_lines(text: str) -> bool:
    """Find out whether a text has one line a paragraph, rather than lines broken inside sentences."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    unfinished = sum(line[-1].isalnum() or line[-1] in ",;-—–" for line in lines)
    short = sum(len(line) <= 100 for line in lines)
    return not (len(lines) > 3 and short > 0.9 * len(lines) and unfinished > 0.5 * len(lines))


def locate(selector: Selector, source: SourceText) -> Outcome:
    """Find the words of a selector in a source."""
    invisible = hidden(selector.exact)
    if invisible:
        return Unreadable(f"it holds {invisible}")
    parts = [fold(part) for part in selector.exact.split(ELISION)]
    if not all(parts):
        return Unreadable(
            f"words must stand before and after {ELISION}" if len(parts) > 1 else "there are no words"
        )
    if len(parts) > 1:
        short = next((part for part in parts if len(part.split()) < MIN_PART_WORDS), None)
        if short:
            return Unreadable(
                f"each part beside {ELISION} needs at least {MIN_PART_WORDS} words; “{short}” has fewer"
            )
    passages = list(_passages(parts, source))
    if not passages:
        pretender = lookalike(" ".join(parts), source.folded)
        return Unreadable(pretender) if pretender else NotFound(_hindrance(parts, source))
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
    """Find every place where words without elision stand, cut at word boundaries."""
    return [(source.span(start, end),) for start, end in _places(fold(words), source.folded)]


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
    after = end < len(text) and text[end - 1].isalnum() and (text[end].isalnum() or combining(text[end]))
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
