"""The citations index: every citation, by source and by page, with links both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from generator.evidence.agreement import support
from generator.evidence.model import Claim, PageKey, PageKind
from generator.evidence.timeline import PAGE
from generator.site import routes, views
from generator.site.division import LINES_A_PAGE, Portion, pager, portions, titled
from generator.site.pages.area import Area, Cited, Counted, Page, Planned
from generator.site.parts import Scribe

CITATIONS_A_PAGE = 100
"""So many citations stand on a page, and the rest of the last entry: a page stays below 14.6 kB compressed."""
CITATIONS_AN_ENTRY = 25
"""So many citations are put together at most, so that pages can be divided between entries."""

_OF_PARTS = f"{routes.CITATIONS}{PageKind.TIMELINE.value}/"


class CitationPages(Area):
    """Makes the citations index and its lists."""

    def plans(self) -> Iterator[Planned]:
        """Plan the index and its lists."""
        if routes.is_made(self.dossier.site, routes.CITATIONS):
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

    def _citations(self) -> Iterator[Planned]:
        """Plan the index, and a list for each person, each page of running text, the timeline and all questions.

        A source's own page is its list: every excerpt there, with each sentence that rests on it. So is the page of
        anything else that has one, as of a group: each sentence there, with what it cites.
        """
        w = self.w
        of_source = Counter(cited.key.partition(":")[0] for cited in self.cited)
        of_page: dict[PageKey, list[Cited]] = {}
        for cited in self.cited:
            of_page.setdefault(cited.claim.page, []).append(cited)
        sources = [
            Counted(self.dossier.sources[source].name, routes.source_path(source), of_source[source], source)
            for source in self.evidence.order
        ]
        people: list[Counted] = []
        others: list[Counted] = []
        lists: list[tuple[str, views.Link, list[Cited]]] = []
        for page in self._citing():
            entity = self.dossier.entities[page.id] if page.kind is PageKind.ENTITY else None
            found = of_page.get(page, [])
            link = self.scribe(routes.HOME).page_link(page)
            here = routes.page_path(self.evidence.related, page)
            path = here if entity and not entity.profiled else self._list_path(page)
            if path != here:
                lists.append((path, views.Link(link.text, here), found))
            (people if entity and entity.profiled else others).append(Counted(link.text, path, len(found)))
        questions = [cited for cited in self.cited if cited.claim.page.kind is PageKind.QUESTION]
        if questions:
            path = f"{routes.CITATIONS}questions/"
            lists.append((path, views.Link(w["nav-questions"], routes.QUESTIONS), questions))
            others.append(Counted(w["nav-questions"], path, len(questions)))
        groups = ((w["by-source"], sources), (w["by-person"], people), (w["by-page"], others))
        for portion in portions(routes.CITATIONS, groups, lambda one: one.name, w, LINES_A_PAGE):
            yield self.plan(portion.path, self._index, portion, len(self.cited))
        for path, subject, found in lists:
            yield from self._citation_list(path, subject, found)

    def _index(self, portion: Portion[Counted], total: int) -> Page:
        scribe = self.scribe(portion.path)
        shown = {
            heading: [(one, self.counted(scribe, one)) for one in some] for heading, some in portion.groups
        }
        by_person, by_page = (
            tuple(link for _one, link in shown.get(self.w[word], ())) for word in ("by-person", "by-page")
        )
        view = views.CitationsPage(
            self.list_frame(scribe, portion, "citations", "nav-citations", "describe-citations"),
            total,
            tuple((scribe.mark(one.source), link) for one, link in shown.get(self.w["by-source"], ())),
            by_person,
            by_page,
            portion.division(scribe),
        )
        return self.page(portion.path, "citations.html", view)

    def _citing(self) -> list[PageKey]:
        """Name the pages that have a list: those that cite, but questions, and every entity."""
        pages = dict.fromkeys(cited.claim.page for cited in self.cited)
        pages |= dict.fromkeys(PageKey(PageKind.ENTITY, name) for name in self.dossier.entities)
        return [page for page in pages if page.kind is not PageKind.QUESTION]

    def _list_path(self, page: PageKey) -> str:
        kind = "profile" if page.kind is PageKind.ENTITY else page.kind.value
        return f"{routes.CITATIONS}{kind}/{page.id}/" if page.id else f"{routes.CITATIONS}{kind}/"

    def _citation_list(self, path: str, subject: views.Link, found: list[Cited]) -> Iterator[Planned]:
        chunks = _chunks(_grouped(found))
        further = (
            PAGE if path.startswith(_OF_PARTS) and path != _OF_PARTS else ""
        )  # beside `2024/12/`, the month
        paths = (path, *(f"{path}{further}{number}/" for number in range(2, len(chunks) + 1)))
        for number, (chunk, here) in enumerate(zip(chunks, paths, strict=True), 1):
            yield self.plan(here, self._list, paths, number, subject, chunk, len(found))

    def _list(
        self,
        paths: Sequence[str],
        number: int,
        subject: views.Link,
        chunk: Sequence[Sequence[Cited]],
        total: int,
    ) -> Page:
        w, here = self.w, paths[number - 1]
        scribe = self.scribe(here)
        heading = w("citations-of", name=subject.text)
        title = titled(heading, number, len(paths), w)
        trail = [(w["nav-citations"], routes.CITATIONS)]
        frame = self.framer.frame(
            scribe, here, "citations", title, w["describe-citations"], trail, {"name": heading}
        )
        shown_pages, at = pager(scribe, paths, number)
        view = views.CitationListPage(
            frame=frame,
            heading=heading,
            subject=views.Link(subject.text, scribe.up + subject.href),
            entries=tuple(self._entry(scribe, group) for group in chunk),
            total=total,
            number=at,
            pages=shown_pages,
        )
        return self.page(here, "citation-list.html", view)

    def _entry(self, scribe: Scribe, group: Sequence[Cited]) -> views.CitationEntry:
        keys = tuple(dict.fromkeys(cited.key for cited in group))
        claims = {_name(cited): cited.claim for cited in group}
        return views.CitationEntry(
            tuple(scribe.quotation(key) for key in keys),
            tuple(self._sentence(scribe, claim, keys) for claim in claims.values()),
        )

    def _sentence(self, scribe: Scribe, claim: Claim, shown: tuple[str, ...]) -> views.CitingSentence:
        return views.CitingSentence(
            html=scribe.said(claim.statement),
            status=support(self.evidence, claim.statement).status.value,
            label=scribe.label(claim.statement),
            href=scribe.up + routes.claim_path(self.evidence.related, claim),
            page=scribe.page_link(claim.page).text,
            denials=scribe.denied(claim.statement, *shown),
        )


def _name(cited: Cited) -> tuple[PageKey, str]:
    return cited.claim.page, cited.claim.statement.id


def _grouped(found: Sequence[Cited]) -> list[list[Cited]]:
    """Put together what follows on one another and shares a sentence, or shares an excerpt."""
    groups: list[list[Cited]] = []
    for cited in found:
        group = groups[-1] if groups else []
        together = 0 < len(group) < CITATIONS_AN_ENTRY
        if together and (
            all(_name(other) == _name(cited) for other in group)
            or all(other.key == cited.key for other in group)
        ):
            group.append(cited)
        else:
            groups.append([cited])
    return groups


def _chunks(groups: Sequence[list[Cited]]) -> list[list[list[Cited]]]:
    """Divide a list into pages, between entries."""
    chunks: list[list[list[Cited]]] = [[]]
    count = 0
    for group in groups:
        if count >= CITATIONS_A_PAGE:
            chunks.append([])
            count = 0
        chunks[-1].append(group)
        count += len(group)
    return chunks
