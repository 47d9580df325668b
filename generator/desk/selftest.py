"""The selftest at the desk: a dossier altered in hundreds of ways, and the result as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from generator.evidence.checks import run_checks
from generator.evidence.prove import prove
from generator.evidence.selftest.model import Example, Report, Row
from generator.evidence.selftest.run import run
from generator.problems import Problem, UserError, in_order
from generator.reading.load import load
from generator.site.render import Face


def selftest(root: Path, seed: int, each: int) -> tuple[Report | None, list[Problem]]:
    """Run the selftest of the dossier at `root`; where the dossier has problems, give them and no report.

    Raises:
        UserError: there is no dossier at `root`, or `each` is no number of alterations to make.
    """
    if not 1 <= each <= 10_000:
        raise UserError(f"--each {each} is not a number from 1 to 10000")
    loaded = load(root)
    if loaded.dossier is None:
        return None, in_order(loaded.problems)
    problems = [*loaded.problems, *run_checks(loaded.dossier, loaded.ids)]
    _evidence, unproved = prove(loaded.dossier, loaded.ids, loaded.lost)
    if problems or unproved:
        return None, in_order([*problems, *unproved])
    return run(loaded.dossier, loaded.ids, seed, each), []


def as_json(report: Report) -> str:
    """Write a report as JSON."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2)


def as_text(report: Report) -> str:
    """Write a report as lines: a kind a line with an example under it, then everything that went wrong."""
    [words], _problems = Face(Path()).words(("en",))
    names = {row.kind: str(words.table.get(f"alteration-{row.kind}", row.kind)) for row in report.rows}
    return "\n".join(_lines(report, names))


def _lines(report: Report, names: Mapping[str, str]) -> Iterator[str]:
    for rows, what, done in (
        (report.harmful, "harmful alterations made", "caught"),
        (report.honest, "honest variants made", "accepted"),
    ):
        made, right = sum(row.made for row in rows), sum(row.right for row in rows)
        yield f"{made} {what} (seed {report.seed}), {right} {done}."
        for row in rows:
            yield from _row(row, names[row.kind], done)
        yield ""
    if not report.missed:
        yield "Nothing was missed."
        return
    yield f"{len(report.missed)} went wrong:"
    for row in report.rows:
        for example in row.missed:
            yield f"  {names[row.kind]}, {'not caught' if row.harmful else 'not accepted'}: {example.subject}"
            yield from _shown(example, "    ")


def _row(row: Row, name: str, done: str) -> Iterator[str]:
    if row.example is None:
        yield f"  {name}: the dossier has nothing to try it on"
        return
    yield f"  {name}: {row.right} of {row.made} {done}"
    yield from _shown(row.example, "      ")


def _shown(example: Example, margin: str) -> Iterator[str]:
    """Show an alteration and what was said of it; hidden characters are named, not sent to a terminal."""
    yield f"{margin}{_visible(example.before)}"
    if example.after != example.before:
        yield f"{margin}-> {_visible(example.after)}"
    yield from (f"{margin}   {_visible(line)}" for line in example.message.splitlines())


def _visible(text: str) -> str:
    return "".join(
        one if one.isprintable() or one == " " else one.encode("unicode_escape").decode() for one in text
    )
