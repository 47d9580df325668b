"""A text as tokens: words, digits and marks, with what a name or a date needs to know of their surroundings.

Folded are Unicode composition (NFC), curly apostrophes and the dots of abbreviations made of initials: `U.S.` and
`US` are one word, `EE. UU.` and `EEUU` as well. Letters, accents and capitals stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from generator.records import InternalLink, Placeholder, Prose, Quoted

GAP = "\ufffc"
"""Stands in a sentence for words that are not its own: a quotation, or something the generator fills in."""

_TOKEN = re.compile(
    r"[a-z]+(?=[ ,;)])"  # most words, tried first
    r"|(?P<iso>\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-]))"
    r"|(?P<time>\d{1,2}:\d{2}(?!\w))"
    r"|(?P<num>\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?![\d])|\d+(?:[.,]\d+)*)(?P<tail>\.?[ºª°]|[^\W\d_]+)?"
    r"|(?P<initials>(?:[^\W\d_]\.){2,}|[A-Z]{2}\.\s?[A-Z]{2}\."
    r"|[A-Z]\.\s[A-Z]\.(?=\s[A-Z]))"
    r"|(?P<short>(?:Mrs?|Ms|Dra?|Sra?|St|Sta|Gen|Sen|Rep|Gov|Lt|Col|Prof|Rev|Hon|Jr|Inc|Ltd|Corp|Co)\.(?=\s)"
    r"|(?:Nos?|nos?|n)\.(?=\s?\d|[ºª°])|[A-ZÁÉÍÓÚÑ]\.(?=\s+[A-ZÁÉÍÓÚÑ]))"
    r"|(?P<code>[A-ZÁÉÍÓÚÑ][^\W_]*(?:-\d[^\W_]*)+|[^\W\d_]+\d\w*)"
    r"|(?P<possessive>'[sS](?![^\W_]))"
    r"|(?P<word>[^\W\d_]+(?:'(?![sS](?![^\W_]))[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s]|_)"
)
_FOLDED = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("\u2011", "-"), ("\u2010", "-"))
_TAG = re.compile(r"<[^>]*>")
_OPENS = frozenset("([{“”\"«»'—–¿¡:…")
_ENDS = frozenset(".!?…:")
_PLAIN = frozenset({"word", "mark", "possessive"})


class Tokens:
    """The tokens of one text, side by side in lists.

    `words` are as written, `low` folded to lower case, `kinds` name the kind of token (see `_TOKEN`; most are `word`).
    `figures` are the places of those with digits in them, `capitals` of words with a capital letter. `tails` holds
    what is written directly behind digits: `th`, `m`, `º`.
    """

    __slots__ = ("_found", "capitals", "figures", "kinds", "low", "tails", "text", "words")

    def __init__(self, text: str) -> None:
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
            for folded, plain in _FOLDED:
                text = text.replace(folded, plain)
        self.text = text
        self._found = list(_TOKEN.finditer(text))
        self.words = [found.group() for found in self._found]
        self.kinds = [found.lastgroup or "word" for found in self._found]
        self.tails: dict[int, str] = {}
        self.figures: list[int] = []
        if not _PLAIN.issuperset(self.kinds):
            self._tidy()
        self.low = [word.lower() for word in self.words]
        self.capitals = [
            at
            for at, (word, low) in enumerate(zip(self.words, self.low, strict=True))
            if word != low and word != "'S"
        ]

    def _tidy(self) -> None:
        """Cut dots and tails off the tokens that have them."""
        for at, kind in enumerate(self.kinds):
            if kind in _PLAIN:
                continue
            word = self.words[at]
            if kind == "initials":
                self.words[at] = word.replace(".", "").replace(" ", "").replace("\u00a0", "")
                self.kinds[at] = "word"
            elif kind == "short":
                self.words[at] = word[:-1]
                self.kinds[at] = "word"
            else:
                if kind == "tail":
                    self.words[at], self.tails[at] = self._found[at]["num"], self._found[at]["tail"]
                    self.kinds[at] = "num"
                self.figures.append(at)

    def __len__(self) -> int:
        return len(self.words)

    def slice(self, start: int, end: int) -> str:
        """Give the text of a run of tokens as written."""
        return self.text[self._found[start].start() : self._found[end - 1].end()]

    def between(self, index: int) -> str:
        """Give what stands between a token and the one before it."""
        return self.text[self._found[index - 1].end() : self._found[index].start()]

    def tight(self, index: int) -> bool:
        """Whether a token stands directly behind the one before it."""
        return index > 0 and self._found[index].start() == self._found[index - 1].end()

    def capital(self, index: int) -> bool:
        """Whether a token is a word with a capital letter in it."""
        word = self.words[index]
        return word != self.low[index] and word != "'S"

    def initial(self, index: int) -> bool:
        """Whether a token begins a sentence, or stands behind a mark after which one may begin."""
        if index == 0:
            return True
        before = self.words[index - 1]
        if before in _ENDS:
            return not self.tight(index)
        return before in _OPENS

    def padded(self) -> str:
        """Give all tokens with one space between and around, so that whole tokens can be looked for."""
        return f" {' '.join(self.words)} "


def own_text(prose: Prose) -> str:
    """Give the words of a sentence that are its own, with `GAP` for what is quoted or filled in."""
    parts = prose.parts
    if len(parts) == 1 and isinstance(parts[0], str):
        html = parts[0]
    else:
        html = "".join(
            part if isinstance(part, str) else GAP if isinstance(part, Quoted | Placeholder) else _link(part)
            for part in parts
        )
    if "<" in html:
        html = _TAG.sub("", html)
    return unescape(html) if "&" in html else html


def _link(part: InternalLink) -> str:
    return part.target.replace(">", "")
