"""Corrections as readers see them: the newest first, each with what the page said, what it says, and why."""

from __future__ import annotations

from markupsafe import Markup

from generator.evidence.model import Evidence
from generator.records import Correction, Dossier, EntityKind, Explainer
from generator.site import routes, views
from generator.site.dates import date_words
from generator.site.parts import Scribe
from generator.site.words import Words

_PARTS = {
    routes.PEOPLE: "nav-people",
    routes.ENTITIES: "nav-entities",
    routes.SOURCES: "nav-sources",
    routes.CITATIONS: "nav-citations",
    routes.QUESTIONS: "nav-questions",
    routes.TIMELINE: "nav-timeline",
    routes.EXPLAINERS: "nav-explainers",
    routes.SPEAKERS: "nav-speakers",
    routes.CORRECTIONS: "nav-corrections",
}


def newest_first(dossier: Dossier) -> list[Correction]:
    """Sort the corrections by day, the newest first; those of one day by id."""
    return sorted(dossier.corrections, key=lambda correction: correction.date.text, reverse=True)


def by_page(evidence: Evidence) -> dict[str, list[Correction]]:
    """Give the corrections of each page, by its path; what is said of a group stands on its members' pages too."""
    dossier = evidence.dossier
    members = {
        routes.entity_path(group): [
            routes.entity_path(dossier.entities[member.id]) for member in group.members
        ]
        for group in dossier.entities.values()
        if group.kind is EntityKind.GROUP
    }
    found: dict[str, list[Correction]] = {}
    for correction in newest_first(dossier):
        path = _page(routes.by_hand(correction.page.target, evidence.related.part_of))
        for page in (path, *members.get(path, ())):
            found.setdefault(page, []).append(correction)
    return found


def corrections(scribe: Scribe) -> tuple[views.Correction, ...]:
    """Show every correction; links are as the scribe makes them."""
    titles = _titles(scribe)
    part_of = scribe.evidence.related.part_of
    led = [(one, routes.by_hand(one.page.target, part_of)) for one in newest_first(scribe.dossier)]
    return tuple(
        views.Correction(
            anchor=correction.id,
            date=date_words(correction.date, scribe.w),
            datetime=correction.date.text,
            page=views.Link(titles[_page(path)], scribe.up + path),
            said=scribe.own(correction.said),
            says=scribe.own(correction.says),
            why=scribe.own(correction.why),
        )
        for correction, path in led
    )


def as_html(correction: views.Correction, w: Words) -> Markup:
    """Tell a correction in HTML that stands by itself, for readers of feeds."""
    return Markup("<p>{} <del>{}</del></p><p>{} <ins>{}</ins></p><p>{} {}</p>").format(
        w["it-said"], correction.said, w["it-says"], correction.says, w["corrected-why"], correction.why
    )


def _page(path: str) -> str:
    return path.partition("#")[0]


def _titles(scribe: Scribe) -> dict[str, str]:
    """Name every page that a correction may be of, by its path."""
    dossier, w = scribe.dossier, scribe.w
    return {
        routes.HOME: scribe.text(dossier.site.title),
        **{path: w[word] for path, word in _PARTS.items()},
        **{routes.timeline_path(part): scribe.timeline_title(part) for part in scribe.evidence.related.parts},
        **{routes.entity_path(entity): scribe.text(entity.name) for entity in dossier.entities.values()},
        **{routes.source_path(source.id): source.name for source in dossier.sources.values()},
        **{
            routes.question_path(question.id): scribe.text(question.question)
            for question in dossier.questions.values()
        },
        **{routes.text_path(page): _title(page, w) for page in (*dossier.explainers, *dossier.pages)},
    }


def _title(page: Explainer, w: Words) -> str:
    return page.documents[w.lang].title
