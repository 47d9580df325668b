"""Small dossiers for tests: copied, edited, run through the command line in this process, compared byte for byte."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from generator.__main__ import main

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "examples" / "starter"
PARTS = ("site.yaml", "content", "seeds", "templates")
"""What makes a dossier; the rest of a folder is not copied."""


class Ran(NamedTuple):
    """What a command came to: its exit code, and all it printed, in order."""

    code: int
    text: str

    @property
    def problems(self) -> list[str]:
        """The first line of every problem."""
        return [line for line in self.text.splitlines() if re.match(r"\S.*?:\d+:\d+: (?!caution:)", line)]

    @property
    def codes(self) -> list[str]:
        """The code of every problem."""
        return [line.split(": ")[1] for line in self.problems]


def run(*arguments: str | Path) -> Ran:
    """Run one command in this process. An exception that the program lets through goes through here as well."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Ran(code, re.sub(r"\d+\.\d\d seconds", "0.00 seconds", told.getvalue()))


def check(folder: Path) -> Ran:
    """Run `check` on a dossier."""
    return run("check", folder)


def built(folder: Path, *arguments: str | Path) -> Path:
    """Build a dossier that has no problems; give its `public` folder."""
    ran = run("build", folder, *arguments)
    assert ran.code == 0, ran.text
    return folder / "public"


def copy(source: Path, target: Path) -> Path:
    """Copy a dossier."""
    target.mkdir(parents=True)
    for name in PARTS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, symlinks=True)
        elif (source / name).is_file():
            shutil.copy2(source / name, target / name)
    return target


def edit(folder: Path, file: str, old: str, new: str) -> Path:
    """Replace a text that stands exactly once in a file."""
    path = folder / file
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_bytes(text.replace(old, new).encode())
    return path


def place(folder: Path, file: str, words: str, *, shift: int = 0) -> str:
    """Name the place of words that stand once in a file as a problem names it: `file:line:column`."""
    text = (folder / file).read_bytes().decode()
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {file}"
    at = text.index(words) + shift
    return f"{file}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def write(folder: Path, file: str, content: str | bytes) -> Path:
    """Write a file of a dossier, with the folders above it."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def snapshot(folder: Path, *, without: Iterable[str] = ()) -> dict[str, str]:
    """Tell what lies under a folder: each path with the hash of a file, the target of a link, or its kind."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(name == part or name.startswith(f"{part}/") for part in without):
            continue
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder" if path.is_dir() else "other"
    return found


def pages(public: Path) -> dict[str, LexborHTMLParser]:
    """Parse every page of a site, by its path."""
    return {
        path.relative_to(public).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8"))
        for path in sorted(public.rglob("*.html"))
    }


def line_of(place: str) -> int:
    """Give the line of `file:line:column`."""
    return int(place.rsplit(":", 2)[1])
