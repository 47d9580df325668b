"""Two programs from npm, at exact versions: the Nu HTML checker and axe-core.

`python -m tools.node` installs what is missing into `.cache/node/`. The list below is the lock: each entry names
the file that is used and the SHA-256 that it must have. Where npm is missing too, a line says so; under CI=true
that is a failure.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "node"


@dataclass(frozen=True, slots=True)
class Package:
    """One package, and the one file of it that is used."""

    name: str
    version: str
    file: str
    sha256: str

    @property
    def path(self) -> Path:
        """Where the file stands once the package is installed."""
        return FOLDER / "node_modules" / self.name / self.file

    def is_ready(self) -> bool:
        """Whether the file is there with the bytes that were agreed on."""
        return self.path.is_file() and hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256


NU = Package(
    "vnu-jar",
    "26.9.27",
    "build/dist/vnu.jar",
    "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47",
)
AXE = Package(
    "axe-core",
    "4.14.1",
    "axe.min.js",
    "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
)
PACKAGES = (NU, AXE)


def install() -> str | None:
    """Install what is missing; return why that was not possible, or None."""
    if all(package.is_ready() for package in PACKAGES):
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    FOLDER.mkdir(parents=True, exist_ok=True)
    options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    names = [f"{package.name}@{package.version}" for package in PACKAGES]
    command = [npm, "install", *options, "--save-exact", "--prefix", str(FOLDER), *names]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        return f"npm ended with {done.returncode}"
    wrong = [package.name for package in PACKAGES if not package.is_ready()]
    return f"not the file that was agreed on: {', '.join(wrong)}" if wrong else None


def main() -> int:
    """Install, and say what is wrong if anything is."""
    trouble = install()
    if trouble is None:
        return 0
    names = " and ".join(package.name for package in PACKAGES)
    print(f"{names} could not be installed: {trouble}.", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    raise SystemExit(main())
