"""`examples/starter`: what a newcomer copies works as it stands, and grows as the manual says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.load import load
from tests.dossiers import STARTER, built, check, copy, edit, pages, write
from tests.real import dossier as real_dossier


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "my dossier")


def test_it_has_no_problems_and_nothing_worth_a_second_look() -> None:
    ran = check(STARTER)
    assert ran.code == 0
    assert ran.text.startswith("No problems: ")
    assert ran.text.count("\n") == 1


def test_it_shows_a_little_of_everything() -> None:
    loaded = load(STARTER)
    assert loaded.dossier is not None
    dossier = loaded.dossier
    assert len(dossier.sources) == 2
    assert sum(entity.profiled for entity in dossier.entities.values()) == 2
    assert sum(not entity.profiled for entity in dossier.entities.values()) == 1
    assert len(dossier.questions) == 1
    assert {event.statement.origin.path for event in dossier.events} == {"content/events/repair.yaml"}
    assert len(dossier.explainers) == 1
    assert {page.id for page in dossier.pages} == {"about", "method"}


def test_it_holds_nothing_but_the_dossier() -> None:
    """`public/` and `.cache/` are made by a build in the folder itself, and ignored by git."""
    files = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}
    files = {name for name in files if not name.startswith(("public/", ".cache/"))}
    assert {name for name in files if not name.startswith(("content/", "seeds/"))} <= {
        "site.yaml",
        "README.md",
        ".gitignore",
    }
    assert sum((STARTER / name).stat().st_size for name in files) < 20_000


def test_it_says_nothing_of_anybody() -> None:
    """Its subject is invented: no name of the real dossier stands in it."""
    names = {words.text for entity in real_dossier().entities.values() for words in entity.name.values()}
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in STARTER.rglob("*")
        if path.suffix in (".yaml", ".md", ".txt")
    )
    assert [name for name in names if name in text] == []


def test_a_newcomer_adds_a_person_an_excerpt_and_a_question(dossier: Path) -> None:
    edit(
        dossier,
        "content/sources/marsh-notes.yaml",
        "  usable:",
        "  mayor:\n    exact: The mayor came on Saturday\n  usable:",
    )
    write(
        dossier,
        "content/people/mayor.yaml",
        "# yaml-language-server: $schema=../../schema/person.schema.json\nname: The mayor\nfacts:\n"
        "  - id: came\n    label: Seen\n    value: came on Saturday\n    cite: [marsh-notes:mayor]\n",
    )
    write(
        dossier,
        "content/questions/was-the-mayor-there.yaml",
        "question: Was the mayor there?\nkind: single-report\nabout: [mayor]\npositions:\n"
        "  - id: came\n    value: came on Saturday\n    cite: [marsh-notes:mayor]\n",
    )
    made = pages(built(dossier))
    assert "people/mayor/index.html" in made
    links = {node.attributes["href"] for node in made["people/mayor/index.html"].css("a[href]")}
    assert "../../questions/was-the-mayor-there/" in links


@pytest.mark.parametrize(
    "gone",
    ["content/people", "content/entities", "content/events", "content/questions", "content/explainers"],
)
def test_no_part_of_it_needs_another(dossier: Path, gone: str) -> None:
    """Whatever an editor takes away first, the program says what else must go, and comes to an end."""
    for path in sorted((dossier / gone).iterdir()):
        path.unlink()
    ran = check(dossier)
    assert ran.code in (0, 1)
    assert set(ran.codes) <= {"unused-excerpt", "unknown-id"}
