"""Social cards: what stands on them, that it fits, when they are drawn, and where pages name them."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from generator.evidence.prove import prove
from generator.exports.cards import Box, _width, boxes, png
from generator.exports.lettering import evened, fitted, wrapped
from generator.publishing import drawn
from generator.reading.load import load
from generator.site.cards import FONTS, HEIGHT, WIDTH, Card, Sign, cards
from generator.site.render import Face
from tests.dossiers import ROOT, STARTER, built, check, copy, edit, pages, snapshot

TWO = ROOT / "tests" / "sites" / "two-languages"
MOST = 40_000
"""The bytes of a card."""


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "starter")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    folder = copy(TWO, tmp_path / "two")
    edit(folder, "site.yaml", "cards: false\n", "")
    return folder


def planned(folder: Path) -> dict[str, Card]:
    """Give the cards of a dossier by their path."""
    loaded = load(folder)
    assert loaded.dossier
    evidence, problems = prove(loaded.dossier, loaded.ids, loaded.lost)
    assert evidence, problems
    words, _wrong = Face(folder).words(loaded.dossier.site.languages)
    return {card.path: card for w in words for card in cards(evidence, w).values()}


def named(public: Path) -> dict[str, dict[str, str]]:
    """Give what each page tells of its card, by the page's path."""
    return {
        path: {
            (node.attributes.get("property") or node.attributes["name"] or ""): node.attributes["content"]
            or ""
            for node in page.css('meta[property^="og:image"],meta[name^="twitter"]')
        }
        for path, page in pages(public).items()
    }


def images(public: Path) -> dict[str, bytes]:
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*.png")}


# ---------------------------------------------------------------- on the site


def test_every_page_names_a_card(starter: Path) -> None:
    public = built(starter, "--base-url", "https://example.net/b/")
    own = {
        "people/ines-calder/index.html": "cards/people/ines-calder.png",
        "people/tomas-hale/index.html": "cards/people/tomas-hale.png",
        "explainers/the-repair/index.html": "cards/explainers/the-repair.png",
    }
    assert set(images(public)) == {"cards/site.png", *own.values()}
    made = planned(starter)
    for path, told in named(public).items():
        if path == "404.html":
            assert told == {}
            continue
        card = own.get(path, "cards/site.png")
        assert told == {
            "og:image": f"https://example.net/b/{card}",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": made[card].alt if path in own or path == "index.html" else "The footbridge",
            "twitter:card": "summary_large_image",
        }
        assert (public / path).read_text(encoding="utf-8").count(".png") == 1, "no reader fetches it"


def test_a_card_is_a_small_png_of_the_usual_size(two: Path) -> None:
    found = images(built(two))
    assert set(found) == {
        f"{language}cards/{name}.png"
        for language in ("", "es/")
        for name in ("site", "people/ana-brito", "explainers/clock")
    }
    for path, image in found.items():
        assert image[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">IIBB", image[16:26]) == (1200, 630, 4, 3), "sixteen colours from a palette"
        assert 2_000 < len(image) <= MOST, path
        assert b"tIME" not in image


def test_what_stands_on_the_cards(two: Path) -> None:
    made = planned(two)
    assert made["cards/people/ana-brito.png"].words == (
        "The clock",
        "Ana Brito",
        "Craft",
        "called a “relojera”",
        "one report: Hoja del Valle",
    )
    assert made["es/cards/people/ana-brito.png"].words == (
        "El reloj",
        "Ana Brito",
        "Oficio",
        "llamada “relojera”",
        "un texto: Hoja del Valle",
    )
    assert made["es/cards/site.png"].alt.startswith("El reloj. Un reloj y dos hojas. 2 fuentes")
    assert [sign.letter for sign in made["cards/people/ana-brito.png"].signs] == ["V"]
    public = built(two)
    said = named(public)
    assert said["es/people/ana-brito/index.html"]["og:image:alt"].startswith("El reloj. Ana Brito.")
    assert said["es/timeline/index.html"]["og:image"] == "https://example.org/clock/es/cards/site.png"


