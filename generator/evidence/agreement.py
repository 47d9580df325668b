"""Who says what, how many really say so, and who is silent: counted from citations, never typed in.

Sources of one lineage count as one origin. A statement is borne out by its origins, not by its articles, and not by
what it cites only for the denial of what it alleges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from generator.evidence.model import Evidence
from generator.records import Citation, Question, Source, Statement

MIN_TERMS = 3
"""Words that must be named before a silence counts as verified."""


class Status(Enum):
    """How a statement stands: several origins bear it out, one alone does, or the sources differ on it."""

    AGREE = "agree"
    SINGLE = "single"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Support:
    """What a statement rests on: the ids of its sources in the dossier's order, and the number of their origins."""

    sources: tuple[str, ...]
    origins: int
    status: Status


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers a question how: source ids for each position in order, and those who say nothing."""

    camps: tuple[tuple[str, ...], ...]
    silent: tuple[str, ...]


def sources_of(evidence: Evidence, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """Name the sources that citations lead to, in the dossier's order, each once."""
    return in_order(evidence, {evidence.proofs[citation.key].source.id for citation in citations})


def in_order(evidence: Evidence, sources: Iterable[str]) -> tuple[str, ...]:
    """Put ids of sources into the dossier's order."""
    return tuple(sorted(sources, key=evidence.rank.__getitem__))


def affirming(evidence: Evidence, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Leave out what is cited for the denial of an allegation cited beside it: a denial bears no allegation out."""
    proofs = evidence.proofs
    denied = {
        denial.key
        for citation in citations
        for denial in proofs[citation.key].excerpt.denied
        if not proofs[denial.key].excerpt.allegation  # one that alleges itself bears that out
    }
    return tuple(citation for citation in citations if citation.key not in denied)


def origins(evidence: Evidence, sources: tuple[str, ...]) -> int:
    """Count the origins that sources stand for."""
    return len({evidence.origin_of[source] for source in sources})


def support(evidence: Evidence, statement: Statement) -> Support:
    """Tell what a statement rests on, and how it stands."""
    sources = sources_of(evidence, affirming(evidence, statement.citations))
    count = origins(evidence, sources)
    if statement.question and evidence.dossier.questions[statement.question.id].kind.differs:
        return Support(sources, count, Status.DIFFER)
    return Support(sources, count, Status.SINGLE if count == 1 else Status.AGREE)


def answers(evidence: Evidence, question: Question) -> Answers:
    """Tell which sources take which position on a question, and which are silent."""
    camps = tuple(
        sources_of(evidence, affirming(evidence, position.citations)) for position in question.positions
    )
    speaking = {source for camp in camps for source in camp}
    return Answers(camps, tuple(source for source in evidence.order if source not in speaking))


class StanceKind(Enum):
    """What a source does on a question."""

    POSITION = "position"
    SILENT_VERIFIED = "silent-verified"
    SILENT = "silent"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Stance:
    """What one source says on one question: `given` holds (number of the position from 1, key of the excerpt)."""

    source: str
    kind: StanceKind
    given: tuple[tuple[int, str], ...]


def stances(evidence: Evidence, question: Question) -> tuple[Stance, ...]:
    """Tell for every source, in the dossier's order, what it says on a question."""
    found = []
    for source in evidence.order:
        given = tuple(
            (number, citation.key)
            for number, position in enumerate(question.positions, 1)
            for citation in affirming(evidence, position.citations)
            if citation.key.startswith(f"{source}:")
        )
        if given:
            kind = StanceKind.POSITION
        elif source in question.not_applicable:
            kind = StanceKind.NOT_APPLICABLE
        elif is_verifiable(question, evidence.dossier.sources[source]):
            kind = StanceKind.SILENT_VERIFIED
        else:
            kind = StanceKind.SILENT
        found.append(Stance(source, kind, given))
    return tuple(found)


def is_verifiable(question: Question, source: Source) -> bool:
    """Whether the silence of a source is held to its text: there are enough terms in its language."""
    return len(question.terms.get(source.language.split("-")[0], ())) >= MIN_TERMS


def question_status(question: Question) -> Status:
    """Tell how a question stands, from the way its sources compare."""
    if question.kind.differs:
        return Status.DIFFER
    return Status.SINGLE if question.kind.value == "single-report" else Status.AGREE
