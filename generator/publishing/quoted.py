"""An element that quotes, as it is written in a page: its language and its words, or what is wrong with it."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from generator.evidence.folding import fold_spaces

# Everything that begins a quotation, up to the tag that ends its text. Never less: a form that `_FORM` does not know
# is refused, so that nothing can hide by being written otherwise.
QUOTATION = re.compile(
    r"<(?:[qQ]|[bB][lL][oO][cC][kK][qQ][uU][oO][tT][eE])(?=[\s/>])[^>]*>?[^<]*(?:<[^>]*>?)?"
)
_FORM = re.compile(r"<(q|blockquote)((?:\s[^>]*)?)>([^<]*)</\1\s*>", re.IGNORECASE)
_LANG = re.compile(r'\slang="([^"]*)"')
TAG = re.compile(r"<[^>]*>")


class Fault(NamedTuple):
    """What a page does not prove: of what kind, in words, and at which offset of its HTML."""

    kind: str
    message: str
    at: int = 0


class Form(NamedTuple):
    """An element as it is written: language and words, or what is wrong with it."""

    language: str
    words: str
    fault: Fault | None = None


def form_of(raw: str) -> Form:
    """Read an element that quotes."""
    form = _FORM.fullmatch(raw)
    if not form:
        tag = TAG.match(raw)
        inside = raw[len(tag.group()) :] if tag else raw
        within = inside[inside.find("<") :] if "<" in inside else inside
        return Form("", "", Fault("form", f"{within!r} stands inside a quotation that begins {raw[:60]!r}"))
    lang = _LANG.search(form[2])
    words = fold_spaces(unescape(form[3]))
    if not lang or not lang[1]:
        return Form("", words, Fault("form", f"“{short(words)}” has no lang on its own <{form[1]}>"))
    return Form(lang[1], words)


def short(text: str) -> str:
    """Give the beginning of a text, for messages."""
    return text if len(text) <= 80 else f"{text[:80]}…"
