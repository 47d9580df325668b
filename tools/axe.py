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

AAA_CONTRAST = "color-contrast-enhanced"
"""Text of 7:1, large text of 4.5:1: a rule that has to be asked for."""

_RUN = """([within, only, also, without]) => axe.run(within, {
    resultTypes: ["violations"],
    ...(only.length ? {runOnly: {type: "rule", values: only}} : {}),
    rules: Object.fromEntries([
        ...also.map(rule => [rule, {enabled: true}]), ...without.map(rule => [rule, {enabled: false}])]),
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


def violations(
    page: Page,
    *,
    only: Iterable[str] = (),
    also: Iterable[str] = (),
    without: Iterable[str] = (),
    within: str = "html",
) -> list[Violation]:
    """Run the rules on the page as it stands; return what is broken, in order.

    That is every rule of axe-core that is on by default (WCAG A and AA to 2.2 and best practice) with `also` and
    without `without`, or else `only` those named, for what the selector `within` finds.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(node.AXE.path.read_text(encoding="utf-8"))
    result = page.evaluate(_RUN, [within, sorted(only), sorted(also), sorted(without)])
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
