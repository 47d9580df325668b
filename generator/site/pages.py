"""Evidence -> the pages of the site: one view model a page, made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator.evidence.agreement import StanceKind, Status, answers, question_status, stances, support
from generator.evidence.model import Claim, Evidence, PageKey, PageKind
from generator.records import Block, Entity, EntityKind, Event, Explainer, OtherDate, Question, Source
from generator.site import routes, views
from generator.site.charts import strip
from generator.site.dates import date_words, sort_key, year_of
from generator.site.frames import Framer
from generator.site.parts import Scribe
from generator.site.words import Words

CITATIONS_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: its path from the root of the whole site, its template, what it shows."""

    path: str
    template: str
    view: views.Page


class Cited(NamedTuple):
    """One citation: an excerpt, by its key, and what it bears out."""

    key: str
    claim: Claim


def _keys(claim: Claim, others: Mapping[str, tuple[OtherDate, ...]]) -> Iterator[str]:
    """Go through what a claim cites, an event's other dates among it."""
    yield from (citation.key for citation in claim.statement.citations)
    if claim.page.kind is PageKind.TIMELINE:
        for other in others[claim.statement.id]:
            yield from (citation.key for citation in other.citations)


def pages(evidence: Evidence, all_words: Sequence[Words], style: str, style_hash: str) -> Iterator[Page]:
    """Make every page of the site, in every language, one after another."""
    for w in all_words:
        framer = Framer(evidence, all_words, w, style, style_hash)
        yield from _Pages(evidence, framer, w).all()


