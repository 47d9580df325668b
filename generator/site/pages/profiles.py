"""The page of every person and every other entity."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.agreement import Status
from generator.evidence.model import Claim, PageKey, PageKind
from generator.records import Entity
from generator.site import routes, structured, views
from generator.site.finding import passages
from generator.site.pages.area import Area, Page, Planned

_LONG = 12
"""With more statements than this, a page is long: some ten screens of a telephone."""


class ProfilePages(Area):
    """Makes a page for each person, organization, place and group."""

    def plans(self) -> Iterator[Planned]:
        """Plan every profile."""
        spoken = passages(self.evidence)
        for entity in self.dossier.entities.values():
            yield self.plan(routes.entity_path(entity), self._profile, entity, len(spoken.get(entity.id, ())))

    def _profile(self, entity: Entity, count: int) -> Page:
        path = routes.entity_path(entity)
        scribe = self.scribe(path)
        w = self.w
        name = scribe.text(entity.name)
        page = PageKey(PageKind.ENTITY, entity.id)
        related = self.evidence.related
        groups = related.groups_of.get(entity.id, ())
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
        events = tuple(scribe.event_line(event) for event in related.events_about.get(entity.id, ()))
        statements = [
            *(fact.value for fact in facts),
            *(statement for section in (*sections, *shared) for statement in section.statements),
        ]
        led = {statement.question.href for statement in statements if statement.question}
        lines = [scribe.question_line(question) for question in related.questions_about.get(entity.id, ())]
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
