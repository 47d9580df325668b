"""Ask axe-core what on an open page would stand in a reader's way.

The script is evaluated in the page rather than added to it, so it runs under any content security policy. It is
the one that `python -m tools.node` installs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools import node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page

_RUN = """([rules]) => axe.run(document, {
    resultTypes: ["violations"],
    rules: Object.fromEntries(rules.map(rule => [rule, {enabled: false}])),
})"""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One rule that one element breaks."""

    rule: str
    impact: str
    element: str
    text: str

    def __str__(self) -> str:
        """One line: the rule, how much it matters, where, and what is wrong."""
        return f"{self.rule} ({self.impact}) at {self.element}: {self.text}"


def why_not() -> str | None:
    """Return what is missing, or None when axe-core can run."""
    if node.AXE.is_ready():
        return None
    return "axe-core is not installed. To have them, install npm and run make test-all"


def violations(page: Page, *, without: Iterable[str] = ()) -> list[Violation]:
    """Run every rule but those in `without` on the page as it stands; return what is broken, in order."""
    page.evaluate(node.AXE.path.read_text(encoding="utf-8"))
    result = page.evaluate(_RUN, [sorted(without)])
    return sorted(
        Violation(
            rule=broken["id"],
            impact=broken["impact"] or "unrated",
            element=" ".join(str(step) for step in element["target"]),
            text=broken["help"],
        )
        for broken in result["violations"]
        for element in broken["nodes"]
    )
