"""Sealed sources: what was found out about a text, recorded, and given again where the text is not there.

The record (`content/evidence.lock`) holds places, counts and hashes, and not a word of the text. The words on a page
are those that the dossier quotes: they must have the hash of the source's own. `docs/sealed.md` says what that proves,
and what it does not.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from generator.evidence.asked import AskedText, PresentText, Unproved, asked_excerpt, hashed, sha256
from generator.evidence.borne import borne_by_texts
from generator.evidence.coverage import Coverage, Used, cover, sentences_of
from generator.evidence.folding import fold, fold_spaces
from generator.evidence.model import Evidence, LeftOutProof, Proof
from generator.evidence.named import Naming, People
from generator.evidence.overlap import Overlap, overlaps
from generator.evidence.parts import line_count
from generator.evidence.quotes import ELISION, Found, Passage, SourceText, Span
from generator.problems import Code, Origin, Problem
from generator.reading.lockfile import LOCK
from generator.records import (
    Compared,
    Dossier,
    Edtf,
    Excerpt,
    Lock,
    SealedExcerpt,
    SealedPassage,
    SealedSpan,
    SealedText,
    Selector,
    Source,
)

AGAIN = "Run: python -m generator seal"
_BACK = "Bring the text back and run: python -m generator seal"
_CONTRADICTED = Unproved(f"is not what {LOCK} says of it; the text is needed")


# ---------------------------------------------------------------- a text that is not there


class AbsentText:
    """Answers from the record of a sealed text what was asked when it was sealed, and nothing else."""

    def __init__(self, source: Source, sealed: SealedText, proved: Edtf) -> None:
        self.proved: Edtf | None = proved
        self._sealed = sealed
        self._by_line = source.by_line
        self._known = {excerpt.asked: excerpt.passages for excerpt in sealed.excerpts.values()}
        self._known |= sealed.left_out
        self._absent = frozenset(sealed.absent)
        self._places: dict[Span, tuple[SealedSpan, str]] = {}
        self._lines: dict[int, int] = {}

    def locate(self, selector: Selector) -> Found | Unproved:
        """Give the places of an excerpt, or of what is left out, where its words are those that were proved."""
        known = self._known.get(asked_excerpt(selector, self._by_line))
        if known is None:
            return Unproved()
        parts = selector.exact.split(ELISION)
        passages = [self._replayed(passage, parts) for passage in known]
        found = tuple(passage for passage in passages if passage)
        return Found(found) if len(found) == len(passages) else _CONTRADICTED

    def first(self, words: str) -> Passage | Unproved | None:
        """Give the first place of words again."""
        asked = hashed("words", words)
        if asked not in self._sealed.own_voice:
            return Unproved()
        known = self._sealed.own_voice[asked]
        return None if known is None else self._replayed(known, [words]) or _CONTRADICTED

    def occurring(self, terms: tuple[str, ...]) -> Unproved | None:
        """Tell that terms do not occur, where each was looked for."""
        return None if all(hashed("term", term) in self._absent for term in terms) else Unproved()

    def raw(self, span: Span) -> str:
        """Give the characters at a place, or at a part of one."""
        if span not in self._places:
            whole = next(
                place for place in self._places if place.start <= span.start and span.end <= place.end
            )
            return self.raw(whole)[span.start - whole.start : span.end - whole.start]
        return self._places[span][1]

    def line(self, offset: int) -> int:
        """Number a line."""
        return self._lines[offset]

    def count(self, spans: Iterable[Span]) -> tuple[int, int]:
        """Count words."""
        quoted = {number for span in spans for number in range(*self._places[span][0].words)}
        return self._sealed.words, len(quoted)

    def cover(self, used: Used) -> Coverage:
        """Tell what becomes of each sentence."""
        sentences = ((Span(start, end), line, column) for start, end, line, column in self._sealed.sentences)
        return cover(self._sealed.length, sentences, used)

    def naming(self, people: People) -> Naming | Unproved:
        """Tell which sentences name some people, where these were looked for under the same names."""
        asked, found = self._sealed.named or ("", {})
        return found if asked == people.asked else Unproved()

    def _replayed(self, passage: SealedPassage, typed: list[str]) -> Passage | None:
        """Turn typed words into the source's own characters, place by place; None where their hash is another."""
        parts = [fold_spaces(part) for part in typed]
        if len(parts) != len(passage):
            return None
        spans = []
        for known, part in zip(passage, parts, strict=True):
            own = part
            for at, taken, put in reversed(known.otherwise):
                own = own[:at] + put + own[at + taken :]
            if len(own) != known.end - known.start or sha256(own) != known.sha256 or fold(own) != fold(part):
                return None
            span = Span(known.start, known.end)
            self._places[span] = (known, own)
            self._lines[span.start], self._lines[span.end - 1] = known.lines
            spans.append(span)
        return tuple(spans)


