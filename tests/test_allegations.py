"""An allegation never stands without who makes it and the denial beside it: on no page, in no cell, in no data file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.publishing import public_verify
from tests.dossiers import ROOT, built, check, copy, edit, pages, place, run, write

TWO = ROOT / "tests" / "sites" / "two-languages"

LEDGER = """\
The town council accuses Ana Brito of stealing the rope of the clock. Nobody else was named in the notice. It hung \
beside the door for nine days and was read by all who came to the market.

The council adds that she sold the old hands, which Brito denies. The new hands are of brass, and the bell was left.
"""
GACETA = """\
“Yo no robé nada”, dijo Ana Brito a esta gaceta. El taller de la plaza sigue abierto y hay trabajo para dos personas.

La denuncia del Ayuntamiento quedó desmentida. Los vecinos siguen sin campana y nadie sabe cuándo volverá a sonar.
"""
ALLEGED = {"en": "stealing the rope", "es": "robar la cuerda"}
WORDS = "The town council accuses Ana Brito of stealing the rope of the clock."

SOURCES = {
    "ledger": (
        "en",
        LEDGER,
        "The Ledger",
        """\
  rope:
    exact: The town council accuses Ana Brito of stealing the rope of the clock.
    attributed_to: council
    allegation: true
    denied: [gaceta:nothing, gaceta:unproved]
    translation: {es: El Ayuntamiento acusa a Ana Brito de robar la cuerda del reloj.}
  hands:
    exact: The council adds that she sold the old hands, which Brito denies.
    attributed_to: council
    allegation: true
    denied: [ledger:hands]
    translation: {es: 'El Ayuntamiento añade que ella vendió las agujas viejas, cosa que Brito niega.'}
""",
    ),
    "gaceta": (
        "es",
        GACETA,
        "La Gaceta",
        """\
  nothing:
    exact: Yo no robé nada
    attributed_to: ana-brito
    translation: {en: I stole nothing}
  unproved:
    exact: La denuncia del Ayuntamiento quedó desmentida.
    translation: {en: The complaint of the council was refuted.}
""",
    ),
}
PERSON = """\
name: Ana Brito
sort_name: Brito, Ana
variants: [Brito]
facts:
  - id: accused
    label: {en: Accusation, es: Acusación}
    value:
      en: accused by the town council of stealing the rope
      es: acusada por el Ayuntamiento de robar la cuerda
    cite: [ledger:rope, gaceta:nothing]
    question: what-of-the-rope
sections:
  - id: the-hands
    heading: {en: The hands, es: Las agujas}
    statements:
      - id: sold
        text:
          en: The town council says that Ana Brito sold the old hands; she denies it.
          es: El Ayuntamiento dice que Ana Brito vendió las agujas viejas; ella lo niega.
        cite: [ledger:hands]
  - id: her-words
    heading: {en: Her words, es: Sus palabras}
    statements:
      - id: nothing
        text:
          en: 'The town council speaks of stealing the rope; Ana Brito answers "Yo no robé nada".'
          es: 'El Ayuntamiento habla de robar la cuerda; Ana Brito responde "Yo no robé nada".'
        cite: [ledger:rope, gaceta:nothing]
      - id: of-the-clock
        text: {en: 'Called a "relojera".', es: Llamada "relojera".}
        cite: [hoja-del-valle:nine-days]
"""
QUESTION = """\
question: {en: What became of the rope?, es: ¿Qué fue de la cuerda?}
kind: contradiction
about: [ana-brito]
positions:
  - id: stolen
    value:
      en: the town council accuses Ana Brito of stealing the rope
      es: el Ayuntamiento acusa a Ana Brito de robar la cuerda
    cite: [ledger:rope, gaceta:unproved]
  - id: not-stolen
    value: {en: 'Ana Brito says that she took nothing', es: 'Ana Brito dice que no tomó nada'}
    cite: [gaceta:nothing]
