"""What is told of words that do not stand in their source, or not in one place, and what would be right."""

from __future__ import annotations

from generator.evidence.nearest import nearest
from generator.evidence.quotes import Ambiguous, NotFound, SourceText, Unreadable
from generator.problems import Code, Origin, Problem
from generator.records import Selector

_WHICH = (
    "Say which place is meant: add prefix: or suffix: with the words beside it, or occurrence: 1 (2, …),"
    " or occurrence: all where the text prints a passage more than once."
)


def unfound(
    outcome: Ambiguous | NotFound | Unreadable,
    selector: Selector,
    origin: Origin,
    text: SourceText,
    path: str,
) -> Problem:
    """Make the problem of words typed at `origin`, which were looked for in the text at `path`."""
    match outcome:
        case Unreadable(reason=reason):
            return Problem(origin, Code.QUOTE_UNREADABLE, f"this is no quotation: {reason}")
        case Ambiguous(passages=passages):
            lines = ", ".join(str(text.line(passage[0].start)) for passage in passages)
            message = f"these words stand {len(passages)} times in {path} (lines {lines})"
            return Problem(origin, Code.QUOTE_AMBIGUOUS, message, _WHICH)
        case NotFound(reason=reason):
            message = f"these words do not stand in {path}"
            if reason:
                return Problem(origin, Code.QUOTE_NOT_FOUND, f"{message}: {reason}")
            near = nearest(selector.exact, text)
            hint = near.hint(path) if near else "No passage of the text is like them."
            return Problem(origin, Code.QUOTE_NOT_FOUND, message, hint)
