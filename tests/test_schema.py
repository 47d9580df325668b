"""What editors' programs and the manual say of the format, held to what the program reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.desk.schema import schema_text, write_schemas
from generator.problems import Code
from generator.reading.fields import Field, Kind, Record
from generator.reading.shapes import FILES, FRONT_MATTER, json_schema
from generator.reading.yamlfile import Mapping, Node, Scalar, Sequence, parse
from tests.dossiers import ROOT, STARTER, check, copy, write

SCHEMAS = ROOT / "schema"
MANUAL = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
KINDS = {
    "site.yaml": "site",
    "content/home.yaml": "home",
    "content/sources": "source",
    "content/lineages": "lineage",
    "content/people": "person",
    "content/entities": "entity",
    "content/events": "events",
    "content/questions": "question",
    "content/corrections": "correction",
}
DOSSIERS = [ROOT, *sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())]


def files(dossier: Path) -> list[Path]:
    return [dossier / "site.yaml", *sorted((dossier / "content").rglob("*.yaml"))]


def kind_of(dossier: Path, path: Path) -> str:
    name = path.relative_to(dossier).as_posix()
    return KINDS[name] if name in KINDS else KINDS[name.rpartition("/")[0]]


ALL = [
    pytest.param(dossier, path, id=str(path.relative_to(ROOT)))
    for dossier in DOSSIERS
    for path in files(dossier)
]


def as_editors_read(node: Node) -> object:
    """Give a node as programs do that follow YAML 1.2: plain numbers, true, false and null are none of them texts."""
    match node:
        case Sequence(items=items):
            return [as_editors_read(item) for item in items]
        case Mapping(pairs=pairs):
            return {name: as_editors_read(value) for name, (_key, value) in pairs.items()}
        case Scalar(value=value, plain=True) if value in ("", "~", "null", "Null", "NULL"):
            return None
        case Scalar(value=value, plain=True) if value.lower() in ("true", "false"):
            return value.lower() == "true"
        case Scalar(value=value, plain=True) if re.fullmatch(r"[-+]?[0-9]+", value):
            return int(value)
        case Scalar(value=value, plain=True) if re.fullmatch(
            r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", value
        ):
            return float(value)
        case Scalar(value=value):
            return value


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8")))


def read(text: str) -> object:
    node, problems = parse(text, "a.yaml")
    assert problems == []
    assert node is not None
    return as_editors_read(node)


# ---------------------------------------------------------------- schemas


def test_the_schemas_are_those_the_program_writes(tmp_path: Path) -> None:
    assert write_schemas(tmp_path) == len(FILES)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.iterdir()}
    assert kept == written, "run `python -m generator schema`"


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(kind)))


@pytest.mark.parametrize(("dossier", "path"), ALL)
def test_every_file_fits_its_schema(dossier: Path, path: Path) -> None:
    errors = validator(kind_of(dossier, path)).iter_errors(read(path.read_text(encoding="utf-8")))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize(("dossier", "path"), ALL)
def test_every_file_names_its_schema_to_editors(dossier: Path, path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found, first
    assert (path.parent / found[1]).resolve() == SCHEMAS / f"{kind_of(dossier, path)}.schema.json"


BAD = [
    ("person", "nmae: x"),
    ("person", "name: x\nborn: 1970"),
    ("person", "name: x\nfacts: [{id: A, label: x, value: x, cite: ['a:b']}]"),
    ("person", "name: x\nfacts: [{id: a, label: x, value: x, cite: []}]"),
    ("person", "name: x\nfacts: [{id: a, label: x, value: x, cite: [ab]}]"),
    ("person", "name: x\nfacts: [{id: a, label: x, value: x}]"),
    ("person", "name: {fr: x}"),
    ("person", "name: {}"),
    ("person", "name: x\nvariants: x"),
    ("entity", "name: x"),
    ("entity", "name: x\nkind: animal"),
    ("question", "question: x?\nkind: contradiction\npositions: []"),
    ("site", "title: x\ndescription: x\nbase_url: https://a.b/\nlanguages: [fr]"),
    ("site", "title: x\ndescription: x\nbase_url: example.org\nlanguages: [en]"),
    ("site", "title: x\ndescription: x\nbase_url: https://a.b/\nlanguages: [en]\nquoted_share_limit: 101"),
    ("source", "mark: ABC\nfile: a.txt\nsha256: '0'\nlanguage: en\ntype: webpage\nexcerpts: {}"),
    ("lineage", "sources: [a]\nkind: shared-passages\nreason: x"),
    ("events", "events: x"),
    ("home", "heading: x"),
]


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_what_the_program_refuses_the_schema_refuses(tmp_path: Path, kind: str, text: str) -> None:
    assert list(validator(kind).iter_errors(read(text)))
    dossier = copy(STARTER, tmp_path / "dossier")
    place = {name: path for path, name in KINDS.items()}[kind]
    target = dossier / (place if place.endswith(".yaml") else f"{place}/tried.yaml")
    write(target.parent, target.name, text)
    name = target.relative_to(dossier).as_posix()
    assert any(problem.startswith(f"{name}:") for problem in check(dossier).problems)


# ---------------------------------------------------------------- the manual


def records(kind: Kind[Any] | Record[Any], seen: dict[str, Record[Any]]) -> dict[str, Record[Any]]:
    """Gather a record and all that stand inside it, by their titles."""
    if isinstance(kind, Record):
        if kind.title not in seen:
            seen[kind.title] = kind
            for entry in kind.fields.values():
                records(entry.kind, seen)
    elif isinstance(inner := getattr(kind, "kind", None), Kind):
        records(inner, seen)
    return seen


def all_records() -> dict[str, Record[Any]]:
    seen: dict[str, Record[Any]] = {}
    for record in (*FILES.values(), FRONT_MATTER):
        records(record, seen)
    return seen


def test_records_are_found_however_deep() -> None:
    assert {
        "a person",
        "a fact",
        "a section",
        "a statement",
        "an excerpt",
        "an event",
        "another date",
    } <= set(all_records())


FIELDS = [
    pytest.param(title, name, entry, id=f"{title}: {name}")
    for title, record in all_records().items()
    for name, entry in record.fields.items()
]


@pytest.mark.parametrize(("title", "name", "entry"), FIELDS)
def test_the_manual_names_every_field(title: str, name: str, entry: Field) -> None:
    assert re.search(rf"`{name}`|^[ -]*{name}:", MANUAL, re.MULTILINE), (
        f"docs/content.md says nothing of {name!r} ({entry.about}) of {title}"
    )
    assert entry.about


FREE = ("excerpts", "values", "not_applicable")
"""Fields whose keys are the editors' own."""


