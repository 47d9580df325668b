"""The chronology drawn: its geometry by rule, and what the page shows of it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.evidence.borne import DateEnd
from generator.reading.edtf import parse
from generator.records import Edtf
from generator.site.chronology import LABELS, LINES, Look, Scale, Side, Span, plan, scale_of, span, ticks
from tests.dossiers import ROOT, STARTER, built, check, copy, edit, pages, write

NARROWEST = 208
"""The width of the drawing in px where a window is 256 px wide."""


def dated(text: str, *, stated: bool = True) -> Span:
    read = parse(text)
    assert isinstance(read, Edtf)
    ends = [DateEnd(end, ("paper",) if stated else (), None) for end in text.split("/")]
    return span(read, ends)


# ---------------------------------------------------------------- the scale

DAYS = st.integers(1, 3_652_059)


@given(DAYS, DAYS)
@example(1, 126_374)
def test_no_labels_of_a_scale_overlap_where_it_is_narrowest(one: int, other: int) -> None:
    scale = scale_of(min(one, other), max(one, other) + 1)
    ruled = ticks(scale)
    assert len(ruled) <= LINES + LABELS
    labelled = [tick for tick in ruled if tick.unit]
    assert len(labelled) <= LABELS
    for left, right in pairwise(labelled):
        widths = sum(30 if tick.unit == "year" or tick.day.day == 1 else 15 for tick in (left, right))
        assert (right.at - left.at) * NARROWEST / 100 > widths / 2, (left, right)


@given(DAYS, DAYS, st.lists(DAYS, min_size=2))
def test_what_is_earlier_never_stands_to_the_right(one: int, other: int, days: list[int]) -> None:
    scale = scale_of(min(one, other), max(one, other) + 1)
    places = [scale.at(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert scale.at(min(one, other)) < scale.at(max(one, other) + 1)


@pytest.mark.parametrize(
    ("first", "last", "unit", "labels"),
    [
        ("2025-05-06", "2025-05-08", "day", 5),
        ("2024-03-01", "2025-05-25", "month", 5),
        ("1960-01-01", "2019-12-31", "year", 6),
    ],
)
def test_a_scale_is_rounded_to_what_it_spans(first: str, last: str, unit: str, labels: int) -> None:
    start, stop = dated(first).ends[0].start, dated(last).ends[0].stop
    scale = scale_of(start, stop)
    assert scale.unit == unit
    assert scale.start <= start < stop <= scale.stop
    assert sum(bool(tick.unit) for tick in ticks(scale)) == labels


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "days", "before", "after"),
    [
        ("2025-05-06", (1,), Side.CLOSED, Side.CLOSED),
        ("2024", (366,), Side.CLOSED, Side.CLOSED),
        ("202X", (3653,), Side.CLOSED, Side.CLOSED),
        ("2024-03-20/2025-05-06", (1, 1), Side.CLOSED, Side.CLOSED),
        ("../2024-03", (31,), Side.OPEN, Side.CLOSED),
        ("/2024-03", (31,), Side.UNKNOWN, Side.CLOSED),
        ("2024-11/", (30,), Side.CLOSED, Side.UNKNOWN),
        ("2024-11/..", (30,), Side.CLOSED, Side.OPEN),
    ],
)
def test_a_date_is_drawn_as_wide_as_it_is_uncertain(
    text: str, days: tuple[int, ...], before: Side, after: Side
) -> None:
    drawn = dated(text)
    assert tuple(end.stop - end.start for end in drawn.ends) == days
    assert (drawn.before, drawn.after) == (before, after)


def test_an_end_is_filled_hollow_or_dashed_by_what_bears_it_out() -> None:
    read = parse("2024-03-20/2025-05-06")
    assert isinstance(read, Edtf)
    known = [DateEnd("2024-03-20", (), None), DateEnd("2025-05-06", ("paper",), None)]
    assert [end.look for end in span(read, known).ends] == [Look.RECKONED, Look.STATED]
    assert [end.look for end in dated("2025-02~").ends] == [Look.VAGUE]


# ---------------------------------------------------------------- what is drawn


def laid_out(*dates: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    made = plan([[dated(text)] for text in dates])
    return (made.events, made.larger) if made else None


def test_what_no_scale_can_part_is_not_drawn() -> None:
    assert laid_out() is None
    assert laid_out("2024-03-20/2025-05-06") is None
    assert laid_out(*["2025-05-06"] * 9) is None
    assert laid_out(*[f"{year}" for year in range(1960, 2001)]) is None
    assert laid_out(*[f"{year}" for year in range(1961, 2001)]) is not None


def test_the_fullest_month_is_drawn_larger_where_that_parts_its_events() -> None:
    year = ["2024-01", "2024-04", "2025-06"]
    days = [f"2025-05-{day:02}" for day in (6, 6, 6, 25)]
    assert laid_out(*year, *days) == ((0, 1, 2), (3, 4, 5, 6))
    assert laid_out(*year, *days[:3]) == ((0, 1, 2, 3, 4, 5), ())  # too few
    assert laid_out(*year, *["2025-05-06"] * 4) == (tuple(range(7)), ())  # one day stays one day
    assert laid_out("2025-04-01", *days) == ((0, 1, 2, 3, 4), ())  # not much larger
    assert laid_out(*year, *days[:3], "2025-05-06/") == (tuple(range(7)), ())  # what is open lies in no month


def test_on_a_scale_of_decades_a_year_is_drawn_larger() -> None:
    made = plan(
        [[dated(text)] for text in ("1960", "2010", "1980-01", "1980-04-02", "1980-07", "1980-12-31")]
    )
    assert made is not None
    assert made.larger == (2, 3, 4, 5)
    start, stop = dated("1980").ends[0].start, dated("1980").ends[0].stop
    assert made.larger_scale == Scale(start, stop, "year")


def test_another_date_outside_a_month_keeps_an_event_out_of_it() -> None:
    spans = [[dated("2024-01")], *([dated(f"2025-05-0{day}")] for day in range(1, 5))]
    spans.append([dated("2025-05-05"), dated("2024-02")])
    made = plan(spans)
    assert made is not None
    assert made.larger == (1, 2, 3, 4)
    assert made.events == (0, 5)
    assert made.larger_scale == Scale(dated("2025-05").ends[0].start, dated("2025-05").ends[0].stop, "month")


# ---------------------------------------------------------------- the page


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


def timeline(dossier: Path, page: str = "timeline/index.html") -> LexborHTMLParser:
    return pages(built(dossier))[page]


def place(svg: str, shape: str) -> list[float]:
    return [float(at) for at in re.findall(rf'<{shape}[^>]* c?x1?="([\d.]+)%"', svg)]


def test_every_row_leads_to_its_event_and_says_it_in_words(dossier: Path) -> None:
    page = timeline(dossier)
    rows = page.css(".tl ol > li")
    assert [row.css_first("a").attributes["href"] for row in rows] == ["#rowing-begins", "#bridge-reopens"]  # type: ignore[union-attr]
    assert [row.css_first(".w").text().strip() for row in rows] == ["February 2019", "4 May 2019"]  # type: ignore[union-attr]
    assert page.css_first("#rowing-begins") is not None
    assert all(svg.attributes["aria-hidden"] == "true" for svg in page.css(".tl li > svg, .tl > svg"))
    assert page.css("[style]") == []


def test_two_dates_of_one_event_are_drawn_joined_and_said(dossier: Path) -> None:
    [row] = timeline(dossier).css(".tl ol > li.differ")
    assert "Also dated: 2 May 2019" in row.text()
    svg = row.css_first("svg").html or ""  # type: ignore[union-attr]
    first, second = place(svg, "circle")
    assert second < first  # the 2nd of May stands left of the 4th
    assert svg.count('stroke-dasharray="1 3"') == 1


def test_a_label_takes_no_side(dossier: Path) -> None:
    edit(dossier, "site.yaml", "title:", "loaded_words: {en: [heroes]}\ntitle:")
    edit(dossier, "content/events/repair.yaml", "date: 2019-02\n", "date: 2019-02\n    label: Heroes\n")
    assert check(dossier).codes == ["loaded-word"]


def test_a_label_stands_in_the_drawing_as_the_text_it_is(dossier: Path) -> None:
    edit(dossier, "content/events/repair.yaml", "date: 2019-02\n", "date: 2019-02\n    label: Rowing <b>\n")
    [link] = [a for a in timeline(dossier).css(".tl a") if a.attributes["href"] == "#rowing-begins"]
    assert link.text() == "February 2019 Rowing <b>"


def test_a_long_sentence_is_never_cut_inside_quoted_words(dossier: Path) -> None:
    long = 'Neighbours, says the paper, who had to cross in those weeks of repair, "had rowed his neighbours across".'
    edit(
        dossier,
        "content/events/repair.yaml",
        "Neighbours are rowed across the water from this month on.",
        f"'{long}'",
    )
    ran = built(dossier)
    [link] = [
        a for a in pages(ran)["timeline/index.html"].css(".tl a") if a.attributes["href"] == "#rowing-begins"
    ]
    assert link.text().endswith("of repair, …")


def events(*entries: tuple[str, str]) -> str:
    return "events:\n" + "".join(
        f"  - id: {name}\n    date: {date}\n    text: Neighbours are rowed across.\n    cite: [ferry-post:rowed]\n"
        for name, date in entries
    )


def test_many_events_are_counted_by_year_and_no_event_is_drawn_alone(dossier: Path) -> None:
    edit(dossier, "site.yaml", "title:", "particulars: report\ntitle:")
    many = [(f"e{n}", str(1960 + n % 30)) for n in range(300)]
    write(dossier, "content/events/repair.yaml", events(*many))
    page = timeline(dossier)
    rows = page.css(".tl ol > li")
    assert [row.text() for row in rows] == [f"{year} 10 events" for year in range(1960, 1990)]
    assert page.css(".tl a")[24].attributes["href"] == "../timeline/1984/"
    assert len(timeline(dossier, "timeline/1984/index.html").css("li.s")) == 10
    write(dossier, "content/events/repair.yaml", events(*[(f"e{n}", str(1960 + n % 60)) for n in range(300)]))
    assert timeline(dossier).css(".tl") == []
    write(dossier, "content/events/repair.yaml", events(("one", "2019-02")))
    assert timeline(dossier).css(".tl") == []


def spanning(dossier: Path) -> Path:
    """Give the starter an event whose end a text states and whose beginning follows by arithmetic."""
    return edit(
        dossier,
        "content/events/repair.yaml",
        "events:\n",
        """events:
  - id: three-days
    date: 2019-05-02/2019-05-04
    text: The bridge was in use from Thursday on, before it reopened.
    cite: [ferry-post:reopened, marsh-notes:usable-day]
    derived:
      - formula: previous(Thursday, 2019-05-04) = 2019-05-02
