"""Silence, verified: a source says nothing on a question where none of the words that would show the topic occur."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.evidence.agreement import MIN_TERMS, Answers
from generator.evidence.asked import AskedText, Unproved
from generator.problems import Code, Problem
from generator.records import Dossier, Question, Source


def check_silence(
    dossier: Dossier, answered: Mapping[str, Answers], asked: Mapping[str, AskedText]
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
            found = None if name in question.not_applicable else asked[name].occurring(terms)
            if isinstance(found, Unproved):
                message = f"the silence of {name} {found.reason}"
                yield Problem(question.origin, Code.SEALED_UNPROVED, message)
            elif found:
                yield _broken(question, source, found)


def _broken(question: Question, source: Source, found: tuple[str, int]) -> Problem:
    words, line = found
    message = f"{source.id} counts as silent, but seeds/{source.file} has “{words}” on line {line}"
    hint = "Quote what it says as a position, name it under not_applicable, or choose words that show this topic alone."
    return Problem(question.origin, Code.SILENCE_BROKEN, message, hint)
