"""Begins a dossier: copies the starter, small and complete, into an empty folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.desk.schema import write_schemas
from generator.problems import UserError

_PACKAGED = Path(__file__).parent.parent / "_starter"
STARTER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent.parent / "examples" / "starter"
"""The starter: beside the package in a checkout, inside it when installed."""

_IN_PLACE = "$schema=../../"
"""How the starter's files name the schemas from where they lie in a checkout."""


def begin(folder: Path) -> int:
    """Copy the starter into a folder that is empty or does not exist yet, and give the number of its files.

    Every file names its schema by the path that is right there.

    Raises:
        UserError: the folder holds something, or cannot be written.
    """
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UserError(f"{folder} is not empty: a new dossier begins in an empty folder")
        shutil.copytree(
            STARTER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("public", "schema", ".*")
        )
        files = [place for place in sorted(folder.rglob("*")) if place.is_file()]
        for place in files:
            if place.suffix == ".yaml":
                text = place.read_text(encoding="utf-8").replace(_IN_PLACE, "$schema=", 1)
                place.write_text(text, encoding="utf-8")
        write_schemas(folder / "schema")
    except OSError as error:
        raise UserError(f"cannot begin a dossier in {folder}: {error.strerror or error}") from error
    return len(files)
