"""Who and what is named: every declared way to name an entity, and how to find it in a text.

A *form* is one way to name something: a declared name in any language, a variant, another declared wording, and for
people the parts of the name that hold the surname (`Rubio`, `Corina Machado`). The surname is what stands before the
comma in `sort_name`, else the last word. A form that more than one entity has names none of them.

A form is *proper* when all its words but particles have a capital (`Red Cross`); the others (`The twelve`, `Lincoln
administration`) are descriptions: what stands inside them counts on its own as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.evidence.particulars.forms import (
    Form,
    bare,
    forms_of,
    is_proper,
    metadata_names,
    with_surname,
)
from generator.evidence.particulars.lexicon import lexicon
from generator.evidence.particulars.ordinary import (
    APART,
    COURTESY,
    FUNCTION,
    OFFICES,
    ORDINARY,
    is_spanish_verb,
)
from generator.evidence.particulars.tokens import Tokens
from generator.records import Entity, Source

_CALENDAR = frozenset(
    word for code in ("en", "es") for word in (*lexicon(code).months, *lexicon(code).weekdays)
)
_ALL_FUNCTION = frozenset().union(*FUNCTION.values())
_LOWER_WORD = re.compile(r"(?<![\w.'’-])[a-zß-öø-ÿ][a-zß-öø-ÿ'’]*(?![\w-])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A form found in a text: tokens `first` to `last`, end exclusive."""

    form: Form
    first: int
    last: int


