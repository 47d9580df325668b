"""What must hold between the records of a dossier, as a visible list of checks: Dossier in, problems out.

A check keeps quiet about what is missing only because its file could not be read: one cause, one message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.evidence.allegations import allegations_are_answered, allegations_are_declared
from generator.evidence.parts import check_parts, line_count
from generator.evidence.voice import claims_of
from generator.problems import Code, Problem
from generator.reading.fields import LANGUAGES, suggest
from generator.records import Dossier, EntityKind, Event, QuestionKind, Reference

Ids = Mapping[str, frozenset[str]]
Check = Callable[[Dossier, Ids], Iterable[Problem]]


def ids_of(dossier: Dossier) -> Ids:
    """Give the ids of a dossier that was read without a problem."""
    entities = dossier.entities.values()
    return {
        "people": frozenset(entity.id for entity in entities if entity.profiled),
        "entities": frozenset(entity.id for entity in entities if not entity.profiled),
        "questions": frozenset(dossier.questions),
        "sources": frozenset(dossier.sources),
        "lineages": frozenset(dossier.lineages),
        "explainers": frozenset(page.id for page in dossier.explainers),
        "pages": frozenset(page.id for page in dossier.pages),
        "corrections": frozenset(correction.id for correction in dossier.corrections),
        "events": frozenset(),
    }


def references_resolve(dossier: Dossier, ids: Ids) -> Iterator[Problem]:
    """Every id leads to a record."""
    entities = ids["people"] | ids["entities"]
    for statement in (claim.statement for claim in claims_of(dossier)):
        if statement.question:
            yield from _unknown([statement.question], ids["questions"], "question", "content/questions/")
    for event in dossier.events:
        yield from _unknown(event.about, entities, "person or entity", "content/people/ or content/entities/")
    for question in dossier.questions.values():
        yield from _unknown(
            question.about, entities, "person or entity", "content/people/ or content/entities/"
        )
        silent = [Reference(name, origin) for name, (_why, origin) in question.not_applicable.items()]
        yield from _unknown(silent, ids["sources"], "source", "content/sources/")
    for entity in dossier.entities.values():
        yield from _unknown(
            entity.members, entities, "person or entity", "content/people/ or content/entities/"
        )
    for source in dossier.sources.values():
        for excerpt in source.excerpts:
            where = "content/people/ or content/entities/"
            yield from _unknown(excerpt.attributed_to, entities, "person or entity", where)
    for lineage in dossier.lineages.values():
        yield from _unknown(lineage.sources, ids["sources"], "source", "content/sources/")


def _unknown(
    references: Iterable[Reference], known: frozenset[str], what: str, where: str
) -> Iterator[Problem]:
    for reference in references:
        if reference.id not in known:
            hint = suggest(reference.id, known) or f"There is no such file under {where}."
            yield Problem(reference.origin, Code.UNKNOWN_ID, f"no {what} has the id {reference.id!r}", hint)


def marks_are_unique(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """Two sources never share a mark."""
    seen: dict[str, str] = {}
    for source in dossier.sources.values():
        other = seen.setdefault(source.mark, source.id)
        if other != source.id:
            message = f"the mark {source.mark!r} is taken by the source {other!r}"
            yield Problem(source.origin, Code.DUPLICATE_ID, message, "Choose another letter or two.")


def lineages_are_disjoint(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """A source counts as one origin, so it stands in one lineage at most."""
    seen: dict[str, str] = {}
    for lineage in dossier.lineages.values():
        for reference in lineage.sources:
            other = seen.get(reference.id)
            if other is not None:
                where = "this lineage twice" if other == lineage.id else f"the lineage {other!r} already"
                message = f"the source {reference.id!r} stands in {where}"
                yield Problem(reference.origin, Code.DUPLICATE_ID, message, "Name it in one lineage, once.")
            seen[reference.id] = lineage.id


def events_are_unique(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """All events share one page, so their ids differ across files."""
    first: dict[str, Event] = {}
    for event in dossier.events:
        other = first.setdefault(event.id, event)
        if other is not event:
            message = f"the event {event.id!r} stands in {other.statement.origin.path} already"
            yield Problem(event.statement.origin, Code.DUPLICATE_ID, message, "Give one of them another id.")


def groups_have_members(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """A group names its members, and they are not groups themselves."""
    for entity in dossier.entities.values():
        if entity.kind is EntityKind.GROUP and not entity.members:
            yield Problem(
                entity.origin, Code.MISSING_KEY, "a group needs a field 'members'", "members: [ID, …]"
            )
        for member in entity.members:
            other = dossier.entities.get(member.id)
            if other and other.kind is EntityKind.GROUP:
                yield Problem(
                    member.origin, Code.BAD_VALUE, f"{member.id!r} is a group; a group has no groups in it"
                )


def kinds_fit_positions(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """A difference needs two positions; a single report or an agreement has one."""
    for question in dossier.questions.values():
        count = len(question.positions)
        if question.kind.differs and count < 2:
            message = f"the kind is {question.kind.value}, but there is one position"
            hint = (
                "Where one origin alone speaks, the kind is single-report; where all say the same, agreement."
            )
            yield Problem(question.origin, Code.BAD_VALUE, message, hint)
        if question.kind is QuestionKind.SINGLE_REPORT and count > 1:
            message = f"the kind is single-report, but there are {count} positions"
            yield Problem(question.origin, Code.BAD_VALUE, message)


def citations_are_single(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """A statement cites an excerpt once."""
    for statement in (claim.statement for claim in claims_of(dossier)):
        for key, count in Counter(citation.key for citation in statement.citations).items():
            if count > 1:
                origin = [citation.origin for citation in statement.citations if citation.key == key][1]
                yield Problem(
                    origin,
                    Code.DUPLICATE_ID,
                    f"{key} is cited {count} times by one sentence",
                    "Cite it once.",
                )


def translations_are_there(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """A quotation has the site's own translation into every language of the site that is not its source's."""
    for source in dossier.sources.values():
        for language in dossier.site.languages:
            if language == source.language.split("-")[0]:
                continue
            for excerpt in source.excerpts:
                if language not in excerpt.translation:
                    message = f"the excerpt has no translation into {LANGUAGES[language]} ({language})"
                    hint = f"translation: {{{language}: …}}"
                    yield Problem(excerpt.origin, Code.MISSING_TRANSLATION, message, hint)


def parts_lie_in_their_text(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """The parts of a source are lines that it has, each in one part."""
    sealed = dossier.lock.sources if dossier.lock else {}
    for source in dossier.sources.values():
        if source.text is not None:
            yield from check_parts(source, line_count(source.text))
        elif source.id in sealed:
            yield from check_parts(source, sealed[source.id].lines)


def corrections_are_dated(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """No correction is of a later day than the site, and each one changes something."""
    updated = dossier.site.updated
    if updated is None and dossier.corrections:
        message = "corrections need a field 'updated'"
        hint = "updated: the day of the last change, that of the newest correction or later."
        yield Problem(dossier.site.origin, Code.MISSING_KEY, message, hint)
    for correction in dossier.corrections:
        if updated and correction.date.text > updated.text:
            message = (
                f"the correction is of {correction.date.text}, the site was last changed on {updated.text}"
            )
            yield Problem(correction.origin, Code.BAD_DATE, message, "Set updated: in site.yaml to that day.")
        for language, said in correction.said.items():
            says = correction.says.get(language)
            if says and said.plain == says.plain:
                message = f"in {LANGUAGES[language]}, said and says are the same"
                yield Problem(
                    says.origin, Code.BAD_VALUE, message, "said: is the old text, says: the new one."
                )


def sealing_has_a_day(dossier: Dossier, _ids: Ids) -> Iterator[Problem]:
    """Where a source is sealed, readers are told on which day it was proved: that of `site.yaml`, never the clock's."""
    if dossier.site.updated is None and any(source.sealed for source in dossier.sources.values()):
        message = "sealed sources need a field 'updated'"
        hint = "updated: the day that readers are told the sealed texts were proved on."
        yield Problem(dossier.site.origin, Code.MISSING_KEY, message, hint)


CHECKS: tuple[Check, ...] = (
    references_resolve,
    marks_are_unique,
    lineages_are_disjoint,
    events_are_unique,
    groups_have_members,
    kinds_fit_positions,
    citations_are_single,
    translations_are_there,
    parts_lie_in_their_text,
    corrections_are_dated,
    sealing_has_a_day,
    allegations_are_declared,
    allegations_are_answered,
)


def run_checks(dossier: Dossier, ids: Ids) -> list[Problem]:
    """Run every check over a dossier."""
    return [problem for check in CHECKS for problem in check(dossier, ids)]
