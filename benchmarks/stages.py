"""Where the time of a build goes: seconds of CPU by stage, of one cold build in this process.

    python -m benchmarks.stages DOSSIER [OUTPUT]

Each stage's own time is given, without that of a stage it calls; what is left over is counted as `the rest`. The clocks
cost some 3 per cent.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

START = time.process_time()

from generator import build, work  # noqa: E402 (what importing takes is measured)
from generator.evidence import prove as proving  # noqa: E402
from generator.evidence.asked import PresentText  # noqa: E402
from generator.exports import matrix, search  # noqa: E402
from generator.publishing.readback import Readback  # noqa: E402
from generator.publishing.write import Stage  # noqa: E402
from generator.reading import yamlfile  # noqa: E402
from generator.site.pages.area import Planned  # noqa: E402
from generator.site.render import Face  # noqa: E402

STAGES: tuple[tuple[str, Any, str], ...] = (
    ("YAML parsed", yamlfile, "parse"),
    ("files read, held to their shapes", build, "load"),
    ("checks between records", build, "run_checks"),
    ("texts made ready", proving, "ask"),
    ("quotations located", PresentText, "locate"),
    ("particulars, overlaps, coverage and the rest of proving", build, "prove"),
    ("what a page is to carry", Readback, "__init__"),
    ("view models", Planned, "made"),
    ("pages rendered", Face, "html"),
    ("pages read back", Readback, "seen"),
    ("evidence.json", build, "evidence_files"),
    ("matrix as CSV", matrix, "matrix_csv"),
    ("search index", search, "files"),
    ("files written", Stage, "write"),
    ("old site replaced", Stage, "publish"),
    ("cautions", build, "all_cautions"),
)
"""The stages: in words, and where the function stands that does the work."""


class Clock:
    """Adds up the time of functions, each without what it calls that has a clock of its own."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        """Give a function its clock; where it gives an iterator, making each of its things is timed."""

        @wraps(function)
        def run(*arguments: object, **more: object) -> object:
            result = self._run(name, function, *arguments, **more)
            return self._steps(name, result) if isinstance(result, Iterator) else result

        return run

    def _run(self, name: str, function: Callable[..., object], *arguments: object, **more: object) -> object:
        self._turn()
        self._running.append(name)
        try:
            return function(*arguments, **more)
        finally:
            self._turn()
            self._running.pop()

    def _steps(self, name: str, steps: Iterator[object]) -> Iterator[object]:
        end = object()
        while (step := self._run(name, next, steps, end)) is not end:
            yield step


def main() -> int:
    """Build once, and print a row for each stage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dossier", type=Path)
    parser.add_argument("output", type=Path, nargs="?")
    options = parser.parse_args()
    clock = Clock()
    clock.seconds["imports"] = time.process_time() - START
    for name, owner, function in STAGES:
        setattr(owner, function, clock.timed(name, getattr(owner, function)))
    with tempfile.TemporaryDirectory() as folder:
        outcome = build.build(options.dossier, options.output or Path(folder) / "public")
    if outcome.problems:
        raise SystemExit("\n".join(map(str, outcome.problems)))
    total = time.process_time() - START
    clock.seconds["the rest"] = total - sum(clock.seconds.values())
    print(f"| stage | seconds of CPU | of {total:.2f} |\n|---|---|---|")
    for name in ("imports", *(name for name, _owner, _function in STAGES), "the rest"):
        print(f"| {name} | {clock.seconds[name]:.3f} | {clock.seconds[name] / total:.0%} |")
    print("\n" + ", ".join(f"{count:,} {kind}" for kind, count in work.done.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
