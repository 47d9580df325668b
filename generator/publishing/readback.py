"""The page proves it again: what was rendered is read back from its HTML and held to the evidence.

Proving happens before any template is asked; here nothing that a template could have done to the result goes
unseen: an altered or cut quotation, a statement or citation left out, a lost marker. What a page is to carry is worked
out from the evidence, not from what its template was handed; only what a page repeats from others is taken from there.
`docs/verify.md` says what is found, and what is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count, takewhile
from pathlib import Path
from typing import NamedTuple

from generator import work
from generator.evidence.folding import fold_spaces
from generator.evidence.inputs import noted
from generator.evidence.model import Claim, Evidence, PageKey, PageKind
from generator.problems import Code, Origin, Problem
from generator.publishing.quoted import Fault
from generator.publishing.sheet import (
    SINGLE,
    Also,
    Known,
    Quotation,
    Sheet,
    Sheets,
    address_from,
    denials,
    find,
    plain,
    undenied,
)
from generator.records import EntityKind, InternalLink, Quoted, Statement
from generator.site import routes, views
from generator.site.division import USES_A_PAGE, pages_of, uses_shown
from generator.site.pages import Page
from generator.site.render import DEFAULT_TEMPLATES

ENOUGH = 25
"""So many pages with faults say all there is to say about a template."""


class ReadbackError(Exception):
    """Carries the problems of pages that do not show what was proved."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Carried(NamedTuple):
    """A statement on a page, under `anchor`; `keys` are all the excerpts shown with it.

    In running text (`running`) they stand beside the paragraph, and markers in the sentence lead to them.
    """

    anchor: str
    statement: Statement
    keys: tuple[str, ...]
    running: bool


class Seen(NamedTuple):
    """What was seen on a page: what it does not prove, what each statement says there by anchor, its quotations."""

    faults: tuple[Fault, ...]
    said: Mapping[str, str]
    quotations: tuple[Known, ...]


class Readback:
    """Reads back the pages of one site.

    `carried` holds what each page is to carry, by path without language; `said` gathers what each statement says
    there: by path and anchor, by language.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._dossier = dossier = evidence.dossier
        self._sheets = Sheets(evidence)
        folders = [(routes.prefix(dossier, language), language) for language in dossier.site.languages]
        self._folders = [(folder, language) for folder, language in folders if folder]
        all_carried: dict[str, list[Carried]] = {}
        for path, carried in _all_carried(evidence):
            all_carried.setdefault(path, []).append(carried)
        self.carried = noted(evidence, all_carried, "carried")
        self._sources = {routes.source_path(source): source for source in dossier.sources}
        self._uses = noted(evidence, dict(_listed_uses(evidence)), "listed uses")
        paths = (*self.carried, *self._sources, *self._uses)
        self._awaited = {f"{folder}{path}" for folder, _language in folders for path in paths}
        self.said: dict[tuple[str, str], dict[str, str]] = {}
        self.also: dict[tuple[str, str], Also] = {}
        """Quotations that stand in a source though no record declares them: by language and words."""
        self.count = 0
        """How many quotations were read."""

    def read(self, page: Page, html: str) -> list[Fault]:
        """Read one page back; nothing found means that it shows, proved and in full, all that it is to carry."""
        if isinstance(page.view, views.SinglePage):
            work.done[work.READ_BACK] += 1
            return self.read_single(page.view.frame.lang, html)
        seen = self.seen(page, html)
        self.take(page.path, seen)
        return list(seen.faults)

    def take(self, path: str, seen: Seen) -> None:
        """Count in what was seen on a page, now or when it was read before."""
        self._awaited.discard(path)
        path, language = self._split(path)
        for anchor, text in seen.said.items():
            self.said.setdefault((path, anchor), {})[language] = text
        self._count_in(seen.quotations)

    def seen(self, page: Page, html: str) -> Seen:
        """Read one page back and give what was seen there, without counting it in."""
        work.done[work.READ_BACK] += 1
        path, language = self._split(page.path)
        up = routes.up(path)
        source = self._sources.get(path)
        sheet, faults = self._sheets.read(html, up, bare=source is not None)
        reader = _Reader(self._evidence, sheet, up, language, faults)
        said = reader.statements(self.carried.get(path, ()))
        if source is not None:
            reader.source(source)
        if path in self._uses:
            reader.uses(*self._uses[path])
        reader.repeated(page.view)
        known = tuple(quotation.known for quotation in sheet.quotations)
        return Seen(tuple(faults), said, known)

    def read_single(self, language: str, html: str) -> list[Fault]:
        """Read the one file with all pages: every statement and every excerpt, each once, at its own place."""
        sheet, faults = self._sheets.read(html, SINGLE, bare=True)
        for path in dict.fromkeys((*self.carried, *self._sources)):
            reader = _Reader(self._evidence, sheet, SINGLE, language, faults, path)
            # what is said of a group stands with the group alone
            own = [carried for carried in self.carried.get(path, ()) if "." not in carried.anchor]
            reader.statements(own)
            if path in self._sources:
                reader.source(self._sources[path])
        self._count_in(quotation.known for quotation in sheet.quotations)
        return faults

    def read_other(self, html: str) -> list[Fault]:
        """Read a page of which nothing is known but that its quotations must be proved."""
        sheet, faults = self._sheets.read(html, bare=True)
        self._count_in(quotation.known for quotation in sheet.quotations)
        return faults

    def _count_in(self, quotations: Iterable[Known]) -> None:
        for known in quotations:
            self.count += 1
            if known.also:
                self.also[known.also[0], known.words] = known.also[1]

    def missing(self) -> list[str]:
        """Name the pages with statements or excerpts that were not read."""
        return sorted(self._awaited)

    def _split(self, path: str) -> tuple[str, str]:
        """Divide a path into what follows the language's folder, and the language."""
        for folder, language in self._folders:
            if path.startswith(folder):
                return path.removeprefix(folder), language
        return path, self._dossier.site.languages[0]


