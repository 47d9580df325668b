"""What is not wrong with a quotation and yet worth a second look: told to the editor, never to stop a build."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.folding import fold
from generator.evidence.judge import is_notable, shown, undecided
from generator.evidence.model import Evidence
from generator.problems import Origin
from generator.records import Role

MIN_CHARACTERS = 8

_CONNECTING = frozenset(
    "a an the and or nor but of to in on at by for from with without that which who whom whose as if than because"
    " although while until unless not no"
    " el la los las un una unos unas y e o u ni pero de del al a en con sin por para que quien cuyo como si porque"
    " aunque mientras hasta no".split()
)


def cautions(words: str, role: Role = Role.BODY) -> tuple[str, ...]:
    """Name what an editor should look at twice in quoted words."""
    found = []
    tokens = fold(words).split()
    if len(words) < MIN_CHARACTERS or (
        len(tokens) == 1 and not any(character.isdigit() for character in words)
    ):
        found.append("the words are too short to mean anything by themselves")
    if tokens and tokens[-1].lower() in _CONNECTING:
        found.append(
            f"the words end on “{tokens[-1]}”: what the sentence goes on to say may change their meaning"
        )
    if role is Role.HEADLINE:
        found.append("the words stand in a headline, which may say more than the text below it")
    return tuple(found)


def all_cautions(evidence: Evidence) -> Iterator[tuple[Origin, str]]:
    """Go through the cautions of a dossier: quotations, passages that sources share, and what was only reported."""
    for proof in evidence.proofs.values():
        for caution in cautions(proof.words, proof.role):
            yield proof.excerpt.exact_origin, caution
    for overlap in undecided(evidence):
        if is_notable(overlap):
            origin = evidence.dossier.sources[overlap.second].origin
            yield origin, f"this source shares passages with {overlap.first!r}, undecided\n  {shown(overlap)}"
    reported = evidence.bearing.reported if evidence.bearing else 0
    if reported:
        what = "numbers, dates or names are borne out by nothing cited; particulars: report lets them stand"
        yield evidence.dossier.site.origin, f"{reported} {what}"
