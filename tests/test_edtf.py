"""EDTF dates: a table, and a slow reading of the same rules to compare with."""

from __future__ import annotations

import datetime
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.evidence.timeline import in_time, year_of
from generator.reading.edtf import is_day, parse
from generator.records import Edtf
from tests.effort import LONG, QUICK, together

GOOD = """
2025-05-06           2025-05-06 2025-05-06
2025-05              2025-05-01 2025-05-31
2025                 2025-01-01 2025-12-31
2024-02              2024-02-01 2024-02-29
2023-02              2023-02-01 2023-02-28
2024-02-29           2024-02-29 2024-02-29
2000-02-29           2000-02-29 2000-02-29
0001                 0001-01-01 0001-12-31
9999-12-31           9999-12-31 9999-12-31
2025-05~             2025-05-01 2025-05-31
2025-05-06?          2025-05-06 2025-05-06
2025%                2025-01-01 2025-12-31
202X                 2020-01-01 2029-12-31
20XX                 2000-01-01 2099-12-31
202X~                2020-01-01 2029-12-31
2025-XX              2025-01-01 2025-12-31
2025-05-XX           2025-05-01 2025-05-31
2025-XX-XX           2025-01-01 2025-12-31
2025-21              2025-03-01 2025-05-31
2025-22              2025-06-01 2025-08-31
2025-23              2025-09-01 2025-11-30
2025-24              2025-12-01 2025-12-31
2025-21~             2025-03-01 2025-05-31
2024-03/2025-05      2024-03-01 2025-05-31
2024-03/2024-03      2024-03-01 2024-03-31
2024-03~/2025-05-06? 2024-03-01 2025-05-06
2024/2024-05         2024-01-01 2024-05-31
2024-05/2024         2024-05-01 2024-12-31
../2025-05           -          2025-05-31
/2025-05             -          2025-05-31
2024-12/..           2024-12-01 -
2024-12/             2024-12-01 -
202X/2025            2020-01-01 2025-12-31
"""

