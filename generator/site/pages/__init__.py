"""Evidence -> the pages of the site: planned all at once, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.evidence.model import Evidence
from generator.site import views
from generator.site.frames import Framer
from generator.site.pages.area import Area, Page, Planned
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


def plans(
    evidence: Evidence,
    all_words: Sequence[Words],
    style: str,
    style_hash: str,
    inlines: Mapping[str, views.Inline],
) -> Iterator[Planned]:
    """Plan every page of the site, in every language, one after another; `inlines` are by the names in `INLINES`."""
    for w in all_words:
        framer = Framer(evidence, all_words, w, style, style_hash, inlines)
        for area in AREAS:
            yield from area(evidence, framer, w).plans()


__all__ = ["AREAS", "INLINES", "Page", "Planned", "plans"]
