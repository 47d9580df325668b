"""Holds every statement of a dossier to what it cites, particular by particular (`generator.evidence.particulars`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.evidence.asked import PresentText
from generator.evidence.model import Claim, Evidence, PageKey
from generator.evidence.particulars import (
    Derived,
    Fault,
    Ground,
    Grounds,
    Kind,
    NameIndex,
    Tally,
    Verdict,
    check,
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
from generator.records import Citation, Derivation, Event, Waiver

ClaimKey = tuple[PageKey, str]
"""The page and the id of a statement."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """What holding the statements of a dossier to their citations came to.

    `derived` gives the derivations that hold, by the statement they belong to; `waived` every waiver that is needed;
    `reported` counts the particulars that nothing bears out and that `particulars: report` let stand.
    """

    tally: Tally
    derived: Mapping[ClaimKey, tuple[Derived, ...]]
    waived: tuple[tuple[Claim, Waiver], ...]
    reported: int


def bear_out(evidence: Evidence) -> tuple[Bearing, list[Problem]]:
    """Check every statement, in every language, and every date of an event."""
    checker = _Checker(evidence)
    for claim in evidence.claims:
        checker.claim(claim)
    for event in evidence.dossier.events:
        checker.dates(event)
    return checker.result()


@dataclass(slots=True)
class _Checker:
    """Works through one dossier."""

    evidence: Evidence
    problems: list[Problem] = field(default_factory=list)
    _derived: dict[ClaimKey, tuple[Derived, ...]] = field(default_factory=dict)
    _waived: list[tuple[Claim, Waiver]] = field(default_factory=list)
    _verdicts: list[Verdict] = field(default_factory=list)
    _unborne: list[Problem] = field(default_factory=list)
    _grounds: dict[str, tuple[Ground, ...]] = field(default_factory=dict)
    _metadata: dict[str, Ground] = field(default_factory=dict)
    _names: NameIndex = field(init=False)

    def __post_init__(self) -> None:
        dossier = self.evidence.dossier
        entities = dossier.entities.values()
        texts: dict[str, list[str]] = {}
        for claim in self.evidence.claims:
            for language, prose in claim.statement.prose.items():
                texts.setdefault(language, []).append(prose.plain)
        for source in dossier.sources.values():
            texts.setdefault(source.language.split("-")[0], []).append(source.text or "")
        also = {entity.id: entity.named_by for entity in entities}
        self._names = NameIndex.of(entities, dossier.sources.values(), also=also, texts=texts)

    def claim(self, claim: Claim) -> None:
        """Check one statement in every language."""
        statement = claim.statement
        cited = self._of(statement.citations)
        derived, faults = derive(statement.derived, cited, self._further)
        self._tell(faults, Code.BAD_DERIVATION)
        grounds = (*cited, *(one.ground for one in derived))
        if derived:
            self._derived[claim.page, statement.id] = derived
        verdicts = {
            language: check(prose, language, grounds, self._names)
            for language, prose in statement.prose.items()
        }
        left, used, needless = waive(verdicts, statement.waived, self._names)
        self._tell(needless, Code.NEEDLESS_WAIVER)
        self._waived += [(claim, waiver) for waiver in used]
        for language, verdict in left.items():
            self._missing(
                verdict, grounds, statement.prose[language].origin, self._is_sealed(statement.citations)
            )
        self._verdicts += left.values()

    def dates(self, event: Event) -> None:
        """Hold the typed dates of an event to their citations."""
        statement = event.statement
        cited = self._of(statement.citations)
        derived, _faults = derive(statement.derived, cited, self._further)  # its faults are told by `claim`
        grounds = (*cited, *(one.ground for one in derived))
        self._missing(check_date(event.date, grounds), grounds, statement.origin)
        for other in event.also_dated:
            cited = self._of(other.citations)
            self._missing(check_date(other.date, cited), cited, other.origin)

    def result(self) -> tuple[Bearing, list[Problem]]:
        """Come to an end: what was found, and the problems."""
        statements = len(self.evidence.claims)
        waived = {(claim.page, claim.statement.id) for claim, _waiver in self._waived}
        excess = too_many(len(waived), statements)
        if excess:
            first = self._waived[0][1].origin
            hint = "Take waivers out: extend excerpts, declare contexts and names, or show derivations."
            self.problems.append(Problem(first, Code.TOO_MANY_WAIVERS, excess, hint))
        refuse = self.evidence.dossier.site.particulars == "refuse"
        counted = tally(self._verdicts, len(self._waived))
        reported = 0 if refuse else len(self._unborne)
        bearing = Bearing(counted, self._derived, tuple(self._waived), reported)
        return bearing, [*self.problems, *(self._unborne if refuse else [])]

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
        known = self._grounds.get(key)
        if known is None:
            proof = self.evidence.proofs[key]
            read = partial(inventory, language=proof.source.language.split("-")[0], names=self._names)
            grounds = [quotation(key, read(proof.words))]
            grounds += [context(key, read(around)) for around in self._context(key)]
            known = self._grounds[key] = tuple(grounds)
        return known

    def _context(self, key: str) -> list[str]:
        """Give the sentences, or paragraphs, of the text round an excerpt that declares them as its context."""
        proof = self.evidence.proofs[key]
        asked = self.evidence.asked[proof.source.id]
        if proof.excerpt.context is None or not isinstance(asked, PresentText):
            return []
        passage = proof.passages[0]
        if proof.excerpt.context == "paragraph":
            return [asked.text.paragraph_text(span.start) for span in passage]
        sentences = self.evidence.coverage[proof.source.id].sentences
        return [asked.raw(one.span) for one in sentences if _touches(passage, one.span.start, one.span.end)]

    def _is_sealed(self, citations: Iterable[Citation]) -> bool:
        """Whether a context that names what is meant lies in a sealed text that is not there: proved when sealed."""
        proofs = [self.evidence.proofs[citation.key] for citation in citations]
        return any(
            proof.excerpt.context and not isinstance(self.evidence.asked[proof.source.id], PresentText)
            for proof in proofs
        )

    def _source(self, source: str) -> Ground:
        if source not in self._metadata:
            self._metadata[source] = metadata(self.evidence.dossier.sources[source], self._names)
        return self._metadata[source]

    # ------------------------------------------------------------ problems

    def _missing(self, verdict: Verdict, grounds: Grounds, origin: Origin, sealed: bool = False) -> None:
        for finding in verdict.missing:
            if sealed and finding.kind is Kind.NAME:
                continue
            message, hint = explain(finding, grounds, self._names)
            self._unborne.append(Problem(origin, Code.NOT_BORNE_OUT, message, hint))

    def _tell(self, faults: Iterable[Fault], code: Code) -> None:
        self.problems += [Problem(fault.origin, code, fault.message, fault.hint) for fault in faults]


def _touches(passage: Passage, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in passage)
