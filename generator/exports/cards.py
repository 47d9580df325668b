"""Social cards -> PNG. The only importer of Pillow, which is loaded when a card has to be drawn.

A card is set in pixels, drawn twice as large in greys, made smaller, and saved with sixteen colours from ink to paper.
The plain layout of letters is asked for by name: the other one depends on what a machine has installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.exports.lettering import Lines, Measure, evened, fitted
from generator.site.cards import FONTS, HEIGHT, WIDTH, Card

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FINE = 2
"""How many times larger than it will be a card is drawn."""

_COLOURS = 16
_INK, _PAPER = (0x1D, 0x1C, 0x1A), (0xFD, 0xFD, 0xFB)
_DARK, _SOFT, _LINE, _RULE, _LIGHT = 0, 51, 119, 221, 255
"""Greys from ink to paper, of which each is one of the sixteen."""

_LEFT, _TOP, _FOOT = 96, 64, 566
"""The edges of the text on the left (and, mirrored, the right), above and below, in pixels."""

_ROOM = WIDTH - 2 * _LEFT
_SITE = (34, 30, 26, 22, 18, 14, 11, 9, 7, 6, 5)
_NAME = (92, 84, 76, 68, 60, 54, 48, 42, 36, 30, 26, 22, 18, 14, 12)
_FACT = (46, 43, 40, 37, 34, 31, 28, 25, 22, 19, 16, 14, 12)
_CREDIT = (26, 24, 22, 20, 18, 16, 14, 12)
_LABEL = (25, 22, 19, 16, 13, 11, 9, 7, 6, 5)
_READABLE = 34
"""The least size of a fact for whose sake a name is set smaller, in pixels."""

_NAME_HEIGHT, _GAP = 215, 44
"""The most that a name takes, and the least that stands between it and what follows, in pixels."""

_SIGN, _SIGN_GAP = 1.45, 0.4
"""The side of a sign, and what stands between two, in sizes of the letters beside them."""


class Box(NamedTuple):
    """A line of text, or a sign with its frame: where it is drawn, from its upper left, in pixels."""

    face: str
    text: str
    size: float
    grey: int
    x: float
    y: float
    width: float
    height: float
    framed: bool = False


@cache
def fingerprint() -> str:
    """Name what a drawing depends on beside its words: this program, the fonts, the version of Pillow."""
    here = Path(__file__)
    files = [here, here.with_name("lettering.py"), *sorted(FONTS.glob("*.ttf"))]
    spec = find_spec("PIL")
    if spec and spec.origin:
        files.append(Path(spec.origin).with_name("_version.py"))
    digest = hashlib.blake2b(digest_size=16)
    for file in files:
        digest.update(hashlib.blake2b(file.read_bytes()).digest())
    return digest.hexdigest()


def png(card: Card) -> bytes:
    """Draw a card; the same words give the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH * _FINE, HEIGHT * _FINE), _LIGHT)
    draw = ImageDraw.Draw(image)
    for box in boxes(card):
        _draw(draw, box)
    step = 255 // (_COLOURS - 1)
    indexes = image.reduce(_FINE).point([(level + step // 2) // step for level in range(256)])
    picture = Image.frombytes("P", indexes.size, indexes.tobytes())
    picture.putpalette([channel for n in range(_COLOURS) for channel in _colour(n)])
    out = BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()


def boxes(card: Card) -> tuple[Box, ...]:
    """Set a card: the name at the top, the fact and who says it at the foot, the rest of the room between them."""
    top, foot = float(_TOP), float(_FOOT)
    made: list[Box] = []
    if card.site:
        made += _lines("italic", _fitted(card.site, "italic", _SITE, 1.3, 45), _SOFT, top)
        top += 79
    if card.credit:
        indent = _indent(card)
        credit = _fitted(card.credit, "sans", _CREDIT, 1.5, 80, indent)
        foot -= credit.height
        made += [*_signs(card, credit, foot), *_lines("sans", credit, _SOFT, foot, indent * credit.size)]
        foot -= 26
    label = _fitted(card.label, "sans", _LABEL, 1.5, 40) if card.label else None
    name, fact = _name_and_fact(card, foot - top - (label.height + 4 if label else 0))
    made += _lines("serif", _even(card.name, name), _DARK, top)
    if fact:
        foot -= fact.height
        made += _lines("serif", _even(card.fact, fact), _DARK, foot)
    if label:
        made += _lines("sans", label, _SOFT, foot - label.height - 4)
    return tuple(made)


def _name_and_fact(card: Card, height: float) -> tuple[Lines, Lines | None]:
    """Set the two into a height: the name as large as it can be beside a fact that can be read in a small picture."""
    if not card.fact:
        return _fitted(card.name, "serif", _NAME, 1.12, height), None
    for least in (_READABLE, 0):
        for at in range(len(_NAME)):
            name = fitted(card.name, _measure("serif"), _NAME[at:], 1.12, _ROOM, min(_NAME_HEIGHT, height))
            sizes = [size for size in _FACT if size >= least]
            room = height - _GAP - (name.height if name else 0)
            fact = fitted(card.fact, _measure("serif"), sizes, 1.3, _ROOM, room)
            if name and fact and name.size == _NAME[at]:
                return name, fact
    raise AssertionError(f"{card.path}: texts of the lengths that site/cards.py lets through always fit")


def _fitted(
    text: str, face: str, sizes: Sequence[float], spacing: float, height: float, indent: float = 0
) -> Lines:
    lines = fitted(text, _measure(face), sizes, spacing, _ROOM, height, indent)
    assert lines, f"{text!r}: texts of the lengths that site/cards.py lets through always fit"
    return lines


def _even(text: str, lines: Lines) -> Lines:
    return evened(text, lines, _measure("serif"), _ROOM)


def _indent(card: Card) -> float:
    """Give the room that the signs take, in sizes of the letters beside them."""
    steps = sum(0 if sign.joined else _SIGN_GAP for sign in card.signs[1:])
    return len(card.signs) * _SIGN + steps + 0.65 if card.signs else 0


def _signs(card: Card, credit: Lines, top: float) -> list[Box]:
    side, gap = round(_SIGN * credit.size), _SIGN_GAP * credit.size
    x, made = float(_LEFT), []
    for at, sign in enumerate(card.signs):
        x += side + (0 if sign.joined else gap) if at else 0
        y = top + (credit.leading - side) / 2
        size = credit.size * min(0.9, 0.85 * side / _width("sans", sign.letter, credit.size))
        made.append(Box("sans", sign.letter, size, _DARK, x, y, side, side, framed=True))
    return made


def _lines(face: str, lines: Lines, grey: int, top: float, indent: float = 0) -> list[Box]:
    return [
        Box(
            face,
            text,
            lines.size,
            grey,
            _LEFT + (0 if at else indent),
            top + at * lines.leading,
            width,
            lines.leading,
        )
        for at, (text, width) in enumerate(zip(lines.texts, lines.widths, strict=True))
        if text
    ]


def _measure(face: str) -> Measure:
    return partial(_width, face)


@cache
def _width(face: str, word: str, size: float) -> float:
    return _font(face, size).getlength(word) / _FINE


@cache
def _font(face: str, size: float) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(
        FONTS / f"{face}.ttf", round(size * _FINE), layout_engine=ImageFont.Layout.BASIC
    )


def _draw(draw: ImageDraw, box: Box) -> None:
    font = _font(box.face, box.size)
    middle = (box.y + box.height / 2) * _FINE
    if box.framed:
        edges = [round(edge * _FINE) for edge in (box.x, box.y, box.x + box.width, box.y + box.height)]
        draw.rectangle(edges, outline=_LINE, width=_FINE)
        left = (box.x + (box.width - font.getlength(box.text) / _FINE) / 2) * _FINE
        draw.text((left, middle + font.size * 0.357), box.text, fill=box.grey, font=font, anchor="ls")
    else:
        draw.text((box.x * _FINE, middle + font.size * 0.3), box.text, fill=box.grey, font=font, anchor="ls")


def _colour(number: int) -> tuple[int, ...]:
    share = number / (_COLOURS - 1)
    return tuple(round(ink + (paper - ink) * share) for ink, paper in zip(_INK, _PAPER, strict=True))
