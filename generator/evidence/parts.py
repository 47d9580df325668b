"""The parts of a source: which of its lines are headlines, furniture of the page, or printed a second time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.quotes import Passage, SourceText
from generator.problems import Code, Problem
from generator.records import Role, Source, SourcePart

_WEIGHT = (Role.BODY, Role.REPEAT, Role.HEADLINE, Role.FURNITURE)


def role_at(parts: tuple[SourcePart, ...], line: int) -> Role:
    """Give the role of a line, from 1."""
    return next((part.role for part in parts if part.first <= line <= part.last), Role.BODY)


def role_of(parts: tuple[SourcePart, ...], text: SourceText, passages: tuple[Passage, ...]) -> Role:
    """Give the role of an excerpt: that of its best place; a place is as good as the worst line it touches."""
    if not parts:
        return Role.BODY
    best = len(_WEIGHT)
    for passage in passages:
        lines = {text.line(at) for span in passage for at in (span.start, span.end - 1)}
        best = min(best, max(_WEIGHT.index(role_at(parts, line)) for line in lines))
    return _WEIGHT[best]


def check_parts(source: Source) -> Iterator[Problem]:
    """Note parts that lie outside the text, or on one another."""
    lines = source.text.count("\n") + (not source.text.endswith("\n"))
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
