"""The parts of a source: which of its lines are headlines, furniture of the page, or printed a second time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from generator.evidence.quotes import Passage
from generator.problems import Code, Problem
from generator.records import Role, Source, SourcePart

_WEIGHT = (Role.BODY, Role.REPEAT, Role.HEADLINE, Role.FURNITURE)


class Lined(Protocol):
    """What can tell the line of an offset."""

    def line(self, offset: int) -> int:
        """Number the line, from 1, in which an offset lies."""


def line_count(text: str) -> int:
    """Count the lines of a text."""
    return text.count("\n") + (not text.endswith("\n"))


def role_at(parts: tuple[SourcePart, ...], line: int) -> Role:
    """Give the role of a line, from 1."""
    return next((part.role for part in parts if part.first <= line <= part.last), Role.BODY)


def role_of(parts: tuple[SourcePart, ...], text: Lined, passages: tuple[Passage, ...]) -> Role:
    """Give the role of an excerpt: that of its best place; a place is as good as the worst line it touches."""
    if not parts:
        return Role.BODY
    best = len(_WEIGHT)
    for passage in passages:
        lines = {
            line for span in passage for line in range(text.line(span.start), text.line(span.end - 1) + 1)
        }
        best = min(best, max(_WEIGHT.index(role_at(parts, line)) for line in lines))
    return _WEIGHT[best]


def check_parts(source: Source, lines: int) -> Iterator[Problem]:
    """Note parts that lie outside a text of so many lines, or on one another."""
    taken: dict[int, SourcePart] = {}
    for part in source.parts:
        if part.last > lines:
            message = f"the text has {lines} lines; there is no line {part.last}"
            yield Problem(part.origin, Code.BAD_VALUE, message)
            continue
        for line in range(part.first, part.last + 1):
            if line in taken:
                message = f"line {line} has the role {taken[line].role.value} already"
                yield Problem(part.origin, Code.BAD_VALUE, message, "Let a line stand in one part.")
                break
            taken[line] = part
