"""`evidence.json` and `verify.py`: what a stranger needs to prove the site again, published beside its pages.

One record a line, in the order of the dossier. No text of a source beyond its excerpts, the words that name what is
left out, and the words quoted of it. A dossier of more than `TOGETHER` statements is divided: `evidence.json` keeps the
sources, and names for each a file `evidence/SOURCE.json` with its excerpts, what is left out of it, and the statements
whose first citation is of that source.
`docs/verify.md` describes every field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from generator.evidence.model import Claim, Evidence, InlineQuotation, PageKind
from generator.evidence.quotes import ELISION, Passage, SourceText, Span, occurrences
from generator.evidence.voice import own_prose
from generator.publishing.sheet import Also
from generator.records import Edtf, Event, LocalProse, Prose, Quoted, Source
from generator.site import routes

FORMAT = "evidence-1"
PATH = "evidence.json"
SCRIPT_PATH = "verify.py"
TOGETHER = 2000

_HELP = (
    "python verify.py FOLDER_WITH_THE_SOURCE_TEXTS proves every quotation and statement of this site again."
)
_OFFSETS = (
    "start and end count Unicode code points from 0, end not included, in the text as received: the bytes that have"
    " the SHA-256 given, decoded as UTF-8, nothing changed, line ends as they stand"
)

Record = dict[str, Any]
Said = Mapping[tuple[str, str], Mapping[str, str]]


def script() -> bytes:
    """Give the program that is published as `verify.py`."""
    return Path(__file__).with_name("public_verify.py").read_bytes()


def evidence_files(
    evidence: Evidence, said: Said, also: Mapping[tuple[str, str], Also]
) -> Iterator[tuple[str, bytes]]:
    """Make the files; `said` and `also` are what reading the pages back has gathered."""
    sources = [evidence.dossier.sources[source] for source in evidence.order]
    excerpts = {
        source.id: [_excerpt(evidence, excerpt.key) for excerpt in source.excerpts] for source in sources
    }
    quoted: dict[str, list[Record]] = {source.id: [] for source in sources}
    for words in _quoted(evidence, also):
        passages = [_passage(evidence, words.source, words.passage)]
        quoted[words.source].append({"source": words.source, "passages": passages})
    dates = {event.id: event for event in evidence.dossier.events if event.also_dated}
    left_out = {source.id: list(_left_out(evidence, source)) for source in sources}
    statements = [(claim, _statement(evidence, claim, said, dates)) for claim in evidence.claims]
    divided = len(statements) > TOGETHER
    head = [*_head(evidence), ("sources", [_source(evidence, source, divided) for source in sources])]
    head.append(("lineages", _lineages(evidence)))
    if divided:
        yield PATH, _file(head)
        of: dict[str, list[Record]] = {source.id: [] for source in sources}
        for claim, record in statements:
            of[claim.statement.citations[0].key.partition(":")[0]].append(record)
        for source in sources:
            parts = (("excerpts", excerpts), ("quoted", quoted), ("left_out", left_out), ("statements", of))
            yield _part(source.id), _file([(name, records[source.id]) for name, records in parts])
    else:
        whole = (("excerpts", excerpts), ("quoted", quoted), ("left_out", left_out))
        head += [(name, _joined(records.values())) for name, records in whole]
        yield PATH, _file([*head, ("statements", [record for _claim, record in statements])])
    yield SCRIPT_PATH, script()


def _part(source: str) -> str:
    return f"evidence/{source}.json"


def _joined(lists: Iterable[list[Record]]) -> list[Record]:
    return [record for each in lists for record in each]


# ---------------------------------------------------------------- records


def _head(evidence: Evidence) -> list[tuple[str, Any]]:
    site = evidence.dossier.site
    return [
        ("format", FORMAT),
        ("help", _HELP),
        ("offsets", _OFFSETS),
        ("title", {language: words.text for language, words in site.title.items()}),
        ("base_url", site.base_url),
        ("updated", _date(site.updated)),
        ("languages", list(site.languages)),
        ("counts", {"statements": len(evidence.claims), "excerpts": len(evidence.proofs)}),
    ]


def _date(date: Edtf | None) -> str | None:
    return date.text if date else None


def _source(evidence: Evidence, source: Source, divided: bool) -> Record:
    known: Record = {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": _date(source.published),
        "sha256": source.sha256,
        "language": source.language,
        "words": evidence.shares[source.id].words,
        "origin": evidence.origin_of[source.id],
    }
    return known | ({"file": _part(source.id)} if divided else {})


def _lineages(evidence: Evidence) -> list[Record]:
    return [
        {
            "id": f"lineage:{lineage.id}",
            "sources": [reference.id for reference in lineage.sources],
            "kind": lineage.kind,
            "reason": _plain(lineage.reason),
        }
        for lineage in evidence.dossier.lineages.values()
    ]


def _plain(text: LocalProse) -> dict[str, str]:
    return {language: prose.plain for language, prose in text.items()}


def _left_out(evidence: Evidence, source: Source) -> Iterator[Record]:
    """Go through what of a source is not used: lines of it, then sentences by some of their words."""
    for part in source.parts:
        if part.reason:
            lines = [part.first, part.last]
            yield {
                "source": source.id,
                "role": part.role.value,
                "lines": lines,
                "reason": _plain(part.reason),
            }
    for proof in evidence.left_out[source.id]:
        passages = [_passage(evidence, source.id, passage) for passage in proof.passages]
        yield {"source": source.id, "passages": passages, "reason": _plain(proof.entry.reason)}


def _excerpt(evidence: Evidence, key: str) -> Record:
    proof = evidence.proofs[key]
    entities = evidence.dossier.entities
    language = evidence.dossier.site.languages[0]
    record: Record = {"key": key, "source": proof.source.id, "role": proof.role.value}
    if proof.excerpt.attributed_to:
        speakers = (reference.id for reference in proof.excerpt.attributed_to)
        record["attributed_to"] = [
            {"id": name, "name": entities[name].name[language].text} for name in speakers
        ]
    if proof.excerpt.allegation:
        record["allegation"] = True
        record["denied"] = [denial.key for denial in proof.excerpt.denied]
    if proof.excerpt.translation:
        record["translation"] = {code: words.text for code, words in proof.excerpt.translation.items()}
    record["passages"] = [_passage(evidence, proof.source.id, passage) for passage in proof.passages]
    return record


def _passage(evidence: Evidence, source: str, passage: Passage) -> list[Record]:
    """Give the parts of one place, as a TextQuoteSelector (`exact`) and a TextPositionSelector have them."""
    raw = evidence.asked[source].raw
    return [{"exact": raw(span), "start": span.start, "end": span.end} for span in passage]


def _statement(evidence: Evidence, claim: Claim, said: Said, dates: Mapping[str, Event]) -> Record:
    page, statement = claim
    path = routes.page_path(evidence.related, page)
    record: Record = {
        "page": path,
        "id": statement.id,
        "text": dict(said.get((path, statement.id), {})),
        "cites": [citation.key for citation in statement.citations],
    }
    if page.kind is PageKind.TIMELINE and statement.id in dates:
        record["also_dated"] = [
            {"date": other.date.text, "cites": [citation.key for citation in other.citations]}
            for other in dates[statement.id].also_dated
        ]
    return record


# ---------------------------------------------------------------- words quoted inside sentences


def _quoted(evidence: Evidence, also: Mapping[tuple[str, str], Also]) -> Iterator[Also]:
    """Go through the words that pages quote and that are no excerpt of their own: each once, at one of its places."""
    seen = {(proof.source.language, proof.words) for proof in evidence.proofs.values()}
    for source, proofs in evidence.left_out.items():
        seen.update((evidence.dossier.sources[source].language, proof.words) for proof in proofs)
    for claim in evidence.claims:
        keys = tuple(citation.key for citation in claim.statement.citations)
        for quoted in _quoted_in(claim.statement.prose.values()):
            own = evidence.inline[quoted.words, keys]
            if (own.language, own.words) not in seen:
                seen.add((own.language, own.words))
                yield from islice(_in_excerpts(evidence, own, keys), 1)
    for quoted in _quoted_in(prose for _language, prose in own_prose(evidence.dossier)):
        own = evidence.inline[quoted.words, ()]
        if (own.language, own.words) not in seen:
            seen.add((own.language, own.words))
            places = ((source, asked.first(quoted.words)) for source, asked in evidence.asked.items())
            yield from islice(
                (Also(source, found) for source, found in places if isinstance(found, tuple)), 1
            )
    yield from (found for pair, found in sorted(also.items()) if pair not in seen)


def _quoted_in(texts: Iterable[Prose]) -> Iterator[Quoted]:
    return (part for prose in texts for part in prose.parts if isinstance(part, Quoted))


def _in_excerpts(evidence: Evidence, own: InlineQuotation, keys: Iterable[str]) -> Iterator[Also]:
    """Find the places of words in the excerpts that a sentence cites, letter for letter."""
    pieces = own.words.split(f" {ELISION} ")
    for proof in (evidence.proofs[key] for key in keys):
        raw = evidence.asked[proof.source.id].raw
        spans = proof.passages[0]
        for first in range(len(spans) - len(pieces) + 1):
            parts = zip(pieces, spans[first:], strict=False)
            found = [_exactly(piece, raw(span), span.start) for piece, span in parts]
            if proof.source.language == own.language and all(found):
                yield Also(proof.source.id, tuple(span for span in found if span))


def _exactly(words: str, raw: str, start: int) -> Span | None:
    """Find words in a stretch of a text that begins at `start`."""
    text = SourceText(raw)
    for (span,) in occurrences(words, text):
        if text.words((span,)) == words:
            return Span(start + span.start, start + span.end)
    return None


# ---------------------------------------------------------------- writing


def _file(fields: Iterable[tuple[str, Any]]) -> bytes:
    """Write an object whose lists of records have a line a record."""
    lines = []
    for name, value in fields:
        if value and isinstance(value, list) and isinstance(value[0], dict):
            records = ",\n".join(map(_json, value))
            lines.append(f"{_json(name)}: [\n{records}\n]")
        else:
            lines.append(f"{_json(name)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