def ask(source: Source, lock: Lock | None) -> AskedText | Problem:
    """Give whatever can answer for the text of a source: the text, else the record of it, else the problem."""
    if source.text is not None:
        return PresentText(SourceText(source.text, source.by_line))
    known = lock.sources.get(source.id) if lock else None
    if lock and known and known.sha256 == source.sha256:
        return AbsentText(source, known, lock.proved)
    why = f"holds a text with the SHA-256 {known.sha256}" if known else "holds nothing of it"
    message = (
        f"the text is sealed, seeds/{source.file} is not here, and {LOCK} {why if lock else 'is missing'}"
    )
    return Problem(source.origin, Code.SEALED_UNPROVED, message, _BACK)


def replay_overlaps(dossier: Dossier, language: str, group: Iterable[Source]) -> tuple[Overlap, ...] | None:
    """Give again what comparing the texts of a language found; None where these were not compared."""
    known = dossier.lock.compared.get(language) if dossier.lock else None
    if known is None or known.texts != _texts(group):
        return None
    return tuple(
        Overlap(first, second, (), (), longest, alike) for first, second, longest, alike in known.shared
    )


# ---------------------------------------------------------------- the record of texts that are there


def record(evidence: Evidence) -> Lock | None:
    """Record what was found out about the sealed texts that are there; None without a day to put to it."""
    dossier, asked, proofs = evidence.dossier, evidence.asked, evidence.proofs
    if dossier.site.updated is None:
        return None
    sources = {}
    for source in dossier.sources.values():
        text = asked[source.id]
        if source.sealed and isinstance(text, PresentText):
            sources[source.id] = _recorded(source, text, proofs, evidence.left_out[source.id])
    compared = {}
    for language, group in by_language(dossier).items():
        texts = {source.id: source.text for source in group if source.text is not None}
        if len(texts) == len(group) > 1 and any(source.sealed for source in group):
            shared = tuple(
                (found.first, found.second, found.longest, found.alike) for found in overlaps(texts)
            )
            compared[language] = Compared(_texts(group), shared)
    return Lock(dossier.site.updated, sources, compared, borne_by_texts(evidence, frozenset(sources)))


def by_language(dossier: Dossier) -> dict[str, list[Source]]:
    """Group the sources whose texts can be compared."""
    groups: dict[str, list[Source]] = {}
    for source in dossier.sources.values():
        groups.setdefault(source.language.split("-")[0], []).append(source)
    return groups


def _recorded(
    source: Source, asked: PresentText, proofs: Mapping[str, Proof], left_out: Iterable[LeftOutProof]
) -> SealedText:
    text = asked.text

    def kept(passage: Passage, parts: list[str]) -> SealedPassage:
        return tuple(_span(text, span, fold_spaces(part)) for span, part in zip(passage, parts, strict=True))

    def places(selector: Selector, passages: Iterable[Passage]) -> tuple[SealedPassage, ...]:
        parts = selector.exact.split(ELISION)
        return tuple(kept(passage, parts) for passage in passages)

    def asked_for(selector: Selector) -> str:
        return asked_excerpt(selector, source.by_line)

    def excerpt(known: Excerpt) -> SealedExcerpt:
        selector = known.selector
        return SealedExcerpt(asked_for(selector), places(selector, proofs[known.key].passages))

    return SealedText(
        sha256=source.sha256,
        length=len(text.text),
        lines=line_count(text.text),
        words=text.count(())[0],
        sentences=tuple((span.start, span.end, line, column) for span, line, column in sentences_of(text)),
        excerpts={known.id: excerpt(known) for known in source.excerpts},
        left_out={
            asked_for(selector): places(selector, proof.passages)
            for proof in left_out
            for selector in (proof.entry.selector,)
        },
        own_voice={
            hashed("words", words): None if passage is None else kept(passage, [words])
            for words, passage in asked.looked_up.items()
        },
        absent=tuple(sorted(hashed("term", term) for term in asked.absent)),
        named=asked.named,
    )


