"""Who speaks in a dossier's own texts: what it asserts, and what is in the site's own voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.evidence.model import Claim, PageKey, PageKind
from generator.evidence.timeline import parts_of, places_in
from generator.records import Dossier, LocalProse, Prose, Section


def claims_of(dossier: Dossier) -> Iterator[Claim]:
    """Go through everything the site asserts, in the order of its pages."""
    home = PageKey(PageKind.HOME, "")
    yield from _section_claims(home, dossier.home.sections)
    for entity in dossier.entities.values():
        page = PageKey(PageKind.ENTITY, entity.id)
        for fact in entity.facts:
            yield Claim(page, fact.value)
        yield from _section_claims(page, entity.sections)
    timeline = {
        name: PageKey(PageKind.TIMELINE, part) for name, part in places_in(parts_of(dossier.events)).items()
    }
    for event in dossier.events:
        yield Claim(timeline[event.id], event.statement)
    for question in dossier.questions.values():
        for position in question.positions:
            yield Claim(PageKey(PageKind.QUESTION, question.id), position)
    for explainer in dossier.explainers:
        page = PageKey(PageKind.EXPLAINER, explainer.id)
        for block in explainer.documents[dossier.site.languages[0]].blocks:
            for sentence in block.sentences:
                yield Claim(page, sentence)


def _section_claims(page: PageKey, sections: Iterable[Section]) -> Iterator[Claim]:
    for section in sections:
        for statement in section.statements:
            yield Claim(page, statement)


def own_prose(dossier: Dossier, *, withdrawn: bool = True) -> Iterator[tuple[str, Prose]]:
    """Go through all prose in the site's own voice, with its language; `withdrawn` adds what corrections took back."""
    for text in _own_texts(dossier):
        yield from text.items()
    for correction in dossier.corrections if withdrawn else ():
        yield from correction.said.items()
    for page in (*dossier.explainers, *dossier.pages):
        for language, document in page.documents.items():
            for block in document.blocks:
                if block.own:
                    yield language, Prose(block.parts, "", document.origin)


def _own_texts(dossier: Dossier) -> Iterator[LocalProse]:
    yield dossier.home.lede
    yield from _present(dossier.home.how_to_read)
    for source in dossier.sources.values():
        yield from _present(source.established, *source.notes, *(part.reason for part in source.parts))
        yield from (entry.reason for entry in source.left_out)
        for excerpt in source.excerpts:
            yield from _present(excerpt.speaking_as, excerpt.note)
    for lineage in dossier.lineages.values():
        yield lineage.reason
    for entity in dossier.entities.values():
        yield from entity.unknown
    for event in dossier.events:
        yield from _present(event.resolved)
    for question in dossier.questions.values():
        yield from _present(question.compatible, question.reading)
        for reason, _origin in question.not_applicable.values():
            yield reason
    for correction in dossier.corrections:
        yield from (correction.says, correction.why)
    for claim in claims_of(dossier):
        yield from _present(*(waiver.reason for waiver in claim.statement.waived))


def _present(*texts: LocalProse | None) -> Iterator[LocalProse]:
    return (text for text in texts if text is not None)
