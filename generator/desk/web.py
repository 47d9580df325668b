"""HTTP, WebSocket and the script in the page: `livereload`, and `tornado` beneath it. Only this module imports them.

Its handler for pages and its watcher are not used: the first knows no sub-path and no page for missing pages and puts
its script only into a head that ends within 64 kB; the second builds once for every file of a burst. Nor is its own
loop, which holds a reload back that follows another within three seconds.
"""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Awaitable, Callable
from mimetypes import MimeTypes
from types import SimpleNamespace
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from generator.desk.shown import Answer, Shown, find, own_page, served_copy

_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]{1,5})?", re.IGNORECASE)
_TYPES = MimeTypes()  # without arguments, only what Python itself knows: the same on every machine
_TYPES.add_type("application/xml", ".xml")
_TYPES.add_type("font/woff2", ".woff2")
_IN_UTF8 = ("application/json", "application/xml", "application/javascript", "text/")

Showing = Callable[[], Shown]
"""Tells what is shown at this moment."""


class _Handler(RequestHandler):
    """Answers to this machine only: a name that was made to point here (DNS rebinding) is refused."""

    showing: Showing

    def initialize(self, showing: Showing) -> None:
        self.showing = showing

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def prepare(self) -> Awaitable[None] | None:
        if not _LOOPBACK.fullmatch(self.request.host):
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish("This server answers to 127.0.0.1 and localhost only.\n")
        return None


class _Pages(_Handler):
    """The site as GitHub Pages would serve it."""

    def get(self) -> None:
        shown = self.showing()
        if not shown.files:
            self._page(503, own_page("Problems in the dossier", "There is no site to show yet."))
            return
        answer = find(shown, unquote(self.request.path))
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_status(answer.status)
            self.set_header("Location", quote(answer.location) + query)
            return
        body = self._read(shown, answer)
        if body is None:
            link = f'<a href="{quote(shown.prefix)}">{quote(shown.prefix)}</a>'
            self._page(404, own_page("Not found", f"Nothing is served here. The site stands at {link}."))
        elif answer.file.endswith(".html"):
            # Whatever is in the file goes through unchanged, even what is not UTF-8.
            self._page(answer.status, body.decode(errors="surrogateescape"))
        else:
            kind = _TYPES.guess_type(answer.file)[0] or "application/octet-stream"
            charset = "; charset=utf-8" if kind.startswith(_IN_UTF8) else ""
            self.set_status(answer.status)
            self.set_header("Content-Type", f"{kind}{charset}")
            self.write(body)

    head = get

    def _read(self, shown: Shown, answer: Answer) -> bytes | None:
        try:
            return (shown.folder / answer.file).read_bytes() if answer.file else None
        except OSError:  # the next site, just taking this one's place, lacks the file
            return None

    def _page(self, status: int, page: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = served_copy(self.showing(), page, self.request.host)
        self.write(page.encode(errors="surrogateescape"))


class _Script(_Handler, LiveReloadJSHandler):  # type: ignore[misc]
    """The script in the page."""


class _Open(_Handler, LiveReloadHandler):  # type: ignore[misc]
    """The line to one open page."""

    _version: object = None

    def check_origin(self, origin: str) -> bool:
        """Let no other site listen: a browser opens a WebSocket to anywhere."""
        return bool(_LOOPBACK.fullmatch(urlsplit(origin).netloc))

    def on_message(self, message: str | bytes) -> None:
        """Greet a page; one that was loaded before the newest build is reloaded at once."""
        try:
            said = json.loads(message)
            command = said["command"]
        except (ValueError, TypeError, KeyError):
            self.close(1003)
            return
        super().on_message(message)
        if command == "hello":
            self._version = said.get("snipver")
        elif command == "info" and self._version != self.showing().version:
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})


def start(listening: socket.socket, showing: Showing) -> None:
    """Answer requests on a socket that listens. Call it within a running loop, once in a process."""
    LiveReloadHandler.watcher = SimpleNamespace(filepath="*")
    logging.getLogger("livereload").setLevel(logging.CRITICAL)  # it reports every page that went away
    logging.getLogger("tornado.general").setLevel(logging.CRITICAL)  # requests that are no HTTP
    given = {"showing": showing}
    routes = [(r"/livereload", _Open, given), (r"/livereload\.js", _Script, given), (r".*", _Pages, given)]
    application = Application(routes, log_function=lambda _handler: None)
    listening.setblocking(False)
    HTTPServer(application).add_socket(listening)


def reload() -> None:
    """Have every open page load again. Call it in the loop's thread."""
    LiveReloadHandler.reload_waiters("*")
