"""The sources, and each source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.evidence.agreement import in_order
from generator.evidence.model import Claim, PageKey, PageKind
from generator.records import Lineage, Source
from generator.site import charts, fragments, routes, views
from generator.site.dates import date_words
from generator.site.division import ENTRIES_A_PAGE, USES_A_PAGE, Portion, portions, uses_shown
from generator.site.gutter import Gutter, gutter
from generator.site.pages.area import Area, Listing, Page, Planned
from generator.site.parts import NAMED, Scribe


class SourcePages(Area):
    """Makes the list of sources and a page for each."""

    def plans(self) -> Iterator[Planned]:
        """Plan the pages of the sources."""
        listed: list[tuple[str, Sequence[Source | Lineage]]] = [
            ("", [self.dossier.sources[name] for name in self.evidence.order]),
            (self.w["one-origin"], list(self.dossier.lineages.values())),
        ]
        found = tuple(portions(routes.SOURCES, listed, self._name, self.w, ENTRIES_A_PAGE))
        noted = {
            entry.id: portion.path
            for portion in found
            for entry in portion.entries
            if isinstance(entry, Lineage)
        }
        for portion in found:
            yield self.plan(portion.path, self._sources, portion, noted)
        for name in self.evidence.order:
            source = self.dossier.sources[name]
            yield self.plan(routes.source_path(name), self._source, source, noted)
            yield from self._uses(source)

    def _uses(self, source: Source) -> Iterator[Planned]:
        """Plan in full what rests on the excerpts that are used too often for the source's page."""
        here = ("sources", "nav-sources", routes.SOURCES)
        uses = {excerpt.key: self.evidence.uses[excerpt.key] for excerpt in source.excerpts}
        shown = uses_shown([len(claims) for claims in uses.values()])
        for key, claims in uses.items():
            if len(claims) > shown:
                given = [(claim, number, key) for number, claim in enumerate(claims)]
                subject = (f"{source.name}, {key.partition(':')[2]}", routes.excerpt_path(key))
                path, title = routes.uses_path(key), self.w["list-of-uses"]
                yield from self.list_pages(Listing(path, title, subject, here, _use, key), given, USES_A_PAGE)

    def _name(self, entry: Source | Lineage) -> str:
        """Name an entry where the list is divided: a source by its sign as well, since publishers have several."""
        source = entry if isinstance(entry, Source) else self.dossier.sources[self._kin(entry)[0]]
        return f"{source.mark} {source.name}"

    def _kin(self, lineage: Lineage) -> tuple[str, ...]:
        """Give the ids of the sources of a lineage, in order."""
        return in_order(self.evidence, {reference.id for reference in lineage.sources})

    def _lineages_of(self, source: str) -> list[Lineage]:
        lineages = self.dossier.lineages.values()
        return [lineage for lineage in lineages if any(one.id == source for one in lineage.sources)]

    def _lineage_note(self, scribe: Scribe, lineage: Lineage, noted: str = "") -> views.LineageNote:
        """Tell why sources are counted as one; `noted` is the page that names all of them, where this names some."""
        kin = self._kin(lineage)
        shown = kin[:NAMED] if noted and len(kin) > NAMED else kin
        more = None
        if len(shown) < len(kin):
            more = views.Link(
                self.w("and-more", n=len(kin) - len(shown)), f"{scribe.up}{noted}#_lineage-{lineage.id}"
            )
        kind, reason = self.w[f"lineage-{lineage.kind}"], scribe.own(lineage.reason)
        return views.LineageNote(lineage.id, scribe.marks(shown), kind, reason, more)

    def _share(self, source: Source) -> str:
        return self.w("share", percent=self.evidence.shares[source.id].percent)

    def _sealed(self, source: Source, word: str) -> str:
        """Say that a text is sealed where it did not take part in this build; nothing where it did."""
        proved = self.evidence.asked[source.id].proved
        return self.w(word, date=date_words(proved, self.w)) if proved else ""

    def _sources(self, portion: Portion[Source | Lineage], noted: Mapping[str, str]) -> Page:
        """Show sources, and lineages; `noted` gives the page that tells of each lineage."""
        scribe = self.scribe(portion.path)
        w = self.w
        drawn = None if portion.steps else self._gutter()
        lines = []
        of_origin: dict[str, list[str]] = {}
        for name in self.evidence.order:
            of_origin.setdefault(self.evidence.origin_of[name], []).append(name)
        sources = [entry for entry in portion.entries if isinstance(entry, Source)]
        for number, source in enumerate(sources):
            kin = [other for other in of_origin[self.evidence.origin_of[source.id]] if other != source.id]
            published = date_words(source.published, w) if source.published else w["not-stated"]
            lines.append(
                views.SourceLine(
                    scribe.mark(source.id),
                    published,
                    len(source.excerpts),
                    self._share(source),
                    scribe.some_names(kin) if kin else "",
                    self._reasons(scribe, source.id, noted, portion.path),
                    charts.edge(drawn.rows[number], lanes=drawn.lanes > 0) if drawn else Markup(""),
                    self._sealed(source, "sealed-short"),
                )
            )
        lineages = [entry for entry in portion.entries if isinstance(entry, Lineage)]
        view = views.SourcesPage(
            self.list_frame(scribe, portion, "sources", "nav-sources", "describe-sources"),
            tuple(lines),
            tuple(self._lineage_note(scribe, lineage) for lineage in lineages),
            bool(drawn and drawn.lanes),
            self._legend(drawn) if drawn else (),
            portion.division(scribe),
        )
        return self.page(portion.path, "sources.html", view)

    def _gutter(self) -> Gutter | None:
        """Lay out how the sources are counted."""
        lineages = self.dossier.lineages.values()
        stated = frozenset(
            f"lineage:{lineage.id}" for lineage in lineages if lineage.kind == "states-its-source"
        )
        apart = [self._kin(lineage) for lineage in lineages if lineage.kind == "kept-apart"]
        return gutter(self.evidence.order, self.evidence.origin_of, stated, map(frozenset, apart))

    def _reasons(
        self, scribe: Scribe, source: str, noted: Mapping[str, str], here: str
    ) -> tuple[views.Link, ...]:
        """Say of what kind the reasons are, and from whom a source is counted apart."""
        said = []
        for lineage in self._lineages_of(source):
            if lineage.kind == "kept-apart":
                others = [other for other in self._kin(lineage) if other != source]
                reason = self.w("kept-apart-from", names=scribe.some_names(others))
            else:
                reason = self.w[f"lineage-{lineage.kind}"]
            path = noted[lineage.id]
            way = "" if path == here else scribe.up + path
            said.append(views.Link(reason, f"{way}#_lineage-{lineage.id}"))
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

    def _source(self, source: Source, noted: Mapping[str, str]) -> Page:
        path = routes.source_path(source.id)
        scribe = self.scribe(path)
        w = self.w
        share = self.evidence.shares[source.id]
        lineage = next(
            (self._lineage_note(scribe, one, noted[one.id]) for one in self._lineages_of(source.id)), None
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
        shown = uses_shown([len(self.evidence.uses[excerpt.key]) for excerpt in source.excerpts])
        groups: dict[PageKey, list[views.UsedExcerpt]] = {}
        for excerpt in source.excerpts:
            claims = self.evidence.uses[excerpt.key]
            served = next(
                (claim.page for claim in claims if claim.page.kind is PageKind.QUESTION), claims[0].page
            )
            proof = self.evidence.proofs[excerpt.key]
            lines = sorted({text.line(span.start) for passage in proof.passages for span in passage})
            place = self.w("lines", n=len(lines), list=scribe.listed([str(line) for line in lines]))
            uses = tuple(
                scribe.use(claim, number, excerpt.key) for number, claim in enumerate(claims[:shown])
            )
            whole = self.to_list(scribe, routes.uses_path(excerpt.key), claims, shown)
            parts = [text.raw(span) for span in proof.passages[0]]
            live = fragments.live(source.url, parts) if source.url else ""
            used = views.UsedExcerpt(excerpt.id, scribe.quotation(excerpt.key), place, live, uses, whole)
            groups.setdefault(served, []).append(used)
        order = list(PageKind)
        for page in sorted(
            groups, key=lambda page: (page.kind is not PageKind.QUESTION, order.index(page.kind), page.id)
        ):
            link = scribe.page_link(page)
            yield views.ExcerptGroup(link.text, link.href, tuple(groups[page]))


def _use(scribe: Scribe, given: tuple[Claim, int, str]) -> views.Use:
    claim, number, key = given
    return scribe.use(claim, number, key)
