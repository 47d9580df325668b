"""The frame that every page carries: head, navigation, breadcrumb, footer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from generator.evidence.inputs import noted
from generator.evidence.model import Evidence
from generator.site import citing, routes, structured, views
from generator.site.cards import HEIGHT, WIDTH, cards
from generator.site.corrected import by_page
from generator.site.dates import date_words
from generator.site.parts import Scribe
from generator.site.words import Words

_NAV = (
    ("people", "nav-people", routes.PEOPLE),
    ("questions", "nav-questions", routes.QUESTIONS),
    ("timeline", "nav-timeline", routes.TIMELINE),
    ("sources", "nav-sources", routes.SOURCES),
    ("a-z", "nav-az", routes.AZ),
)
_FOOTER = (
    ("nav-method", "method/"),
    ("nav-citations", routes.CITATIONS),
    ("nav-explainers", routes.EXPLAINERS),
    ("nav-entities", routes.ENTITIES),
    ("nav-speakers", routes.SPEAKERS),
    ("nav-corrections", routes.CORRECTIONS),
    ("nav-about", "about/"),
)
_OFFLINE = ("nav-offline", routes.OFFLINE)


class Framer:
    """Makes the frames of one language's pages."""

    def __init__(
        self,
        evidence: Evidence,
        all_words: Sequence[Words],
        w: Words,
        style: str,
        style_hash: str,
        inlines: Mapping[str, views.Inline],
    ) -> None:
        self._evidence = evidence
        self._site = evidence.dossier.site
        self.all_words = all_words
        self._w = w
        self._style = Markup(style)
        self._style_hash = style_hash
        self.inlines = inlines
        self._prefix = routes.prefix(evidence.dossier, w.lang)
        self._cards = noted(evidence, cards(evidence, w), f"cards.{w.lang}")
        self.base = f"{self._site.base_url}{self._prefix}"
        """The full address of this language's first page."""
        self._corrected = noted(evidence, by_page(evidence), "corrected")

    def frame(
        self,
        scribe: Scribe,
        path: str,
        here: str,
        title: str,
        description: str,
        trail: Sequence[tuple[str, str]] = (),
        about: structured.Node | None = None,
        *,
        marks: tuple[views.Mark, ...] = (),
        evidence: bool = False,
        languages: Collection[str] | None = None,
    ) -> views.Frame:
        """Make the frame of a page at `path`.

        `trail` names the pages between it and the first: (title, path); `about` is what it adds for machines;
        `marks` is its key to the sources; `evidence` says whether quotations stand beside sentences there, so that a
        reader may fold them away; `languages` are those that have this page, where not all do.
        """
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
            canonical=f"{self.base}{path}",
            site_title=site_title,
            home=up,
            nav=tuple(
                (part, views.Link(w[key], up + target))
                for part, key, target in _NAV
                if routes.is_made(site, target)
            ),
            trail=(home, *(views.Link(text, up + target) for text, target in trail)) if title else (),
            alternates=self._alternates(up, path, languages),
            footer=tuple(
                views.Link(w[key], up + target)
                for key, target in (*_FOOTER, *[_OFFLINE] * site.downloads)
                if routes.is_made(site, target)
            ),
            updated=date_words(site.updated, w) if site.updated else w["not-stated"],
            updated_iso=site.updated.text if site.updated else "",
            publisher=site.publisher or w["not-stated"],
            contact=views.Link(site.contact.removeprefix("mailto:"), site.contact) if site.contact else None,
            data=self._data(path, title, site_title, trail, about or {}),
            cite=self._cite(path, title, site_title),
            corrected=tuple(
                views.Link(w("corrected", date=date_words(one.date, w)), up + routes.correction_path(one.id))
                for one in self._corrected.get(path, ())
            ),
            feeds=self._feeds(up, path),
            marks=marks,
            card=self._card(path),
            notice=self._notice(path),
            evidence=evidence,
            style=self._style,
            style_hash=self._style_hash,
            w=w,
        )

    def _card(self, path: str) -> views.Card | None:
        """Name the card of a page: its own, or the site's, of which the first page alone gives every word."""
        own, of_site = self._cards.get(path), self._cards.get(routes.HOME)
        card = own or of_site
        if card is None:
            return None
        alt = card.alt if own else card.name
        return views.Card(card.path, self._site.base_url + card.path, WIDTH, HEIGHT, alt)

    def _data(
        self,
        path: str,
        title: str,
        site_title: str,
        trail: Sequence[tuple[str, str]],
        about: structured.Node,
    ) -> Markup:
        """Say for machines what the page is; the one for missing pages has no address of which to say it."""
        if path == routes.NOT_FOUND:
            return Markup("")
        if not title:
            return structured.data(structured.website(site_title, self.base))
        above = [(site_title, self.base), *((name, self.base + target) for name, target in trail)]
        return structured.data(structured.webpage(title, self.base + path, above, about))

    def _cite(self, path: str, title: str, site_title: str) -> views.Cite | None:
        if not citing.has_content(path):
            return None
        w, day = self._w, self._site.updated
        words = date_words(day, w) if day else ""
        return citing.citation(self.base + path, w.lang, title, site_title, self._site.publisher, day, words)

    def _feeds(self, up: str, path: str) -> tuple[views.Link, ...]:
        """Lead to the feeds from where they are looked for; without a day of the last change there are none."""
        if self._site.updated is None or path not in (routes.HOME, routes.CORRECTIONS):
            return ()
        kinds = (("feed-new", routes.FEED), ("feed-corrections", routes.CORRECTIONS_FEED))
        return tuple(views.Link(self._w[word], up + target) for word, target in kinds)

    def _notice(self, path: str) -> str:
        """Say that particulars are counted, not refused; how many, on the first page alone, since it changes often."""
        if self._site.particulars == "refuse":
            return ""
        bearing = self._evidence.bearing if path == routes.HOME else None
        return self._w("notice-reported", n=bearing.reported) if bearing else self._w["notice-counted"]

    def _alternates(
        self, up: str, path: str, languages: Collection[str] | None
    ) -> tuple[views.Alternate, ...]:
        """Give the page in every language that has it; nothing where that is one alone."""
        to_root = up if not self._prefix else f"{up}../"
        there = [w for w in self.all_words if languages is None or w.lang in languages]
        if len(there) < 2:
            return ()
        return tuple(
            views.Alternate(
                other.lang,
                other["language-name"],
                f"{to_root}{(folder := routes.prefix(self._evidence.dossier, other.lang))}{path}",
                f"{self._site.base_url}{folder}{path}",
                other["locale"],
            )
            for other in there
        )