def _all_carried(evidence: Evidence) -> Iterator[tuple[str, Carried]]:
    """Go through the statements that pages carry, with the path; a group's stand on each member's page as well."""
    dossier = evidence.dossier
    others = {
        event.statement.id: [citation.key for other in event.also_dated for citation in other.citations]
        for event in dossier.events
    }
    paths: dict[PageKey, str] = {}
    for page, statement in evidence.claims:
        path = paths.get(page)
        if path is None:
            path = paths[page] = routes.page_path(evidence.related, page)
        keys = [citation.key for citation in statement.citations]
        if page.kind is PageKind.TIMELINE:
            keys += others[statement.id]
        yield path, Carried(statement.id, statement, tuple(keys), page.kind is PageKind.EXPLAINER)
    for group in dossier.entities.values():
        for member in group.members if group.kind is EntityKind.GROUP else ():
            path = routes.entity_path(dossier.entities[member.id])
            for section in group.sections:
                for statement in section.statements:
                    keys = [citation.key for citation in statement.citations]
                    yield path, Carried(f"{group.id}.{statement.id}", statement, tuple(keys), False)


def _listed_uses(evidence: Evidence) -> Iterator[tuple[str, tuple[str, tuple[Claim, ...]]]]:
    """Go through the pages of what rests on an excerpt, where its source's page shows some: path, excerpt, claims."""
    for source in evidence.dossier.sources.values():
        all_uses = {excerpt.key: evidence.uses[excerpt.key] for excerpt in source.excerpts}
        shown = uses_shown([len(uses) for uses in all_uses.values()])
        for key, uses in all_uses.items():
            if len(uses) > shown:
                for path, claims in pages_of(routes.uses_path(key), uses, USES_A_PAGE):
                    yield path, (key, claims)


