"""What the pages of the real dossier weigh, sent as a server sends them: bounds a reader on a slow line can count on.

Bounds are those of `docs/reading.md`, in bytes after gzip. Style and structured data are in the page and counted.
"""

from __future__ import annotations

import gzip

import pytest

from generator.site.style import Sheet
from tests.dossiers import ROOT, pages
from tests.real import LANGUAGES, Site

ROUND_TRIP = 14_600
"""What a server sends in its first ten packets, before it waits for an answer (RFC 6928)."""


@pytest.fixture(scope="module")
def weights(real: Site) -> dict[str, int]:
    public = real.public
    return {
        path.relative_to(public).as_posix().removesuffix("index.html"): len(
            gzip.compress(path.read_bytes(), 9)
        )
        for path in public.rglob("*.html")
        if path.name != "offline.html"  # all pages a second time, in one file: see tests/test_along.py
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_light(weights: dict[str, int], language: str) -> None:
    assert weights[language] <= 8_600


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", ["people", "citations", "a-z", "speakers", "entities"])
def test_a_page_comes_in_one_round_trip(weights: dict[str, int], language: str, folder: str) -> None:
    heavy = {
        name: weight
        for name, weight in weights.items()
        if name.startswith(f"{language}{folder}/") and weight > ROUND_TRIP
    }
    assert {name for name in heavy if "the-five" not in name} == set()
    assert all(weight <= ROUND_TRIP + 300 for weight in heavy.values()), heavy


@pytest.mark.parametrize(("language", "most"), [("", 5_550), ("es/", 5_950)])
def test_what_a_short_page_of_a_person_weighs(weights: dict[str, int], language: str, most: int) -> None:
    """The sixth person's page has ten statements, and all that every page has beside them."""
    assert weights[f"{language}people/fernando-martinez-mottola/"] <= most


def test_all_pages_of_a_language_together(weights: dict[str, int]) -> None:
    spanish = sum(weight for name, weight in weights.items() if name.startswith("es/"))
    assert sum(weights.values()) - spanish <= 900_000
    assert spanish <= 1_000_000


def test_a_rule_stays_where_the_page_has_what_it_names() -> None:
    sheet = Sheet("a{x:1}[aria-current]{x:2}td[data-l='a']::before{x:3}.b:has(>.c){x:4}.d:not([hidden]){x:5}")
    assert sheet.of("<a href=x>")[0] == "a{x:1}"
    assert sheet.of("<b ARIA-CURRENT=page>")[0] == "[aria-current]{x:2}"
    assert sheet.of("<td data-l=b>")[0] == "td[data-l='a']::before{x:3}"
    assert sheet.of("<b class='b d'>")[0] == ".d:not([hidden]){x:5}"


def test_a_variable_that_never_changes_is_written_out() -> None:
    sheet = Sheet(
        ":root{--xs:.8rem;--m:1rem;--wide:1px solid red;--idle:2px}"
        "a{x:var(--xs);y:var(--m);z:var(--wide)}@media print{:root{--m:9pt}}"
    )
    assert sheet.of("<a>")[0] == (
        ":root{--b:1rem;--c:1px solid red}a{x:.8rem;y:var(--b);z:var(--c)}@media print{:root{--b:9pt}}"
    )
    assert Sheet(":root{--u:1px}a{x:var(--u,2px)}").of("<a>")[0] == ":root{--a:1px}a{x:var(--a,2px)}"


def test_a_page_carries_only_the_style_it_uses(real: Site) -> None:
    whole = len((ROOT / "templates" / "style.css").read_text(encoding="utf-8"))
    made = pages(real.public)
    style = {name: "".join(node.text() for node in page.css("style")) for name, page in made.items()}
    assert len(style["about/index.html"]) < whole / 2
    assert "table" in style["questions/index.html"]
    assert "table" not in style["about/index.html"]
    assert max(len(text) for name, text in style.items() if not name.endswith("a-z/index.html")) < whole
