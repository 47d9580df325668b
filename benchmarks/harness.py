"""The neutral harness that measures generators: where it lies, and its modules.

It is no part of this repository. Its `README.md` says what an adapter is and which markup all sites share.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

VARIABLE = "BENCH_HARNESS"


def find(named: Path | None) -> Path:
    """Give the folder of the harness: the one that was named, else that of the environment variable.

    Raises:
        SystemExit: neither leads to a harness.
    """
    folder = named or Path(os.environ.get(VARIABLE, ""))
    if not (folder / "compare_output.py").is_file():
        raise SystemExit(f"no harness at {str(folder)!r}: name its folder by --harness or {VARIABLE}")
    return folder.resolve()


def module(folder: Path, name: str) -> ModuleType:
    """Import a module of the harness, which looks for its own beside itself."""
    for path in (folder / "adapters", folder):
        if str(path) not in sys.path:
            sys.path.insert(0, str(path))
    return importlib.import_module(name)


def dossier(folder: Path, work: Path, people: int) -> Path:
    """Give the invented dossier of that many people, made where it is not there yet."""
    made = work / "d" / str(people)
    if not (made / "meta.json").exists():
        maker = str(folder / "make_dossier.py")
        subprocess.run([sys.executable, maker, str(made), "--people", str(people), "--seed", "1"], check=True)
    return made
