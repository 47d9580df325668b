"""When do a dossier's files change? By looking, fifty times a second at most, at names, times and sizes.

The watcher of `livereload` builds once for every file of a burst and holds back reloads; the notifications of the
system differ between systems and get lost on network drives. Looking works everywhere.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

Snapshot = dict[str, tuple[int, int, int]]
"""What lay there: every file with its time, size and number on the disk."""

_PAUSE = 0.02
_CALM = 0.02
_BURST = 0.1  # seconds of calm that are waited for where one change follows another
_LONE = 1.0  # seconds after which a change does not follow another
_PATIENCE = 2.0
_SHARE = 10  # a tenth of one processor at most goes into looking, however many files there are
_PARTS = ("content", "seeds", "templates")


class Watch:
    """Looks at what a dossier is built from: its own files, and the templates that come with the generator."""

    def __init__(self, root: Path, templates: Path, stop: threading.Event) -> None:
        self._root = root
        self._templates = templates
        self._stop = stop
        self._changed = -_LONE

    def look(self) -> Snapshot:
        """List everything as it is now. What cannot be read or vanishes meanwhile is as if it were not there."""
        found: Snapshot = {}
        _note(found, self._root / "site.yaml")
        for folder in self._folders():
            _note_folder(found, str(folder))
        return found

    def change(self, before: Snapshot) -> Snapshot | None:
        """Wait until something differs from `before` and has come to rest; None when it is time to stop."""
        pause = _PAUSE
        while not self._stop.wait(pause):
            started = time.monotonic()
            now = self.look()
            pause = max(_PAUSE, _SHARE * (time.monotonic() - started))
            if now != before:
                lone = started - self._changed > _LONE
                now = self._at_rest(now, _CALM if lone else _BURST)
                if now != before:  # an editor's trial file may have come and gone
                    self._changed = time.monotonic()
                    return now
        return None

    def _at_rest(self, now: Snapshot, calm: float) -> Snapshot:
        """Let a burst of changes end, but not for ever: something may write all the time."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and not self._stop.wait(calm):
            later = self.look()
            if later == now:
                break
            now = later
        return now

    def _folders(self) -> Iterator[Path]:
        own = [self._root / part for part in _PARTS]
        # A link that leads elsewhere is refused by the build; following it could mean the whole disk.
        yield from (folder for folder in own if folder.resolve().is_relative_to(self._root))
        if self._templates not in own:
            yield self._templates


def _note(found: Snapshot, path: Path) -> None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return
    found[str(path)] = (status.st_mtime_ns, status.st_size, status.st_ino)


def _note_folder(found: Snapshot, folder: str) -> None:
    """Note a folder's files, all the way down, without following links to folders."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    found[folder] = (0, 0, 0)  # its time says nothing that its files do not say better
    for entry in entries:
        if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
            continue  # the build does not read them either
        try:
            if entry.is_dir(follow_symlinks=False):
                _note_folder(found, entry.path)
                continue
            status = entry.stat()
        except OSError:  # a link to nothing is there all the same
            found[entry.path] = (0, 0, -1)
        else:
            found[entry.path] = (status.st_mtime_ns, status.st_size, status.st_ino)
