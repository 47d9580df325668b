"""What a page says of itself: to search engines, to those who share it, to those who cite it, to readers of feeds."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.evidence.prove import prove
from generator.reading.load import load
from generator.records import Edtf
from generator.site import citing, views
from generator.site.pages import INLINES, plans
from generator.site.render import Face
from generator.site.structured import data
from tests.dossiers import ROOT, STARTER, built, copy, edit, run, write
from tests.test_hostile import poisoned
from tests.walk import Walk, attribute, fold

TWO = ROOT / "tests" / "sites" / "two-languages"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CORRECTION = """\
date: 2019-05-20
page: /people/ines-calder/#role
said: She *drew* the bridge, and <b>more</b>.
says: She was "in charge", says the [paper](/sources/ferry-post/).
why: We misread the paper & its date.
"""


def base_of(folder: Path) -> str:
    found = re.search(r"^base_url: (\S+)", (folder / "site.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


@pytest.fixture(scope="module", params=["starter", "two languages", "hostile"])
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    folder = tmp_path_factory.mktemp("metadata") / "dossier"
    copy(TWO if request.param == "two languages" else STARTER, folder)
    if request.param == "hostile":
        poisoned(folder)
    return Walk(built(folder), base_of(folder))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


def pages_of(walk: Walk) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Go through the pages that have an address of their own."""
    return ((name, page) for name, page in walk.pages.items() if not name.endswith("404.html"))


def structured(page: LexborHTMLParser) -> dict[str, Any]:
    [script] = page.css('script[type="application/ld+json"]')
    assert script.attributes == {"type": "application/ld+json"}
    found = json.loads(script.text())
    assert isinstance(found, dict)
    return found


def values(node: object) -> Iterator[tuple[str, str]]:
    """Go through every value of JSON-LD, with its property."""
    if isinstance(node, dict):
        for name, value in node.items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    yield from values(each)
                elif name not in ("@type", "@context", "position"):
                    yield name, each


# ---------------------------------------------------------------- JSON-LD


def test_every_value_of_the_structured_data_stands_on_the_page(walk: Walk) -> None:
    for name, page in pages_of(walk):
        assert page.body
        text = fold(page.body.text())
        url = walk.url(name)
        links = {urljoin(url, node.attributes["href"] or "") for node in page.css("a[href]")} | {url}
        for kind, value in values(structured(page)):
            if kind in ("url", "item"):
                assert value in links, f"{name}: {value}"
            else:
                assert kind in ("name", "alternateName", "citation"), name
                assert fold(value) in text, f"{name}: {value}"


def test_a_divided_list_is_called_what_its_heading_says(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.site.pages.citations.CITATIONS_A_PAGE", 2)
    walk = Walk(built(dossier), base_of(dossier))
    assert "citations/explainer/the-repair/2/index.html" in walk.pages
    test_every_value_of_the_structured_data_stands_on_the_page(walk)


def test_every_page_says_what_it_is_and_where_it_stands(walk: Walk) -> None:
    for name, page in pages_of(walk):
        found = structured(page)
        assert found["@context"] == "https://schema.org"
        assert found["url"] == walk.url(name)
        assert "ClaimReview" not in json.dumps(found)
        if re.fullmatch(r"(es/)?index\.html", name):
            assert found["@type"] == "WebSite"
            continue
        steps = found["breadcrumb"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1)), name
        trail = page.css(".trail a")
        assert [step["name"] for step in steps[:-1]] == [node.text() for node in trail], name
        shown = [urljoin(walk.url(name), node.attributes["href"] or "") for node in trail]
        assert [step["item"] for step in steps[:-1]] == shown, name
    assert walk.pages["404.html"].css("script") == []


def test_people_organizations_and_places_are_named_and_nothing_more(dossier: Path) -> None:
    write(dossier, "content/entities/the-river.yaml", "kind: place\nname: The river\n")
    write(dossier, "content/entities/both.yaml", "kind: group\nname: Both\nmembers: [ines-calder]\n")
    made = Walk(built(dossier), base_of(dossier)).pages
    for path, kind, node in (
        ("people/ines-calder", "ProfilePage", {"@type": "Person", "name": "Ines Calder"}),
        ("entities/bridge-committee", "WebPage", {"@type": "Organization", "name": "Bridge Committee"}),
        ("entities/the-river", "WebPage", {"@type": "Place", "name": "The river"}),
        ("entities/both", "WebPage", None),
    ):
        found = structured(made[f"{path}/index.html"])
        assert found["@type"] == kind
        assert found.get("mainEntity") == node
    hale = structured(made["people/tomas-hale/index.html"])["mainEntity"]
    assert hale == {"@type": "Person", "name": "Tomas Hale", "alternateName": ["Mr. Hale"]}


