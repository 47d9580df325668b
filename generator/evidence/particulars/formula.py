"""Derivations: formulas such as `days(2024-03-20, 2025-05-06) = 412`, read, recomputed and compared.

A formula is one function of typed values and the result its author states. There is no nesting: a longer calculation is
several formulas, each of which may use the results of those before it. Nothing is ever evaluated as code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from generator.evidence.particulars.functions import FUNCTIONS, Function
from generator.evidence.particulars.numbers import whole
from generator.evidence.particulars.values import FormulaError, Sort, Value, read_value, write


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that holds: recomputed, and equal to the result stated."""

    text: str
    function: str
    inputs: tuple[Value, ...]
    result: Value
    unit: str


_CALL = re.compile(r"\s*([a-z]+(?:_[a-z]+)*)\s*\(([^()]*)\)\s*=\s*(.*?)\s*", re.ASCII)
_LONGEST = 500


def evaluate(text: str) -> Formula:
    """Read a formula, compute it and hold it to the result it states.

    Raises:
        FormulaError: it cannot be read, cannot be computed, or comes to something else.
    """
    if len(text) > _LONGEST:
        raise FormulaError(f"the formula is longer than {_LONGEST} characters")
    found = _CALL.fullmatch(text)
    if not found:
        raise FormulaError("this is no formula: write function(value, value) = result")
    name, inside, stated = found.groups()
    function = FUNCTIONS.get(name)
    if function is None:
        raise FormulaError(f"there is no function {name!r}: there are {', '.join(FUNCTIONS)}")
    given = [part.strip() for part in inside.split(",")] if inside.strip() else []
    inputs = tuple(
        read_value(part, sort) for part, sort in zip(given, _sorts(name, function, len(given)), strict=True)
    )
    expected = read_value(stated, function.gives)
    try:
        with localcontext() as exact:
            exact.prec = 100
            result = function.compute(*inputs)
            if name == "percent" and isinstance(result, Decimal):
                result = _rounded_as(result, stated)
    except OverflowError:
        raise FormulaError("the result is no date of this calendar") from None
    if result != expected:
        raise FormulaError(f"{name}({inside.strip()}) comes to {write(result)}, not to {stated}")
    return Formula(" ".join(text.split()), name, inputs, result, function.unit)


def _sorts(name: str, function: Function, count: int) -> tuple[Sort, ...]:
    takes = function.takes
    if function.many and count >= len(takes):
        return takes + takes[-1:] * (count - len(takes))
    if count != len(takes):
        least = "at least " if function.many else ""
        values = f"{least}{len(takes)} value{'s' * (len(takes) != 1)}"
        raise FormulaError(f"{name} takes {values}, not {count}: {signature(name)}")
    return takes


def signature(name: str) -> str:
    """Write how a function is called, by what it takes."""
    function = FUNCTIONS[name]
    takes = ", ".join(sort.name.lower() for sort in function.takes)
    return f"{name}({takes}{', …' if function.many else ''}) = {function.gives.name.lower()}"


def _rounded_as(result: Decimal, stated: str) -> Value:
    """Round to the decimals of the result as stated."""
    decimals = len(stated.rstrip("%").partition(".")[2])
    return whole(result.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
