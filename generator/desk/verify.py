"""`verify`: a published folder, read back and held to the dossier and to its own texts.

The same reading as in a build, of the files as they lie there; so a page, an `evidence.json` or a `verify.py` that
somebody changed after publishing is found, and so is a site that was built from another state of the dossier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.evidence.checks import run_checks
from generator.evidence.model import Evidence
from generator.evidence.prove import prove
from generator.problems import Code, Origin, Problem, UserError, in_order
from generator.publishing import evidence_file
from generator.publishing.evidence_file import evidence_files
from generator.publishing.quoted import Fault, short
from generator.publishing.readback import Readback
from generator.publishing.sheet import plain
from generator.reading.characters import position
from generator.reading.load import load
from generator.records import Dossier
from generator.site import routes
from generator.site.pages import Planned, plans
from generator.site.parts import Scribe
from generator.site.render import Face
from generator.site.words import Words


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying came to; where the dossier itself has problems nothing was read, and `pages` is 0.

    `sealed` names the sources whose texts are not there: their quotations were held to the lock.
    """

    problems: tuple[Problem, ...]
    pages: int = 0
    statements: int = 0
    quotations: int = 0
    sealed: tuple[str, ...] = ()


def verify(public: Path, root: Path) -> Verified:
    """Read a published folder back, and hold it to the dossier at `root`.

    Raises:
        UserError: there is no dossier at `root`, or no folder `public`.
    """
    if not public.is_dir():
        raise UserError(
            f"{public} is not a folder: build the site first, or name the folder that was published"
        )
    loaded = load(root)
    if loaded.dossier is None:
        return Verified(tuple(in_order(loaded.problems)))
    dossier = replace(
        loaded.dossier,
        site=replace(loaded.dossier.site, base_url=_base_url(public, loaded.dossier.site.base_url)),
    )
    evidence, unproved = prove(dossier, loaded.ids, loaded.lost)
    all_words, wrong = Face(root).words(dossier.site.languages)
    problems = [*loaded.problems, *run_checks(dossier, loaded.ids), *unproved, *wrong]
    if problems or evidence is None:
        return Verified(tuple(in_order(problems)))
    reading = _Reading(public, Readback(evidence))
    found = list(reading.pages(plans(evidence, all_words, "", "", {})))
    if dossier.site.downloads:
        found += reading.copies(dossier)
    found += reading.others()
    found += reading.evidence(evidence, all_words)
    sealed = tuple(name for name, asked in evidence.asked.items() if asked.proved)
    return Verified(
        tuple(in_order(found)), reading.count, len(evidence.claims), reading.readback.count, sealed
    )


def _base_url(public: Path, own: str) -> str:
    """Give the address that a site was published under, which need not be the dossier's own."""
    try:
        told = json.loads((public / evidence_file.PATH).read_bytes())["base_url"]
    except (OSError, ValueError, LookupError, TypeError):
        return own
    return told if isinstance(told, str) else own


class _Reading:
    """Reads the files of one published folder."""

    def __init__(self, public: Path, readback: Readback) -> None:
        self._public = public
        self._read: set[str] = set()
        self.readback = readback
        self.count = 0

    def pages(self, all_planned: Iterable[Planned]) -> Iterator[Problem]:
        """Read the pages that the dossier makes."""
        for planned in all_planned:
            page = planned.made()
            missing = "the page is missing, or is not UTF-8"
            yield from self._read_back(page.file, partial(self.readback.read, page), missing)

    def copies(self, dossier: Dossier) -> Iterator[Problem]:
        """Read the files that hold all pages in one, and hold what can be taken along to the hash that pages state."""
        languages = dossier.site.languages
        for language in languages:
            path = f"{routes.prefix(dossier, language)}{routes.SINGLE}"
            missing = "the file is missing, or is not UTF-8"
            yield from self._read_back(path, partial(self.readback.read_single, language), missing)
        offline = [f"{routes.prefix(dossier, language)}{routes.OFFLINE}index.html" for language in languages]
        stating = {page: self._text(page) or "" for page in offline}
        for path in (path for language in languages for path in routes.copies(dossier, language)):
            try:
                digest = hashlib.sha256((self._public / path).read_bytes()).hexdigest()
            except OSError:
                yield self._problem(path, "the file is missing")
                continue
            for page, html in stating.items():
                if digest not in html:
                    yield self._problem(page, f"it does not state the SHA-256 of {path}, {digest}")

    def others(self) -> Iterator[Problem]:
        """Read every other page that lies in the folder."""
        for place in sorted(self._public.rglob("*.html")):
            path = place.relative_to(self._public).as_posix()
            if path not in self._read and place.is_file():
                yield from self._read_back(path, self.readback.read_other, "the page is not UTF-8")

    def evidence(self, evidence: Evidence, all_words: Iterable[Words]) -> Iterator[Problem]:
        """Hold the files of the evidence, and what each statement says on its page, to the dossier."""
        said: dict[tuple[str, str], dict[str, str]] = {}
        for w in all_words:
            scribe = Scribe(evidence, w, routes.HOME)
            for path, carried in (
                (path, each) for path, some in self.readback.carried.items() for each in some
            ):
                text = plain(scribe.said(carried.statement))
                said.setdefault((path, carried.anchor), {})[w.lang] = text
                shown = self.readback.said.get((path, carried.anchor), {}).get(w.lang, text)
                if shown != text:
                    file = f"{routes.prefix(evidence.dossier, w.lang)}{path}index.html"
                    yield self._problem(file, f"the statement {carried.anchor} says “{shown}”, not “{text}”")
        for path, content in evidence_files(evidence, said, self.readback.also):
            try:
                found = (self._public / path).read_bytes()
            except OSError:
                yield self._problem(path, "the file is missing")
                continue
            if found != content:
                yield self._problem(path, *_difference(found, content))

    def _text(self, path: str) -> str | None:
        try:
            return (self._public / path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _read_back(self, path: str, read: Callable[[str], list[Fault]], missing: str) -> Iterator[Problem]:
        """Read one file, and say `missing` where there is nothing to read."""
        self._read.add(path)
        html = self._text(path)
        if html is None:
            yield self._problem(path, missing)
            return
        self.count += 1
        for fault in read(html):
            yield self._problem(path, fault.message, *position(html, fault.at))

    def _problem(self, path: str, message: str, line: int = 1, column: int = 1) -> Problem:
        return Problem(Origin((self._public / path).as_posix(), line, column), Code.PAGE_UNPROVED, message)


def _difference(found: bytes, content: bytes) -> tuple[str, int]:
    """Say in which line a file first differs from what the dossier gives."""
    mine, theirs = content.splitlines(), found.splitlines()
    number = next((n for n, line in enumerate(mine) if n >= len(theirs) or line != theirs[n]), len(mine))
    wanted = mine[number].decode() if number < len(mine) else "the end of the file"
    return f"the dossier gives here: {short(wanted)}", number + 1
