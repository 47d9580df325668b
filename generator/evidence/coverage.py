"""How much of each source is used: which of its sentences are cited, which words are quoted, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
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


def cover(text: SourceText, spans: Iterable[Span]) -> Coverage:
    """Work out the coverage of one source from the stretches of it that are in use."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    sentences = []
    at = 0
    for row in text.text.split("\n"):
        for start, end in split_sentences(row):
            span = Span(at + start, at + end)
            cited = any(other.start < span.end and span.start < other.end for other in merged)
            sentences.append(SourceSentence(span, text.line(span.start), cited))
        at += len(row) + 1
    return Coverage(len(text.text), tuple(sentences), tuple(merged))
