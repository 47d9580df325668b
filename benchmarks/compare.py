"""Whether our plain site holds the same content as the harness's Hugo site, by the harness's own comparison.

    python -m benchmarks.compare WORK 6 100 1000 [--harness FOLDER]

WORK is the folder into which the harness's `setup.sh` has installed its peers. Both sites are built there from the same
invented dossier, ours by plain `generator build` with `benchmarks/face`; our pages are then mapped (`mapping.py`) and
compared: pages, statements, markers, quotations, ways back. The exit code is 0 where all of that is the same.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import adapter, harness
from benchmarks.mapping import map_site


def main() -> int:
    """Build, map and compare for each number of people."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("people", type=int, nargs="+")
    parser.add_argument("--harness", type=Path)
    options = parser.parse_args()
    folder, work = harness.find(options.harness), options.work.resolve()
    common, prepare = harness.module(folder, "common"), harness.module(folder, "prepare")
    comparison = harness.module(folder, "compare_output")
    result = 0
    for people in options.people:
        dossier = harness.dossier(folder, work, people)
        data = common.load(dossier)
        hugo, ours = work / "s" / f"hugo-{people}", work / "s" / f"ours-{people}"
        prepare.prepare("hugo", dossier, hugo, data)
        _build(hugo, *prepare.adapter("hugo").command(hugo, work))
        shutil.rmtree(ours, ignore_errors=True)
        adapter.prepare(dossier, ours, data)
        _build(ours, *adapter.command(ours, work))
        mapped = ours / "mapped"
        map_site(ours / adapter.OUTPUT, mapped)
        result |= comparison.main([str(hugo / "public"), str(mapped)])
    return result


def _build(site: Path, argv: list[str], env: dict[str, str]) -> None:
    built = subprocess.run(argv, cwd=site, env=os.environ | env, capture_output=True, text=True, check=False)
    if built.returncode:
        raise SystemExit(f"{site}: {built.stdout}{built.stderr}")


if __name__ == "__main__":
    sys.exit(main())