class _Reader:
    """Holds one page to what it is to carry, and notes what is not there.

    `path` is that of the page where it stands in one file with all others, and `up` is then `SINGLE`.
    """

    def __init__(
        self, evidence: Evidence, sheet: Sheet, up: str, language: str, faults: list[Fault], path: str = ""
    ) -> None:
        self._evidence = evidence
        self._sheet = sheet
        self._html = sheet.html
        self._up = up
        self._path = path
        self._language = language
        self._faults = faults
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    def _note(self, kind: str, message: str, at: int = 0) -> None:
        self._faults.append(Fault(kind, message, at))

    def _id(self, name: str) -> str:
        """Give the id that is written for one of this page."""
        return routes.single_anchor(self._path, name) if self._up == SINGLE else name

    def _anchor(self, name: str, what: str) -> int | None:
        at = self._sheet.ids.get(name)
        if at is None:
            self._note("lost", f"{what} is not there: no element has the id {name!r}")
        elif name in self._sheet.twice:
            self._note("lost", f"the id {name!r} stands on the page twice", at)
        return at

    # ------------------------------------------------------------ statements

    def statements(self, all_carried: Sequence[Carried]) -> dict[str, str]:
        """Look for the statements of the page, and give what each says, by its anchor."""
        cited = Counter(key for carried in all_carried if carried.running for key in carried.keys)
        for key, times in cited.items():
            self.reference(key, times)
        said = {carried.anchor: self.statement(carried) for carried in all_carried}
        return {anchor: text for anchor, text in said.items() if text}

    def statement(self, carried: Carried) -> str:
        """Look for a statement and its citations, and give what it says, or nothing."""
        name, statement, keys, running = carried
        anchor = self._id(name)
        at = self._anchor(anchor, f"the statement {anchor}")
        if at is None:
            return ""
        end = self._sheet.end(at)
        there = self._sheet.within(at, end)
        for key in keys:
            if not running:
                self._shown(key, there, f"the statement {anchor}", at)
                continue
            marked = any(at < place < end for place in self._places[key])
            leads = any(self._html.find(f'href="#{name}"', at, end) >= 0 for name in self._quotation_ids(key))
            if not (marked and leads):
                self._note(
                    "marker", f"the statement {anchor} has no marker that leads to the quotation {key}", at
                )
        pieces = self._pieces(statement)
        span = find(self._html, pieces, at, end)
        if not span:
            text = plain(" … ".join(pieces))
            self._note("cut", f"the statement {anchor} is not there in full: “{text}”", at)
            return ""
        return plain(self._html[span[0] : span[1]])

    def _shown(self, key: str, numbers: range, what: str, at: int, *, link: bool = True) -> None:
        """Look among some quotations for an excerpt: in full, with the link to it, and with its translation."""
        quotations = self._sheet.quotations
        there = [number for number in numbers if key in quotations[number].known.keys]
        if not there:
            self._note("citation", f"{what} does not show the quotation {key} in full", at)
            return
        number = next((number for number in there if not link or quotations[number].linked == key), None)
        if number is None:
            self._note("link", f"{what} shows the quotation {key} without the link that leads to it", at)
            return
        proof = self._evidence.proofs[key]
        own = proof.excerpt.translation.get(self._language)
        if own and proof.source.language.split("-")[0] != self._language:
            words, stop = fold_spaces(own.text), quotations[number].stop
            following = (quotations[other] for other in range(number + 1, numbers.stop))
            if not any(q.known.words == words and q.start <= stop for q in following):
                self._note("translation", f"{what} shows {key} without our translation of it, in full", at)

    def _pieces(self, statement: Statement) -> list[str]:
        """Give what a page is to print for a statement, with a gap wherever something is counted or filled in."""
        pieces = [""]
        for part in statement.prose[self._language].parts:
            match part:
                case str():
                    pieces[-1] += part
                case Quoted(words=typed):
                    keys = tuple(citation.key for citation in statement.citations)
                    words, language = self._evidence.inline[typed, keys]
                    pieces[-1] += f'<q lang="{language}">{escape(words, quote=False)}</q>'
                case InternalLink(target=target):
                    pieces.append(escape(routes.by_hand(target, self._evidence.related.part_of)))
                case _ if pieces[-1] or len(pieces) == 1:
                    pieces.append("")
        return pieces

    # ------------------------------------------------------------ references, excerpts

    def _quotation_ids(self, key: str) -> Iterator[str]:
        """Name the ids that a quotation has beside running text: one for each paragraph that cites it."""
        first = self._id(f"_ref-{key.replace(':', '.')}")
        yield first
        yield from takewhile(self._sheet.ids.__contains__, (f"{first}.{_letters(n)}" for n in count(1)))

    def reference(self, key: str, cited: int) -> None:
        """Look for a quotation beside running text, and for the ways between it and each place that cites it."""
        name = key.replace(":", ".")
        at = self._anchor(self._id(f"_ref-{name}"), f"the quotation {key}")
        if at is None:
            return
        regions = []
        for begin in (self._sheet.ids[each] for each in self._quotation_ids(key)):
            regions.append((begin, self._sheet.end(begin)))
            self._shown(key, self._sheet.within(*regions[-1]), f"the reference {key}", begin)
        for place in [self._id(f"_cite-{name}-{_letters(number)}") for number in range(cited)]:
            marker = self._sheet.ids.get(place)
            if marker is None:
                self._note("marker", f"a place that cites {key} is lost: no element has the id {place!r}", at)
                continue
            self._places[key].append(marker)
            if all(self._html.find(f'href="#{place}"', *region) < 0 for region in regions):
                self._note("marker", f"the quotation {key} has no way back to {place!r}", at)

    def source(self, source: str) -> None:
        """Look for every excerpt of a source, and what of it is left out."""
        all_uses = {
            excerpt.key: self._evidence.uses[excerpt.key]
            for excerpt in self._evidence.dossier.sources[source].excerpts
        }
        shown = uses_shown([len(uses) for uses in all_uses.values()])
        for key, uses in all_uses.items():
            self.excerpt(key, uses[:shown], whole=len(uses) > shown)
        self.left_out([proof.words for proof in self._evidence.left_out[source]])

    def excerpt(self, key: str, uses: Iterable[Claim], *, whole: bool) -> None:
        """Look for an excerpt on its source's page, and for the statements that rest on it.

        Where these are not all (`whole`), look for the way to those that are on a page of their own.
        """
        anchor = self._id(key.partition(":")[2])
        at = self._anchor(anchor, f"the excerpt {key}")
        if at is None:
            return
        end = self._sheet.end(at)
        self._shown(key, self._sheet.within(at, end), f"the excerpt {key}", at, link=False)
        self._denied(key, at, end)
        if whole:
            self._led(key, address_from(self._up, routes.uses_path(key)), at, end)
        for claim in uses:
            href = address_from(self._up, routes.claim_path(self._evidence.related, claim))
            if self._html.find(f'href="{href}"', at, end) < 0:
                self._note("use", f"the excerpt {key} does not show that {href} rests on it", at)

    def _led(self, key: str, href: str, at: int, end: int) -> None:
        if self._html.find(f'href="{href}"', at, end) < 0:
            self._note("use", f"the excerpt {key} does not lead to all that rests on it: {href}", at)

    def uses(self, key: str, claims: Iterable[Claim]) -> None:
        """Look on a page of what rests on an excerpt for the excerpt, and for some of the statements."""
        self._shown(key, range(len(self._sheet.quotations)), "the list", 0)
        for claim in claims:
            href = address_from(self._up, routes.claim_path(self._evidence.related, claim))
            if self._html.find(f'href="{href}"') < 0:
                self._note("use", f"the list of what rests on {key} lacks {href}")

    def left_out(self, all_words: list[str]) -> None:
        """Look on a source's page for the words that name what of it is left out."""
        at = self._anchor(self._id("_left-out"), "what is left out, and why,") if all_words else None
        if at is None:
            return
        numbers = self._sheet.within(at, self._sheet.end(at))
        shown = {self._sheet.quotations[number].known.words for number in numbers}
        for words in all_words:
            if words not in shown:
                self._note("left-out", f"“{words}”, which is left out, is not there in full", at)

    def _denied(self, key: str, start: int, end: int) -> None:
        """Look for the links to the denials of an excerpt, in a stretch of a page."""
        for address in denials(self._evidence.proofs[key]):
            if self._html.find(f'href="{address_from(self._up, address)}"', start, end) < 0:
                self._faults.append(undenied(key, address, start))

    # ------------------------------------------------------------ what a page repeats from others

    def repeated(self, view: views.Page) -> None:
        """Look for what a page was handed to repeat: sentences of other pages, citations, cells of the matrix."""
        match view:
            case views.SourcePage(groups=groups, left_out=left_out):
                self._reasons(left_out)
                self._used(excerpt for group in groups for excerpt in group.excerpts)
            case views.CitationListPage(entries=entries):
                self._entries(entries)
            case views.QuestionsPage(rows=rows):
                self._cells(cell for row in rows for cell in row.cells if cell.position)
            case views.ListPage(uses=uses, events=events):
                self._sentences((use.html, use.href) for use in uses)
                self._sentences((event.html, event.href) for event in events)
            case views.ProfilePage(events=events):
                self._sentences((event.html, event.href) for event in events)
            case views.SpeakerPage(sources=sources):
                self._said([passage for _mark, passages in sources for passage in passages])
            case views.QuestionPage(statements=uses):
                self._sentences((use.html, use.href) for use in uses)
            case views.HomePage(people=people) | views.PeoplePage(people=people):
                self._people(people)
            case views.EntitiesPage(kinds=kinds):
                for _heading, people in kinds:
                    self._people(people)

    def _used(self, excerpts: Iterable[views.UsedExcerpt]) -> None:
        """Look for the sentences that rest on each excerpt of a source."""
        for excerpt in excerpts:
            at = self._sheet.ids.get(excerpt.anchor)
            for use in excerpt.uses if at is not None else ():
                if not find(self._html, [use.html], at or 0, self._sheet.end(at or 0)):
                    message = f"the sentence of {use.href} is not there in full: “{plain(use.html)}”"
                    self._note("use", message, at or 0)

    def _reasons(self, left_out: Iterable[views.LeftOut]) -> None:
        """Look for the reason why each thing is left out."""
        at = self._sheet.ids.get("_left-out", 0)
        for entry in left_out:
            if not find(self._html, [entry.reason], at, len(self._html)):
                message = f"the reason why {entry.place} is not used is not there: “{plain(entry.reason)}”"
                self._note("left-out", message, at)

    def _people(self, people: Iterable[views.PersonLine]) -> None:
        self._sentences((line.fact.value.html, line.fact.value.home) for line in people if line.fact)

    def _sentences(self, sentences: Iterable[tuple[str, str]]) -> None:
        """Look for sentences of other pages, each with the link to its own place."""
        after, end = 0, len(self._html)
        for text, href in sentences:
            span = find(self._html, [text], after, end) or find(self._html, [text], 0, end)
            link = f'href="{href}"'
            if not span or self._html.find(link, max(0, span[0] - 400), span[1] + 4000) < 0:
                self._note(
                    "cut", f"the sentence of {href} is not there in full, with its link: “{plain(text)}”"
                )
            else:
                after = span[0]

    def _said(self, passages: Iterable[views.Passage]) -> None:
        """Look for the words of a speaker one after another, and behind each for the sentences that rest on it."""
        quotations = iter(self._sheet.quotations)
        for passage in passages:
            key = passage.quotation.key
            place = next((quotation for quotation in quotations if _is(key, quotation)), None)
            if place is None:
                self._note("citation", f"the words of this speaker lack the quotation {key}, in full")
                return
            at = place.end
            for use in passage.uses:
                span = find(self._html, [use.html], at, place.stop)
                linked = self._html.find(f'href="{use.href}"', span[1], place.stop) if span else -1
                if linked < 0:
                    said = f"“{plain(use.html)}”, in full and linked"
                    self._note("use", f"what rests on {key} lacks the sentence of {use.href}, {said}", at)
                    break
                at = linked

    def _entries(self, entries: Iterable[views.CitationEntry]) -> None:
        """Look for citations one after another: quotations with the links to them, sentences with theirs."""
        quotations = iter(self._sheet.quotations)
        for entry in entries:
            place: Quotation | None = None
            for key in (quotation.key for quotation in entry.quotations):
                place = next((quotation for quotation in quotations if _is(key, quotation)), None)
                if place is None:
                    by = entry.sentences[0].href
                    self._note("citation", f"the list lacks the citation of {key} by {by}")
                    return
            for sentence in entry.sentences:
                assert place
                self._citing(sentence, place)

    def _citing(self, sentence: views.CitingSentence, place: Quotation) -> None:
        """Look behind a quotation for a sentence that cites it, and for the link to that."""
        linked = self._html.find(f'href="{sentence.href}"', place.end, place.stop) >= 0
        if not linked or not find(self._html, [sentence.html], place.end, place.stop):
            said = f"“{plain(sentence.html)}”, in full and linked"
            self._note("cut", f"a citation by {sentence.href} lacks {said}", place.start)

    def _cells(self, cells: Iterable[views.Cell]) -> None:
        """Look for the cells of the matrix one after another: the quotation, and the link to it."""
        quotations = self._sheet.quotations
        number = before = 0
        for cell in cells:
            while number < len(quotations) and quotations[number].known.words != cell.words:
                number += 1
            after = quotations[number + 1].start if number + 1 < len(quotations) else len(self._html)
            if number == len(quotations) or self._html.find(f'href="{cell.href}"', before, after) < 0:
                self._note("citation", f"the matrix lacks the quotation {cell.href}, in full and linked")
                return
            before = quotations[number].start
            self._denied(cell.key, before, after)
            if cell.speaker and self._html.find(escape(cell.speaker), before, after) < 0:
                self._note(
                    "citation", f"the matrix does not say who says {cell.href}: {cell.speaker}", before
                )
            number += 1


