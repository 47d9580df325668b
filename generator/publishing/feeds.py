"""What a site publishes for machines beside its pages: sitemap, robots.txt, .nojekyll."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.records import Dossier
from generator.site.routes import NOT_FOUND, prefix

MARKER = ".generator"
"""Names a published folder as made by this program, and so as one that it may replace."""

_MARKER_TEXT = "This folder is built from a dossier and replaced whole at each build. Do not edit it.\n"


def extra_files(dossier: Dossier, paths: Sequence[str]) -> list[tuple[str, bytes]]:
    """Make the files beside the pages; `paths` are the pages', from the root of the whole site."""
    base = dossier.site.base_url
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    return [
        (MARKER, _MARKER_TEXT.encode()),
        (".nojekyll", b""),
        ("robots.txt", robots.encode()),
        ("sitemap.xml", sitemap(dossier, paths).encode()),
    ]


def sitemap(dossier: Dossier, paths: Sequence[str]) -> str:
    """Write the sitemap (sitemaps.org 0.9): every page but the one for missing pages, with its other languages."""
    site = dossier.site
    shown = [path for path in paths if not path.endswith(NOT_FOUND)]
    several = len(site.languages) > 1
    namespaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    namespaces += ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' * several
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {namespaces}>"]
    updated = f"<lastmod>{site.updated.text}</lastmod>" if site.updated else ""
    prefixes = {language: prefix(dossier, language) for language in site.languages}
    for path in sorted(shown):
        plain = path
        for folder in prefixes.values():
            if folder and path.startswith(folder):
                plain = path.removeprefix(folder)
        versions = [*prefixes.items(), ("x-default", "")] if several else []
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(site.base_url + folder + plain)}"/>'
            for language, folder in versions
        )
        lines.append(f"<url><loc>{escape(site.base_url + path, quote=False)}</loc>{updated}{links}</url>")
    return "\n".join([*lines, "</urlset>", ""])
