"""The passage nearest to words that were not found, with the difference marked: for messages only.

Nothing here decides whether a quotation stands. `rapidfuzz` is imported when a quotation has failed.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from generator.evidence.folding import fold
from generator.evidence.quotes import ELISION, SourceText, Span, occurrences

_LIKENESS = 60.0
"""Below this (0 to 100) a passage is no help; unrelated sentences score about 50."""

_LIKENESS_OF_MORE = 75.0
"""The same for a second and third passage, which are shown only where they might be meant."""

_MOST = 3000
"""Characters of the words typed that are looked for; more would take long and show nothing further."""

_WORD = re.compile(r"\S+")
_END = re.compile(r"\w+(?:(?:'|(?<=\d)[.,:/–-](?=\d))\w+)*|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The line a passage stands on (from 1), its words and place, and the words typed in their place."""

    line: int
    words: str
    typed: str
    span: Span

    def hint(self, path: str) -> str:
        """Show passage and difference as lines of a message."""
        marks, changes = differences(self.typed, self.words)
        marked = [f" {marks}"] if marks else []
        return "\n".join([f"nearest, {path} line {self.line}:", f'"{self.words}"', *marked, *changes])


def nearest(typed: str, source: SourceText) -> Nearest | None:
    """Find the passage of a source most like some words, cut at word boundaries; None where nothing is.

    Of words with parts left out it is the passage most like the first part that does not stand there.
    """
    failing = [part for part in typed.split(ELISION) if part.strip() and not occurrences(part, source)]
    return next(iter(several(failing[0] if failing else typed, source, 1)), None)


def several(typed: str, source: SourceText, most: int) -> list[Nearest]:
    """Find the passages of a source most like some words, none upon another, the nearest first."""
    needle = fold(typed.replace(ELISION, " "))[:_MOST]
    stretches = [(0, len(source.folded))]
    tried: dict[tuple[int, int], tuple[float, int, int] | None] = {}
    found: list[tuple[float, Nearest]] = []
    while len(found) < most and needle:
        for stretch in stretches:
            if stretch not in tried:
                tried[stretch] = _best(needle, source.folded, *stretch)
        likely = [(best, stretch) for stretch in stretches if (best := tried[stretch])]
        if not likely:
            break
        (likeness, start, end), stretch = max(likely, key=lambda pair: (pair[0][0], -pair[0][1]))
        if found and likeness < _LIKENESS_OF_MORE:
            break
        stretches.remove(stretch)
        stretches += [(stretch[0], start), (end, stretch[1])]
        span = source.span(start, end)
        found.append((likeness, Nearest(source.line(span.start), source.words((span,)), needle, span)))
    return [near for _likeness, near in sorted(found, key=lambda pair: (-pair[0], pair[1].span))]


def _best(needle: str, text: str, low: int, high: int) -> tuple[float, int, int] | None:
    """Find the passage between two offsets of a folded text most like some words: how like, and its offsets."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    folded = text[low:high].rstrip()
    if not folded.strip():
        return None
    if len(needle) >= len(folded):
        likeness = fuzz.ratio(needle, folded.strip())
        start = low + len(folded) - len(folded.lstrip())
        return None if likeness < _LIKENESS else (likeness, start, low + len(folded))
    best = fuzz.partial_ratio_alignment(needle, folded, score_cutoff=_LIKENESS)
    if best is None:
        return None
    # rapidfuzz's window is never longer than the needle: try the word boundaries round both of its ends
    reach = min(max(24, len(needle) // 3), 240)
    starts = [
        found.start()
        for found in _WORD.finditer(folded, max(0, best.dest_start - reach), best.dest_start + reach)
    ]
    ends = [
        found.end() for found in _END.finditer(folded, max(0, best.dest_end - reach), best.dest_end + reach)
    ]
    starts = [start for start in starts if start == 0 or folded[start - 1] == " "] or [best.dest_start]
    start = min(
        (start for start in starts if start < best.dest_end),
        key=lambda start: (Levenshtein.distance(needle, folded[start : best.dest_end]), start),
        default=best.dest_start,
    )
    end = min(
        (end for end in ends if end > start),
        key=lambda end: (Levenshtein.distance(needle, folded[start:end]), -end),
        default=best.dest_end,
    )
    return best.score, low + start, low + end


def differences(typed: str, words: str) -> tuple[str, list[str]]:
    """Mark under a passage the words that were typed otherwise, and say what was typed."""
    mine, theirs = fold(typed).split(), [fold(word) for word in words.split()]
    places = [found.span() for found in _WORD.finditer(words)]
    marks = [" "] * len(words)
    changes = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for start, end in places[c:d]:
            marks[start:end] = "~" * (end - start)
        old, new = " ".join(mine[a:b]), " ".join(theirs[c:d])
        if not old:
            changes.append(f'the text has "{new}", which yours lacks')
        elif not new:
            changes.append(f'yours has "{old}", which the text lacks')
        else:
            changes.append(f'the text has "{new}", yours says "{old}"{_codes(old, new)}')
    return "".join(marks).rstrip(), changes


def _codes(old: str, new: str) -> str:
    """Name the characters that differ where two words look alike."""
    if len(old) != len(new) or len(old) > 60:
        return ""
    unlike = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if len(unlike) != 1 or (unlike[0][0].isascii() and unlike[0][1].isascii()):
        return ""
    (mine, theirs) = unlike[0]
    return f" (U+{ord(theirs):04X}, not U+{ord(mine):04X})"
