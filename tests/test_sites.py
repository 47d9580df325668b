"""Whole small dossiers: the published tree byte for byte (`expected/`), or all that is told (`expected.txt`).

`UPDATE=1 pytest tests/test_sites.py` writes what is expected anew; the diff is then reviewed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.dossiers import ROOT, copy, pages, run

SITES = ROOT / "tests" / "sites"
UPDATE = os.environ.get("UPDATE") == "1"


def with_expected(name: str) -> list[str]:
    return sorted(path.parent.name for path in SITES.glob(f"*/{name}"))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("name", with_expected("expected"))
def test_a_site_is_built_to_the_byte(name: str, tmp_path: Path) -> None:
    ran = run("build", copy(SITES / name, tmp_path / "dossier"))
    assert ran.code == 0, ran.text
    made, expected = tmp_path / "dossier" / "public", SITES / name / "expected"
    if UPDATE:
        shutil.rmtree(expected)
        shutil.copytree(made, expected)
        return
    found, wanted = tree(made), tree(expected)
    assert sorted(found) == sorted(wanted)
    for path, content in wanted.items():
        assert found[path].decode() == content.decode(), path


@pytest.mark.parametrize("name", with_expected("expected.txt"))
def test_all_that_is_told(name: str, tmp_path: Path) -> None:
    ran = run("check", copy(SITES / name, tmp_path / "dossier"))
    told = f"{ran.text.replace(str(tmp_path / 'dossier'), 'DIR')}exit {ran.code}\n"
    expected = SITES / name / "expected.txt"
    if UPDATE:
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def test_every_site_expects_something() -> None:
    known = {*with_expected("expected"), *with_expected("expected.txt")}
    assert sorted(known) == sorted(path.name for path in SITES.iterdir() if path.is_dir())


def test_a_site_at_the_root_of_a_domain_links_there_from_its_404_page() -> None:
    page = (SITES / "domain-root" / "expected" / "404.html").read_text(encoding="utf-8")
    assert 'href="/sources/"' in page
    assert 'href="//' not in page


def test_a_dossier_brings_a_template_and_a_word() -> None:
    folder = SITES / "own-templates" / "expected"
    assert "<p>1</p>" in (folder / "sources" / "index.html").read_text(encoding="utf-8")
    home = (folder / "index.html").read_text(encoding="utf-8")
    assert ">Papers</a>" in home
    assert "according to a single paper." in home


def test_each_language_speaks_for_itself() -> None:
    made = pages(SITES / "two-languages" / "expected")
    spanish = {path for path in made if path.startswith("es/")}
    assert {path.removeprefix("es/") for path in spanish} == set(made) - spanish
    for path, page in made.items():
        html = page.css_first("html")
        assert html is not None
        assert html.attributes["lang"] == ("es" if path in spanish else "en"), path
        header = page.css_first("header")
        assert header is not None
        assert ("El reloj" in header.text(), "The clock" in header.text()) == (
            path in spanish,
            path not in spanish,
        )
