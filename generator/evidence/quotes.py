"""Finding a quotation in the text of its source: pure functions on strings.

The rule, with its reasons in `docs/decisions/0002-how-quotations-are-matched.md`: the source's own characters, in
the source's own order; only what `generator.evidence.folding` folds may differ. A quotation begins and ends at
word boundaries. `[…]` stands for words left out: the parts stand in the order typed, inside one paragraph, at
most `MAX_GAP` characters apart, each of at least `MIN_PART_WORDS` words. Nothing is ever inserted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.evidence.folding import Folded, fold, fold_spaces
from generator.evidence.lookalikes import hidden, lookalike
from generator.records import Selector

ELISION = "[…]"
MAX_GAP = 400
MIN_PART_WORDS = 3

_CLITIC = re.compile(r"(?:s|t|d|m|re|ve|ll)(?!\w)", re.IGNORECASE)
_JOINTS = frozenset(".,:/'-–‑")
"""Marks that make one figure of two with nothing between: 1,000, 2.5, 10:30, 1/2, 2024-25."""


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

    def paragraph_text(self, offset: int) -> str:
        """Give the whole paragraph in which an offset of the text as received lies."""
        number = self.paragraph(offset)
        ends = [*self._paragraph_starts, len(self.text)]
        return self.text[ends[number - 1] if number else 0 : ends[number]]

    def line(self, offset: int) -> int:
        """Number the line, from 1, in which an offset lies."""
        return self.text.count("\n", 0, offset) + 1

    def count(self, spans: Iterable[Span]) -> tuple[int, int]:
        """Count the words of the text, and those of them that lie in any of some spans."""
        quoted: set[int] = set()
        for span in spans:
            quoted.update(range(*self.numbers(span)))
        return len(self._token_starts), len(quoted)

    def numbers(self, span: Span) -> tuple[int, int]:
        """Number the words of the text that lie in a span, from 0, end exclusive."""
        starts = self._token_starts
        return bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1)

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
        short = next((part for part in parts if _count_words(part) < MIN_PART_WORDS), None)
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


def _count_words(part: str) -> int:
    """Count the words of a part; a dash between spaces is none."""
    return sum(any(character.isalnum() for character in token) for token in part.split())


def _whole_words(text: str, start: int, end: int) -> bool:
    return not _divides(text, start) and not _divides(text, end)


def _divides(text: str, at: int) -> bool:
    """Whether a cut before an offset of folded text divides a word (can|'t), a letter and its accent, or a figure."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return False
    if (_in_word(before) and _in_word(after)) or _is_mark(after):
        return True
    further = text[at + 1 : at + 2]
    if after == "'" and _in_word(before) and further.isalpha():
        return True
    if before == "'" and _in_word(text[at - 2 : at - 1]) and _CLITIC.match(text, at):
        return True
    if before.isdigit() and after in _JOINTS and further.isdigit():
        return True
    return after.isdigit() and before in _JOINTS and text[at - 2 : at - 1].isdigit()


def _in_word(character: str) -> bool:
    return character.isalnum() or _is_mark(character)


def _is_mark(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character).startswith("M")


def _passages(parts: list[str], source: SourceText) -> Iterator[tuple[int, int, Passage]]:
    """Find every place of a quotation: for each place of its first part the nearest places of the others."""
    dead: set[tuple[int, int]] = set()
    for start, end in _places(parts[0], source.folded):
        first = source.span(start, end)
        if len(parts) == 1:
            yield start, end, (first,)
        elif source.paragraph(first.start) == source.paragraph(first.end - 1):
            rest = _rest(parts, source, end, dead)
            if rest:
                yield start, rest[-1][0], (first, *(span for _end, span in rest))


def _rest(
    parts: list[str], source: SourceText, end: int, dead: set[tuple[int, int]]
) -> list[tuple[int, Span]]:
    """Find the later parts of a quotation whose first ends at a folded offset: where each ends, and its span.

    `dead` remembers, by number of part and offset, from where there is no way on, so that no text takes long.
    """
    taken: list[tuple[int, Span]] = []
    ways = [_following(parts[1], source, end)]
    while ways:
        step = next((step for step in ways[-1] if (len(ways), step[0]) not in dead), None)
        if step is None:
            ways.pop()
            if taken:
                dead.add((len(taken), taken.pop()[0]))
            continue
        taken.append(step)
        if len(taken) == len(parts) - 1:
            break
        ways.append(_following(parts[len(taken) + 1], source, step[0]))
    return taken


def _following(part: str, source: SourceText, end: int) -> Iterator[tuple[int, Span]]:
    """Find every place of a part near enough behind a folded offset, in the same paragraph."""
    last = source.span(end - 1, end).end
    paragraph = source.paragraph(last - 1)
    for place in _places(part, source.folded, end + 1, end + MAX_GAP + len(part) + 2):
        span = source.span(*place)
        if span.start - last > MAX_GAP or source.paragraph(span.end - 1) != paragraph:
            return
        yield place[1], span


def _framed(folded: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    return folded[:start].rstrip().endswith(prefix) and folded[end:].lstrip().startswith(suffix)


def _hindrance(parts: list[str], source: SourceText) -> str:
    """Say why words that do occur were not found: cut inside a word, parts out of order, too far apart."""
    places = [[at for at, _end in _places(part, source.folded)] for part in parts]
    for part, found in zip(parts, places, strict=True):
        if not found and part in source.folded:
            return f"“{part}” begins or ends inside a word or a number"
    if len(parts) > 1 and all(places):
        if any(max(after) < min(before) for before, after in pairwise(places)):
            return f"the parts beside {ELISION} stand in the text in another order"
        return f"the parts beside {ELISION} stand in different paragraphs, or more than {MAX_GAP} characters apart"
    return ""
