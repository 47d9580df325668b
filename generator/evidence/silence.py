"""Silence, verified: a source says nothing on a question where none of the words that would show the topic occur."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.evidence.agreement import MIN_TERMS, Answers
from generator.evidence.quotes import SourceText
from generator.evidence.terms import find
from generator.problems import Code, Problem
from generator.records import Dossier, Question, Source


def check_silence(
    dossier: Dossier, answered: Mapping[str, Answers], texts: Mapping[str, SourceText]
) -> Iterator[Problem]:
    """Hold every silence that has terms to the text of its source."""
    for question in dossier.questions.values():
        for language, terms in question.terms.items():
            if len(terms) < MIN_TERMS:
                message = (
                    f"{len(terms)} {language} words show a topic too narrowly; name at least {MIN_TERMS}"
                )
                yield Problem(question.origin, Code.BAD_VALUE, message)
        for name in answered[question.id].silent:
            source = dossier.sources[name]
            terms = question.terms.get(source.language.split("-")[0], ())
            found = None if name in question.not_applicable else find(terms, texts[name].folded)
            if found:
                yield _broken(question, source, found, texts[name])


def _broken(question: Question, source: Source, found: tuple[str, int], text: SourceText) -> Problem:
    words, at = found
    line = text.line(text.span(at, at + len(words)).start)
    message = f"{source.id} counts as silent, but seeds/{source.file} has “{words}” on line {line}"
    hint = "Quote what it says as a position, name it under not_applicable, or choose words that show this topic alone."
    return Problem(question.origin, Code.SILENCE_BROKEN, message, hint)
