"""The site of one language as a zip: unpacked anywhere, it opens from disk.

A folder has no first page where nobody serves it, so that links name `index.html`; nothing else of a page is changed.
Files have one date and one mode, and stand in the order of their names.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from html import escape, unescape

from generator.exports.matter import SCHEME, Rendered
from generator.site import routes

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the earliest that a zip can state."""

_MODE = 0o100644 << 16
_UNIX = 3
_LINK = re.compile(
    r"""<(?:script|style)\b[^>]*>.*?</(?:script|style)>|(<[a-zA-Z][^<>]*?\s(?:href|src)=")([^"]*)(?=")""",
    re.DOTALL,
)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files into a zip that is the same for the same files; one named `mimetype` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = _UNIX, _MODE
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def site_zip(
    folder: str,
    prefix: str,
    base_url: str,
    rendered: Iterable[Rendered],
    files: Mapping[str, bytes],
    always: Mapping[str, bytes],
) -> bytes:
    """Pack the pages of one language into a folder.

    `prefix` is the language's own folder on the site, which falls away. `files`, by their path from the root of the
    site, go along where a page links to them; those in `always`, by their path in the zip, go along in any case.
    """
    pages = {page.file: html for page, html in rendered if not page.file.endswith(routes.NOT_FOUND)}
    packing = _Packing(prefix, base_url, {*pages, *files, *always})
    made = {packing.name(path): packing.page(path, html).encode() for path, html in pages.items()}
    made |= {packing.name(path): files[path] for path in packing.used & (set(files) - set(always))}
    made |= always
    return packed((f"{folder}/{name}", made[name]) for name in sorted(made))


class _Packing:
    """Gives pages the addresses that hold inside a zip; `used` gathers the files they lead to."""

    def __init__(self, prefix: str, base_url: str, there: set[str]) -> None:
        self._prefix = prefix
        self._base = base_url
        self._there = there
        self.used: set[str] = set()

    def name(self, path: str) -> str:
        """Give the name in the zip of a file of the site."""
        return path.removeprefix(self._prefix)

    def page(self, path: str, html: str) -> str:
        """Give a page its links anew; what stands in scripts and style sheets is left alone."""
        folder = posixpath.dirname(self.name(path))
        known: dict[str, str] = {}

        def lead(found: re.Match[str]) -> str:
            before, href = found.groups()
            if before is None:
                return found[0]
            if href not in known:
                known[href] = escape(self._lead(path, folder, unescape(href)))
            return before + known[href]

        return _LINK.sub(lead, html)

    def _lead(self, path: str, folder: str, href: str) -> str:
        if href.startswith("#") or SCHEME.match(href):
            return href
        address, mark, fragment = href.partition("#")
        to = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        to = "" if to == "." else to
        named = address
        if not address or address.endswith(("/", ".")):
            to, named = posixpath.join(to, "index.html"), posixpath.join(address, "index.html")
        if to not in self._there:  # in another language, or not in the zip
            return self._base + to.removesuffix("index.html") + mark + fragment
        self.used.add(to)
        if not to.startswith(self._prefix):  # from the root of the site, which is that of the zip
            named = posixpath.relpath(to, folder or ".")
        return named + mark + fragment
