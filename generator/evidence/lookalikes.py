"""Characters that pretend: invisible ones, and letters of one script dressed as another's (Unicode TR 36, TR 39)."""

from __future__ import annotations

import unicodedata

from generator.reading.characters import name_of, refused

# The letters of Cyrillic, Greek and a few others that look like Latin ones in common type (the part of Unicode's
# confusables.txt that a word in a European language can be spoofed with).
_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеіјорсухѕԁԛԝһӏɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχɑıℓ‐‑‒−",
        "ABESIJKMHOPCTYXaeijopcyxsdqwhlgABEZHIKMNOPTYXaikvoptuxail----",
        strict=True,
    )
)


def hidden(text: str) -> str:
    """Name the first character of a text that shows nothing or turns its direction round, or nothing."""
    found = refused(" ".join(text.split()))
    return found[1] if found else ""


def lookalike(words: str, text: str) -> str:
    """Say which character of some words is dressed as one that the text has, or nothing.

    Only a character that the text itself does not hold can be pretending.
    """
    for character in words:
        if character.isascii() or character in text:
            continue
        plain = _LATIN.get(character) or _compatible(character)
        if plain and plain in text:
            return f"it holds {name_of(character)}, which looks like “{plain}” and is not"
    return ""


def _compatible(character: str) -> str:
    """Give the plain letter of a full-width, mathematical or otherwise dressed one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character and len(plain) == 1 else ""