def _is(key: str, quotation: Quotation) -> bool:
    """Whether a quotation is an excerpt, in full and linked."""
    return quotation.linked == key and key in quotation.known.keys


def _letters(number: int) -> str:
    """Name the places that cite something: a to z, then aa, ab and so on."""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(97 + number % 26)


# ---------------------------------------------------------------- for the build


@dataclass(slots=True)
class Refusals:
    """Gathers what pages do not prove. A fault of a template shows on many pages and is told once, with the first."""

    _first: dict[tuple[str, str], str] = field(default_factory=dict)
    _times: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, page: Page, faults: Iterable[Fault]) -> None:
        """Take in what one page does not prove."""
        for fault in faults:
            kind = (page.template, fault.kind)
            self._first.setdefault(kind, f"/{page.path}: {fault.message}")
            self._times.setdefault(kind, []).append(page.path)

    @property
    def enough(self) -> bool:
        """Whether so many pages failed that reading more of them says nothing new."""
        return any(len(set(paths)) >= ENOUGH for paths in self._times.values())

    def problems(self, root: Path, missing: Iterable[str] = ()) -> list[Problem]:
        """Give a problem for each kind of fault of each template, and for each page that was not made."""
        problems = [
            Problem(Origin("site.yaml"), Code.PAGE_UNPROVED, f"the page /{path} was not made")
            for path in missing
        ]
        for (template, kind), message in self._first.items():
            paths = self._times[template, kind]
            hint = "So it stands on the page, as this template or one that it uses renders it; nothing is published."
            if len(paths) > 1:
                pages = len(set(paths))
                hint = f"{len(paths)} faults of this kind on {pages} page{'s' * (pages != 1)}. {hint}"
            problems.append(Problem(_origin(root, template), Code.PAGE_UNPROVED, message, hint))
        return problems


def _origin(root: Path, template: str) -> Origin:
    """Name the template to look at: the dossier's own, else its own copy of a common part, else the generator's."""
    for name in (template, "parts.html", "base.html"):
        if (root / "templates" / name).is_file():
            return Origin(f"templates/{name}")
    return Origin(str(DEFAULT_TEMPLATES / template))
