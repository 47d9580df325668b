"""The A-Z: what can be looked up and under which letter, how it is sorted, how a long one is divided.

Words are folded here in the one way in which the script of the search (`templates/a-z.js`) folds what a reader types.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.evidence.model import Evidence
from generator.records import Entity
from generator.site import routes
from generator.site.words import Words

ENTRIES_A_PAGE = 220
"""So many entries stay within the first 14.6 kB of a connection, gzipped, with the frame and style of a page."""

_UNMARKED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_ARTICLES = {"en": ("the ", "a ", "an "), "es": ("el ", "la ", "los ", "las ", "un ", "una ")}
_AFTER_N = "n\uffff"
"""In Spanish ñ is a letter of its own, and follows every n."""

OTHER = "other"
DIGITS = "0-9"
ENYE = "n-tilde"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be looked up.

    `path` leads to its page, from the root of its language. `kind` says in words what it is; `see` names what the
    page is called where it is found under another name. `passages` counts the words attributed to it.
    """

    text: str
    path: str
    kind: str = ""
    see: str = ""
    passages: int = 0
    said: str = ""
    """The page of the speaker, or empty."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter: `name` is its part of addresses, `heading` what is printed (empty for `OTHER`)."""

    name: str
    heading: str
    entries: tuple[Entry, ...]


def fold(text: str) -> str:
    """Take accents off and make letters small: what remains is the same however a name was typed."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.category(c).startswith("M")
    )
    return bare.translate(_UNMARKED)


def words_of(text: str) -> list[str]:
    """Give the folded words of a text: runs of letters and digits."""
    return re.findall(r"[^\W_]+", fold(text))


def sort_key(text: str, language: str) -> str:
    """Give what a text is sorted by: folded words without the article they begin with; in Spanish ñ follows n."""
    if language == "es":
        text = unicodedata.normalize("NFC", text.lower()).replace("ñ", _AFTER_N)
    key = " ".join(re.findall(rf"[^\W_]+(?:{_AFTER_N[1]}[^\W_]*)*", fold(text)))
    article = next((word for word in _ARTICLES.get(language, ()) if key.startswith(word)), "")
    return key[len(article) :]


def letter_of(key: str) -> tuple[str, str]:
    """Give the letter a sorted text stands under: its name in addresses, and what is printed."""
    first = key[:1]
    if key.startswith(_AFTER_N):
        return ENYE, "Ñ"
    if first.isdecimal():
        return DIGITS, "0–9"
    return (first, first.upper()) if "a" <= first <= "z" else (OTHER, "")


def letters(entries: Sequence[tuple[str, Entry]]) -> list[Letter]:
    """Sort entries, each with its key, and part them by letter: digits first, other alphabets last."""
    parted: dict[tuple[str, str], list[Entry]] = {}
    for key, entry in sorted(entries, key=lambda one: (one[0], one[1].text, one[1].path, one[1].see)):
        parted.setdefault(letter_of(key), []).append(entry)
    order = sorted(parted, key=lambda letter: (letter[0] == OTHER, letter[1].replace("Ñ", "N~")))
    return [Letter(name, heading, tuple(parted[name, heading])) for name, heading in order]


def divided(found: Sequence[tuple[str, Entry]]) -> bool:
    """Whether these are too many for one page."""
    return len(found) > ENTRIES_A_PAGE


def passages(evidence: Evidence) -> dict[str, list[str]]:
    """Gather the excerpts attributed to each speaker, by the entity's id, source by source in the site's order."""
    spoken: dict[str, list[str]] = {}
    for source in evidence.order:
        for excerpt in evidence.dossier.sources[source].excerpts:
            for speaker in dict.fromkeys(reference.id for reference in excerpt.attributed_to):
                spoken.setdefault(speaker, []).append(excerpt.key)
    return spoken


def entries(evidence: Evidence, w: Words) -> list[tuple[str, Entry]]:
    """Gather all that can be looked up in one language, each with the key it is sorted by."""
    spoken = {name: len(keys) for name, keys in passages(evidence).items()}
    found = [
        *(entry for entity in evidence.dossier.entities.values() for entry in _entity(entity, evidence, w, spoken)),
        *_others(evidence, w),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


def _entity(
    entity: Entity, evidence: Evidence, w: Words, spoken: dict[str, int]
) -> Iterator[tuple[str, Entry]]:
    """List an entity under the name it is sorted by, and under every other name it goes by."""
    name, path = entity.name[w.lang].text, routes.entity_path(entity)
    turned = sorted(words_of(entity.sort_name)) == sorted(words_of(name))
    text = entity.sort_name if turned else name
    by = entity.sort_name if turned or w.lang == evidence.dossier.site.languages[0] else name
    count = spoken.get(entity.id, 0)
    said = routes.speaker_path(entity.id) if count else ""
    yield sort_key(by, w.lang), Entry(text, path, w[f"entity-{entity.kind.value}"], "", count, said)
    taken = {sort_key(by, w.lang)}
    for other in (name, *entity.variants):
        if (key := sort_key(other, w.lang)) not in taken:
            taken.add(key)
            yield key, Entry(other, path, see=text)


def _others(evidence: Evidence, w: Words) -> Iterator[tuple[str, Entry]]:
    """List questions under their topics, or as they are asked; explainers, sources and the site's own pages."""
    dossier = evidence.dossier
    for question in dossier.questions.values():
        asked, path = question.question[w.lang].text, routes.question_path(question.id)
        for topic in question.topics:
            text = topic[w.lang].text
            yield sort_key(text, w.lang), Entry(text, path, see=asked)
        if not question.topics:
            yield sort_key(asked, w.lang), Entry(asked, path, w["az-question"])
    for source in dossier.sources.values():
        yield sort_key(source.name, w.lang), Entry(source.name, routes.source_path(source.id), w["az-source"])
    for page in (*dossier.explainers, *dossier.pages):
        title = page.documents[w.lang].title
        yield (
            sort_key(title, w.lang),
            Entry(title, routes.text_path(page), w["az-page" if page.own else "az-explainer"]),
        )
