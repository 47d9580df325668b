"""The sources, and each source."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.evidence.model import PageKey, PageKind
from generator.records import Source
from generator.site import charts, fragments, routes, views
from generator.site.dates import date_words
from generator.site.gutter import Gutter, gutter
from generator.site.pages.area import Area, Page, Planned
from generator.site.parts import Scribe


class SourcePages(Area):
    """Makes the list of sources and a page for each."""

    def plans(self) -> Iterator[Planned]:
        """Plan the pages of the sources."""
        yield self.plan(routes.SOURCES, self._sources)
        for source in self.evidence.order:
            yield self.plan(routes.source_path(source), self._source, self.dossier.sources[source])

    def _lineage_notes(self, scribe: Scribe) -> tuple[views.LineageNote, ...]:
        return tuple(
            views.LineageNote(
                lineage.id,
                scribe.marks(
                    source for source in self.evidence.order if source in {ref.id for ref in lineage.sources}
                ),
                self.w[f"lineage-{lineage.kind}"],
                scribe.own(lineage.reason),
            )
            for lineage in self.dossier.lineages.values()
        )

    def _share(self, source: Source) -> str:
        return self.w("share", percent=self.evidence.shares[source.id].percent)

    def _sealed(self, source: Source, word: str) -> str:
        """Say that a text is sealed where it did not take part in this build; nothing where it did."""
        proved = self.evidence.asked[source.id].proved
        return self.w(word, date=date_words(proved, self.w)) if proved else ""

    def _sources(self) -> Page:
        scribe = self.scribe(routes.SOURCES)
        w = self.w
        drawn = self._gutter()
        lines = []
        of_origin: dict[str, list[str]] = {}
        for name in self.evidence.order:
            of_origin.setdefault(self.evidence.origin_of[name], []).append(name)
        for number, name in enumerate(self.evidence.order):
            source = self.dossier.sources[name]
            kin = [other for other in of_origin[self.evidence.origin_of[name]] if other != name]
            published = date_words(source.published, w) if source.published else w["not-stated"]
            lineage = scribe.names(kin) if kin else ""
            lines.append(
                views.SourceLine(
                    scribe.mark(name),
                    published,
                    len(source.excerpts),
                    self._share(source),
                    lineage,
                    self._reasons(scribe, name),
                    charts.edge(drawn.rows[number], lanes=drawn.lanes > 0) if drawn else Markup(""),
                    self._sealed(source, "sealed-short"),
                )
            )
        frame = self.framer.frame(scribe, routes.SOURCES, "sources", w["nav-sources"], w["describe-sources"])
        notes = self._lineage_notes(scribe)
        legend = self._legend(drawn) if drawn else ()
        view = views.SourcesPage(frame, tuple(lines), notes, bool(drawn and drawn.lanes), legend)
        return self.page(routes.SOURCES, "sources.html", view)

    def _gutter(self) -> Gutter | None:
        """Lay out how the sources are counted."""
        lineages = self.dossier.lineages.values()
        stated = frozenset(
            f"lineage:{lineage.id}" for lineage in lineages if lineage.kind == "states-its-source"
        )
        apart = [self._of_lineage(lineage.id) for lineage in lineages if lineage.kind == "kept-apart"]
        return gutter(self.evidence.order, self.evidence.origin_of, stated, map(frozenset, apart))

    def _reasons(self, scribe: Scribe, source: str) -> tuple[views.Link, ...]:
        """Say of what kind the reasons are, and from whom a source is counted apart."""
        said = []
        for lineage in self.dossier.lineages.values():
            kin = self._of_lineage(lineage.id)
            if source not in kin:
                continue
            if lineage.kind == "kept-apart":
                others = [other for other in self.evidence.order if other in kin and other != source]
                reason = self.w("kept-apart-from", names=scribe.names(others))
            else:
                reason = self.w[f"lineage-{lineage.kind}"]
            said.append(views.Link(reason, f"#_lineage-{lineage.id}"))
        return tuple(said)

    def _legend(self, drawn: Gutter) -> tuple[tuple[Markup, str], ...]:
        """Explain the marks that occur, and no others."""
        joined = [row for row in drawn.rows if row.down]
        occur = {
            "origin": True,
            "together": any(not row.stated for row in joined),
            "stated": any(row.stated for row in joined),
            "apart": drawn.lanes > 0,
        }
        return tuple(
            (charts.edge_sample(kind), self.w[f"edge-{kind}"]) for kind, there in occur.items() if there
        )

    def _source(self, source: Source) -> Page:
        path = routes.source_path(source.id)
        scribe = self.scribe(path)
        w = self.w
        share = self.evidence.shares[source.id]
        lineage = next(
            (note for note in self._lineage_notes(scribe) if source.id in self._of_lineage(note.anchor)), None
        )
        described = w("describe-source", name=source.name)
        view = views.SourcePage(
            frame=self.framer.frame(
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
            strip=charts.strip(self.evidence.coverage[source.id]),
            coverage=self._coverage(source),
            left_out=scribe.left_out(source.id),
            sealed=self._sealed(source, "sealed"),
        )
        return self.page(path, "source.html", view)

    def _coverage(self, source: Source) -> str:
        """Say how many sentences are cited, and where there are any, how many are left out and how many neither."""
        coverage = self.evidence.coverage[source.id]
        said = [self.w("coverage", n=len(coverage.sentences), cited=coverage.cited)]
        for word, count in (("left-out", coverage.left_out), ("neither", coverage.unplaced)):
            said += [self.w(f"coverage-{word}", n=count)] if count else []
        return " ".join(said)

    def _of_lineage(self, lineage: str) -> set[str]:
        return {reference.id for reference in self.dossier.lineages[lineage].sources}

    def _details(self, source: Source) -> tuple[views.Detail, ...]:
        w = self.w
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
        text = self.evidence.asked[source.id]
        groups: dict[PageKey, list[views.UsedExcerpt]] = {}
        for excerpt in source.excerpts:
            claims = self.evidence.uses[excerpt.key]
            served = next(
                (claim.page for claim in claims if claim.page.kind is PageKind.QUESTION), claims[0].page
            )
            proof = self.evidence.proofs[excerpt.key]
            lines = sorted({text.line(span.start) for passage in proof.passages for span in passage})
            place = self.w("lines", n=len(lines), list=scribe.listed([str(line) for line in lines]))
            uses = tuple(scribe.use(claim, number, excerpt.key) for number, claim in enumerate(claims))
            parts = [text.raw(span) for span in proof.passages[0]]
            live = fragments.live(source.url, parts) if source.url else ""
            used = views.UsedExcerpt(excerpt.id, scribe.quotation(excerpt.key), place, live, uses)
            groups.setdefault(served, []).append(used)
        order = list(PageKind)
        for page in sorted(
            groups, key=lambda page: (page.kind is not PageKind.QUESTION, order.index(page.kind), page.id)
        ):
            link = scribe.page_link(page)
            yield views.ExcerptGroup(link.text, link.href, tuple(groups[page]))
