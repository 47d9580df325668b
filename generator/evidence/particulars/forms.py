"""The forms a name can take in a text: declared names, variants, and for people the parts that hold the surname."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generator.evidence.particulars.ordinary import OFFICES, PARTICLES
from generator.evidence.particulars.tokens import Tokens
from generator.records import Entity, EntityKind, Source

_ARTICLES = frozenset("the a an el la los las".split())
_OF = frozenset("of the and for".split())


@dataclass(frozen=True, slots=True)
class Form:
    """One way to name something.

    `ids` are those it may name, `one` is set where that is clear; `alone` marks surnames, which others may bear too.
    """

    words: tuple[str, ...]
    low: tuple[str, ...]
    ids: frozenset[str]
    proper: bool
    alone: bool
    one: str | None  # the entity it names, where that is clear


def is_capital(word: str) -> bool:
    """Whether a word has a capital letter in it."""
    return word != word.lower()


def words_of(name: str) -> tuple[str, ...]:
    """Cut a name into tokens, without an article before it; `The twelve` keeps its article."""
    words = tuple(Tokens(name).words)
    if len(words) > 1 and words[0].lower() in _ARTICLES and words[0].lower() != words[0]:
        rest = words[1:]
        kept = len(rest) == 1 and not is_capital(rest[0])
        capitals = is_capital(rest[0]) and all(is_capital(w) or w in PARTICLES for w in rest)
        return words if kept or (capitals and words[0] != "The") else rest
    return words


def is_proper(words: tuple[str, ...]) -> bool:
    """Whether all words of a name have capitals, but for particles."""
    return is_capital(words[0]) and all(
        is_capital(word) or word in PARTICLES or not word[0].isalpha() for word in words
    )


def with_surname(words: tuple[str, ...], sort_name: str) -> Iterator[tuple[str, ...]]:
    """Give the parts of a person's name that hold the (first) surname, the whole left out.

    What describes an office (`President of the …`) has no surname.
    """
    if not _OF.isdisjoint(words) or words[0].lower() in OFFICES:
        return
    family, comma, given = sort_name.partition(",")
    at = len(Tokens(given).words) if comma else len(words) - 1
    if comma and words[at : at + 1] != tuple(Tokens(family).words[:1]):
        same = [n for n, word in enumerate(words) if word == (Tokens(family).words or [""])[0]]
        at = same[0] if same else at
    if not 0 < at < len(words):
        return
    while at < len(words) - 1 and words[at] in PARTICLES:
        at += 1
    for start in range(at + 1):
        for end in range(at + 1, len(words) + 1):
            part = words[start:end]
            if part != words and part[0] not in PARTICLES and part[-1] not in PARTICLES:
                yield part


def forms_of(entity: Entity, also: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Give the forms of an entity, each with whether it is a surname or the like standing alone."""
    person = entity.kind is EntityKind.PERSON
    for name in (*(words.text for words in entity.name.values()), *entity.variants, *also):
        words = words_of(name)
        if not words:
            continue
        yield words, person and len(words) == 1
        if person and len(words) > 1 and is_proper(words):
            yield from ((part, True) for part in with_surname(words, entity.sort_name))


def metadata_names(source: Source) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Give the names that a source's declared metadata hold (publisher, title, host, authors): id, words, person."""
    host = re.sub(r"^https?://(?:www\.)?([^/:?#]*).*", r"\1", source.url or "")
    named = [
        (publisher_id(source), source.publisher),
        (f"title:{source.id}", source.title),
        (f"host:{host}", host),
    ]
    for name, text in named:
        if text and (words := tuple(Tokens(text).words)):
            yield name, words, False
    for author in source.author:
        if words := tuple(Tokens(author).words):
            yield f"author:{author}", words, True


def publisher_id(source: Source) -> str:
    """Name a publisher among the ids of entities."""
    return f"publisher:{source.publisher}"


def bare(word: str) -> str:
    """Take the accents off a word."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
