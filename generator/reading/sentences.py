"""Where one sentence ends and the next begins: one documented rule for English and Spanish.

A sentence ends at `.`, `!`, `?` or `…`, with any closing quotation marks or brackets behind it, when white space
and then an opening mark, a capital letter or a digit follow. It does not end

- after a single capital letter (an initial: `J. Pérez`),
- after an abbreviation that stands before a name or number (`Dr.`, `No.`, `Sr.`),
- after an abbreviation that may also end a sentence (`U.S.`, `EE. UU.`, `a.m.`), unless the next word is one that
  begins sentences (`The`, `In`, `Según` …),
- inside words between double quotation marks, but for their end.

A number such as `1.000` or `3.5` has no white space behind its point and so never ends one.
"""

from __future__ import annotations

import re

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[”\"’'»)\]]*+(?=\s+[“\"‘'«(\[{¿¡—*_]*[^\W\d_a-zß-öø-ÿ]|\s+[“\"‘'«(\[{]*\d)"
)
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
_WORD_BEFORE = re.compile(r"[\w.]*\w\.\Z")
_NEXT_WORD = re.compile(r"\W*(\w+)")

_BEFORE_NAME = frozenset(
    "mr mrs ms dr prof st gen col lt sgt capt rev hon sen rep gov no nos vol fig p pp cf vs art ed eds"
    " sr sra srta dra lic ing arq gral cnel av núm n.º pág págs cap ej".split()
)
_MAY_END = frozenset(
    "u.s u.k u.n e.u d.c a.m p.m etc inc ltd co corp jr e.g i.e ee uu ee.uu s.a c.a ph.d m.d c.v".split()
)
_BEGINS = frozenset(
    "a an the this that these those it its they there in on at by for from after before since until when while"
    " according as if no not what who how but and"
    " el la los las un una unos unas este esta estos estas ese esa esto eso en desde hasta según por para tras"
    " antes después cuando como si no qué quién cómo pero y".split()
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Divide a text into sentences: (start, end) offsets without surrounding white space, in order."""
    quoted = [(found.start(), found.end()) for found in _QUOTED.finditer(text)]
    cuts = [
        found.end()
        for found in _END.finditer(text)
        if not _inside(found.start(), found.end(), quoted) and _ends(text, found)
    ]
    spans = []
    start = 0
    for cut in (*cuts, len(text)):
        piece = text[start:cut]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = cut
    return spans


def _inside(start: int, end: int, quoted: list[tuple[int, int]]) -> bool:
    """Whether a sentence end lies within quoted words, and not at their very end."""
    return any(left < start and end < right for left, right in quoted)


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence, rather than an initial or an abbreviation."""
    if not found.group().startswith(".") or found.group().startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(0, found.start() - 24), found.start() + 1)
    if not before:
        return True
    word = before.group()[:-1]
    if len(word) == 1 and word.isalpha() and word.isupper():
        return False
    if word.lower() in _BEFORE_NAME:
        return False
    if word.lower() in _MAY_END:
        following = _NEXT_WORD.match(text, found.end())
        return bool(following and following[1].lower() in _BEGINS)
    return True