BAD = """
0000                 there is no year 0000 in this calendar
000X                 there is no year 0000 in this calendar
2025-00              there is no month 00
2025-13              there is no month 13
2025-20              there is no month 20
2025-25              there is no month 25
2025-05-00           there is no day 00 in 2025-05
2025-05-32           there is no day 32 in 2025-05
2025-04-31           there is no day 31 in 2025-04
2023-02-29           there is no day 29 in 2023-02
1900-02-29           there is no day 29 in 1900-02
2025-21-01           a season has no day
202X-05              a year with unknown digits has no month
2025-XX-06           a day needs a known month
2025-05/2025-04      the interval ends before it begins
2025-05-07/2025-05-06 the interval ends before it begins
2025/2024            the interval ends before it begins
/                    an interval needs at least one date
../..                an interval needs at least one date
../                  an interval needs at least one date
/..                  an interval needs at least one date
2024/2025/2026       an interval has one /
2024/May             it is not an EDTF date
2025-5-6             it is not an EDTF date
25-05-06             it is not an EDTF date
6.5.2025             it is not an EDTF date
2025-05-06T12:00     it is not an EDTF date
2025-05-06~~         it is not an EDTF date
~2025                it is not an EDTF date
2025-~05             it is not an EDTF date
X025                 it is not an EDTF date
2XXX                 it is not an EDTF date
+2025                it is not an EDTF date
-2025                it is not an EDTF date
2025-                it is not an EDTF date
٢٠٢٥                 it is not an EDTF date
２０２５              it is not an EDTF date
today                it is not an EDTF date
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(row.split()[0], " ".join(row.split()[1:])) for row in table.splitlines() if row.strip()]


@pytest.mark.parametrize(("text", "bounds"), rows(GOOD))
def test_a_date_is_read(text: str, bounds: str) -> None:
    first, last = (None if day == "-" else day for day in bounds.split())
    assert parse(text) == Edtf(text, first, last)


@pytest.mark.parametrize(("text", "why"), rows(BAD))
def test_what_is_no_date_is_told(text: str, why: str) -> None:
    assert parse(text) == why


@pytest.mark.parametrize("text", ["", " ", "2025 ", " 2025", "2025\n", "20 25", "2025-05-06\n"])
def test_white_space_is_no_part_of_a_date(text: str) -> None:
    assert isinstance(parse(text), str)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-05-06", True), ("2025-05-06~", False), ("2025-05", False), ("2025-05-06/2025-05-06", False)],
)
def test_a_day_is_one_known_day(text: str, *, day: bool) -> None:
    date = parse(text)
    assert isinstance(date, Edtf)
    assert is_day(date) is day


def test_dates_stand_in_order_under_their_years() -> None:
    """A year is never left and come back to, open dates among them."""
    texts = [
        "2025",
        "../2025-05",
        "2024-03",
        "2024-03/",
        "/2024-02",
        "202X",
        "2025-05-06",
        "2025-05",
        "2024/..",
        "2023-24",
    ]
    dates = [date for date in map(parse, texts) if isinstance(date, Edtf)]
    assert len(dates) == len(texts)
    years = [year_of(date) for date in sorted(dates, key=in_time)]
    assert years == sorted(years)


# ---------------------------------------------------------------- the same rules, read slowly


@cache
def days_in(year: int) -> str:
    """Write down every day of a year, each on its line."""
    first, last = datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    return "\n".join(datetime.date.fromordinal(day).isoformat() for day in range(first, last + 1))


@cache
def days_of(text: str) -> tuple[str, str] | None:
    """Give the first and the last day that a date without `/` may mean, by trying each; None where there is none."""
    body = text[:-1] if text[-1:] in ("~", "?", "%") else text
    if not re.fullmatch(r"[0-9]{2}(?:[0-9X]X|[0-9]{2})(?:-(?:[0-9]{2}|XX)){0,2}", body):
        return None
    year, *rest = body.split("-")
    if "X" in year and rest:
        return None
    if rest and rest[0] in ("21", "22", "23", "24"):
        if len(rest) > 1:
            return None
        months = {"21": (3, 4, 5), "22": (6, 7, 8), "23": (9, 10, 11), "24": (12,)}[rest[0]]
        forms = [f"{year}-{month:02}-XX" for month in months]
    else:
        forms = ["-".join([year, *rest, *["XX"] * (2 - len(rest))])]
    if rest[1:] and rest[0] == "XX" and rest[1] != "XX":
        return None
    pattern = re.compile(f"^(?:{'|'.join(forms).replace('X', '[0-9]')})$", re.MULTILINE)
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    days = [day for each in range(max(1, first), max(1, last) + 1) for day in pattern.findall(days_in(each))]
    return (days[0], days[-1]) if days and first > 0 else None


def agrees(text: str) -> None:
    read = parse(text)
    ends = text.split("/")
    if len(ends) == 1:
        days = days_of(text)
        assert (read == Edtf(text, days[0], days[-1])) if days else isinstance(read, str)
        return
    bounds = [None if end in ("", "..") else days_of(end) for end in ends]
    wrong = len(ends) != 2 or any(
        end not in ("", "..") and days is None for end, days in zip(ends, bounds, strict=True)
    )
    if wrong or bounds == [None, None]:
        assert isinstance(read, str)
        return
    first, last = bounds
    if first and last and first[0] > last[-1]:
        assert read == "the interval ends before it begins"
    else:
        assert read == Edtf(text, first[0] if first else None, last[-1] if last else None)


PIECE = st.one_of(
    st.sampled_from("00 01 02 04 12 13 19 20 21 22 24 25 28 29 30 31 32 XX X1 1X 5".split()),
    st.integers(0, 40).map(lambda number: f"{number:02}"),
)
YEAR = st.one_of(
    st.sampled_from(
        "0000 0001 0004 0100 1900 1999 2000 2023 2024 2025 202X 20XX 2XXX XXXX 000X 00XX 9999 25 20255".split()
    ),
    st.integers(0, 9999).map(lambda number: f"{number:04}"),
)
DATE = st.builds(
    lambda year, pieces, mark: "-".join([year, *pieces]) + mark,
    YEAR,
    st.lists(PIECE, max_size=3),
    st.sampled_from(["", "", "", "~", "?", "%", "!", "~?"]),
)
TEXT = st.one_of(
    DATE,
    st.lists(st.one_of(DATE, st.sampled_from(["", "..", "."])), min_size=1, max_size=3).map("/".join),
    st.text(alphabet="0123456789X-/.~?%", max_size=12),
)


@settings(QUICK)
@given(TEXT)
def test_it_reads_as_a_slow_reader_does(text: str) -> None:
    agrees(text)


@pytest.mark.long
@settings(LONG)
@given(together(TEXT))
def test_it_reads_as_a_slow_reader_does_long(texts: list[str]) -> None:
    for text in texts:
        agrees(text)
