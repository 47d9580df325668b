"""The rule of quotations a second time, slow and obvious: what an alteration is judged by before the engine sees it.

It shares no code with `generator.evidence.quotes`. An alteration that by chance yields words that do stand in the
text is no harm and is not counted; whether it does is found out here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product

ELISION = "[…]"
GAP = 400
WORDS = 3

_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_INSIDE = re.compile(
    r"(?<=[an0m])(?=[an0m])"  # between two letters, or a letter and its accent
    r"|(?<=[^ ])(?=m)"
    r"|(?<=[an0m])(?='a)"  # before an apostrophe with a letter behind it: can|'t
    r"|(?<=0)(?=[-.,:/'–‑]0)|(?<=0[-.,:/'–‑])(?=0)"  # inside a figure: 1|,000
)
_ENDING = re.compile(r"'(?=(?:s|t|d|m|re|ve|ll)(?!\w))", re.IGNORECASE)  # behind one: can'|t


def plain(text: str) -> str:
    """Take away everything that may differ."""
    composed = unicodedata.normalize("NFC", text)
    straight = "".join(_STRAIGHT.get(character, character) for character in composed)
    return re.sub(r"\s+", " ", straight).strip()


@lru_cache(64)
def inside_words(text: str) -> frozenset[int]:
    """Name every offset of a plain text at which a cut would divide a word or a figure."""
    kinds = "".join(map(_kind, text))
    inside = frozenset(found.start() for found in _INSIDE.finditer(kinds))
    return inside | {
        found.end() for found in _ENDING.finditer(text) if kinds[: found.start()].endswith(tuple("an0m"))
    }


def _kind(character: str) -> str:
    if unicodedata.category(character).startswith("M"):
        return "m"
    if character.isdigit():
        return "0"
    if character.isalpha():
        return "a"
    return "n" if character.isalnum() else character


def paragraphs(text: str, *, by_line: bool) -> list[str]:
    """Divide a text into paragraphs, each made plain."""
    pieces = text.split("\n") if by_line else re.split(r"\n[^\S\n]*\n", text)
    return [plain(piece) for piece in pieces if piece.strip()]


def places(quotation: str, parts_of_text: Sequence[str]) -> list[tuple[int, int]]:
    """Find where a quotation stands in a text given by its plain paragraphs, as offsets in them joined by spaces."""
    text = " ".join(parts_of_text)
    parts = [plain(part) for part in quotation.split(ELISION)]
    if not all(part and part in text for part in parts):
        return []
    if len(parts) > 1 and any(len(re.findall(r"\S*[^\W_]\S*", part)) < WORDS for part in parts):
        return []
    inside = inside_words(text)
    found = []
    for starts in product(*(_everywhere(part, text) for part in parts)):
        spans = [(start, start + len(part)) for start, part in zip(starts, parts, strict=True)]
        gaps = [following[0] - before[1] for before, following in pairwise(spans)]
        whole = all(start not in inside and end not in inside for start, end in spans)
        together = len(parts) == 1 or _in_one(spans[0][0], spans[-1][1], parts_of_text)
        if whole and together and all(0 < gap <= GAP for gap in gaps):
            found.append((spans[0][0], spans[-1][1]))
    return found


def _everywhere(part: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(part)})", text)]


def _in_one(start: int, end: int, parts_of_text: Sequence[str]) -> bool:
    """Whether a stretch lies in one paragraph."""
    at = 0
    for paragraph in parts_of_text:
        if at <= start and end <= at + len(paragraph):
            return True
        at += len(paragraph) + 1
    return False
