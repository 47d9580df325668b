"""The comparison of sources and questions as CSV (RFC 4180), one line for each source and question."""

from __future__ import annotations

import csv
import io

from generator.evidence.agreement import stances
from generator.evidence.model import Evidence
from generator.site.parts import Scribe
from generator.site.words import Words

PATH = "questions/matrix.csv"

_COLUMNS = (
    "question_id",
    "question",
    "kind",
    "source_id",
    "source",
    "stance",
    "position",
    "words",
    "translation",
    "said_by",
    "denied",
    "excerpt",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def matrix_csv(evidence: Evidence, w: Words) -> bytes:
    """Write the matrix in one language.

    A cell that a spreadsheet would run as a formula begins with an apostrophe, as spreadsheets themselves write it.
    """
    scribe = Scribe(evidence, w, PATH)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for question in evidence.dossier.questions.values():
        for stance in stances(evidence, question):
            source = evidence.dossier.sources[stance.source]
            given = stance.given or ((0, ""),)
            for number, key in given:
                position = scribe.said(question.positions[number - 1]).striptags() if number else ""
                words = evidence.proofs[key].words if key else ""
                row = (
                    question.id,
                    scribe.text(question.question),
                    question.kind.value,
                    source.id,
                    source.name,
                    stance.kind.value,
                    position,
                    words,
                    scribe.translation(key) if key else "",
                    scribe.speaker(key) if key else "",
                    _denied(scribe, key) if key else "",
                    key,
                )
                writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue().encode()


def _denied(scribe: Scribe, key: str) -> str:
    """Give who denies an allegation, with the words of each denial where they are others."""
    proofs = scribe.evidence.proofs
    denied = zip(scribe.denials(key), proofs[key].excerpt.denied, strict=True)
    return "; ".join(
        link.text if denial.key == key else f"{link.text}: “{proofs[denial.key].words}”"
        for link, denial in denied
    )
