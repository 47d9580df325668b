"""Statements whose number, date or name is another than in what they cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from random import Random

from generator.evidence.particulars import (
    Finding,
    Grounds,
    NameIndex,
    check,
    explain,
    inventory,
    metadata,
    quotation,
)
from generator.evidence.particulars import Verdict as Checked
from generator.evidence.selftest import reference
from generator.evidence.selftest.bench import Bench
from generator.evidence.selftest.model import Alteration, Maker, Verdict
from generator.records import EntityKind, Prose, Quoted, Statement

_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty".split(),
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


def falsified(replacing: Replacing) -> Maker:
    """Replace one particular of a statement's own words by another, which nothing cited says."""

    def make(bench: Bench, random: Random) -> Iterator[Alteration | None]:
        names = NameIndex.of(bench.dossier.entities.values(), bench.dossier.sources.values())
        for claim in bench.drawn(bench.claims, random):
            statement = claim.statement
            language = random.choice(list(statement.prose))
            said = statement.prose[language]
            at, stretch = random.choice(_stretches(said))
            found = replacing(stretch, language, bench, random)
            if found is None or _may_bear(bench, statement, found[1]):
                yield None
                continue
            grounds = _grounds(bench, statement, names)
            match, new = found
            if _missing(check(said, language, grounds, names), match.group()):
                yield None  # it is not borne out as it is: somebody has waived it, or derived it
                continue
            text = f"{stretch[: match.start()]}{escape(new, quote=False)}{stretch[match.end() :]}"
            altered = replace(said, parts=(*said.parts[:at], text, *said.parts[at + 1 :]))
            yield _alteration(statement, language, altered, new, grounds, names)

    return make


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
    """Whether a new word, or a part of a new name, stands in anything cited, by the look of it."""
    excerpts = [bench.by_key[citation.key] for citation in statement.citations]
    sources = [bench.source(excerpt) for excerpt in excerpts]
    told = [excerpt.selector.exact for excerpt in excerpts]
    told += [
        str(known)
        for source in sources
        for known in (source.publisher, source.title, source.author, source.url)
    ]
    told += [date.text for source in sources if (date := source.published)]
    for number_words, *others in zip(*_NUMBERS.values(), strict=False):
        told += others if number_words in " ".join(told).split() else []
    cited = reference.plain(" ".join(told)).casefold()
    return any(word.casefold() in cited for word in new.split() if len(word) > 2 or word.isdigit())


def _alteration(
    statement: Statement, language: str, altered: Prose, new: str, grounds: Grounds, names: NameIndex
) -> Alteration:
    def judge() -> Verdict:
        finding = _missing(check(altered, language, grounds, names), new)
        if finding is None:
            return Verdict(False, "accepted without a word")
        message, hint = explain(finding, grounds, names)
        return Verdict(True, f"{statement.origin}: {message}" + (f"\n  {hint}" if hint else ""))

    return Alteration(f"{statement.origin}", _said(statement.prose[language]), _said(altered), judge)


def _missing(verdict: Checked, words: str) -> Finding | None:
    """Find a particular made of some words that nothing bears out."""
    known = words.split()
    return next((one for one in verdict.missing if any(word in one.text for word in known)), None)


def _grounds(bench: Bench, statement: Statement, names: NameIndex) -> Grounds:
    excerpts = [bench.by_key[citation.key] for citation in statement.citations]
    sources = {excerpt.source: bench.source(excerpt) for excerpt in excerpts}
    quoted = [
        quotation(one.key, inventory(one.selector.exact, sources[one.source].language, names))
        for one in excerpts
    ]
    return (*quoted, *(metadata(source, names) for source in sources.values()))


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
