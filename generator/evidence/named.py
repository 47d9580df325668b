"""Who is named with whom: in which sentences of each text the people of the dossier stand, by their names.

A name is what is declared as one: `name`, `variants` and the surname. Words that name somebody without being a name
(`named_by`), groups and pronouns are not counted. Where a form may mean two people it names neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from generator.evidence.asked import AskedText, Unproved, hashed
from generator.evidence.particulars.forms import forms_of
from generator.evidence.particulars.names import NameIndex
from generator.evidence.particulars.tokens import Tokens
from generator.problems import Code, Problem
from generator.records import Dossier, Entity, Role

if TYPE_CHECKING:
    from generator.evidence.model import Evidence

MOST_PEOPLE = 14
"""Above so many people nobody is looked for: columns of a drawing 208 px wide would be closer than their numbers."""

Naming = Mapping[str, tuple[int, ...]]
"""By id of a person, the numbers (from 0) of the sentences that name this one; of one printed again, the first."""


@dataclass(frozen=True, slots=True)
class People:
    """Those who are looked for in the texts; `asked` is the hash of their names, under which answers are recorded."""

    ids: frozenset[str]
    asked: str
    names: NameIndex

    def in_sentences(self, sentences: Iterable[str]) -> Naming:
        """Tell which of some sentences, in order, name each of the people."""
        found: dict[str, list[int]] = {}
        first: dict[tuple[str, ...], int] = {}
        for number, sentence in enumerate(sentences):
            tokens = Tokens(sentence)
            if first.setdefault(tuple(tokens.words), number) == number:
                for name in self._in(tokens):
                    found.setdefault(name, []).append(number)
        return {name: tuple(numbers) for name, numbers in sorted(found.items())}

    def _in(self, tokens: Tokens) -> frozenset[str]:
        """Give those whom a sentence names, by the leftmost and longest forms."""
        found, free = set(), 0
        for mention in self.names.found_in(tokens):
            if mention.first >= free:
                free = mention.last
                found.add(mention.form.one)
        return frozenset(name for name in found if name in self.ids)


def people_of(dossier: Dossier) -> People | None:
    """Give the people who are looked for; None where the profiles are fewer than two, or too many."""
    people = _looked_for(dossier)
    if not people:
        return None
    forms = [[person.id, sorted(forms_of(person, ()))] for person in people]
    index = NameIndex.of(dossier.entities.values(), dossier.sources.values())
    return People(frozenset(person.id for person in people), hashed("names", forms), index)


def _looked_for(dossier: Dossier) -> list[Entity]:
    """Give those with a profile; nobody where they are fewer than two, or too many."""
    people = [entity for entity in dossier.entities.values() if entity.profiled]
    return people if 2 <= len(people) <= MOST_PEOPLE else []


def named_in(dossier: Dossier, asked: Mapping[str, AskedText]) -> tuple[dict[str, Naming], list[Problem]]:
    """Ask each text which of its sentences name the people of the dossier, by source id; note where none can tell."""
    people = people_of(dossier)
    named: dict[str, Naming] = {}
    problems = []
    for source, text in asked.items():
        found = text.naming(people) if people else {}
        if isinstance(found, Unproved):
            message = f"which sentences name whom, by the names people have now, {found.reason}"
            problems.append(Problem(dossier.sources[source].origin, Code.SEALED_UNPROVED, message))
            found = {}
        named[source] = found
    return named, problems


@dataclass(frozen=True, slots=True)
class Together:
    """Where two people are named: sentences that name both, as (source, number), and sources that name both."""

    sentences: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The people by id, with the sources that name each; what each pair of them has, under both orders of ids."""

    sources: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], Together]


def company(evidence: Evidence) -> Company | None:
    """Tell who is named with whom; None where nobody was looked for, or no text names two of them.

    Furniture of a page is no part of its text.
    """
    stands = {person.id: _stands(evidence, person.id) for person in _looked_for(evidence.dossier)}
    pairs = {}
    for one, other in combinations(stands, 2):
        both = [place for place in stands[one] if place in stands[other]]
        sources = _sources(stands[one]) & _sources(stands[other])
        pairs[one, other] = pairs[other, one] = Together(
            tuple(both), tuple(source for source in evidence.order if source in sources)
        )
    if not any(together.sources for together in pairs.values()):
        return None
    named = {person: _sources(places) for person, places in stands.items()}
    return Company(
        {person: tuple(name for name in evidence.order if name in named[person]) for person in stands}, pairs
    )


def _stands(evidence: Evidence, person: str) -> list[tuple[str, int]]:
    """Give the places that name somebody, without furniture."""
    found = []
    for source in evidence.order:
        parts = evidence.dossier.sources[source].parts
        sentences = evidence.coverage[source].sentences
        for number in evidence.named[source].get(person, ()):
            line = sentences[number].line
            if not any(part.role is Role.FURNITURE and part.first <= line <= part.last for part in parts):
                found.append((source, number))
    return found


def _sources(places: Iterable[tuple[str, int]]) -> frozenset[str]:
    return frozenset(source for source, _number in places)
