"""What every area of the site works with: the evidence, one language, and the parts that several areas share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup

from generator.evidence.model import Claim, Evidence, PageKey, PageKind
from generator.records import Entity, Explainer
from generator.site import routes, views
from generator.site.division import Portion, pager, pages_of, titled
from generator.site.frames import Framer
from generator.site.parts import Scribe
from generator.site.words import Words

T = TypeVar("T")


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


class Counted(NamedTuple):
    """A line of a list that counts: a name, the path of its page, how much is there; the source, where it is one."""

    name: str
    path: str
    size: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list that shows in full what the page of `subject` (title, path) shows the beginning of; it begins at `path`.

    `here` is the part of the site: its name, the word for it, its path. `key` is the excerpt that entries rest on, if
    they rest on one. How an entry is shown follows from the path, and so takes no part in whether two are the same.
    """

    path: str
    title: str
    subject: tuple[str, str]
    here: tuple[str, str, str]
    show: Callable[[Scribe, T], views.Use | views.EventLine | views.Line] = field(compare=False)
    key: str = ""


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

    def list_frame(
        self, scribe: Scribe, portion: Portion[Any], here: str, title: str, description: str
    ) -> views.Frame:
        """Make the frame of a page of a list; `title` and `description` are the words it is called by."""
        named, steps = self.w[title], portion.steps
        above = portion.path != portion.base
        return self.framer.frame(
            scribe,
            portion.path,
            here,
            steps.titled(named, self.w) if steps else named,
            self.w[description],
            [(named, portion.base)] if above else (),
        )

    def list_pages(self, listing: Listing[T], entries: Sequence[T], most: int) -> Iterator[Planned]:
        """Plan the pages of a list, at most so many entries on each."""
        pages = pages_of(listing.path, entries, most)
        paths = tuple(path for path, _chunk in pages)
        for number, (path, chunk) in enumerate(pages, 1):
            yield self.plan(path, self._list_page, listing, paths, number, chunk, len(entries))

    def _list_page(
        self, listing: Listing[T], paths: Sequence[str], number: int, chunk: Sequence[T], total: int
    ) -> Page:
        path, w = paths[number - 1], self.w
        scribe = self.scribe(path)
        subject, way = listing.subject
        here, word, above = listing.here
        heading = w("list-of", list=listing.title, name=subject)
        title = titled(heading, number, len(paths), w)
        trail = [(w[word], above), listing.subject]
        shown = [listing.show(scribe, entry) for entry in chunk]
        links, at = pager(scribe, paths, number)
        view = views.ListPage(
            frame=self.framer.frame(scribe, path, here, title, heading, trail, {"name": heading}),
            heading=heading,
            subject=views.Link(subject, scribe.up + way),
            total=w("entries", n=total),
            quotation=scribe.quotation(listing.key) if listing.key else None,
            uses=tuple(one for one in shown if isinstance(one, views.Use)),
            events=tuple(one for one in shown if isinstance(one, views.EventLine)),
            lines=tuple(one for one in shown if isinstance(one, views.Line)),
            number=at,
            pages=links,
        )
        return self.page(path, "listing.html", view)

    def to_list(self, scribe: Scribe, path: str, entries: Sequence[object], shown: int) -> views.Link | None:
        """Lead to the whole of a list of which a page shows so many; None where that is all."""
        if len(entries) <= shown:
            return None
        return views.Link(self.w("whole-list", n=len(entries)), scribe.up + path)

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

    def counted(self, scribe: Scribe, line: Counted) -> views.CountedLink:
        """Show a number of things, and where they are listed."""
        return views.CountedLink(line.size, line.name, scribe.up + line.path)

    def summaries(self, scribe: Scribe, explainers: Iterable[Explainer]) -> tuple[views.Summary, ...]:
        """Show explainers in a list."""
        documents = ((page.id, page.documents[self.w.lang]) for page in explainers)
        return tuple(
            views.Summary(document.title, scribe.up + routes.explainer_path(name), document.summary)
            for name, document in documents
        )


def named(scribe: Scribe, entity: str) -> views.Line:
    """Show a person or entity, by id, in a list."""
    return views.Line(scribe.entity_link(entity), Markup(""))
