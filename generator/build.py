"""The pipeline on one screen: load -> prove -> plan -> render -> publish. `check` is all of it but the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.evidence.cautions import all_cautions
from generator.evidence.checks import run_checks
from generator.evidence.model import Evidence
from generator.evidence.prove import prove
from generator.exports import atom, matrix, search
from generator.exports.along import Made, Published, along
from generator.exports.matter import Rendered
from generator.memory import Dress, Memory, Remembering
from generator.problems import Problem, UserError, in_order
from generator.publishing.drawn import drawn
from generator.publishing.evidence_file import evidence_files
from generator.publishing.feeds import extra_files
from generator.publishing.quoted import Fault
from generator.publishing.readback import Readback, ReadbackError, Refusals, Seen
from generator.publishing.write import checked_output, staged
from generator.reading.fields import is_folder_url
from generator.reading.load import load
from generator.records import Dossier
from generator.site.cards import Card, cards
from generator.site.pages import Planned, plans
from generator.site.render import TemplateError
from generator.site.routes import AZ, check_routes, is_made, prefix

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
    finished: bool = True
    """Whether all that was published is made from the dossier as it is now: not so after a build in a hurry."""


def check(root: Path, base_url: str | None = None, progress: Progress = lambda _done: None) -> Outcome:
    """Do all the work of a build and write nothing; no card is drawn, no book or zip made.

    Raises:
        UserError: there is no dossier at `root`, or `base_url` is not an address.
    """
    return _run(root, base_url, lambda files: sum(1 for _file in files), progress, Memory(), draw=False)


def build(
    root: Path,
    output: Path | None = None,
    base_url: str | None = None,
    progress: Progress = lambda _done: None,
    memory: Memory | None = None,
    *,
    hurry: bool = False,
) -> Outcome:
    """Build a dossier and publish it to `output` (`root/public` when None), whole or not at all.

    With the `memory` of an earlier build only what would come out otherwise is made, and no book or zip. In a `hurry`
    what takes long stays as it was, and the outcome is not `finished` until it is built again without.

    Raises:
        UserError: there is no dossier at `root`, `base_url` is not an address, or `output` may not be replaced.
    """
    place = checked_output(root, output or root / "public")

    def publish(files: Iterator[tuple[str, bytes]]) -> int:
        with staged(place, memory.buffers if memory else None) as stage:
            count = 0
            for count, (path, content) in enumerate(files, 1):  # noqa: B007 (the count is the result)
                stage.write(path, content)
            stage.publish()
        return count

    return _run(root, base_url, publish, progress, memory or Memory(), draw=True, hurry=hurry)


def _run(
    root: Path,
    base_url: str | None,
    publish: Callable[[Iterator[tuple[str, bytes]]], int],
    progress: Progress,
    memory: Memory,
    *,
    draw: bool,
    hurry: bool = False,
) -> Outcome:
    if base_url is not None and not is_folder_url(base_url):
        raise UserError(
            f"--base-url {base_url!r} is not an address that begins with http:// or https:// and ends in /"
        )
    loaded = load(root, memory.files)
    problems = loaded.problems
    if loaded.dossier is None:
        return _failed(problems)
    dossier = _at(loaded.dossier, base_url)
    problems += [*run_checks(dossier, loaded.ids), *check_routes(dossier, loaded.ids)]
    evidence, unproved = prove(dossier, loaded.ids, loaded.lost, known=memory.known)
    dress, wrong = memory.dress(root, dossier)
    problems += [*unproved, *wrong]
    if problems or evidence is None:
        return _failed(problems)
    try:
        with memory.remembering(evidence, dress, hurry=hurry) as kept:
            files = _Files(root, kept.evidence, dress, kept, progress, draw=draw)
            publish(files.all())
    except TemplateError as error:
        return _failed([error.problem])
    except ReadbackError as error:
        return _failed(error.problems)
    told = tuple(f"{origin}: caution: {text}" for origin, text in all_cautions(evidence))
    counts = (files.pages, len(evidence.claims), len(evidence.proofs))
    return Outcome((), *counts, told, finished=not kept.stale)


def _at(dossier: Dossier, base_url: str | None) -> Dossier:
    return dossier if base_url is None else replace(dossier, site=replace(dossier.site, base_url=base_url))


def _failed(problems: list[Problem]) -> Outcome:
    return Outcome(tuple(in_order(problems)))


class _Files:
    """Makes the files of a site one after another; `draw` what only a build needs."""

    def __init__(
        self,
        root: Path,
        evidence: Evidence,
        dress: Dress,
        kept: Remembering,
        progress: Progress,
        *,
        draw: bool,
    ) -> None:
        self._root = root
        self._evidence = evidence
        self._dress = dress
        self._kept = kept
        self._progress = progress
        self._draw = draw
        self._readback, self._refusals = Readback(evidence), Refusals()
        self.pages = 0

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Render page after page and read each back, then make the files beside them.

        Raises:
            TemplateError: a template is wrong.
            ReadbackError: a page does not show what was proved.
        """
        dossier = self._evidence.dossier
        paths: list[str] = []
        rendered: list[Rendered] = []
        for planned in plans(self._evidence, *self._dress.of_pages):
            one, seen = self._kept.again(planned.path, planned.given, partial(self._page, planned))
            paths.append(planned.path)
            self._readback.take(planned.path, seen)
            self._refusals.add(one.page, seen.faults)
            if self._refusals.enough:
                break
            if dossier.site.downloads:
                rendered.append(one)
            yield one.page.file, one.html.encode()
            self.pages += 1
            self._progress(self.pages)
        self._refuse(() if self._refusals.enough else self._readback.missing())
        beside = self._kept.again("the files beside", None, self._beside)
        said, also = self._readback.said, dict(self._readback.also)  # as the pages had it, not the copies
        proofs = self._kept.again(
            "the evidence", (said, also), lambda: dict(evidence_files(self._evidence, said, also))
        )
        yield from beside.items()
        yield from self._kept.again("the feeds", None, self._feeds)
        yield from proofs.items()
        if dossier.site.downloads:
            published = Published(tuple(rendered), beside, proofs)
            copies = self._kept.again("the copies", published, partial(self._along, published))
            for copy, faults in copies:
                if copy.page is not None:
                    paths.append(copy.page.path)
                    self._refusals.add(copy.page, faults)
                    self.pages += 1
                yield copy.path, copy.content
            self._refuse(())
        yield from extra_files(dossier, paths)
        if self._draw:
            yield from drawn(self._root, self._kept.again("the cards", None, self._cards))

    def _page(self, planned: Planned) -> tuple[Rendered, Seen]:
        page = planned.made()
        html = self._dress.face.html(page)
        return Rendered(page, html), self._readback.seen(page, html)

    def _beside(self) -> dict[str, bytes]:
        """Make the files that pages lead to or load."""
        files = {}
        for w in self._dress.all_words:
            folder = prefix(self._evidence.dossier, w.lang)
            files[f"{folder}{matrix.PATH}"] = matrix.matrix_csv(self._evidence, w)
            if is_made(self._evidence.dossier.site, AZ):
                files |= {f"{folder}{path}": content for path, content in search.files(self._evidence, w)}
        return files

    def _feeds(self) -> list[tuple[str, bytes]]:
        return [feed for w in self._dress.all_words for feed in atom.feeds(self._evidence, w)]

    def _along(self, published: Published) -> list[tuple[Made, list[Fault]]]:
        """Make what can be taken along, and read back the pages among it."""
        dress = self._dress
        whole = self._draw and not self._kept.lasting
        copies = along(self._evidence, dress.face, dress.all_words, dress.inlines, published, whole=whole)
        return [
            (copy, self._readback.read(copy.page, copy.content.decode()) if copy.page else [])
            for copy in copies
        ]

    def _cards(self) -> list[Card]:
        """Write the social cards of every language."""
        return [card for w in self._dress.all_words for card in cards(self._evidence, w).values()]

    def _refuse(self, missing: Iterable[str]) -> None:
        """Stop where pages do not show what was proved, or were not made."""
        if unproved := self._refusals.problems(self._root, missing):
            raise ReadbackError(unproved)
