"""A dossier taken apart: what can be altered in it, and small dossiers in which an altered piece is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from random import Random
from typing import TypeVar

from generator.evidence.checks import Ids, run_checks
from generator.evidence.known import Known
from generator.evidence.model import Claim, Evidence
from generator.evidence.prove import prove
from generator.evidence.quotes import SourceText
from generator.evidence.selftest import reference
from generator.evidence.selftest.model import Verdict
from generator.evidence.voice import claims_of
from generator.problems import Code, Problem
from generator.records import Citation, Dossier, Entity, Excerpt, Section, Source, Statement

T = TypeVar("T")

LONGEST = 40_000
"""Characters of a source from which excerpts are altered, where there are shorter ones: the work stays bounded."""

_DRAWN = 400


class Bench:
    """A dossier without problems, as the makers of alterations need it."""

    def __init__(self, dossier: Dossier, ids: Ids) -> None:
        self.dossier = dossier
        self.ids = ids
        self.sources = _short(tuple(dossier.sources.values()))
        self._by_id = {source.id: source for source in self.sources}
        self.excerpts = tuple(excerpt for source in self.sources for excerpt in source.excerpts)
        self._paragraphs: dict[str, list[str]] = {}
        self._known = Known()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Everything asserted on the strength of short enough sources alone."""
        known = {excerpt.key for excerpt in self.excerpts}
        return tuple(
            claim
            for claim in claims_of(self.dossier)
            if all(citation.key in known for citation in claim.statement.citations)
        )

    @cached_property
    def by_key(self) -> Mapping[str, Excerpt]:
        """Excerpts by the key they are cited by."""
        return {excerpt.key: excerpt for excerpt in self.excerpts}

    @cached_property
    def _entities(self) -> Mapping[str, Entity]:
        """Who and what the dossier names, without what is said of them."""
        return {
            name: replace(entity, facts=(), sections=(), unknown=())
            for name, entity in self.dossier.entities.items()
        }

    def drawn(self, items: Sequence[T], random: Random) -> Iterator[T]:
        """Go through some things in a random order, again and again."""
        while items:
            for number in random.sample(range(len(items)), min(len(items), _DRAWN)):
                yield items[number]

    def source(self, excerpt: Excerpt) -> Source:
        """Give the source of an excerpt."""
        return self._by_id[excerpt.source]

    # ------------------------------------------------------------ the slow reference

    def paragraphs(self, source: Source) -> list[str]:
        """Give the plain paragraphs of a source."""
        if source.id not in self._paragraphs:
            text = source.text or ""
            by_line = SourceText(text, source.by_line).by_line
            self._paragraphs[source.id] = reference.paragraphs(text, by_line=by_line)
        return self._paragraphs[source.id]

    def places(self, words: str, source: Source) -> list[tuple[int, int]]:
        """Find by the slow reference where words stand in a source."""
        return reference.places(words, self.paragraphs(source))

    # ------------------------------------------------------------ small dossiers

    def _dossier(
        self, statements: Sequence[Statement], excerpts: Sequence[Excerpt], entities: Mapping[str, Entity]
    ) -> Dossier:
        """Make a dossier of some statements and excerpts, and of nothing else that other checks could stumble over."""
        alone = [replace(excerpt, allegation=False, denied=()) for excerpt in excerpts]
        sources = {
            source: replace(
                self._by_id[source],
                excerpts=tuple(excerpt for excerpt in alone if excerpt.source == source),
                established=None,
                notes=(),
                parts=tuple(replace(part, reason=None) for part in self._by_id[source].parts),
                left_out=(),
            )
            for source in sorted({excerpt.source for excerpt in excerpts})
        }
        home = self.dossier.home
        section = Section("altered", {}, tuple(statements), home.origin)
        return replace(
            self.dossier,
            site=replace(
                self.dossier.site,
                quoted_share_limit=100,
                shared_passages="report",
                unplaced="report",
                loaded_words={},
            ),
            home=replace(home, lede={}, sections=(section,), how_to_read=None),
            sources=sources,
            lineages={},
            entities=entities,
            events=(),
            questions={},
            explainers=(),
            pages=(),
            lock=None,
        )

    def of_excerpt(self, excerpt: Excerpt) -> Dossier:
        """Make a dossier of one excerpt, cited by a statement that says nothing."""
        bare = replace(excerpt, speaking_as=None, note=None, values=())
        citation = Citation(excerpt.key, excerpt.origin)
        silent = Statement("altered", {}, (citation,), None, origin=excerpt.origin)
        return self._dossier([silent], [bare], {})

    def of_claims(self, statements: Sequence[Statement], keys: Sequence[str]) -> Dossier:
        """Make a dossier of statements, without derivations and waivers, and of the excerpts that have some keys."""
        bare = [replace(statement, derived=(), waived=()) for statement in statements]
        return self._dossier(bare, [self.by_key[key] for key in dict.fromkeys(keys)], self._entities)

    # ------------------------------------------------------------ judging

    def refuses(self, dossier: Dossier, codes: frozenset[Code], ids: Ids | None = None) -> Verdict:
        """Have a harmful dossier judged: it is refused where a problem of one of some kinds is told."""
        return verdict(self.proved(dossier, ids)[1], codes)

    def proved(self, dossier: Dossier, ids: Ids | None = None) -> tuple[Evidence | None, list[Problem]]:
        """Have a dossier proved by the function that every build uses."""
        return prove(
            dossier, ids or self.ids, sealing=True, known=self._known
        )  # what a lock holds is no alteration's judge

    def accepts(self, excerpt: Excerpt, dossier: Dossier) -> Verdict:
        """Have an honest dossier judged: accepted are the same words, told with what was folded."""
        evidence, unproved = self.proved(dossier)
        problems = [*run_checks(dossier, self.ids), *unproved]
        if problems or evidence is None:
            return verdict(problems, frozenset(Code))
        proof = evidence.proofs[excerpt.key]
        if reference.plain(proof.words) != reference.plain(excerpt.selector.exact):
            return Verdict(True, f"found are other words: “{proof.words}”")
        folded = f", with {' and '.join(proof.folded)} folded" if proof.folded else ""
        return Verdict(False, f"found{folded}")


def verdict(problems: Sequence[Problem], codes: frozenset[Code]) -> Verdict:
    """Make a verdict of problems: the first of some kinds refuses."""
    refused = next((problem for problem in problems if problem.code in codes), None)
    if refused:
        return Verdict(True, str(refused))
    others = "; ".join(str(problem) for problem in problems)
    return Verdict(False, f"refused for another reason: {others}" if others else "accepted without a word")


def _short(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Keep the sources whose text is there and of a bearable length, or the shortest; none of them sealed any more."""
    there = [
        (len(source.text), replace(source, sealed=False)) for source in sources if source.text is not None
    ]
    short = tuple(source for length, source in there if length <= LONGEST)
    return short or tuple(
        source for _length, source in sorted(there, key=lambda pair: (pair[0], pair[1].id))[:1]
    )