"""
HANDS = """\
question: {en: What became of the old hands?, es: ¿Qué fue de las agujas viejas?}
kind: single-report
positions:
  - id: sold
    value:
      en: sold by Ana Brito, says the town council, which she denies
      es: vendidas por Ana Brito, dice el Ayuntamiento, lo que ella niega
    cite: [ledger:hands]
"""
EVENTS = """\
events:
  - id: accusation
    date: 2021-02
    text:
      en: The town council accused Ana Brito of stealing the rope.
      es: El Ayuntamiento acusó a Ana Brito de robar la cuerda.
    cite: [ledger:rope, gaceta:nothing]
    about: [ana-brito]
    resolved: {en: No text gives the day., es: Ningún texto da el día.}
    also_dated:
      - {date: 2021, cite: [ledger:hands]}
  - id: goes-again
    date: 2021-02
    text: {en: The clock went again., es: El reloj volvió a andar.}
    cite: [hill-letter:friday, hoja-del-valle:saturday]
    question: when
"""
EXPLAINER = "\n{said} [@ledger:rope; @gaceta:nothing]\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a dossier with allegations wherever a dossier can have them, and build it."""
    folder = copy(TWO, tmp_path_factory.mktemp("whole") / "dossier")
    for name, (language, text, publisher, excerpts) in SOURCES.items():
        write(folder, f"seeds/{name}.txt", text)
        head = {
            "mark": language[:1].upper() + publisher[:1],
            "file": f"{name}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "language": language,
            "type": "article-newspaper",
            "publisher": publisher,
        }
        lines = "".join(f"{field}: {value}\n" for field, value in head.items())
        write(folder, f"content/sources/{name}.yaml", f"{lines}excerpts:\n{excerpts}")
    write(folder, "content/people/ana-brito.yaml", PERSON)
    write(
        folder,
        "content/entities/council.yaml",
        "kind: organization\nname: {en: The town council, es: El Ayuntamiento}\n",
    )
    write(folder, "content/questions/what-of-the-rope.yaml", QUESTION)
    write(folder, "content/questions/what-of-the-hands.yaml", HANDS)
    (folder / "content" / "events" / "clock.yaml").write_text(EVENTS, encoding="utf-8")
    for name, said in (
        ("clock.md", "The town council accuses Ana Brito of stealing the rope."),
        ("clock.es.md", "A ella la acusa el texto del Ayuntamiento de robar la cuerda."),
    ):
        path = folder / "content" / "explainers" / name
        path.write_text(path.read_text(encoding="utf-8") + EXPLAINER.format(said=said), encoding="utf-8")
    path = folder / "content" / "home.yaml"
    section = (
        "  - id: afterwards\n    heading: {en: Afterwards, es: Después}\n    statements:\n"
        "      - id: accused\n        text: {en: The town council accuses her of stealing the rope.,"
        " es: El Ayuntamiento la acusa de robar la cuerda.}\n        cite: [ledger:rope, gaceta:unproved]\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + section, encoding="utf-8")
    edit(
        folder,
        "site.yaml",
        "languages: [en, es]",
        "languages: [en, es]\nquoted_share_limit: 100\nparticulars: report",
    )
    built(folder)
    return folder


@pytest.fixture
def dossier(whole: Path, tmp_path: Path) -> Path:
    return copy(whole, tmp_path / "dossier")


class Shown(NamedTuple):
    """A place of a page at which an allegation stands, and all that belongs to it."""

    page: str
    text: str
    links: str


def _round(node: LexborNode) -> LexborNode:
    """Find what belongs to a place: the smallest cell, figure, item or row round it.

    On the page of a source, a sentence belongs to the row of the excerpt it rests on.
    """
    while node.tag not in ("td", "figure", "li", "section") and "s" not in _classes(node):
        assert node.parent is not None
        node = node.parent
    above = node.parent
    if above is not None and _classes(above) == ["b", "us"]:
        return _round(above)
    return node


def _first(node: LexborNode | LexborHTMLParser, selector: str) -> LexborNode:
    found = node.css_first(selector)
    assert found is not None, selector
    return found


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def alleged(public: Path) -> list[Shown]:
    """Find every place of every page that speaks of the theft."""
    found = []
    for name, page in pages(public).items():
        for node in page.css("body *"):
            if any(words in node.text(deep=False) for words in ALLEGED.values()):
                about = _round(node)
                links = " ".join(link.attributes.get("href") or "" for link in about.css("a"))
                found.append(Shown(name, " ".join(about.text().split()), links))
    return found


def test_the_allegation_stands_nowhere_without_speaker_and_denial(whole: Path) -> None:
    shown = alleged(whole / "public")
    for place_ in shown:
        assert "council" in place_.text or "Ayuntamiento" in place_.text, place_
        there = [key for key in ("nothing", "unproved") if f"sources/gaceta/#{key}" in place_.links]
        own = place_.page.endswith("sources/gaceta/index.html")
        assert there or own, place_
    named = {place_.page for place_ in shown if not place_.page.startswith("es/")}
    assert named == {
        "citations/explainer/clock/index.html",
        "citations/home/index.html",
        "citations/profile/ana-brito/index.html",
        "citations/questions/index.html",
        "citations/timeline/index.html",
        "entities/index.html",
        "explainers/clock/index.html",
        "index.html",
        "people/ana-brito/index.html",
        "people/index.html",
        "questions/index.html",
        "questions/what-of-the-rope/index.html",
        "speakers/ana-brito/index.html",
        "speakers/council/index.html",
        "sources/gaceta/index.html",
        "sources/ledger/index.html",
        "timeline/index.html",
    }
    assert {f"es/{name}" for name in named} <= {place_.page for place_ in shown}


def test_a_cell_of_the_matrix_says_who_says_it_and_who_denies_it(whole: Path) -> None:
    made = pages(whole / "public")
    for name, said, denied, unsaid, here in (
        (
            "questions/index.html",
            "said by: The town council",
            "There is a denial: Ana Brito, in La Gaceta",
            "A denial stands in La Gaceta",
            "Denied in the same passage",
        ),
        (
            "es/questions/index.html",
            "se atribuye a: El Ayuntamiento",
            "Hay un desmentido: Ana Brito, en La Gaceta",
            "Hay un desmentido en La Gaceta",
            "Hay un desmentido en el mismo pasaje",
        ),
    ):
        cells = [cell for cell in made[name].css("td") if cell.css("q")]
        [rope] = [cell for cell in cells if _first(cell, "q").text() == WORDS]
        assert [part.text() for part in rope.css(".k")] == [said, denied, unsaid]
        hrefs = [link.attributes["href"] for link in rope.css(".k a")]
        assert hrefs == ["../sources/gaceta/#nothing", "../sources/gaceta/#unproved"]
        [hands] = [cell for cell in cells if "old hands" in cell.text()]
        assert [part.text() for part in hands.css(".k")] == [said, here]
        [own] = [cell for cell in cells if "went again" in cell.text() or "volvió a andar" in cell.text()]
        assert own.css("p") == []  # the source speaks itself, and nobody denies it


def test_the_matrix_as_csv_says_the_same(whole: Path) -> None:
    denials = ("“Yo no robé nada”", "“La denuncia del Ayuntamiento quedó desmentida.”")
    for folder, said, denied in (
        (
            "",
            "The town council",
            f"There is a denial: Ana Brito, in La Gaceta: {denials[0]}; A denial stands in La Gaceta: {denials[1]}",
        ),
        (
            "es",
            "El Ayuntamiento",
            f"Hay un desmentido: Ana Brito, en La Gaceta: {denials[0]}; Hay un desmentido en La Gaceta: {denials[1]}",
        ),
    ):
        text = (whole / "public" / folder / "questions" / "matrix.csv").read_text(encoding="utf-8")
        rows = {row["excerpt"]: row for row in csv.DictReader(io.StringIO(text))}
        assert (rows["ledger:rope"]["said_by"], rows["ledger:rope"]["denied"]) == (said, denied)
        assert rows["ledger:hands"]["denied"] in (
            "Denied in the same passage",
            "Hay un desmentido en el mismo pasaje",
        )
        assert (rows["hill-letter:friday"]["said_by"], rows["hill-letter:friday"]["denied"]) == ("", "")


def test_the_page_of_the_source_and_of_the_speaker_show_the_denial(whole: Path) -> None:
    made = pages(whole / "public")
    source = _first(made["sources/ledger/index.html"], "#rope")
    [first, *_uses] = source.css(".tr")
    assert (first.text(), _first(first, "a").attributes["href"]) == (
        "There is a denial: Ana Brito, in La Gaceta",
        "../../sources/gaceta/#nothing",
    )
    assert len(source.css(".us .tr")) == 0  # said once, beside the words
    on_the_denial = _first(made["sources/gaceta/index.html"], "#unproved")
    assert {part.text() for part in on_the_denial.css(".us .tr")} == {
        "There is a denial: Ana Brito, in La Gaceta"
    }
    speaker = made["speakers/council/index.html"].css(".s .t")
    assert ["There is a denial: Ana Brito, in La Gaceta" in figure.text() for figure in speaker] == [
        True,
        False,
    ]
    assert "Denied in the same passage" in speaker[1].text()
    credit = _first(made["es/speakers/council/index.html"], ".s figcaption a").text()
    assert credit == "El Ayuntamiento, según The Ledger"


def test_a_sentence_without_its_evidence_carries_the_denial(whole: Path) -> None:
    made = pages(whole / "public")
    person = _first(made["people/index.html"], ".pl li")
    assert [part.text() for part in person.css(".tr")] == [
        "There is a denial: Ana Brito, in La Gaceta",
        "A denial stands in La Gaceta",
    ]
    event = _first(made["people/ana-brito/index.html"], "ol.ev li")
    assert "There is a denial: Ana Brito, in La Gaceta" in event.text()
    question = _first(made["questions/what-of-the-rope/index.html"], ".us li")
    assert "There is a denial: Ana Brito, in La Gaceta" in question.text()


def test_a_denial_is_no_report_of_what_it_denies(whole: Path) -> None:
    made = pages(whole / "public")
    event = _first(made["timeline/index.html"], "#accusation")
    assert _first(event, ".l").text().startswith("one report")
    assert "single" in _classes(event)
    question = made["questions/what-of-the-rope/index.html"]
    answers = ["The Ledger:" in part.text() for part in question.css(".cols > section > .l")]
    assert answers == [True, False, False][: len(answers)]
    text = (whole / "public" / "questions" / "matrix.csv").read_text(encoding="utf-8")
    given = [
        (row["source_id"], row["excerpt"])
        for row in csv.DictReader(io.StringIO(text))
        if row["question_id"] == "what-of-the-rope" and row["stance"] == "position"
    ]
    assert given == [("gaceta", "gaceta:nothing"), ("ledger", "ledger:rope")]
    fact = made["people/ana-brito/index.html"].css("#accused .b")
    assert [_first(side, ".p").text() for side in fact] == [
        "version 1",
        "version 2",
    ]
    home = _first(made["index.html"], "#accused .l")
    assert home.text().startswith("one report")


def test_evidence_json_carries_allegation_and_denial(whole: Path) -> None:
    evidence = json.loads((whole / "public" / "evidence.json").read_text(encoding="utf-8"))
    records = {record["key"]: record for record in evidence["excerpts"]}
    assert records["ledger:rope"]["allegation"] is True
    assert records["ledger:rope"]["denied"] == ["gaceta:nothing", "gaceta:unproved"]
    assert records["ledger:hands"]["denied"] == ["ledger:hands"]
    assert not {"allegation", "denied"} & set(records["gaceta:nothing"])


def test_strangers_and_verify_find_nothing_false(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert public_verify.main([str(whole / "seeds"), str(whole / "public")]) == 0, capsys.readouterr().out
    ran = run("verify", "--dossier", whole)
    assert ran.code == 0, ran.text


@pytest.mark.parametrize(
    ("page", "anchor"),
    [
        ("sources/ledger/index.html", 'id="rope"'),
        ("es/speakers/council/index.html", 'id="_title"'),
        ("index.html", 'id="accused"'),
        ("timeline/index.html", 'id="accusation"'),
    ],
)
def test_a_denial_taken_off_a_page_is_seen(
    dossier: Path, page: str, anchor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    public = built(dossier)
    path = public / page
    text = path.read_text(encoding="utf-8")
    at = text.index(anchor)
    path.write_text(text[:at] + text[at:].replace("gaceta/#unproved", "gaceta/#_", 1), encoding="utf-8")
    ran = run("verify", "--dossier", dossier)
    assert ran.code == 1
    assert "the allegation ledger:rope stands without the link to its denial" in ran.text
    stranger = public_verify.main([str(dossier / "seeds"), str(public)])
    told = capsys.readouterr().out
    # verify.py asks for one link in the place: on the first page the denial is cited as well, and on a speaker's
    # a sentence that rests on the words links to it once more; the program's own check sees both.
    if page not in ("index.html", "es/speakers/council/index.html"):
        assert stranger == 1
        assert "the allegation ledger:rope lacks its denial gaceta:unproved" in told


def test_a_template_that_leaves_the_denial_out_is_refused(dossier: Path) -> None:
    templates = ROOT / "templates"
    for name, old in (
        ("parts.html", "{{ denials(q.denials) -}}"),
        ("questions.html", "{{ p.denials(cell.denials) }}"),
        ("questions.html", '{{ w["said-by-speaker"] }} {{ cell.speaker }}'),
    ):
        text = (templates / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        own = write(dossier, f"templates/{name}", text.replace(old, ""))
        ran = check(dossier)
        assert set(ran.codes) == {"page-unproved"}, (name, ran.text)
        assert "denial" in ran.text or "does not say who says" in ran.text
        own.unlink()


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("El Ayuntamiento la acusa de robar la cuerda.", []),
        ("Según la denuncia del Ayuntamiento, robó la cuerda.", []),
        ("Al ayuntamiento le consta que robó la cuerda.", []),
        ("Un ayuntamiento la acusa de robar la cuerda.", ["allegation-unattributed"]),
        ("Según {sources}, robó la cuerda.", ["allegation-unattributed"]),
        ('"The town council accuses Ana Brito" de robar la cuerda.', ["allegation-unattributed"]),
        ("La acusa [alguien](/entities/council/) de robar la cuerda.", ["allegation-unattributed"]),
        ("*El* **Ayuntamiento** la acusa de robar la cuerda.", []),
    ],
)
def test_who_counts_as_named(dossier: Path, said: str, codes: list[str]) -> None:
    edit(dossier, "content/home.yaml", "es: El Ayuntamiento la acusa de robar la cuerda.", f"es: '{said}'")
    assert check(dossier).codes == codes


def test_words_that_name_without_being_a_name_count(dossier: Path) -> None:
    edit(dossier, "content/home.yaml", "The town council accuses her", "The aldermen accuse her")
    assert check(dossier).codes == ["allegation-unattributed"]
    edit(
        dossier,
        "content/entities/council.yaml",
        "kind: organization\n",
        "kind: organization\nnamed_by: [aldermen]\n",
    )
    assert check(dossier).codes == []


def test_an_address_is_no_word_of_a_sentence(dossier: Path) -> None:
    edit(dossier, "site.yaml", "languages: [en, es]", "languages: [en, es]\nloaded_words: {en: [accused]}")
    linked = "'Two papers wrote about [one clock](/people/ana-brito/#accused).'"
    edit(dossier, "content/home.yaml", "Two papers wrote about one clock.", linked)
    assert check(dossier).codes == []
    edit(dossier, "content/home.yaml", "Two papers wrote", "Two accused papers wrote")
    assert check(dossier).codes == ["loaded-word"]


def test_a_version_alleges_nothing_itself(dossier: Path) -> None:
    edit(
        dossier,
        "content/sources/ledger.yaml",
        "  hands:\n",
        "  notice:\n    exact: Nobody else was named in the notice\n"
        "    translation: {es: No se nombraba a nadie más en el aviso}\n  hands:\n",
    )
    edit(
        dossier,
        "content/people/ana-brito.yaml",
        "      - id: of-the-clock",
        "      - id: nobody-else\n        text: {en: Nobody else was named., es: No se nombró a nadie más.}\n"
        "        cite: [ledger:notice, gaceta:nothing]\n        question: what-of-the-rope\n      - id: of-the-clock",
    )
    page = pages(built(dossier))["people/ana-brito/index.html"]
    stolen, not_stolen = page.css("#nobody-else .p")
    assert (stolen.text(), not_stolen.text()) == ("version 1", "version 2")


def test_words_that_two_denials_share_are_cited_once(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        dossier,
        "content/sources/gaceta.yaml",
        "  unproved:\n",
        "  again:\n    exact: Yo no robé nada\n    translation: {en: I stole nothing}\n  unproved:\n",
    )
    edit(dossier, "content/sources/ledger.yaml", "gaceta:unproved]", "gaceta:unproved, gaceta:again]")
    edit(dossier, "content/home.yaml", "gaceta:unproved", "gaceta:again")
    public = built(dossier)  # the link to the one that is not cited stands beside the very same words
    assert public_verify.main([str(dossier / "seeds"), str(public)]) == 0, capsys.readouterr().out


def test_every_mistake_is_told_in_one_run(dossier: Path) -> None:
    edit(dossier, "content/home.yaml", "The town council accuses her", "The paper accuses her")
    edit(dossier, "content/events/clock.yaml", "cite: [ledger:rope, gaceta:nothing]", "cite: [ledger:rope]")
    edit(dossier, "content/events/clock.yaml", "cite: [ledger:hands]", "cite: [ledger:rope]")
    edit(dossier, "content/explainers/clock.es.md", "el texto del Ayuntamiento", "un texto")
    edit(dossier, "content/sources/ledger.yaml", "The council adds", "The council added")  # not found
    assert [line.rpartition(": ")[0].split(": ")[:2] for line in check(dossier).problems] == [
        [
            place(dossier, "content/events/clock.yaml", "cite: [ledger:rope]\n    about", shift=7),
            "denial-missing",
        ],
        [place(dossier, "content/events/clock.yaml", "2021, cite: [", shift=13), "denial-missing"],
        ["content/explainers/clock.es.md:8:1", "allegation-unattributed"],
        [place(dossier, "content/home.yaml", "The paper"), "allegation-unattributed"],
        [place(dossier, "content/sources/ledger.yaml", "The council added"), "quote-not-found"],
    ]


def test_another_date_is_answered_by_what_its_event_cites(dossier: Path) -> None:
    edit(dossier, "content/events/clock.yaml", "cite: [ledger:hands]", "cite: [ledger:rope]")
    assert "denial-missing" not in check(dossier).codes


def test_one_cause_one_message(dossier: Path) -> None:
    edit(dossier, "content/entities/council.yaml", "kind: organization", "kind: organisation")
    assert check(dossier).codes == ["bad-value"]


def test_the_selftest_runs_on_a_dossier_with_allegations(whole: Path) -> None:
    ran = run("selftest", whole, "--each", "2")
    assert ran.code == 0, ran.text


def test_sealed_sources_keep_their_allegations(dossier: Path) -> None:
    for name in SOURCES:
        edit(dossier, f"content/sources/{name}.yaml", "excerpts:\n", "sealed: true\nexcerpts:\n")
    edit(dossier, "site.yaml", "updated: 2021-03-01", "updated: 2021-03-01\nsealed: true")
    ran = run("seal", dossier)
    assert ran.code == 0, ran.text
    before = (built(dossier) / "questions" / "matrix.csv").read_bytes()
    for name in SOURCES:
        (dossier / "seeds" / f"{name}.txt").unlink()
    assert (built(dossier) / "questions" / "matrix.csv").read_bytes() == before
    assert b"There is a denial: Ana Brito" in before
