"""The first page, and the lists of people and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from generator.evidence.model import PageKey, PageKind
from generator.evidence.named import Together, company
from generator.records import Entity, EntityKind, Question, QuestionKind
from generator.site import charts, routes, views
from generator.site.charts import Met
from generator.site.division import ENTRIES_A_PAGE, Portion, portions
from generator.site.pages.area import Area, Page, Planned
from generator.site.parts import Scribe

T = TypeVar("T")

SHOWN_ON_HOME = 8
"""So many people, and so many explainers, stand on the first page, with the way to all of them."""
QUESTIONS_ON_HOME = 3
"""So many questions on which the sources differ stand on the first page, with the way to all of them."""


class FrontPages(Area):
    """Makes the first page and the lists."""

    def plans(self) -> Iterator[Planned]:
        """Plan the first page, the list of people and the list of names."""
        yield self.plan(routes.HOME, self._home)
        everyone = [("", self.profiled())]
        for portion in portions(routes.PEOPLE, everyone, _sorted_name, self.w, ENTRIES_A_PAGE):
            yield self.plan(portion.path, self._people, portion)
        kinds = [
            (self.w[f"entities-{kind.value}"], found)
            for kind in EntityKind
            if (
                found := self.ordered(other for other in self.dossier.entities.values() if other.kind is kind)
            )
        ]
        for portion in portions(routes.ENTITIES, kinds, _sorted_name, self.w, ENTRIES_A_PAGE):
            yield self.plan(portion.path, self._entities, portion)

    def _home(self) -> Page:
        scribe = self.scribe(routes.HOME)
        home, site = self.dossier.home, self.dossier.site
        people, explainers = self.profiled(), self.summaries(scribe, self.dossier.explainers)
        sections = tuple(scribe.section(PageKey(PageKind.HOME, ""), section) for section in home.sections)
        lines = tuple(self.person_line(scribe, entity) for entity in _some(people))
        frame = self.framer.frame(
            scribe,
            routes.HOME,
            "",
            "",
            scribe.text(site.description),
            marks=scribe.key(),
            evidence=bool(home.sections),
        )
        numbers = self._numbers(scribe)
        view = views.HomePage(
            frame=frame,
            heading=scribe.text(home.heading),
            tagline=scribe.text(site.tagline) if site.tagline else "",
            lede=scribe.own(home.lede),
            numbers=numbers,
            large=any(number.count > 9999 for number in numbers),
            sections=sections,
            people=lines,
            all_people=self._to_all(scribe, "people", people, routes.PEOPLE),
            questions=tuple(scribe.question_line(question) for question in self._differing()),
            all_questions=views.Link(
                self.w("all-questions", n=len(self.dossier.questions)), scribe.up + routes.QUESTIONS
            ),
            explainers=tuple(_some(explainers)),
            all_explainers=self._to_all(scribe, "explainers", explainers, routes.EXPLAINERS),
            how_to_read=scribe.own(home.how_to_read),
        )
        return self.page(routes.HOME, "home.html", view)

    def _to_all(self, scribe: Scribe, name: str, listed: Sequence[object], path: str) -> views.Link | None:
        """Lead to all of what is listed, where the first page shows some."""
        if len(listed) <= SHOWN_ON_HOME:
            return None
        return views.Link(self.w(f"all-{name}", n=len(listed)), scribe.up + path)

    def _differing(self) -> list[Question]:
        """Choose questions on which the sources differ, contradictions before all others."""
        differing = [question for question in self.dossier.questions.values() if question.kind.differs]
        differing.sort(key=lambda question: question.kind is not QuestionKind.CONTRADICTION)
        return differing[:QUESTIONS_ON_HOME]

    def _numbers(self, scribe: Scribe) -> tuple[views.CountedLink, ...]:
        questions = self.dossier.questions.values()
        counts = (
            ("people", len(self.profiled()), routes.PEOPLE),
            ("sources", len(self.dossier.sources), routes.SOURCES),
            ("origins", len(set(self.evidence.origin_of.values())), routes.SOURCES),
            ("statements", len(self.evidence.claims), routes.CITATIONS),
            ("quotations", len(self.evidence.proofs), routes.CITATIONS),
            ("questions", len(questions), routes.QUESTIONS),
            ("disputed", sum(question.kind.differs for question in questions), routes.QUESTIONS),
        )
        return tuple(
            views.CountedLink(count, self.w(f"home-numbers-{name}", n=count), scribe.up + path)
            for name, count, path in counts
            if routes.is_made(self.dossier.site, path)
        )

    def _people(self, portion: Portion[Entity]) -> Page:
        scribe = self.scribe(portion.path)
        frame = self.list_frame(scribe, portion, "people", "nav-people", "describe-people")
        people = tuple(self.person_line(scribe, entity) for entity in portion.entries)
        others = views.Link(self.w["nav-entities"], scribe.up + routes.ENTITIES)
        named = self._named(scribe) if portion.path == routes.PEOPLE else None
        view = views.PeoplePage(frame, people, named, others, portion.division(scribe))
        return self.page(portion.path, "people.html", view)

    def _named(self, scribe: Scribe) -> views.NamedChart | None:
        """Draw who is named with whom, in the order of the list."""
        known = company(self.evidence)
        if known is None:
            return None
        people = self.profiled()
        rows = []
        counts: Counter[Met] = Counter()
        for number, person in enumerate(people, 1):
            sentences: dict[str, list[str]] = {}
            texts: dict[str, list[str]] = {}
            row = []
            for other in people:
                together = known.pairs.get((person.id, other.id))
                row.append(_met(together))
                if together and together.sentences:
                    said = self.w("named-count", n=len(together.sentences))
                    sentences.setdefault(said, []).append(scribe.text(other.name))
                if together and together.sources:
                    texts.setdefault(scribe.reports(together.sources), []).append(scribe.text(other.name))
            counts.update(row[number:])
            marks = scribe.marks(known.sources[person.id])
            drawing = charts.met(row)
            listed = (self._grouped(scribe, found) for found in (sentences, texts))
            rows.append(views.NamedRow(scribe.text(person.name), number, drawing, marks, *listed))
        legend = tuple(
            (charts.met_sample(kind), self.w[f"named-{kind.value}"])
            for kind in Met
            if counts[kind] or kind is Met.SELF
        )
        numbers = {kind.value: counts[kind] for kind in Met}
        return views.NamedChart(self.w("named-summary", n=counts.total(), **numbers), tuple(rows), legend)

    def _grouped(self, scribe: Scribe, found: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """List people under how often they are named: "2 sentences: Ann Lee and Bo Ray"."""
        return tuple(f"{said}: {scribe.listed(names)}" for said, names in found.items())

    def _entities(self, portion: Portion[Entity]) -> Page:
        scribe = self.scribe(portion.path)
        frame = self.list_frame(scribe, portion, "entities", "nav-entities", "describe-entities")
        kinds = tuple(
            (heading, tuple(self.person_line(scribe, entity) for entity in found))
            for heading, found in portion.groups
        )
        view = views.EntitiesPage(frame, kinds, portion.division(scribe))
        return self.page(portion.path, "entities.html", view)


def _some(listed: Sequence[T]) -> Sequence[T]:
    """Choose what stands on the first page: all, or where these are too many as many as fit."""
    return listed[:SHOWN_ON_HOME]


def _sorted_name(entity: Entity) -> str:
    return entity.sort_name


def _met(together: Together | None) -> Met:
    """Tell how two are named; nothing is known of one alone."""
    if together is None:
        return Met.SELF
    if together.sentences:
        return Met.SENTENCE
    return Met.TEXT if together.sources else Met.NOWHERE
