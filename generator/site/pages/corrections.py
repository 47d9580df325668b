"""The corrections: what was changed, when, and why."""

from __future__ import annotations

from collections.abc import Iterator

from generator.site import routes, views
from generator.site.corrected import corrections
from generator.site.pages.area import Area, Page


class CorrectionPages(Area):
    """Makes the page of the corrections."""

    def pages(self) -> Iterator[Page]:
        """Make the page."""
        scribe = self.scribe(routes.CORRECTIONS)
        w = self.w
        frame = self.framer.frame(
            scribe, routes.CORRECTIONS, "corrections", w["nav-corrections"], w["describe-corrections"]
        )
        view = views.CorrectionsPage(frame, corrections(scribe))
        yield self.page(routes.CORRECTIONS, "corrections.html", view)
