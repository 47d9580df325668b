"""A published site as a walker sees it: its pages, their addresses, and where every link leads."""

from __future__ import annotations

import posixpath
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.dossiers import pages


class Link(NamedTuple):
    """A link: the page it stands on, as written, and the path and fragment it leads to (path None: elsewhere)."""

    page: str
    href: str
    path: str | None
    fragment: str


class Walk:
    """A site in a folder, published at an address."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.base_url = base_url
        self.pages: dict[str, LexborHTMLParser] = pages(folder)
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        """Every file, in exactly its own letters, whatever the file system makes of them."""

    def url(self, page: str) -> str:
        """Give the address of a page."""
        return self.base_url + (page.removesuffix("index.html") if page.endswith("index.html") else page)

    def resolve(self, page: str, href: str) -> Link:
        """Find where a link on a page leads."""
        target = urlsplit(urljoin(self.url(page), href))
        base = urlsplit(self.base_url)
        if (target.scheme, target.netloc) != (base.scheme, base.netloc):
            return Link(page, href, None, "")
        if not target.path.startswith(base.path):
            assert href.startswith(f"{base.scheme}://"), f"{page}: {href} leads out of the site"
            return Link(page, href, None, "")
        assert not target.query, f"{page}: {href}"
        path = unquote(target.path.removeprefix(base.path))
        if path == "" or path.endswith("/"):
            path = posixpath.join(path, "index.html")
        return Link(page, href, path, unquote(target.fragment))

    @cached_property
    def links(self) -> list[Link]:
        """Every link of every page."""
        return [
            self.resolve(name, node.attributes["href"] or "")
            for name, page in self.pages.items()
            for node in page.css("a[href], area[href]")
        ]

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of each page, as often as they stand there."""
        return {
            name: [node.attributes["id"] or "" for node in page.css("[id]")]
            for name, page in self.pages.items()
        }

    def at(self, link: Link) -> LexborNode | None:
        """Find the element that a link leads to."""
        if link.path is None or link.path not in self.pages:
            return None
        return next(
            (node for node in self.pages[link.path].css("[id]") if node.attributes["id"] == link.fragment),
            None,
        )


def attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    """Give an attribute of the one element that a selector finds, or None where there is not exactly one."""
    found = page.css(selector)
    return found[0].attributes[name] if len(found) == 1 else None


def fold(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())
