"""Text into lines of a width, and into the largest size at which they fit a height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Measure = Callable[[str, float], float]
"""Gives the width of a text without spaces, or of one space, at a size of letters; all in pixels."""


class Lines(NamedTuple):
    """Text broken into lines, with the width of each, the size of its letters and the distance of its lines."""

    texts: tuple[str, ...]
    widths: tuple[float, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """The height of all lines, in pixels."""
        return len(self.texts) * self.leading


def fitted(
    text: str,
    measure: Measure,
    sizes: Sequence[float],
    spacing: float,
    width: float,
    height: float,
    indent: float = 0,
) -> Lines | None:
    """Set text in the largest of some sizes at which it fits, best without a broken word; None where none does.

    The first line begins `indent` times the size further in.
    """
    for broken in (False, True):
        for size in sizes:
            lines = wrapped(text, measure, size, spacing, width, indent, broken=broken)
            if lines and lines.height <= height:
                return lines
    return None


def wrapped(
    text: str,
    measure: Measure,
    size: float,
    spacing: float,
    width: float,
    indent: float = 0,
    *,
    broken: bool = False,
) -> Lines | None:
    """Break text into lines at its spaces.

    A word wider than a line is broken where the line ends, or, where none may be `broken`, None is given.
    """
    space = measure(" ", size)
    texts, widths = [""], [0.0]
    words = [word for word in text.split(" ") if word][::-1]  # a no-break space is part of a word
    while words:
        word = words.pop()
        room = width - (indent * size if len(texts) == 1 else 0)
        wide = measure(word, size)
        if not texts[-1] and wide <= room:
            texts[-1], widths[-1] = word, wide
        elif texts[-1] and widths[-1] + space + wide <= room:
            texts[-1], widths[-1] = f"{texts[-1]} {word}", widths[-1] + space + wide
        elif texts[-1] or (len(texts) == 1 and room < width):  # what the line begins with may be a sign
            texts.append("")
            widths.append(0.0)
            words.append(word)
        elif broken:
            end = next((n for n in range(len(word) - 1, 1, -1) if measure(word[:n], size) <= room), 1)
            words += [word[end:], word[:end]] if len(word) > 1 else []
            if len(word) == 1:
                return None
        else:
            return None
    return Lines(tuple(texts), tuple(widths), size, size * spacing)


def evened(text: str, lines: Lines, measure: Measure, width: float) -> Lines:
    """Make lines as even as they can be without a further one."""
    for share in range(55, 100, 5):
        tried = wrapped(text, measure, lines.size, lines.leading / lines.size, width * share / 100)
        if tried and len(tried.texts) <= len(lines.texts):
            return tried
    return lines
