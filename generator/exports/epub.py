"""The dossier of one language as an EPUB 3: a chapter for each page, every link inside the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import escape

from generator.exports.matter import Edition, Matter, led
from generator.exports.sitezip import packed
from generator.records import Site

_LANGUAGE = re.compile(r'(<[^<>]*?\s)lang="([^"]*)"')
_SVG = re.compile(r"<svg(?![^>]*\sxmlns=)")
_FOLDER = "book/"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def epub(edition: Edition, site: Site, address: str, style: str) -> bytes:
    """Make the book; `address` is where it is published, and its identifier."""
    book = _Book(edition, site)
    chapters = [(_file(matter.path), book.chapter(matter)) for part in edition.parts for matter in part]
    files = [("style.css", style), ("nav.xhtml", book.navigation()), *chapters]
    files.append(("package.opf", book.package(address, chapters)))
    named = [(_FOLDER + name, text.encode()) for name, text in sorted(files)]
    container = ("META-INF/container.xml", _CONTAINER.encode())
    return packed([("mimetype", b"application/epub+zip"), container, *named])


def _file(path: str) -> str:
    """Name the file of a chapter. No id has an underscore, so that no two of them are alike."""
    return f"{path.strip('/').replace('/', '_') or '_first'}.xhtml"


def _id(name: str) -> str:
    """Give an id as XML allows it: none begins with a digit or hyphen."""
    return name if name[:1].isalpha() or name[:1] == "_" else f"_.{name}"


class _Book:
    """Writes the files of one book."""

    def __init__(self, edition: Edition, site: Site) -> None:
        self._edition = edition
        self._site = site
        self._w = edition.w
        self._title = site.title[edition.w.lang].text

    def _page(self, title: str, body: str) -> str:
        return _XHTML.format(lang=self._w.lang, title=escape(title), body=body)

    def chapter(self, matter: Matter) -> str:
        """Write one page of the site as a chapter."""

        def lead(href: str) -> str:
            there, fragment, url = self._edition.target(matter.path, href)
            return url or _file(there) + (f"#{_id(fragment)}" if fragment else "")

        html = _LANGUAGE.sub(r'\1lang="\2" xml:lang="\2"', led(matter.html, lead, _id))
        html = _SVG.sub('<svg xmlns="http://www.w3.org/2000/svg"', html)
        return self._page(matter.title, f"<section>\n{html}\n</section>")

    def navigation(self) -> str:
        """Write the table of contents and the landmarks."""

        def entry(matter: Matter) -> str:
            return f'<a href="{_file(matter.path)}">{escape(matter.title)}</a>'

        entries = []
        for first, *others in self._edition.parts:
            below = "".join(f"<li>{entry(matter)}</li>\n" for matter in others)
            entries.append(f"<li>{entry(first)}" + (f"\n<ol>\n{below}</ol>" if below else "") + "</li>\n")
        contents, start = escape(self._w["contents"]), escape(self._w["landmark-text"])
        first = self._edition.parts[0][0]
        return self._page(
            contents,
            f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{contents}</h1>\n<ol>\n{"".join(entries)}</ol></nav>\n'
            f'<nav epub:type="landmarks" hidden="hidden"><ol>\n<li><a epub:type="toc" href="#toc">{contents}</a></li>\n'
            f'<li><a epub:type="bodymatter" href="{_file(first.path)}">{start}</a></li>\n</ol></nav>',
        )

    def package(self, address: str, chapters: list[tuple[str, str]]) -> str:
        """Write the package document."""
        chapters = [("nav.xhtml", ""), *chapters]
        items, spine = [], []
        for number, (name, text) in enumerate(chapters):
            kinds = ["nav"] * (not number) + ["svg"] * ("<svg" in text)
            properties = f' properties="{" ".join(kinds)}"' if kinds else ""
            items.append(
                f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"{properties}/>\n'
            )
            spine.append(f'<itemref idref="c{number}"/>\n')
        metadata = "".join(f"{line}\n" for line in self._metadata(address))
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
            f' xml:lang="{self._w.lang}">\n'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}</metadata>\n'
            '<manifest>\n<item id="style" href="style.css" media-type="text/css"/>\n'
            f"{''.join(items)}</manifest>\n<spine>\n{''.join(spine)}</spine>\n</package>\n"
        )

    def _metadata(self, address: str) -> Iterator[str]:
        """Write what is known of the book. Where no day of change is stated, the earliest that a zip can state."""
        site = self._site
        updated = site.updated.text if site.updated else "1980-01-01"
        yield f'<dc:identifier id="id">{escape(address)}</dc:identifier>'
        yield f"<dc:title>{escape(self._title)}</dc:title>"
        yield f"<dc:language>{self._w.lang}</dc:language>"
        yield f"<dc:description>{escape(site.description[self._w.lang].text)}</dc:description>"
        yield f"<dc:source>{escape(posixpath.join(posixpath.dirname(address), ''))}</dc:source>"
        if site.publisher:
            yield f"<dc:publisher>{escape(site.publisher)}</dc:publisher>"
        if site.updated:
            yield f"<dc:date>{updated}</dc:date>"
        yield f'<meta property="dcterms:modified">{updated}T00:00:00Z</meta>'
        yield '<meta property="schema:accessMode">textual</meta>'
        yield '<meta property="schema:accessModeSufficient">textual</meta>'
        yield from (
            f'<meta property="schema:accessibilityFeature">{feature}</meta>'
            for feature in ("tableOfContents", "structuralNavigation", "displayTransformability")
        )
        yield '<meta property="schema:accessibilityHazard">none</meta>'
        yield f'<meta property="schema:accessibilitySummary">{escape(self._w["book-summary"])}</meta>'
