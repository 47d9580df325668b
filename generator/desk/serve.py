"""`serve`: shows a dossier while it is written. Builds at each change, and lays the problems over the last good site.

One thread answers browsers, another looks for changes and builds, so that a page never waits for a build. Both share
one value, a `Shown`, which the second replaces as a whole. The site lies in a temporary folder, never in `public/`.
"""

from __future__ import annotations

import asyncio
import errno
import os
import secrets
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO
from urllib.parse import unquote, urlsplit

from generator.build import Outcome, build
from generator.desk.shown import Shown
from generator.desk.watch import Watch
from generator.memory import Memory
from generator.problems import UserError, summary
from generator.reading import yamlfile
from generator.reading.characters import decode
from generator.reading.fields import is_folder_url
from generator.reading.load import MAX_FILE
from generator.site.render import DEFAULT_TEMPLATES

HOST = "127.0.0.1"
_ENDS = ("SIGINT", "SIGTERM", "SIGHUP")


def serve(root: Path, port: int) -> int:
    """Serve a dossier on this machine until Ctrl-C or SIGTERM; give the exit code.

    Raises:
        UserError: there is no dossier at `root`, or the port cannot be had.
    """
    with ExitStack() as stack:
        listening = stack.enter_context(_listening(port))
        with suppress(KeyboardInterrupt):  # where the loop takes no signals
            asyncio.run(_serve(root.resolve(), listening, stack))
        for name in _ENDS:  # a second Ctrl-C would leave half of the temporary folder behind
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
    return 0


async def _serve(root: Path, listening: socket.socket, stack: ExitStack) -> None:
    from generator.desk import web  # only here, and so only for this command, is livereload loaded

    loop = asyncio.get_running_loop()
    stop = threading.Event()
    for name in _ENDS:
        number = getattr(signal, name, None)
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, stop.set)
    folder = Path(
        stack.enter_context(TemporaryDirectory(prefix="generator-serve-", ignore_cleanup_errors=True))
    )
    port = listening.getsockname()[1]
    desk = Desk(root, folder / "site", port, stop, lambda: loop.call_soon_threadsafe(web.reload))
    try:
        if await asyncio.to_thread(desk.first):
            web.start(listening, lambda: desk.shown)
            _say(f"Serving {root} at {desk.address} (Ctrl-C ends it)")
            await asyncio.to_thread(desk.watch)
    finally:
        stop.set()  # the thread goes on until it is told, whatever became of this task


