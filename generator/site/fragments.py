"""Links to the very words of a published article, as text fragments: `https://…/article#:~:text=first%20words`.

A browser that knows them scrolls to the words and marks them; any other opens the article. The form is that of the
[URL Fragment Text Directives](https://wicg.github.io/scroll-to-text-fragment/).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

_WHOLE = 8
"""Up to so many words stand in the link as they are; of more, the first and the last."""
_EDGE = 4


def live(url: str, parts: Sequence[str], text: str) -> str:
    """Give the address of words in a published article.

    `parts` are the words as they stand in the source, divided where some are left out; `text` is the text of the
    source, by which the first words are made long enough to stand there once (it may be empty). Words on several
    lines are named by their beginning and end, since no browser finds one string in several paragraphs.
    """
    lines = [line.split() for part in parts for line in part.splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) <= _WHOLE:
        said = _encoded(lines[0])
    else:
        said = f"{_encoded(_opening(lines[0], text))},{_encoded(lines[-1][-_EDGE:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={said}"


def _opening(words: Sequence[str], text: str) -> Sequence[str]:
    """Take the first words of a line, as many as it takes to stand in the text once, and at most half of them."""
    folded = " ".join(text.split())
    most = max(_EDGE, len(words) // 2)
    for count in range(_EDGE, most):
        if folded.count(" ".join(words[:count])) < 2:
            return words[:count]
    return words[:most]


def _encoded(words: Sequence[str]) -> str:
    """Encode a term: what is no letter or digit of ASCII, and `-`, which has a meaning of its own there."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
