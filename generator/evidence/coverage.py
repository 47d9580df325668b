"""How much of each source is used: what becomes of each of its sentences, and which of its words are quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.evidence.quotes import SourceText, Span
from generator.reading.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Used:
    """What is done with a source: stretches of it that are cited, left out with a reason, quoted anywhere on the site.

    `lines` are those of the parts that have a reason.
    """

    cited: tuple[Span, ...]
    left_out: tuple[Span, ...]
    quoted: tuple[Span, ...]
    lines: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a source, and the line and column it begins at.

    `cited` says that an excerpt in use touches it, `left_out` that a reason is given not to use it; it can be both.
    """

    span: Span
    line: int
    column: int
    cited: bool
    left_out: bool

    @property
    def placed(self) -> bool:
        """Whether readers can tell what became of it."""
        return self.cited or self.left_out


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences of a source, and the stretches quoted from it, in order and without overlaps.

    `length` is that of the text in code points, so that a drawing can be to scale.
    """

    length: int
    sentences: tuple[SourceSentence, ...]
    quoted: tuple[Span, ...]

    @property
    def cited(self) -> int:
        """How many sentences are cited."""
        return sum(sentence.cited for sentence in self.sentences)

    @property
    def left_out(self) -> int:
        """How many sentences are not cited, with a reason."""
        return sum(sentence.left_out and not sentence.cited for sentence in self.sentences)

    @property
    def unplaced(self) -> int:
        """How many sentences are neither."""
        return sum(not sentence.placed for sentence in self.sentences)

    def touched(self, spans: Iterable[Span]) -> Iterator[SourceSentence]:
        """Go through the sentences that some stretches touch."""
        merged = _merged(spans)
        return (sentence for sentence in self.sentences if _touch(merged, sentence.span))


def sentences_of(text: SourceText) -> Iterator[tuple[Span, int, int]]:
    """Divide a source into sentences, each with the line and column it begins at; none goes beyond its line."""
    at = 0
    for line, row in enumerate(text.text.split("\n"), 1):
        for start, end in split_sentences(row):
            yield Span(at + start, at + end), line, start + 1
        at += len(row) + 1


def cover(length: int, sentences: Iterable[tuple[Span, int, int]], used: Used) -> Coverage:
    """Work out the coverage of one source from its sentences and what is done with it."""
    cited, left_out = _merged(used.cited), _merged(used.left_out)
    found = (
        SourceSentence(
            span,
            line,
            column,
            _touch(cited, span),
            _touch(left_out, span) or any(line in lines for lines in used.lines),
        )
        for span, line, column in sentences
    )
    return Coverage(length, tuple(found), _merged(used.quoted))


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put stretches in order and join those that overlap or meet."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _touch(spans: Iterable[Span], sentence: Span) -> bool:
    return any(other.start < sentence.end and sentence.start < other.end for other in spans)
