"""What a site publishes for machines beside its pages: sitemap, robots.txt, .nojekyll."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from generator.records import Dossier
from generator.site.routes import NOT_FOUND, prefix

MARKER = ".generator"
"""Names a published folder as made by this program, and so as one that it may replace."""

SITEMAP = "sitemap.xml"
ADDRESSES = 40_000
"""So many pages stand in one sitemap. It may hold 50,000 and 50 MB, which eight languages of each would pass first."""

_MARKER_TEXT = "This folder is built from a dossier and replaced whole at each build. Do not edit it.\n"


def extra_files(dossier: Dossier, paths: Sequence[str]) -> list[tuple[str, bytes]]:
    """Make the files beside the pages; `paths` are the pages', from the root of the whole site."""
    base = dossier.site.base_url
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    return [
        (MARKER, _MARKER_TEXT.encode()),
        (".nojekyll", b""),
        ("robots.txt", robots.encode()),
        *sitemaps(dossier, paths),
    ]


def sitemaps(dossier: Dossier, paths: Sequence[str]) -> list[tuple[str, bytes]]:
    """Write the sitemap (sitemaps.org 0.9): every page but the one for missing pages, with its other languages.

    Of more than `ADDRESSES` pages it is an index of parts, each of which holds so many at most.
    """
    shown = sorted(path for path in paths if not path.endswith(NOT_FOUND))
    there = frozenset(shown)
    if len(shown) <= ADDRESSES:
        return [(SITEMAP, sitemap(dossier, shown, there).encode())]
    parts = [
        (f"sitemap-{number}.xml", sitemap(dossier, shown[at : at + ADDRESSES], there).encode())
        for number, at in enumerate(range(0, len(shown), ADDRESSES), 1)
    ]
    base = dossier.site.base_url
    updated = _updated(dossier)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<sitemap><loc>{escape(base + name, quote=False)}</loc>{updated}</sitemap>"
            for name, _part in parts
        ),
        "</sitemapindex>",
        "",
    ]
    return [(SITEMAP, "\n".join(lines).encode()), *parts]


def sitemap(dossier: Dossier, shown: Sequence[str], there: Collection[str]) -> str:
    """Write a sitemap of some pages, by their sorted paths; `there` are those of all."""
    site = dossier.site
    several = len(site.languages) > 1
    namespaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    namespaces += ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' * several
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {namespaces}>"]
    updated = _updated(dossier)
    prefixes = {language: prefix(dossier, language) for language in site.languages}
    for path in shown:
        plain = path
        for folder in prefixes.values():
            if folder and path.startswith(folder):
                plain = path.removeprefix(folder)
        versions = [
            (language, folder)
            for language, folder in (*prefixes.items(), ("x-default", ""))
            if several and folder + plain in there
        ]
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(site.base_url + folder + plain)}"/>'
            for language, folder in versions
        )
        lines.append(f"<url><loc>{escape(site.base_url + path, quote=False)}</loc>{updated}{links}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def _updated(dossier: Dossier) -> str:
    updated = dossier.site.updated
    return f"<lastmod>{updated.text}</lastmod>" if updated else ""
