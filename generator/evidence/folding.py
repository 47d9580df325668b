"""What may differ between a quotation and its source without a word being changed, and the way back.

Folded are runs of white space (line breaks and no-break spaces among them), straight and curly quotation marks
and apostrophes, and Unicode composition (NFC and NFD are one text, Unicode Standard Annex 15). Nothing else: letters,
accents, case, digits, punctuation, dashes, ligatures and hyphens are the source's own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate

_TOKEN = re.compile(r"\S+")
_MARKS = str.maketrans("“”‘’", "\"\"''")


def fold_spaces(text: str) -> str:
    """Fold every run of white space to one space, and drop it at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Fold everything that may differ."""
    return unicodedata.normalize("NFC", " ".join(text.split())).translate(_MARKS)


def folds(typed: str, original: str) -> tuple[str, ...]:
    """Name what had to be folded for some typed words to equal the source's own characters."""
    if typed == original:
        return ()
    named = []
    if _spaces(typed) != _spaces(original):
        named.append("white space")
    mine, theirs = fold_spaces(typed), fold_spaces(original)
    if unicodedata.normalize("NFC", mine) != mine or unicodedata.normalize("NFC", theirs) != theirs:
        mine, theirs = unicodedata.normalize("NFC", mine), unicodedata.normalize("NFC", theirs)
        if unicodedata.normalize("NFC", typed) != typed or unicodedata.normalize("NFC", original) != original:
            named.append("Unicode composition")
    if mine != theirs:
        named.append("quotation marks")
    return tuple(named)


def _spaces(text: str) -> list[str]:
    return re.findall(r"\s+", text.strip())


class Folded:
    """A text folded, with the way back from every folded offset to the text as received (both in code points)."""

    __slots__ = ("_folded_starts", "_lengths", "_original_starts", "text", "tokens")

    def __init__(self, original: str) -> None:
        self._folded_starts: list[int] = []
        self._original_starts: list[int] = []
        self._lengths: dict[int, int] = {}  # of the pieces whose length folding changed, by number
        self.tokens = [found.span() for found in _TOKEN.finditer(original)]
        if unicodedata.is_normalized("NFC", original):
            self._original_starts = [start for start, _end in self.tokens]
            self._folded_starts = [0, *accumulate(end - start + 1 for start, end in self.tokens)][:-1]
            self.text = " ".join(original.split()).translate(_MARKS)
            return
        pieces = []
        at = 0
        for start, end in self.tokens:
            token = original[start:end]
            if unicodedata.is_normalized("NFC", token):
                self._piece(at, start)
                pieces.append(token)
                at += len(token)
            else:
                for cluster in _clusters(token):
                    short = unicodedata.normalize("NFC", cluster)
                    if len(short) != len(cluster):
                        self._lengths[len(self._folded_starts)] = len(cluster)
                    self._piece(at, start)
                    pieces.append(short)
                    at += len(short)
                    start += len(cluster)
            pieces.append(" ")
            at += 1
        self.text = "".join(pieces[:-1]).translate(_MARKS)

    def _piece(self, folded: int, original: int) -> None:
        self._folded_starts.append(folded)
        self._original_starts.append(original)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a stretch of the folded text, which begins and ends in words, into one of the text as received."""
        return self._back(start, last=False), self._back(end - 1, last=True)

    def _back(self, at: int, *, last: bool) -> int:
        """Give where the character at a folded offset begins, or, as the last one of a stretch, where it ends."""
        piece = bisect_right(self._folded_starts, at) - 1
        original = self._original_starts[piece]
        length = self._lengths.get(piece)
        if length is not None:
            return original + length if last else original
        return original + at - self._folded_starts[piece] + last


def _clusters(token: str) -> list[str]:
    """Divide a token where composition cannot reach across: before every character that never joins the one before."""
    clusters: list[str] = []
    for character in token:
        if clusters and (unicodedata.combining(character) or character in _joining()):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


@cache
def _joining() -> frozenset[str]:
    """Gather the characters of combining class 0 that compose with the one before: Hangul vowels, finals and a few."""
    joining = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in range(0xA0, 0x20000):  # no character beyond is made of two
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            joining.add(chr(int(parts[1], 16)))
    return frozenset(joining)