def _span(text: SourceText, span: Span, typed: str) -> SealedSpan:
    own = text.text[span.start : span.end]
    steps = difflib.SequenceMatcher(None, typed, own, autojunk=False).get_opcodes() if typed != own else []
    otherwise = tuple((a, b - a, own[c:d]) for kind, a, b, c, d in steps if kind != "equal")
    lines = (text.line(span.start), text.line(span.end - 1))
    return SealedSpan(span.start, span.end, lines, text.numbers(span), sha256(own), otherwise)


# ---------------------------------------------------------------- a record held to the texts


def check_lock(evidence: Evidence) -> Iterator[Problem]:
    """Hold the lock to the sealed texts that are there, and its day to that of the site."""
    dossier = evidence.dossier
    lock, updated = dossier.lock, dossier.site.updated
    sealed = {source.id: source for source in dossier.sources.values() if source.sealed}
    for name in lock.sources if lock else ():
        if name not in sealed:
            hint = AGAIN if sealed else "Take the file away."
            yield _stale(Origin(LOCK), f"it holds the source {name!r}, which is not sealed", hint)
    fresh = record(evidence)
    if fresh is None or updated is None or not sealed:
        return
    if lock is None:
        if fresh.sources:
            names = ", ".join(fresh.sources)
            yield _stale(Origin(LOCK), f"the file is missing, and these sources are sealed: {names}")
        return
    for name, now in fresh.sources.items():
        then = lock.sources.get(name)
        if then != now:
            message = f"{LOCK} does not hold what was now proved of this text: {_changes(then, now)}"
            yield _stale(sealed[name].origin, message)
    for language in {*lock.compared, *fresh.compared}:
        group = by_language(dossier).get(language, [])
        whole = all(source.text is not None for source in group)
        if whole and lock.compared.get(language) != fresh.compared.get(language):
            message = f"the comparison of the texts of the language {language!r} has another result now"
            yield _stale(Origin(LOCK), message)
    if lock.borne != fresh.borne and len(fresh.sources) == len(sealed):
        yield _stale(Origin(LOCK), "statements that rest on the context of their excerpts have changed")
    if lock.proved != updated and (len(fresh.sources) == len(sealed) or lock.proved.text > updated.text):
        message = (
            f"it gives {lock.proved.text} as the day of the proof; updated in site.yaml is {updated.text}"
        )
        yield _stale(Origin(LOCK), message)


def _stale(origin: Origin, message: str, hint: str = AGAIN) -> Problem:
    return Problem(origin, Code.SEALED_STALE, message, hint)


def _changes(then: SealedText | None, now: SealedText) -> str:
    """Name what differs between two records of a text."""
    if then is None:
        return "it holds nothing of it"
    names = sorted({*then.excerpts, *now.excerpts})
    excerpts = [name for name in names if then.excerpts.get(name) != now.excerpts.get(name)]
    changed = ["the excerpts " + ", ".join(excerpts[:5]) + ", …" * (len(excerpts) > 5)] if excerpts else []
    if then.left_out != now.left_out:
        changed.append("what is left out")
    if then.own_voice != now.own_voice:
        changed.append("words quoted in the site's own voice")
    if then.named != now.named:
        changed.append("where people are named")
    if then.absent != now.absent:
        changed.append("words that do not occur")
    if then.sha256 != now.sha256:
        changed.append("the SHA-256")
    if (then.length, then.lines, then.words) != (now.length, now.lines, now.words):
        changed.append("its measure")
    if then.sentences != now.sentences:
        changed.append("its sentences")
    return "; ".join(changed)


# ---------------------------------------------------------------- hashes


def _texts(group: Iterable[Source]) -> str:
    return hashed("texts", sorted((source.id, source.sha256) for source in group))