class Desk:
    """Builds a dossier again at each change; `shown` is what readers get meanwhile."""

    def __init__(
        self, root: Path, folder: Path, port: int, stop: threading.Event, rebuilt: Callable[[], object]
    ) -> None:
        self.shown = Shown(folder, "")
        self._root = root
        self._origin = f"http://{HOST}:{port}"
        self._stop = stop
        self._rebuilt = rebuilt
        self._watch = Watch(root, DEFAULT_TEMPLATES, stop)
        self._seen = self._watch.look()
        # A page that outlives this process and comes back to the next one has to notice.
        run = secrets.token_hex(4)
        self._versions = (f"{run}-{number}" for number in count(1))
        self._path = "/"
        self._cautions: tuple[str, ...] = ()
        self._memory = Memory.to_last(time.process_time)

    @property
    def address(self) -> str:
        """Where the site stands."""
        return self._origin + self._path

    def first(self) -> bool:
        """Build for the first time, from the files as they were when the desk was made; False when told to stop.

        Raises:
            UserError: there is nothing to build from, or nowhere to build.
        """
        with suppress(_Stopped):
            self._build(first=True)
            return True
        return False

    def watch(self) -> None:
        """Build after every change, until told to stop."""
        with suppress(_Stopped):
            while (seen := self._watch.change(self._seen)) is not None:
                self._seen = seen
                address = self.address
                finished = self._build()
                self._rebuilt()
                if self.address != address:
                    _say(f"The site now stands at {self.address}")
                if not finished and self._watch.look() == seen:
                    self._finish()

    def _build(self, *, first: bool = False) -> bool:
        """Build what a reader waits for, and tell whether all is done: what takes long is left for `_finish`."""
        started = time.perf_counter()
        path, finished = self._path, True
        try:
            path = _base_path(self._root) or path
            outcome = self._built(path, hurry=not first)
        except _Stopped:
            raise
        except UserError as error:  # the folder or its site.yaml has gone, or the disk is full
            if first:
                raise
            self._failed([f"generator: {error}"], "Nothing can be built.")
        except Exception as error:  # noqa: BLE001 - whatever it is, the desk has to outlive it
            shown = f"{type(error).__name__}: {error}\nThe traceback stands in the terminal."
            self._failed([shown], "A bug in the generator stopped the build.", traceback.format_exc())
        else:
            if outcome.problems:
                self._failed([str(problem) for problem in outcome.problems], summary([*outcome.problems], ""))
            else:
                self._good(path)
                _tell("".join(f"{line}\n" for line in outcome.cautions if line not in self._cautions))
                self._cautions = outcome.cautions
                seconds = time.perf_counter() - started
                _say(f"{'Built' if first else 'Rebuilt'} {outcome.pages} pages in {seconds:.2f} s")
                finished = outcome.finished
        if not self.shown.files:
            self._path = path  # so that the address printed at the start is the one the site will have
        return finished

    def _built(self, path: str, *, hurry: bool) -> Outcome:
        address = self._origin + path
        return build(self._root, self.shown.folder, address, self._progress, self._memory, hurry=hurry)

    def _finish(self) -> None:
        """Make what was left as it was. No page loads again for it, and what is wrong is told at the next change."""
        started = time.perf_counter()
        with suppress(UserError):
            if not self._built(self._path, hurry=False).problems:
                _say(f"The rest followed in {time.perf_counter() - started:.2f} s")

    def _good(self, path: str) -> None:
        """Show the site just built."""
        before, prefix = self.shown, unquote(path)
        former = () if not before.files else (before.prefix, *before.former)
        self.shown = Shown(
            folder=before.folder,
            version=next(self._versions),
            prefix=prefix,
            former=tuple(other for other in dict.fromkeys(former) if other != prefix),
            files=frozenset(_files(before.folder)),
        )
        self._path = path

    def _failed(self, problems: list[str], head: str, printed: str = "") -> None:
        """Go on showing what there was, with problems over it; print them, or what is to be `printed` instead."""
        what = "The last good site is shown." if self.shown.files else "There is no good site to show yet."
        line = f"{head.strip()} {what}"
        self.shown = replace(self.shown, version=next(self._versions), problems=tuple(problems), summary=line)
        _tell(
            "".join(f"{problem}\n" for problem in ([printed.rstrip()] if printed else problems)) + f"{line}\n"
        )

    def _progress(self, _done: int) -> None:
        if self._stop.is_set():
            raise _Stopped


class _Stopped(Exception):  # noqa: N818 - no error: the way out of a build that nobody waits for any more
    """It is time to stop."""


def _listening(port: int) -> socket.socket:
    """Take a port of this machine; 0 stands for any that is free."""
    if not 0 <= port <= 65535:
        raise UserError(f"--port {port} is not a port: choose one from 1024 to 65535")
    try:
        return socket.create_server((HOST, port), backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UserError(f"port {port} on {HOST} is in use: choose another with --port") from error
        raise UserError(f"port {port} on {HOST} cannot be had: {error.strerror or error}") from error


def _base_path(root: Path) -> str | None:
    """Read the path of `base_url` from `site.yaml`; None where it cannot be read, and the build will say why."""
    place = root / "site.yaml"
    try:
        raw = place.read_bytes() if place.is_file() and place.stat().st_size <= MAX_FILE else b""
    except OSError:
        return None
    node, _problems = yamlfile.parse(decode(raw, place.name)[0], place.name)
    _key, value = (
        node.pairs.get("base_url", (None, None)) if isinstance(node, yamlfile.Mapping) else (None, None)
    )
    if isinstance(value, yamlfile.Scalar) and is_folder_url(value.value):
        return urlsplit(value.value).path
    return None


def _files(folder: Path) -> Iterator[str]:
    """List every file under a folder, relative to it."""
    for path, _folders, names in os.walk(folder):
        above = Path(path).relative_to(folder)
        yield from ((above / name).as_posix() for name in names)


def _say(line: str) -> None:
    _write(sys.stdout, f"{line}\n")


def _tell(lines: str) -> None:
    _write(sys.stderr, lines)


def _write(stream: TextIO, text: str) -> None:
    with suppress(OSError):  # whoever read the output has gone; browsers have not
        stream.write(text.encode(stream.encoding, "backslashreplace").decode(stream.encoding))
        stream.flush()
