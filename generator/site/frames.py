"""The frame that every page carries: head, navigation, breadcrumb, footer."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.evidence.model import Evidence
from generator.site import routes, views
from generator.site.dates import date_words
from generator.site.parts import Scribe
from generator.site.words import Words

_NAV = (
    ("people", "nav-people", routes.PEOPLE),
    ("questions", "nav-questions", routes.QUESTIONS),
    ("timeline", "nav-timeline", routes.TIMELINE),
    ("sources", "nav-sources", routes.SOURCES),
    ("about", "nav-about", "about/"),
)
_FOOTER = (
    ("nav-method", "method/"),
    ("nav-citations", routes.CITATIONS),
    ("nav-explainers", routes.EXPLAINERS),
    ("nav-entities", routes.ENTITIES),
    ("nav-speakers", routes.SPEAKERS),
    ("nav-about", "about/"),
)
_OFFLINE = ("nav-offline", routes.OFFLINE)


class Framer:
    """Makes the frames of one language's pages."""

    def __init__(
        self, evidence: Evidence, all_words: Sequence[Words], w: Words, style: str, style_hash: str
    ) -> None:
        self._evidence = evidence
        self._site = evidence.dossier.site
        self._all_words = all_words
        self._w = w
        self._style = Markup(style)
        self._style_hash = style_hash
        self._prefix = routes.prefix(evidence.dossier, w.lang)

    def frame(
        self,
        scribe: Scribe,
        path: str,
        here: str,
        title: str,
        description: str,
        trail: Sequence[tuple[str, str]] = (),
    ) -> views.Frame:
        """Make the frame of a page at `path`; `trail` names the pages between it and the first: (title, path)."""
        w, site = self._w, self._site
        up = scribe.up
        site_title = scribe.text(site.title)
        home = views.Link(site_title, up)
        return views.Frame(
            lang=w.lang,
            root=up if not self._prefix else f"{up}../",
            here=here,
            title=title,
            document_title=f"{title}{w['title-separator']}{site_title}" if title else site_title,
            description=description,
            canonical=f"{site.base_url}{self._prefix}{path}",
            site_title=site_title,
            home=up,
            nav=tuple((part, views.Link(w[key], up + target)) for part, key, target in _NAV),
            trail=(home, *(views.Link(text, up + target) for text, target in trail)) if title else (),
            alternates=self._alternates(up, path) if len(self._all_words) > 1 else (),
            footer=tuple(
                views.Link(w[key], up + target) for key, target in (*_FOOTER, *[_OFFLINE] * site.downloads)
            ),
            updated=date_words(site.updated, w) if site.updated else w["not-stated"],
            updated_iso=site.updated.text if site.updated else "",
            publisher=site.publisher or w["not-stated"],
            contact=views.Link(site.contact.removeprefix("mailto:"), site.contact) if site.contact else None,
            marks=scribe.marks(self._evidence.order),
            notice=self._notice(),
            style=self._style,
            style_hash=self._style_hash,
            w=w,
        )

    def _notice(self) -> str:
        bearing = self._evidence.bearing
        if bearing is None or self._site.particulars == "refuse":
            return ""
        return self._w("notice-reported", n=bearing.reported)

    def _alternates(self, up: str, path: str) -> tuple[views.Alternate, ...]:
        to_root = up if not self._prefix else f"{up}../"
        return tuple(
            views.Alternate(
                other.lang,
                other["language-name"],
                f"{to_root}{(there := routes.prefix(self._evidence.dossier, other.lang))}{path}",
                f"{self._site.base_url}{there}{path}",
            )
            for other in self._all_words
        )
