"""Measures this generator beside the harness's peers, in one run, and prints the ratios for `docs/performance.md`.

    python -m benchmarks.peers WORK [--people 6,100,1000] [--runs 3] [--serve] [--harness FOLDER]

WORK is any folder: the harness's `setup.sh` installs its peers there by name where they are missing. The harness is
copied there with two adapters more: `ours`, whose pages are as plain as the peers' (`benchmarks/face`), and `ours-own`,
with the templates of the product and all it makes, from the same dossier. Then the harness measures all of them in
turn. A ratio is that of two medians of the same run. On a busy machine believe the CPU seconds, not the wall seconds.
"""

from __future__ import annotations

import argparse
import compileall
import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import harness

ROOT = Path(__file__).resolve().parent.parent
BASE = "hugo"
OURS = {"ours": "plain", "ours-own": "own"}
"""Our adapters, and the face of each."""
LINES = (
    ("cold build, CPU", "cold", "cpu"),
    ("cold build, wall", "cold", "wall"),
    ("nothing changed, CPU", "noop", "cpu"),
    ("one statement edited, CPU", "edit", "cpu"),
    ("a citation added, CPU", "cite", "cpu"),
    ("peak memory, largest process", "cold", "rss"),
    ("served: from saving to the rebuilt page, wall", "serve", "wall"),
)
"""What the table shows: in words, the kind of measurement, the figure."""
_ADDED = "cite"
_ADAPTER = '''"""The generator's own adapter, with the {face} face."""
import importlib.util
import os
from pathlib import Path

os.environ["GENERATOR_FACE"] = "{face}"
path = Path(os.environ["GENERATOR_ROOT"], "benchmarks/adapter.py")
spec = importlib.util.spec_from_file_location("generator_{face}", path)
own = importlib.util.module_from_spec(spec)
spec.loader.exec_module(own)
OUTPUT, CACHES = own.OUTPUT, own.CACHES
prepare, write_person, command, serve = own.prepare, own.write_person, own.command, own.serve
'''

Row = dict[str, Any]
"""A measurement, as the harness writes it: `peer`, `people`, `kind`, `rc`, and `wall`, `cpu` (s), `rss` (MiB)."""


def main() -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--people", default="6,100,1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default=f"{BASE},hugo-tuned", help="adapters of the harness beside ours")
    parser.add_argument("--serve", action="store_true", help="measure the watching servers as well")
    parser.add_argument("--cap", type=float, default=300, help="wall seconds that a build may take")
    parser.add_argument("--harness", type=Path)
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    folder = _copied(harness.find(options.harness), work)
    python = work / "venv/bin/python"
    if not python.exists():
        subprocess.run(["bash", str(folder / "setup.sh"), str(work)], check=True)
    os.environ["GENERATOR_ROOT"] = str(ROOT)
    compileall.compile_dir(ROOT / "generator", quiet=1)  # or the first run would compile what the others find
    results = work / "results.jsonl"
    before = results.stat().st_size if results.exists() else 0
    peers = [*options.peers.split(","), *OURS]
    measure = [str(python), str(folder / "run.py"), "--work", str(work), "--people", options.people]
    measure += ["--runs", str(options.runs), "--peers", ",".join(peers), "--cap", str(options.cap)]
    subprocess.run([*measure, *["--serve"] * options.serve], check=True)
    with results.open(encoding="utf-8") as file:
        file.seek(before)
        rows: list[Row] = [json.loads(line) for line in file]
    sizes = [int(size) for size in options.people.split(",")]
    for people in sizes:
        rows += _with_citation(folder, work, people, options.runs)
    print("\n".join(["", versions(work, peers), "", *tables(rows, peers, sizes)]))
    return 0


