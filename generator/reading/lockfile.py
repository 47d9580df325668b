"""`content/evidence.lock` as text: read strictly, written in one way only.

The file is JSON with a line for each excerpt, sorted, and a digest of everything else in it. A file that is not to
the byte what writing it anew gives was not written by `seal`: it is refused as a whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from generator.problems import Code, Origin, Problem
from generator.reading import edtf
from generator.records import (
    Borne,
    Compared,
    Edtf,
    Lock,
    SealedExcerpt,
    SealedPassage,
    SealedSpan,
    SealedText,
)

LOCK = "content/evidence.lock"
FORMAT = "evidence-lock-1"

_HASH = re.compile(r"[0-9a-f]{64}")
_AGAIN = "Bring the sealed texts back and run: python -m generator seal"


def parse_lock(text: str) -> tuple[Lock | None, list[Problem]]:
    """Read a lock."""
    try:
        tree = json.loads(text)
        if not isinstance(tree, dict) or tree.get("format") != FORMAT:
            return None, [_problem(f"this is no lock of the format {FORMAT}")]
        lock = _lock(tree)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None, [_problem("this is no lock as the command seal writes it")]
    if tree.get("digest") != _digest(_tree(lock)):
        message = "the digest is not that of the content: the lock was changed after it was written"
        return None, [_problem(message)]
    if lock_text(lock) != text:
        return None, [_problem("this is not, to the letter, how the command seal writes a lock")]
    return lock, []


def lock_text(lock: Lock) -> str:
    """Write a lock."""
    tree = _tree(lock)
    lines = [
        f'"format": {_json(FORMAT)}',
        f'"proved": {_json(lock.proved.text)}',
        f'"digest": {_json(_digest(tree))}',
        f'"sources": {_opened(tree["sources"], 3)}',
        f'"compared": {_opened(tree["compared"], 1)}',
        f'"borne": {_opened(tree["borne"], 1)}',
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _problem(message: str) -> Problem:
    return Problem(Origin(LOCK), Code.SEALED_STALE, message, _AGAIN)


# ---------------------------------------------------------------- writing


def _tree(lock: Lock) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "proved": lock.proved.text,
        "sources": {name: _sealed_tree(sealed) for name, sealed in sorted(lock.sources.items())},
        "compared": {
            language: {"texts": compared.texts, "shared": compared.shared}
            for language, compared in sorted(lock.compared.items())
        },
        "borne": {
            asked: {"findings": borne.findings, "unchecked": borne.unchecked}
            for asked, borne in sorted(lock.borne.items())
        },
    }


def _sealed_tree(sealed: SealedText) -> dict[str, Any]:
    return {
        "sha256": sealed.sha256,
        "length": sealed.length,
        "lines": sealed.lines,
        "words": sealed.words,
        "sentences": sealed.sentences,
        "excerpts": {
            name: {"asked": excerpt.asked, "passages": [_passage_tree(place) for place in excerpt.passages]}
            for name, excerpt in sorted(sealed.excerpts.items())
        },
        "left_out": {
            asked: [_passage_tree(place) for place in passages]
            for asked, passages in sorted(sealed.left_out.items())
        },
        "own_voice": {
            asked: None if passage is None else _passage_tree(passage)
            for asked, passage in sorted(sealed.own_voice.items())
        },
        "absent": sealed.absent,
        "named": sealed.named
        and {"asked": sealed.named[0], "sentences": dict(sorted(sealed.named[1].items()))},
    }


def _passage_tree(passage: SealedPassage) -> list[dict[str, Any]]:
    return [
        {"at": (span.start, span.end), "lines": span.lines, "words": span.words, "sha256": span.sha256}
        | ({"otherwise": span.otherwise} if span.otherwise else {})
        for span in passage
    ]


def _digest(tree: Mapping[str, Any]) -> str:
    return hashlib.sha256(_json(tree).encode()).hexdigest()


def _opened(value: Any, depth: int) -> str:  # noqa: ANN401 (JSON)
    """Write mappings a line an entry, down to a depth; what lies deeper stands on one line."""
    if depth == 0 or not isinstance(value, dict) or not value:
        return _json(value)
    return (
        "{\n"
        + ",\n".join(f"{_json(key)}: {_opened(below, depth - 1)}" for key, below in value.items())
        + "\n}"
    )


_json = json.JSONEncoder(ensure_ascii=True, separators=(", ", ": ")).encode


# ---------------------------------------------------------------- reading


def _lock(tree: dict[str, Any]) -> Lock:
    return Lock(
        _day(tree["proved"]),
        {name: _sealed(below) for name, below in tree["sources"].items()},
        {
            language: Compared(
                _hash(below["texts"]),
                tuple((str(a), str(b), _count(run), _count(alike)) for a, b, run, alike in below["shared"]),
            )
            for language, below in tree["compared"].items()
        },
        {
            _hash(asked): Borne(
                tuple((str(kind), str(ground)) for kind, ground in below["findings"]),
                tuple(str(reason) for reason in below["unchecked"]),
            )
            for asked, below in tree["borne"].items()
        },
    )


def _sealed(tree: dict[str, Any]) -> SealedText:
    length, lines, words = (_count(tree[name]) for name in ("length", "lines", "words"))
    sealed = SealedText(
        sha256=_hash(tree["sha256"]),
        length=length,
        lines=lines,
        words=words,
        sentences=tuple(
            (_count(start), _count(end), _count(line), _count(column))
            for start, end, line, column in tree["sentences"]
        ),
        excerpts={
            name: SealedExcerpt(_hash(below["asked"]), tuple(_passage(place) for place in below["passages"]))
            for name, below in tree["excerpts"].items()
        },
        left_out={
            _hash(asked): tuple(_passage(place) for place in below)
            for asked, below in tree["left_out"].items()
        },
        own_voice={
            _hash(asked): None if below is None else _passage(below)
            for asked, below in tree["own_voice"].items()
        },
        absent=tuple(_hash(term) for term in tree["absent"]),
        named=_named(tree["named"]),
    )
    found = [*(excerpt.passages for excerpt in sealed.excerpts.values()), *sealed.left_out.values()]
    passages = [place for places in found for place in places]
    passages += [place for place in sealed.own_voice.values() if place]
    fits = (
        span.start < span.end <= length and span.lines[1] <= lines and span.words[1] <= words
        for passage in passages
        for span in passage
    )
    named = [number for numbers in (sealed.named[1] if sealed.named else {}).values() for number in numbers]
    if not all(fits) or not all(found) or any(number >= len(sealed.sentences) for number in named):
        raise ValueError("a place outside its text")
    return sealed


def _passage(tree: list[dict[str, Any]]) -> SealedPassage:
    spans = []
    for below in tree:
        (start, end), (first, last), (one, after) = below["at"], below["lines"], below["words"]
        otherwise = tuple(
            (_count(at), _count(taken), str(put)) for at, taken, put in below.get("otherwise", ())
        )
        lines, words = (_count(first), _count(last)), (_count(one), _count(after))
        spans.append(SealedSpan(_count(start), _count(end), lines, words, _hash(below["sha256"]), otherwise))
    if not spans:
        raise ValueError("a passage without a place")
    return tuple(spans)


def _named(tree: dict[str, Any] | None) -> tuple[str, dict[str, tuple[int, ...]]] | None:
    if tree is None:
        return None
    sentences = {name: tuple(_count(number) for number in below) for name, below in tree["sentences"].items()}
    return _hash(tree["asked"]), sentences


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("not a count")
    return value


def _hash(value: object) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise TypeError("not a SHA-256")
    return value


def _day(value: object) -> Edtf:
    date = edtf.parse(value) if isinstance(value, str) else ""
    if isinstance(date, str) or not edtf.is_day(date):
        raise TypeError("not a day")
    return date
