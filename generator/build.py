"""The pipeline on one screen: load -> prove -> plan -> render -> publish. `check` is all of it but the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.evidence.cautions import all_cautions
from generator.evidence.checks import run_checks
from generator.evidence.model import Evidence
from generator.evidence.prove import prove
from generator.exports import atom, matrix, search
from generator.exports.along import SHEETS, Published, along
from generator.exports.matter import Rendered
from generator.problems import Problem, UserError, in_order
from generator.publishing.drawn import drawn
from generator.publishing.evidence_file import evidence_files
from generator.publishing.feeds import extra_files
from generator.publishing.readback import Readback, ReadbackError, Refusals
from generator.publishing.write import checked_output, staged
from generator.reading.fields import is_folder_url
from generator.reading.load import load
from generator.records import Dossier
from generator.site.cards import cards
from generator.site.pages import INLINES, Planned, plans
from generator.site.render import Face, TemplateError
from generator.site.routes import check_routes, prefix
from generator.site.views import Inline
from generator.site.words import Words

Progress = Callable[[int], None]
"""Told how many pages are done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build or check came to. Where there are problems, nothing was published and the counts are 0."""

    problems: tuple[Problem, ...] = ()
    pages: int = 0
    statements: int = 0
    quotations: int = 0
    cautions: tuple[str, ...] = ()
    """What an editor should look at twice, a line each; never a reason to stop."""


def check(root: Path, base_url: str | None = None, progress: Progress = lambda _done: None) -> Outcome:
    """Do all the work of a build and write nothing; no card is drawn, no book or zip made.

    Raises:
        UserError: there is no dossier at `root`, or `base_url` is not an address.
    """
    return _run(root, base_url, lambda files: sum(1 for _file in files), progress, draw=False)


def build(
    root: Path,
    output: Path | None = None,
    base_url: str | None = None,
    progress: Progress = lambda _done: None,
) -> Outcome:
    """Build a dossier and publish it to `output` (`root/public` when None), whole or not at all.

    Raises:
        UserError: there is no dossier at `root`, `base_url` is not an address, or `output` may not be replaced.
    """
    place = checked_output(root, output or root / "public")

    def publish(files: Iterator[tuple[str, bytes]]) -> int:
        with staged(place) as stage:
            count = 0
            for count, (path, content) in enumerate(files, 1):  # noqa: B007 (the count is the result)
                stage.write(path, content)
            stage.publish()
        return count

    return _run(root, base_url, publish, progress, draw=True)


def _run(
    root: Path,
    base_url: str | None,
    publish: Callable[[Iterator[tuple[str, bytes]]], int],
    progress: Progress,
    *,
    draw: bool,
) -> Outcome:
    if base_url is not None and not is_folder_url(base_url):
        raise UserError(
            f"--base-url {base_url!r} is not an address that begins with http:// or https:// and ends in /"
        )
    loaded = load(root)
    problems = loaded.problems
    if loaded.dossier is None:
        return _failed(problems)
    dossier = _at(loaded.dossier, base_url)
    problems += [*run_checks(dossier, loaded.ids), *check_routes(dossier, loaded.ids)]
    evidence, unproved = prove(dossier, loaded.ids, loaded.lost)
    face = Face(root)
    style, style_hash, wrong = face.style()
    inlines, wrong_inlines = face.inlines([*INLINES, *SHEETS] if dossier.site.downloads else INLINES)
    all_words, wrong_words = face.words(dossier.site.languages)
    problems += [*unproved, *wrong, *wrong_inlines, *wrong_words]
    if problems or evidence is None:
        return _failed(problems)
    planned = plans(evidence, all_words, style, style_hash, inlines)
    counts = {"pages": 0}
    try:
        publish(_files(root, evidence, face, all_words, inlines, planned, counts, progress, draw=draw))
    except TemplateError as error:
        return _failed([error.problem])
    except ReadbackError as error:
        return _failed(error.problems)
    told = tuple(f"{origin}: caution: {text}" for origin, text in all_cautions(evidence))
    return Outcome((), counts["pages"], len(evidence.claims), len(evidence.proofs), told)


def _at(dossier: Dossier, base_url: str | None) -> Dossier:
    return dossier if base_url is None else replace(dossier, site=replace(dossier.site, base_url=base_url))


def _failed(problems: list[Problem]) -> Outcome:
    return Outcome(tuple(in_order(problems)))


def _files(
    root: Path,
    evidence: Evidence,
    face: Face,
    all_words: list[Words],
    inlines: Mapping[str, Inline],
    planned: Iterator[Planned],
    counts: dict[str, int],
    progress: Progress,
    *,
    draw: bool,
) -> Iterator[tuple[str, bytes]]:
    """Render page after page and read each back, then make the files beside them; `draw` what only a build needs.

    Raises:
        TemplateError: a template is wrong.
        ReadbackError: a page does not show what was proved.
    """
    dossier = evidence.dossier
    paths: list[str] = []
    kept: list[Rendered] = []
    readback, refusals = Readback(evidence), Refusals()
    for each in planned:
        page = each.made()
        rendered = Rendered(page, face.html(page))
        paths.append(page.path)
        refusals.add(page, readback.read(page, rendered.html))
        if refusals.enough:
            break
        if dossier.site.downloads:
            kept.append(rendered)
        yield page.file, rendered.html.encode()
        counts["pages"] += 1
        progress(counts["pages"])
    if unproved := refusals.problems(root, () if refusals.enough else readback.missing()):
        raise ReadbackError(unproved)
    files = dict(_beside(evidence, all_words))
    proofs = dict(evidence_files(evidence, readback.said, readback.also))
    yield from files.items()
    for w in all_words:
        yield from atom.feeds(evidence, w)
    yield from proofs.items()
    if dossier.site.downloads:
        published = Published(kept, files, proofs)
        for copy in along(evidence, face, all_words, inlines, published, whole=draw):
            if copy.page is not None:
                paths.append(copy.page.path)
                refusals.add(copy.page, readback.read(copy.page, copy.content.decode()))
                counts["pages"] += 1
            yield copy.path, copy.content
        if unproved := refusals.problems(root):
            raise ReadbackError(unproved)
    yield from extra_files(dossier, paths)
    if draw:
        yield from _cards(root, evidence, all_words)


def _beside(evidence: Evidence, all_words: list[Words]) -> Iterator[tuple[str, bytes]]:
    """Make the files that pages lead to or load."""
    for w in all_words:
        folder = prefix(evidence.dossier, w.lang)
        yield f"{folder}{matrix.PATH}", matrix.matrix_csv(evidence, w)
        for path, content in search.files(evidence, w):
            yield f"{folder}{path}", content


def _cards(root: Path, evidence: Evidence, all_words: list[Words]) -> Iterator[tuple[str, bytes]]:
    """Draw the social cards of every language."""
    return drawn(root, [card for w in all_words for card in cards(evidence, w).values()])