class NameIndex:
    """Every form of every declared name, to be looked up by its first word; built once for a dossier."""

    def __init__(self, forms: Iterable[Form], ordinary: Mapping[str, frozenset[str]]) -> None:
        # first word -> number of words, the longest first -> words -> forms, which differ in their capitals
        self._starts: dict[str, dict[int, dict[tuple[str, ...], tuple[Form, ...]]]] = {}
        self._alike: dict[str, set[str]] = {}  # last word without accents -> ids, for guesses in messages
        for form in sorted(forms, key=lambda form: (-len(form.words), form.words)):
            same = self._starts.setdefault(form.low[0], {}).setdefault(len(form.low), {})
            same[form.low] = (*same.get(form.low, ()), form)
            if form.proper:
                ids = (name for name in form.ids if ":" not in name)
                self._alike.setdefault(bare(form.words[-1]), set()).update(ids)
        self._ordinary = {
            language: words | ordinary.get(language, frozenset()) for language, words in ORDINARY.items()
        }
        self.members: dict[str, tuple[str, ...]] = {}
        self.asked: dict[tuple[str, str], bool] = {}
        """What `is_ordinary` was asked, word and language, and its answers: whoever keeps a result may want to know."""

    def has_forms_of(self, other: NameIndex) -> bool:
        """Whether the same names are found as by another index, whatever words are ordinary."""
        return self._starts == other._starts and self.members == other.members

    @classmethod
    def of(
        cls,
        entities: Iterable[Entity],
        sources: Iterable[Source] = (),
        *,
        also: Mapping[str, tuple[str, ...]] | None = None,
        texts: Mapping[str, Iterable[str]] | None = None,
    ) -> NameIndex:
        """Build the index of a dossier.

        `also` gives further wordings by entity id, which name it without being spellings of its name (`Venezuelan`);
        `texts` are whatever the dossier holds in each language: a word it writes with a small letter is no name where a
        sentence begins with it.
        """
        gathered: dict[tuple[str, ...], dict[str, bool]] = {}
        members = {}
        for entity in entities:
            for words, alone in forms_of(entity, (also or {}).get(entity.id, ())):
                if alone and len(words) == 1 and words[0].lower() in _CALENDAR:
                    continue  # `May` alone is a month, whoever bears the name
                known = gathered.setdefault(words, {})
                known[entity.id] = known.get(entity.id, True) and alone
            if entity.members:
                members[entity.id] = tuple(member.id for member in entity.members)
        for source in sources:
            for name, words, person in metadata_names(source):
                known = gathered.setdefault(words, {})
                if all(known.values()):  # an entity of that very name is meant, where there is one
                    known[name] = False
                    for part in with_surname(words, "") if person else ():
                        gathered.setdefault(part, {}).setdefault(name, True)
        index = cls(
            (
                Form(
                    words,
                    tuple(word.lower() for word in words),
                    frozenset(ids),
                    is_proper(words),
                    all(ids.values()),
                    next(iter(ids)) if len(ids) == 1 else None,
                )
                for words, ids in gathered.items()
            ),
            {language: _small_words(some) for language, some in (texts or {}).items()},
        )
        index.members = members
        return index

    def is_ordinary(self, word: str, language: str) -> bool:
        """Whether a word, in lower case, is known to be no name where a sentence begins."""
        code = language.split("-")[0]
        answer = word in self._ordinary.get(code, ()) or (code == "es" and is_spanish_verb(word))
        self.asked[word, language] = answer
        return answer

    def found_in(self, tokens: Tokens) -> list[Mention]:
        """Find every form in a text, from left to right, the longest first."""
        starts = self._starts
        return [
            mention for at, low in enumerate(tokens.low) if low in starts for mention in self.at(tokens, at)
        ]

    def at(self, tokens: Tokens, index: int) -> list[Mention]:
        """Find every form that begins at a token, the longest first."""
        return [
            Mention(form, index, index + length)
            for length, by_words in self._starts.get(tokens.low[index], {}).items()
            for form in by_words.get(tuple(tokens.low[index : index + length]), ())
            if _capitals_fit(form, tokens, index) and self._stands_free(form, tokens, index, index + length)
        ]

    def whole(self, name: str) -> frozenset[str]:
        """Give the ids that a whole text names."""
        tokens = Tokens(name)
        if not len(tokens):
            return frozenset()
        return frozenset(
            name for found in self.at(tokens, 0) if found.last == len(tokens) for name in found.form.ids
        )

    def family(self, text: str) -> tuple[str, ...]:
        """Give the ids of those with a name that ends in the same word but for its accents: a guess for a message."""
        words = Tokens(text).words
        return tuple(sorted(self._alike.get(bare(words[-1]), ()))) if words else ()

    def _stands_free(self, form: Form, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a form is not part of another name: New Mexico, Ana Rubio, Machado Silva, Machado-Ruiz."""
        if first and tokens.low[first - 1] in APART and tokens.capital(first - 1):
            return False
        if not form.alone:
            return True
        if first and tokens.capital(first - 1) and not _may_precede(tokens, first - 1):
            return False
        if last < len(tokens) and tokens.capital(last) and not _may_follow(tokens, last):
            return False
        return self._hyphen_free(tokens, first - 1, first - 2) and self._hyphen_free(tokens, last, last + 1)

    def _hyphen_free(self, tokens: Tokens, hyphen: int, other: int) -> bool:
        """Whether no unknown name is tied to a surname by a hyphen; two known ones may be (`Trump-Maduro talks`)."""
        if not (
            0 <= other < len(tokens) and tokens.words[hyphen] == "-" and tokens.tight(max(hyphen, other))
        ):
            return True
        return not tokens.capital(other) or tokens.low[other] in self._starts


def metadata_ids(source: Source, names: NameIndex) -> frozenset[str]:
    """Give the ids that the metadata of a source name, entities of the same name among them."""
    found = {name for name, _words, _person in metadata_names(source)}
    for text in (source.publisher, *source.author):
        found |= names.whole(text) if text else frozenset()
    return frozenset(found)


def _small_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _LOWER_WORD.findall(text))


def _capitals_fit(form: Form, tokens: Tokens, index: int) -> bool:
    """Whether the capitals of a form stand in the text; the first of a description may be small."""
    for n, word in enumerate(form.words):
        there = tokens.words[index + n]
        if there == word or word == form.low[n]:
            continue
        if n == 0 and not form.proper:
            continue
        if len(word) > 2 and there == word.upper():
            continue
        return False
    return True


def _may_precede(tokens: Tokens, index: int) -> bool:
    """Whether a word with a capital may stand before a surname without making it another person's."""
    before = tokens.low[index]
    return (
        before in OFFICES
        or before in COURTESY
        or before in _ALL_FUNCTION
        or before in _CALENDAR
        or (tokens.initial(index) and any(before in words for words in ORDINARY.values()))
    )


def _may_follow(tokens: Tokens, index: int) -> bool:
    return tokens.low[index] in _ALL_FUNCTION or tokens.low[index] in _CALENDAR
