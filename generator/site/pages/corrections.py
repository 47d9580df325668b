"""The corrections: what was changed, when, and why."""

from __future__ import annotations

from collections.abc import Iterator

from generator.site import routes, views
from generator.site.corrected import corrections
from generator.site.pages.area import Area, Page, Planned


class CorrectionPages(Area):
    """Makes the page of the corrections."""

    def plans(self) -> Iterator[Planned]:
        """Plan the page."""
        yield self.plan(routes.CORRECTIONS, self._corrections)

    def _corrections(self) -> Page:
        scribe = self.scribe(routes.CORRECTIONS)
        w = self.w
        frame = self.framer.frame(
            scribe, routes.CORRECTIONS, "corrections", w["nav-corrections"], w["describe-corrections"]
        )
        view = views.CorrectionsPage(frame, corrections(scribe))
        return self.page(routes.CORRECTIONS, "corrections.html", view)
