"""Social cards that were drawn before, kept in `.cache/cards/` of the dossier, so that only new words are drawn.

A drawing is kept under a hash of its words and of what draws it, with its own hash before it: one that is damaged is
drawn again. Anything may be deleted there at any time; where nothing can be kept, every card is drawn. What lies there
is published as it is, like a template: git ignores it, and it is never taken over from a stranger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.exports.cards import fingerprint, png
from generator.publishing.cached import cache_of, keep
from generator.site.cards import Card

FOLDER = "cards"

_SUFFIX = ".card"
_HASH = 16


def drawn(root: Path, cards: Sequence[Card]) -> Iterator[tuple[str, bytes]]:
    """Give each card's path and PNG, from the cache of the dossier at `root` where it is there, else drawn and kept.

    When all have been taken, drawings of words that are no longer used are removed.
    """
    folder = cache_of(root, FOLDER) if cards else None
    used = set()
    for card in cards:
        name = _name(card)
        used.add(name)
        image = _kept(folder / name) if folder else None
        if image is None:
            image = png(card)
            if folder:
                keep(folder / name, _hash(image) + image)
        yield card.path, image
    if folder:
        _tidy(folder, used)


def _name(card: Card) -> str:
    key = repr((fingerprint(), card.site, card.name, card.label, card.fact, card.signs, card.credit))
    return f"{hashlib.blake2b(key.encode(), digest_size=_HASH).hexdigest()}{_SUFFIX}"


def _kept(place: Path) -> bytes | None:
    try:
        content = place.read_bytes()
    except OSError:
        return None
    image = content[_HASH:]
    return image if content[:_HASH] == _hash(image) else None


def _tidy(folder: Path, used: set[str]) -> None:
    with suppress(OSError):
        for place in sorted(folder.glob(f"*{_SUFFIX}")):
            if place.name not in used:
                place.unlink()


def _hash(image: bytes) -> bytes:
    return hashlib.blake2b(image, digest_size=_HASH).digest()
