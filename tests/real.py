"""This repository's own dossier: read once, and its site built once, for all tests that change nothing in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.evidence.model import Evidence
from generator.evidence.prove import prove
from generator.reading.load import Loaded, load
from generator.records import Dossier
from generator.site import routes, views
from generator.site.pages import Page
from generator.site.render import Face
from generator.site.style import Sheet
from tests.dossiers import ROOT, built, copy, snapshot

LANGUAGES = ("", "es/")
"""The folder of each of its languages."""

TYPES = (
    "home",
    "people",
    "person",
    "group",
    "entities",
    "entity",
    "questions",
    "question",
    "sources",
    "source",
    "timeline",
    "explainers",
    "explainer",
    "page",
    "citations",
    "citation-list",
    "a-z",
    "speakers",
    "speaker",
    "corrections",
    "offline",
    "404",
)
"""Every type of page there is; a new one is added here, and with that held to what `tests/test_reading.py` asks."""


class Site(NamedTuple):
    """A built site, and of what type each of its pages is."""

    public: Path
    types: dict[str, str]
    """A page's path, such as `es/people/claudia-macero/`, and its type (`type_of`)."""

    @property
    def dossier(self) -> Path:
        """The folder of the dossier, in which the site was built."""
        return self.public.parent

    def of(self, language: str, wanted: str) -> list[str]:
        """Give the pages of one type in one language, the heaviest first."""
        found = [
            path
            for path, named in self.types.items()
            if named == wanted and any(path.startswith(f) for f in LANGUAGES if f) == bool(language)
        ]
        return sorted(found, key=lambda path: (-self.file(path).stat().st_size, path))

    def file(self, path: str) -> Path:
        """Give the file of a page."""
        return self.public / (f"{path}index.html" if path.endswith("/") or not path else path)


def type_of(page: Page) -> str:
    """Name the type of a page: its template, told apart where one template serves what readers take for several."""
    name = page.template.removesuffix(".html")
    if isinstance(page.view, views.ProfilePage):
        return "group" if page.view.members else "person" if "people/" in page.path else "entity"
    if name == "explainer" and "explainers/" not in page.path:
        return "page"
    return name


def build_and_note(dossier: Path) -> Site:
    """Build a dossier, noting the type of every page that is rendered; a page made otherwise is a type of its own."""
    types: dict[str, str] = {}

    def noted(face: Face, page: Page, sheet: Sheet | None = None) -> str:
        if sheet is None:  # else it is a copy of all pages, which tests/test_along.py looks at
            types[page.path.removesuffix("index.html")] = type_of(page)
        return render(face, page, sheet)

    render = Face.html
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Face, "html", noted)
        public = built(dossier)
    for file in public.rglob("*.html"):
        path = file.relative_to(public).as_posix().removesuffix("index.html")
        if file.name != routes.SINGLE:
            types.setdefault(path, file.stem)
    return Site(public, types)


@cache
def _loaded() -> Loaded:
    return load(ROOT)


@cache
def dossier() -> Dossier:
    """Read the real dossier; records are frozen, so that one is enough for all."""
    found = _loaded().dossier
    assert found is not None, _loaded().problems
    return found


@cache
def evidence() -> Evidence:
    """Prove it."""
    found, problems = prove(dossier(), _loaded().ids, _loaded().lost)
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real dossier's site; a test that changes anything in it copies its folder, and one that does not is found."""
    folder = tmp_path_factory.mktemp("real") / "dossier"
    site = build_and_note(copy(ROOT, folder))
    before = snapshot(folder)
    yield site
    after = snapshot(folder)
    shutil.rmtree(folder)
    assert after == before, "a test has changed the real dossier that all tests read"
