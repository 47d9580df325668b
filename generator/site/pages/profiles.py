"""The page of every person and every other entity."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.evidence.agreement import Status
from generator.evidence.model import Claim, PageKey, PageKind
from generator.records import Entity, Question
from generator.site import routes, structured, views
from generator.site.division import BESIDE, ENTRIES_A_PAGE, LINES_A_PAGE
from generator.site.finding import passages
from generator.site.pages.area import Area, Counted, Listing, Page, Planned, named
from generator.site.parts import Scribe

_LONG = 12
"""With more statements than this, a page is long: some ten screens of a telephone."""


class ProfilePages(Area):
    """Makes a page for each person, organization, place and group."""

    def plans(self) -> Iterator[Planned]:
        """Plan every profile."""
        spoken = passages(self.evidence)
        for entity in self.dossier.entities.values():
            yield self.plan(routes.entity_path(entity), self._profile, entity, len(spoken.get(entity.id, ())))
            yield from self._lists(entity)

    def _lists(self, entity: Entity) -> Iterator[Planned]:
        """Plan in full what is too much for the page of a person or entity."""
        related, path = self.evidence.related, routes.entity_path(entity)
        subject = (entity.name[self.w.lang].text, path)
        here = self._place(entity)
        if len(events := related.events_about.get(entity.id, ())) > BESIDE:
            listing = Listing(f"{path}events/", self.w["dates"], subject, here, Scribe.event_line)
            yield from self.list_pages(listing, events, ENTRIES_A_PAGE)
        if len(entity.members) > BESIDE:
            members = Listing(f"{path}members/", self.w["list-of-members"], subject, here, named)
            names = [member.id for member in entity.members]
            yield from self.list_pages(members, names, LINES_A_PAGE)
        if len(questions := related.questions_about.get(entity.id, ())) > BESIDE:
            asked = Listing(f"{path}questions/", self.w["nav-questions"], subject, here, _asked)
            yield from self.list_pages(asked, questions, ENTRIES_A_PAGE)

    def _place(self, entity: Entity) -> tuple[str, str, str]:
        """Give the part of the site an entity stands in: its name, the word for it, its path."""
        if entity.profiled:
            return "people", "nav-people", routes.PEOPLE
        return "entities", "nav-entities", routes.ENTITIES

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
        about = related.events_about.get(entity.id, ())
        events = tuple(scribe.event_line(event) for event in about[:BESIDE])
        statements = [
            *(fact.value for fact in facts),
            *(statement for section in (*sections, *shared) for statement in section.statements),
        ]
        led = {statement.question.href for statement in statements if statement.question}
        asked = related.questions_about.get(entity.id, ())
        lines = [scribe.question_line(question) for question in asked[:BESIDE]]
        cited = scribe.cited_sources()
        described = w("describe-person", name=name, sources=scribe.some_names(cited)) if cited else name
        here, parent, above = self._place(entity)
        trail = [(w[parent], above)]
        view = views.ProfilePage(
            frame=self.framer.frame(
                scribe,
                path,
                here,
                name,
                described,
                trail,
                structured.entity(scribe, entity),
                marks=scribe.key(),
                evidence=bool(statements),
            ),
            kind=w[f"entity-{entity.kind.value}"],
            name=name,
            variants=entity.variants,
            groups=tuple(scribe.entity_link(group.id) for group in groups),
            members=tuple(scribe.entity_link(member.id) for member in entity.members[:BESIDE]),
            all_members=self.to_list(scribe, f"{path}members/", entity.members, BESIDE),
            tally=self._tally([statement.status for statement in statements]),
            long=len(statements) > _LONG,
            facts=facts,
            sections=sections,
            shared=shared,
            said=self.counted(scribe, Counted(w("az-said", n=count), routes.speaker_path(entity.id), count))
            if count and routes.is_made(self.dossier.site, routes.SPEAKERS)
            else None,
            events=events,
            all_events=self.to_list(scribe, f"{path}events/", about, BESIDE),
            questions=tuple(line for line in lines if line.href not in led),
            all_questions=self.to_list(scribe, f"{path}questions/", asked, BESIDE),
            unknown=tuple(scribe.own(text) for text in entity.unknown),
            references=scribe.references(),
            citations=views.Link(
                w("citations-of", name=name), f"{scribe.up}{routes.CITATIONS}profile/{entity.id}/"
            )
            if entity.profiled and routes.is_made(self.dossier.site, routes.CITATIONS)
            else None,
        )
        return self.page(path, "profile.html", view)

    def _tally(self, statuses: list[str]) -> tuple[tuple[str, int, str], ...]:
        return tuple(
            (status.value, count, self.w(f"tally-{status.value}", n=count))
            for status in (Status.AGREE, Status.DIFFER, Status.SINGLE)
            for count in (statuses.count(status.value),)
        )


def _asked(scribe: Scribe, question: Question) -> views.Line:
    line = scribe.question_line(question)
    return views.Line(views.Link(line.question, line.href), Markup.escape(line.kind))
