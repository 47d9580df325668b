"""The feeds of a site in one language (Atom, RFC 4287): what is new, and the corrections alone.

A dossier knows two kinds of date of its own: the day of its last change, and the days of its corrections. The feeds
say those and no other. A day stands there as its midnight, UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from generator.evidence.model import Evidence
from generator.site import routes, views
from generator.site.corrected import as_html, corrections
from generator.site.dates import date_words
from generator.site.parts import Scribe
from generator.site.words import Words

ENTRIES = 100
"""So many corrections stand in a feed, the newest; the page of the corrections has all."""


def feeds(evidence: Evidence, w: Words) -> Iterator[tuple[str, bytes]]:
    """Make both feeds: (path, bytes). A dossier that names no day of its last change has none."""
    site = evidence.dossier.site
    if site.updated is None:
        return
    prefix = routes.prefix(evidence.dossier, w.lang)
    base = site.base_url + prefix
    scribe = Scribe(evidence, w, routes.HOME, root=base)
    newest = max([entry.date.text for entry in evidence.dossier.corrections], default=site.updated.text)
    corrected = [_correction(entry, base, w) for entry in corrections(scribe)[:ENTRIES]]
    title = scribe.text(site.title)
    state = _entry(
        f"{base}#updated-{site.updated.text}",
        w("feed-state", title=title, date=date_words(site.updated, w)),
        site.updated.text,
        base,
        f'<summary type="text">{_text(scribe.text(site.description))}</summary>',
    )
    author = site.publisher or title  # RFC 4287 wants an author; where nobody is named, the site is
    for path, page, name, day, entries in (
        (routes.FEED, routes.HOME, title, site.updated.text, [state, *corrected]),
        (
            routes.CORRECTIONS_FEED,
            routes.CORRECTIONS,
            f"{title}: {w['nav-corrections']}",
            newest,
            corrected,
        ),
    ):
        yield f"{prefix}{path}", _feed(base, path, page, name, author, day, w, entries).encode()


def _feed(
    base: str,
    path: str,
    page: str,
    title: str,
    author: str,
    day: str,
    w: Words,
    entries: Sequence[str],
) -> str:
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{w.lang}">',
        f"<id>{_text(base + path)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{day}T00:00:00Z</updated>",
        f"<author><name>{_text(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_text(base + path)}"/>',
        f'<link rel="alternate" type="text/html" hreflang="{w.lang}" href="{_text(base + page)}"/>',
        *entries,
        "</feed>\n",
    )
    return "\n".join(lines)


def _correction(correction: views.Correction, base: str, w: Words) -> str:
    address = base + routes.correction_path(correction.anchor)
    title = w("feed-correction", page=correction.page.text)
    content = f'<content type="html">{_text(as_html(correction, w))}</content>'
    return _entry(address, title, correction.datetime, address, content)


def _entry(name: str, title: str, day: str, address: str, content: str) -> str:
    parts = (
        "<entry>",
        f"<id>{_text(name)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{day}T00:00:00Z</updated>",
        f'<link rel="alternate" type="text/html" href="{_text(address)}"/>',
        f"{content}</entry>",
    )
    return "\n".join(parts)


def _text(text: str) -> str:
    """Escape a text for XML; markup in it, too, is escaped and shown by whoever reads the feed."""
    return escape(str(text))
