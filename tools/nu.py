"""Hold every page of a built site to the HTML standard, with the Nu HTML checker.

`python -m tools.nu [FOLDER]` checks every `.html` and `.svg` under FOLDER (`public` unless given), prints one line
for each error and warning and ends with 1 when there is any error, with 2 when it cannot run. It needs Java 17 or
newer and the checker that `python -m tools.node` installs.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tools import node

NO_JAVA = "no Java was found. To have them, install one (Debian: apt-get install default-jre-headless)"
KNOWN_WRONG: dict[str, tuple[str, str]] = {
    "data-block": (
        r"Inline script violates Content Security Policy ",
        "the one inline script of a page is JSON-LD: data, which nothing runs or blocks; tests hold it to that",
    ),
    "language-guess": (
        r"This document appears to be written in ",
        "a guess from the frequency of letters, misled by short pages that are mostly names and quotations",
    ),
}
"""Warnings that are dropped: a name for each, how its message reads, and why it is wrong here. Never an error."""


class CannotRunError(Exception):
    """The checker is not here, Java is not, or it broke off."""


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What the checker says about one place."""

    path: str
    line: int
    column: int
    level: str
    text: str

    def __str__(self) -> str:
        """One line in the form that editors and terminals make clickable."""
        return f"{self.path}:{self.line}:{self.column}: {self.level}: {self.text}"


def why_not() -> str | None:
    """Return what is missing, or None when the checker can run."""
    if shutil.which("java") is None:
        return NO_JAVA
    if not node.NU.is_ready():
        return "the Nu checker is not installed. To have them, install npm and run make test-all"
    return None


def check(folder: Path) -> list[Message]:
    """Check every page and drawing under `folder`; return the errors and warnings, in order."""
    missing = why_not()
    if missing is not None:
        raise CannotRunError(missing)
    folder = folder.resolve()
    if next(folder.rglob("*.html"), None) is None:
        raise CannotRunError(f"no HTML under {folder}")
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--also-check-svg"]
    command = ["java", "-Xss2m", "-jar", str(node.NU.path), *options, str(folder)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )
    try:
        reported: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise CannotRunError(f"the checker ended with {done.returncode}: {done.stderr.strip()}") from error
    messages = (_message(entry, folder) for entry in reported)
    return sorted(message for message in messages if message is not None)


def _message(entry: dict[str, Any], folder: Path) -> Message | None:
    """Turn one entry of the checker's report into a message, or drop it."""
    level = "error" if entry["type"] != "info" else entry.get("subType", "info")
    text = " ".join(str(entry["message"]).split())
    if level == "info":
        return None
    if level == "warning" and any(re.match(pattern, text) for pattern, _ in KNOWN_WRONG.values()):
        return None
    path = Path(unquote(urlsplit(entry.get("url", "")).path))
    shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    line = int(entry.get("lastLine", 1))
    return Message(shown, int(entry.get("firstLine", line)), int(entry.get("firstColumn", 1)), level, text)


def main() -> int:
    """Check one folder and report."""
    parser = argparse.ArgumentParser(prog="python -m tools.nu", description="Check the HTML of a built site.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("public"))
    try:
        messages = check(parser.parse_args().folder)
    except CannotRunError as error:
        print(f"nu: {error}", file=sys.stderr)
        return 2
    for message in messages:
        print(message)
    errors = sum(message.level == "error" for message in messages)
    print(f"nu: {errors} errors, {len(messages) - errors} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
