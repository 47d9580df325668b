"""Links to the very words of a published article, as text fragments: `https://…/article#:~:text=first%20words`.

A browser that knows them scrolls to the words and marks them; any other opens the article. The form is that of the
[URL Fragment Text Directives](https://wicg.github.io/scroll-to-text-fragment/).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

_WHOLE = 8
"""Up to so many words stand in the link as they are; of more, the first and the last."""
_START, _EDGE = 6, 4


def live(url: str, parts: Sequence[str]) -> str:
    """Give the address of words in a published article.

    `parts` are the words as they stand in the source, divided where some are left out. Words on several lines are
    named by their beginning and end, since no browser finds one string in several paragraphs. Only the words themselves
    decide, so that the link is the same where the text is sealed.
    """
    lines = [line.split() for part in parts for line in part.splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) <= _WHOLE:
        said = _encoded(lines[0])
    else:
        first = lines[0][: max(_EDGE, min(_START, len(lines[0]) // 2))]
        said = f"{_encoded(first)},{_encoded(lines[-1][-_EDGE:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={said}"


def _encoded(words: Sequence[str]) -> str:
    """Encode a term: what is no letter or digit of ASCII, and `-`, which has a meaning of its own there."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
