"""The parts that pages share: sentences with their evidence, quotations, reference lists, questions in a line.

One `Scribe` writes one page: it knows the page's language and place, remembers what the page cites, and numbers
the quotations of running text in the order in which they are first cited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from markupsafe import Markup

from generator import work
from generator.evidence.agreement import (
    Status,
    affirming,
    answers,
    in_order,
    question_status,
    sources_of,
    support,
)
from generator.evidence.agreement import origins as count_origins
from generator.evidence.borne import DateEnd
from generator.evidence.model import Claim, Evidence, PageKey, PageKind
from generator.evidence.particulars import in_words
from generator.evidence.timeline import PAGE
from generator.records import (
    Citation,
    Edtf,
    Entity,
    Event,
    InternalLink,
    LocalProse,
    Part,
    Placeholder,
    Question,
    Quoted,
    Role,
    Section,
    Statement,
    Text,
)
from generator.site import routes, views
from generator.site.dates import date_words, end_words, html_date, precision
from generator.site.words import Words

_LONGEST = 80
"""How many characters of a sentence stand where it is only named."""

NAMED = 24
"""So many sources are named one after another, where the site lists them itself."""

SOURCES_IN_KEY = 24
"""So many sources are named at the head of a page with their signs."""

_TAG = re.compile("<[^>]*>")


class Scribe:
    """Writes the parts of one page in one language."""

    def __init__(self, evidence: Evidence, w: Words, path: str, *, root: str | None = None) -> None:
        """Begin a page."""
        self.evidence = evidence
        self.dossier = evidence.dossier
        self.w = w
        self.up = routes.up(path) if root is None else root
        self._cited: dict[str, None] = {}
        self._markers: Counter[str] = Counter()
        self._beside: Counter[str] = Counter()

    # ------------------------------------------------------------ texts

    def text(self, text: Text) -> str:
        """Choose a plain text in the page's language."""
        return text[self.w.lang].text

    def own(self, text: LocalProse | None) -> Markup:
        """Render prose in the site's own voice; nothing where there is none."""
        return self.fill(text[self.w.lang].parts, ()) if text else Markup("")

    def said(self, statement: Statement) -> Markup:
        """Render a sentence."""
        work.done[work.SAID] += 1
        return self.fill(statement.prose[self.w.lang].parts, statement.citations)

    def fill(self, parts: Sequence[Part], citations: tuple[Citation, ...]) -> Markup:
        """Fill the open places of prose: quotations, counts, addresses."""
        return Markup("".join(self._part(part, citations) for part in parts))

    def _part(self, part: Part, citations: tuple[Citation, ...]) -> str:
        match part:
            case str():
                return part
            case Quoted(words=words):
                own = self.evidence.inline[words, tuple(citation.key for citation in citations)]
                return f'<q lang="{own.language}">{escape(own.words, quote=False)}</q>'
            case InternalLink(target=target):
                return escape(self.up + routes.by_hand(target, self.evidence.related.part_of))
            case Placeholder.SOURCES:
                return escape(self.names(sources_of(self.evidence, citations)), quote=False)
            case Placeholder.REPORTS:
                return escape(self._counted(citations), quote=False)
            case Placeholder.REPORTS_CAPITAL:
                said = self._counted(citations)
                return escape(said[:1].upper() + said[1:], quote=False)

    def _counted(self, citations: tuple[Citation, ...]) -> str:
        return self.reports(sources_of(self.evidence, affirming(self.evidence, citations)))

    def names(self, sources: Sequence[str]) -> str:
        """List sources by name: "The Ferry Post and Marsh Notes"."""
        return self.listed([self.dossier.sources[source].name for source in sources])

    def some_names(self, sources: Sequence[str]) -> str:
        """List sources by name; of many, some and how many more there are."""
        if len(sources) <= NAMED:
            return self.names(sources)
        shown = ", ".join(self.dossier.sources[source].name for source in sources[:NAMED])
        return f"{shown} {self.w('and-more', n=len(sources) - NAMED)}"

    def listed(self, names: Sequence[str]) -> str:
        """Join names as a sentence does."""
        return (
            names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {self.w.joint(names[-1])} {names[-1]}"
        )

    def reports(self, sources: tuple[str, ...]) -> str:
        """Say how many sources there are, and how many origins where these are fewer."""
        said = self.w("reports", n=len(sources))
        count = count_origins(self.evidence, sources)
        if count == len(sources):
            return said
        return self.w("reports-and-origins", reports=said, origins=self.w("origins", n=count))

    # ------------------------------------------------------------ sources and speakers

    def mark(self, source: str) -> views.Mark:
        """Give the sign of a source."""
        known = self.dossier.sources[source]
        origin = self.evidence.origin_of[source]
        joined = origin.removeprefix("lineage:") if origin.startswith("lineage:") else ""
        return views.Mark(known.mark, known.name, self.up + routes.source_path(source), joined)

    def marks(self, sources: Iterable[str]) -> tuple[views.Mark, ...]:
        """Give the signs of several sources."""
        return tuple(self.mark(source) for source in sources)

    def key(self) -> tuple[views.Mark, ...]:
        """Give the key to the sources: to all, or where these are many to those cited on the page so far.

        Where those are many as well there is none: each sign stands beside its name, or in the list of the sources.
        """
        order = self.evidence.order
        known = order if len(order) <= SOURCES_IN_KEY else self.cited_sources()
        return self.marks(known) if len(known) <= SOURCES_IN_KEY else ()

    def left_out(self, source: str) -> tuple[views.LeftOut, ...]:
        """Show what of a source is not used, and why, in the order of its text."""
        known, line = self.dossier.sources[source], self.evidence.asked[source].line
        found: list[tuple[int, int, views.LeftOut]] = []
        for part in known.parts:
            if part.reason:
                count = part.last - part.first + 1
                lines = str(part.first) if count == 1 else f"{part.first}–{part.last}"
                what = self.w[f"role-{part.role.value}"]
                place = self.w("lines", n=count, list=lines)
                found.append((part.first, 0, views.LeftOut(place, "", "", what, self.own(part.reason))))
        for proof in self.evidence.left_out[source]:
            spans = [span for passage in proof.passages for span in passage]
            numbers = sorted({line(at) for span in spans for at in (span.start, span.end - 1)})
            place = self.w("lines", n=len(numbers), list=self.listed([str(number) for number in numbers]))
            entry = views.LeftOut(place, proof.words, known.language, "", self.own(proof.entry.reason))
            found.append((numbers[0], spans[0].start, entry))
        return tuple(entry for _line, _at, entry in sorted(found, key=lambda one: one[:2]))

    def entity_link(self, name: str) -> views.Link:
        """Link a person or entity by id."""
        entity = self.evidence.related.named[name]
        return views.Link(self.text(entity.name), self.up + routes.entity_path(entity))

    def page_link(self, page: PageKey) -> views.Link:
        """Link a page that carries claims, by its title."""
        href = self.up + routes.page_path(self.evidence.related, page)
        match page.kind:
            case PageKind.HOME:
                return views.Link(self.text(self.dossier.site.title), href)
            case PageKind.ENTITY:
                return views.Link(self.text(self.evidence.related.named[page.id].name), href)
            case PageKind.TIMELINE:
                return views.Link(self.timeline_title(page.id), href)
            case PageKind.QUESTION:
                return views.Link(self.text(self.dossier.questions[page.id].question), href)
            case PageKind.EXPLAINER:
                explainer = next(known for known in self.dossier.explainers if known.id == page.id)
                return views.Link(explainer.documents[self.w.lang].title, href)

    def timeline_title(self, part: str) -> str:
        """Name a part of the timeline: "Timeline", "Timeline, 2024", "Timeline, May 2024, page 2"."""
        named = self.w["nav-timeline"]
        return f"{named}, {self.part_of_time(part)}" if part else named

    def part_of_time(self, part: str) -> str:
        """Name the year or month of a part of the timeline: "2024", "May 2024, page 2"."""
        period, _page, page = part.partition(f"/{PAGE}")
        named = end_words(period.replace("/", "-"), self.w)
        return f"{named}, {self.w('page-n', n=page)}" if page else named

    # ------------------------------------------------------------ quotations and references

    def quotation(self, key: str) -> views.Quotation:
        """Show an excerpt where no sentence of the page cites it."""
        proof = self.evidence.proofs[key]
        excerpt, source = proof.excerpt, proof.source
        speakers = tuple(self.entity_link(reference.id) for reference in excerpt.attributed_to)
        speaker = self.speaker(key)
        credit = self.w("as-reported-by", speaker=speaker, source=source.name) if speaker else source.name
        return views.Quotation(
            words=proof.words,
            lang=source.language,
            mark=self.mark(source.id),
            href=self.up + routes.excerpt_path(key),
            url=source.url or "",
            speakers=speakers,
            credit=credit,
            printed=self.w("printed", n=len(proof.passages)) if len(proof.passages) > 1 else "",
            translation=self.translation(key),
            note=self.own(excerpt.note),
            anchor="",
            number=0,
            back=(),
            key=key,
            speaking_as=self.own(excerpt.speaking_as),
            headline=self.w["from-headline"] if proof.role is Role.HEADLINE else "",
            denials=self.denials(key),
        )

    def translation(self, key: str) -> str:
        """Give the site's own translation of an excerpt, or nothing where it is in the language of the page."""
        proof = self.evidence.proofs[key]
        words = proof.excerpt.translation.get(self.w.lang)
        foreign = proof.source.language.split("-")[0] != self.w.lang
        return words.text if words and foreign else ""

    def speaker(self, key: str) -> str:
        """Name who says an excerpt inside its source, through whom; nothing where the source itself speaks."""
        said = ""
        for reference in self.evidence.proofs[key].excerpt.attributed_to:
            name = self.text(self.evidence.related.named[reference.id].name)
            said = self.w("through", speaker=said, next=name) if said else name
        return said

    def denials(self, key: str) -> tuple[views.Link, ...]:
        """Say who denies an excerpt that is an allegation, with the way to each denial."""
        denied = self.evidence.proofs[key].excerpt.denied
        return tuple(
            views.Link(self.w["denied-here"], "") if denial.key == key else self._denial(denial.key)
            for denial in denied
        )

    def _denial(self, key: str) -> views.Link:
        speaker, source = self.speaker(key), self.evidence.proofs[key].source.name
        words = (
            self.w("denied-by", speaker=speaker, source=source)
            if speaker
            else self.w("denied-says", source=source)
        )
        return views.Link(words, self.up + routes.excerpt_path(key))

    def denied(self, statement: Statement, *shown: str) -> tuple[views.Link, ...]:
        """Say who denies what a sentence alleges; `shown` are the excerpts that stand beside it with their denials."""
        found: dict[views.Link, None] = {}
        told = {*shown, *(denial.key for key in shown for denial in self.evidence.proofs[key].excerpt.denied)}
        for citation in statement.citations:
            for denial in self.evidence.proofs[citation.key].excerpt.denied:
                proof = self.evidence.proofs[denial.key]
                if denial.key in told:
                    continue
                if denial.key == citation.key:
                    words = self.w("denied-there", source=proof.source.name)
                    found[views.Link(words, self.up + routes.excerpt_path(denial.key))] = None
                else:
                    found[self._denial(denial.key)] = None
        return tuple(found)

    def cited(self, key: str) -> views.Quotation:
        """Show an excerpt beside a sentence that cites it."""
        self._cited[key] = None
        return self.quotation(key)

    def cited_sources(self) -> tuple[str, ...]:
        """Name the sources cited on the page so far, in the dossier's order."""
        cited = {key.partition(":")[0] for key in self._cited}
        return in_order(self.evidence, cited)

    def references(self) -> tuple[views.CitedSource, ...]:
        """Give the sources cited on the page so far, with their public addresses."""
        return tuple(
            views.CitedSource(self.mark(source), self.dossier.sources[source].url or "")
            for source in self.cited_sources()
        )

    def running(self, sentences: Sequence[Statement]) -> tuple[list[Markup], tuple[views.Quotation, ...]]:
        """Set the markers of a paragraph: those of each sentence, and the quotations to stand beside it.

        A quotation stands beside every paragraph that cites it, under the same number, each time with the ways back
        to the markers of that paragraph.
        """
        back: dict[str, list[views.Backlink]] = {}
        numbers: dict[str, int] = {}
        anchors: dict[str, str] = {}
        for key in dict.fromkeys(citation.key for sentence in sentences for citation in sentence.citations):
            self._cited[key] = None
            numbers[key] = list(self._cited).index(key) + 1
            times = self._beside[key]
            anchors[key] = f"_ref-{key.replace(':', '.')}{f'.{_letters(times)}' if times else ''}"
            self._beside[key] += 1
        markers = []
        for sentence in sentences:
            links: list[Markup] = []
            for citation in sentence.citations:
                key, letter = citation.key, _letters(self._markers[citation.key])
                self._markers[key] += 1
                anchor = f"_cite-{key.replace(':', '.')}-{letter}"
                label = self.w("back-label", letter=letter)
                back.setdefault(key, []).append(views.Backlink(letter, f"#{anchor}", label))
                said = self.w("marker", n=numbers[key])
                named = Markup(' aria-label="{}"').format(said) if links else ""
                links.append(
                    Markup('<a class="r" role="doc-noteref" id="{}" href="#{}"{}>{}</a>').format(
                        anchor, anchors[key], named, numbers[key] if links else said
                    )
                )
            markers.append(Markup(" [{}]").format(Markup(", ").join(links)) if links else Markup(""))
        return markers, tuple(
            replace(self.quotation(key), anchor=anchor, number=numbers[key], back=tuple(back[key]))
            for key, anchor in anchors.items()
        )

    # ------------------------------------------------------------ sentences

    def statement(self, claim: Claim, *, scope: str = "") -> views.Statement:
        """Show a sentence with its evidence; `scope` names the group or page it is borrowed from."""
        statement = claim.statement
        standing = support(self.evidence, statement)
        question = self.dossier.questions[statement.question.id] if statement.question else None
        name = f"{scope}.{statement.id}" if scope else statement.id
        home = self.up + routes.claim_path(self.evidence.related, claim) if scope else f"#{statement.id}"
        label, link = self.label(statement), None
        if question:
            asked = self.text(question.question)
            if standing.status is Status.DIFFER:
                label, asked = self.w[f"kind-{question.kind.value}"], self._versions(question)
            link = views.Link(asked, self.up + routes.question_path(question.id))
        return views.Statement(
            id=name,
            html=self.said(statement),
            status=standing.status.value,
            label=label,
            question=link,
            sides=self._sides(statement, question if standing.status is Status.DIFFER else None),
            home=home,
            derived=self._derived(claim),
            denials=self.denied(statement),
        )

    def _derived(self, claim: Claim) -> tuple[views.Arithmetic, ...]:
        """Show what follows by arithmetic, with the way to each value it starts from."""
        bearing = self.evidence.bearing
        shown = []
        for derived in bearing.derived.get((claim.page, claim.statement.id), ()) if bearing else ():
            inputs = []
            for each in derived.inputs:
                key = each.ground.label
                known = key in self.evidence.proofs
                source = key.partition(":")[0] if known else key.removeprefix("the metadata of ")
                if source in self.dossier.sources:
                    href = routes.excerpt_path(key) if known else routes.source_path(source)
                    inputs.append(views.Link(self.dossier.sources[source].name, self.up + href))
            words = in_words(derived.formula, self.w.lang, self._name_of)
            shown.append(views.Arithmetic(words, tuple(dict.fromkeys(inputs))))
        return tuple(shown)

    def _name_of(self, entity: str) -> str:
        known = self.evidence.related.named.get(entity)
        return self.text(known.name) if known else entity

    def label(self, statement: Statement) -> str:
        """Say how a sentence stands: how many report it, or in what way the sources differ on it."""
        standing = support(self.evidence, statement)
        if standing.status is Status.DIFFER and statement.question:
            question = self.dossier.questions[statement.question.id]
            kind = self.w[f"kind-{question.kind.value}"]
            return self.w("kind-and-versions", kind=kind, versions=self._versions(question))
        return self.reports(standing.sources)

    def _versions(self, question: Question) -> str:
        return self.w("versions", n=len(question.positions))

    def _sides(self, statement: Statement, question: Question | None) -> tuple[views.Side, ...]:
        """Divide a sentence's quotations by the positions they stand for, where the sources differ."""
        keys = [citation.key for citation in statement.citations]
        parted = self._parted(keys, question) if question else []
        if len(parted) < 2:
            return (views.Side("", "", tuple(self.cited(key) for key in keys)),)
        return tuple(
            views.Side(
                self.w("version", n=question.positions.index(position) + 1) if position and question else "",
                f"{self.up}{routes.question_path(question.id)}#{position.id}"
                if position and question
                else "",
                tuple(self.cited(key) for key in group),
            )
            for position, group in parted
        )

    def _parted(self, keys: list[str], question: Question) -> list[tuple[Statement | None, list[str]]]:
        """Sort excerpts by position: by the excerpt itself, else by its source where that takes one position only."""
        positions = [
            {citation.key for citation in affirming(self.evidence, position.citations)}
            for position in question.positions
        ]
        groups: dict[int | None, list[str]] = {}
        for key in keys:
            exact = [number for number, keys_of in enumerate(positions) if key in keys_of]
            source = key.partition(":")[0]
            nearby = [
                number
                for number, keys_of in enumerate(positions)
                if source in {other.partition(":")[0] for other in keys_of}
            ]
            number = exact[0] if exact else nearby[0] if len(nearby) == 1 else None
            groups.setdefault(number, []).append(key)
        order = sorted(groups, key=lambda number: (number is None, number or 0))
        return [(None if number is None else question.positions[number], groups[number]) for number in order]

    def section(self, page: PageKey, section: Section, group: Entity | None = None) -> views.Section:
        """Show statements under their heading; `group` is set where they are shown on a member's page."""
        scope = group.id if group else ""
        statements = tuple(
            self.statement(Claim(page, statement), scope=scope) for statement in section.statements
        )
        anchor = f"{scope}.section-{section.id}" if scope else f"section-{section.id}"
        link = self.entity_link(group.id) if group else None
        return views.Section(anchor, self.text(section.heading), statements, link)

    # ------------------------------------------------------------ questions and events

    def question_line(self, question: Question) -> views.QuestionLine:
        """Show a question in one line."""
        answered = answers(self.evidence, question)
        href = routes.question_path(question.id)
        camps = tuple(
            views.Camp(self.marks(sources[:NAMED]), self.said(position), f"{self.up}{href}#{position.id}")
            for position, sources in zip(question.positions, answered.camps, strict=True)
        )
        return views.QuestionLine(
            question=self.text(question.question),
            href=self.up + href,
            kind=self.w[f"kind-{question.kind.value}"],
            status=question_status(question).value,
            camps=camps,
            silent=self.marks(answered.silent[:NAMED]),
        )

    def event_line(self, event: Event) -> views.EventLine:
        """Show an event in one line that leads to the timeline."""
        href = self.up + routes.claim_path(self.evidence.related, self._on_timeline(event))
        return views.EventLine(
            date_words(event.date, self.w),
            html_date(event.date),
            self.name(event) if event.label else self.said(event.statement),
            href,
            self.denied(event.statement),
        )

    def event(self, event: Event) -> views.Event:
        """Show an event with its evidence, on the timeline."""
        shown = self.statement(self._on_timeline(event))
        others = tuple(
            views.OtherDate(
                date_words(other.date, self.w),
                html_date(other.date),
                tuple(self.cited(citation.key) for citation in other.citations),
            )
            for other in event.also_dated
        )
        return views.Event(
            statement=shown,
            date=date_words(event.date, self.w),
            datetime=html_date(event.date),
            precision=precision(event.date, self.w),
            known=self._known(event),
            resolved=self.own(event.resolved),
            others=others,
            about=tuple(self.entity_link(reference.id) for reference in event.about),
        )

    def _on_timeline(self, event: Event) -> Claim:
        return Claim(PageKey(PageKind.TIMELINE, self.evidence.related.part_of[event.id]), event.statement)

    def _known(self, event: Event) -> tuple[str, ...]:
        """Say how each end of an event's date is known: who states it, or from what it follows."""
        ends = self.ends(event.id, event.date)
        interval = "/" in event.date.text
        said = []
        for end in ends:
            if end.sources:
                how = self.w("date-stated", sources=self.names(end.sources))
            elif end.derived and interval:
                how = self.w(
                    "date-reckoned-from", sum=in_words(end.derived.formula, self.w.lang, self._name_of)
                )
            else:
                how = self.w["date-reckoned" if end.derived else "date-unstated"]
            said.append(self.w("date-end", date=end_words(end.text, self.w), how=how) if interval else how)
        return tuple(said)

    def ends(self, event: str, date: Edtf) -> tuple[DateEnd, ...]:
        """Tell how each end of one of the dates of an event is borne out."""
        bearing = self.evidence.bearing
        return bearing.dates.get((event, date.text), ()) if bearing else ()

    def name(self, event: Event) -> Markup:
        """Name an event in a few words: its label, else the beginning of its sentence.

        The sentence is cut at a word, never inside words that it quotes.
        """
        if event.label:
            return Markup.escape(self.text(event.label))
        taken, length = "", 0
        for part in event.statement.prose[self.w.lang].parts:
            said = self._part(part, event.statement.citations)
            words = [said] if isinstance(part, Quoted) else re.findall(r"\s+|\S+", _TAG.sub("", said))
            for word in words:
                length += len(_TAG.sub("", word))
                if length > _LONGEST:
                    return Markup(taken.rstrip() + " …")
                taken += word
        return Markup(taken)

    def use(self, claim: Claim, number: int, *shown: str) -> views.Use:
        """Show a sentence of another page that belongs here; `shown` are the excerpts it stands with."""
        return views.Use(
            self.page_link(claim.page).text,
            self.up + routes.claim_path(self.evidence.related, claim),
            self.said(claim.statement),
            _letters(number),
            self.denied(claim.statement, *shown),
        )


def _letters(number: int) -> str:
    """Number by letters, from 0: a to z, then aa, ab and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
