"""Evidence -> the pages of the site: one view model a page, made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.evidence.model import Evidence
from generator.site.frames import Framer
from generator.site.pages.area import Area, Page
from generator.site.pages.citations import CitationPages
from generator.site.pages.corrections import CorrectionPages
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
    CitationPages,
    TimelinePages,
    QuestionPages,
    TextPages,
    CorrectionPages,
)


def pages(evidence: Evidence, all_words: Sequence[Words], style: str, style_hash: str) -> Iterator[Page]:
    """Make every page of the site, in every language, one after another."""
    for w in all_words:
        framer = Framer(evidence, all_words, w, style, style_hash)
        for area in AREAS:
            yield from area(evidence, framer, w).pages()


__all__ = ["AREAS", "Page", "pages"]
