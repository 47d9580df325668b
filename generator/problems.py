"""A mistake in a dossier, as a value: collected, sorted and shown together, never raised.

Three kinds of failure are kept apart. A mistake in the dossier is a `Problem` (exit 1). What keeps the program
from starting is a `UserError` (exit 2). Anything else is a bug and shows its traceback.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple
from unicodedata import category


class Origin(NamedTuple):
    """Where in the dossier something was written: path relative to its root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Code(Enum):
    """Every kind of mistake, each with the name it is shown under. `docs/problems.md` explains each."""

    NOT_UTF8 = "not-utf8"
    BAD_CHARACTER = "bad-character"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    UNEXPECTED_FILE = "unexpected-file"
    YAML_SYNTAX = "yaml-syntax"
    YAML_FEATURE = "yaml-feature"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    BAD_VALUE = "bad-value"
    BAD_ID = "bad-id"
    BAD_DATE = "bad-date"
    BAD_URL = "bad-url"
    MISSING_FILE = "missing-file"
    MISSING_TRANSLATION = "missing-translation"
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_ID = "unknown-id"
    HASH_MISMATCH = "hash-mismatch"
    QUOTE_NOT_FOUND = "quote-not-found"
    QUOTE_AMBIGUOUS = "quote-ambiguous"
    QUOTE_UNREADABLE = "quote-unreadable"
    FURNITURE_CITED = "furniture-cited"
    WORDS_NOT_CITED = "words-not-cited"
    UNCITED_SENTENCE = "uncited-sentence"
    LONG_STATEMENT = "long-statement"
    UNKNOWN_EXCERPT = "unknown-excerpt"
    UNUSED_EXCERPT = "unused-excerpt"
    OVER_QUOTED = "over-quoted"
    MARKDOWN = "markdown"
    UNKNOWN_PLACEHOLDER = "unknown-placeholder"
    LOADED_WORD = "loaded-word"
    ALLEGATION_UNATTRIBUTED = "allegation-unattributed"
    DENIAL_MISSING = "denial-missing"
    UNASKED = "unasked"
    SILENCE_BROKEN = "silence-broken"
    SHARED_PASSAGE = "shared-passage"
    SEALED_UNPROVED = "sealed-unproved"
    SEALED_STALE = "sealed-stale"
    SENTENCE_UNPLACED = "sentence-unplaced"
    NEEDLESS_LEFT_OUT = "needless-left-out"
    NOT_BORNE_OUT = "not-borne-out"
    BAD_DERIVATION = "bad-derivation"
    NEEDLESS_WAIVER = "needless-waiver"
    TOO_MANY_WAIVERS = "too-many-waivers"
    ROUTE_COLLISION = "route-collision"
    TEMPLATE = "template"
    PAGE_UNPROVED = "page-unproved"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, what kind, what is wrong, and in `hint` (lines of text) what would be right."""

    origin: Origin
    code: Code
    message: str
    hint: str = field(default="", compare=False)

    def __str__(self) -> str:
        head = f"{self.origin}: {self.code.value}: {self.message}"
        return "\n  ".join(printable(line) for line in (head, *self.hint.splitlines()))


def printable(text: str) -> str:
    """Make a text safe for a terminal: what would steer it or cannot be seen becomes U+FFFD."""
    if text.isprintable():
        return text
    steers = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
    return "".join("\ufffd" if category(character) in steers else character for character in text)


class UserError(Exception):
    """What keeps the program from starting at all: a missing folder, a bad argument. Exit 2."""


def in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by file, line and column, each said once."""
    return sorted(set(problems), key=lambda p: (p.origin, p.code.value, p.message))


def summary(problems: list[Problem], consequence: str) -> str:
    """Say how many problems there are in how many files, and what follows from it."""
    files = len({problem.origin.path for problem in problems})
    return f"{len(problems)} problem{'s' * (len(problems) != 1)} in {files} file{'s' * (files != 1)}. {consequence}"
