"""A text -> its particulars: of a sentence in order, so that each can be checked; of a quotation as an inventory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.evidence.particulars.dates import dates_in
from generator.evidence.particulars.lexicon import Lexicon, Step, lexicon
from generator.evidence.particulars.model import Count, Day, Inventory, Item, Key, Kind
from generator.evidence.particulars.names import Mention, NameIndex
from generator.evidence.particulars.numbers import (
    Reading,
    hedge_before,
    number_at,
    numeral,
    unit_behind,
    whole,
)
from generator.evidence.particulars.tokens import Tokens

YEARS = range(1500, 2101)
"""Four plain figures in this range may be a year."""

_NEEDS_BEHIND = {
    "most": ("of",),
    "couple": ("of",),
    "pair": ("of",),
    "par": ("de",),
    "mayor": ("parte",),
    "medio": ("millón", "centenar", "siglo", "año", "día"),
    "media": ("docena", "hora", "jornada"),
}
_LONGEST = 30  # figures that go on longer are a code
_NOT_MANY = frozenset("how as so too".split())
_DECADE = frozenset("años década décadas".split())
_HALVES = frozenset("half medio media".split())


def items_in(tokens: Tokens, lex: Lexicon, named: Iterable[Mention] = ()) -> list[Item]:
    """Find every particular of a text but its names, in order."""
    starts = lex.starts
    spots = tokens.figures
    if not starts.isdisjoint(tokens.low):
        spots = sorted({*spots, *(at for at, low in enumerate(tokens.low) if low in starts)})
    if not spots:
        return []
    taken = {at for mention in named for at in range(mention.first, mention.last)}
    found = dates_in(tokens, lex, [at for at in spots if at not in taken])
    taken.update(at for item in found for at in range(item.first, item.last))
    free = 0
    for at in spots:
        if at >= free and at not in taken:
            item = _item_at(tokens, at, lex)
            if item:
                found.append(item)
                free = item.last
    found.sort(key=_place)
    return found


def _place(item: Item) -> tuple[int, int]:
    return item.first, item.last


def _item_at(tokens: Tokens, at: int, lex: Lexicon) -> Item | None:
    kind, low = tokens.kinds[at], tokens.low[at]
    if kind == "num":
        return _figures(tokens, at, lex)
    if kind == "time":
        hours, minutes = tokens.words[at].split(":")
        return Item(Kind.TIME, int(hours) * 60 + int(minutes), tokens.words[at], at, at + 1)
    if kind == "code":
        return Item(Kind.CODE, tokens.words[at], tokens.words[at], at, at + 1)
    if low in lex.weekdays:
        if lex.capital_dates != tokens.capital(at) and not tokens.initial(at):
            return None
        return Item(Kind.WEEKDAY, lex.weekdays[low], tokens.words[at], at, at + 1)
    if low in _HALVES and (item := _half(tokens, at, lex)):
        return item
    reading = number_at(tokens, at, lex)
    if reading:
        return _number(tokens, at, reading, lex)
    return _quantity(tokens, at, lex)


def _figures(tokens: Tokens, at: int, lex: Lexicon) -> Item | None:
    tail = tokens.tails.get(at, "")
    last = at + 1
    while (
        last + 1 < len(tokens)
        and tokens.words[last] == "/"
        and tokens.kinds[last + 1] == "num"
        and tokens.tight(last)
        and tokens.tight(last + 1)
    ):
        last += 2
    if last > at + 1:
        return Item(Kind.CODE, tokens.slice(at, last), tokens.slice(at, last), at, last)
    word = tokens.words[at]
    follows = tokens.low[at + 1] if at + 1 < len(tokens) and not tail else tail.lower()
    if len(word) > _LONGEST:
        return Item(Kind.CODE, word + tail, word + tail, at, at + 1)
    if follows in ("am", "pm") and word.isdigit() and int(word) <= 12:
        hour = int(word) % 12 + (12 if follows == "pm" else 0)
        last = at + 1 if tail else at + 2
        return Item(Kind.TIME, hour * 60, tokens.slice(at, last), at, last)
    if word.isdigit() and int(word) % 10 == 0 and (tail == "s" or _after_decade(tokens, at)):
        return Item(Kind.DECADE, int(word), tokens.slice(at, at + 1), at, at + 1)
    reading = number_at(tokens, at, lex)
    if reading is None or not reading.values:
        return Item(Kind.CODE, word + tail, word + tail, at, at + 1)
    return _number(tokens, at, reading, lex)


def _after_decade(tokens: Tokens, at: int) -> bool:
    """Whether a Spanish decade is named: `los años 90`, `la década de los noventa`."""
    before = at - 1
    while before > 0 and tokens.low[before] in ("de", "los", "del"):
        before -= 1
    return (
        before >= 0 and tokens.low[before] in _DECADE and (before == at - 1 or tokens.low[before] != "años")
    )


def _half(tokens: Tokens, at: int, lex: Lexicon) -> Item | None:
    """Read `half a dozen`, `half a million`, `media docena`, `medio millón` as numbers."""
    here = at + 1
    if here < len(tokens) and tokens.low[here] in ("a", "-"):
        here += 1
    value, step = lex.numbers.get(tokens.low[here], (0, None)) if here < len(tokens) else (0, None)
    if step not in (Step.SCALE, Step.DOZEN):
        return None
    reading = Reading((whole(Decimal(value) / 2),), here + 1)
    return _number(tokens, at, reading, lex)


def _number(tokens: Tokens, at: int, reading: Reading, lex: Lexicon) -> Item:
    value, last = reading.values[0], reading.last
    if reading.ordinal:
        return Item(Kind.ORDINAL, value, tokens.slice(at, last), at, last)
    if _after_decade(tokens, at) and isinstance(value, int) and value % 10 == 0 and 10 <= value < 100:
        return Item(Kind.DECADE, value, tokens.slice(at, last), at, last)
    unit, end = unit_behind(tokens, at, last, lex)
    hedge, start = hedge_before(tokens, at, lex)
    kind = Kind.YEAR if reading.plain and not unit and not hedge and value in YEARS else Kind.NUMBER
    return Item(kind, value, tokens.slice(start, end), at, end, unit, hedge)


def _quantity(tokens: Tokens, at: int, lex: Lexicon) -> Item | None:
    low = tokens.low[at]
    name = lex.quantities.get(low)
    if name is None:
        return None
    if low in _NEEDS_BEHIND and tokens.low[at + 1 : at + 2] not in [[word] for word in _NEEDS_BEHIND[low]]:
        return None
    if name == "many" and at and tokens.low[at - 1] in _NOT_MANY:
        return None
    return Item(Kind.QUANTITY, name, tokens.words[at], at, at + 1)


# ---------------------------------------------------------------- what a ground holds


def inventory(text: str, language: str, names: NameIndex) -> Inventory:
    """Read all that a quotation or a context can bear out. Marks in figures are read in every way they may be meant."""
    tokens = Tokens(text)
    lex = lexicon(language)
    proper, descriptions, others = mentions(tokens, names)
    items = items_in(tokens, lex, proper)
    counts: dict[Key, set[Count]] = {}
    dates: set[Day] = set()
    years: set[Key] = set()
    keys: set[tuple[Kind, Key]] = set()
    for item in items:
        if item.kind is Kind.DATE and isinstance(item.key, Day):
            dates |= coarser(item.key)
            years.add(item.key.year)
            for value in _not_a_day(tokens, item):
                counts.setdefault(value, set()).add(Count("", ""))
        elif item.kind in (Kind.NUMBER, Kind.YEAR):
            read = numeral(tokens.words[item.first], lex)
            for number in read if item.key in read else (item.key,):
                counts.setdefault(number, set()).add(Count(item.unit, item.hedge))
            if item.kind is Kind.YEAR:
                years.add(item.key)
        else:
            keys.add((item.kind, item.key))
            if item.kind is Kind.DECADE and isinstance(item.key, int):
                keys.add((item.kind, item.key % 100))
    for unit, hedge in _one_of_a_unit(tokens, lex):
        counts.setdefault(1, set()).add(Count(unit, hedge))
    return Inventory(
        counts={value: tuple(sorted(some)) for value, some in counts.items()},
        dates=frozenset(dates),
        years=frozenset(years - {0}),
        keys=frozenset(keys),
        entities=frozenset(one for mention in (*proper, *descriptions, *others) if (one := mention.form.one)),
        words=tokens.padded(),
        items=tuple(items),
    )


def coarser(date: Day) -> set[Day]:
    """Give a date and what follows from it: 6 May 2025 is 6 May, May 2025 and May."""
    year, month, day = date
    return {Day(y, month, d) for y in {year, 0} for d in {day, 0}} if month else set()


def _not_a_day(tokens: Tokens, item: Item) -> Iterator[int]:
    """Give the number that may be no day at all: `In May 20 people died`."""
    at = item.last - 1
    follows = tokens.kinds[item.last] if item.last < len(tokens) else ""
    if tokens.kinds[at] == "num" and follows == "word" and not (isinstance(item.key, Day) and item.key.year):
        yield int(tokens.words[at])


def _one_of_a_unit(tokens: Tokens, lex: Lexicon) -> Iterator[Count]:
    """Find `a year`, `un mes`: one of a unit of time."""
    for at, low in enumerate(tokens.low[:-1]):
        if low in ("a", "an", "un", "una") and tokens.low[at + 1] in lex.units:
            yield Count(lex.units[tokens.low[at + 1]], hedge_before(tokens, at, lex)[0])


def mentions(tokens: Tokens, names: NameIndex) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """Find the declared names in a text: proper names, descriptions, and proper names that overlap with others.

    Proper names are the leftmost and longest; one inside another is none of its own (Mexico in `New Mexico`),
    while descriptions hide nothing (Lincoln in `Lincoln administration`).
    """
    proper: list[Mention] = []
    descriptions: list[Mention] = []
    others: list[Mention] = []
    free = 0
    for mention in names.found_in(tokens):
        if not mention.form.proper:
            descriptions.append(mention)
        elif mention.first >= free:
            proper.append(mention)
            free = mention.last
        elif mention.last > free:
            others.append(mention)
    return proper, descriptions, others