def test_the_alternative_text_is_what_is_drawn(two: Path) -> None:
    for card in planned(two).values():
        lines = [box.text for box in sorted(boxes(card), key=lambda box: box.y) if not box.framed]
        assert " ".join(lines).replace("\xa0", " ") == " ".join(card.words)
        rest = card.alt
        for text in card.words:
            before, found, rest = rest.partition(text)
            assert found
            assert before in ("", " ", ". ")
        assert rest in ("", ".")


def test_the_fact_is_the_one_of_the_page(two: Path) -> None:
    page = pages(built(two))["people/ana-brito/index.html"]
    fact = page.css_first("dd.t")
    assert fact is not None
    assert planned(two)["cards/people/ana-brito.png"].fact.replace("“", "").replace("”", "") == fact.text()


def test_a_dossier_may_go_without(starter: Path) -> None:
    with (starter / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("cards: false\n")
    public = built(starter)
    assert images(public) == {}
    assert not (starter / ".cache").exists()
    for path, told in named(public).items():
        assert told == ({} if path == "404.html" else {"twitter:card": "summary"})


def test_nothing_else_is_a_choice(starter: Path) -> None:
    with (starter / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("cards: few\n")
    ran = check(starter)
    assert ran.codes == ["bad-value"]
    assert "true, false" in ran.text


# ---------------------------------------------------------------- what may not stand on one


SOURCE = "content/sources/ferry-post.yaml"
MILLER = "exact: Tomas Hale, who keeps the mill on the Marsh side\n"
PERSON = "content/people/tomas-hale.yaml"
TOMAS = "cards/people/tomas-hale.png"


def test_no_allegation_stands_on_a_card(starter: Path) -> None:
    edit(starter, PERSON, "value: keeps the mill", "value: keeps the mill, says {sources}")
    assert planned(starter)[TOMAS].fact == "keeps the mill, says The Ferry Post"
    edit(starter, SOURCE, MILLER, f"{MILLER}    allegation: true\n")
    card = planned(starter)[TOMAS]
    assert "mill" not in card.alt
    assert card.label == ""
    assert card.fact.startswith("While the bridge was closed, Tomas Hale brought people")
    assert card.credit.replace("\xa0", " ") == "2 reports: The Ferry Post and Marsh Notes"
    rowed = "exact: had rowed his neighbours across since February 2019\n"
    edit(starter, SOURCE, rowed, f"{rowed}    allegation: true\n")
    assert TOMAS not in planned(starter), "with nothing else to say, the page has the site's card"


def test_neither_does_a_denial(starter: Path) -> None:
    edit(starter, SOURCE, MILLER, f"{MILLER}    attributed_to: tomas-hale\n")
    assert planned(starter)[TOMAS].fact == "keeps the mill"
    weeks = "exact: after eleven weeks of repairs\n"
    edit(starter, SOURCE, weeks, f"{weeks}    allegation: true\n    denied: [ferry-post:miller]\n")
    loaded = load(starter)
    assert loaded.dossier
    evidence, _problems = prove(loaded.dossier, loaded.ids, loaded.lost)
    assert evidence
    words, _wrong = Face(starter).words(("en",))
    assert "mill" not in cards(evidence, words[0])["people/tomas-hale/"].alt


def test_neither_a_loaded_word_nor_one_that_cannot_be_drawn(starter: Path) -> None:
    edit(starter, PERSON, "value: keeps the mill", """value: 'says that he "keeps the mill"'""")
    assert planned(starter)[TOMAS].fact == "says that he “keeps the mill”"
    with (starter / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("loaded_words: {en: [mill]}\n")
    card = planned(starter)[TOMAS]
    assert card.fact.startswith("While the bridge was closed, Tomas Hale brought people")
    edit(starter, PERSON, "name: Tomas Hale", "name: Томас Хейл")
    edit(starter, PERSON, "variants: [Mr. Hale]", "variants: [Mr. Hale, Tomas Hale]")
    assert set(planned(starter)) == {
        f"cards/{name}.png" for name in ("site", "people/ines-calder", "explainers/the-repair")
    }


def test_a_name_too_long_for_a_card_leaves_the_page_the_sites(starter: Path) -> None:
    edit(starter, "content/people/tomas-hale.yaml", "name: Tomas Hale", f"name: {'Tomas ' * 30}Hale")
    assert "cards/people/tomas-hale.png" not in planned(starter)


# ---------------------------------------------------------------- drawn once


def test_drawn_anew_the_bytes_are_the_same(two: Path) -> None:
    first = snapshot(built(two))
    shutil.rmtree(two / ".cache")
    assert snapshot(built(two)) == first


def test_only_new_words_are_drawn(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = images(built(two))
    done: list[str] = []

    def count(card: Card) -> bytes:
        done.append(card.path)
        return png(card)

    monkeypatch.setattr(drawn, "png", count)
    assert images(built(two)) == first
    assert done == []
    edit(two, "content/people/ana-brito.yaml", "label: {en: Craft,", "label: {en: Trade,")
    second = images(built(two))
    assert done == ["cards/people/ana-brito.png"]
    assert {path for path in first if first[path] != second[path]} == {"cards/people/ana-brito.png"}
    assert len(list((two / ".cache/cards").iterdir())) == len(first), "words no longer used are removed"


def test_a_damaged_drawing_is_drawn_again(two: Path) -> None:
    first = images(built(two))
    kept = sorted((two / ".cache/cards").iterdir())
    kept[0].write_bytes(b"")
    kept[1].write_bytes(kept[1].read_bytes()[:-1])
    changed = bytearray(kept[2].read_bytes())
    changed[900] ^= 1
    kept[2].write_bytes(changed)
    kept[3].unlink()
    kept[3].mkdir()
    assert images(built(two)) == first


def test_where_nothing_can_be_kept_all_is_drawn(two: Path, tmp_path: Path) -> None:
    first = images(built(two))
    shutil.rmtree(two / ".cache")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "cards").mkdir()
    (elsewhere / "cards" / "mine.card").write_bytes(b"mine")
    (two / ".cache").symlink_to(elsewhere)
    assert images(built(two)) == first
    assert [path.name for path in (elsewhere / "cards").iterdir()] == ["mine.card"]
    (two / ".cache").unlink()
    (two / ".cache").write_bytes(b"")
    assert images(built(two)) == first


def test_a_check_draws_and_keeps_nothing(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "png", lambda _card: pytest.fail("drawn"))
    assert check(two).code == 0
    assert not (two / ".cache").exists()


# ---------------------------------------------------------------- words fit

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WIDE = "W" * 160
FACTS = (
    "",
    "engineer in charge",
    "W" * 400,
    ("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW " * 13).strip()[:400],
    ("ǅ Ẅ " * 100).replace("ǅ", "Đ").strip(),
    f"{LONG} said that {LONG}, and {LONG}",
    "i" * 400,
)


def hostile() -> Iterator[Card]:
    many = tuple(Sign("WW", bool(at % 3)) for at in range(24))
    for name in ("Ana Brito", LONG, WIDE, "W " * 79 + "W", "María de los Ángeles " * 7):
        for fact in FACTS:
            for site, label in (("", ""), ("The clock", "Craft"), (WIDE, WIDE)):
                yield Card("x.png", site, name, label, fact, (), "")
                yield Card("x.png", site, name, label, fact, many, f"24 reports: {'Wwww, ' * 26}W")
                yield Card("x.png", site, name, label, fact, many[:2], "one report: " + "W" * 160)


def test_no_words_leave_the_card_or_touch_others() -> None:
    for card in list(hostile())[::7]:
        made = boxes(card)
        assert all(box.x >= 90 and box.x + box.width <= WIDTH - 90 for box in made), card
        assert all(box.y >= 40 and box.y + box.height <= HEIGHT - 40 for box in made), card
        lines: list[Box] = sorted((box for box in made if not box.framed), key=lambda box: box.y)
        assert all(one.y + one.height <= two.y + 1 for one, two in pairwise(lines)), card
        signs = [box for box in made if box.framed]
        assert all(_width("sans", box.text, box.size) < box.width for box in signs), card
        assert all(one.x + one.width <= two.x + 1 for one, two in pairwise(signs)), card
        drawn_words = "".join(box.text for box in lines).replace(" ", "").replace("\xa0", "")
        assert drawn_words == "".join(card.words).replace(" ", "")


def test_the_margins_of_the_picture_stay_clean() -> None:
    for card in list(hostile())[::23]:
        data = png(card)
        assert len(data) <= MOST
        image = Image.open(BytesIO(data))
        paper = 15
        assert image.getpixel((0, 0)) == paper
        for edge in (
            (0, 0, 80, HEIGHT),
            (WIDTH - 80, 0, WIDTH, HEIGHT),
            (0, 0, WIDTH, 40),
            (0, HEIGHT - 40, WIDTH, HEIGHT),
        ):
            assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)]


def test_an_ordinary_fact_can_be_read_in_a_small_picture() -> None:
    for name in ("Fernando Martínez Mottola", "El edificio, y quién respondía por él"):
        made = boxes(
            Card(
                "x.png",
                "412 days",
                name,
                "Role",
                "former minister, says one; no office, says two " * 2,
                (Sign("N", False),),
                "2 reports: New Daily Prime and Parriva",
            )
        )
        assert min(box.size for box in made if box.face == "serif") >= 34


def test_letters_of_one_width_in_lines() -> None:
    def measure(text: str, size: float) -> float:
        return len(text) * size

    lines = wrapped("to be or not to be", measure, 1, 1.5, 7)
    assert lines is not None
    assert lines.texts == ("to be", "or not", "to be")
    assert list(lines.widths) == [5.0, 6.0, 5.0]
    assert lines.height == 4.5
    assert wrapped("question", measure, 1, 1, 7) is None
    broken = wrapped("a question", measure, 1, 1, 7, broken=True)
    assert broken is not None
    assert broken.texts == ("a", "questio", "n")
    whole = wrapped("a no\xa0break b", measure, 1, 1, 9)
    assert whole is not None
    assert whole.texts == ("a", "no\xa0break", "b")
    indented = wrapped("to be or", measure, 1, 1, 7, 4)
    assert indented is not None
    assert indented.texts == ("to", "be or")
    assert fitted("question", measure, (4, 2, 1), 1, 9, 1) == wrapped("question", measure, 1, 1, 9)
    assert fitted("question", measure, (4, 2), 1, 9, 1) is None
    wide = wrapped("aa bb cc dd", measure, 1, 1, 8)
    assert wide is not None
    assert wide.texts == ("aa bb cc", "dd")
    assert evened("aa bb cc dd", wide, measure, 8).texts == ("aa bb", "cc dd")


# ---------------------------------------------------------------- fonts


def test_every_font_has_every_character() -> None:
    characters = (FONTS / "characters.txt").read_text(encoding="utf-8").removesuffix("\n")
    assert set("áéíóúñüçÁÉÍÓÚÑÜ¿¡“”‘’–—…€ßœšžłőș") <= set(characters)
    for face in ("serif", "italic", "sans"):
        font = ImageFont.truetype(FONTS / f"{face}.ttf", 24, layout_engine=ImageFont.Layout.BASIC)
        nothing = bytes(font.getmask("\u4e00"))
        assert nothing
        missing = [letter for letter in characters if bytes(font.getmask(letter)) == nothing]
        assert missing == [], face


def test_the_fonts_are_small_and_carry_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 200_000
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Newsreader" in licence
    assert "Noto" in licence
