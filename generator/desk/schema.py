"""The JSON Schemas of a dossier's files, for editors' programs."""

from __future__ import annotations

import json
from pathlib import Path

from generator.reading.shapes import FILES, json_schema


def schema_text(name: str) -> str:
    """Give the schema of one kind of file as it stands in `schema/`."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> int:
    """Write every schema to `folder/NAME.schema.json`, and tell how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
    return len(FILES)