class _Pages:
    """Makes the pages of one language."""

    def __init__(self, evidence: Evidence, framer: Framer, w: Words) -> None:
        self._evidence = evidence
        self._dossier = evidence.dossier
        self._framer = framer
        self._w = w
        self._prefix = routes.prefix(self._dossier, w.lang)
        self._others = {event.id: event.also_dated for event in self._dossier.events}
        self._events = tuple(sorted(self._dossier.events, key=lambda event: (sort_key(event.date), event.id)))
        self._cited = tuple(
            Cited(key, claim)
            for claim in evidence.claims
            for key in dict.fromkeys(_keys(claim, self._others))
        )

    def all(self) -> Iterator[Page]:
        """Make every page."""
        yield self._home()
        yield self._people()
        yield self._entities()
        for entity in self._dossier.entities.values():
            yield self._profile(entity)
        yield self._sources()
        for source in self._evidence.order:
            yield self._source(self._dossier.sources[source])
        yield self._speakers()
        yield from self._citations()
        yield self._timeline()
        yield self._questions()
        yield from self._each_question()
        yield self._explainers()
        for explainer in (*self._dossier.explainers, *self._dossier.pages):
            yield self._explainer(explainer)
        yield self._not_found()

    def _scribe(self, path: str, *, listed: bool = True) -> Scribe:
        return Scribe(self._evidence, self._w, path, listed=listed)

    def _page(self, path: str, template: str, view: views.Page) -> Page:
        return Page(f"{self._prefix}{path}", template, view)

    # ------------------------------------------------------------ the first page

    def _home(self) -> Page:
        scribe = self._scribe(routes.HOME, listed=False)
        home, site = self._dossier.home, self._dossier.site
        frame = self._framer.frame(scribe, routes.HOME, "", "", scribe.text(site.description))
        sections = tuple(scribe.section(PageKey(PageKind.HOME, ""), section) for section in home.sections)
        view = views.HomePage(
            frame=frame,
            heading=scribe.text(home.heading),
            tagline=scribe.text(site.tagline) if site.tagline else "",
            lede=scribe.own(home.lede),
            numbers=self._numbers(scribe),
            sections=sections,
            people=tuple(self._person_line(scribe, entity) for entity in self._profiled()),
            questions=tuple(
                scribe.question_line(question)
                for question in self._dossier.questions.values()
                if question.kind.differs
            ),
            explainers=self._summaries(scribe),
            how_to_read=scribe.own(home.how_to_read),
        )
        return self._page(routes.HOME, "home.html", view)

    def _numbers(self, scribe: Scribe) -> tuple[views.CountedLink, ...]:
        questions = self._dossier.questions.values()
        counts = (
            ("people", len(self._profiled()), routes.PEOPLE),
            ("sources", len(self._dossier.sources), routes.SOURCES),
            ("origins", len(set(self._evidence.origin_of.values())), routes.SOURCES),
            ("statements", len(self._evidence.claims), routes.CITATIONS),
            ("quotations", len(self._evidence.proofs), routes.CITATIONS),
            ("questions", len(questions), routes.QUESTIONS),
            ("disputed", sum(question.kind.differs for question in questions), routes.QUESTIONS),
        )
        return tuple(
            views.CountedLink(count, self._w(f"home-numbers-{name}", n=count), scribe.up + path)
            for name, count, path in counts
        )

    def _summaries(self, scribe: Scribe) -> tuple[views.Summary, ...]:
        documents = ((page.id, page.documents[self._w.lang]) for page in self._dossier.explainers)
        return tuple(
            views.Summary(document.title, scribe.up + routes.explainer_path(name), document.summary)
            for name, document in documents
        )

    # ------------------------------------------------------------ people and entities

    def _profiled(self) -> list[Entity]:
        return self._sorted(entity for entity in self._dossier.entities.values() if entity.profiled)

    def _sorted(self, entities: Iterator[Entity]) -> list[Entity]:
        return sorted(entities, key=lambda entity: (entity.sort_name.casefold(), entity.id))

    def _person_line(self, scribe: Scribe, entity: Entity) -> views.PersonLine:
        page = PageKey(PageKind.ENTITY, entity.id)
        fact = None
        if entity.facts:
            label = scribe.text(entity.facts[0].label)
            fact = views.Fact(label, scribe.statement(Claim(page, entity.facts[0].value), scope=entity.id))
        link = scribe.entity_link(entity.id)
        disputed = sum(question.kind.differs for question in self._questions_about(scribe, entity))
        return views.PersonLine(link.text, link.href, fact, disputed)

    def _questions_about(self, scribe: Scribe, entity: Entity) -> list[Question]:
        names = {entity.id, *(group.id for group in scribe.groups_of(entity))}
        return [
            question
            for question in self._dossier.questions.values()
            if names & {reference.id for reference in question.about}
        ]

    def _events_about(self, scribe: Scribe, entity: Entity) -> list[Event]:
        names = {entity.id, *(group.id for group in scribe.groups_of(entity))}
        return [event for event in self._events if names & {reference.id for reference in event.about}]

    def _people(self) -> Page:
        scribe = self._scribe(routes.PEOPLE, listed=False)
        w = self._w
        frame = self._framer.frame(scribe, routes.PEOPLE, "people", w["nav-people"], w["describe-people"])
        people = tuple(self._person_line(scribe, entity) for entity in self._profiled())
        others = views.Link(w["nav-entities"], scribe.up + routes.ENTITIES)
        return self._page(routes.PEOPLE, "people.html", views.PeoplePage(frame, people, others))

    def _entities(self) -> Page:
        scribe = self._scribe(routes.ENTITIES, listed=False)
        w = self._w
        frame = self._framer.frame(
            scribe, routes.ENTITIES, "entities", w["nav-entities"], w["describe-entities"]
        )
        kinds = tuple(
            (w[f"entities-{kind.value}"], tuple(self._person_line(scribe, entity) for entity in found))
            for kind in EntityKind
            if (
                found := self._sorted(
                    other for other in self._dossier.entities.values() if other.kind is kind
                )
            )
        )
        return self._page(routes.ENTITIES, "entities.html", views.EntitiesPage(frame, kinds))

    def _profile(self, entity: Entity) -> Page:
        path = routes.entity_path(entity)
        scribe = self._scribe(path)
        w = self._w
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
        events = tuple(scribe.event_line(event) for event in self._events_about(scribe, entity))
        said = tuple(
            scribe.quotation(key)
            for key, proof in self._evidence.proofs.items()
            if entity.id in {reference.id for reference in proof.excerpt.attributed_to}
        )
        statements = [
            *(fact.value for fact in facts),
            *(statement for section in (*sections, *shared) for statement in section.statements),
        ]
        cited = scribe.cited_sources()
        described = w("describe-person", name=name, sources=scribe.names(cited)) if cited else name
        here, parent = ("people", "nav-people") if entity.profiled else ("entities", "nav-entities")
        trail = [(w[parent], routes.PEOPLE if entity.profiled else routes.ENTITIES)]
        view = views.ProfilePage(
            frame=self._framer.frame(scribe, path, here, name, described, trail),
            kind=w[f"entity-{entity.kind.value}"],
            name=name,
            variants=entity.variants,
            groups=tuple(scribe.entity_link(group.id) for group in groups),
            members=tuple(scribe.entity_link(member.id) for member in entity.members),
            tally=self._tally([statement.status for statement in statements]),
            facts=facts,
            sections=sections,
            shared=shared,
            said=said,
            events=events,
            questions=tuple(
                scribe.question_line(question) for question in self._questions_about(scribe, entity)
            ),
            unknown=tuple(scribe.own(text) for text in entity.unknown),
            references=scribe.references(),
            citations=views.Link(
                w("citations-of", name=name), f"{scribe.up}{routes.CITATIONS}profile/{entity.id}/"
            ),
        )
        return self._page(path, "profile.html", view)

    def _tally(self, statuses: list[str]) -> tuple[tuple[str, int, str], ...]:
        return tuple(
            (status.value, count, self._w(f"tally-{status.value}", n=count))
            for status in (Status.AGREE, Status.DIFFER, Status.SINGLE)
            for count in (statuses.count(status.value),)
        )

    # ------------------------------------------------------------ sources

    def _lineage_notes(self, scribe: Scribe) -> tuple[views.LineageNote, ...]:
        return tuple(
            views.LineageNote(
                lineage.id,
                scribe.marks(
                    source for source in self._evidence.order if source in {ref.id for ref in lineage.sources}
                ),
                self._w[f"lineage-{lineage.kind}"],
                scribe.own(lineage.reason),
            )
            for lineage in self._dossier.lineages.values()
        )

    def _share(self, source: Source) -> str:
        return self._w("share", percent=self._evidence.shares[source.id].percent)

    def _sources(self) -> Page:
        scribe = self._scribe(routes.SOURCES)
        w = self._w
        lines = []
        for name in self._evidence.order:
            source = self._dossier.sources[name]
            kin = [
                other
                for other in self._evidence.order
                if other != name and self._evidence.origin_of[other] == self._evidence.origin_of[name]
            ]
            published = date_words(source.published, w) if source.published else w["not-stated"]
            lineage = scribe.names(kin) if kin else ""
            lines.append(
                views.SourceLine(
                    scribe.mark(name), published, len(source.excerpts), self._share(source), lineage
                )
            )
        frame = self._framer.frame(scribe, routes.SOURCES, "sources", w["nav-sources"], w["describe-sources"])
        view = views.SourcesPage(frame, tuple(lines), self._lineage_notes(scribe))
        return self._page(routes.SOURCES, "sources.html", view)

    def _source(self, source: Source) -> Page:
        path = routes.source_path(source.id)
        scribe = self._scribe(path)
        w = self._w
        share = self._evidence.shares[source.id]
        lineage = next(
            (note for note in self._lineage_notes(scribe) if source.id in self._of_lineage(note.anchor)), None
        )
        described = w("describe-source", name=source.name)
        view = views.SourcePage(
            frame=self._framer.frame(
                scribe, path, "sources", source.name, described, [(w["nav-sources"], routes.SOURCES)]
            ),
            mark=scribe.mark(source.id),
            details=self._details(source),
            established=scribe.own(source.established),
            lineage=lineage,
            notes=tuple(scribe.own(note) for note in source.notes),
            words=share.words,
            quoted=share.quoted,
            share=self._share(source),
            groups=tuple(self._excerpt_groups(scribe, source)),
            strip=strip(self._evidence.coverage[source.id]),
            coverage=w(
                "coverage",
                n=len(self._evidence.coverage[source.id].sentences),
                cited=self._evidence.coverage[source.id].cited,
            ),
        )
        return self._page(path, "source.html", view)

    def _of_lineage(self, lineage: str) -> set[str]:
        return {reference.id for reference in self._dossier.lineages[lineage].sources}

    def _details(self, source: Source) -> tuple[views.Detail, ...]:
        w = self._w
        unknown = w["not-stated"]
        language = source.language.split("-")[0]
        language_words = w[f"lang-{language}"] if f"lang-{language}" in w.table else source.language
        rows = (
            ("publisher", source.publisher or unknown, ""),
            ("title", source.title or unknown, ""),
            ("author", ", ".join(source.author) or unknown, ""),
            ("published", date_words(source.published, w) if source.published else unknown, ""),
            ("url", source.url or unknown, source.url or ""),
            ("type", w[f"type-{source.type}"], ""),
            ("language", language_words, ""),
            ("file", source.file, ""),
            ("sha256", source.sha256, ""),
        )
        return tuple(views.Detail(w[f"detail-{name}"], value, href) for name, value, href in rows)

    def _excerpt_groups(self, scribe: Scribe, source: Source) -> Iterator[views.ExcerptGroup]:
        """Group a source's excerpts by what they serve: the first question that cites them, else their first page."""
        text = self._evidence.texts[source.id]
        groups: dict[PageKey, list[views.UsedExcerpt]] = {}
        for excerpt in source.excerpts:
            claims = self._evidence.uses[excerpt.key]
            served = next(
                (claim.page for claim in claims if claim.page.kind is PageKind.QUESTION), claims[0].page
            )
            proof = self._evidence.proofs[excerpt.key]
            lines = sorted({text.line(span.start) for passage in proof.passages for span in passage})
            place = self._w("lines", n=len(lines), list=scribe.listed([str(line) for line in lines]))
            uses = tuple(scribe.use(claim, number) for number, claim in enumerate(claims))
            used = views.UsedExcerpt(excerpt.id, scribe.quotation(excerpt.key), place, uses)
            groups.setdefault(served, []).append(used)
        order = list(PageKind)
        for page in sorted(
            groups, key=lambda page: (page.kind is not PageKind.QUESTION, order.index(page.kind), page.id)
        ):
            link = scribe.page_link(page)
            yield views.ExcerptGroup(link.text, link.href, tuple(groups[page]))

    def _speakers(self) -> Page:
        scribe = self._scribe(routes.SPEAKERS)
        w = self._w
        spoken: dict[str, int] = {}
        own: dict[str, int] = {}
        for proof in self._evidence.proofs.values():
            speakers = [reference.id for reference in proof.excerpt.attributed_to]
            for speaker in speakers:
                spoken[speaker] = spoken.get(speaker, 0) + 1
            if not speakers:
                own[proof.source.id] = own.get(proof.source.id, 0) + 1
        speaking = self._sorted(entity for entity in self._dossier.entities.values() if entity.id in spoken)
        view = views.SpeakersPage(
            frame=self._framer.frame(
                scribe, routes.SPEAKERS, "speakers", w["nav-speakers"], w["describe-speakers"]
            ),
            speakers=tuple(
                views.CountedLink(
                    spoken[entity.id],
                    scribe.text(entity.name),
                    f"{scribe.up}{routes.entity_path(entity)}#_said",
                )
                for entity in speaking
            ),
            sources=tuple(
                (
                    scribe.mark(source),
                    self._counted(
                        scribe, self._dossier.sources[source].name, routes.source_path(source), own[source]
                    ),
                )
                for source in self._evidence.order
                if source in own
            ),
        )
        return self._page(routes.SPEAKERS, "speakers.html", view)

    # ------------------------------------------------------------ citations

    def _citations(self) -> Iterator[Page]:
        """Make the index, and a list for each source and for each page that cites."""
        scribe = self._scribe(routes.CITATIONS)
        w = self._w
        by_source = []
        lists: list[tuple[str, views.Link, list[Cited]]] = []
        for source in self._evidence.order:
            found = [cited for cited in self._cited if cited.key.startswith(f"{source}:")]
            found.sort(key=lambda cited: self._place(cited.key))
            path = f"{routes.CITATIONS}source/{source}/"
            name = self._dossier.sources[source].name
            lists.append((path, views.Link(name, routes.source_path(source)), found))
            by_source.append((scribe.mark(source), self._counted(scribe, name, path, len(found))))
        people: list[views.CountedLink] = []
        others: list[views.CountedLink] = []
        for page in dict.fromkeys(cited.claim.page for cited in self._cited):
            found = [cited for cited in self._cited if cited.claim.page == page]
            link = self._scribe(routes.HOME).page_link(page)
            path, name = self._list_path(page), link.text
            if page.kind is PageKind.QUESTION:
                continue
            subject = views.Link(name, routes.page_path(self._dossier, page))
            if page.kind is PageKind.ENTITY:
                found += self._shared_citations(scribe, page.id)
            lists.append((path, subject, found))
            profiled = page.kind is PageKind.ENTITY and self._dossier.entities[page.id].profiled
            (people if profiled else others).append(self._counted(scribe, name, path, len(found)))
        for entity in self._dossier.entities.values():
            page = PageKey(PageKind.ENTITY, entity.id)
            if not any(cited.claim.page == page for cited in self._cited):
                path = self._list_path(page)
                found = self._shared_citations(scribe, entity.id)
                subject = views.Link(scribe.text(entity.name), routes.entity_path(entity))
                lists.append((path, subject, found))
                (people if entity.profiled else others).append(
                    self._counted(scribe, subject.text, path, len(found))
                )
        questions = [cited for cited in self._cited if cited.claim.page.kind is PageKind.QUESTION]
        if questions:
            path = f"{routes.CITATIONS}questions/"
            lists.append((path, views.Link(w["nav-questions"], routes.QUESTIONS), questions))
            others.append(self._counted(scribe, w["nav-questions"], path, len(questions)))
        frame = self._framer.frame(
            scribe, routes.CITATIONS, "citations", w["nav-citations"], w["describe-citations"]
        )
        view = views.CitationsPage(frame, len(self._cited), tuple(by_source), tuple(people), tuple(others))
        yield self._page(routes.CITATIONS, "citations.html", view)
        for path, subject, found in lists:
            yield from self._citation_list(path, subject, found)

    def _list_path(self, page: PageKey) -> str:
        kind = "profile" if page.kind is PageKind.ENTITY else page.kind.value
        return f"{routes.CITATIONS}{kind}/{page.id}/" if page.id else f"{routes.CITATIONS}{kind}/"

    def _shared_citations(self, scribe: Scribe, entity: str) -> list[Cited]:
        """Give the citations of what is said of the groups that an entity belongs to."""
        groups = {group.id for group in scribe.groups_of(self._dossier.entities[entity])}
        return [
            cited
            for cited in self._cited
            if cited.claim.page.kind is PageKind.ENTITY and cited.claim.page.id in groups
        ]

    def _place(self, key: str) -> int:
        return self._evidence.proofs[key].passages[0][0].start

    def _counted(self, scribe: Scribe, name: str, path: str, count: int) -> views.CountedLink:
        return views.CountedLink(count, name, scribe.up + path)

    def _citation_list(self, path: str, subject: views.Link, found: list[Cited]) -> Iterator[Page]:
        w = self._w
        chunks = [found[at : at + CITATIONS_A_PAGE] for at in range(0, len(found), CITATIONS_A_PAGE)] or [[]]
        paths = [path, *(f"{path}{number}/" for number in range(2, len(chunks) + 1))]
        heading = w("citations-of", name=subject.text)
        for number, (chunk, here) in enumerate(zip(chunks, paths, strict=True), 1):
            scribe = self._scribe(here)
            title = heading
            if len(chunks) > 1:
                title += f", {w('page-n-of-m', n=number, m=len(chunks))}"
            trail = [(w["nav-citations"], routes.CITATIONS)]
            view = views.CitationListPage(
                frame=self._framer.frame(scribe, here, "citations", title, w["describe-citations"], trail),
                heading=heading,
                subject=views.Link(subject.text, scribe.up + subject.href),
                entries=tuple(self._citation(scribe, cited) for cited in chunk),
                total=len(found),
                number=number,
                pages=tuple(views.Link(str(other), scribe.up + to) for other, to in enumerate(paths, 1)),
            )
            yield self._page(here, "citation-list.html", view)

    def _citation(self, scribe: Scribe, cited: Cited) -> views.CitationEntry:
        claim = cited.claim
        standing = support(self._evidence, claim.statement)
        return views.CitationEntry(
            quotation=scribe.quotation(cited.key),
            statement=scribe.said(claim.statement),
            status=standing.status.value,
            label=scribe.label(claim.statement),
            href=scribe.up + routes.claim_path(self._dossier, claim),
            page=scribe.page_link(claim.page).text,
        )

    # ------------------------------------------------------------ timeline

    def _timeline(self) -> Page:
        scribe = self._scribe(routes.TIMELINE)
        w = self._w
        years: dict[str, list[views.Event]] = {}
        for event in self._events:
            years.setdefault(year_of(event.date), []).append(scribe.event(event))
        frame = self._framer.frame(
            scribe, routes.TIMELINE, "timeline", w["nav-timeline"], w["describe-timeline"]
        )
        listed = tuple((year, tuple(events)) for year, events in years.items())
        view = views.TimelinePage(frame, listed, scribe.references())
        return self._page(routes.TIMELINE, "timeline.html", view)

    # ------------------------------------------------------------ questions

    def _questions(self) -> Page:
        scribe = self._scribe(routes.QUESTIONS)
        w = self._w
        questions = self._dossier.questions.values()
        rows = tuple(
            views.MatrixRow(scribe.question_line(question), self._cells(scribe, question))
            for question in questions
        )
        csv = views.Link(w["matrix-csv"], "matrix.csv")
        statuses = [question_status(question).value for question in questions]
        tally = tuple(
            (status.value, count, w(f"questions-{status.value}", n=count))
            for status in (Status.DIFFER, Status.SINGLE, Status.AGREE)
            for count in (statuses.count(status.value),)
        )
        frame = self._framer.frame(
            scribe, routes.QUESTIONS, "questions", w["nav-questions"], w["describe-questions"]
        )
        return self._page(routes.QUESTIONS, "questions.html", views.QuestionsPage(frame, rows, tally, csv))

    def _cells(self, scribe: Scribe, question: Question) -> tuple[views.Cell, ...]:
        cells = []
        for stance in stances(self._evidence, question):
            mark = scribe.mark(stance.source)
            if not stance.given:
                cells.append(views.Cell(mark, 0, "", "", "", 0, self._w[f"stance-{stance.kind.value}"]))
                continue
            number, key = stance.given[0]
            proof = self._evidence.proofs[key]
            href = scribe.up + routes.excerpt_path(key)
            more = len(stance.given) - 1
            cells.append(views.Cell(mark, number, proof.words, proof.source.language, href, more, ""))
        return tuple(cells)

    def _each_question(self) -> Iterator[Page]:
        questions = tuple(self._dossier.questions.values())
        for at, question in enumerate(questions):
            before = questions[at - 1] if at else None
            after = questions[at + 1] if at + 1 < len(questions) else None
            yield self._question(question, before, after)

    def _question(self, question: Question, before: Question | None, after: Question | None) -> Page:
        path = routes.question_path(question.id)
        scribe = self._scribe(path)
        w = self._w
        title = scribe.text(question.question)
        page = PageKey(PageKind.QUESTION, question.id)
        answered = answers(self._evidence, question)
        positions = tuple(
            views.Position(scribe.statement(Claim(page, position)), scribe.marks(sources))
            for position, sources in zip(question.positions, answered.camps, strict=True)
        )
        touching = [
            claim
            for claim in self._evidence.claims
            if claim.statement.question and claim.statement.question.id == question.id
        ]
        view = views.QuestionPage(
            frame=self._framer.frame(
                scribe,
                path,
                "questions",
                title,
                w("describe-question", question=title),
                [(w["nav-questions"], routes.QUESTIONS)],
            ),
            question=title,
            status=question_status(question).value,
            kind=w[f"kind-{question.kind.value}"],
            kind_explained=w[f"kind-{question.kind.value}-explained"],
            positions=positions,
            silent=scribe.marks(answered.silent),
            compatible=scribe.own(question.compatible),
            reading=scribe.own(question.reading),
            about=tuple(scribe.entity_link(reference.id) for reference in question.about),
            statements=tuple(scribe.use(claim, number) for number, claim in enumerate(touching)),
            references=scribe.references(),
            previous=scribe.page_link(PageKey(PageKind.QUESTION, before.id)) if before else None,
            following=scribe.page_link(PageKey(PageKind.QUESTION, after.id)) if after else None,
            silences=self._silences(scribe, question),
            terms=self._terms(question),
        )
        return self._page(path, "question.html", view)

    def _silences(self, scribe: Scribe, question: Question) -> tuple[views.Silence, ...]:
        reasons = {
            source: scribe.own(reason) for source, (reason, _origin) in question.not_applicable.items()
        }
        return tuple(
            views.Silence(
                scribe.mark(stance.source),
                self._w[f"stance-{stance.kind.value}"],
                reasons.get(stance.source, Markup("")),
            )
            for stance in stances(self._evidence, question)
            if stance.kind is not StanceKind.POSITION
        )

    def _terms(self, question: Question) -> tuple[str, ...]:
        """Name the words that were looked for in the sources whose silence was verified."""
        languages = dict.fromkeys(
            self._dossier.sources[stance.source].language.split("-")[0]
            for stance in stances(self._evidence, question)
            if stance.kind is StanceKind.SILENT_VERIFIED
        )
        return tuple(term for language in languages for term in question.terms[language])

    # ------------------------------------------------------------ running text

    def _explainers(self) -> Page:
        scribe = self._scribe(routes.EXPLAINERS)
        w = self._w
        frame = self._framer.frame(
            scribe, routes.EXPLAINERS, "explainers", w["nav-explainers"], w["describe-explainers"]
        )
        view = views.ExplainersPage(frame, self._summaries(scribe))
        return self._page(routes.EXPLAINERS, "explainers.html", view)

    def _explainer(self, explainer: Explainer) -> Page:
        path = f"{explainer.id}/" if explainer.own else routes.explainer_path(explainer.id)
        scribe = self._scribe(path)
        document = explainer.documents[self._w.lang]
        trail = () if explainer.own else [(self._w["nav-explainers"], routes.EXPLAINERS)]
        here = explainer.id if explainer.own else "explainers"
        blocks = tuple(self._block(scribe, block) for block in document.blocks)
        view = views.ExplainerPage(
            frame=self._framer.frame(scribe, path, here, document.title, document.summary, trail),
            own=explainer.own,
            title=document.title,
            summary=document.summary,
            blocks=blocks,
            references=scribe.references(),
        )
        return self._page(path, "explainer.html", view)

    def _block(self, scribe: Scribe, block: Block) -> views.Block:
        tags = {"paragraph": "p", "heading-2": "h2", "heading-3": "h3", "item": "li"}
        quotations: list[views.Quotation] = []
        html = scribe.fill(block.parts, ())
        for sentence in block.sentences:
            markers = Markup("")
            for citation in sentence.citations:
                markers += Markup(" ") + scribe.marker(citation.key, sentence)
                if citation.key not in {quotation.key for quotation in quotations}:
                    quotations.append(scribe.numbered(citation.key))
            html += Markup('{}<span id="{}">{}</span>{}').format(
                " " if html else "", sentence.id, scribe.said(sentence), markers
            )
        return views.Block(
            tag=tags[block.kind],
            own=block.own,
            anchor=block.anchor,
            html=html,
            opens=Markup(block.opens),
            closes=Markup(block.closes),
            quotations=tuple(quotations),
        )

    # ------------------------------------------------------------ the page for missing pages

    def _not_found(self) -> Page:
        base = routes.base_path(self._dossier.site.base_url)
        scribe = Scribe(self._evidence, self._w, routes.NOT_FOUND, root=base + self._prefix)
        w = self._w
        frame = self._framer.frame(scribe, routes.NOT_FOUND, "", w["not-found-title"], w["describe-404"])
        return self._page(routes.NOT_FOUND, "404.html", views.NotFoundPage(frame))
