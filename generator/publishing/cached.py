"""What is kept in `.cache/` of a dossier between builds, never outside the dossier and never half written.

Anything may be deleted there at any time; where nothing can be kept, everything is made anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

FOLDER = ".cache"


def cache_of(root: Path, part: str = "") -> Path | None:
    """Give the folder of the cache, or a part of it; None where a link leads elsewhere or it cannot be made."""
    folder = root / FOLDER / part
    try:
        if folder.resolve() != root.resolve() / FOLDER / part:
            return None
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # links in a circle are a RuntimeError before Python 3.13
        return None
    return folder


def keep(place: Path, content: bytes) -> None:
    """Write a file beside its place and rename it, so that none is ever half there."""
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    with suppress(OSError):
        beside.write_bytes(content)
        beside.replace(place)