""",
    )


def test_an_end_that_follows_by_arithmetic_is_hollow_and_said_to(dossier: Path) -> None:
    edit(
        dossier,
        "content/sources/marsh-notes.yaml",
        "excerpts:\n",
        "excerpts:\n  usable-day:\n    exact: usable since Thursday\n",
    )
    spanning(dossier)
    page = timeline(dossier)
    [row] = [row for row in page.css(".tl ol > li") if 'href="#three-days"' in (row.html or "")]
    circles = re.findall(r"<circle[^>]*>", row.html or "")
    assert ['class="i"' in circle for circle in circles] == [False, True]  # hollow, then filled
    known = page.css_first("#three-days .o .k")
    assert known is not None
    assert known.text() == (
        "Date: 2 May 2019: by arithmetic (the last Thursday before 4 May 2019 is 2 May 2019); "
        "4 May 2019: the date stands in The Ferry Post"
    )
    # stated after all: the same end is filled, and the arithmetic not needed
    edit(
        dossier,
        "content/events/repair.yaml",
        "marsh-notes:usable-day]",
        "marsh-notes:usable-day, marsh-notes:usable]",
    )
    page = timeline(dossier)
    [row] = [row for row in page.css(".tl ol > li") if 'href="#three-days"' in (row.html or "")]
    assert (row.html or "").count('<circle class="i"') == 2
    known = page.css_first("#three-days .o .k")
    assert known is not None
    assert "2 May 2019: the date stands in Marsh Notes" in known.text()


def test_each_event_says_how_exact_its_date_is(dossier: Path) -> None:
    page = timeline(dossier)
    said = {row.attributes["id"]: row.css_first(".w .k").text() for row in page.css(".ev > li")}  # type: ignore[union-attr]
    assert said == {"rowing-begins": "to the month", "bridge-reopens": "to the day"}


def test_the_drawing_speaks_spanish(tmp_path: Path) -> None:
    dossier = copy(ROOT / "tests" / "sites" / "two-languages", tmp_path / "dossier")
    edit(
        dossier,
        "content/events/clock.yaml",
        "events:\n",
        """events:
  - id: on-saturday
    date: 2021-02-20
    label: {en: The morning, es: La mañana}
    text: {en: The clock went again on a Saturday., es: El reloj volvió a andar un sábado.}
    cite: [hoja-del-valle:saturday]
""",
    )
    page = timeline(dossier, "es/timeline/index.html")
    assert [row.text() for row in page.css(".tl ol > li")] == [
        "febrero de 2021 El reloj volvió a andar. las fuentes se contradicen",
        "20 de febrero de 2021 La mañana",
    ]
    assert page.css_first("#on-saturday .o .k").text() == "Fecha: la fecha figura en Hoja del Valle"  # type: ignore[union-attr]
    assert next(text.text() for text in page.css(".tl text")) == "feb"


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "19XX", "9999", "../0001", "9999-12/"])
def test_dates_at_the_ends_of_the_calendar_are_drawn(dossier: Path, date: str) -> None:
    edit(dossier, "site.yaml", "title:", "particulars: report\ntitle:")
    write(dossier, "content/events/repair.yaml", events(("here", date), ("there", "2019-02-03")))
    assert len(timeline(dossier).css(".tl ol > li")) == 2
