"""`init`: a dossier of one's own begins from the starter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.__main__ import main


def test_what_init_makes_builds_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my dossier"
    assert main(["init", str(folder)]) == 0
    assert main(["build", str(folder)]) == 0, capsys.readouterr().err
    assert (folder / "public" / "index.html").is_file()


def test_every_file_names_a_schema_that_is_there(tmp_path: Path) -> None:
    main(["init", str(tmp_path / "new")])
    files = list((tmp_path / "new").rglob("*.yaml"))
    assert len(files) > 8
    for place in files:
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", place.read_text(encoding="utf-8"))
        assert found, place
        assert (place.parent / found[1]).is_file(), place


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [place.name for place in tmp_path.iterdir()] == ["mine.txt"]