def test_a_question_names_its_quotations_without_their_words(dossier: Path) -> None:
    made = Walk(built(dossier), base_of(dossier)).pages
    parts = structured(made["questions/when-did-it-reopen/index.html"])["hasPart"]
    assert {part["@type"] for part in parts} == {"Quotation"}
    assert {part["citation"] for part in parts} == {"The Ferry Post", "Marsh Notes"}
    assert all(set(part) == {"@type", "url", "citation"} for part in parts)


def test_no_value_ends_the_script() -> None:
    name = "</script><!--<script>\"' & \\ \u2028"
    written = data({"name": name})
    assert not re.search("[<>&]", written)
    assert json.loads(written)["name"] == name


# ---------------------------------------------------------------- links and tags of the head


def test_the_tags_for_sharing_are_complete(walk: Walk) -> None:
    for name, page in pages_of(walk):
        for tag in ("title", "description", "url", "type", "site_name", "locale"):
            assert attribute(page, f'meta[property="og:{tag}"]', "content"), f"{name}: og:{tag}"
        pictures = [node.attributes["content"] or "" for node in page.css('meta[property="og:image"]')]
        assert len(pictures) == any(path.endswith(".png") for path in walk.files), name
        assert all(picture.removeprefix(walk.base_url) in walk.files for picture in pictures), name
        wanted = "summary_large_image" if pictures else "summary"
        assert attribute(page, 'meta[name="twitter:card"]', "content") == wanted
        alternates = [node.attributes["content"] for node in page.css('meta[property="og:locale:alternate"]')]
        links = {node.attributes["hreflang"]: node.attributes["href"] for node in page.css("link[hreflang]")}
        if not any(path.startswith("es/") for path in walk.pages):
            assert (alternates, links) == ([], {})
            continue
        assert alternates == ["en_US" if name.startswith("es/") else "es_LA"], name
        plain = name.removeprefix("es/")
        assert links == {
            "en": walk.url(plain),
            "es": walk.url(f"es/{plain}"),
            "x-default": walk.url(plain),
        }, name


def test_a_card_is_shown_to_those_who_share_a_page(dossier: Path) -> None:
    loaded = load(dossier)
    assert loaded.dossier
    evidence, _problems = prove(loaded.dossier, loaded.ids)
    assert evidence
    face = Face(dossier)
    words, _wrong = face.words(("en",))
    inlines, _faults = face.inlines(INLINES)
    page = next(plans(evidence, words, "", "", inlines)).made()
    card = views.Card("card.png", "https://example.org/card.png", 1200, 630, 'The "bridge"')
    frame = replace(page.view.frame, card=card)
    html = LexborHTMLParser(face.html(replace(page, view=replace(page.view, frame=frame))))
    shown = {
        node.attributes["property"]: node.attributes["content"] for node in html.css('[property^="og:image"]')
    }
    assert shown == {
        "og:image": card.url,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": card.alt,
    }
    assert attribute(html, 'meta[name="twitter:card"]', "content") == "summary_large_image"


def test_the_sitemap_gives_the_languages_of_each_page_as_the_page_does(walk: Walk) -> None:
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    root = ET.fromstring((walk.folder / "sitemap.xml").read_text(encoding="utf-8"))
    listed = {
        node.findtext("s:loc", namespaces=spaces): {
            link.attrib["hreflang"]: link.attrib["href"] for link in node.findall("x:link", spaces)
        }
        for node in root.findall("s:url", spaces)
    }
    shown = {
        walk.url(name): {
            node.attributes["hreflang"]: node.attributes["href"] for node in page.css("link[hreflang]")
        }
        for name, page in pages_of(walk)
    }
    assert listed == shown


