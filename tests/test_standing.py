"""A build that has nothing to do ends at once; anything that changed, and anything that was removed, is built."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import work
from tests.dossiers import STARTER, copy, edit, run

SETTLED = 0.1
"""Seconds after which a file counts as no longer being changed."""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = copy(STARTER, tmp_path / "dossier")
    (folder / "seeds" / "old.md").write_text("A note.")
    time.sleep(SETTLED)
    assert run("build", folder).code == 0
    return folder


def does(dossier: Path, *options: str) -> bool:
    """Build, and tell whether anything was done."""
    work.done.clear()
    ran = run("build", dossier, *options)
    assert ran.code == 0, ran.text
    assert ("Nothing has changed: " in ran.text) == (not work.done)
    return bool(work.done)


def test_nothing_is_done_twice(dossier: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (dossier / "public").rglob("*")}
    assert not does(dossier)
    assert {path: path.stat().st_mtime_ns for path in (dossier / "public").rglob("*")} == before


def test_the_same_is_told_as_when_it_was_built(dossier: Path) -> None:
    edit(
        dossier,
        "content/sources/ferry-post.yaml",
        "excerpts:\n",
        "excerpts:\n  the:\n    exact: the\n    occurrence: 1\n",
    )
    edit(
        dossier,
        "content/people/ines-calder.yaml",
        "cite: [ferry-post:engineer]",
        "cite: [ferry-post:engineer, ferry-post:the]",
    )
    time.sleep(SETTLED)
    first, second = run("build", dossier), run("build", dossier)
    assert "caution" in first.text
    told = [[line for line in ran.text.splitlines() if "caution" in line] for ran in (first, second)]
    assert told[0] == told[1]
    assert "Nothing has changed" in second.text


CHANGES: dict[str, Callable[[Path], object]] = {
    "a sentence": lambda root: edit(root, "content/people/tomas-hale.yaml", "brought people", "rowed people"),
    "a sentence of the same length, with the same time": lambda root: _in_secret(root / "content/home.yaml"),
    "a further file": lambda root: (root / "seeds/note.md").write_text("A note."),
    "a file that is gone": lambda root: (root / "seeds/old.md").unlink(),
    "a file in the place of another": lambda root: _exchanged(root / "content/home.yaml"),
    "a template of one's own": lambda root: _template(root),
    "a page removed": lambda root: (root / "public/index.html").unlink(),
    "a page altered": lambda root: (root / "public/index.html").write_text("altered"),
    "a page added": lambda root: (root / "public/more.html").write_text("more"),
    "the site removed": lambda root: (root / "public").rename(root / "elsewhere"),
    "the note removed": lambda root: (root / ".cache/standing.json").unlink(),
    "the note damaged": lambda root: (root / ".cache/standing.json").write_text("{"),
    "the note of another kind": lambda root: (root / ".cache/standing.json").write_text("[1]"),
    "the note altered": lambda root: _altered(root / ".cache/standing.json"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_built(change: Callable[[Path], object], dossier: Path) -> None:
    change(dossier)
    assert does(dossier)
    assert not (dossier / "public" / "more.html").exists()
    assert (dossier / "public" / "index.html").stat().st_size > 1000


def test_other_options_are_another_build(dossier: Path, tmp_path: Path) -> None:
    assert does(dossier, "--base-url", "https://example.org/elsewhere/")
    assert does(dossier, "--output", str(tmp_path / "other"))
    assert not does(dossier, "--output", str(tmp_path / "other"))


def test_what_may_still_be_changing_is_not_trusted(dossier: Path) -> None:
    edit(dossier, "content/people/tomas-hale.yaml", "brought people", "rowed people")
    os.utime(
        dossier / "content/home.yaml", ns=(time.time_ns() + 10**9,) * 2
    )  # as on a disk whose clock goes ahead
    assert does(dossier)
    assert not (dossier / ".cache/standing.json").exists()
    assert does(dossier)


def test_a_failed_build_is_told_again(dossier: Path) -> None:
    edit(dossier, "content/people/tomas-hale.yaml", "name: Tomas", "nmae: Tomas")
    time.sleep(SETTLED)
    first = run("build", dossier)
    assert first.code == 1
    assert run("build", dossier) == first


def test_nothing_is_kept_where_a_link_leads_out_of_the_dossier(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "dossier")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "standing.json").write_text("mine")
    (folder / ".cache").symlink_to(elsewhere)
    time.sleep(SETTLED)
    assert does(folder)
    assert [path.name for path in elsewhere.iterdir()] == ["standing.json"]
    assert (elsewhere / "standing.json").read_text() == "mine"


def _in_secret(path: Path) -> None:
    """Alter a file without a trace in its time and size; the disk still knows when its entry changed."""
    status = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("bridge", "bridgE", 1), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size


def _exchanged(path: Path) -> None:
    status = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)


def _template(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / "note.txt").write_text("A note.")


def _altered(path: Path) -> None:
    kept = json.loads(path.read_text())
    path.write_text(json.dumps(kept | {"before": "0" * 32}))
