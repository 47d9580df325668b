"""Numbers in figures and in words, at a place in a text: how far they reach and what they come to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from generator.evidence.particulars.lexicon import MARKS, Lexicon, Step
from generator.evidence.particulars.tokens import Tokens

Value = int | Decimal

_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009")
_LONGEST = 30
_SCALED = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 10**3, "K": 10**3, "M": 10**6}
_A = frozenset("a an un una".split())
_ORDINAL_TAILS = frozenset("st nd rd th º ª ° .º .ª .° er ro ra do da to ta".split())
# What may stand behind `one` when it is a pronoun, and before it.
_AFTER_PRONOUN = frozenset(
    "of another or and is was were are has had who whom that which can could would may might must should will to in"
    " on at by for from with as but than if when whose the a an it he she they".split()
)
_BEFORE_PRONOUN = frozenset("no any every some each the this that which another such only last first".split())


class Reading(NamedTuple):
    """A number in a text: its possible values (the language's own first), and the token behind it.

    `ordinal` marks `sixth` and `6th`; `plain` four figures without a mark between, which may be a year.
    """

    values: tuple[Value, ...]
    last: int
    ordinal: bool = False
    plain: bool = False


def whole(value: Decimal) -> Value:
    """Give a whole number as an int, so that equal numbers are alike."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def numeral(word: str, lex: Lexicon) -> tuple[Value, ...]:
    """Read figures: their value in the language, then what they would be elsewhere; empty where they are no number.

    In Spanish `1.000` is a thousand and `1,5` one and a half, in English the marks change places. Groups of three
    behind the other mark may be meant as a thousand all the same: that is the second value.
    """
    if len(word) > _LONGEST:
        return ()
    if word.isdigit():
        return (int(word),)
    word = word.translate(_SPACES)
    if word.isdigit():
        return (int(word),)
    own, other = (".", ",") if lex.decimal_comma else (",", ".")
    values: list[Value] = []
    for thousands, point in ((own, other), (other, own)):
        if _GROUPED[thousands].fullmatch(word):
            values.append(whole(Decimal(word.replace(thousands, "").replace(point, "."))))
        elif not values and word.count(point) == 1 and thousands not in word:
            values.append(whole(Decimal(word.replace(point, "."))))
    return tuple(dict.fromkeys(values))


def number_at(tokens: Tokens, at: int, lex: Lexicon) -> Reading | None:
    """Read the number that begins at a token, in figures or words; None where there is none."""
    if tokens.kinds[at] == "num":
        return _figures(tokens, at, lex)
    low = tokens.low[at]
    if low in lex.numbers and low not in lex.quantities:
        return _as_ordinal(tokens, at, lex) or _in_words(tokens, at, lex)
    return Reading((lex.ordinals[low],), at + 1, ordinal=True) if low in lex.ordinals else None


def _figures(tokens: Tokens, at: int, lex: Lexicon) -> Reading | None:
    word, end = tokens.words[at], at + 1
    tail = tokens.tails.get(at, "")
    if lex.decimal_comma and not tail and len(word) <= 3:
        while _goes_on(tokens, end):
            word += tokens.words[end]
            end += 1
    values = numeral(word, lex)
    if tail:
        if tail in _ORDINAL_TAILS:
            return Reading(values, end, ordinal=True)
        if tail in _SCALED:
            return Reading(tuple(whole(Decimal(value) * _SCALED[tail]) for value in values), end)
        if tail not in lex.units:
            return None
        return Reading(values, end)
    plain = len(word) == 4 and word.isdigit()
    while values and end < len(tokens):
        step = lex.numbers.get(tokens.low[end])
        if step is None or step[1] not in (Step.SCALE, Step.DOZEN):
            break
        values = tuple(whole(Decimal(value) * step[0]) for value in values)
        plain = False
        end += 1
    return Reading(values, end, plain=plain)


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether figures go on with a group of three behind a space, as in `1 000`."""
    if at >= len(tokens) or tokens.kinds[at] != "num" or at in tokens.tails:
        return False
    group = tokens.words[at]
    return (
        tokens.between(at) == " " and len(group) == 3 and group.isdigit() and tokens.words[at - 1].isdigit()
    )


class _Sum:
    """A number put together word by word: added from large to small, multiplied by `hundred`, `mil`, `million`."""

    __slots__ = ("_current", "_room", "_scale", "_total", "done", "last")

    def __init__(self) -> None:
        self._total = self._current = self._scale = 0
        self._room = 1000  # what is added next must be smaller
        self.last: Step | None = None
        self.done = False

    @property
    def value(self) -> int:
        return self._total + self._current

    def take(self, value: int, step: Step) -> bool:
        """Take in a word; False where it does not go on with the number."""
        match step:
            case Step.DOZEN:
                fits = self._dozen(value)
            case Step.SCALE:
                fits = self._multiply(value)
            case Step.HUNDRED:
                fits = self._hundred()
            case _:
                fits = self._add(value, step)
        if fits:
            self.last = step
        return fits

    def _dozen(self, value: int) -> bool:
        if self._total:
            return False
        self._current = max(self._current, 1) * value
        self.done = True
        return True

    def _multiply(self, value: int) -> bool:
        if self.last is Step.SCALE and not value > self._scale == 1000:
            return False
        if value > self._scale > 0:  # dos mil millones
            self._total = self.value * value
        else:
            self._total += max(self._current, 1) * value
        self._current, self._scale, self._room = 0, value, 1000
        return True

    def _hundred(self) -> bool:
        if self._current >= 100 or self.last in (Step.HUNDRED, Step.TENS):
            return False
        self._current, self._room = max(self._current, 1) * 100, 100
        return True

    def _add(self, value: int, step: Step) -> bool:
        if value >= self._room:
            return False
        self._current += value
        self._room = {Step.TENS: 10, Step.HUNDREDS: 100}.get(step, 1) if value else 0
        return True


def _in_words(tokens: Tokens, at: int, lex: Lexicon) -> Reading | None:
    """Read a run of number words."""
    number = _Sum()
    end = at
    while end < len(tokens) and not number.done:
        here = _behind_joint(tokens, end, number.last, lex) if end > at else end
        value, step = lex.numbers.get(tokens.low[here], (0, None))
        if step is None or (here > end and step not in _JOINED):
            break
        if here == end and number.last is Step.TENS and lex.and_ == "y" and step in _JOINED:
            break  # treinta uno is no number
        if not number.take(value, step):
            break
        end = here + 1
    if end == at or (end == at + 1 and number.last is Step.ONE and not _counts(tokens, at, lex)):
        return None
    return Reading((number.value,), end)


_JOINED = (Step.ONE, Step.UNIT, Step.TEEN, Step.TENS)


def _behind_joint(tokens: Tokens, at: int, last: Step | None, lex: Lexicon) -> int:
    """Step over a hyphen or `and` that may stand inside a number here."""
    if at + 1 >= len(tokens):
        return at
    hyphen = tokens.words[at] == "-" and tokens.tight(at) and last is Step.TENS
    return at + 1 if hyphen or (tokens.low[at] == lex.and_ and _joins(last, lex)) else at


def _joins(last: Step | None, lex: Lexicon) -> bool:
    """Whether `and` may stand inside a number here: two hundred and five, treinta y uno."""
    return last is Step.TENS if lex.and_ == "y" else last in (Step.HUNDRED, Step.SCALE)


def _counts(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """Whether a lone `one` is a number: English, before a noun, and no pronoun. `un` and `una` are articles."""
    if lex.and_ != "and" or at + 1 >= len(tokens) or tokens.kinds[at + 1] != "word":
        return False
    if at and tokens.low[at - 1] in _BEFORE_PRONOUN:
        return False
    return tokens.low[at + 1] not in _AFTER_PRONOUN


def _as_ordinal(tokens: Tokens, at: int, lex: Lexicon) -> Reading | None:
    """Read `twenty-first`."""
    value, step = lex.numbers[tokens.low[at]]
    if step is not Step.TENS or at + 2 >= len(tokens) or tokens.words[at + 1] != "-":
        return None
    unit = lex.ordinals.get(tokens.low[at + 2], 10)
    return Reading((value + unit,), at + 3, ordinal=True) if unit < 10 else None


def unit_behind(tokens: Tokens, at: int, last: int, lex: Lexicon) -> tuple[str, int]:
    """Name what a number counts, where that stands right behind it (or money before), and the token behind that."""
    tail = tokens.tails.get(last - 1, "")
    if tail in lex.units:
        return lex.units[tail], last
    if at and tokens.words[at - 1] in MARKS:
        return MARKS[tokens.words[at - 1]], last
    if last >= len(tokens):
        return "", last
    word = tokens.low[last]
    if word == "%":
        return "%", last + 1
    follows = tokens.low[last + 1] if last + 1 < len(tokens) else ""
    if word in ("percentage", "puntos") and follows in ("point", "points", "porcentuales"):
        return "pp", last + 2
    if word in ("per", "por") and follows in ("cent", "ciento", "cien"):
        return "%", last + 2
    if word == "-" and tokens.tight(last) and follows in lex.units:
        return lex.units[follows], last + 2
    return (lex.units[word], last + 1) if word in lex.units else ("", last)


def hedge_before(tokens: Tokens, at: int, lex: Lexicon) -> tuple[str, int]:
    """Tell whether a number is given as more than, less than or about that, and where that begins."""
    if at and tokens.words[at - 1] in MARKS:
        at -= 1
    last = at - 1  # of the hedge, before an article: about a dozen
    if at and tokens.low[at] in lex.numbers and tokens.low[last] in _A:
        last -= 1
    for before, sign in lex.hedges.get(tokens.low[last], ()) if last >= 0 else ():
        start = last - len(before)
        if start >= 0 and tuple(tokens.low[start:last]) == before:
            return sign, start
    return "", at
