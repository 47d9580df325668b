"""Dates in English and Spanish: `6 May 2025`, `May 6, 2025`, `6 de mayo de 2025`, `May 2025`, `mayo`, `6 and 7 May`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.evidence.particulars.lexicon import Lexicon
from generator.evidence.particulars.model import Day, Item, Kind
from generator.evidence.particulars.numbers import number_at
from generator.evidence.particulars.tokens import Tokens

FIRST_YEAR, LAST_YEAR = 1000, 2999
_LIST_MARKS = frozenset(",-–—/")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def dates_in(tokens: Tokens, lex: Lexicon, spots: Iterable[int]) -> list[Item]:
    """Find every date with a month in it that begins or has its month at one of some tokens."""
    found: list[Item] = []
    for at in spots:
        kind = tokens.kinds[at]
        if kind == "iso":
            year, month, day = (int(part or 0) for part in _iso(tokens.words[at]))
            found.append(Item(Kind.DATE, Day(year, month, day), tokens.words[at], at, at + 1))
        elif kind == "word":
            name = month_at(tokens, at, lex)
            if name:
                found += _around(tokens, at, name, lex)
    return found


def _iso(word: str) -> tuple[str | None, ...]:
    found = _ISO.fullmatch(word)
    return found.groups() if found else ()


def month_at(tokens: Tokens, at: int, lex: Lexicon) -> int:
    """Number the month that a word names; 0 where it names none.

    English months begin with a capital (`march` and `may` are other words), Spanish ones do so only where a
    sentence begins, or behind `6 de`; abbreviations stand beside figures or end in a full stop.
    """
    low = tokens.low[at]
    month = lex.months.get(low, 0)
    capital = tokens.words[at] != low
    if month:
        if lex.capital_dates:
            return month if capital else 0
        return month if not capital or tokens.initial(at) or _behind_day(tokens, at, lex) else 0
    month = lex.short_months.get(low, 0)
    if not month or (lex.capital_dates and not capital):
        return 0
    follows = at + 1 < len(tokens) and (tokens.words[at + 1] == "." or tokens.kinds[at + 1] == "num")
    return month if follows and (tokens.words[at + 1] != "." or _day_near(tokens, at)) else 0


def _behind_day(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    return at >= 2 and tokens.low[at - 1] in lex.of and tokens.kinds[at - 2] == "num"


def _day_near(tokens: Tokens, at: int) -> bool:
    """Whether figures stand before an abbreviated month or behind its full stop."""
    before = at > 0 and (tokens.kinds[at - 1] == "num" or tokens.low[at - 1] in ("de", "of"))
    return before or (at + 2 < len(tokens) and tokens.kinds[at + 2] == "num")


def _around(tokens: Tokens, at: int, month: int, lex: Lexicon) -> Iterator[Item]:
    """Gather the days and the year that stand with a month."""
    days, first = _days_before(tokens, at, lex)
    last = at + 1
    if last < len(tokens) and tokens.words[last] == "." and tokens.low[at] in lex.short_months:
        last += 1
    if not days:
        days, last = _days_behind(tokens, last, lex)
    year, last = _year_behind(tokens, last, lex)
    text = tokens.slice(first, last)
    for day in days or [0]:
        yield Item(Kind.DATE, Day(year, month, day), text, first, last)


def _day(tokens: Tokens, at: int, lex: Lexicon) -> int:
    """Read a token as a day of a month; 0 where it cannot be one."""
    if at < 0 or at >= len(tokens) or tokens.kinds[at] not in ("num", "word"):
        return 0
    if tokens.kinds[at] == "num" and not (len(tokens.words[at]) <= 2 and tokens.words[at].isdigit()):
        return 0
    reading = number_at(tokens, at, lex)
    if reading is None or reading.last != at + 1 or not reading.values:
        return 0
    value = reading.values[0]
    return value if isinstance(value, int) and 1 <= value <= 31 else 0


def _days_before(tokens: Tokens, at: int, lex: Lexicon) -> tuple[list[int], int]:
    """Read `6`, `6 de`, `the 6th of`, `6 and 7`, `6–7` before a month: the days, and the token they begin with."""
    end = at
    if end and tokens.low[end - 1] in lex.of:
        end -= 1
    elif end and tokens.kinds[end - 1] != "num":
        return [], at  # a word is a day only before `of`: the sixth of May
    day = _day(tokens, end - 1, lex)
    if not day:
        return [], at
    days, first = [day], end - 1
    while first >= 2:
        joint = first - 1
        if tokens.low[joint] not in (lex.and_, "to", "al", "a") and tokens.words[joint] not in _LIST_MARKS:
            break
        day = _day(tokens, joint - 1, lex)
        if not day or day >= days[0]:
            break
        days.insert(0, day)
        first = joint - 1
    return days, first


def _days_behind(tokens: Tokens, at: int, lex: Lexicon) -> tuple[list[int], int]:
    """Read `6`, `6th`, `6–7` behind an English month: the days, and the token behind them."""
    if not lex.capital_dates or at >= len(tokens) or tokens.kinds[at] != "num":
        return [], at
    day = _day(tokens, at, lex)
    if not day:
        return [], at
    if at + 2 < len(tokens) and tokens.words[at + 1] in ("-", "–"):
        other = _day(tokens, at + 2, lex)
        if other > day:
            return [day, other], at + 3
    return [day], at + 1


def _year_behind(tokens: Tokens, at: int, lex: Lexicon) -> tuple[int, int]:
    """Read `2025`, `, 2025`, `de 2025`, `del 2025`: the year (0 where there is none), and the token behind it."""
    here = at
    if here < len(tokens) and (tokens.low[here] in lex.of or tokens.words[here] == ","):
        here += 1
    if here < len(tokens) and tokens.low[here] in ("year", "año") and not lex.capital_dates:
        here += 1
    if here >= len(tokens) or tokens.kinds[here] != "num" or here in tokens.tails:
        return 0, at
    word = tokens.words[here]
    if len(word) == 4 and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR:
        return int(word), here + 1
    return 0, at
