"""Parts of a site that only repeat what stands elsewhere can be left out, and then nothing leads to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import ROOT, built, check, copy, edit, run, write
from tests.walk import Walk

TWO = ROOT / "tests" / "sites" / "two-languages"
PARTS = ("a-z", "citations", "speakers")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = copy(TWO, tmp_path / "dossier")
    edit(folder, "site.yaml", "downloads: false", "downloads: true")
    return folder


def without(folder: Path, *parts: str) -> Path:
    path = folder / "site.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}without: [{', '.join(parts)}]\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("parts", [*[(part,) for part in PARTS], PARTS])
def test_a_part_is_left_out_in_every_language_and_nothing_leads_there(
    dossier: Path, parts: tuple[str, ...]
) -> None:
    whole = {path.relative_to(dossier / "public").as_posix() for path in built(dossier).rglob("*")}
    walk = Walk(built(without(dossier, *parts)), "https://example.org/clock/")
    there = {path.relative_to(dossier / "public").as_posix() for path in walk.folder.rglob("*")}
    gone = {path for path in whole if path.removeprefix("es/").partition("/")[0] in parts}
    assert {f"{folder}{part}/index.html" for folder in ("", "es/") for part in parts} <= gone
    assert there == whole - gone
    lost = [link for link in walk.links if link.path is not None and link.path not in walk.files]
    assert lost == []
    sitemap = (walk.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert not any(f"/{part}/" in sitemap for part in parts)
    assert run("verify", walk.folder, "--dossier", dossier).code == 0


def test_a_link_by_hand_to_what_is_left_out_is_a_problem(dossier: Path) -> None:
    for language in ("en", "es"):
        text = f"---\ntitle: {language}\nsummary: One.\n---\n[Here](/a-z/).\n"
        write(dossier, f"content/pages/more.{language}.md", text)
    assert check(dossier).codes == []
    ran = check(without(dossier, "a-z"))
    assert ran.codes == ["unknown-id", "unknown-id"]
    assert "/a-z/" in ran.text


def test_a_part_that_carries_claims_cannot_be_left_out(dossier: Path) -> None:
    ran = check(without(dossier, "a-z", "people"))
    [line] = ran.problems
    assert line.startswith("site.yaml:10:16: bad-value: ")
    assert "people" in line