def _copied(folder: Path, work: Path) -> Path:
    """Copy the harness, with our adapters among its own."""
    copied = work / "harness"
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(folder, copied, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name, face in OURS.items():
        adapter = copied / "adapters" / name / "adapter.py"
        adapter.parent.mkdir()
        adapter.write_text(_ADAPTER.format(face=face), encoding="utf-8")
    return copied


def _with_citation(folder: Path, work: Path, people: int, runs: int) -> Iterator[Row]:
    """Measure an edit that adds a citation: it changes the page of a source as well as that of the person."""
    prepare, measuring = harness.module(folder, "prepare"), harness.module(folder, "run")
    data = harness.module(folder, "common").load(harness.dossier(folder, work, people))
    person = data["people"][people // 2]
    others = [one for other in data["people"] if other is not person for one in other["statements"]]
    for name in OURS:
        site, adapter = work / "s" / f"{name}-{people}", prepare.adapter(name)
        argv, env = adapter.command(site, work)
        log = work / "logs" / f"{name}-{people}-{_ADDED}.log"
        for run in range(runs):
            adapter.write_person(site, person)
            measuring.timed(argv, site, env, log)
            first, *rest = person["statements"]
            cited = [*first["citations"], others[run % len(others)]["citations"][0]]
            adapter.write_person(site, person | {"statements": [first | {"citations": cited}, *rest]})
            found = measuring.timed(argv, site, env, log)
            yield {"peer": name, "people": people, "kind": _ADDED, "run": run, **found}
        adapter.write_person(site, person)


def versions(work: Path, peers: Sequence[str]) -> str:
    """Say which generators were measured, and on what; the harness has noted in `work` what it installed."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in sorted(work.glob("versions-*.txt")))
    found = {}
    for peer in peers:
        name = peer.partition("-")[0]  # hugo-tuned is Hugo
        if version := re.search(
            rf"^(?:\W*(?:@\w+/)?){name}(?:==|@)(\S+)$", told, re.MULTILINE | re.IGNORECASE
        ):
            found[name] = f"{name} {version[1]}"
    describe = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    here = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    return f"This generator at {commit or 'no commit'}; {', '.join(found.values())}; {here}."


def tables(rows: Sequence[Row], peers: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    """Give Markdown: for each peer its figures as ratios to plain Hugo, with both medians, and how cold builds grow.

    Where Hugo has no figure (an added citation is an edit to it like any other) the ratio is to its edit.
    """
    for peer in peers:
        yield from (
            f"**{peer}**",
            "",
            f"| | {' | '.join(f'{n:,} people' for n in sizes)} |",
            "|---" * (len(sizes) + 1) + "|",
        )
        for words, kind, figure in LINES:
            cells = [_cell(rows, peer, n, kind, figure) for n in sizes]
            if any(cells):
                yield f"| {words} | {' | '.join(cells)} |"
        yield ""
        for small, large in pairwise(sizes):
            times = [_median(rows, peer, n, "cold", "cpu") for n in (small, large)]
            if small >= 1000 and all(times):
                exponent = math.log(times[1] / times[0]) / math.log(large / small)
                yield from (
                    f"From {small:,} to {large:,} people its cold build grows with the exponent {exponent:.2f}.",
                    "",
                )


def _cell(rows: Iterable[Row], peer: str, people: int, kind: str, figure: str) -> str:
    """Give one ratio, and the two medians that it is of; nothing where one of them is missing."""
    ours = _median(rows, peer, people, kind, figure)
    base = _median(rows, BASE, people, "edit" if kind == _ADDED else kind, figure)
    if not ours or not base:
        return ""
    unit, digits = ("MiB", 0) if figure == "rss" else ("s", 2)
    return f"{ours / base:.2f} ({ours:.{digits}f} / {base:.{digits}f} {unit})"


def _median(rows: Iterable[Row], peer: str, people: int, kind: str, figure: str) -> float:
    found = [
        row[figure]
        for row in rows
        if (row["peer"], row["people"], row["kind"]) == (peer, people, kind)
        and row.get("rc", 0) == 0
        and figure in row
    ]
    return statistics.median(found) if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
