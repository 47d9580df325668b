"""How much two texts are alike: for telling what is nearest to words that were refused, never for accepting any."""

from __future__ import annotations


def one_edit(one: str, other: str) -> bool:
    """Whether two texts differ by one character: changed, lost or added."""
    if abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = _common(one, other)
    return shorter[at + (len(shorter) == len(longer)) :] == longer[at + 1 :]


def alike(one: str, other: str) -> int:
    """Count the characters with which two texts begin alike and end alike."""
    start = _common(one, other)
    return start + _common(one[start:][::-1], other[start:][::-1])


def _common(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)
