"""Whether what is published still stands: nothing that a build reads or wrote has changed since.

After a build that succeeded, the state of every file it could have read and of every file it wrote is kept as one
hash, in `.cache/standing.json` of the dossier: time of change, size and number on the disk, of the dossier, the
templates, the program and the packages it uses. A later build that finds all of it the same has nothing to do. The
contents are not read for this; a file whose times, size and number are all as they were is taken to hold what it
held, as git and make do. Where a file changed so shortly before it was looked at that its time might not tell a
further change, nothing is kept. The file may be deleted at any time; one that is damaged, or of another version,
counts for nothing.

Nothing heavier than this module is loaded to find out.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.publishing.cached import FOLDER, cache_of, keep

NAME = "standing.json"

_PROGRAM = (Path(__file__).parent.parent, Path(__file__).parent.parent.parent / "templates")
"""The package, and its templates, which stand beside it in a checkout and in it when installed."""
_PARTS = ("site.yaml", "content", "seeds", "templates")
_TICK = 20_000_000
"""Nanoseconds within which two changes of a file may bear the same time."""

_UNREADABLE = "?"


class Standing:
    """The state of a dossier, of what builds it, and of a folder it is published to; looked at when it is made."""

    def __init__(self, root: Path, output: Path | None, base_url: str | None) -> None:
        self._root, self._place = root, root / FOLDER / NAME
        self._output = output or root / "public"
        self._newest = 0
        began = time.time_ns()
        parts = [root / part for part in _PARTS]
        self._before = self._hashed([*parts, *_PROGRAM], str(self._output), str(base_url), *_packages())
        self._settled = self._newest < began - _TICK

    def told(self) -> tuple[str, str] | None:
        """Give the line and the cautions that were printed when it was built, where nothing has changed; else None."""
        try:
            kept = json.loads(self._place.read_bytes())
            line, cautions = kept["line"], kept["cautions"]
            stands = kept["before"] == self._before and kept["after"] == self._after()
        except (OSError, ValueError, LookupError, TypeError):
            return None
        known = isinstance(line, str) and isinstance(cautions, str)
        return (line, cautions) if stands and known else None

    def keep(self, line: str, cautions: str) -> None:
        """Keep the state as it was looked at before the build, and that of what it wrote."""
        with suppress(OSError):
            if not (self._settled or self._place.exists()) or cache_of(self._root) is None:
                return
            self._place.unlink(missing_ok=True)
            if self._settled:
                kept = {"line": line, "cautions": cautions, "before": self._before, "after": self._after()}
                keep(self._place, json.dumps(kept).encode())

    def _after(self) -> str:
        return self._hashed([self._output])

    def _hashed(self, places: Iterable[Path], *more: str) -> str:
        """Hash the state of files and of all that lies in folders."""
        found = hashlib.blake2b(digest_size=16)
        for place in places:
            for line in self._states(str(place)):
                found.update(line.encode("utf-8", "surrogatepass"))
        found.update(json.dumps(more).encode())
        return found.hexdigest()

    def _states(self, path: str) -> Iterator[str]:
        """Tell of a file, or of every file in a folder, in one order."""
        try:
            status = Path(path).stat()
        except OSError:
            yield f"{path}\0{_UNREADABLE}\n"
            return
        yield self._state(path, status)
        yield from self._within(path)

    def _within(self, folder: str) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except NotADirectoryError:
            return
        except OSError:
            yield f"{folder}\0{_UNREADABLE}\n"
            return
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            try:
                yield self._state(entry.path, entry.stat())
                if entry.is_dir(follow_symlinks=False):
                    yield from self._within(entry.path)
            except OSError:
                yield f"{entry.path}\0{_UNREADABLE}\n"

    def _state(self, path: str, status: os.stat_result) -> str:
        times = (status.st_mtime_ns, status.st_ctime_ns)
        self._newest = max(self._newest, *times)
        return f"{path}\0{status.st_mode}\0{status.st_size}\0{times}\0{status.st_ino}\n"


def _packages() -> list[str]:
    """Name the Python that runs, and the packages it finds, with their versions."""
    names: list[str] = [sys.version]
    for folder in sys.path:
        if folder.endswith("-packages"):
            with suppress(OSError):
                names += sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith("-info"))
    return names
