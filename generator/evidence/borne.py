"""Holds every statement of a dossier to what it cites, particular by particular (`generator.evidence.particulars`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.evidence.asked import PresentText, asked_excerpt, hashed
from generator.evidence.known import Checked
from generator.evidence.model import Claim, Evidence, PageKey
from generator.evidence.particulars import (
    Derived,
    Fault,
    Finding,
    Ground,
    GroundKind,
    Grounds,
    Inventory,
    Kind,
    NameIndex,
    Tally,
    Unchecked,
    Verdict,
    bearers,
    check_date,
    context,
    derive,
    explain,
    inventory,
    metadata,
    quotation,
    tally,
    too_many,
    waive,
)
from generator.evidence.quotes import Passage
from generator.problems import Code, Origin, Problem
from generator.records import Borne, Citation, Derivation, Edtf, Event, Statement, Waiver

ClaimKey = tuple[PageKey, str]
"""The page and the id of a statement."""


@dataclass(frozen=True, slots=True)
class DateEnd:
    """A typed date, or one end of an interval, and what bears it out for an event.

    `text` is the end as typed; `sources` those whose cited words state it, in the order cited; `derived` the
    derivation it follows from, looked for only where no source states it.
    """

    text: str
    sources: tuple[str, ...]
    derived: Derived | None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What holding the statements of a dossier to their citations came to.

    `derived` gives the derivations that hold, by the statement they belong to; `waived` every waiver that is needed;
    `reported` counts the particulars that nothing bears out and that `particulars: report` let stand; `dates` gives
    the ends of every date of an event, by the event's id and the date as typed.
    """

    tally: Tally
    derived: Mapping[ClaimKey, tuple[Derived, ...]]
    waived: tuple[tuple[Claim, Waiver], ...]
    reported: int
    dates: Mapping[tuple[str, str], tuple[DateEnd, ...]]


def bear_out(evidence: Evidence, checked: Checked | None = None) -> tuple[Bearing, list[Problem]]:
    """Check every statement, in every language, and every date of an event; `checked` is what was found out before."""
    checker = _Checker(evidence, checked=checked or Checked())
    for claim in evidence.claims:
        checker.claim(claim)
    for event in evidence.dossier.events:
        checker.dates(event)
    return checker.result()


def borne_by_texts(evidence: Evidence, away: frozenset[str]) -> dict[str, Borne]:
    """Tell how statements are borne out that would not be, or not in the same way, without some of the texts."""
    if not away:
        return {}
    whole, bare = _Checker(evidence, naming=True), _Checker(evidence, away, naming=True)
    for claim in evidence.claims:
        whole.claim(claim)
        bare.claim(claim)
    kinds = {name: _kinds(verdict) for name, verdict in bare.left.items()}
    return {name: _kinds(verdict) for name, verdict in whole.left.items() if _kinds(verdict) != kinds[name]}


def _kinds(verdict: Verdict) -> Borne:
    findings = ((one.kind.value, one.ground.kind.value if one.ground else "") for one in verdict.findings)
    return Borne(tuple(sorted(findings)), tuple(sorted(one.reason for one in verdict.unchecked)))


