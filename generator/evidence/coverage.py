"""How much of each source is used: which of its sentences are cited, which words are quoted, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.evidence.quotes import SourceText, Span
from generator.reading.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a source: its place, the line it begins on, and whether an excerpt in use touches it."""

    span: Span
    line: int
    cited: bool


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


def sentences_of(text: SourceText) -> Iterator[tuple[Span, int]]:
    """Divide a source into sentences, each with the line it begins on; none goes beyond its line."""
    at = 0
    for row in text.text.split("\n"):
        for start, end in split_sentences(row):
            yield Span(at + start, at + end), text.line(at + start)
        at += len(row) + 1


def cover(length: int, sentences: Iterable[tuple[Span, int]], spans: Iterable[Span]) -> Coverage:
    """Work out the coverage of one source from its sentences and the stretches of it that are in use."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    found = []
    for span, line in sentences:
        cited = any(other.start < span.end and span.start < other.end for other in merged)
        found.append(SourceSentence(span, line, cited))
    return Coverage(length, tuple(found), tuple(merged))
