"""The words of the interface in each language, from `templates/words/CODE.yaml`.

A word is a string, which may hold `{names}` to be filled in, or a mapping `one:`/`other:` chosen by a count
(the two CLDR plural categories that English and Spanish need here).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Word = str | Mapping[str, str]
"""A text, or the forms `one` and `other` of it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The interface words of one language.

    `w["key"]` is a word as it stands, `w("key", name=value)` fills it in, and `w("key", n=3)` chooses the
    plural form. A key that is not there raises `KeyError`: a template that asks for it is wrong.
    """

    lang: str
    table: Mapping[str, Word] = field(repr=False)

    def __getitem__(self, key: str) -> str:
        word = self.table[key]
        if not isinstance(word, str):
            raise KeyError(f"{key} has plural forms: call w({key!r}, n=…)")
        return word

    def __call__(self, key: str, **values: object) -> str:
        """Fill a word in; `n` chooses between its plural forms and is itself available as `{n}`."""
        word = self.table[key]
        if not isinstance(word, str):
            word = word["one" if values["n"] == 1 else "other"]
        return word.format_map(values)

    def joint(self, following: str) -> str:
        """Give the word that joins the last name of a list; Spanish `y` becomes `e` before the sound i."""
        word = self["and"]
        sounds_i = following[:1].lower() in "ií" or following[:2].lower() in ("hi", "hí")
        glides = following[:3].lower() in ("hie", "hia") or following[:2].lower() in ("ia", "ie", "io", "iu")
        return "e" if self.lang == "es" and word == "y" and sounds_i and not glides else word
