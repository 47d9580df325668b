"""A small world of declared names for the tests of particulars, and ways to check a sentence in it."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from html import escape
from typing import Any

from generator.evidence.particulars import (
    Grounds,
    NameIndex,
    Verdict,
    check,
    inventory,
    metadata,
    quotation,
)
from generator.problems import Origin
from generator.reading.edtf import parse
from generator.records import Edtf, Entity, EntityKind, Prose, Reference, Source, Words

NOWHERE = Origin("x.yaml")
PERSON, PLACE, BODY, GROUP = (
    EntityKind.PERSON,
    EntityKind.PLACE,
    EntityKind.ORGANIZATION,
    EntityKind.GROUP,
)


def _filled(kind: type[Any], given: dict[str, Any]) -> dict[str, Any]:
    """Fill the fields that do not matter here, whichever they are."""
    return {field.name: given.get(field.name, ()) for field in fields(kind) if field.init}


def entity(
    name: str,
    kind: EntityKind,
    *,
    es: str = "",
    sort_name: str = "",
    variants: tuple[str, ...] = (),
    members: tuple[str, ...] = (),
) -> Entity:
    """Make an entity; its id is its name in small letters."""
    given = {
        "id": name.lower().replace(" ", "-"),
        "kind": kind,
        "name": {"en": Words(name, NOWHERE), "es": Words(es or name, NOWHERE)},
        "sort_name": sort_name or name,
        "variants": variants,
        "members": tuple(Reference(member, NOWHERE) for member in members),
        "origin": NOWHERE,
    }
    return Entity(**_filled(Entity, given))


def source(name: str, publisher: str, author: str, published: str) -> Source:
    """Make a source of which only the metadata matter."""
    date = parse(published)
    assert isinstance(date, Edtf)
    given = {
        "id": name,
        "publisher": publisher,
        "title": None,
        "author": (author,),
        "published": date,
        "url": f"https://www.{name}.com/a",
        "text": "",
        "origin": NOWHERE,
    }
    return Source(**_filled(Source, given))


ENTITIES = (
    entity("Marco Rubio", PERSON, sort_name="Rubio, Marco"),
    entity("María Corina Machado", PERSON, sort_name="Machado, María Corina"),
    entity("Omar González", PERSON, sort_name="González, Omar"),
    entity("Edmundo González Urrutia", PERSON, sort_name="González Urrutia, Edmundo"),
    entity("Ana Luz Pérez", PERSON, sort_name="Pérez, Ana Luz"),
    entity(
        "Fernando Martínez Mottola",
        PERSON,
        sort_name="Martínez Mottola, Fernando",
        variants=("Fernando Martinez",),
    ),
    entity("Juan de la Cruz", PERSON, sort_name="de la Cruz, Juan", variants=("De la Cruz",)),
    entity("Nicolás Maduro", PERSON, sort_name="Maduro, Nicolás"),
    entity("Donald Trump", PERSON, sort_name="Trump, Donald"),
    entity("Theresa May", PERSON, sort_name="May, Theresa"),
    entity("Trump administration", BODY, es="Gobierno de Trump"),
    entity("United States", PLACE, es="Estados Unidos", variants=("U.S.", "EE. UU.")),
    entity("Venezuela", PLACE, variants=("Venezuelan",)),
    entity("Brazil", PLACE, es="Brasil", variants=("Brazilian",)),
    entity("Caracas", PLACE),
    entity("Vente Venezuela", BODY),
    entity("Foro Penal", BODY),
    entity("Plataforma Unitaria Democrática", BODY, variants=("PUD",)),
    entity(
        "The Venezuelan government",
        BODY,
        es="El Gobierno de Venezuela",
        variants=("Maduro regime", "Maduro government"),
    ),
    entity("The five", GROUP, es="Los cinco", members=("omar-gonzález", "ana-luz-pérez")),
)
CITED = source("planet", "Daily Planet", "Clark Kent", "2025-05-07")
NOT_CITED = source("parrot", "Parrot News", "Polly Green", "2024-01-02")


@cache
def names() -> NameIndex:
    """Give the index of this world; no words of any dossier are added to the ordinary ones."""
    return NameIndex.of(ENTITIES, (CITED, NOT_CITED))


def prose(text: str) -> Prose:
    """Make a sentence of plain text."""
    return Prose((escape(text, quote=False),), text, NOWHERE)


def grounds(*quotations: str) -> Grounds:
    """Make grounds of quotations (`es:` before Spanish ones) and of the metadata of their source."""
    made = []
    for n, text in enumerate(quotations):
        language, words = ("es", text[3:]) if text.startswith("es:") else ("en", text)
        made.append(quotation(f"planet:q{n}", inventory(words, language, names())))
    return (*made, metadata(CITED, names()))


def verdict(language: str, text: str, *quotations: str) -> Verdict:
    """Check one sentence against some quotations."""
    return check(prose(text), language, grounds(*quotations), names())


def missing(language: str, text: str, *quotations: str) -> list[str]:
    """Give the words of a sentence that nothing bears out."""
    return [finding.text for finding in verdict(language, text, *quotations).missing]
