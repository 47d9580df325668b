"""Excerpt entries ready to paste: YAML that the reader reads back as the same words, at the same place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from generator.evidence.folding import fold
from generator.evidence.quotes import Passage, SourceText
from generator.reading.characters import refused
from generator.reading.prose import heading_anchor
from generator.records import Selector

_BESIDE = 12
"""Words of prefix and suffix, at most; where more were needed the occurrence is counted instead."""

_WINDOW = 2_000
"""Characters before and behind a place that are looked at for them."""

_NO_STRING = re.compile(r"[-+.\d][-+.,:_/\dTZtzEeXxOo\sa-fA-F]*|(?:null|true|false|yes|no|on|off|y|n)", re.I)


def scalar(text: str) -> str:
    """Write a text of one line as YAML: plain where every reader takes it for that text, else in single quotes."""
    plain = (
        (text[:1].isalnum() or text[:1] in "“‘«(¿¡")
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not _NO_STRING.fullmatch(text)
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def entries(
    text: SourceText, passages: Sequence[Passage], said: Sequence[str], taken: Collection[str]
) -> str:
    """Write an entry for each place where words stand; `said` tells of each in a comment, `taken` are ids in use.

    Where there are several places, one more entry means all of them.
    """
    names = _names(text.words(passages[0]), taken)
    if len(passages) == 1:
        return _entry(next(names), Selector(text.words(passages[0])))
    chosen = selectors(text, passages)
    pieces = ["  # Keep one of these entries."]
    for number, (selector, place) in enumerate(zip(chosen, said, strict=True), 1):
        pieces.append(f"  # {number} of {len(passages)}: {place}")
        pieces.append(_entry(next(names), selector))
    pieces.append(f"  # all {len(passages)} places, where the text prints one passage more than once")
    pieces.append(_entry(next(names), Selector(text.words(passages[0]), occurrence=0)))
    return "\n".join(pieces)


def selectors(text: SourceText, passages: Sequence[Passage]) -> list[Selector]:
    """Give for each of several places the selector that means it alone: the shortest words beside it that do.

    The words beside are whole words of the source; where even `_BESIDE` of them do not tell two places apart, or
    where they hold characters that no dossier may, the place is counted.
    """
    beside = [
        (
            text.text[max(0, passage[0].start - _WINDOW) : passage[0].start],
            text.text[passage[-1].end : passage[-1].end + _WINDOW],
        )
        for passage in passages
    ]
    folded = [(fold(before), fold(behind)) for before, behind in beside]
    found = []
    for number, passage in enumerate(passages):
        rivals = folded[:number] + folded[number + 1 :]
        frame = _frame(*beside[number], rivals)
        words = text.words(passage)
        found.append(Selector(words, *frame) if frame else Selector(words, occurrence=number + 1))
    return found


def _frame(before: str, behind: str, rivals: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Find the fewest words beside a place that no rival has; of as many words, the shortest."""
    prefixes = list(_beside(before, backwards=True))
    suffixes = list(_beside(behind, backwards=False))
    for count in range(1, _BESIDE + 1):
        fit = []
        for ahead in range(max(0, count + 1 - len(suffixes)), min(count + 1, len(prefixes))):
            prefix, suffix = prefixes[ahead], suffixes[count - ahead]
            if prefix is not None and suffix is not None and not _fits_any(prefix, suffix, rivals):
                fit.append((prefix, suffix))
        if fit:
            return min(fit, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
    return None


def _fits_any(prefix: str, suffix: str, rivals: list[tuple[str, str]]) -> bool:
    prefix, suffix = fold(prefix), fold(suffix)
    return any(before.endswith(prefix) and behind.startswith(suffix) for before, behind in rivals)


def _beside(text: str, *, backwards: bool) -> Iterator[str | None]:
    """Give no word, one word, two words … next to a place; None where they would be marks alone."""
    tokens = text.split()
    if len(text) == _WINDOW and tokens:  # the token farthest away may be cut
        tokens = tokens[1:] if backwards else tokens[:-1]
    yield ""
    for count in range(1, min(_BESIDE, len(tokens)) + 1):
        words = " ".join(tokens[-count:] if backwards else tokens[:count])
        if refused(words):
            return
        yield words if any(character.isalnum() for character in words) else None


def _names(words: str, taken: Collection[str]) -> Iterator[str]:
    """Propose ids made of the first words of a quotation, none of them taken."""
    name = heading_anchor(" ".join(re.sub(r"[’']", "", words).split()[:4]))[:40].strip("-")
    if _NO_STRING.fullmatch(name):
        name = f"words-{name}"
    number = 0
    while True:
        number += 1
        proposed = name if number == 1 else f"{name}-{number}"
        if proposed not in taken:
            yield proposed


def _entry(name: str, selector: Selector) -> str:
    lines = [f"  {name}:", f"    exact: {scalar(selector.exact)}"]
    if selector.prefix:
        lines.append(f"    prefix: {scalar(selector.prefix)}")
    if selector.suffix:
        lines.append(f"    suffix: {scalar(selector.suffix)}")
    if selector.occurrence is not None:
        lines.append(f"    occurrence: {selector.occurrence or 'all'}")
    return "\n".join(lines)
