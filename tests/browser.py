"""A real browser for tests, and a server that treats a built site as GitHub Pages does.

Fixtures: `chromium_path`, `browser`, `pages`, `serve`. A test that uses one of the first three bears the marker
`browser`. While `browser` is open an event loop runs in the main thread, so a test that needs a loop of its own
starts a process for it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, unquote, urlsplit

import pytest

from tests.left_out import leave_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request

# tools/ensure-chromium looks in the same places.
CANDIDATES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NO_CHROMIUM = (
    "no Chromium was found. To have them, install one (Debian: apt-get install chromium) or name one "
    "(CHROMIUM=/path/to/chrome), then run make test again"
)
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}

Scheme = Literal["light", "dark", "no-preference"]


def find_chromium() -> Path | None:
    """Find a Chromium or Chrome that starts; $CHROMIUM goes before all others."""
    for name in (os.environ.get("CHROMIUM", ""), *CANDIDATES):
        path = shutil.which(name) if name else None
        if path is None:
            continue
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            told = subprocess.run(
                [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
            )
            if b"Chrom" in told.stdout:  # a stub that only says where to get the browser is none
                return Path(path)
    return None


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser's program; without one the test is left out, and fails under CI=true."""
    found = find_chromium()
    if found is None:
        leave_out("browser test", NO_CHROMIUM)
    return found


@contextlib.contextmanager
def launched(chromium: Path) -> Iterator[Browser]:
    """Run a Chromium while the block runs."""
    from playwright.sync_api import sync_playwright

    as_root = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *as_root])
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One running Chromium for all tests; what it knows of a page ends with the page."""
    with launched(chromium_path) as running:
        yield running


class Pages:
    """Opens pages that share nothing, and notes what they asked for and what broke in them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        """The address of every request, in order."""
        self.errors: list[str] = []
        """Every exception that a script left uncaught, and every error in the console."""
        self.console: list[str] = []
        """Every message in the console, of any kind."""

    def open(
        self,
        url: str | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Scheme = "light",
        javascript: bool = True,
        **options: Any,  # noqa: ANN401 - whatever else Browser.new_context takes
    ) -> Page:
        """Open a page of that width, in that colour scheme, with or without scripts; go to `url` if given."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            **options,
        )
        self._contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("request", self._note_request)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda message: self._note_console(message.type, message.text))
        page = context.new_page()
        if url is not None:
            page.goto(url)
        return page

    @property
    def foreign(self) -> list[str]:
        """The requests that went to a host other than this machine."""
        return [
            url
            for url in self.requests
            if (parts := urlsplit(url)).scheme in {"http", "https", "ws", "wss"}
            and parts.hostname != "127.0.0.1"
        ]

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_console(self, kind: str, text: str) -> None:
        self.console.append(f"{kind}: {text}")
        if kind == "error":
            self.errors.append(text)


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    """Open pages for one test; the test fails when any of them asked another host for anything."""
    opened = Pages(browser)
    yield opened
    opened.close()
    if opened.foreign:
        pytest.fail(f"asked of other hosts: {opened.foreign}", pytrace=False)


class _SiteHandler(BaseHTTPRequestHandler):
    """Answers as GitHub Pages does for a site under a sub-path."""

    def __init__(self, *args: Any, folder: Path, prefix: str) -> None:  # noqa: ANN401 - as the base class has it
        self.folder = folder
        self.prefix = prefix
        super().__init__(*args)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.prefix):
            if path + "/" == self.prefix:
                self._redirect(self.prefix)
            else:
                self._answer(HTTPStatus.NOT_FOUND, None)
            return
        wanted = self.folder / path.removeprefix(self.prefix)
        if not wanted.resolve().is_relative_to(self.folder):
            self._answer(HTTPStatus.NOT_FOUND, None)
        elif wanted.is_dir() and not path.endswith("/"):
            self._redirect(path + "/")
        elif (found := self._file(wanted, path)) is not None:
            self._answer(HTTPStatus.OK, found)
        else:
            self._answer(HTTPStatus.NOT_FOUND, self.folder / "404.html")

    do_HEAD = do_GET  # noqa: N815

    def _file(self, wanted: Path, path: str) -> Path | None:
        """Return the file that an address stands for: itself, a folder's index, or a page named without `.html`."""
        if path.endswith("/"):
            wanted = wanted / "index.html"
        for candidate in (wanted, wanted.with_name(wanted.name + ".html")):
            if candidate.is_file():
                return candidate
        return None

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, path: Path | None) -> None:
        body = path.read_bytes() if path is not None and path.is_file() else b"Not found"
        suffix = path.suffix if path is not None else ".txt"
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class _SiteServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that closed a connection early."""


@contextlib.contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve `folder` on this machine under `prefix` ("/" or "/name/") while the block runs; yield the address."""
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"a prefix begins and ends with a slash: {prefix!r}")
    server = _SiteServer(("127.0.0.1", 0), partial(_SiteHandler, folder=folder.resolve(), prefix=prefix))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{quote(prefix)}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path, str], str]]:
    """A function (folder, prefix) -> address that serves a folder until the last test is done."""
    running: dict[tuple[Path, str], str] = {}
    with contextlib.ExitStack() as stack:

        def start(folder: Path, prefix: str = "/") -> str:
            key = (folder, prefix)
            if key not in running:
                running[key] = stack.enter_context(served(folder, prefix))
            return running[key]

        yield start
