"""Dossier -> Evidence: the only maker of a `Proof`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.evidence.asked import AskedText, PresentText, Unproved, words_of
from generator.evidence.borne import bear_out
from generator.evidence.checks import Ids
from generator.evidence.coverage import Used
from generator.evidence.folding import folds
from generator.evidence.judge import judge, order_of, origins
from generator.evidence.known import Known
from generator.evidence.model import (
    Claim,
    Evidence,
    InlineQuotation,
    LeftOutProof,
    PageKind,
    Proof,
    Share,
)
from generator.evidence.named import named_in
from generator.evidence.parts import role_of
from generator.evidence.quotes import (
    ELISION,
    Found,
    Passage,
    SourceText,
    Span,
    occurrences,
)
from generator.evidence.related import relate
from generator.evidence.sealed import ask, check_lock
from generator.evidence.unfound import unfound
from generator.evidence.voice import claims_of, own_prose
from generator.problems import Code, Origin, Problem
from generator.reading.fields import nearest_word, suggest
from generator.reading.lockfile import LOCK
from generator.records import (
    Citation,
    Dossier,
    Excerpt,
    LeftOut,
    Part,
    Quoted,
    Role,
    Selector,
    Source,
    Statement,
)


def prove(
    dossier: Dossier,
    ids: Ids,
    lost: frozenset[str] = frozenset(),
    *,
    sealing: bool = False,
    known: Known | None = None,
) -> tuple[Evidence | None, list[Problem]]:
    """Locate every quotation and resolve every citation; `lost` names the files that could not be read.

    `sealing` leaves a lock out of account that is about to be written anew; `known` is what was found out
    when a dossier was proved before, and when this one was afterwards.
    Returns no evidence where there is any problem: nothing downstream ever sees a quotation that was not found.
    """
    prover = _Prover(dossier, ids, lost, known or Known())
    evidence = prover.prove(sealing=sealing)
    return (None if prover.problems else evidence), prover.problems


_CITE_NOTHING = ("content/sources/", "content/lineages/", LOCK)


class _Prover:
    """Works through one dossier, source by source, and gathers problems."""

    def __init__(self, dossier: Dossier, ids: Ids, lost: frozenset[str], known: Known) -> None:
        self._known = known
        self._dossier = dossier
        self._may_be_cited = any(not path.startswith(_CITE_NOTHING) for path in lost)
        self._lost = lost
        self._meant: set[str] = set()  # what unknown citations seem to mean, by key
        self._ids = ids
        self._asked: dict[str, AskedText] = {}
        self._proofs: dict[str, Proof] = {}
        self._failed: set[str] = set()
        self._inline: dict[tuple[str, tuple[str, ...]], InlineQuotation] = {}
        self._left_out: dict[str, list[LeftOutProof]] = {source: [] for source in dossier.sources}
        self._said: dict[str, list[Span]] = {
            source: [] for source in dossier.sources
        }  # in the site's own voice
        self.problems: list[Problem] = []

    def prove(self, *, sealing: bool) -> Evidence:
        self._ask()
        for source in self._dossier.sources.values():
            for excerpt in source.excerpts:
                self._prove(source, excerpt)
            for entry in source.left_out:
                self._prove_left_out(source, entry)
        claims = tuple(claims_of(self._dossier))
        uses = self._uses(claims)
        for claim in claims:
            self._check_statement(claim.statement)
        for _language, prose in own_prose(self._dossier):
            self._check_own(prose.parts)
        used = {name: self._used(self._dossier.sources[name]) for name in self._asked}
        order = order_of(self._dossier)
        named, unasked = named_in(self._dossier, self._asked)
        self.problems += unasked
        evidence = Evidence(
            dossier=self._dossier,
            proofs=self._proofs,
            claims=claims,
            uses=uses,
            origin_of=origins(self._dossier),
            order=order,
            rank={name: place for place, name in enumerate(order)},
            related=relate(self._dossier),
            inline=self._inline,
            left_out={name: tuple(proofs) for name, proofs in self._left_out.items()},
            shares=self._shares(used),
            asked=self._asked,
            texts={name: text.text for name, text in self._asked.items() if isinstance(text, PresentText)},
            coverage={name: text.cover(used[name]) for name, text in self._asked.items()},
            named=named,
        )
        if not (
            self.problems or self._lost
        ):  # what the quotations come to together is judged where each of them stands
            self.problems += judge(evidence)
            bearing, unborne = bear_out(evidence, self._known.checked)
            self.problems += unborne
            evidence = replace(evidence, bearing=bearing)
        if not (self.problems or self._lost or sealing):
            self.problems += check_lock(evidence)
        return evidence

    def _ask(self) -> None:
        """Find what answers for each text: itself, or the record of it where it is sealed and not there."""
        for source in self._dossier.sources.values():
            made_from = (source.text, source.by_line)
            before = self._known.texts.get(source.id)
            found = before[1] if before and before[0] == made_from else ask(source, self._dossier.lock)
            if isinstance(found, PresentText):
                self._known.texts[source.id] = (made_from, found)
            if not isinstance(found, Problem):
                self._asked[source.id] = found
            elif LOCK not in self._lost:
                self.problems.append(found)

    # ------------------------------------------------------------ excerpts, and what is left out

    def _prove(self, source: Source, excerpt: Excerpt) -> None:
        asked = self._asked.get(source.id)
        passages = self._located(source, excerpt.selector, excerpt.exact_origin, "this excerpt")
        if asked is None or not passages:
            self._failed.add(excerpt.key)
            return
        words = words_of(asked, passages[0])
        role = role_of(source.parts, asked, passages)
        original = f" {ELISION} ".join(asked.raw(span) for span in passages[0])
        folded = folds(excerpt.selector.exact, original)
        self._proofs[excerpt.key] = Proof(excerpt, source, passages, words, role, folded)

    def _prove_left_out(self, source: Source, entry: LeftOut) -> None:
        asked = self._asked.get(source.id)
        passages = self._located(
            source, entry.selector, entry.exact_origin, "whether these words stand there"
        )
        if asked and passages:
            proof = LeftOutProof(entry, passages, words_of(asked, passages[0]))
            self._left_out[source.id].append(proof)

    def _located(
        self, source: Source, selector: Selector, origin: Origin, what: str
    ) -> tuple[Passage, ...] | None:
        """Find words typed at `origin` in a source, or note why they are not there; None where that is told."""
        asked = self._asked.get(source.id)
        if asked is None:  # told already
            return None
        outcome = asked.locate(selector)
        if isinstance(outcome, Found):
            return outcome.passages
        if isinstance(outcome, Unproved):
            self.problems.append(Problem(origin, Code.SEALED_UNPROVED, f"{what} {outcome.reason}"))
            return None
        assert isinstance(
            asked, PresentText
        )  # any other answers from a record, which holds what was found alone
        self.problems.append(unfound(outcome, selector, origin, asked.text, f"seeds/{source.file}"))
        return None

    # ------------------------------------------------------------ citations

    def _uses(self, claims: tuple[Claim, ...]) -> Mapping[str, tuple[Claim, ...]]:
        uses: dict[str, list[Claim]] = {}
        for claim in claims:
            for citation in claim.statement.citations:
                uses.setdefault(citation.key, []).append(claim)
                self._check_citation(citation)
        on_timeline = {claim.statement.id: claim for claim in claims if claim.page.kind is PageKind.TIMELINE}
        for event in self._dossier.events:
            for other in event.also_dated:
                for citation in other.citations:
                    self._check_citation(citation)
                    claim = on_timeline[event.id]
                    if claim not in uses.setdefault(citation.key, []):
                        uses[citation.key].append(claim)
        excerpts = [excerpt for source in self._dossier.sources.values() for excerpt in source.excerpts]
        for excerpt in excerpts:
            for denial in excerpt.denied:
                self._check_citation(denial)
        for excerpt in excerpts:
            if not (excerpt.key in uses or excerpt.key in self._meant or self._may_be_cited):
                message = f"nothing cites the excerpt {excerpt.key}"
                self.problems.append(
                    Problem(excerpt.origin, Code.UNUSED_EXCERPT, message, "Cite it, or take it out.")
                )
        return {key: tuple(found) for key, found in uses.items()}

    def _check_citation(self, citation: Citation) -> None:
        if citation.key in self._proofs or citation.key in self._failed:
            return
        source, _colon, excerpt = citation.key.partition(":")
        known = self._dossier.sources.get(source)
        if known is None:
            if source in self._ids["sources"]:
                return  # its file has problems of its own
            self._meant.update(f"{near}:{excerpt}" for near in nearest_word(source, self._ids["sources"]))
            hint = suggest(source, self._ids["sources"]) or "There is no such file under content/sources/."
            problem = Problem(citation.origin, Code.UNKNOWN_ID, f"no source has the id {source!r}", hint)
        else:
            ids = [other.id for other in known.excerpts]
            self._meant.update(f"{source}:{near}" for near in nearest_word(excerpt, ids))
            hint = suggest(excerpt, ids) or f"Write it down under excerpts: in content/sources/{source}.yaml."
            message = f"the source {source!r} has no excerpt {excerpt!r}"
            problem = Problem(citation.origin, Code.UNKNOWN_EXCERPT, message, hint)
        self.problems.append(problem)

    # ------------------------------------------------------------ words quoted inside sentences

    def _check_statement(self, statement: Statement) -> None:
        """Hold words between quotation marks to the excerpts that the sentence cites."""
        keys = [citation.key for citation in statement.citations]
        for citation in statement.citations:
            proof = self._proofs.get(citation.key)
            if proof and proof.role is Role.FURNITURE:
                message = f"{citation.key} quotes furniture of the page, which bears nothing out"
                hint = "Quote it in the notes of its source, as an oddity of the text; cite the text itself here."
                self.problems.append(Problem(citation.origin, Code.FURNITURE_CITED, message, hint))
        if any(key not in self._proofs for key in keys):
            return  # told already
        for prose in statement.prose.values():
            for part in prose.parts:
                if isinstance(part, Quoted):
                    self._check_quoted(part, [self._proofs[key] for key in keys])

    def _check_quoted(self, quoted: Quoted, proofs: list[Proof]) -> None:
        for proof in proofs:
            text = self._known.words.get(proof.words)
            if text is None:
                text = self._known.words[proof.words] = SourceText(proof.words)
            found = occurrences(quoted.words, text)
            if found:
                own = InlineQuotation(text.words(found[0]), proof.source.language)
                self._inline[quoted.words, tuple(proof.excerpt.key for proof in proofs)] = own
                return
        hint = "\n".join(f'{proof.excerpt.key}: "{proof.words}"' for proof in proofs)
        hint += "\nUse single quotation marks for words that are not a source's."
        message = f"“{quoted.words}” stands in none of the excerpts this sentence cites"
        self.problems.append(Problem(quoted.origin, Code.WORDS_NOT_CITED, message, hint))

    def _check_own(self, parts: tuple[Part, ...]) -> None:
        """Hold words between quotation marks in the site's own voice to the source texts."""
        for part in parts:
            if not isinstance(part, Quoted):
                continue
            for name, asked in self._asked.items():
                found = asked.first(part.words)
                if isinstance(found, Unproved):
                    message = f"whether “{part.words}” stands in the source {name!r} {found.reason}"
                    self.problems.append(Problem(part.origin, Code.SEALED_UNPROVED, message))
                    break
                if found:
                    language = self._dossier.sources[name].language
                    self._inline[part.words, ()] = InlineQuotation(words_of(asked, found), language)
                    if len(self._asked) == len(self._ids["sources"]):
                        self._said[name] += found  # else they may be those of a source that could not be read
                    break
            else:
                if len(self._asked) < len(self._ids["sources"]):
                    continue  # it may stand in a source that could not be read
                message = f"“{part.words}” stands in none of the source texts"
                hint = "Use single quotation marks for words that are not a source's."
                self.problems.append(Problem(part.origin, Code.WORDS_NOT_CITED, message, hint))

    # ------------------------------------------------------------ origins and shares

    def _used(self, source: Source) -> Used:
        """Gather what is done with a source: words quoted in the site's own voice are shown, but cite nothing."""
        cited = _spans(
            self._proofs[excerpt.key] for excerpt in source.excerpts if excerpt.key in self._proofs
        )
        left_out = _spans(self._left_out[source.id])
        lines = tuple(range(part.first, part.last + 1) for part in source.parts if part.reason)
        return Used(cited, left_out, (*cited, *left_out, *self._said[source.id]), lines)

    def _shares(self, used: Mapping[str, Used]) -> dict[str, Share]:
        shares = {}
        limit = self._dossier.site.quoted_share_limit
        for name, asked in self._asked.items():
            source = self._dossier.sources[name]
            share = Share(*asked.count(used[name].quoted))
            shares[name] = share
            if share.percent > limit:
                message = (
                    f"{share.quoted} of the {share.words} words of this source are quoted ({share.percent} %)"
                )
                hint = f"At most {limit} % may be (quoted_share_limit in site.yaml). Shorten excerpts."
                self.problems.append(Problem(source.origin, Code.OVER_QUOTED, message, hint))
        return shares


def _spans(proofs: Iterable[Proof | LeftOutProof]) -> tuple[Span, ...]:
    return tuple(span for proof in proofs for passage in proof.passages for span in passage)
