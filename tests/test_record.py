"""What the first dossier promises of itself, held to the five texts in slow and simple ways.

Nothing here uses the generator but to build the site: the texts are read as files, the pages by an HTML parser.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from tests.dossiers import ROOT, pages
from tests.real import Site

THE_SIX = ("Magalli Meda", "Claudia Macero", "Omar González", "Pedro Urruchurtu", "Humberto Villalobos")
SIXTH = "Fernando Martínez Mottola"
GENDERED_ENGLISH = r"\b(?:he|she|him|his|her|hers|himself|herself|spokesman|chairman|chairwoman|sixth man)\b"
GENDERED_SPANISH = (
    r"\b(?:él|ella|ex ?ministr[oa]|asesora?|coordinadora?|diputad[oa]|ex ?diputad[oa]|exmiembra"
    r"|detenid[oa]|acusad[oa]|fallecid[oa]|enferm[oa]|el portavoz|la portavoz del partido)\b"
)
"""Forms that would tell the gender of one of the six, beside a name; ‘ella’ and ‘detenida’ may stand of a person."""

QUOTED = "q, blockquote, .tr, [lang]:not(html)"
"""What is not the site's own voice: quotations, and translations of them."""


@pytest.fixture(scope="module")
def public(real: Site) -> Path:
    return real.public


@pytest.fixture(scope="module")
def site(public: Path) -> dict[str, LexborHTMLParser]:
    return pages(public)


def own_voice(page: LexborHTMLParser) -> str:
    """Give the text of a page without what it quotes."""
    copy_of = LexborHTMLParser(page.html or "")
    for node in copy_of.css(QUOTED):
        node.decompose()
    main = copy_of.css_first("main")
    assert main is not None
    return " ".join(main.text(separator=" ").split())


def spanish(path: str) -> bool:
    return path.startswith("es/")


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text)


def test_all_pages_stand_in_both_languages_with_the_same_sentences(site: dict[str, LexborHTMLParser]) -> None:
    english = {path for path in site if not spanish(path)}
    assert {f"es/{path}" for path in english} == {path for path in site if spanish(path)}
    for path in sorted(english):
        ids = [
            [node.attributes["id"] for node in site[each].css("main [id]")] for each in (path, f"es/{path}")
        ]
        kept = [[name for name in each if name and re.match(r"[a-z0-9]", name)] for each in ids]
        if "explainers/" not in path and path.split("/")[0] not in ("method", "about"):
            assert kept[0] == kept[1], path
        statements = [len(site[each].css("main li.s, main .s")) for each in (path, f"es/{path}")]
        assert statements[0] == statements[1], path


def test_no_english_page_tells_anybodys_gender(site: dict[str, LexborHTMLParser]) -> None:
    for path, page in site.items():
        if not spanish(path):
            assert not re.findall(GENDERED_ENGLISH, own_voice(page)), path


def test_no_spanish_sentence_on_the_six_tells_a_gender(site: dict[str, LexborHTMLParser]) -> None:
    names = "|".join((*(name.split()[-1] for name in THE_SIX), "Martínez", "Martinez"))
    for path, page in site.items():
        if not spanish(path):
            continue
        for node in page.css(QUOTED):
            node.decompose()
        for node in page.css("main :is(h1, h2, h3, p, li, dt, dd, th, td)"):
            if node.css("p, li, dd"):
                continue
            for sentence in re.split(r"(?<=[.;:?!])\s+", " ".join(node.text().split())):
                if re.search(names, sentence):
                    assert not re.search(GENDERED_SPANISH, sentence), (path, sentence)


def test_a_post_named_without_a_name_is_pinned_on_nobody(site: dict[str, LexborHTMLParser]) -> None:
    """New Daily Prime mentions two posts and no names; a sentence that has both says that nothing links them."""
    posts = r"campaign manager|communications director|dirigía la campaña|dirigía las comunicaciones"
    denied = r"Whether|se dice si|No se dice"
    for path, page in site.items():
        for node in page.css("main .t, main h2, main dd, main td, main p, main li"):
            text = " ".join(node.text().split())
            if re.search(posts, text) and any(name in text for name in THE_SIX) and "names" not in text:
                assert re.search(denied, text) or "list" in text or re.search(r"nombr", text), (path, text)


@pytest.mark.parametrize(
    "source", ["impunity-observer", "flux-daily", "parriva", "new-daily-prime", "neutral-echo"]
)
def test_no_text_is_quoted_beyond_its_limit_however_one_counts(source: str, public: Path) -> None:
    """Every excerpt, every word quoted in running text and the title of the text, counted together."""
    file = ROOT / "content" / "sources" / f"{source}.yaml"
    known = yaml.safe_load(file.read_text(encoding="utf-8"))
    text = (ROOT / "seeds" / known["file"]).read_text(encoding="utf-8")
    evidence = json.loads((public / "evidence.json").read_text(encoding="utf-8"))
    shown = [False] * len(text)
    for record in (*evidence["excerpts"], *evidence["quoted"]):
        if record["source"] == source:
            for passage in record["passages"]:
                for span in passage:
                    shown[span["start"] : span["end"]] = [True] * (span["end"] - span["start"])
    if known.get("title"):
        at = text.index(known["title"])
        shown[at : at + len(known["title"])] = [True] * len(known["title"])
    words = list(re.finditer(r"\S*\w\S*", text))
    quoted = sum(any(shown[word.start() : word.end()]) for word in words)
    assert quoted / len(words) <= 0.6, f"{quoted} of {len(words)}"


def test_every_sentence_of_every_text_is_placed(site: dict[str, LexborHTMLParser]) -> None:
    """The method page says so in figures: sentences, cited, left out with a reason, neither."""
    for path in ("method/index.html", "es/method/index.html"):
        table = next(
            table for table in site[path].css("table") if "Parriva" in table.text() and "%" in table.text()
        )
        rows = [[cell.text().strip() for cell in row.css("th, td")] for row in table.css("tbody tr")]
        assert len(rows) == 5
        for _name, sentences, cited, left_out, neither, *_rest in rows:
            assert int(neither) == 0
            assert int(sentences) == int(cited) + int(left_out)


def test_the_412_days_are_counted_rightly(site: dict[str, LexborHTMLParser]) -> None:
    first, last = date(2024, 3, 20), date(2025, 5, 6)
    assert (last - first).days == 412
    assert last - timedelta(days=412) == first
    assert last.strftime("%A") == "Tuesday"
    entry = site["timeline/index.html"].css_first("li#the-412-days")
    assert entry is not None
    told = " ".join(entry.text().split())
    assert "20 March 2024: by arithmetic" in told
    assert "6 May 2025: the date stands in" in told


def test_the_names_are_spelled_as_the_texts_spell_them(site: dict[str, LexborHTMLParser]) -> None:
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    for name in THE_SIX:
        assert name in texts["000"]
        assert name in texts["002"]
        assert all(name.split()[-1] not in texts[other] for other in ("001", "003", "004"))
    assert SIXTH in texts["002"]
    assert "Fernando Martinez" in texts["003"]
    page = site["people/fernando-martinez-mottola/index.html"].css_first("main")
    assert page is not None
    assert SIXTH in page.text()
    assert "Fernando Martinez" in page.text()
