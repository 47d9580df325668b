"""Statements whose number, date or name is another than in what they cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from random import Random

from generator.evidence.selftest import reference
from generator.evidence.selftest.bench import Bench, verdict
from generator.evidence.selftest.model import Alteration, Maker, Verdict
from generator.problems import Code, Origin, Problem
from generator.records import EntityKind, Prose, Quoted, Statement

_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split(),
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cuarenta cincuenta".split(),
}
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
}

Replacing = Callable[[str, str, Bench, Random], tuple[re.Match[str], str] | None]
"""Chooses in a stretch of a language's text what to replace, and by what."""


_TOGETHER = 5
"""Altered statements judged in one dossier: reading its names once for all of them saves time."""


def falsified(replacing: Replacing) -> Maker:
    """Replace one particular of a statement's own words by another, which nothing cited says."""

    def make(bench: Bench, random: Random) -> Iterator[Alteration | None]:
        if bench.dossier.site.particulars != "refuse":
            return
        own = [claim.statement for claim in bench.claims]
        plain = [statement for statement in own if not (statement.waived or statement.derived)]
        batch = _Batch(bench)
        for statement in bench.drawn(plain, random):
            language = random.choice(list(statement.prose))
            said = statement.prose[language]
            at, stretch = random.choice(_stretches(said))
            found = replacing(stretch, language, bench, random)
            if found is None or _may_bear(bench, statement, found[1]):
                yield None
                continue
            match, new = found
            text = f"{stretch[: match.start()]}{escape(new, quote=False)}{stretch[match.end() :]}"
            altered = replace(said, parts=(*said.parts[:at], text, *said.parts[at + 1 :]))
            if batch.is_full(statement):
                yield from batch.alterations
                batch = _Batch(bench)
            batch.add(statement, language, altered, new)
            yield None

    return make


class _Batch:
    """Altered statements that are judged in one dossier, none of them twice."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._statements: dict[Origin, Statement] = {}
        self._keys: list[str] = []
        self._problems: list[Problem] | None = None
        self.alterations: list[Alteration] = []

    def is_full(self, statement: Statement) -> bool:
        """Whether a statement has to wait for the next dossier."""
        return len(self._statements) == _TOGETHER or statement.origin in self._statements

    def add(self, statement: Statement, language: str, altered: Prose, new: str) -> None:
        """Take in a statement with other words in one of its languages."""
        texts = {**statement.prose, language: altered}
        self._statements[statement.origin] = replace(statement, prose=texts)
        self._keys += [citation.key for citation in statement.citations]
        before, after = _said(statement.prose[language]), _said(altered)
        self.alterations.append(
            Alteration(f"{statement.origin}", before, after, lambda: self._judged(altered.origin, new))
        )

    def _judged(self, origin: Origin, new: str) -> Verdict:
        """Judge one of them by the problems told at its place of its new words."""
        if self._problems is None:
            dossier = self._bench.of_claims(list(self._statements.values()), self._keys)
            self._problems = self._bench.proved(dossier)[1]
        about = [
            problem
            for problem in self._problems
            if problem.origin == origin and any(word in problem.message.split("”")[0] for word in new.split())
        ]
        return verdict(about, frozenset((Code.NOT_BORNE_OUT,)))


def _stretches(said: Prose) -> list[tuple[int, str]]:
    """Give the stretches of a statement's own words that hold no tags, with their numbers."""
    found = [(at, part) for at, part in enumerate(said.parts) if isinstance(part, str) and "<" not in part]
    return found or [(0, "")]


def number(text: str, language: str, _bench: Bench, random: Random) -> tuple[re.Match[str], str] | None:
    """Replace a number, in digits or in words."""
    words = _NUMBERS.get(language, [])
    found = [*re.finditer(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])", text), *_words_of(words, text)]
    if not found:
        return None
    match = random.choice(found)
    if match.group().isalpha():
        return match, random.choice([word for word in words if word != match.group()])
    at = random.choice([at for at, one in enumerate(match.group()) if one.isdigit()])
    digit = random.choice("123456789".replace(match.group()[at], ""))
    return match, match.group()[:at] + digit + match.group()[at + 1 :]


def date(text: str, language: str, _bench: Bench, random: Random) -> tuple[re.Match[str], str] | None:
    """Replace a month or a weekday."""
    tables = (_MONTHS.get(language, []), _DAYS.get(language, []))
    found = [(match, table) for table in tables for match in _words_of(table, text)]
    if not found:
        return None
    match, table = random.choice(found)
    return match, random.choice([word for word in table if word != match.group()])


def name(text: str, language: str, bench: Bench, random: Random) -> tuple[re.Match[str], str] | None:
    """Replace the name of a person, organization or place by that of another."""
    names = {
        (entity.kind, entity.name[language].text)
        for entity in bench.dossier.entities.values()
        if entity.kind is not EntityKind.GROUP
        and language in entity.name
        and all(word[:1].isupper() for word in entity.name[language].text.split())
    }
    known = [
        (match, kind) for kind, one in sorted(names, key=str) for match in _words_of([escape(one)], text)
    ]
    if not known:
        return None
    match, kind = random.choice(known)
    others = sorted(one for other, one in names if other is kind and escape(one) != match.group())
    return (match, random.choice(others)) if others else None


def _words_of(words: list[str], text: str) -> list[re.Match[str]]:
    pattern = "|".join(map(re.escape, words))
    return list(re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text)) if words else []


def _may_bear(bench: Bench, statement: Statement, new: str) -> bool:
    """Whether a new word, or any part of any name of a newly named one, stands in what is cited, by the look of it."""
    excerpts = [bench.by_key[citation.key] for citation in statement.citations]
    sources = [bench.source(excerpt) for excerpt in excerpts]
    told = [excerpt.selector.exact for excerpt in excerpts]
    told += [bench.source(excerpt).text or "" for excerpt in excerpts if excerpt.context]
    told += [
        str(known)
        for source in sources
        for known in (source.publisher, source.title, source.author, source.url)
    ]
    told += [source.published.text for source in sources if source.published]
    cited = reference.plain(" ".join(told)).casefold()
    forms = {new}
    for entity in bench.dossier.entities.values():
        names = {*(words.text for words in entity.name.values()), *entity.variants, *entity.named_by}
        if new in names:
            forms |= names
    for words in zip(*_NUMBERS.values(), strict=True):
        if new in words:
            forms |= set(words)
    return any(
        piece.casefold() in cited
        for form in forms
        for piece in (form, *(word for word in form.split() if len(word) > 2))
    )


def _said(prose: Prose) -> str:
    """Give a statement as it reads, Markdown aside."""
    pieces = []
    for part in prose.parts:
        if isinstance(part, str):
            pieces.append(re.sub(r"<[^>]*>", "", part))
        elif isinstance(part, Quoted):
            pieces.append(f"“{part.words}”")
        else:
            pieces.append(f"{{{getattr(part, 'value', '')}}}")
    return "".join(pieces)
