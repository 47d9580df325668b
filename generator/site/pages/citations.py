"""The citations index: every citation, by source and by page, with links both ways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.evidence.agreement import support
from generator.evidence.model import PageKey, PageKind
from generator.site import routes, views
from generator.site.pages.area import Area, Cited, Page
from generator.site.parts import Scribe

CITATIONS_A_PAGE = 60


class CitationPages(Area):
    """Makes the citations index and its lists."""

    def pages(self) -> Iterator[Page]:
        """Make the index and its lists."""
        yield from self._citations()

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Every citation, in reading order of what it bears out."""
        others = {event.id: event.also_dated for event in self.dossier.events}
        found: list[Cited] = []
        for claim in self.evidence.claims:
            citations = list(claim.statement.citations)
            if claim.page.kind is PageKind.TIMELINE:  # for its other dates an event cites as well
                citations += [
                    citation for other in others[claim.statement.id] for citation in other.citations
                ]
            found += [Cited(key, claim) for key in dict.fromkeys(citation.key for citation in citations)]
        return tuple(found)

    def _citations(self) -> Iterator[Page]:
        """Make the index, and a list for each source and for each page that cites."""
        scribe = self.scribe(routes.CITATIONS)
        w = self.w
        by_source = []
        lists: list[tuple[str, views.Link, list[Cited]]] = []
        for source in self.evidence.order:
            found = [cited for cited in self.cited if cited.key.startswith(f"{source}:")]
            found.sort(key=lambda cited: self._place(cited.key))
            path = f"{routes.CITATIONS}source/{source}/"
            name = self.dossier.sources[source].name
            lists.append((path, views.Link(name, routes.source_path(source)), found))
            by_source.append((scribe.mark(source), self.counted(scribe, name, path, len(found))))
        people: list[views.CountedLink] = []
        others: list[views.CountedLink] = []
        for page in dict.fromkeys(cited.claim.page for cited in self.cited):
            found = [cited for cited in self.cited if cited.claim.page == page]
            link = self.scribe(routes.HOME).page_link(page)
            path, name = self._list_path(page), link.text
            if page.kind is PageKind.QUESTION:
                continue
            subject = views.Link(name, routes.page_path(self.dossier, page))
            if page.kind is PageKind.ENTITY:
                found += self._shared_citations(scribe, page.id)
            lists.append((path, subject, found))
            profiled = page.kind is PageKind.ENTITY and self.dossier.entities[page.id].profiled
            (people if profiled else others).append(self.counted(scribe, name, path, len(found)))
        for entity in self.dossier.entities.values():
            page = PageKey(PageKind.ENTITY, entity.id)
            if not any(cited.claim.page == page for cited in self.cited):
                path = self._list_path(page)
                found = self._shared_citations(scribe, entity.id)
                subject = views.Link(scribe.text(entity.name), routes.entity_path(entity))
                lists.append((path, subject, found))
                (people if entity.profiled else others).append(
                    self.counted(scribe, subject.text, path, len(found))
                )
        questions = [cited for cited in self.cited if cited.claim.page.kind is PageKind.QUESTION]
        if questions:
            path = f"{routes.CITATIONS}questions/"
            lists.append((path, views.Link(w["nav-questions"], routes.QUESTIONS), questions))
            others.append(self.counted(scribe, w["nav-questions"], path, len(questions)))
        frame = self.framer.frame(
            scribe, routes.CITATIONS, "citations", w["nav-citations"], w["describe-citations"]
        )
        view = views.CitationsPage(frame, len(self.cited), tuple(by_source), tuple(people), tuple(others))
        yield self.page(routes.CITATIONS, "citations.html", view)
        for path, subject, found in lists:
            yield from self._citation_list(path, subject, found)

    def _list_path(self, page: PageKey) -> str:
        kind = "profile" if page.kind is PageKind.ENTITY else page.kind.value
        return f"{routes.CITATIONS}{kind}/{page.id}/" if page.id else f"{routes.CITATIONS}{kind}/"

    def _shared_citations(self, scribe: Scribe, entity: str) -> list[Cited]:
        """Give the citations of what is said of the groups that an entity belongs to."""
        groups = {group.id for group in scribe.groups_of(self.dossier.entities[entity])}
        return [
            cited
            for cited in self.cited
            if cited.claim.page.kind is PageKind.ENTITY and cited.claim.page.id in groups
        ]

    def _place(self, key: str) -> int:
        return self.evidence.proofs[key].passages[0][0].start

    def _citation_list(self, path: str, subject: views.Link, found: list[Cited]) -> Iterator[Page]:
        w = self.w
        chunks = [found[at : at + CITATIONS_A_PAGE] for at in range(0, len(found), CITATIONS_A_PAGE)] or [[]]
        paths = [path, *(f"{path}{number}/" for number in range(2, len(chunks) + 1))]
        heading = w("citations-of", name=subject.text)
        for number, (chunk, here) in enumerate(zip(chunks, paths, strict=True), 1):
            scribe = self.scribe(here)
            title = heading
            if len(chunks) > 1:
                title += f", {w('page-n-of-m', n=number, m=len(chunks))}"
            trail = [(w["nav-citations"], routes.CITATIONS)]
            view = views.CitationListPage(
                frame=self.framer.frame(scribe, here, "citations", title, w["describe-citations"], trail),
                heading=heading,
                subject=views.Link(subject.text, scribe.up + subject.href),
                entries=tuple(self._citation(scribe, cited) for cited in chunk),
                total=len(found),
                number=number,
                pages=tuple(views.Link(str(other), scribe.up + to) for other, to in enumerate(paths, 1)),
            )
            yield self.page(here, "citation-list.html", view)

    def _citation(self, scribe: Scribe, cited: Cited) -> views.CitationEntry:
        claim = cited.claim
        standing = support(self.evidence, claim.statement)
        return views.CitationEntry(
            quotation=scribe.quotation(cited.key),
            statement=scribe.said(claim.statement),
            status=standing.status.value,
            label=scribe.label(claim.statement),
            href=scribe.up + routes.claim_path(self.dossier, claim),
            page=scribe.page_link(claim.page).text,
            denials=scribe.denied(claim.statement, cited.key),
        )
