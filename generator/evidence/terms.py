"""Words looked up in a text: whole words, whatever their case, with `*` for any ending.

`prison*` finds prison, prisons and prisoner; `political prisoner*` finds the words side by side. Accents count.
One pattern serves loaded words in the site's own sentences and the terms that would show that a source speaks on
a topic.
"""

from __future__ import annotations

import re
from functools import cache

from generator.evidence.folding import fold


@cache
def pattern(term: str) -> re.Pattern[str]:
    """Make the pattern of one term."""
    return _alone(_written(term))


@cache
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Make one pattern of several terms: it finds that none of them occurs as fast as one alone."""
    return _alone("|".join(_written(term) for term in terms))


def _alone(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)


def _written(term: str) -> str:
    words = [
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
        for word in fold(term).split()
    ]
    return " ".join(words)


def find(terms: tuple[str, ...], text: str) -> tuple[str, int] | None:
    """Find the first of some terms that occurs in a folded text: the words found and their offset."""
    if not (terms and _any_of(terms).search(text)):
        return None
    for term in terms:
        found = pattern(term).search(text)
        if found:
            return found.group(), found.start()
    return None
