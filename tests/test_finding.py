"""Finding: the A-Z and how it is divided, the pages of speakers, and the search in a real browser."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.exports import search
from generator.site import finding
from generator.site.division import evenly
from generator.site.finding import Entry
from tests.dossiers import ROOT, STARTER, built, copy, edit, pages, run, write
from tests.walk import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser import Pages

TWO = ROOT / "tests" / "sites" / "two-languages"
ROUND_TRIP = 14_600
"""What one round trip brings: ten packets of 1,460 bytes."""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    return copy(TWO, tmp_path / "dossier")


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def sorted_as(language: str, *texts: str) -> list[str]:
    return sorted(texts, key=lambda text: finding.sort_key(text, language))


# ---------------------------------------------------------------- sorting and letters


def test_accents_do_not_count_in_sorting() -> None:
    assert sorted_as("en", "Marz", "Martínez", "Marta", "Mártir") == ["Marta", "Martínez", "Mártir", "Marz"]
    assert finding.letter_of(finding.sort_key("Élida", "es")) == ("e", "E")
    assert finding.letter_of(finding.sort_key("«Ésta», dijo", "es")) == ("e", "E")


def test_in_spanish_enye_follows_every_n_and_in_english_it_is_one() -> None:
    names = ("Ñuñoa", "Nuno", "Nzuzi", "Ocampo", "Ñandú")
    assert sorted_as("es", *names) == ["Nuno", "Nzuzi", "Ñandú", "Ñuñoa", "Ocampo"]
    assert sorted_as("en", *names) == ["Ñandú", "Nuno", "Ñuñoa", "Nzuzi", "Ocampo"]
    assert sorted_as("es", "Peña", "Penzo", "Peón") == ["Penzo", "Peña", "Peón"]
    decomposed = "N\u0303andu\u0301"
    assert finding.letter_of(finding.sort_key(decomposed, "es")) == ("n-tilde", "Ñ")


def test_an_article_at_the_beginning_does_not_count() -> None:
    assert finding.sort_key("The Hill Letter", "en") == "hill letter"
    assert finding.sort_key("La Hoja del Valle", "es") == "hoja del valle"
    assert finding.sort_key("Lagos", "es") == "lagos"
    assert finding.sort_key("The", "en") == "the"


def test_letters_come_after_digits_and_before_other_alphabets() -> None:
    texts = ("Zeta", "412 days", "Ñu", "Nube", "Ольга", "Oso", "…")
    found = finding.letters([(finding.sort_key(text, "es"), Entry(text, "x/")) for text in texts])
    assert [letter.heading for letter in found] == ["0–9", "N", "Ñ", "O", "Z", ""]
    assert [letter.name for letter in found] == ["0-9", "n", "n-tilde", "o", "z", "other"]
    assert [entry.text for entry in found[-1].entries] == ["…", "Ольга"]


def test_ten_thousand_entries_are_divided_evenly_and_none_is_lost() -> None:
    found = [
        (
            finding.sort_key(text := f"Name {chr(97 + n % 26)}{n}"[5:] + f" {n}", "en"),
            Entry(text, f"people/p-{n}/"),
        )
        for n in range(10_000)
    ]
    assert finding.divided(found)
    letters = finding.letters(found)
    parts = [part for letter in letters for part in evenly(letter.entries, finding.ENTRIES_A_PAGE)]
    assert len(letters) == 26
    assert max(map(len, parts)) <= finding.ENTRIES_A_PAGE
    assert min(map(len, parts)) >= finding.ENTRIES_A_PAGE // 2
    assert sorted(entry.path for part in parts for entry in part) == sorted(
        entry.path for _key, entry in found
    )


# ---------------------------------------------------------------- the A-Z


def entries(page: Path) -> dict[str, tuple[str, str]]:
    """Read an A-Z: each name with the whole of its line, and where its first link leads."""
    made = pages(page.parent)["index.html"]
    lines = {}
    for node in made.css("section .az li"):
        name, link = node.css_first("a, span"), node.css_first("a")
        assert name is not None
        assert link is not None
        lines[name.text()] = (fold(node.text()), link.attributes["href"] or "")
    return lines


def test_everything_that_has_a_page_is_listed_under_every_name(dossier: Path) -> None:
    listed = entries(built(dossier) / "a-z" / "index.html")
    assert listed["Hale, Tomas"] == ("Hale, Tomas person", "../people/tomas-hale/")
    assert listed["Tomas Hale"] == ("Tomas Hale see Hale, Tomas", "../people/tomas-hale/")
    assert listed["Mr. Hale"] == ("Mr. Hale see Hale, Tomas", "../people/tomas-hale/")
    assert listed["Bridge Committee"][0] == "Bridge Committee organization one passage attributed"
    assert listed["The Ferry Post"] == ("The Ferry Post source", "../sources/ferry-post/")
    assert listed["The repair"] == ("The repair explainer", "../explainers/the-repair/")
    assert listed["Method"] == ("Method about this site", "../method/")
    assert listed["When did the footbridge reopen?"][1] == "../questions/when-did-it-reopen/"


def test_a_question_is_listed_under_its_topics(bilingual: Path) -> None:
    edit(
        bilingual,
        "content/questions/when.yaml",
        "kind: contradiction",
        "topics:\n  - {en: Friday, es: Viernes}\n  - {en: Repair, es: Ñapa}\nkind: contradiction",
    )
    public = built(bilingual)
    for folder, topic, asked in (
        ("a-z", "Friday", "On which day did the clock go again?"),
        ("es/a-z", "Ñapa", "¿Qué día volvió a andar el reloj?"),
    ):
        listed = entries(public / folder / "index.html")
        assert listed[topic][0].endswith(asked)
        assert listed[topic][1] == "../questions/when/"
        assert asked not in listed
    page = pages(public)["es/a-z/index.html"]
    assert [node.attributes["href"] for node in page.css("#_letters a") if node.text() == "Ñ"] == [
        "#_n-tilde"
    ]
    assert page.css_first("h2#_n-tilde") is not None


def test_a_topic_must_be_there_in_every_language(bilingual: Path) -> None:
    edit(
        bilingual,
        "content/questions/when.yaml",
        "kind: contradiction",
        "topics: [{en: Friday}]\nkind: contradiction",
    )
    assert run("check", bilingual).problems == [
        "content/questions/when.yaml:2:10: missing-translation: the text is missing in Spanish (es)"
    ]


def test_a_loaded_word_is_no_topic(dossier: Path) -> None:
    edit(dossier, "site.yaml", "languages:", "loaded_words: {en: [scandal]}\nlanguages:")
    edit(
        dossier,
        "content/questions/when-did-it-reopen.yaml",
        "kind:",
        "topics: [The scandal]\nkind:",
    )
    assert run("check", dossier).codes == ["loaded-word"]


def test_every_page_leads_to_the_a_z_in_its_language(bilingual: Path) -> None:
    public = built(bilingual)
    for path, page in pages(public).items():
        up = "/clock/" if path.endswith("404.html") else "../" * (path.removeprefix("es/").count("/")) or "./"
        up += "es/" * path.endswith("es/404.html")
        assert f"{up}a-z/" in {node.attributes["href"] for node in page.css("header a")}, path


def test_no_page_but_the_a_z_has_a_script(bilingual: Path) -> None:
    for path, page in pages(built(bilingual)).items():
        scripts = [node for node in page.css("script") if "type" not in node.attributes]
        policy = page.css_first("meta[http-equiv]")
        assert policy is not None
        rules = policy.attributes["content"] or ""
        assert "unsafe" not in rules
        if path.removeprefix("es/") == "a-z/index.html":
            assert len(scripts) == 1, path
            assert re.search(r"; script-src 'sha256-[^' ]+' 'strict-dynamic'; img-src", rules), rules
        else:
            assert scripts == [], path
            assert "script-src" not in rules, path


@pytest.mark.parametrize("name", ["a-z.js", "a-z.css"])
def test_a_script_or_sheet_that_would_end_its_element_is_refused(dossier: Path, name: str) -> None:
    write(dossier, f"templates/{name}", "/* </style> */\n")
    assert run("check", dossier).problems == [
        f"templates/{name}:1:1: template: what is printed into a page as it stands may not hold '</' or '<!--'"
    ]


# ---------------------------------------------------------------- speakers


def test_a_speaker_has_every_passage_with_what_rests_on_it(dossier: Path) -> None:
    public = built(dossier)
    page = pages(public)["speakers/bridge-committee/index.html"]
    assert [node.text() for node in page.css("main blockquote")] == [
        "The work cost 18,000 crowns, according to the Bridge Committee"
    ]
    links = {node.attributes["href"] for node in page.css("main a")}
    assert "../../sources/ferry-post/#cost" in links
    assert "../../entities/bridge-committee/#cost" in links
    listed = {node.attributes["href"] for node in pages(public)["speakers/index.html"].css("main a")}
    assert "../speakers/bridge-committee/" in listed
    profile = pages(public)["entities/bridge-committee/index.html"].css_first("#_said + p a")
    assert profile is not None
    assert profile.attributes["href"] == "../../speakers/bridge-committee/"
    assert not (public / "speakers" / "tomas-hale").exists()


def test_a_lost_passage_of_a_speaker_is_noticed(dossier: Path) -> None:
    text = (ROOT / "templates" / "speaker.html").read_text(encoding="utf-8")
    write(dossier, "templates/speaker.html", text.replace("{{ p.quotation(passage.quotation, f) }}", ""))
    ran = run("check", dossier)
    assert ran.codes[0] == "page-unproved"
    assert "the words of this speaker lack the quotation ferry-post:cost, in full" in ran.text


def test_the_page_of_a_speaker_can_be_linked_by_hand(dossier: Path) -> None:
    page = dossier / "content" / "pages" / "about.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n[The committee](/speakers/bridge-committee/).\n", "utf-8"
    )
    assert run("check", dossier).code == 0
    edit(dossier, "content/pages/about.md", "bridge-committee/", "tomas-hale/")
    assert run("check", dossier).codes == ["unknown-id"]


# ---------------------------------------------------------------- the index


def called(path: Path) -> list[Any]:
    """Read a file of the index: the arguments of its one call."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("az(")
    assert text.endswith(")\n")
    assert "<" not in text
    arguments: list[Any] = json.loads(f"[{text[3:-2]}]")
    return arguments


def test_the_index_holds_every_sentence_once_with_its_permalink(bilingual: Path) -> None:
    public = built(bilingual)
    name, (names, count, keys, (titles, signs, hits)) = called(public / "es" / "a-z" / "search.js")
    assert (name, names, count, keys) == ("", 0, len(hits), None)
    [said] = [hit for hit in hits if hit[2] == "craft"]
    assert said[0] == "llamada \tes relojera\t"
    assert titles[2 * said[1] + 1] == "people/ana-brito/"
    assert [signs[2 * source + 1] for source in said[3:]] == ["Hoja del Valle"]
    statements = json.loads((public / "evidence.json").read_text(encoding="utf-8"))["statements"]
    assert {fold(said["text"]["es"]) for said in statements} == {
        fold(re.sub("\t[^\t ]+ ([^\t]*)\t", r"“\1”", hit[0])) for hit in hits
    }


# ---------------------------------------------------------------- the search in a browser


def ask(page: Page, words: str) -> tuple[str, list[str]]:
    """Type words into the search; give what is told and the text of each result."""
    page.fill("#_search", words)
    page.wait_for_timeout(300)  # the policy of the page lets `wait_for_function` do nothing
    page.wait_for_selector("[role=status]:not(:empty)")
    return page.inner_text("[role=status]"), [
        fold(text) for text in page.locator("search li").all_inner_texts()
    ]


def opened(pages: Pages, url: str, **options: Any) -> Page:  # noqa: ANN401 (as `Pages.open`)
    page = pages.open(url, **options)
    page.click("summary")
    return page


@pytest.mark.browser
@pytest.mark.parametrize("disk", [False, True], ids=["http", "file"])
def test_names_and_sentences_are_found(
    pages: Pages, serve: Callable[[Path, str], str], bilingual: Path, *, disk: bool
) -> None:
    public = built(bilingual)
    base = f"{public.resolve().as_uri()}/" if disk else serve(public, "/clock/")
    end = "index.html" * disk
    page = opened(pages, f"{base}es/a-z/{end}")
    told, found = ask(page, "ANA brito")
    assert found[0] == "Ana Brito véase Brito, Ana"
    assert told == f"{len(found)} resultados"
    told, found = ask(page, "sabado")  # without the accent
    assert found[0].startswith("el sábado")
    assert found[0].endswith("Hoja del Valle")
    told, found = ask(page, "rélojer")  # with one that is not there, and unfinished
    assert told == "un resultado"
    assert len(found) == 1
    assert re.match(r"llamada .?relojera.? Brito, Ana \w Hoja del Valle", found[0]), found
    assert page.locator("search q").get_attribute("lang") == "es"
    page.click("search ol a")
    page.wait_for_url(f"{base}es/people/ana-brito/{end}#craft")
    assert pages.errors == []
    assert all(url.startswith(("file:", "http://127.0.0.1")) for url in pages.requests)


@pytest.mark.browser
def test_nothing_is_loaded_before_the_box_is_opened(
    pages: Pages, serve: Callable[[Path, str], str], dossier: Path
) -> None:
    address = serve(built(dossier), "/footbridge/")
    page = pages.open(f"{address}a-z/")
    page.wait_for_load_state("networkidle")
    assert pages.requests == [f"{address}a-z/"]
    page.focus("summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#_search:focus")
    page.keyboard.type("nine beams")
    page.wait_for_selector("search li")
    assert pages.requests == [f"{address}a-z/", f"{address}a-z/search.js"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('search li') !== null")
    assert page.get_by_label("Names and sentences that hold all these words").input_value() == "nine beams"
    box = page.locator("#_search").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert pages.errors == []


@pytest.mark.browser
def test_what_is_not_found_is_said_with_the_way_to_the_list(
    pages: Pages, serve: Callable[[Path, str], str], dossier: Path
) -> None:
    public = built(dossier)
    page = opened(pages, f"{serve(public, '/footbridge/')}a-z/")
    told, found = ask(page, "bridge zzz")
    assert (told, found) == ("No name and no sentence holds all these words.", [])
    assert page.is_visible("search a[href='#_letters']")
    assert ask(page, "bridge")[1] != []
    assert not page.is_visible("search a[href='#_letters']")
    (public / "a-z" / "search.js").unlink()
    page.reload()
    page.click("summary")
    assert ask(page, "bridge") == ("The index of the search could not be loaded.", [])


@pytest.mark.browser
def test_markup_in_a_sentence_is_shown_as_text(
    pages: Pages, serve: Callable[[Path, str], str], dossier: Path
) -> None:
    hostile = "</script><img src=x onerror=alert(7)><script>alert(7)</script> <!-- \u2028"
    edit(dossier, "site.yaml", "languages:", "particulars: report\nlanguages:")
    edit(
        dossier,
        "content/people/tomas-hale.yaml",
        "value: keeps the mill",
        f"value: 'keeps {hostile.strip()}'",
    )
    edit(dossier, "content/people/tomas-hale.yaml", "[Mr. Hale]", f"['Haleo {hostile.strip()}']")
    page = opened(pages, f"{serve(built(dossier), '/footbridge/')}a-z/")
    page.on("dialog", lambda _dialog: pytest.fail("a script ran"))
    for words in ("onerror keeps", "haleo"):
        _told, found = ask(page, words)
        assert "</script><img src=x onerror=alert(7)>" in found[0]
    assert page.locator("search img, search script").count() == 0
    assert pages.errors == []


@pytest.mark.browser
def test_without_scripts_the_page_is_the_same_but_for_the_box(
    pages: Pages, serve: Callable[[Path, str], str], dossier: Path
) -> None:
    url = f"{serve(built(dossier), '/footbridge/')}a-z/"
    on, off = pages.open(url), pages.open(url, javascript=False)
    assert off.locator("details, input").count() == 0
    assert on.locator("details:not([open]) > summary").count() == 1
    on.evaluate("document.querySelector('details').remove()")
    assert on.inner_text("body") == off.inner_text("body")


WORDS = (
    "oak",
    "ash",
    "elm",
    "fir",
    "yew",
    "bay",
    "fig",
    "nut",
    "reed",
    "rush",
    "moss",
    "fern",
    "vine",
    "hay",
)


def many(dossier: Path, people: int) -> None:
    """Add people, each with sentences of its own made of ordinary words, so that names and sentences fill pages."""
    for n in range(people):
        word = "".join(chr(97 + n // 26**place % 26) for place in (2, 1, 0))
        trees = " ".join(WORDS[(n * step + step) % len(WORDS)] for step in (1, 3, 5, 9))
        statements = "".join(
            f"      - id: s{at}\n        text: It reopened on Saturday after {word}{at} and {trees} came over it.\n"
            "        cite: [ferry-post:reopened]\n"
            for at in ("x", "y")
        )
        write(
            dossier,
            f"content/entities/x{n}.yaml",
            f"kind: person\nname: {word.title()} Aldine\nsort_name: Aldine, {word.title()}\nsections:\n"
            f"  - id: trees\n    heading: Trees\n    statements:\n{statements}",
        )


@pytest.mark.browser
def test_a_large_dossier_is_divided_and_only_what_is_needed_is_loaded(
    pages: Pages, serve: Callable[[Path, str], str], dossier: Path
) -> None:
    many(dossier, 520)
    public = built(dossier)
    made = sorted((public / "a-z").rglob("index.html"))
    assert max(map(weight, made)) <= ROUND_TRIP
    listed = [link for path in made for _line, link in entries(path).values()]
    wanted = {f"entities/x{n}/" for n in range(520)}
    assert wanted <= {link.replace("../", "") for link in listed}
    assert sorted(path.name for path in (public / "a-z" / "a").iterdir()) == [
        "2",
        "3",
        "4",
        "5",
        "index.html",
    ]
    scripted = [path for path in made if "<script data-" in path.read_text(encoding="utf-8")]
    assert scripted == [public / "a-z" / "index.html"]

    files = sorted((public / "a-z" / "search").glob("*.js"))
    assert weight(public / "a-z" / "search.js") < 5_000
    assert max(map(weight, files)) < 10_000
    address = serve(public, "/footbridge/")
    page = opened(pages, f"{address}a-z/")
    told, found = ask(page, "aldine Ab")
    assert told.startswith("52 results, the first 20")
    assert all(re.match(r"(Aldine, )?Ab\w", text) for text in found), found
    told, found = ask(page, "abtx reopened")
    assert told == "one result"
    assert found[0].startswith("It reopened on Saturday after abtx and")
    assert found[0].endswith("Abt Aldine F The Ferry Post")
    assert len(pages.requests) < 20
    assert pages.errors == []


@pytest.mark.browser
def test_a_divided_index_finds_what_a_whole_one_finds(
    pages: Pages,
    serve: Callable[[Path, str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = []
    for limit, file in ((search.WHOLE, search.FILE), (10, search.FILE), (10, 20)):
        monkeypatch.setattr(search, "WHOLE", limit)
        monkeypatch.setattr(search, "FILE", file)
        monkeypatch.setattr(search, "BLOCK", 3)
        public = built(copy(TWO, tmp_path / f"{limit}-{file}"))
        names = {path.name for path in (public / "a-z" / "search").glob("i-*")}
        assert bool(names) == (limit == 10)
        assert any(len(name) > len("i-ab.js") for name in names) == (file == 20)
        for base in (f"{public.resolve().as_uri()}/", serve(public, f"/clock-{file}/"))[: 1 + (limit == 10)]:
            page = opened(pages, f"{base}es/a-z/index.html")
            asked = ("ana", "relojera", "sabado reloj", "el", "e", "zzz")
            answers.append([ask(page, words) for words in asked])
    assert all(answer == answers[0] for answer in answers)
    assert len(answers) == 5
    assert any(found for _told, found in answers[0])
    assert pages.errors == []


@pytest.mark.browser
def test_the_script_folds_as_the_index_does(
    pages: Pages, serve: Callable[[Path, str], str], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
    script = (ROOT / "templates" / "a-z.js").read_text(encoding="utf-8")
    [folding] = re.findall(r"^const plain = .*?\|\| \[\]$", script, re.MULTILINE | re.DOTALL)
    text = "Ñuño İstanbul Straße Ærø Łódź don’t 1,000 ½ x_y ﬁ Ольга naïve N\u0303a 中文 S.O.S. ǅ ϒ"
    page = pages.open(serve(tmp_path, "/"))
    assert page.evaluate(f"(text) => {{ {folding}; return wordsOf(text) }}", text) == finding.words_of(text)
