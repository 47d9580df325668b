"""Ways to alter words: pure functions on a string, its source and a random generator; None where one cannot be done."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from generator.records import Source

Edit = Callable[[str, Source, Random], str | None]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARKS = ",.;:!?"
_DASHES = "-‐‑–—―−"
_CYRILLIC = dict(zip("aceijopsxyABCEHIJKMOPSTXY", "асеіјорѕхуАВСЕНІЈКМОРЅТХУ", strict=True))
_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million".split(),
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil millón".split(),
)
_NOT = {"en": "not", "es": "no", "pt": "não", "fr": "ne", "de": "nicht", "it": "non", "ca": "no"}


def letter(words: str, _source: Source, random: Random) -> str | None:
    """Replace one letter by another."""
    at = _any(words, str.isalpha, random)
    if at is None:
        return None
    other = random.choice(_LETTERS.replace(words[at].lower(), ""))
    return _put(words, at, other.upper() if words[at].isupper() else other)


def accent(words: str, _source: Source, random: Random) -> str | None:
    """Take an accent off a letter, or set one on a vowel."""
    words = unicodedata.normalize("NFC", words)
    at = _any(words, lambda one: one.isalpha() and len(unicodedata.normalize("NFD", one)) > 1, random)
    if at is not None and random.random() < 0.7:
        return _put(words, at, unicodedata.normalize("NFD", words[at])[0])
    at = _any(words, lambda one: one.lower() in "aeiou", random)
    return None if at is None else _put(words, at, unicodedata.normalize("NFC", words[at] + "\u0301"))


def capital(words: str, _source: Source, random: Random) -> str | None:
    """Make a small letter a capital, or a capital small."""
    at = _any(words, lambda one: one.isalpha() and len(one.swapcase()) == 1 and one.swapcase() != one, random)
    return None if at is None else _put(words, at, words[at].swapcase())


def punctuation(words: str, _source: Source, random: Random) -> str | None:
    """Take out, replace or add a mark of punctuation."""
    at = _any(words, lambda one: one in _MARKS, random)
    if at is not None and random.random() < 0.7:
        return _put(words, at, random.choice(("", *_MARKS.replace(words[at], ""))))
    gap = _any(words, str.isspace, random)
    return None if gap is None else _put(words, gap, f"{random.choice(',;:')} ")


def dash(words: str, _source: Source, random: Random) -> str | None:
    """Replace a hyphen or dash by another, or put one between two words."""
    at = _any(words, lambda one: one in _DASHES, random)
    if at is not None:
        return _put(words, at, random.choice(_DASHES.replace(words[at], "")))
    gap = _any(words, str.isspace, random)
    return None if gap is None else _put(words, gap, random.choice(("-", "—", " – ", " — ")))


def number(words: str, _source: Source, random: Random) -> str | None:
    """Replace a digit by another, or a number word by another."""
    at = _any(words, lambda one: one.isascii() and one.isdigit(), random)
    if at is not None:
        return _put(words, at, random.choice("0123456789".replace(words[at], "")))
    tokens = words.split(" ")
    for table in _NUMBERS:
        known = [at for at, token in enumerate(tokens) if token.lower() in table]
        if known:
            at = random.choice(known)
            other = random.choice([word for word in table if word != tokens[at].lower()])
            return _joined(tokens, at, other.capitalize() if tokens[at][:1].isupper() else other)
    return None


def swap(words: str, _source: Source, random: Random) -> str | None:
    """Let two neighbouring words change places."""
    tokens = words.split(" ")
    pairs = [at for at in range(len(tokens) - 1) if tokens[at] != tokens[at + 1]]
    if not pairs:
        return None
    at = random.choice(pairs)
    return " ".join([*tokens[:at], tokens[at + 1], tokens[at], *tokens[at + 2 :]])


def drop(words: str, _source: Source, random: Random) -> str | None:
    """Leave out a word in the middle without saying so."""
    tokens = words.split(" ")
    return None if len(tokens) < 3 else _joined(tokens, random.randrange(1, len(tokens) - 1))


def double(words: str, _source: Source, random: Random) -> str | None:
    """Write a word twice."""
    tokens = words.split(" ")
    at = random.randrange(len(tokens))
    return _joined(tokens, at, tokens[at], tokens[at])


def negate(words: str, source: Source, random: Random) -> str | None:
    """Put a `not` between two words."""
    tokens = words.split(" ")
    if len(tokens) < 2:
        return None
    at = random.randrange(1, len(tokens))
    return _joined(tokens, at, _NOT.get(source.language.split("-")[0], "not"), tokens[at])


def other_word(words: str, source: Source, random: Random) -> str | None:
    """Replace a word by another word of the same text."""
    tokens = words.split(" ")
    others = [word for word in re.findall(r"[^\W\d_]{3,}", source.text or "") if word not in tokens]
    known = [at for at, token in enumerate(tokens) if re.fullmatch(r"[^\W\d_]{3,}", token)]
    return _joined(tokens, random.choice(known), random.choice(others)) if known and others else None


def bracket(words: str, source: Source, random: Random) -> str | None:
    """Insert something in brackets, or set brackets round what stands there."""
    tokens = words.split(" ")
    at = random.randrange(len(tokens))
    if random.random() < 0.3 and tokens[at].isalpha():
        return _joined(tokens, at, f"[{tokens[at]}]")
    others = re.findall(r"[^\W\d_]{3,}", source.text or "") or ["sic"]
    added = random.choice(("[sic]", f"[{random.choice(others)}]", f"({random.choice(others)})"))
    return _joined(tokens, at, tokens[at], added)


def homoglyph(words: str, _source: Source, random: Random) -> str | None:
    """Replace a Latin letter by the Cyrillic one that looks the same."""
    at = _any(words, lambda one: one in _CYRILLIC, random)
    return None if at is None else _put(words, at, _CYRILLIC[words[at]])


def hidden(words: str, _source: Source, random: Random) -> str | None:
    """Put in a character that shows nothing or turns the direction round."""
    at = random.randrange(1, len(words)) if len(words) > 1 else 0
    return words[:at] + random.choice(_HIDDEN) + words[at:]


def cut(words: str, _source: Source, random: Random) -> str | None:
    """Begin or end inside a word or a figure."""
    figures = [found.end() for found in re.finditer(r"\d[.,:/](?=\d)|\w['’](?=\w)", words)]
    if figures and random.random() < 0.5:
        at = random.choice(figures)
        return words[at:] if random.random() < 0.5 else words[: at - random.randrange(2)]
    count = random.randint(1, 3)
    return (words[count:] if random.random() < 0.5 else words[:-count]).strip() or None


ONE_WORD: Sequence[Edit] = (
    letter,
    accent,
    capital,
    punctuation,
    number,
    swap,
    drop,
    double,
    negate,
    other_word,
)
"""Edits that serve for words quoted inside a sentence as well."""


def _any(words: str, fits: Callable[[str], bool], random: Random) -> int | None:
    """Choose one of the characters that fit."""
    found = [at for at, one in enumerate(words) if fits(one)]
    return random.choice(found) if found else None


def _put(words: str, at: int, other: str) -> str:
    return words[:at] + other + words[at + 1 :]


def _joined(tokens: list[str], at: int, *others: str) -> str:
    """Join tokens with one of them replaced by others, or by nothing."""
    return " ".join([*tokens[:at], *others, *tokens[at + 1 :]])
