"""Allegations: words that accuse somebody stand with who says them and, where a source gives one, with the denial.

An editor declares them (`allegation`, `denied` of an excerpt). Whatever cites an allegation names its speaker (the
source itself, where the words are its own) in the site's own words, in every language, and cites a denial as well.
Nothing here waits for a proof, so that all of it is told in one run with the other mistakes of the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.evidence.loaded import names, said, wordings
from generator.evidence.voice import claims_of
from generator.problems import Code, Problem
from generator.records import Citation, Dossier, Excerpt, Placeholder, Statement


def allegations_are_declared(dossier: Dossier, _ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Only an allegation is denied, and each denial is named once."""
    for excerpt in _excerpts(dossier).values():
        if excerpt.denied and not excerpt.allegation:
            message = "an excerpt with a field 'denied' needs a field 'allegation'"
            yield Problem(excerpt.denied[0].origin, Code.MISSING_KEY, message, "allegation: true")
        for key, count in Counter(denial.key for denial in excerpt.denied).items():
            if count > 1:
                origin = [denial.origin for denial in excerpt.denied if denial.key == key][1]
                yield Problem(origin, Code.DUPLICATE_ID, f"{key} is named {count} times", "Name it once.")


def allegations_are_answered(dossier: Dossier, _ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """What cites an allegation names its speaker and cites its denial."""
    excerpts = _excerpts(dossier)
    for statement, citations, beside in _citing(dossier):
        cited = {citation.key for citation in (*citations, *beside)}
        for citation in citations:
            excerpt = excerpts.get(citation.key)
            if excerpt and excerpt.allegation:
                yield from _unanswered(citation, excerpt, cited, excerpts)
                yield from _unnamed(statement, excerpt, dossier)


def _excerpts(dossier: Dossier) -> dict[str, Excerpt]:
    return {excerpt.key: excerpt for source in dossier.sources.values() for excerpt in source.excerpts}


def _citing(
    dossier: Dossier,
) -> Iterator[tuple[Statement, tuple[Citation, ...], tuple[Citation, ...]]]:
    """Go through all that cites: the sentence, what it cites, and what is shown beside that.

    Another date of an event has no sentence of its own, and stands with what the event cites.
    """
    for claim in claims_of(dossier):
        yield claim.statement, claim.statement.citations, ()
    for event in dossier.events:
        for other in event.also_dated:
            yield event.statement, other.citations, event.statement.citations


def _unanswered(
    citation: Citation, excerpt: Excerpt, cited: set[str], excerpts: Mapping[str, Excerpt]
) -> Iterator[Problem]:
    denials = [denial.key for denial in excerpt.denied]
    known = [key for key in denials if key in excerpts]  # of others it is told that there is no such excerpt
    if known and excerpt.key not in denials and not cited.intersection(denials):
        message = f"{excerpt.key} is an allegation that is denied, and no denial is cited with it"
        hint = f"Cite the denial as well: {' or '.join(known)}"
        yield Problem(citation.origin, Code.DENIAL_MISSING, message, hint)


def _unnamed(statement: Statement, excerpt: Excerpt, dossier: Dossier) -> Iterator[Problem]:
    """Note languages in which a sentence does not name who speaks: of several the first, of none the source itself."""
    if not excerpt.attributed_to:
        source = dossier.sources[excerpt.source]
        for prose in statement.prose.values():
            if not (names((source.name,), said(prose.parts)) or Placeholder.SOURCES in prose.parts):
                message = f"{excerpt.key} is an allegation by its source, which is not named in this sentence"
                hint = (
                    f"Name {source.name}, or write {{sources}}; where the text has it from somebody,"
                    " attributed_to: says whom."
                )
                yield Problem(prose.origin, Code.ALLEGATION_UNATTRIBUTED, message, hint)
        return
    speaker = dossier.entities.get(excerpt.attributed_to[0].id)
    if speaker is None:
        return  # told already
    for language, prose in statement.prose.items():
        if not names((*wordings(speaker), *speaker.named_by), said(prose.parts)):
            name = speaker.name[language].text if language in speaker.name else speaker.id
            message = f"{excerpt.key} is an allegation by “{name}”, who is not named in this sentence"
            hint = (
                "Name the speaker in the site's own words, as the entity declares under name:, variants: or named_by:;"
                " quoted words and {sources} name nobody."
            )
            yield Problem(prose.origin, Code.ALLEGATION_UNATTRIBUTED, message, hint)
