"""Files -> disk. The only module that writes a site: beside the old one, then in its place, in one step.

The new site is written whole into a hidden folder beside the published one; then the two change places by one
system call (`renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS), so that at no
moment anything half-written can be served, whenever the program is stopped. Where a system has no such call, the old
folder is moved aside first, and moved back by the next run if this one was stopped in between.
`docs/decisions/0004-how-publishing-stays-whole.md` gives the reasons.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator import work
from generator.problems import UserError
from generator.publishing.feeds import MARKER

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


class Stage:
    """A site being written beside the published one. Nothing is published before `publish`."""

    def __init__(self, output: Path, buffers: Buffers | None = None) -> None:
        self._output = output
        self._folder = output.with_name(f".{output.name}.next")
        self._made: set[PurePosixPath] = set()
        self._written: set[PurePosixPath] = set()
        self._buffers = buffers
        self._hashes: dict[str, bytes] = {}

    def open(self) -> None:
        """Begin with an empty folder; what a killed run left is removed, what it moved aside moved back."""
        recover(self._output)
        if self._buffers and self._buffers.next and self._folder.is_dir():
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        if self._buffers:
            self._buffers.next = {}

    def write(self, path: str, content: bytes) -> None:
        """Write one file of the new site; `path` is relative to its root."""
        place = PurePosixPath(path)
        if place.is_absolute() or ".." in place.parts or not place.parts:
            raise ValueError(f"{path!r} leads out of the published folder")
        if place in self._written:
            raise ValueError(f"{path!r} is written a second time")
        self._written.add(place)
        if self._buffers:
            digest = self._hashes[path] = hashlib.blake2b(content, digest_size=16).digest()
            if self._buffers.next.get(path) == digest:
                return
        work.done[work.WRITTEN] += 1
        target = self._folder / place
        if place.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        target.write_bytes(content)

    def publish(self) -> None:
        """Put the new site in the place of the old one."""
        buffers = self._buffers
        if buffers:
            for path in buffers.next.keys() - self._hashes.keys():
                (self._folder / path).unlink()
                with suppress(OSError):  # a folder that still holds something
                    for folder in (self._folder / path).parents:
                        folder.rmdir()
        there = self._output.exists()
        exchanged = there and _exchange(self._folder, self._output)
        if not there:
            self._folder.rename(self._output)
        elif not exchanged:
            aside = _aside(self._output)
            shutil.rmtree(aside, ignore_errors=True)
            self._output.rename(aside)
            self._folder.rename(self._output)
            shutil.rmtree(aside, ignore_errors=True)
        if buffers:
            buffers.next, buffers.published = (buffers.published if exchanged else {}), self._hashes
        else:
            shutil.rmtree(self._folder, ignore_errors=True)

    def discard(self) -> None:
        """Give the new site up; what is published stays."""
        if self._buffers is None or not self._buffers.next:
            shutil.rmtree(self._folder, ignore_errors=True)


@dataclass(slots=True)
class Buffers:
    """Two copies of a site that one process publishes again and again to a folder that nobody else changes.

    `published` holds the hash of every file of the copy that is shown, by path, `next` those of the one before it,
    which stays beside it: only what differs is written into that, and then the two change places.
    """

    published: dict[str, bytes] = field(default_factory=dict)
    next: dict[str, bytes] = field(default_factory=dict)


def _aside(output: Path) -> Path:
    return output.with_name(f".{output.name}.previous")


def recover(output: Path) -> None:
    """Move a published site back that a killed run had moved aside."""
    aside = _aside(output)
    if aside.exists():
        if output.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(output)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    first, second = os.fsencode(one), os.fsencode(other)
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else object()
    if rename := getattr(libc, "renameat2", None):
        return bool(rename(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
    if rename := getattr(libc, "renamex_np", None):
        return bool(rename(first, second, _RENAME_SWAP) == 0)
    return False


def checked_output(root: Path, output: Path) -> Path:
    """Give the folder to publish to, followed to its real place.

    Raises:
        UserError: replacing it would destroy something that this program did not make.
    """
    try:
        output, root = output.resolve(), root.resolve()
        output.exists()
    except (OSError, RuntimeError) as error:  # a name too long, links in a circle
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise UserError(f"{output} cannot be written to: {reason}") from error
    # from Python 3.13 on, following links in a circle ends at one of them without an error
    if output.is_symlink():
        raise UserError(f"{output} cannot be written to: it is a link that leads in a circle")
    if root.is_relative_to(output):
        raise UserError(f"{output} holds the dossier itself: choose another folder with --output")
    for part in ("content", "seeds", "templates", "generator", "tests", "docs", ".git"):
        if output.is_relative_to(root / part):
            raise UserError(f"{output} is part of the dossier: choose another folder with --output")
    if output.is_dir():
        if any(output.iterdir()) and not (output / MARKER).is_file():
            message = f"{output} was not made by this program, and a build replaces the whole folder:"
            raise UserError(f"{message} choose another with --output, or move it away")
    elif output.exists():
        raise UserError(f"{output} is not a folder: choose another with --output")
    return output


@contextmanager
def staged(output: Path, buffers: Buffers | None = None) -> Iterator[Stage]:
    """Hold the place beside a published folder for one build at a time; whatever was not published is removed.

    With `buffers` a second copy stays there for the next build of this process.

    Raises:
        UserError: the place cannot be written to.
    """
    stage = Stage(output, buffers)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with _alone(output.parent):
            try:
                stage.open()
                yield stage
            except BaseException:
                if buffers:
                    buffers.next = {}  # half of it is written anew
                raise
            finally:
                stage.discard()
    except OSError as error:
        raise UserError(f"cannot publish to {output}: {error.strerror or error}") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other build works in a folder; the lock ends with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
