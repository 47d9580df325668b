"""How much work a build does, counted and never timed: nothing twice, and no more than it did before."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import work
from generator.build import build
from generator.memory import Memory
from generator.site.pages import profiles, questions
from tests.compiled import forget
from tests.dossiers import STARTER, built, copy, edit, write

SAID = 88
"""So many times a sentence is put into words for the pages of this dossier; whoever makes it fewer lowers this."""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = copy(STARTER, tmp_path / "dossier")
    return add(folder, "cards: false\ndownloads: false\n")


def add(folder: Path, lines: str) -> Path:
    with (folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)
    return folder


def counted(dossier: Path) -> dict[str, int]:
    forget()
    work.done.clear()
    built(dossier)
    return dict(work.done)


def test_a_cold_build_does_everything_once(dossier: Path) -> None:
    done = counted(dossier)
    public = dossier / "public"
    files = [path for path in dossier.glob("content/**/*") if path.is_file()]
    words = 1  # the interface's, in one language
    assert done[work.PARSED] == len(files) + len([dossier / "site.yaml"]) + words
    sources = [path.read_text(encoding="utf-8") for path in dossier.glob("content/sources/*.yaml")]
    assert done[work.SEARCHED] == sum(text.count("\n    exact: ") for text in sources) > 0
    pages = len(list(public.rglob("*.html")))
    assert done[work.RENDERED] == done[work.READ_BACK] == pages
    assert done[work.WRITTEN] == sum(path.is_file() for path in public.rglob("*"))
    assert 0 < done[work.SAID] <= SAID


def test_each_text_is_read_as_markdown_once(dossier: Path) -> None:
    """A text without any sign of Markdown is not parsed at all."""
    before = counted(dossier)[work.READ]
    edit(dossier, "content/people/ines-calder.yaml", "unknown:\n", "unknown:\n  - One *more* thing.\n")
    assert counted(dossier)[work.READ] == before + 1


def test_a_part_that_is_left_out_costs_nothing(dossier: Path) -> None:
    whole = counted(dossier)
    less = counted(add(dossier, "without: [citations]\n"))
    lists = len(list(STARTER.glob("content/people/*.yaml")))
    assert less[work.RENDERED] < whole[work.RENDERED] - lists
    assert less[work.SAID] < whole[work.SAID]


def test_a_memory_leaves_what_an_edit_changes(dossier: Path) -> None:
    memory, frame = Memory.to_last(), 1  # site.yaml says what all else is read with

    def again() -> dict[str, int]:
        work.done.clear()
        assert not build(dossier, memory=memory).problems
        return dict(work.done)

    again()
    again()  # the second of the two copies of the site is written
    assert again() == {work.PARSED: frame}
    edit(dossier, "content/people/tomas-hale.yaml", "brought people", "rowed people")
    done = again()
    assert done.pop(work.PARSED) == frame + 1
    assert done.pop(work.RENDERED) == done.pop(work.READ_BACK) <= 8
    assert done.pop(work.WRITTEN) <= 6
    assert work.SEARCHED not in done
    edit(dossier, "content/people/tomas-hale.yaml", "rowed people", "rowed  people")
    assert again().get(work.RENDERED, 0) == 0  # the same words


def test_a_memory_takes_lists_over_that_have_pages_of_their_own(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for area in (profiles, questions):
        monkeypatch.setattr(area, "BESIDE", 0)
    rowed = "question: Who rowed?\nkind: single-report\nabout: [tomas-hale]\npositions:\n"
    rowed += "  - {id: he, value: somebody, cite: [ferry-post:rowed]}\n"
    write(dossier, "content/questions/who-rowed.yaml", rowed)
    memory = Memory.to_last()
    for _ in range(3):
        work.done.clear()
        assert not (problems := build(dossier, memory=memory).problems), problems
    lists = {path.parent.name for path in (dossier / "public").glob("*/*/*/index.html")}
    assert {"about", "events", "questions", "sentences", "silent"} <= lists
    assert dict(work.done) == {work.PARSED: 1}
