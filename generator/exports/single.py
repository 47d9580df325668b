"""The whole dossier in one file, `offline.html`: every page of one language one below the other, every link inside."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from generator.exports.matter import Edition, Matter, led
from generator.site import routes, views
from generator.site.frames import Framer
from generator.site.pages import Page
from generator.site.parts import Scribe

_HEADING = re.compile(r"(</?h)([1-3])(?=[\s>])")
_SELECTOR = re.compile(r"(?<![\w.#-])h([1-3])(?![\w-])")


def single_page(edition: Edition, framer: Framer, scribe: Scribe, prefix: str) -> Page:
    """Make the page; `scribe` and `framer` are those of a page at `routes.SINGLE`."""
    w = edition.w

    def lead(path: str, href: str) -> str:
        there, fragment, url = edition.target(path, href)
        return url or f"#{routes.single_anchor(there, fragment)}"

    def inside(link: views.Link) -> views.Link:
        return views.Link(link.text, lead(routes.SINGLE, link.href))

    def piece(matter: Matter) -> views.Piece:
        path = matter.path
        html = led(matter.html, lambda href: lead(path, href), lambda name: routes.single_anchor(path, name))
        return views.Piece(routes.single_anchor(path), Markup(lower(html)))

    def entry(matter: Matter) -> views.Link:
        return views.Link(matter.title, f"#{routes.single_anchor(matter.path)}")

    frame = framer.frame(scribe, routes.SINGLE, "", w["single-title"], w["describe-single"], evidence=True)
    frame = replace(
        frame,
        home=lead(routes.SINGLE, frame.home),
        nav=tuple((part, inside(link)) for part, link in frame.nav),
        footer=tuple(inside(link) for link in frame.footer),
        alternates=tuple(replace(other, href=other.canonical) for other in frame.alternates),
        trail=(views.Link(frame.site_title, framer.base),),  # where it is published
    )
    contents = tuple((entry(part[0]), tuple(entry(matter) for matter in part[1:])) for part in edition.parts)
    pieces = tuple(piece(matter) for part in edition.parts for matter in part)
    return Page(f"{prefix}{routes.SINGLE}", "single.html", views.SinglePage(frame, contents, pieces))


def lower(html: str) -> str:
    """Set headings one rank lower: the file has a title of its own."""
    return _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html)


def lower_style(style: str) -> str:
    """Let the style sheet of the site follow `lower`."""
    return _SELECTOR.sub(lambda found: f"h{int(found[1]) + 1}", style)