@dataclass(slots=True)
class _Checker:
    """Works through one dossier."""

    evidence: Evidence
    away: frozenset[str] = frozenset()
    """Sources whose texts are left out of account."""
    checked: Checked = field(default_factory=Checked)
    naming: bool = False
    """Whether verdicts are wanted by the hash of their statement."""
    left: dict[str, Verdict] = field(default_factory=dict)
    """The verdict on each statement in each language, by hash, where that is wanted."""
    problems: list[Problem] = field(default_factory=list)
    _derived: dict[ClaimKey, tuple[Derived, ...]] = field(default_factory=dict)
    _dates: dict[tuple[str, str], tuple[DateEnd, ...]] = field(default_factory=dict)
    _waived: list[tuple[Claim, Waiver]] = field(default_factory=list)
    _verdicts: list[Verdict] = field(default_factory=list)
    _unborne: list[Problem] = field(default_factory=list)
    _reported: int = 0
    _refuse: bool = field(init=False)
    _names: NameIndex = field(init=False)

    def __post_init__(self) -> None:
        dossier = self.evidence.dossier
        self._refuse = dossier.site.particulars == "refuse"
        entities = dossier.entities.values()
        texts: dict[str, list[str]] = {}
        for claim in self.evidence.claims:
            for language, prose in claim.statement.prose.items():
                texts.setdefault(language, []).append(prose.plain)
        for source in dossier.sources.values():
            texts.setdefault(source.language.split("-")[0], []).append(
                "" if source.id in self.away else source.text or ""
            )
        also = {entity.id: entity.named_by for entity in entities}
        self._names = NameIndex.of(entities, dossier.sources.values(), also=also, texts=texts)
        self.checked.begin(self._names)

    def claim(self, claim: Claim) -> None:
        """Check one statement in every language."""
        statement = claim.statement
        if not statement.citations:
            return  # told already
        cited = self._of(statement.citations)
        derived, faults = derive(statement.derived, cited, self._further)
        self._tell(faults, Code.BAD_DERIVATION)
        grounds = (*cited, *(one.ground for one in derived))
        if derived:
            self._derived[claim.page, statement.id] = derived
        verdicts = {
            language: self.checked.verdict(prose, language, grounds, self._names)
            for language, prose in statement.prose.items()
        }
        left, used, needless = waive(verdicts, statement.waived, self._names)
        self._tell(needless, Code.NEEDLESS_WAIVER)
        self._waived += [(claim, waiver) for waiver in used]
        for language, verdict in left.items():
            verdict = self._recorded(statement, language, verdict)
            self._missing(verdict, grounds, statement.prose[language].origin)
            self._verdicts.append(verdict)

    def dates(self, event: Event) -> None:
        """Hold the typed dates of an event to their citations."""
        statement = event.statement
        cited = self._of(statement.citations)
        derived, _faults = derive(statement.derived, cited, self._further)  # its faults are told by `claim`
        grounds = (*cited, *(one.ground for one in derived))
        self._missing(check_date(event.date, grounds), grounds, statement.origin)
        self._dates[event.id, event.date.text] = _ends(event.date, grounds, derived)
        for other in event.also_dated:
            cited = self._of(other.citations)
            self._missing(check_date(other.date, cited), cited, other.origin)
            self._dates.setdefault((event.id, other.date.text), _ends(other.date, cited, ()))

    def result(self) -> tuple[Bearing, list[Problem]]:
        """Come to an end: what was found, and the problems."""
        statements = len(self.evidence.claims)
        waived = {(claim.page, claim.statement.id) for claim, _waiver in self._waived}
        excess = too_many(len(waived), statements)
        if excess:
            first = self._waived[0][1].origin
            hint = "Take waivers out: extend excerpts, declare contexts and names, or show derivations."
            self.problems.append(Problem(first, Code.TOO_MANY_WAIVERS, excess, hint))
        counted = tally(self._verdicts, len(self._waived))
        bearing = Bearing(counted, self._derived, tuple(self._waived), self._reported, self._dates)
        return bearing, [*self.problems, *self._unborne]

    # ------------------------------------------------------------ grounds

    def _of(self, citations: Iterable[Citation]) -> Grounds:
        """Give what some citations bear out: their quotations, contexts, and the metadata of their sources."""
        keys = list(dict.fromkeys(citation.key for citation in citations))
        grounds = [ground for key in keys for ground in self._ground(key)]
        sources = dict.fromkeys(key.partition(":")[0] for key in keys)
        return (*grounds, *(self._source(source) for source in sources))

    def _further(self, derivation: Derivation) -> Grounds:
        return self._of(derivation.citations)

    def _ground(self, key: str) -> tuple[Ground, ...]:
        proof = self.evidence.proofs[key]
        texts = (proof.source.language, proof.words, *self._context(key))
        known = self.checked.grounds.get(key)
        if known is None or known[0] != texts:
            read = partial(inventory, language=proof.source.language.split("-")[0], names=self._names)
            _language, words, *contexts = texts
            grounds = (quotation(key, read(words)), *(context(key, read(around)) for around in contexts))
            known = self.checked.grounds[key] = (texts, grounds)
        return known[1]

    def _context(self, key: str) -> list[str]:
        """Give the sentences, or paragraphs, of the text round an excerpt that declares them as its context."""
        proof = self.evidence.proofs[key]
        asked = self.evidence.asked[proof.source.id]
        if proof.excerpt.context is None or proof.source.id in self.away:
            return []
        if not isinstance(asked, PresentText):  # what it bears out was recorded when it was there
            return []
        passage = proof.passages[0]
        if proof.excerpt.context == "paragraph":
            return [asked.text.paragraph_text(span.start) for span in passage]
        sentences = self.evidence.coverage[proof.source.id].sentences
        return [asked.raw(one.span) for one in sentences if _touches(passage, one.span.start, one.span.end)]

    def _recorded(self, statement: Statement, language: str, verdict: Verdict) -> Verdict:
        """Give the verdict that was recorded when the sealed texts were there, where one of them is not here now."""
        dossier = self.evidence.dossier
        if not (self.naming or dossier.lock):
            return verdict
        name = self._hash(statement, language)
        lock = dossier.lock
        known = lock.borne.get(name) if lock else None
        if known and not self.away and any(source.text is None for source in dossier.sources.values()):
            verdict = Verdict(
                tuple(Unchecked(reason, "") for reason in known.unchecked),
                tuple(
                    Finding(
                        Kind(kind), "", "", Ground(GroundKind(ground), "", Inventory()) if ground else None
                    )
                    for kind, ground in known.findings
                ),
            )
        self.left[name] = verdict
        return verdict

    def _hash(self, statement: Statement, language: str) -> str:
        """Name what is held to what: the words of a statement, and all that it cites."""
        further = [citation for one in statement.derived for citation in one.citations]
        cited = []
        for citation in (*statement.citations, *further):
            proof = self.evidence.proofs[citation.key]
            asked = asked_excerpt(proof.excerpt.selector, proof.source.by_line)
            cited.append((citation.key, asked, proof.excerpt.context))
        formulas = [one.formula for one in statement.derived]
        waived = [one.words for one in statement.waived]
        return hashed("statement", language, statement.prose[language].plain, cited, formulas, waived)

    def _source(self, source: str) -> Ground:
        described = self.evidence.dossier.sources[source]
        known = self.checked.metadata.get(source)
        if known is None or known[0] is not described:
            known = self.checked.metadata[source] = (described, metadata(described, self._names))
        return known[1]

    # ------------------------------------------------------------ problems

    def _missing(self, verdict: Verdict, grounds: Grounds, origin: Origin) -> None:
        if not self._refuse:  # then nobody reads what would be said of each
            self._reported += len(verdict.missing)
            return
        for finding in verdict.missing:
            message, hint = explain(finding, grounds, self._names)
            self._unborne.append(Problem(origin, Code.NOT_BORNE_OUT, message, hint))

    def _tell(self, faults: Iterable[Fault], code: Code) -> None:
        self.problems += [Problem(fault.origin, code, fault.message, fault.hint) for fault in faults]


def _ends(date: Edtf, grounds: Grounds, derived: Iterable[Derived]) -> tuple[DateEnd, ...]:
    """Tell of each end of a date which sources state it, or else from which derivation it follows."""
    ends = []
    for text, bearing in bearers(date, grounds):
        quoted = [ground.label.partition(":")[0] for ground in bearing if ground.kind is GroundKind.QUOTATION]
        follows = next((one for one in derived if one.ground in bearing), None) if not quoted else None
        ends.append(DateEnd(text, tuple(dict.fromkeys(quoted)), follows))
    return tuple(ends)


def _touches(passage: Passage, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in passage)
