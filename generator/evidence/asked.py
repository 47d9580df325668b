"""What proving asks of the text of a source: a small interface, so that a sealed text can answer from its record.

A text that is there answers from its words (`PresentText`); one that is sealed and not there gives the answers that
were recorded when it was (`generator.evidence.sealed`), and to any other question that it was never asked
(`Unproved`). Nothing else that is built depends on the words of a whole text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator import work
from generator.evidence.coverage import Coverage, Used, cover, sentences_of
from generator.evidence.folding import fold_spaces
from generator.evidence.quotes import ELISION, Outcome, Passage, SourceText, Span, locate, occurrences
from generator.evidence.terms import find
from generator.records import Edtf, Selector

if TYPE_CHECKING:
    from generator.evidence.named import Naming, People


@dataclass(frozen=True, slots=True)
class Unproved:
    """No answer: this was not asked of the text when it was sealed."""

    reason: str = "was not proved when the source was sealed; the text is needed"


class AskedText(Protocol):
    """The questions. `raw` and `line` are asked only of places that `locate` or `first` have given."""

    @property
    def proved(self) -> Edtf | None:
        """The day on which recorded answers were proved; None where the text itself answers."""

    def locate(self, selector: Selector) -> Outcome | Unproved:
        """Find the words of an excerpt."""

    def first(self, words: str) -> Passage | Unproved | None:
        """Find the first place of words quoted in the site's own voice."""

    def occurring(self, terms: tuple[str, ...]) -> tuple[str, int] | Unproved | None:
        """Find the first of some terms that occurs: the words and their line."""

    def raw(self, span: Span) -> str:
        """Give the source's own characters at a place."""

    def line(self, offset: int) -> int:
        """Number the line, from 1, in which a place begins or its last character stands."""

    def count(self, spans: Iterable[Span]) -> tuple[int, int]:
        """Count the words of the text, and those of them that lie in some places."""

    def cover(self, used: Used) -> Coverage:
        """Tell what becomes of each sentence."""

    def naming(self, people: People) -> Naming | Unproved:
        """Tell which sentences name some people."""


def words_of(text: AskedText, passage: Passage) -> str:
    """Give the source's own words at a passage: white space folded, `[…]` between parts."""
    return f" {ELISION} ".join(fold_spaces(text.raw(span)) for span in passage)


def sha256(text: str) -> str:
    """Give the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hashed(*asked: object) -> str:
    """Give the hash under which the answer to a question is recorded."""
    return sha256(json.dumps(asked))


def asked_excerpt(selector: Selector, by_line: bool | None) -> str:
    """Give the hash under which the places of an excerpt are recorded."""
    return hashed("excerpt", selector.exact, selector.prefix, selector.suffix, selector.occurrence, by_line)


class PresentText:
    """A text that is there. It remembers what it was asked beside excerpts, so that the answers can be recorded."""

    proved: Edtf | None = None

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self._located: dict[Selector, Outcome] = {}
        self.looked_up: dict[str, Passage | None] = {}
        self.absent: set[str] = set()
        self.named: tuple[str, Naming] | None = None

    def locate(self, selector: Selector) -> Outcome:
        """Find the words of an excerpt."""
        outcome = self._located.get(selector)
        if outcome is None:
            work.done[work.SEARCHED] += 1
            outcome = self._located[selector] = locate(selector, self.text)
        return outcome

    def first(self, words: str) -> Passage | None:
        """Find the first place of words."""
        found = next(iter(occurrences(words, self.text)), None)
        self.looked_up[words] = found
        return found

    def occurring(self, terms: tuple[str, ...]) -> tuple[str, int] | None:
        """Find the first of some terms that occurs."""
        found = find(terms, self.text.folded)
        if found is None:
            self.absent.update(terms)
            return None
        words, at = found
        return words, self.text.line(self.text.span(at, at + len(words)).start)

    def raw(self, span: Span) -> str:
        """Give the characters at a place."""
        return self.text.text[span.start : span.end]

    def line(self, offset: int) -> int:
        """Number a line."""
        return self.text.line(offset)

    def count(self, spans: Iterable[Span]) -> tuple[int, int]:
        """Count words."""
        return self.text.count(spans)

    def cover(self, used: Used) -> Coverage:
        """Tell what becomes of each sentence."""
        return cover(len(self.text.text), sentences_of(self.text), used)

    def naming(self, people: People) -> Naming:
        """Tell which sentences name some people."""
        found = people.in_sentences(self.raw(span) for span, _line, _column in sentences_of(self.text))
        self.named = (people.asked, found)
        return found
