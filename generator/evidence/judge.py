"""What the quotations of a dossier come to together: loaded words, contradictions, silences, shared passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.evidence.agreement import answers
from generator.evidence.loaded import check_loaded_words
from generator.evidence.model import Evidence
from generator.evidence.overlap import Overlap, overlaps
from generator.evidence.placed import check_placed
from generator.evidence.sealed import by_language, replay_overlaps
from generator.evidence.silence import check_silence
from generator.evidence.values import check_values
from generator.evidence.voice import own_prose
from generator.problems import Code, Problem
from generator.records import Dossier

STRONG_WORDS = 12
"""Words in a shared run from which on nobody may leave it undecided."""

STRONG_PARAPHRASES = 3


def judge(evidence: Evidence) -> Iterator[Problem]:
    """Note what is wrong with a dossier whose quotations all stand."""
    dossier = evidence.dossier
    # What a correction takes back is shown as it was published: its words are the reason for the correction.
    said = own_prose(dossier, withdrawn=False)
    yield from check_loaded_words(dossier, evidence.claims, evidence.proofs, said)
    yield from check_values(dossier, evidence.proofs)
    answered = {question.id: answers(evidence, question) for question in dossier.questions.values()}
    yield from check_silence(dossier, answered, evidence.asked)
    yield from check_placed(evidence)
    if dossier.site.shared_passages == "refuse":
        yield from _uncompared(dossier)
        for overlap in undecided(evidence):
            if is_strong(overlap):
                origin = dossier.sources[overlap.second].origin
                message = (
                    f"this source shares passages with {overlap.first!r}, and nobody has decided what follows"
                )
                hint = (
                    "Name both in a file under content/lineages/: counted as one origin, or of the kind kept-apart,"
                    f" with the reason.\n{shown(overlap)}"
                )
                yield Problem(origin, Code.SHARED_PASSAGE, message, hint)


def undecided(evidence: Evidence) -> Iterator[Overlap]:
    """Go through what two sources share and no lineage speaks of."""
    decided = [
        {reference.id for reference in lineage.sources} for lineage in evidence.dossier.lineages.values()
    ]
    for overlap in shared_passages(evidence):
        if not any({overlap.first, overlap.second} <= sources for sources in decided):
            yield overlap


def shared_passages(evidence: Evidence) -> tuple[Overlap, ...]:
    """Find what the sources of a dossier share, those of one language compared with each other."""
    found: list[Overlap] = []
    for language, group in by_language(evidence.dossier).items():
        texts = {source.id: source.text for source in group if source.text is not None}
        whole = len(texts) == len(group)
        found += overlaps(texts) if whole else replay_overlaps(evidence.dossier, language, group) or ()
    return tuple(found)


def _uncompared(dossier: Dossier) -> Iterator[Problem]:
    """Note sealed texts that were never compared with all that stands beside them now."""
    for language, group in by_language(dossier).items():
        away = [source for source in group if source.text is None]
        if away and len(group) > 1 and replay_overlaps(dossier, language, group) is None:
            message = (
                f"this text was not compared with all others of the language {language!r} when it was sealed"
            )
            yield Problem(away[0].origin, Code.SEALED_UNPROVED, f"{message}; the text is needed")


def is_notable(overlap: Overlap) -> bool:
    """Whether an overlap is worth an editor's look: words in common in one run, or more than one sentence alike."""
    return overlap.longest > 0 or overlap.alike > 1


def is_strong(overlap: Overlap) -> bool:
    """Whether an overlap is more than two accounts of one event come to by themselves."""
    return overlap.longest >= STRONG_WORDS or overlap.alike >= STRONG_PARAPHRASES


def shown(overlap: Overlap) -> str:
    """Show an overlap as lines of a message, the first three of each kind; of sealed texts there are numbers only."""
    if not (overlap.runs or overlap.paraphrases):
        return f"{overlap.longest} words in a row; {overlap.alike} sentences alike"
    lines = [f"both have: “{run}”" for run in overlap.runs[:3]]
    lines += [f"alike: “{mine}” / “{theirs}”" for mine, theirs in overlap.paraphrases[:3]]
    return "\n".join(lines)


def origins(dossier: Dossier) -> Mapping[str, str]:
    """Tell which origin each source counts as: itself, or the lineage that counts it as one with others."""
    found = {source: source for source in dossier.sources}
    for lineage in dossier.lineages.values():
        if lineage.kind != "kept-apart":
            found |= {ref.id: f"lineage:{lineage.id}" for ref in lineage.sources if ref.id in found}
    return found


def order_of(dossier: Dossier) -> tuple[str, ...]:
    """Order sources by id, those of one lineage side by side at the place of the first."""
    origin_of = origins(dossier)
    first: dict[str, str] = {}
    for source in dossier.sources:
        first.setdefault(origin_of[source], source)
    return tuple(sorted(dossier.sources, key=lambda source: (first[origin_of[source]], source)))
