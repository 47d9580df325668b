"""What single pages show, where whole trees and walks would not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import ROOT, STARTER, built, copy, edit, pages, write
from tests.walk import Walk, fold

TWO = ROOT / "tests" / "sites" / "two-languages"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    return copy(TWO, tmp_path / "dossier")


def test_the_same_words_in_two_languages_are_each_quoted_in_their_own(bilingual: Path) -> None:
    edit(
        bilingual,
        "content/sources/hill-letter.yaml",
        "  friday:",
        "  winds:\n    exact: Ana Brito, who winds it\n    translation: {es: 'Ana Brito, que le da cuerda'}\n  friday:",
    )
    edit(
        bilingual,
        "content/people/ana-brito.yaml",
        "unknown:",
        "  - id: in-english\n    label: {en: Here, es: Aquí}\n"
        "    value: {en: 'called \"Ana Brito\"', es: 'llamada \"Ana Brito\"'}\n"
        "    cite: [hill-letter:winds]\n"
        "  - id: in-spanish\n    label: {en: There, es: Allí}\n"
        "    value: {en: 'called \"Ana Brito\"', es: 'llamada \"Ana Brito\"'}\n"
        "    cite: [hoja-del-valle:nine-days]\n"
        "unknown:",
    )
    made = pages(built(bilingual))
    for name in ("people/ana-brito/index.html", "es/people/ana-brito/index.html"):
        for fact, language in (("in-english", "en"), ("in-spanish", "es")):
            [quoted] = made[name].css(f"#{fact} .t q")
            assert (quoted.text(), quoted.attributes["lang"]) == ("Ana Brito", language), name


def test_a_lineage_and_an_excerpt_may_bear_one_name(dossier: Path) -> None:
    write(
        dossier,
        "content/lineages/weeks.yaml",
        "sources: [ferry-post, marsh-notes]\nkind: shared-selection\nreason: Both papers may have asked one man.\n",
    )
    walk = Walk(built(dossier), "https://example.org/footbridge/")
    for page in ("sources/ferry-post/index.html", "sources/marsh-notes/index.html", "sources/index.html"):
        assert len(walk.ids[page]) == len(set(walk.ids[page]))


def test_labels_for_those_who_listen_hold_no_markup(dossier: Path) -> None:
    edit(dossier, "content/home.yaml", "text: Nine beams were", "text: Nine *beams* were")
    edit(
        dossier,
        "content/people/tomas-hale.yaml",
        "people across the water",
        "people **across** the [water](/method/)",
    )
    labels = [
        node.attributes["aria-label"] or ""
        for page in pages(built(dossier)).values()
        for node in page.css("[aria-label]")
    ]
    assert labels
    assert [label for label in labels if set(label) & set("{}*[]<>")] == []


def test_what_is_not_known_is_said_not_to_be(tmp_path: Path) -> None:
    dossier = copy(ROOT / "tests" / "sites" / "domain-root", tmp_path / "dossier")
    made = pages(built(dossier))
    footer = made["about/index.html"].css_first("footer")
    assert footer is not None
    assert fold(footer.text()).count("not stated") == 3
    source = made["sources/note/index.html"].css_first("main")
    assert source is not None
    assert "not stated" in fold(source.text())


def test_open_dates_stand_under_the_year_they_end_in(dossier: Path) -> None:
    edit(dossier, "content/events/repair.yaml", "date: 2019-02", "date: ../2019-02")
    page = pages(built(dossier))["timeline/index.html"]
    years = [node.text() for node in page.css("main h2") if node.text().isdigit()]
    assert years == ["2019"]


def test_a_group_shows_its_statements_on_its_members_pages(dossier: Path) -> None:
    edit(
        dossier,
        "content/entities/bridge-committee.yaml",
        "kind: organization",
        "kind: group\nmembers: [ines-calder]",
    )
    walk = Walk(built(dossier), "https://example.org/footbridge/")
    page = "people/ines-calder/index.html"
    assert "bridge-committee.cost" in walk.ids[page]
    home = walk.resolve(page, "../../entities/bridge-committee/#cost")
    assert home in walk.links
    assert walk.at(home) is not None


def test_what_replaces_the_address_is_in_every_page(dossier: Path) -> None:
    public = built(dossier, "--base-url", "https://example.net/x/")
    for path in public.rglob("*"):
        if path.suffix in (".html", ".xml", ".txt"):
            assert b"example.org/footbridge" not in path.read_bytes(), path


def test_a_long_list_of_citations_is_divided(dossier: Path) -> None:
    many = "".join(
        f"      - id: said-{number}\n        text: The committee put the cost at 18,000 crowns.\n"
        "        cite: [ferry-post:cost]\n"
        for number in range(250)
    )
    edit(
        dossier,
        "content/people/tomas-hale.yaml",
        "      - id: carried-people",
        f"{many}      - id: carried-people",
    )
    walk = Walk(built(dossier), "https://example.org/footbridge/")
    for number in (2, 3):
        name = f"citations/profile/tomas-hale/{number}/index.html"
        assert name in walk.pages
        assert any(
            link.path == name for link in walk.links if link.page == "citations/profile/tomas-hale/index.html"
        )
    sentences = [
        len(page.css("main ol.cl .e > div"))
        for name, page in walk.pages.items()
        if name.startswith("citations/profile/tomas-hale/")
    ]
    assert sum(sentences) == 252
    titles = [page.css_first("title").text() for page in walk.pages.values()]  # type: ignore[union-attr]
    assert len(titles) == len(set(titles))