def test_the_manual_shows_only_what_there_is() -> None:
    """Every example of YAML in the manual is made of known fields."""
    fields = {name for record in all_records().values() for name in record.fields} | {"en", "es"}
    examples = re.findall(r"^```yaml\n(.*?)^```", MANUAL, re.MULTILINE | re.DOTALL)
    assert len(examples) > 8
    for example in examples:
        node, problems = parse(example, "docs/content.md")
        assert [problem for problem in problems if problem.code is not Code.DUPLICATE_KEY] == [], example
        if node is not None:
            assert set(keys_of(node)) <= fields, example


def keys_of(node: Node) -> Iterator[str]:
    match node:
        case Mapping(pairs=pairs):
            for name, (_key, value) in pairs.items():
                if not (isinstance(value, Mapping) and "exact" in value.pairs):  # the id of an excerpt
                    yield name
                if name in FREE and isinstance(value, Mapping):
                    yield from (key for _name, inner in value.pairs.values() for key in keys_of(inner))
                else:
                    yield from keys_of(value)
        case Sequence(items=items):
            yield from (key for item in items for key in keys_of(item))


@pytest.mark.parametrize("kind", FILES)
def test_what_must_be_there_is_said_to_be(kind: str) -> None:
    assert json_schema(kind)["required"] == [
        name for name, entry in FILES[kind].fields.items() if entry.required
    ]
