"""Passages that two sources share: a proposal that they may go back to one origin, never a decision.

A run is a stretch of at least `RUN_WORDS` words that two texts have in common, whatever their case and punctuation.
What stands between quotation marks in both is left out: two texts that quote one speech share a speaker. A near
paraphrase is a pair of sentences that share most of their rarer words. An editor decides, in a file under
`content/lineages/`: counted as one, or kept apart, with the reason that readers are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from generator.evidence.folding import fold
from generator.reading.sentences import split_sentences

RUN_WORDS = 8
"""Words in common, in order, that two independent texts hardly ever share outside a quotation."""

LIKENESS = 0.7
"""Share of the rarer words of two sentences that both have, from which on they count as near paraphrase."""

MIN_CONTENT_WORDS = 6
_MAX_SOURCES = 20
"""A run in more sources than this is a formula (a slogan, a notice), and says nothing of where a text comes from."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two sources share: the words of each run or sentence as the first has them, longest first.

    `longest` is the number of words of the longest run, `alike` that of sentences alike: all there is of sealed texts.
    """

    first: str
    second: str
    runs: tuple[str, ...]
    paraphrases: tuple[tuple[str, str], ...]
    longest: int
    alike: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, folded to compare, with their places; None parts quotations off."""

    text: str
    forms: tuple[str | None, ...]
    spans: tuple[tuple[int, int], ...]


def _words(text: str) -> _Words:
    folded = fold(text)
    quoted = [found.span() for found in _QUOTED.finditer(folded)]
    forms: list[str | None] = []
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer(folded):
        inside = any(start < found.start() < end for start, end in quoted)
        forms.append(None if inside else found.group().casefold())
        spans.append(found.span())
    return _Words(folded, tuple(forms), tuple(spans))


def overlaps(texts: Mapping[str, str]) -> tuple[Overlap, ...]:
    """Find what every two of some sources share, by source id, in order of ids."""
    return _overlaps(tuple(sorted(texts.items()))) if len(texts) > 1 else ()


@lru_cache(maxsize=4)  # a build asks twice, and whoever builds again asks again: a few languages are compared
def _overlaps(texts: tuple[tuple[str, str], ...]) -> tuple[Overlap, ...]:
    words = {source: _words(text) for source, text in texts}
    runs = _runs(words)
    paraphrases = _paraphrases(words)
    found = []
    for pair in sorted({*runs, *paraphrases}):
        shared, alike = tuple(runs.get(pair, ())), tuple(paraphrases.get(pair, ()))
        longest = max((len(run.split()) for run in shared), default=0)
        found.append(Overlap(*pair, shared, alike, longest, len(alike)))
    return tuple(found)


def _runs(words: Mapping[str, _Words]) -> dict[tuple[str, str], list[str]]:
    """Find runs of words in common, each extended as far as it goes."""
    index: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for source, known in words.items():
        for at in range(len(known.forms) - RUN_WORDS + 1):
            window = known.forms[at : at + RUN_WORDS]
            if None not in window:
                # crc32, not hash(): the same on every machine and in every run
                index[crc32(" ".join(map(str, window)).encode())].append((source, at))
    found: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for places in index.values():
        if len({source for source, _at in places}) in range(2, _MAX_SOURCES + 1):
            for first, second, start, end in _extended(places, words):
                found[first, second].add((start, end))
    runs = {}
    for pair, spans in found.items():
        known = words[pair[0]]
        longest = sorted(spans, key=lambda span: (span[0] - span[1], span))
        runs[pair] = [known.text[known.spans[start][0] : known.spans[end - 1][1]] for start, end in longest]
    return runs


def _extended(
    places: list[tuple[str, int]], words: Mapping[str, _Words]
) -> Iterator[tuple[str, str, int, int]]:
    """Extend a shared window of words to both sides, for every two sources that have it."""
    for number, (first, at) in enumerate(places):
        for second, other in places[number + 1 :]:
            if first == second:
                continue
            mine, theirs = words[first].forms, words[second].forms
            if mine[at : at + RUN_WORDS] != theirs[other : other + RUN_WORDS]:
                continue
            back = 0
            while at > back and other > back and mine[at - back - 1] is not None:
                if mine[at - back - 1] != theirs[other - back - 1]:
                    break
                back += 1
            ahead = RUN_WORDS
            while at + ahead < len(mine) and other + ahead < len(theirs) and mine[at + ahead] is not None:
                if mine[at + ahead] != theirs[other + ahead]:
                    break
                ahead += 1
            yield first, second, at - back, at + ahead


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a source, with its longer words outside quotations."""

    source: str
    text: str
    content: frozenset[str]


def _paraphrases(words: Mapping[str, _Words]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Find pairs of sentences that share most of their rarer words."""
    sentences = [sentence for source, known in words.items() for sentence in _sentences(source, known)]
    index: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for word in sentence.content:
            index[word].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in index.values():
        if len(numbers) <= _MAX_SOURCES:
            for one, other in combinations(numbers, 2):
                shared[one, other] += 1
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (one, other), count in sorted(shared.items()):
        mine, theirs = sentences[one], sentences[other]
        if mine.source != theirs.source and count >= LIKENESS * min(len(mine.content), len(theirs.content)):
            found[mine.source, theirs.source].append((mine.text, theirs.text))
    return found


def _sentences(source: str, known: _Words) -> Iterator[_Sentence]:
    for start, end in split_sentences(known.text):
        content = frozenset(
            form
            for form, (left, right) in zip(known.forms, known.spans, strict=True)
            if form is not None and len(form) > 3 and start <= left and right <= end
        )
        if len(content) >= MIN_CONTENT_WORDS:
            yield _Sentence(source, known.text[start:end], content)
