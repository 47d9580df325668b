"""The page of every person and every other entity."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.agreement import Status
from generator.evidence.model import Claim, PageKey, PageKind
from generator.records import Entity, Event, Question
from generator.site import routes, structured, views
from generator.site.finding import passages
from generator.site.pages.area import Area, Page

_LONG = 12
"""With more statements than this, a page is long: some ten screens of a telephone."""


class ProfilePages(Area):
    """Makes a page for each person, organization, place and group."""

    def pages(self) -> Iterator[Page]:
        """Make every profile."""
        self._spoken = passages(self.evidence)
        for entity in self.dossier.entities.values():
            yield self._profile(entity)

    def _profile(self, entity: Entity) -> Page:
        path = routes.entity_path(entity)
        scribe = self.scribe(path)
        w = self.w
        name = scribe.text(entity.name)
        page = PageKey(PageKind.ENTITY, entity.id)
        groups = scribe.groups_of(entity)
        facts = tuple(
            views.Fact(scribe.text(fact.label), scribe.statement(Claim(page, fact.value)))
            for fact in entity.facts
        )
        sections = tuple(scribe.section(page, section) for section in entity.sections)
        shared = tuple(
            scribe.section(PageKey(PageKind.ENTITY, group.id), section, group)
            for group in groups
            for section in group.sections
        )
        events = tuple(scribe.event_line(event) for event in self.events if _names(event, entity))
        count = len(self._spoken.get(entity.id, ()))
        statements = [
            *(fact.value for fact in facts),
            *(statement for section in (*sections, *shared) for statement in section.statements),
        ]
        led = {statement.question.href for statement in statements if statement.question}
        lines = [
            scribe.question_line(question)
            for question in self.dossier.questions.values()
            if _names(question, entity)
        ]
        cited = scribe.cited_sources()
        described = w("describe-person", name=name, sources=scribe.names(cited)) if cited else name
        here, parent = ("people", "nav-people") if entity.profiled else ("entities", "nav-entities")
        trail = [(w[parent], routes.PEOPLE if entity.profiled else routes.ENTITIES)]
        view = views.ProfilePage(
            frame=self.framer.frame(
                scribe,
                path,
                here,
                name,
                described,
                trail,
                structured.entity(scribe, entity),
                evidence=bool(statements),
            ),
            kind=w[f"entity-{entity.kind.value}"],
            name=name,
            variants=entity.variants,
            groups=tuple(scribe.entity_link(group.id) for group in groups),
            members=tuple(scribe.entity_link(member.id) for member in entity.members),
            tally=self._tally([statement.status for statement in statements]),
            long=len(statements) > _LONG,
            facts=facts,
            sections=sections,
            shared=shared,
            said=self.counted(scribe, w("az-said", n=count), routes.speaker_path(entity.id), count)
            if count
            else None,
            events=events,
            questions=tuple(line for line in lines if line.href not in led),
            unknown=tuple(scribe.own(text) for text in entity.unknown),
            references=scribe.references(),
            citations=views.Link(
                w("citations-of", name=name), f"{scribe.up}{routes.CITATIONS}profile/{entity.id}/"
            )
            if entity.profiled
            else None,
        )
        return self.page(path, "profile.html", view)

    def _tally(self, statuses: list[str]) -> tuple[tuple[str, int, str], ...]:
        return tuple(
            (status.value, count, self.w(f"tally-{status.value}", n=count))
            for status in (Status.AGREE, Status.DIFFER, Status.SINGLE)
            for count in (statuses.count(status.value),)
        )


def _names(record: Event | Question, entity: Entity) -> bool:
    """Whether an event or a question is about an entity itself; what is about its group stands on the group's page."""
    return entity.id in {reference.id for reference in record.about}
