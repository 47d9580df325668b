"""What every area of the site works with: the evidence, one language, and the parts that several areas share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.evidence.model import Claim, Evidence, PageKey, PageKind
from generator.records import Entity
from generator.site import routes, views
from generator.site.frames import Framer
from generator.site.parts import Scribe
from generator.site.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: its path from the root of the whole site, its template, what it shows."""

    path: str
    template: str
    view: views.Page

    @property
    def file(self) -> str:
        """The file it is published as."""
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that is still to be made, by `make(*given)`, and the path it will have.

    Whatever its making takes from outside the evidence is `given`, so that one can tell whether it would come out the
    same.
    """

    path: str
    make: Callable[..., Page]
    given: tuple[Any, ...]

    def made(self) -> Page:
        """Make the page."""
        return self.make(*self.given)


class Cited(NamedTuple):
    """One citation: an excerpt, by its key, and what it bears out."""

    key: str
    claim: Claim


class Area:
    """Makes the pages of one part of the site in one language."""

    def __init__(self, evidence: Evidence, framer: Framer, w: Words) -> None:
        self.evidence = evidence
        self.dossier = evidence.dossier
        self.framer = framer
        self.w = w
        self.prefix = routes.prefix(self.dossier, w.lang)

    def plans(self) -> Iterator[Planned]:
        """Plan every page of this part, one after another."""
        raise NotImplementedError

    def plan(self, path: str, make: Callable[..., Page], *given: object) -> Planned:
        """Plan a page of this language."""
        return Planned(f"{self.prefix}{path}", make, given)

    def scribe(self, path: str) -> Scribe:
        """Begin a page."""
        return Scribe(self.evidence, self.w, path)

    def page(self, path: str, template: str, view: views.Page) -> Page:
        """Make a page of this language."""
        return Page(f"{self.prefix}{path}", template, view)

    def profiled(self) -> list[Entity]:
        """Give everyone whose profile the dossier carries, sorted."""
        return self.ordered(entity for entity in self.dossier.entities.values() if entity.profiled)

    def ordered(self, entities: Iterable[Entity]) -> list[Entity]:
        """Sort entities by the names they are sorted under."""
        return sorted(entities, key=lambda entity: (entity.sort_name.casefold(), entity.id))

    def person_line(self, scribe: Scribe, entity: Entity) -> views.PersonLine:
        """Show an entity in a list."""
        page = PageKey(PageKind.ENTITY, entity.id)
        fact = None
        if entity.facts:
            label = scribe.text(entity.facts[0].label)
            fact = views.Fact(label, scribe.statement(Claim(page, entity.facts[0].value), scope=entity.id))
        link = scribe.entity_link(entity.id)
        disputed = sum(
            question.kind.differs for question in self.evidence.related.questions_touching(entity.id)
        )
        return views.PersonLine(link.text, link.href, fact, disputed)

    def counted(self, scribe: Scribe, name: str, path: str, count: int) -> views.CountedLink:
        """Show a number of things, and where they are listed."""
        return views.CountedLink(count, name, scribe.up + path)

    def summaries(self, scribe: Scribe) -> tuple[views.Summary, ...]:
        """Show the explainers in a list."""
        documents = ((page.id, page.documents[self.w.lang]) for page in self.dossier.explainers)
        return tuple(
            views.Summary(document.title, scribe.up + routes.explainer_path(name), document.summary)
            for name, document in documents
        )
