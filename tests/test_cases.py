r"""Mistakes an editor can make, one by one: what is changed in a good dossier, and every word that is told.

The cases stand in `tests/cases/*.md`. Each begins with `##`; its fenced blocks say what is done to a copy of
`examples/starter` (or of the folder named in a block `base`) and what the program then tells:

    diff PATH    words taken out (-), put in (+) and left ( ); what is taken out and left stands once in the file
    file PATH    the whole text of a file
    bytes PATH   the same, with Python's escapes: \xff, \r
    link PATH    a symbolic link; the block holds its target
    delete PATH  a file or folder taken away
    run          the command, DIR standing for the dossier; `check DIR` where there is none
    told         all that is printed, and the exit code

`UPDATE=1 pytest tests/test_cases.py` writes the `told` blocks anew; the diff is then reviewed.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.problems import Code
from tests.dossiers import ROOT, STARTER, copy, run, write

CASES = ROOT / "tests" / "cases"
_BLOCK = re.compile(r"^(`{3,})(\w+)(?: ([^\n]*))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    kind: str
    path: str
    text: str


class Case(NamedTuple):
    file: Path
    title: str
    steps: tuple[Step, ...]

    @property
    def told(self) -> str:
        return next((step.text for step in self.steps if step.kind == "told"), "")


def cases() -> list[Case]:
    found = []
    for file in sorted(CASES.glob("*.md")):
        for part in re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, body = part.split("\n", 1)
            steps = tuple(Step(block[2], block[3] or "", block[4]) for block in _BLOCK.finditer(body))
            found.append(Case(file, title, steps))
    return found


def do(step: Step, folder: Path) -> None:
    path = folder / step.path
    match step.kind:
        case "diff":
            lines = step.text.splitlines(keepends=True)
            old = "".join(line[1:] for line in lines if line[0] in " -").removesuffix("\n")
            new = "".join(line[1:] for line in lines if line[0] in " +").removesuffix("\n")
            text = path.read_bytes().decode()
            assert text.count(old) == 1, f"these lines stand {text.count(old)} times in {step.path}:\n{old}"
            path.write_bytes(text.replace(old, new).encode())
        case "file":
            write(folder, step.path, step.text)
        case "bytes":
            raw, _length = codecs.escape_decode(step.text.encode())
            assert isinstance(raw, bytes)
            write(folder, step.path, raw)
        case "link":
            path.unlink(missing_ok=True)
            path.symlink_to(step.text.strip())
        case "delete":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case kind:
            raise AssertionError(f"there is no block {kind!r}")


def tell(case: Case, folder: Path) -> str:
    base = next((ROOT / step.path for step in case.steps if step.kind == "base"), STARTER)
    command = next((step.text for step in case.steps if step.kind == "run"), "check DIR")
    dossier = copy(base, folder / "dossier")
    for step in case.steps:
        if step.kind not in ("base", "run", "told"):
            do(step, dossier)
    ran = run(*command.replace("DIR", str(dossier)).split())
    return f"{ran.text.replace(str(dossier), 'DIR').replace(str(ROOT), 'GENERATOR')}exit {ran.code}\n"


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file.stem}: {case.title}")
def test_a_mistake_is_told(case: Case, tmp_path: Path) -> None:
    told = tell(case, tmp_path)
    if os.environ.get("UPDATE") == "1":
        _update(case, told)
    else:
        assert told == case.told


def _update(case: Case, told: str) -> None:
    text = case.file.read_text(encoding="utf-8")
    start = text.index(f"## {case.title}\n")
    end = text.find("\n## ", start)
    body = text[start : end if end >= 0 else len(text)]
    fence = f"```told\n{told}```"
    if "```told\n" in body:
        new = re.sub(r"```told\n.*?^```", lambda _found: fence, body, flags=re.MULTILINE | re.DOTALL)
    else:
        new = f"{body.rstrip()}\n\n{fence}\n"
    case.file.write_text(text.replace(body, new), encoding="utf-8")


def test_every_title_stands_once_in_its_file() -> None:
    titles = [(case.file.name, case.title) for case in cases()]
    assert len(titles) == len(set(titles))


def test_every_code_has_a_case() -> None:
    told = "".join(case.told for case in cases())
    told += "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "sites").glob("*/expected.txt")
    )
    assert [code.value for code in Code if not re.search(rf":\d+: {code.value}: ", told)] == []


def test_the_manual_explains_every_code() -> None:
    manual = ROOT / "docs" / "problems.md"
    assert manual.is_file(), "docs/problems.md explains every code of generator.problems.Code"
    text = manual.read_text(encoding="utf-8")
    assert [code.value for code in Code if f"`{code.value}`" not in text] == []
    known = {code.value for code in Code}
    named = re.findall(r"^#{2,4} `([a-z0-9-]+)`", text, re.MULTILINE)
    assert [name for name in named if name not in known] == []
