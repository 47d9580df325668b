"""Who says what, how many really say so, and who is silent: counted from citations, never typed in.

Sources of one lineage count as one origin. A statement is borne out by its origins, not by its articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.evidence.model import Evidence
from generator.records import Citation, Question, Statement


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
    cited = {evidence.proofs[citation.key].source.id for citation in citations}
    return tuple(source for source in evidence.order if source in cited)


def origins(evidence: Evidence, sources: tuple[str, ...]) -> int:
    """Count the origins that sources stand for."""
    return len({evidence.origin_of[source] for source in sources})


def support(evidence: Evidence, statement: Statement) -> Support:
    """Tell what a statement rests on, and how it stands."""
    sources = sources_of(evidence, statement.citations)
    count = origins(evidence, sources)
    if statement.question and evidence.dossier.questions[statement.question.id].kind.differs:
        return Support(sources, count, Status.DIFFER)
    return Support(sources, count, Status.SINGLE if count == 1 else Status.AGREE)


def answers(evidence: Evidence, question: Question) -> Answers:
    """Tell which sources take which position on a question, and which are silent."""
    camps = tuple(sources_of(evidence, position.citations) for position in question.positions)
    speaking = {source for camp in camps for source in camp}
    return Answers(camps, tuple(source for source in evidence.order if source not in speaking))


def question_status(question: Question) -> Status:
    """Tell how a question stands, from the way its sources compare."""
    if question.kind.differs:
        return Status.DIFFER
    return Status.SINGLE if question.kind.value == "single-report" else Status.AGREE
