"""Evidence -> the pages of the site: one view model a page, made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.evidence.model import Evidence
from generator.site import routes, views
from generator.site.frames import Framer
from generator.site.pages.area import Area, Page
from generator.site.pages.citations import CitationPages
from generator.site.pages.corrections import CorrectionPages
from generator.site.pages.finding import SCRIPT, SHEET, FindingPages
from generator.site.pages.front import FrontPages
from generator.site.pages.profiles import ProfilePages
from generator.site.pages.questions import QuestionPages
from generator.site.pages.sources import SourcePages
from generator.site.pages.texts import TextPages
from generator.site.pages.timeline import TimelinePages
from generator.site.words import Words

AREAS: tuple[type[Area], ...] = (
    FrontPages,
    ProfilePages,
    SourcePages,
    FindingPages,
    CitationPages,
    TimelinePages,
    QuestionPages,
    TextPages,
    CorrectionPages,
)


INLINES = (SHEET, SCRIPT)
"""The files of the face that only one kind of page carries."""


def pages(
    evidence: Evidence,
    all_words: Sequence[Words],
    style: str,
    style_hash: str,
    inlines: Mapping[str, views.Inline],
) -> Iterator[Page]:
    """Make every page of the site, in every language, one after another; `inlines` are by the names in `INLINES`."""
    for w in all_words:
        framer = Framer(evidence, all_words, w, style, style_hash, inlines)
        folder = routes.prefix(evidence.dossier, w.lang)
        for area in AREAS:
            for page in area(evidence, framer, w).pages():
                if routes.is_made(evidence.dossier.site, page.path.removeprefix(folder)):
                    yield page


__all__ = ["AREAS", "INLINES", "Page", "pages"]
