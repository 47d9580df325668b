"""Drawings made at build time as inline SVG.

Each has its twin in words beside it, so each is hidden from readers who listen; colours and widths come from the style
sheet, by class.
"""

from __future__ import annotations

from markupsafe import Markup

from generator.evidence.coverage import Coverage

_ROW = 100
"""Units that one row of a strip is wide."""

_HEIGHT = 6
_GAP = 3


def strip(coverage: Coverage) -> Markup:
    """Draw a source to scale: a bar a sentence, pale where nothing of it is cited, with what is quoted inked.

    The text runs in rows as on a page; its words are not shown.
    """
    if not coverage.length:
        return Markup("")
    rows = max(1, min(8, round(coverage.length / 420)))
    scale = rows * _ROW / coverage.length
    height = rows * (_HEIGHT + _GAP) - _GAP
    shapes = []
    for sentence in coverage.sentences:
        kind = "c" if sentence.cited else "u"
        shapes += _bars(sentence.span.start * scale, sentence.span.end * scale, kind)
    for span in coverage.quoted:
        shapes += _bars(span.start * scale, span.end * scale, "q")
    return Markup(
        f'<svg class="strip" viewBox="0 0 {_ROW} {height}" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(shapes)}</svg>"
    )


def _bars(start: float, end: float, kind: str) -> list[str]:
    """Draw one stretch, broken at the ends of rows."""
    bars = []
    while end - start > 0.05:
        row = int(start // _ROW)
        stop = min(end, (row + 1) * _ROW)
        x, width = start - row * _ROW, stop - start
        y = row * (_HEIGHT + _GAP)
        bars.append(f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_HEIGHT}"/>')
        start = stop
    return bars
