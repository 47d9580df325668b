"""Whatever happens to the files of a dossier, `check` comes to an end that it means: never a traceback."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossiers import ROOT, STARTER, copy, run
from tests.effort import LONG, QUICK

BASES = (STARTER, ROOT / "tests" / "sites" / "two-languages")
ODD = [
    "\x00", "\x1b", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\r", "\t", "“", "”", '"',
    "'", "[", "]", "{", "}", "*", "_", "`", "|", ">", "&", "!", "%", "@", "#", ":", ": ", " #", "- ",
    "---\n", "...\n", "::: own\n", "[@", "[@a:b]", "{reports}", "{x}", "[…]", "…", "<b>", "&#x202e;", "\\",
    "/", "..", "~", "null", "~~", "\n", "\n\n", "  ", "é", "é", "ﬁ", "İ", "ß", "中", "🏳️‍🌈", "\ud83d",
    "\U000e0001", "a" * 300, "0", "-1", "1e9", "2019-02-30", "<<: ",
]  # fmt: skip
VALUES = [
    "", "~", "[]", "{}", "[[]]", "{a: b}", "[a, b]", "x", "0", "-1", "99999999999", "true", "2019",
    "2019-13", "../2019", "/", "../..", "..", "en", "es", "fr", "all", "group", "contradiction",
    "single-report", "ines-calder", "a:b", "[ferry-post:reopened]", "{en: x}", "{es: x}", "{en: x, es: y}",
    "|", ">", "&a", "*a", "'", '"', "<script>", "javascript:x", "{sources}", "{Reports}", '"x"', "“x”", "?",
    "x?", "[a](/)", "[a](/people/#x)", "https://[x/", "http://x/", "1-2", "5-1",
]  # fmt: skip

Mutation = Callable[[list[str], st.DataObject], list[str]]


def _at(lines: list[str], data: st.DataObject) -> int:
    return data.draw(st.integers(0, max(0, len(lines) - 1)))


def drop(lines: list[str], data: st.DataObject) -> list[str]:
    at = _at(lines, data)
    return lines[:at] + lines[at + data.draw(st.integers(1, 4)) :]


def double(lines: list[str], data: st.DataObject) -> list[str]:
    at = _at(lines, data)
    return lines[: at + 1] + lines[at : at + data.draw(st.integers(1, 4))] + lines[at + 1 :]


def swap(lines: list[str], data: st.DataObject) -> list[str]:
    one, other = _at(lines, data), _at(lines, data)
    if lines:
        lines[one], lines[other] = lines[other], lines[one]
    return lines


def indent(lines: list[str], data: st.DataObject) -> list[str]:
    at = _at(lines, data)
    if lines:
        shift = data.draw(st.integers(-3, 3))
        lines[at] = " " * shift + lines[at] if shift > 0 else lines[at][-shift:]
    return lines


def insert(lines: list[str], data: st.DataObject) -> list[str]:
    at = _at(lines, data)
    if lines:
        column = data.draw(st.integers(0, len(lines[at])))
        lines[at] = lines[at][:column] + data.draw(st.sampled_from(ODD)) + lines[at][column:]
    return lines


def revalue(lines: list[str], data: st.DataObject) -> list[str]:
    keyed = [number for number, line in enumerate(lines) if ": " in line or line.endswith(":\n")]
    if keyed:
        at = data.draw(st.sampled_from(keyed))
        lines[at] = f"{lines[at].split(':', 1)[0]}: {data.draw(st.sampled_from(VALUES))}\n"
    return lines


def retext(lines: list[str], data: st.DataObject) -> list[str]:
    at = _at(lines, data)
    return [*lines[:at], data.draw(st.text(max_size=40)), "\n", *lines[at + 1 :]]


MUTATIONS: tuple[Mutation, ...] = (drop, double, swap, indent, insert, revalue, retext)


def check_survives(data: st.DataObject) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        dossier = copy(data.draw(st.sampled_from(BASES)), folder / "dossier")
        files = sorted(path for path in dossier.rglob("*") if path.is_file() and path.suffix != ".css")
        for _change in range(data.draw(st.integers(1, 3))):
            path = data.draw(st.sampled_from(files))
            lines = path.read_bytes().decode("utf-8", "surrogatepass").splitlines(keepends=True)
            for _again in range(data.draw(st.integers(1, 2))):
                lines = data.draw(st.sampled_from(MUTATIONS))(lines, data)
            path.write_bytes("".join(lines).encode("utf-8", "surrogatepass"))
            if path.parent.name == "seeds" and data.draw(st.booleans()):
                _rehash(dossier, path)
        if data.draw(st.integers(0, 9)) == 0:
            path = data.draw(st.sampled_from(files))
            path.rename(
                path.with_name(data.draw(st.sampled_from(["a.yaml", "b.md", "c", "x.es.md", "method.md"])))
            )
        ran = run("check", dossier)
        assert ran.code in (0, 1) or not (dossier / "site.yaml").is_file()
        assert bool(ran.problems) == (ran.code == 1), ran.text
    finally:
        shutil.rmtree(folder)


def _rehash(dossier: Path, seed: Path) -> None:
    """Write the hash of a changed text into its source, so that the change is looked at."""
    for source in (dossier / "content" / "sources").glob("*.yaml"):
        text = source.read_bytes().decode("utf-8", "surrogatepass")
        if f"file: {seed.name}\n" in text:
            lines = text.splitlines(keepends=True)
            digest = hashlib.sha256(seed.read_bytes()).hexdigest()
            lines = [f"sha256: {digest}\n" if line.startswith("sha256: ") else line for line in lines]
            source.write_bytes("".join(lines).encode("utf-8", "surrogatepass"))


@settings(QUICK, max_examples=40)
@given(st.data())
def test_check_survives_changed_files(data: st.DataObject) -> None:
    check_survives(data)


@pytest.mark.long
@settings(LONG, max_examples=int(os.environ.get("FUZZ", "2000")))
@given(st.data())
def test_check_survives_many_changed_files(data: st.DataObject) -> None:
    check_survives(data)
