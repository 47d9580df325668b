"""How long proving takes: 100,000 quotations in 2,000 sources of 500 words, on one core.

    python -m benchmarks.proving [--sources 2000] [--each 50]

Invented texts, the same at every run; a quarter of the quotations leave words out. What is timed is what a build does
with them: making each text ready, and locating each quotation. Prints seconds of CPU, and quotations a second.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.evidence.quotes import ELISION, Ambiguous, Found, SourceText, locate
from generator.records import Selector

WORDS = 500
PARAGRAPH = 50


def main() -> int:
    """Make the texts, prove every quotation, and tell how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--each", type=int, default=50, help="quotations from each source")
    options = parser.parse_args()
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices("aeiourstlnmdé", k=chance.randint(2, 10))) for _ in range(4000)]
    texts, quotations = [], []
    for _ in range(options.sources):
        words = chance.choices(vocabulary, k=WORDS)
        texts.append(
            "\n".join(" ".join(words[at : at + PARAGRAPH]) + "." for at in range(0, WORDS, PARAGRAPH))
        )
        quotations.append([_quotation(words, chance) for _ in range(options.each)])
    started = time.process_time()
    found = several = 0
    for text, quoted in zip(texts, quotations, strict=True):
        source = SourceText(text)
        for exact in quoted:
            outcome = locate(Selector(exact), source)
            found += isinstance(outcome, Found)
            several += isinstance(outcome, Ambiguous)
    seconds = time.process_time() - started
    total = options.sources * options.each
    print(
        f"{total} quotations in {options.sources} sources of {WORDS} words: {seconds:.2f} s of CPU, "
        f"{total / seconds:,.0f} a second; {found} found, {several} more than once, {total - found - several} not"
    )
    return 0 if found + several == total else 1


def _quotation(words: list[str], chance: random.Random) -> str:
    """Cut a quotation out of one paragraph, one in four with words left out."""
    first = chance.randrange(0, WORDS, PARAGRAPH) + chance.randrange(0, 20)
    if chance.random() < 0.25:
        return f"{' '.join(words[first : first + 4])} {ELISION} {' '.join(words[first + 8 : first + 14])}"
    return " ".join(words[first : first + chance.randint(4, 25)])


if __name__ == "__main__":
    sys.exit(main())
