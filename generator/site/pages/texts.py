"""Running text: explainers, the pages in the site's own voice, the page for missing pages."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.records import Block, Explainer
from generator.site import routes, tables, views
from generator.site.division import ENTRIES_A_PAGE, Portion, portions
from generator.site.pages.area import Area, Page, Planned
from generator.site.parts import Scribe


class TextPages(Area):
    """Makes the pages of running text."""

    def plans(self) -> Iterator[Planned]:
        """Plan the pages of running text."""
        explainers = [("", self.dossier.explainers)]
        for portion in portions(routes.EXPLAINERS, explainers, self._title, self.w, ENTRIES_A_PAGE):
            yield self.plan(portion.path, self._explainers, portion)
        for explainer in (*self.dossier.explainers, *self.dossier.pages):
            yield self.plan(routes.text_path(explainer), self._explainer, explainer)
        yield self.plan(routes.NOT_FOUND, self._not_found)

    def _title(self, explainer: Explainer) -> str:
        return explainer.documents[self.w.lang].title

    def _explainers(self, portion: Portion[Explainer]) -> Page:
        scribe = self.scribe(portion.path)
        frame = self.list_frame(scribe, portion, "explainers", "nav-explainers", "describe-explainers")
        view = views.ExplainersPage(frame, self.summaries(scribe, portion.entries), portion.division(scribe))
        return self.page(portion.path, "explainers.html", view)

    def _explainer(self, explainer: Explainer) -> Page:
        path = routes.text_path(explainer)
        scribe = self.scribe(path)
        document = explainer.documents[self.w.lang]
        trail = () if explainer.own else [(self.w["nav-explainers"], routes.EXPLAINERS)]
        here = explainer.id if explainer.own else "explainers"
        blocks = tuple(self._block(scribe, block) for block in document.blocks)
        view = views.ExplainerPage(
            frame=self.framer.frame(
                scribe,
                path,
                here,
                document.title,
                document.summary,
                trail,
                evidence=any(block.quotations for block in blocks),
            ),
            own=explainer.own,
            title=document.title,
            summary=document.summary,
            blocks=blocks,
            references=scribe.references(),
        )
        return self.page(path, "explainer.html", view)

    def _block(self, scribe: Scribe, block: Block) -> views.Block:
        if block.kind.startswith("computed-"):
            table = tables.make(block.kind.removeprefix("computed-"), scribe)
            return views.Block("table", True, "", Markup(""), Markup(""), Markup(""), (), table)
        tags = {"paragraph": "p", "heading-2": "h2", "heading-3": "h3", "item": "li"}
        html = scribe.fill(block.parts, ())
        markers, quotations = scribe.running(block.sentences)
        for sentence, its_markers in zip(block.sentences, markers, strict=True):
            html += Markup('{}<span id="{}">{}</span>{}').format(
                " " if html else "", sentence.id, scribe.said(sentence), its_markers
            )
        return views.Block(
            tag=tags[block.kind],
            own=block.own,
            anchor=block.anchor,
            html=html,
            opens=Markup(block.opens),
            closes=Markup(block.closes),
            quotations=quotations,
            table=None,
        )

    def _not_found(self) -> Page:
        base = routes.base_path(self.dossier.site.base_url)
        scribe = Scribe(self.evidence, self.w, routes.NOT_FOUND, root=base + self.prefix)
        w = self.w
        frame = self.framer.frame(scribe, routes.NOT_FOUND, "", w["not-found-title"], w["describe-404"])
        return self.page(routes.NOT_FOUND, "404.html", views.NotFoundPage(frame))
