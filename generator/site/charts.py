"""Drawings made at build time as inline SVG.

Each has its twin in words beside it, so each is hidden from readers who listen; colours and widths come from the style
sheet, by class. `docs/charts.md` says what each mark means. In a chronology lengths along time are shares of the width
and all others are px, so that marks keep their shape at every width.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from markupsafe import Markup

from generator.evidence.coverage import Coverage
from generator.site.chronology import Extent, Look, Scale, Side, Span, Tick
from generator.site.gutter import MOST_LANES, Lane, Row
from generator.site.words import Words

_ROW = 100
"""Units that one row of a strip is wide."""

MOST_BARS = 600
"""Of so many sentences each is still seen in a strip; of more nothing is drawn."""

_HEIGHT = 6
_GAP = 3


def strip(coverage: Coverage) -> Markup:
    """Draw a source to scale: a bar a sentence, pale where nothing of it is cited, with what is quoted inked.

    The text runs in rows as on a page; its words are not shown.
    """
    if not coverage.length or len(coverage.sentences) > MOST_BARS:
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


# ---------------------------------------------------------------- the chronology

_LANE, _LANES = 11, 24
"""How far apart the dates of one event stand, in px, and how high all of them together may be."""

_LEAST = 1.5
"""The least width of an extent, in per cent: a month is to be seen on a scale of decades."""

_DASHED, _DOTTED = ' stroke-dasharray="3 2"', ' stroke-dasharray="1 3"'
_RULED = ' stroke-width="8" stroke-dasharray="1.5 2"'
"""How lines are drawn: not known or not certain; joining two dates; an extent, in strokes across it as on a ruler."""

_LEFT, _RIGHT = "M5-3.5 0 0l5 3.5", "M-5-3.5 0 0l-5 3.5"


def axis(ticks: Sequence[Tick], name: str, w: Words) -> Markup:
    """Draw the labels of a scale, and its lines under an id by which each row repeats them."""
    lines = "".join(f'<line x1="{_per(tick.at)}" x2="{_per(tick.at)}" y2="100%"/>' for tick in ticks)
    labels = "".join(
        f'<text x="{_per(tick.at)}" y="13">{_tick_label(tick, w)}</text>' for tick in ticks if tick.unit
    )
    return Markup(
        f'<svg width="100%" height="20" text-anchor="middle" aria-hidden="true">{labels}'
        f'<defs><g id="{name}" stroke-width="1">{lines}</g></defs></svg>'
    )


def _tick_label(tick: Tick, w: Words) -> str:
    """Name a line: by its year, its month in three letters, or its day; the first of a larger unit by that."""
    day = tick.day
    if tick.unit == "year" or (tick.unit == "month" and day.month == 1):
        return str(day.year)
    return w[f"month-{day.month}"][:3] if tick.unit == "month" or day.day == 1 else str(day.day)


def row(spans: Sequence[Span], scale: Scale, lines: str) -> Markup:
    """Draw an event: its date in the first lane, each further one in a lane of its own, joined to the one before."""
    return _framed(_lanes(spans, scale), lines)


def _lanes(spans: Sequence[Span], scale: Scale) -> str:
    lane = min(_LANE, _LANES / (len(spans) - 1)) if len(spans) > 1 else 0
    heights = [(number - (len(spans) - 1) / 2) * lane for number in range(len(spans))]
    middles = [_middle(one.ends[0], scale) for one in spans]
    joints = [
        _line(middles[n], middles[n + 1], heights[n], _DOTTED, heights[n + 1]) for n in range(len(spans) - 1)
    ]
    marks = [_span(one, scale, height) for one, height in zip(spans, heights, strict=True)]
    return "".join(joints + marks)


def bar(share: float, lines: str = "") -> Markup:
    """Draw an amount as a bar from the left edge; `share` is that of the width, up to 1."""
    return _framed(f'<rect class="i" width="{_per(share * 100)}" y="-5" height="10"/>', lines)


def bracket(inner: Scale, scale: Scale, lines: str) -> Markup:
    """Draw the stretch of a scale that is shown larger below."""
    start, stop = scale.at(inner.start), scale.at(inner.stop)
    return _framed(f'<rect x="{_per(start)}" y="-7" width="{_per(stop - start)}" height="14"/>', lines)


def opening(inner: Scale, scale: Scale) -> Markup:
    """Draw how a stretch opens to the full width: two lines from its ends to the edges."""
    return Markup(
        f'<svg class="op" width="100%" height="28" aria-hidden="true">'
        f'<line x1="{_per(scale.at(inner.start))}" x2="0" y2="100%"/>'
        f'<line x1="{_per(scale.at(inner.stop))}" x2="100%" y2="100%"/></svg>'
    )


def sample(kind: str) -> Markup:
    """Draw a mark of the legend: `day`, `extent`, `reckoned`, `vague`, `lasting`, `open`, `unknown` or `other`."""
    scale = Scale(0, 100, "")
    day = Extent(49, 50, Look.STATED)
    if kind in ("day", "reckoned", "vague"):
        looks = {"day": Look.STATED, "reckoned": Look.RECKONED, "vague": Look.VAGUE}
        spans = [Span((Extent(49, 50, looks[kind]),))]
    elif kind == "extent":
        spans = [Span((Extent(15, 85, Look.STATED),))]
    elif kind == "lasting":
        spans = [Span((Extent(12, 13, Look.STATED), Extent(87, 88, Look.STATED)))]
    elif kind == "other":
        spans = [Span((Extent(20, 21, Look.STATED),)), Span((Extent(80, 81, Look.STATED),))]
    else:
        spans = [Span((day,), after=Side.OPEN if kind == "open" else Side.UNKNOWN)]
    return _framed(_lanes(spans, scale), "", "32")


# ---------------------------------------------------------------- the lineage of the sources

_RING, _APART = 20, 11
"""How far the rings stand from the list, and two lanes from each other, in px."""

_AT = "1.95em"
"""How far below the top of its row a source joins: the middle of its sign."""


def edge(source: Row, *, lanes: bool) -> Markup:
    """Draw what runs along the edge of one source in a list, as high as its row is; `lanes` leaves room for them."""
    ring = MOST_LANES * _APART * lanes + 6
    kind = "" if source.stated or not (source.up or source.down) else _DASHED
    marks = [_lane(lane, ring) for lane in source.lanes]
    marks += [f'<line{kind} x1="{ring}" x2="{ring + _RING}" y1="{_AT}" y2="{_AT}"/>']
    marks += _beyond(ring, kind, up=source.up, down=source.down)
    if not source.up:
        marks.append(f'<circle cx="{ring}" cy="{_AT}" r="4"/>')
    return Markup(f'<svg class="og" width="{ring + _RING}" aria-hidden="true">{"".join(marks)}</svg>')


def _lane(lane: Lane, ring: int) -> str:
    x = ring - _APART * (lane.number + 1)
    if not lane.stops:
        return f'<line{_DOTTED} x1="{x}" x2="{x}" y2="100%"/>'
    joint = f'<line{_DOTTED} x1="{x}" x2="{ring}" y1="{_AT}" y2="{_AT}"/>'
    return joint + "".join(_beyond(x, _DOTTED, up=lane.up, down=lane.down))


def _beyond(x: int, kind: str, *, up: bool, down: bool) -> list[str]:
    """Draw a line from where a source joins to the top of its row, and to the bottom."""
    lines = [f'<line{kind} x1="{x}" x2="{x}" y2="{_AT}"/>'] if up else []
    return lines + ([f'<line{kind} x1="{x}" x2="{x}" y1="{_AT}" y2="100%"/>'] if down else [])


def edge_sample(kind: str) -> Markup:
    """Draw a mark of the legend: `origin`, `together`, `stated` or `apart`."""
    style = {"together": _DASHED, "apart": _DOTTED}.get(kind, "")
    mark = '<circle cx="16" r="4"/>' if kind == "origin" else f'<line{style} x1="2" x2="30"/>'
    return _framed(mark, "", "32")


# ---------------------------------------------------------------- who is named with whom

_CELL, _NARROWEST = 24, 208
"""How wide a column is where there is room, and all of them together at most, in px."""


class Met(Enum):
    """How two are named: in one sentence of a text, only in one text, in no text together; or the two are one."""

    SENTENCE = "sentence"
    TEXT = "text"
    NOWHERE = "nowhere"
    SELF = "number"


def met(row: Sequence[Met]) -> Markup:
    """Draw somebody's row: a mark for each of the people in order, and the row's own number in its own column."""
    cell = min(_CELL, _NARROWEST // len(row))
    marks = (_met(kind, number, round((number - 0.5) * cell, 1)) for number, kind in enumerate(row, 1))
    return Markup(
        f'<svg width="{cell * len(row)}" height="28" stroke-width="1.5" text-anchor="middle" aria-hidden="true">'
        f"{''.join(marks)}</svg>"
    )


def _met(kind: Met, number: int, x: float) -> str:
    if kind is Met.SELF:
        return f'<text x="{_px(x)}" y="18.5">{number}</text>'
    looks = {Met.SENTENCE: ' class="i"', Met.TEXT: "", Met.NOWHERE: ' class="n0"'}
    return f'<circle{looks[kind]} cx="{_px(x)}" cy="14" r="{1 if kind is Met.NOWHERE else 4}"/>'


def met_sample(kind: Met) -> Markup:
    """Draw a mark of the legend."""
    return met([kind])


def _framed(marks: str, lines: str, width: str = "100%") -> Markup:
    """Set marks at the middle of a row's height, over the lines of the scale."""
    ruled = f'<use href="#{lines}"/>' if lines else ""
    return Markup(
        f'<svg width="{width}" height="28" stroke-width="1.5" aria-hidden="true">{ruled}'
        f'<svg y="50%">{marks}</svg></svg>'
    )


