"""Every sentence of a source is placed: cited, or left out with a reason that readers are told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.model import Evidence
from generator.evidence.quotes import Span
from generator.problems import Code, Origin, Problem
from generator.records import Source

_SHOWN = 60
"""Characters of a sentence that a message shows."""


def check_placed(evidence: Evidence) -> Iterator[Problem]:
    """Note sentences that are not placed, where `site.yaml` refuses them, and reasons that nothing needs."""
    for source in evidence.dossier.sources.values():
        coverage = evidence.coverage[source.id]
        for proof in evidence.left_out[source.id]:
            spans = (span for passage in proof.passages for span in passage)
            if all(sentence.cited for sentence in coverage.touched(spans)):
                message = "every sentence that these words touch is cited"
                hint = "Take the entry out, or name words of the sentence that is meant."
                yield Problem(proof.entry.exact_origin, Code.NEEDLESS_LEFT_OUT, message, hint)
        if evidence.dossier.site.unplaced == "refuse":
            for sentence in coverage.sentences:
                if not sentence.placed:
                    place = Origin(f"seeds/{source.file}", sentence.line, sentence.column)
                    yield _unplaced(evidence, source, sentence.span, place)


def _unplaced(evidence: Evidence, source: Source, span: Span, place: Origin) -> Problem:
    """Tell of a sentence by its first words, or of its place alone where the text is sealed and not there."""
    said = "this sentence"
    if text := evidence.texts.get(source.id):
        words = text.words((span,))
        said += f", “{words if len(words) <= _SHOWN else f'{words[: _SHOWN - 1]}…'}”,"
    hint = (
        f"Cite it; or, in content/sources/{source.id}.yaml, name words of it under left_out: or give the part it"
        " stands in a reason."
    )
    return Problem(place, Code.SENTENCE_UNPLACED, f"{said} is neither cited nor left out with a reason", hint)
