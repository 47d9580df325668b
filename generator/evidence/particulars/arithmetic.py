"""The arithmetic of a formula in words: "from 1 March 2024 to 6 March 2024 it is 5 days"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from generator.evidence.particulars.formula import Formula
from generator.evidence.particulars.lexicon import DAY_NAMES, MONTH_NAMES
from generator.evidence.particulars.model import Day
from generator.evidence.particulars.values import Name, Value, Weekday

_SIGNS = {"sum": " + ", "difference": " − ", "product": " × "}
# {0} and {1} are the inputs, {r} the result, {all} all inputs; Spanish adds {de0}, {de1}, {al1} and {bare0}.
_SHOWN = {
    "en": {
        "days": "from {0} to {1} it is {r} days",
        "months": "from {0} to {1} it is {r} months",
        "years": "from {0} to {1} it is {r} years",
        "plus_days": "{1} days after {0} is {r}",
        "minus_days": "{1} days before {0} is {r}",
        "plus_months": "{1} months after {0} is {r}",
        "minus_months": "{1} months before {0} is {r}",
        "weekday": "{0} is a {r}",
        "month": "{0} lies in {r}",
        "year": "{0} lies in {r}",
        "in_year": "{0} in the year {1} is {r}",
        "next": "the first {0} after {1} is {r}",
        "previous": "the last {0} before {1} is {r}",
        "percent": "{0} of {1} is {r} percent",
        "count": "{all} make {r}",
    },
    "es": {
        "days": "{de0} {al1} hay {r} días",
        "months": "{de0} {al1} hay {r} meses",
        "years": "{de0} {al1} hay {r} años",
        "plus_days": "{1} días después {de0} es {r}",
        "minus_days": "{1} días antes {de0} es {r}",
        "plus_months": "{1} meses después {de0} es {r}",
        "minus_months": "{1} meses antes {de0} es {r}",
        "weekday": "{0} es {r}",
        "month": "{0} cae en {r}",
        "year": "{0} cae en {r}",
        "in_year": "{0} en el año {1} es {r}",
        "next": "el primer {bare0} después {de1} es {r}",
        "previous": "el último {bare0} antes {de1} es {r}",
        "percent": "{0} de {1} es el {r} por ciento",
        "count": "{all} son {r}",
    },
}
_ONE = re.compile(r"(?<![\d.,])1 (day|month|year|día|mes|año)e?s\b")


def in_words(formula: Formula, language: str, name_of: Callable[[str], str] = str) -> str:
    """Say how a formula comes to its result; `name_of` gives the name of an entity by its id."""
    said = [_said(value, language, name_of) for value in formula.inputs]
    result = _said(formula.result, language, name_of)
    if formula.function in _SIGNS:
        return f"{_SIGNS[formula.function].join(said)} = {result}"
    joint = " y " if language == "es" else " and "
    values = {"r": result, "all": joint.join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]}
    for n, one in enumerate(said):
        article = one.startswith("el ")
        values |= {
            f"bare{n}": one.removeprefix("el "),
            f"de{n}": f"d{one}" if article else f"de {one}",
            f"al{n}": f"a{one.removeprefix('e')}" if article else f"a {one}",
        }
    return _ONE.sub(r"1 \1", _SHOWN[language][formula.function].format(*said, **values))


def _said(value: Value, language: str, name_of: Callable[[str], str]) -> str:
    match value:
        case Weekday(number):
            return DAY_NAMES[language][number - 1]
        case Name(entity):
            return name_of(entity)
        case Day(year, month, day):
            name = MONTH_NAMES[language][month - 1] if month else ""
            parts = [part for part in (str(day or ""), name, str(year or "")) if part]
            if language == "es":
                return ("el " if day else "") + " de ".join(parts)
            return " ".join(parts)
        case _:
            return _figures(value, language)


def _figures(value: int | Decimal, language: str) -> str:
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "es" else text
