"""EDTF dates in words, never more precise than typed."""

from __future__ import annotations

import re

from generator.records import Edtf
from generator.site.words import Words

_HTML_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def date_words(date: Edtf, w: Words) -> str:
    """Say a date in the words of a language: "6 May 2025", "from March 2024 to May 2025"."""
    if "/" not in date.text:
        return end_words(date.text, w)
    start, end = date.text.split("/")
    if start in ("", ".."):
        return w("date-until", end=end_words(end, w))
    if end == "..":
        return w("date-since", start=end_words(start, w))
    if end == "":
        return w("date-open", start=end_words(start, w))
    return w("date-between", start=end_words(start, w), end=end_words(end, w))


def end_words(text: str, w: Words) -> str:
    """Say one end of a date in words: "about May 2025"."""
    mark = text[-1] if text[-1] in "~?%" else ""
    said = _plain(text.rstrip("~?%").replace("-XX", ""), w)
    keys = {"~": "date-about", "?": "date-uncertain", "%": "date-about-uncertain"}
    return w(keys[mark], date=said) if mark else said


def _plain(text: str, w: Words) -> str:
    year, *rest = text.split("-")
    if year.endswith("XX"):
        return w("date-century-ish", year=year.replace("X", "0"))
    if year.endswith("X"):
        return w("date-decade", year=year.replace("X", "0"))
    if not rest:
        return year
    if rest[0] in ("21", "22", "23", "24"):
        return w(f"season-{rest[0]}", year=year)
    month = w[f"month-{int(rest[0])}"]
    if len(rest) == 1:
        return w("date-month", month=month, year=year)
    return w("date-day", day=int(rest[1]), month=month, year=year)


def html_date(date: Edtf) -> str:
    """Give a date as `<time datetime>` allows it, or an empty string where EDTF says more than HTML can."""
    return date.text if _HTML_DATE.fullmatch(date.text) else ""


def precision(date: Edtf, w: Words) -> str:
    """Name the precision of a date in words."""
    if "/" in date.text:
        return w["precision-range"]
    steps = date.text.rstrip("~?%").replace("-XX", "").split("-")
    if len(steps) == 2 and steps[1] > "12":
        return w["precision-range"]
    return w[("precision-year", "precision-month", "precision-day")[len(steps) - 1]]
