"""Rules of the house: who may import what, how long a module may be, and what documents say of the program."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator
from tests.dossiers import ROOT, run

PROGRAM = ROOT / "generator"
STAGES = (
    "work",
    "problems",
    "records",
    "reading",
    "evidence",
    "site",
    "exports",
    "publishing",
    "memory",
    "build",
    "desk",
    "__main__",
)
"""A stage imports what stands above it, and itself; `docs/architecture.md` says the same."""

OUTSIDE = {
    "yaml": {"reading/yamlfile.py"},
    "markdown_it": {"reading/prose.py"},
    "mdit_py_plugins": {"reading/prose.py"},
    "rapidfuzz": {"evidence/nearest.py"},
    "jinja2": {"site/render.py"},
    "PIL": {"exports/cards.py"},
    "livereload": {"desk/web.py"},
    "tornado": {"desk/web.py"},
}
"""Each package from outside, and the one module that imports it."""

LONG = {
    "reading/fields.py": "one small class for each kind of field; they read best side by side",
    "reading/load.py": "the one reader of a dossier's files",
    "reading/prose.py": "the one importer of markdown_it: its rules, and what is made of its tokens",
    "reading/shapes.py": "a table: every field of every file",
    "records.py": "the types of what was read, and nothing else",
    "site/parts.py": "what all pages share of sentences and quotations",
    "site/views.py": "the contract with the templates: types, and nothing else",
    "publishing/readback.py": "every kind of page, read back",
}
"""Modules that may be longer than most, and why."""

MOST_LINES = 330


def modules() -> list[Path]:
    return sorted(PROGRAM.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PROGRAM).as_posix()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Give the line and full name of everything a module imports, inside functions as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def stage_of(name: str) -> str:
    return name.split("/", 1)[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_stage_imports_only_what_stands_above_it(path: Path) -> None:
    stage = stage_of(name_of(path))
    if stage == "__init__":
        assert list(imports(path)) == []
        return
    allowed = STAGES[: STAGES.index(stage) + 1]
    wrong = []
    for line, imported in imports(path):
        parts = imported.split(".")
        if parts[0] == "generator" and parts[1] != "__version__" and parts[1] not in allowed:
            wrong.append(f"line {line}: {imported}")
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_package_from_outside_has_one_module(path: Path) -> None:
    for line, imported in imports(path):
        package = imported.split(".")[0]
        if package in sys.stdlib_module_names or package == "generator":
            continue
        if package == "markupsafe":  # two small types that jinja2 brings, for everything that makes HTML
            assert stage_of(name_of(path)) in ("site", "exports"), f"{name_of(path)}:{line}"
        else:
            assert name_of(path) in OUTSIDE.get(package, set()), f"{name_of(path)}:{line}: {package}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_is_no_longer_than_can_be_read(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if name_of(path) in LONG:
        assert lines > MOST_LINES, f"{name_of(path)} is short enough now: take it off the list"
    else:
        assert lines <= MOST_LINES


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_clock_and_no_network_in_what_is_written(path: Path) -> None:
    stage = stage_of(name_of(path))
    if stage in ("desk", "__main__"):
        return
    banned = {
        "random",
        "time",
        "locale",
        "socket",
        "urllib.request",
        "http.client",
        "getpass",
        "uuid",
        "secrets",
    }
    selftest = name_of(path).startswith("evidence/selftest/")  # draws by a seed of its own
    for line, imported in imports(path):
        names = {imported, imported.rpartition(".")[0]}
        assert not names & (banned - ({"random"} if selftest else set())), (
            f"{name_of(path)}:{line}: {imported}"
        )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "id", "input", "open"), (
                f"{name_of(path)}:{node.lineno}"
            )
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "today", "utcnow", "getlocale"), f"{name_of(path)}:{node.lineno}"


def test_no_drawing_of_a_card_is_tracked() -> None:
    tracked = subprocess.run(["git", "ls-files", ".cache"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert tracked.stdout == "", "what lies in .cache/cards is published as it is"


def test_help_loads_no_library() -> None:
    for arguments in (["--help"], ["--version"]):
        told = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "generator", *arguments],
            cwd=ROOT,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        loaded = {
            line.rsplit("|", 1)[1].strip().split(".")[0] for line in told.stderr.splitlines() if "|" in line
        }
        assert loaded & {*OUTSIDE, "markupsafe", "hashlib", "difflib"} == set()
        assert "argparse" in loaded


def test_a_check_loads_no_library_it_does_not_need() -> None:
    code = "import sys; from generator.__main__ import main; main(['check', 'examples/starter']); print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    loaded = {name.split(".")[0] for name in told.stdout.splitlines()[-1].split()}
    assert loaded & {"rapidfuzz", "PIL", "livereload", "tornado", "http", "asyncio"} == set()
    assert {"yaml", "jinja2", "markdown_it"} <= loaded


# ---------------------------------------------------------------- documents


def read(name: str) -> str:
    path = ROOT / name
    assert path.is_file(), f"{name} is missing"
    return path.read_text(encoding="utf-8")


def test_the_readme_shows_the_real_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    readme = read("README.md")
    for shown in re.findall(r"^(usage: .*?)^```", readme, re.MULTILINE | re.DOTALL):
        command = re.match(r"usage: python -m generator((?: [a-z]+)?)", shown)
        assert command, shown
        assert run(*command[1].split(), "--help").text == shown


def test_the_changelogs_newest_version_is_the_programs() -> None:
    versions = re.findall(r"^## \[?v?(\d+\.\d+\.\d+)\]?", read("CHANGELOG.md"), re.MULTILINE)
    assert versions, "CHANGELOG.md names no version"
    assert versions[0] == generator.__version__
    assert run("--version").text == f"generator {generator.__version__}\n"


def test_the_architecture_names_every_module() -> None:
    told = read("docs/architecture.md")
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:\.py|/))`", told))
    folders = {name for name in named if name.endswith("/")}
    for row in re.findall(r"^\| (.*?) \|", told, re.MULTILINE):
        first = re.search(r"`([a-z_]+/)[a-z_]+\.py`", row)
        named |= {f"{first[1] if first else ''}{name}" for name in re.findall(r"`([a-z_]+\.py)`", row)}
    missing = [
        name
        for name in map(name_of, modules())
        if not name.endswith("__init__.py")
        and name not in named
        and not any(
            name.startswith(folder)
            for folder in folders
            if folder.count("/") > 1 or folder in ("desk/", "exports/")
        )
    ]
    assert missing == []


def test_the_architecture_says_the_same_order() -> None:
    table = read("docs/architecture.md").split("## Modules, in the order", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| \**`([a-z_]+)(?:\.py|/)`\** \|", table, re.MULTILINE)
    assert list(dict.fromkeys(rows)) == list(STAGES)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md")), ids=lambda path: path.name
)
def test_links_in_documents_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            file, _hash, _fragment = target.partition("#")
            assert not file or (path.parent / file).exists(), target
