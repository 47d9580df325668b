"""Loaded words: those that take a side, which stand inside quotation marks or beside the name of who says them.

The list is the editors' (`loaded_words` in `site.yaml`). In a sentence that cites, a loaded word is borne where the
sentence names somebody to whom one of its excerpts is attributed; in headings, labels, titles and all else in the
site's own voice it never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from generator.evidence.folding import fold
from generator.evidence.model import Claim, Proof
from generator.evidence.terms import find, pattern
from generator.problems import Code, Origin, Problem
from generator.records import Dossier, Entity, Part, Prose, Quoted, Text

_TAG = re.compile(r"<[^>]*>")
_GLOSS = re.compile(r"^\s*\(‘[^’]*’")


def check_loaded_words(
    dossier: Dossier, claims: tuple[Claim, ...], proofs: Mapping[str, Proof], own: Iterator[tuple[str, Prose]]
) -> Iterator[Problem]:
    """Note loaded words that nobody is named for; `own` gives all prose in the site's own voice, with its language."""
    lists = dossier.site.loaded_words
    if not lists:
        return
    for claim in claims:
        for language, prose in claim.statement.prose.items():
            found = find(lists.get(language, ()), said(unglossed(prose.parts)))
            if found and not _speaker_named(claim, proofs, dossier, prose):
                yield _problem(found[0], prose.origin)
    for language, prose in own:
        found = find(lists.get(language, ()), said(unglossed(prose.parts)))
        if found:
            yield _problem(found[0], prose.origin)
    for text in plain_texts(dossier):
        for language, words in text.items():
            found = find(lists.get(language, ()), fold(words.text))
            if found:
                yield _problem(found[0], words.origin)


def said(parts: tuple[Part, ...]) -> str:
    """Give what prose says in the site's own words: everything but what it quotes, as text."""
    return fold(unescape(_TAG.sub("", " ".join(part for part in parts if isinstance(part, str)))))


def unglossed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Leave out the glosses of prose: words in single marks and brackets right behind quoted words, `"…" (‘…’`.

    They are a translation, as much the source's as the words before them.
    """
    kept: list[Part] = []
    for part in parts:
        quoted = bool(kept) and isinstance(kept[-1], Quoted)
        kept.append(_GLOSS.sub(" (", part) if quoted and isinstance(part, str) else part)
    return tuple(kept)


def wordings(entity: Entity) -> tuple[str, ...]:
    """Give the names of an entity: in every language, and other spellings."""
    return (*(words.text for words in entity.name.values()), *entity.variants)


def names(wanted: Iterable[str], text: str) -> bool:
    """Whether one of some names stands in a folded text, after `de` and `a` as Spanish joins them (`del Gobierno`)."""
    return any(
        pattern(form).search(text)
        for name in wanted
        for form in (name, *([f"d{name}", f"a{name[1:]}"] if name[:3].casefold() == "el " else ()))
    )


def _speaker_named(claim: Claim, proofs: Mapping[str, Proof], dossier: Dossier, prose: Prose) -> bool:
    plain = fold(prose.plain)
    for citation in claim.statement.citations:
        proof = proofs.get(citation.key)
        for reference in proof.excerpt.attributed_to if proof else ():
            entity = dossier.entities.get(reference.id)
            if entity and names(wordings(entity), plain):
                return True
    return False


def _problem(word: str, origin: Origin) -> Problem:
    hint = "Use a neutral word, quote it from a cited excerpt, or name the speaker to whom that excerpt is attributed."
    return Problem(origin, Code.LOADED_WORD, f"“{word}” is a loaded word (loaded_words in site.yaml)", hint)


def plain_texts(dossier: Dossier) -> Iterator[Text]:
    """Go through the headings, labels, questions and titles of a dossier."""
    site = dossier.site
    yield site.title
    yield site.description
    if site.tagline:
        yield site.tagline
    yield dossier.home.heading
    for section in dossier.home.sections:
        yield section.heading
    for entity in dossier.entities.values():
        for fact in entity.facts:
            yield fact.label
        for section in entity.sections:
            yield section.heading
    for event in dossier.events:
        if event.label:
            yield event.label
    for question in dossier.questions.values():
        yield question.question
        yield from question.topics
