"""A process of the program that begins builds as children of its own: what each would have to import is there already.

`python -m tests.nursery DOSSIER ELSEWHERE` builds the dossier once, into another folder. Then each line that it reads
is `SECONDS<TAB>URL`: it begins a build at that address, kills it after so many seconds (never, where there are none
given) and answers with a line, the exit code, negative for a signal. A child has imported all and compiled every
template, so that nearly all of its life is the build.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from generator.__main__ import main
from tests.compiled import shared


def begun(seconds: str, *arguments: str) -> int:
    """Build in a child, perhaps killed; give its exit code."""
    child = os.fork()
    if child == 0:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (until its end)
        os._exit(main(list(arguments)))
    if seconds:
        time.sleep(float(seconds))
        os.kill(
            child, signal.SIGKILL
        )  # where it has ended, nobody has asked for it yet: the number is still its own
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    dossier, elsewhere = sys.argv[1:]
    with shared():
        code = main(["build", dossier, "--output", elsewhere])
        print(code, flush=True)
        for line in sys.stdin:
            wait, url = line.rstrip("\n").split("\t")
            print(begun(wait, "build", dossier, "--base-url", url), flush=True)