def _span(one: Span, scale: Scale, y: float) -> str:
    """Draw one date: what lies between its ends, how it goes on, and the ends on top."""
    first, last = one.ends[0], one.ends[-1]
    under = ""
    if len(one.ends) == 2:
        under += _line(_inner(first, scale, right=True), _inner(last, scale, right=False), y)
    for side, edge, tip in ((one.before, first, 0.0), (one.after, last, 100.0)):
        if side is not Side.CLOSED:
            under += _line(
                _inner(edge, scale, right=tip > 0), tip, y, _DASHED if side is Side.UNKNOWN else ""
            )
        if side is Side.OPEN:
            path = _RIGHT if tip else _LEFT
            under += f'<svg x="{_per(tip)}" y="{_px(y)}"><path fill="none" d="{path}"/></svg>'
    return under + "".join(_end(end, scale, y) for end in one.ends)


def _end(end: Extent, scale: Scale, y: float) -> str:
    """Draw one end: a dot for a day, a bar for more; filled, hollow or dashed by how it is known."""
    said = {Look.STATED: ' class="i"', Look.RECKONED: "", Look.VAGUE: _DASHED}[end.look]
    if end.is_day:
        place = f' cy="{_px(y)}"' if y else ""
        return f'<circle{said} cx="{_per(_middle(end, scale))}"{place} r="4"/>'
    start, stop = _edges(end, scale)
    if end.look is Look.STATED:
        return _line(start, stop, y, _RULED)
    return f'<rect{said} x="{_per(start)}" y="{_px(y - 4)}" width="{_per(stop - start)}" height="8"/>'


def _edges(end: Extent, scale: Scale) -> tuple[float, float]:
    """Give the two edges of an extent, never closer than can be seen."""
    start, stop = scale.at(end.start), scale.at(end.stop)
    lacking = max(0.0, _LEAST - (stop - start)) / 2
    return start - lacking, stop + lacking


def _inner(end: Extent, scale: Scale, *, right: bool) -> float:
    """Give the edge of an end from which a line runs on: of a day, its middle."""
    return _middle(end, scale) if end.is_day else _edges(end, scale)[right]


def _middle(end: Extent, scale: Scale) -> float:
    return (scale.at(end.start) + scale.at(end.stop)) / 2


def _line(start: float, stop: float, y: float, kind: str = "", to: float | None = None) -> str:
    end = y if to is None else to
    heights = f' y1="{_px(y)}" y2="{_px(end)}"' if y or end else ""
    return f'<line{kind} x1="{_per(start)}" x2="{_per(stop)}"{heights}/>'


def _per(share: float) -> str:
    return f"{share:.1f}".removesuffix(".0") + "%"


def _px(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