def test_the_icon_asks_nobody(walk: Walk) -> None:
    for name, page in walk.pages.items():
        icon = attribute(page, 'link[rel="icon"]', "href") or ""
        assert icon.startswith("data:image/svg+xml,"), name
        assert not re.search(r"[\s<>\"#]", icon), name
        ET.fromstring(re.sub("%([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), icon.partition(",")[2]))


# ---------------------------------------------------------------- citing


def test_pages_say_how_they_are_cited(walk: Walk) -> None:
    for name, page in walk.pages.items():
        plain = name.removeprefix("es/").removesuffix("index.html")
        cite = page.css("details.ci")
        assert bool(cite) == citing.has_content(plain), name
        if not cite:
            continue
        assert "open" not in cite[0].attributes
        url = walk.url(name)
        text, bibtex, ris = (unescape(node.text()) for node in cite[0].css("p, pre"))
        assert text.endswith(f" {url}")
        fields = dict(re.findall(r"^  (\w+) = (.+?),?$", bibtex, re.MULTILINE))
        assert bibtex.count("{") == bibtex.count("}"), name
        assert fields["url"] == f"{{{url}}}"
        tags = [line[:6] for line in ris.splitlines()]
        assert tags[0] == "TY  - ", name
        assert tags[-1] == "ER  - ", name
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - ", tag) for tag in tags), name
        assert f"UR  - {url}" in ris.splitlines()


def test_the_three_forms_of_a_citation() -> None:
    day = Edtf("2019-06-01", "2019-06-01", "2019-06-01")
    found = citing.citation(
        "https://example.org/a/people/ana/",
        "en",
        "Ana Brito",
        "The clock",
        "The clock project",
        day,
        "1 June 2019",
    )
    assert (
        found.text
        == "Ana Brito. The clock. The clock project. 1 June 2019. https://example.org/a/people/ana/"
    )
    assert found.bibtex == (
        "@misc{example.org-a-people-ana,\n"
        "  title = {{Ana Brito}},\n"
        "  howpublished = {The clock},\n"
        "  publisher = {The clock project},\n"
        "  year = 2019,\n"
        "  month = jun,\n"
        "  day = 1,\n"
        "  url = {https://example.org/a/people/ana/}\n"
        "}"
    )
    assert found.ris == (
        "TY  - ELEC\nTI  - Ana Brito\nT2  - The clock\nPB  - The clock project\nDA  - 2019/06/01\n"
        "UR  - https://example.org/a/people/ana/\nLA  - en\nER  - "
    )


def test_what_is_not_known_is_left_out_of_a_citation() -> None:
    found = citing.citation("https://example.org/", "es", "", "¿Qué hora es?", None, None, "")
    assert found.text == "¿Qué hora es? https://example.org/"
    assert (
        found.bibtex == "@misc{example.org,\n  title = {{¿Qué hora es?}},\n  url = {https://example.org/}\n}"
    )
    assert found.ris == "TY  - ELEC\nTI  - ¿Qué hora es?\nUR  - https://example.org/\nLA  - es\nER  - "


def test_a_title_cannot_add_a_field() -> None:
    title = "A}}, url = {x\nER  - \nTY  - BOOK\\"
    found = citing.citation("https://example.org/a/", "en", title, "S_1 & 2%", None, None, "")
    assert len(found.ris.splitlines()) == 6
    assert found.bibtex.splitlines()[1] == (
        r"  title = {{A\textbraceright{}\textbraceright{}, url = \textbraceleft{}x ER - TY - BOOK\textbackslash{}}},"
    )
    assert r"howpublished = {S\_1 \& 2\%}" in found.bibtex


# ---------------------------------------------------------------- feeds and corrections


def feed(public: Path, name: str) -> ET.Element:
    """Read a feed and hold it to what RFC 4287 asks of every feed and entry."""
    root = ET.fromstring((public / name).read_bytes())
    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert root.findtext("a:author/a:name", namespaces=ATOM)
    assert len(root.findall('a:link[@rel="self"]', ATOM)) == 1
    ids = []
    for node in [root, *root.findall("a:entry", ATOM)]:
        for tag in ("id", "title", "updated"):
            assert len(node.findall(f"a:{tag}", ATOM)) == 1, tag
            assert (node.findtext(f"a:{tag}", namespaces=ATOM) or "").strip(), tag
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", node.findtext("a:updated", namespaces=ATOM) or "")
        assert node.findall('a:link[@rel="alternate"]', ATOM)
        ids.append(node.findtext("a:id", namespaces=ATOM))
    assert len(ids) == len(set(ids))
    return root


def entries(root: ET.Element) -> list[tuple[str | None, str | None]]:
    return [
        (node.findtext("a:id", namespaces=ATOM), node.findtext("a:updated", namespaces=ATOM))
        for node in root.findall("a:entry", ATOM)
    ]


def test_every_language_has_its_feeds(walk: Walk) -> None:
    languages = {"es/" * name.startswith("es/") for name in walk.pages}
    for folder in languages:
        state = feed(walk.folder, f"{folder}feed.xml")
        assert len(entries(state)) == 1
        assert entries(feed(walk.folder, f"{folder}corrections.xml")) == []
        for page in (f"{folder}index.html", f"{folder}corrections/index.html"):
            found = [
                urljoin(walk.url(page), node.attributes["href"] or "")
                for node in walk.pages[page].css('link[type="application/atom+xml"]')
            ]
            assert found == [f"{walk.base_url}{folder}{name}" for name in ("feed.xml", "corrections.xml")]


def test_without_a_day_there_is_no_feed(dossier: Path) -> None:
    edit(dossier, "site.yaml", "updated: 2019-06-01\n", "")
    public = built(dossier)
    assert [path.name for path in public.glob("*.xml")] == ["sitemap.xml"]
    assert not any("atom+xml" in path.read_text(encoding="utf-8") for path in public.rglob("*.html"))


def test_without_corrections_the_page_says_so(walk: Walk) -> None:
    assert walk.pages["corrections/index.html"].css("main del, main ins, main section") == []
    main = walk.pages["corrections/index.html"].css_first("main")
    assert main
    assert "Nothing has been corrected yet." in main.text()


def test_a_correction_is_shown_with_what_was_said_and_what_is_said(dossier: Path) -> None:
    write(dossier, "content/corrections/her-part.yaml", CORRECTION)
    second = CORRECTION.replace("2019-05-20", "2019-05-31").replace("people/ines-calder/#role", "timeline/")
    write(dossier, "content/corrections/another.yaml", second)
    public = built(dossier)
    made = Walk(public, base_of(dossier)).pages
    sections = made["corrections/index.html"].css("main section")
    assert [node.css_first("h2").attributes["id"] for node in sections] == ["another", "her-part"]  # type: ignore[union-attr]
    old, new = sections[1].css("del, ins")
    assert old.html == "<del>She <em>drew</em> the bridge, and &lt;b&gt;more&lt;/b&gt;.</del>"
    assert new.html == (
        '<ins>She was <q lang="en">in charge</q>, says the <a href="../sources/ferry-post/">paper</a>.</ins>'
    )
    assert [
        [node.attributes["href"] for node in made[f"{page}index.html"].css("main > p.in.o a")]
        for page in ("people/ines-calder/", "timeline/", "people/tomas-hale/")
    ] == [["../../corrections/#her-part"], ["../corrections/#another"], []]
    url = "https://example.org/footbridge/corrections/"
    corrected = [
        (f"{url}#another", "2019-05-31T00:00:00Z"),
        (f"{url}#her-part", "2019-05-20T00:00:00Z"),
    ]
    root = feed(public, "corrections.xml")
    assert entries(root) == corrected
    assert root.findtext("a:updated", namespaces=ATOM) == "2019-05-31T00:00:00Z"
    assert entries(feed(public, "feed.xml"))[1:] == corrected
    content = root.findall("a:entry", ATOM)[1].findtext("a:content", namespaces=ATOM) or ""
    assert '<a href="https://example.org/footbridge/sources/ferry-post/">' in content
    assert "&lt;b&gt;more&lt;/b&gt;" in content


def test_a_correction_of_a_group_is_told_on_its_members_pages(dossier: Path) -> None:
    write(dossier, "content/entities/both.yaml", "kind: group\nname: Both\nmembers: [ines-calder]\n")
    write(
        dossier,
        "content/corrections/x.yaml",
        CORRECTION.replace("people/ines-calder/#role", "entities/both/"),
    )
    made = Walk(built(dossier), base_of(dossier)).pages
    for page, count in (("entities/both", 1), ("people/ines-calder", 1), ("people/tomas-hale", 0)):
        assert len(made[f"{page}/index.html"].css('main > p a[href$="corrections/#x"]')) == count, page


def test_a_correction_passes_the_published_proof(dossier: Path) -> None:
    write(dossier, "content/corrections/her-part.yaml", CORRECTION)
    public = built(dossier)
    ran = run("verify", public, "--dossier", dossier)
    assert ran.code == 0, ran.text
