"""Runs of capitals in a sentence: the names in it, declared or not, cut into what has to be borne out by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.evidence.particulars.forms import Form
from generator.evidence.particulars.model import Item
from generator.evidence.particulars.names import Mention, NameIndex
from generator.evidence.particulars.ordinary import COURTESY, FUNCTION, JOINING, ORDINARY, PARTICLES
from generator.evidence.particulars.tokens import Tokens

_MOST_PARTICLES = 3


class Chunk(NamedTuple):
    """A piece of a run. `form` where it is a declared name; `words` are its tokens; `opening` begins a sentence."""

    text: str
    words: str
    form: Form | None
    first: int
    last: int
    opening: bool


class Run(NamedTuple):
    """Words with capitals that stand together, as a whole and in pieces."""

    words: str
    text: str
    chunks: tuple[Chunk, ...]


class _Part(NamedTuple):
    first: int
    last: int
    form: Form | None
    joint: str  # what ties it to the part before: space, possessive, particle (hyphens and & as well), or nothing


def runs_in(
    tokens: Tokens, language: str, names: NameIndex, proper: list[Mention], items: list[Item]
) -> list[Run]:
    """Find the runs of capitals; `items` are the dates, numbers and the like that use up their words."""
    taken = {at for item in items for at in range(item.first, item.last)}
    begins = {mention.first: mention for mention in proper}
    found: list[Run] = []
    parts: list[_Part] = []
    function = FUNCTION.get(language.split("-")[0], FUNCTION["en"])
    last = 0
    for at in tokens.capitals:
        mention = begins.get(at)
        if at < last or (mention is None and (at in taken or tokens.kinds[at] != "word")):
            continue
        last = mention.last if mention else at + 1
        joint = _joint(tokens, parts[-1].last, at) if parts else ""
        if mention is None and _is_function(tokens, at, function):
            joint = ""
        if parts and not joint:
            found += _run(tokens, parts, function, names, language)
            parts = []
        parts.append(_Part(at, last, mention.form if mention else None, joint))
    if parts:
        found += _run(tokens, parts, function, names, language)
    return found


def _joint(tokens: Tokens, before: int, at: int) -> str:
    """Say what ties a word with a capital to the one before it."""
    between = tokens.low[before:at]
    if not between:
        return "space"
    if between == ["'s"]:
        return "possessive"
    if between == ["&"] or (between == ["-"] and tokens.tight(before) and tokens.tight(at)):
        return "particle"
    joined = (
        len(between) <= _MOST_PARTICLES
        and between[0] in JOINING
        and all(word in PARTICLES for word in between)
        and between == tokens.words[before:at]
    )
    return "particle" if joined else ""


def _is_function(tokens: Tokens, at: int, function: frozenset[str]) -> bool:
    """Whether a word with a capital is an article, a preposition or the like; `US` and `IT` are not."""
    word, low = tokens.words[at], tokens.low[at]
    return low in function and (len(word) == 1 or word[1:] == low[1:])


def _run(
    tokens: Tokens, parts: list[_Part], function: frozenset[str], names: NameIndex, language: str
) -> Iterator[Run]:
    """Make a run of its parts; nothing where no name is left."""
    first = parts[0]
    if first.form is None and _is_function(tokens, first.first, function):
        parts = parts[1:]
    parts = [part for part in parts if part.form or tokens.low[part.first] not in COURTESY]
    if not parts:
        return
    chunks = tuple(_chunk(tokens, group) for group in _groups(tokens, parts, names, language))
    start, end = parts[0].first, parts[-1].last
    yield Run(f" {' '.join(tokens.words[start:end])} ", tokens.slice(start, end), chunks)


def _groups(tokens: Tokens, parts: list[_Part], names: NameIndex, language: str) -> list[list[_Part]]:
    """Cut a run where it may be cut: at a possessive, beside a declared name, and between two of them.

    Two names tied by `of`, `de` or a hyphen belong together unless both are declared. An ordinary word that begins the
    sentence may be cut off before a declared name (`Armed Venezuelans`) or before `of` (`Members of …`).
    """
    ordinary = ORDINARY.get(language.split("-")[0], frozenset())
    groups = [[parts[0]]]
    for before, part in pairwise(parts):
        cut = part.joint == "possessive"
        if part.joint == "space":
            cut = part.form is not None or before.form is not None
            if before.form is None and before is parts[0] and tokens.initial(before.first):
                cut = cut and (names.is_ordinary(tokens.low[before.first], language) or len(groups[-1]) == 1)
        elif part.joint == "particle":
            cut = part.form is not None and before.form is not None
            if before is parts[0] and before.form is None and tokens.initial(before.first):
                cut = tokens.low[before.first] in ordinary  # Members of …
        if cut:
            groups.append([part])
        else:
            groups[-1].append(part)
    return groups


def _chunk(tokens: Tokens, group: list[_Part]) -> Chunk:
    first, last = group[0].first, group[-1].last
    return Chunk(
        text=tokens.slice(first, last),
        words=f" {' '.join(tokens.words[first:last])} ",
        form=group[0].form if len(group) == 1 else None,
        first=first,
        last=last,
        opening=len(group) == 1 and group[0].form is None and tokens.initial(first),
    )
