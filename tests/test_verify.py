"""The page proves it again: read back in the build, by `verify` once it is published, by a stranger's `verify.py`."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.evidence.model import Evidence
from generator.evidence.prove import prove
from generator.problems import Code
from generator.publishing import evidence_file, public_verify
from generator.publishing.readback import ENOUGH, Readback, Refusals
from generator.publishing.sheet import Sheets, find
from generator.reading.load import load
from generator.site.pages import Page, plans
from generator.site.render import Face
from tests.dossiers import ROOT, copy, edit, run, snapshot, write
from tests.real import Site as RealSite

SMALL = ROOT / "tests" / "read_back"
SCRIPT = ROOT / "generator" / "publishing" / "public_verify.py"
QUOTATION = re.compile(r'<(q|blockquote) lang="([^"]+)">([^<]*)</\1>')
CHARACTERS = "aeiostAEñéZ0159,.;:-–’“'\"?!&\u200b\u0430"


class Site(NamedTuple):
    """A dossier, and the folder to which it is published."""

    dossier: Path
    public: Path


@pytest.fixture(scope="module")
def of_small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = copy(SMALL, tmp_path_factory.mktemp("small") / "dossier")
    ran = run("build", folder)
    assert ran.code == 0, ran.text
    return Site(folder, folder / "public")


@pytest.fixture(scope="module")
def of_real(real: RealSite) -> Site:
    return Site(real.dossier, real.public)


@pytest.fixture(params=["small", "real"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(f"of_{request.param}")
    return found


@pytest.fixture
def loose(of_small: Site, tmp_path: Path) -> Site:
    """Give a published folder of its own, to be altered."""
    return Site(of_small.dossier, Path(shutil.copytree(of_small.public, tmp_path / "public")))


class Stranger(NamedTuple):
    code: int
    text: str


def stranger(public: Path, texts: Path, script: Path | None = None) -> Stranger:
    """Run the published program as a stranger does: another process, nothing of ours to import."""
    command = [sys.executable, "-I", str(script or public / "verify.py"), str(texts), str(public)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment, cwd="/"
    )
    assert not ran.stderr, ran.stderr
    return Stranger(ran.returncode, ran.stdout)


# ---------------------------------------------------------------- what holds


def test_a_published_site_is_proved_by_all_who_read_it(site: Site) -> None:
    told = run("verify", site.public, "--dossier", site.dossier)
    assert told.code == 0, told.text
    assert "is proved" in told.text
    by_stranger = stranger(site.public, site.dossier / "seeds")
    assert by_stranger.code == 0, by_stranger.text
    found = [QUOTATION.findall(page.read_text("utf-8")) for page in site.public.rglob("*.html")]
    count = sum(map(len, found))
    assert f"{count} quotations" in told.text
    numbers = re.search(r"(\d+) quotations proved, 0 not checked, (\d+) translated", by_stranger.text)
    assert numbers
    assert int(numbers[1]) + int(numbers[2]) == count


def test_verify_looks_where_a_build_publishes(of_small: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(of_small.dossier)
    told = r"public is proved: \d+ quotations and 9 statements on 56 pages\.\n"
    assert re.fullmatch(told, run("verify").text)
    assert run("verify", "--dossier", of_small.dossier).code == 0


def test_a_site_published_under_another_address_is_the_same_site(of_small: Site, tmp_path: Path) -> None:
    run("build", of_small.dossier, "--output", tmp_path / "public", "--base-url", "https://example.net/")
    assert run("verify", tmp_path / "public", "--dossier", of_small.dossier).code == 0


def test_it_cannot_start_without_a_folder(of_small: Site, tmp_path: Path) -> None:
    assert run("verify", tmp_path / "nothing", "--dossier", of_small.dossier).code == 2
    assert run("verify", of_small.public, "--dossier", tmp_path).code == 2


def test_a_dossier_with_problems_verifies_nothing(of_small: Site, tmp_path: Path) -> None:
    folder = copy(of_small.dossier, tmp_path / "dossier")
    edit(folder, "content/sources/hill-letter.yaml", "mended on Friday", "mended on Monday")
    ran = run("verify", of_small.public, "--dossier", folder)
    assert (ran.code, ran.codes) == (1, ["quote-not-found"])


def test_sealed_texts_are_named(of_small: Site, tmp_path: Path) -> None:
    folder = copy(of_small.dossier, tmp_path / "dossier")
    write(folder, "site.yaml", (folder / "site.yaml").read_text("utf-8") + "sealed: true\n")
    assert run("seal", folder).code == 0
    texts = (folder / "seeds").rename(tmp_path / "texts")
    assert run("build", folder).code == 0
    ran = run("verify", "--dossier", folder)
    assert ran.code == 0, ran.text
    assert "sealed and not here, but against the lock: hill-letter\n" in ran.text
    evidence = (folder / "public" / "evidence.json").read_bytes()
    assert evidence == (of_small.public / "evidence.json").read_bytes()
    assert stranger(folder / "public", texts).code == 0
    alter(folder, "public/timeline/index.html", "mended on Friday", "mended on Fridaz")
    assert run("verify", "--dossier", folder).code == 1


# ---------------------------------------------------------------- broken templates

BROKEN = {
    "a quotation cut short": (
        "parts.html",
        "{{ q.words }}",
        "{{ q.words|truncate(12, true) }}",
        "stands in no source text",
    ),
    "its last character lost": (
        "parts.html",
        "{{ q.words }}",
        "{{ q.words[:-1] }}",
        "stands in no source text",
    ),
    "a quotation in capitals": (
        "parts.html",
        "{{ q.words }}",
        "{{ q.words|upper }}",
        "stands in no source text",
    ),
    "a character more, that the text has": (
        "parts.html",
        "{{ q.words }}",
        "{{ q.words }}.",
        "is an excerpt with a character changed",
    ),
    "a letter replaced": (
        "parts.html",
        "{{ q.words }}",
        "{{ q.words|replace('o', '0') }}",
        "stands in no source text",
    ),
    "words of another quotation": (
        "parts.html",
        "{{ q.words }}",
        "The clock in the square was mended on Friday, 19 February 2021",
        "the link",
    ),
    "an element inside": ("parts.html", "{{ q.words }}", "<b>{{ q.words }}</b>", "stands inside a quotation"),
    "a comment inside": ("parts.html", "{{ q.words }}", "{{ q.words }}<!-- -->", "stands inside a quotation"),
    "no language": ("parts.html", '<blockquote lang="{{ q.lang }}">', "<blockquote>", "no lang on its own"),
    "an empty language": ("parts.html", 'lang="{{ q.lang }}"', 'lang=""', "no lang on its own"),
    "another language": ("parts.html", 'lang="{{ q.lang }}"', 'lang="fr"', "in no source text in 'fr'"),
    "in capitals": ("parts.html", "<blockquote lang", "<BLOCKQUOTE class=x data-lang", "no lang on its own"),
    "not closed": ("parts.html", "{{ q.words }}</blockquote>", "{{ q.words }}", "stands inside a quotation"),
    "no quotation at all": ("parts.html", "blockquote", "div", "does not show the quotation"),
    "a translation cut": (
        "parts.html",
        "{{ q.translation }}",
        "{{ q.translation[:9] }}",
        "stands in no source text",
    ),
    "a translation left out": (
        "parts.html",
        "{% if q.translation %}",
        "{% if false %}",
        "without our translation",
    ),
    "the link to the excerpt": (
        "parts.html",
        'href="{{ q.href }}"',
        'href="#"',
        "the link behind it is missing",
    ),
    "a link that leads elsewhere": (
        "parts.html",
        'href="{{ q.href }}"',
        """href="{{ q.href|replace('../', 'xx/') }}\"""",
        "the link behind it is missing",
    ),
    "a link to another": (
        "parts.html",
        'href="{{ q.href }}"',
        'href="{{ f.home }}sources/hill-letter/#friday"',
        "leads to hill-letter:friday",
    ),
    "a statement cut": (
        "parts.html",
        "{{ s.html }}",
        "{{ s.html|striptags|truncate(20, true) }}",
        "not there in full",
    ),
    "a statement without emphasis": (
        "parts.html",
        "{{ s.html }}",
        "{{ s.html|striptags }}",
        "not there in full",
    ),
    "a statement without id": ("parts.html", ' id="{{ s.id }}"', "", "no element has the id"),
    "an id twice": (
        "parts.html",
        '<p class="t">{{ s.html }}',
        '<p class="t" id="{{ s.id }}">{{ s.html }}',
        "twice",
    ),
    "a fact cut": (
        "parts.html",
        "{{ fact.value.html }}",
        "{{ fact.value.html|striptags }}",
        "not there in full",
    ),
    "a fact's id": ("parts.html", ' id="{{ fact.value.id }}"', "", "no element has the id 'craft'"),
    "a citation left out": (
        "parts.html",
        "in side.quotations %}{{ quotation",
        "in side.quotations[:1] %}{{ quotation",
        "does not show the quotation",
    ),
    "another date's citation": ("parts.html", "in e.others %}", "in [] %}", "does not show the quotation"),
    "the marker": (
        "explainer.html",
        '<p class="t">{{ block.html }}',
        """<p class="t">{{ block.html|replace('href="#_ref-', 'href="#"')|safe }}""",
        "has no marker",
    ),
    "the marker's place": (
        "explainer.html",
        '<p class="t">{{ block.html }}',
        """<p class="t">{{ block.html|replace('id="_cite-', 'id="_')|safe }}""",
        "no element has the id '_cite-",
    ),
    "the way back": ("parts.html", "in q.back %}", "in q.back[1:] %}", "has no way back"),
    "a quotation's place": ("parts.html", ' id="{{ q.anchor }}"', "", "no element has the id '_ref-"),
    "a quotation beside running text": (
        "explainer.html",
        "in block.quotations %}",
        "in block.quotations[1:] %}",
        "no element has the id '_ref-",
    ),
    "all quotations of running text": (
        "explainer.html",
        "{% if block.quotations %}",
        "{% if false %}",
        "no element has the id '_ref-",
    ),
    "a section": (
        "profile.html",
        "{% for part in page.shared %}",
        "{% for part in [] %}",
        "winders.stood is not there",
    ),
    "an event": ("parts.html", "{{ e.html }}", "{{ e.html|truncate(9, true) }}", "not there in full"),
    "an event's link": ("parts.html", '<a href="{{ e.href }}">', '<a href="#">', "with its link"),
    "a person in the list": ("people.html", "in page.people %}", "in page.people[1:] %}", "the sentence of"),
    "a person on the first page": (
        "home.html",
        "in page.people %}",
        "in page.people[1:] %}",
        "the sentence of",
    ),
    "a person's fact": (
        "parts.html",
        "{{ line.fact.value.html }}",
        "{{ line.fact.label }}",
        "not there in full",
    ),
    "the words of a speaker": ("speaker.html", "in passages %}", "in passages[1:] %}", "this speaker lack"),
    "what rests on them": ("speaker.html", "in passage.uses %}", "in passage.uses[1:] %}", "what rests on"),
    "an excerpt": ("source.html", ' id="{{ excerpt.anchor }}"', "", "the excerpt"),
    "an excerpt's words": ("source.html", "{{ p.words(q) }}", "", "does not show the quotation"),
    "its uses": ("source.html", "in excerpt.uses %}", "in excerpt.uses[1:] %}", "rests on it"),
    "a use cut": ("parts.html", "{{ u.html }}", "{{ u.html|striptags|truncate(9) }}", "is not there in full"),
    "a position": (
        "question.html",
        "{{ s.html }}",
        "{{ s.label }}",
        "the statement friday is not there in full",
    ),
    "a position's id": ("question.html", ' id="{{ s.id }}"', "", "no element has the id 'friday'"),
    "what touches a question": ("question.html", "in page.statements %}", "in [] %}", "the sentence of"),
    "running text": (
        "explainer.html",
        "{{ block.html }}",
        "{{ block.html|striptags }}",
        "no element has the id 's-",
    ),
    "a citation in a list": (
        "citation-list.html",
        "in page.entries %}",
        "in page.entries[1:] %}",
        "the list lacks",
    ),
    "its statement": ("citation-list.html", "{{ s.html }}", "", "lacks"),
    "its link": ("citation-list.html", 'href="{{ s.href }}"', 'href="#"', "lacks"),
    "a quotation of it": (
        "citation-list.html",
        "in entry.quotations %}",
        "in entry.quotations[1:] %}",
        "lacks",
    ),
    "a cell cut": ("questions.html", "{{ cell.words }}", "{{ cell.words[:20] }}", "stands in no source text"),
    "a cell's link": ("questions.html", 'href="{{ cell.href }}"', 'href="#"', "the matrix lacks"),
    "a cell left out": ("questions.html", "{% if cell.position %}", "{% if false %}", "the matrix lacks"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_page_that_does_not_show_what_was_proved_is_refused(
    case: str, small_rendered: Built, tmp_path: Path
) -> None:
    name, old, new, told = BROKEN[case]
    text = (ROOT / "templates" / name).read_text("utf-8")
    assert old in text, f"templates/{name} no longer has {old}: this case tries nothing"
    write(tmp_path, f"templates/{name}", text.replace(old, new))
    face = Face(tmp_path)
    made = [page for page, _html in small_rendered.pages if name in ("parts.html", page.template)]
    messages = (
        fault.message for page in made for fault in small_rendered.readback.read(page, face.html(page))
    )
    assert any(told in message for message in messages)


def test_nothing_is_published(of_small: Site, tmp_path: Path) -> None:
    folder = copy(of_small.dossier, tmp_path / "dossier")
    shutil.copytree(of_small.public, folder / "public")
    before = snapshot(folder / "public")
    text = (ROOT / "templates" / "parts.html").read_text("utf-8")
    write(folder, "templates/parts.html", text.replace("{{ q.words }}", "{{ q.words[:-1] }}"))
    ran = run("build", folder)
    assert (ran.code, set(ran.codes)) == (1, {"page-unproved"})
    assert all(problem.startswith("templates/parts.html:1:1: ") for problem in ran.problems), ran.text
    assert "“had stood still for nine day” stands in no source text in 'en'; nearest to it is" in ran.text
    assert snapshot(folder / "public") == before
    assert run("check", folder).problems == ran.problems


def test_a_fault_on_many_pages_is_told_once(of_real: Site, all_rendered: Built) -> None:
    refusals = Refusals()
    read = 0
    for page, html in all_rendered.pages:
        read += 1
        refusals.add(
            page, all_rendered.readback.read(page, html.replace("<blockquote lang", "<blockquote data-x"))
        )
        if refusals.enough:
            break
    assert read < len(all_rendered.pages)
    problems = refusals.problems(of_real.dossier)
    assert len({(problem.origin, problem.message.partition(": ")[0]) for problem in problems}) <= len(
        problems
    )
    assert {problem.code for problem in problems} == {Code.PAGE_UNPROVED}
    assert any(f"on {ENOUGH} pages" in problem.hint for problem in problems)


def test_a_template_of_the_generator_is_named_in_full(of_small: Site) -> None:
    refusals = Refusals()
    built = rendered(of_small.dossier)
    page, html = built.pages[0]
    refusals.add(page, built.readback.read(page, html.replace(' id="stood-still"', "")))
    (problem,) = refusals.problems(of_small.dossier)
    assert Path(problem.origin.path) == ROOT / "templates" / "home.html"


def test_a_page_that_is_never_made_is_missed(of_small: Site) -> None:
    built = rendered(of_small.dossier)
    for page, html in built.pages:
        if page.path not in ("es/timeline/", "sources/hill-letter/"):
            built.readback.read(page, html)
    assert built.readback.missing() == ["es/timeline/", "sources/hill-letter/"]
    (first, _second) = Refusals().problems(of_small.dossier, built.readback.missing())
    assert str(first) == "site.yaml:1:1: page-unproved: the page /es/timeline/ was not made"


def test_other_words_of_a_text_may_be_shown_and_are_listed(of_small: Site, tmp_path: Path) -> None:
    folder = copy(of_small.dossier, tmp_path / "dossier")
    text = (ROOT / "templates" / "sources.html").read_text("utf-8")
    words = "The hands were cleaned as well"
    write(folder, "templates/sources.html", text.replace("</h1>", f'</h1><q lang="en">{words}</q>'))
    ran = run("build", folder)
    assert ran.code == 0, ran.text
    listed = json.loads((folder / "public" / "evidence.json").read_text("utf-8"))["quoted"]
    assert words in [record["passages"][0][0]["exact"] for record in listed]
    assert run("verify", "--dossier", folder, folder / "public").code == 0
    assert stranger(folder / "public", folder / "seeds").code == 0


def test_what_a_region_is(small_rendered: Built) -> None:
    html = '<p data-id="a"><p id="a"><b id="_in">x</b></p><h2>y</h2><p id="_ref-s.one">z</p><p id="_ref-s.two">z</p>'
    sheet, faults = Sheets(small_rendered.evidence).read(html)
    assert not faults
    assert not sheet.twice
    assert sheet.end(sheet.ids["a"]) == html.index("<h2>")
    assert sheet.end(sheet.ids["_ref-s.one"]) == sheet.ids["_ref-s.two"]


@pytest.mark.parametrize(
    ("html", "pieces", "there"),
    [
        ("<p>In 3 reports, it says.</p>", ["In ", ", it says."], True),
        ("<p>In , it says.</p>", ["In ", ", it says."], False),
        ("<p>In <b>3</b> reports, it says.</p>", ["In ", ", it says."], False),
        ("<p> 3 reports <em>say</em> so. </p>", ["", " <em>say</em> so."], True),
        ("<p>It says: 3 reports say so.</p>", ["3 reports say so."], False),
        ("<p>3 reports say so, they say.</p>", ["3 reports say so"], False),
        ('<p><q lang="en">on Friday</q></p><p>on Friday</p>', ["on Friday"], True),
        ('<p><q lang="en">on Friday</q></p>', ["on Friday"], False),
        ("<p>In May</p><p>In 3 reports</p>", ["In ", ""], True),
        ("<p>In May and 3 reports</p>", ["In ", " and ", ""], True),
    ],
)
def test_where_a_sentence_stands(html: str, pieces: list[str], there: bool) -> None:
    assert bool(find(html, pieces, 0, len(html))) == there


def test_a_quotation_elsewhere_on_the_page_is_not_the_one_cited(small_rendered: Built) -> None:
    """What is said of the group stands last; words like it stand in other places of the page."""
    page, html = next(each for each in small_rendered.pages if each[0].path == "people/ana-brito/")
    start = html.index('<blockquote lang="es"', html.index('id="winders.stood"'))
    faults = small_rendered.readback.read(
        page, html[:start] + html[html.index("</blockquote>", start) + 13 :]
    )
    assert "the statement winders.stood does not show the quotation hoja-del-valle:nine-days in full" in {
        fault.message for fault in faults
    }


def test_a_marker_elsewhere_on_the_page_is_not_the_statements(small_rendered: Built) -> None:
    page, html = next(each for each in small_rendered.pages if each[0].path == "explainers/clock/")
    place = ' id="_cite-hill-letter.nine-days-a"'
    moved = html.replace(place, "").replace("<h1", f"<p{place}></p><h1")
    faults = small_rendered.readback.read(page, moved)
    assert [fault.kind for fault in faults] == ["marker"]
    assert "has no marker that leads to the quotation hill-letter:nine-days" in faults[0].message


def test_a_translation_elsewhere_on_the_page_is_not_this_ones(small_rendered: Built) -> None:
    page, html = next(each for each in small_rendered.pages if each[0].path == "es/timeline/")
    start = html.index('id="goes-again"')
    first = '<q lang="es">El reloj de la plaza fue arreglado el viernes 19 de febrero de 2021</q>'
    second = '<q lang="es">había estado parado nueve días</q>'
    assert start < html.index(first) < html.index(second)
    moved = html.replace(first, "", 1).replace(second, second + first, 1)
    faults = small_rendered.readback.read(page, moved)
    assert [fault.kind for fault in faults] == ["translation"]


def test_other_characters_than_the_sources_own_are_refused(small_rendered: Built) -> None:
    sheets = Sheets(small_rendered.evidence)
    assert not sheets.read('<q lang="en">“I wind it &amp; I mend it,”</q>')[1]
    (fault,) = sheets.read('<q lang="en">"I wind it &amp; I mend it,"</q>')[1]
    assert "stands in no source text in 'en'" in fault.message


# ---------------------------------------------------------------- every single character


class Built(NamedTuple):
    evidence: Evidence
    readback: Readback
    pages: list[tuple[Page, str]]


def rendered(root: Path) -> Built:
    """Render every page of a dossier in this process."""
    loaded = load(root)
    assert loaded.dossier
    evidence, problems = prove(loaded.dossier, loaded.ids, loaded.lost)
    assert evidence, problems
    face = Face(root)
    style, style_hash, _wrong = face.style()
    all_words, _wrong = face.words(loaded.dossier.site.languages)
    planned = plans(evidence, all_words, style, style_hash, {})
    made = [(page, face.html(page)) for page in (each.made() for each in planned)]
    return Built(evidence, Readback(evidence), made)


@pytest.fixture(scope="module")
def all_rendered() -> Built:
    return rendered(ROOT)


@pytest.fixture(scope="module")
def small_rendered(of_small: Site) -> Built:
    return rendered(of_small.dossier)


def file_of(page: Page) -> str:
    return page.path if page.path.endswith(".html") else f"{page.path}index.html"


def known(evidence: Evidence) -> set[tuple[str, str]]:
    """Gather, in a way of its own, what an edit must not turn a quotation into: another true one."""
    excerpts = {(proof.source.language, proof.words) for proof in evidence.proofs.values()}
    ours = {
        (code, t.text) for proof in evidence.proofs.values() for code, t in proof.excerpt.translation.items()
    }
    return excerpts | ours | {(each.language, each.words) for each in evidence.inline.values()}


def edited(html: str, numbers: Callable[[int], int], true: set[tuple[str, str]]) -> str | None:
    """Change, lose or add one character in one quotation of a page; None where there is none, or none changed."""
    places = list(QUOTATION.finditer(html))
    if not places:
        return None
    place = places[numbers(len(places))]
    words = unescape(place[3])
    at = numbers(len(words) + 1)
    character = CHARACTERS[numbers(len(CHARACTERS))]
    way = numbers(3)
    new = words[:at] + (character if way else "") + words[at + (way < 2) :]
    if new.split() == words.split() or (place[2], " ".join(new.split())) in true:
        return None
    start, end = place.span(3)
    return html[:start] + escape(new) + html[end:]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_edit_of_a_quotation_passes_the_build(data: st.DataObject, all_rendered: Built) -> None:
    page, html = data.draw(st.sampled_from(all_rendered.pages))
    other = edited(html, lambda below: data.draw(st.integers(0, below - 1)), known(all_rendered.evidence))
    if other is not None:
        assert all_rendered.readback.read(page, other)


@pytest.mark.parametrize(
    ("where", "read"), [("of_small", "small_rendered"), ("of_real", "all_rendered")], ids=["small", "real"]
)
def test_no_edit_of_a_quotation_passes_anybody(
    where: str, read: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One edit on every page at once: each page is named by all three."""
    site, built = request.getfixturevalue(where), request.getfixturevalue(read)
    public = Path(shutil.copytree(site.public, tmp_path / "public"))
    true = known(built.evidence)
    draw = random.Random(9)
    altered = set()
    for page, _html in built.pages:
        path = public / file_of(page)
        other = edited(path.read_text("utf-8"), draw.randrange, true)
        if other is not None:
            assert built.readback.read(page, other), page.path
            path.write_text(other, encoding="utf-8", newline="")
            altered.add(file_of(page))
    assert len(altered) > len(built.pages) / 2
    ran = run("verify", public, "--dossier", site.dossier)
    assert ran.code == 1
    assert {line.split(":")[0] for line in ran.problems} == {f"{public}/{name}" for name in altered}
    by_stranger = stranger(public, site.dossier / "seeds")
    assert by_stranger.code == 1
    named = {
        re.split("[,#]", line)[0] for line in by_stranger.text.splitlines() if line.startswith("FALSE: ")
    }
    assert named == {f"FALSE: {name}" for name in altered}


# ---------------------------------------------------------------- a published folder that somebody altered


def alter(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_bytes().decode()
    assert old in text, f"{old!r} does not stand in {file}"
    path.write_bytes(text.replace(old, new, 1).encode())


def in_process(site: Site) -> Stranger:
    """Run the published program on a folder, in this process."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = public_verify.main([str(site.dossier / "seeds"), str(site.public)])
    return Stranger(code, told.getvalue())


def both(site: Site, *told: str) -> None:
    """Hold that both who read a folder find something false, and name it."""
    for ran in (run("verify", site.public, "--dossier", site.dossier), in_process(site)):
        assert ran.code == 1, ran.text
        assert [words for words in told if words not in ran.text] == [], ran.text


ALTERED = {
    "a letter of a quotation": ("es/timeline/", "mended on Friday", "mended on Fridaz"),
    "a letter inside a sentence": ("people/ana-brito/", ">relojera<", ">relojero<"),
    "words in our own voice": ("es/people/ana-brito/", ">new rope<", ">new ropes<"),
    "a translation": ("es/citations/questions/", "arreglado el viernes", "arreglado el lunes"),
    "no language": ("timeline/", '<blockquote lang="en">', "<blockquote>"),
    "another language": ("sources/hill-letter/", '<blockquote lang="en">', '<blockquote lang="es">'),
    "an element inside": ("citations/timeline/", "mended on Friday", "mended on <b>Friday</b>"),
    "a quotation not closed": ("es/entities/winders/", "</blockquote>", ""),
    "a statement's word": ("", "nine days, say", "ten days, say"),
    "a statement's end": ("es/explainers/clock/", "parado nueve días. ", "parado nueve. "),
    "what was counted": ("entities/winders/", "</em>, 2 reports", "</em>, 3 reports"),
    "a statement's id": ("es/questions/when/", 'id="friday"', 'id="fridays"'),
    "a statement that a quotation holds as well": ("questions/when/", ">on Friday</h2>", "></h2>"),
    "a link to an excerpt": ("es/", '/#nine-days"', '/#"'),
    "words of another excerpt": ("citations/profile/ana-brito/", "“I wind it", "“I win it"),
    "an id twice": ("es/sources/hill-letter/", 'id="friday"', 'id="nine-days"'),
}


def test_altered_pages_are_named(loose: Site) -> None:
    for page, old, new in ALTERED.values():
        alter(loose.public, f"{page}index.html", old, new)
    ran = run("verify", loose.public, "--dossier", loose.dossier)
    named = {line.split(":")[0].removeprefix(f"{loose.public}/") for line in ran.problems}
    assert named == {f"{page}index.html" for page, _old, _new in ALTERED.values()}, ran.text
    by_stranger = in_process(loose)
    found = {
        re.split("[,#]", line)[0] for line in by_stranger.text.splitlines() if line.startswith("FALSE: ")
    }
    assert found == {f"FALSE: {name}" for name in named}, by_stranger.text


def test_the_line_is_named(loose: Site) -> None:
    alter(loose.public, "timeline/index.html", "mended on Friday", "mended on Fridaz")
    lines = (loose.public / "timeline" / "index.html").read_text("utf-8").split("\n")
    line = next(number for number, line in enumerate(lines, 1) if "Fridaz" in line)
    both(loose, "timeline/index.html")
    assert (
        f"{loose.public}/timeline/index.html:{line}:"
        in run("verify", loose.public, "--dossier", loose.dossier).text
    )
    assert (
        f"FALSE: timeline/index.html, line {line}: no text in “en” has, in full: The clock"
        in in_process(loose).text
    )


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("explainers/clock/", ' id="_cite-hill-letter.nine-days-a"', ""),
        ("people/ana-brito/", ' id="winders.stood"', ""),
        ("people/ana-brito/", '/#nine-days"', '/#"'),
        ("explainers/clock/", '"#_cite-hill-letter.nine-days-a', '"#_cite-hill-letter.nine-days-b'),
        ("sources/hill-letter/", "2 reports", "3 reports"),
        ("es/citations/questions/", "el sábado", "el domingo"),
    ],
)
def test_what_only_the_dossier_knows_is_named_by_verify(page: str, old: str, new: str, loose: Site) -> None:
    alter(loose.public, f"{page}index.html", old, new)
    ran = run("verify", loose.public, "--dossier", loose.dossier)
    assert (ran.code, set(ran.codes)) == (1, {"page-unproved"})
    assert all(f"{page}index.html:" in problem for problem in ran.problems)


def test_a_statement_taken_from_its_page_is_named(loose: Site) -> None:
    path = loose.public / "timeline" / "index.html"
    html, count = re.subn(
        r'<li class="[^"]*" id="goes-again">.*?</li>', "", path.read_text("utf-8"), flags=re.DOTALL
    )
    assert count == 1
    path.write_text(html, encoding="utf-8", newline="")
    both(loose, "goes-again", "timeline/index.html")


def test_a_groups_statement_on_a_members_page_is_named(loose: Site) -> None:
    alter(loose.public, "es/people/ana-brito/index.html", "<em>parado</em>", "<em>andando</em>")
    both(loose, "es/people/ana-brito/index.html", "winders.stood")


def test_a_statement_that_somebody_added_is_named(loose: Site) -> None:
    text = (loose.public / "index.html").read_text("utf-8")
    start = text.rindex("<li", 0, text.index('id="stood-still"'))
    item = text[start : text.index("</ol>", start)]
    alter(loose.public, "index.html", item, item + item.replace("stood-still", "never-stood"))
    by_stranger = in_process(loose)
    assert by_stranger.code == 1
    assert "index.html#never-stood: evidence.json does not list this statement" in by_stranger.text


def test_a_page_taken_away_and_a_page_put_in(loose: Site) -> None:
    (loose.public / "es" / "timeline" / "index.html").unlink()
    both(loose, "es/timeline/index.html", "the page is missing")
    write(
        loose.public, "more/index.html", '<!doctype html><p>They said <q lang="en">nothing of the kind</q>.'
    )
    both(loose, "more/index.html", "nothing of the kind")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("on Friday,\\n", "on Monday,\\n", "hill-letter:friday"),
        ('"start":0', '"start":1', "hill-letter:friday"),
        ('"end":62', '"end":61', "hill-letter:friday"),
        ("arreglado el viernes", "arreglado el lunes", "arreglado el viernes"),
        ("for nine days, say", "for ten days, say", "for ten days"),
        ('"cites":["hill-letter:friday"]', '"cites":[]', "hill-letter:friday"),
        (
            '"cites":["hill-letter:friday"]',
            '"cites":["hill-letter:friday","hill-letter:nine-days"]',
            "nine-days",
        ),
        ('"id":"saturday","text"', '"id":"sunday","text"', "sunday"),
        ('"page":"timeline/"', '"page":"times/"', "times/index.html"),
        ('"exact":"relojera"', '"exact":"relojero"', "relojer"),
        ('"sha256":"0e0d', '"sha256":"0e0e', "is not the text of hill-letter as received"),
    ],
)
def test_altered_evidence_is_named(old: str, new: str, told: str, loose: Site) -> None:
    alter(loose.public, "evidence.json", old, new)
    by_stranger = in_process(loose)
    assert by_stranger.code == 1, by_stranger.text
    assert told in by_stranger.text


def test_altered_evidence_is_named_by_its_line(loose: Site) -> None:
    alter(loose.public, "evidence.json", "mended on Friday", "mended on Monday")
    ran = run("verify", loose.public, "--dossier", loose.dossier)
    assert (ran.code, ran.codes) == (1, ["page-unproved"])
    assert re.search(
        r"public/evidence\.json:\d+:1: page-unproved: the dossier gives here: \{\"key\":\"hill-letter:friday",
        ran.text,
    )


def test_a_statement_dropped_from_the_evidence_is_named(loose: Site) -> None:
    lines = (loose.public / "evidence.json").read_text("utf-8").split("\n")
    kept = [line for line in lines if '"id":"stood-still"' not in line]
    assert len(kept) == len(lines) - 1
    (loose.public / "evidence.json").write_text("\n".join(kept), encoding="utf-8")
    both(loose, "evidence.json")
    assert "index.html#stood-still: evidence.json does not list" in in_process(loose).text


def test_an_altered_program_is_named(loose: Site) -> None:
    alter(loose.public, "verify.py", "return 1 if check.false", "return 0 if check.false")
    ran = run("verify", loose.public, "--dossier", loose.dossier)
    assert (ran.code, ran.codes) == (1, ["page-unproved"])
    assert "public/verify.py:" in ran.text
    (loose.public / "verify.py").unlink()
    ran = run("verify", loose.public, "--dossier", loose.dossier)
    assert (ran.code, ran.problems) == (
        1,
        [f"{loose.public}/verify.py:1:1: page-unproved: the file is missing"],
    )


# ---------------------------------------------------------------- the stranger's program


@pytest.fixture
def texts(of_small: Site, tmp_path: Path) -> Path:
    """Give the texts as a stranger may have them: under other names, in folders, among other things."""
    folder = tmp_path / "seeds"
    write(folder, "a/first.bin", (of_small.dossier / "seeds" / "hill-letter.txt").read_bytes())
    write(folder, "second", (of_small.dossier / "seeds" / "hoja-del-valle.txt").read_bytes())
    write(folder, "notes.txt", b"\xff\xfe my own notes")
    return folder


def test_texts_are_known_by_their_hash(of_small: Site, texts: Path) -> None:
    assert in_process(Site(texts.parent, of_small.public)).code == 0


def test_without_a_folder_the_site_is_where_the_program_stands(of_small: Site, texts: Path) -> None:
    command = [sys.executable, "-I", str(of_small.public / "verify.py"), str(texts)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_missing_text_is_told_and_its_quotations_are_not_proved(of_small: Site, texts: Path) -> None:
    (texts / "second").unlink()
    ran = in_process(Site(texts.parent, of_small.public))
    assert ran.code == 2, ran.text
    assert "not checked: hoja-del-valle, whose text (SHA-256 cee30a9445762a85" in ran.text
    numbers = re.search(r"(\d+) quotations proved, (\d+) not checked", ran.text)
    assert numbers
    assert int(numbers[1]) > 0
    assert int(numbers[2]) > 0


def test_an_altered_text_is_named(of_small: Site, texts: Path) -> None:
    write(texts, "second", (texts / "second").read_bytes() + b"\n")
    ran = in_process(Site(texts.parent, of_small.public))
    assert ran.code == 1, ran.text
    assert f"{texts}/second is not the text of hoja-del-valle as received; it lacks []" in ran.text


def test_an_altered_text_of_the_real_dossier_is_named(of_real: Site, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(of_real.dossier / "seeds", tmp_path / "seeds"))
    alter(folder, "002_9b2981cbf82cc94d.txt", "Biden", "Trump")
    ran = stranger(of_real.public, folder)
    assert ran.code == 1
    assert re.search(
        r"002_9b2981cbf82cc94d\.txt is not the text of parriva as received; it lacks \['parriva:", ran.text
    )


def test_it_says_what_keeps_it_from_starting(texts: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(SCRIPT)]
    for arguments in ([], ["--help"], [str(tmp_path / "nothing")], ["a", "b", "c"]):
        ran = subprocess.run([*command, *arguments], capture_output=True, encoding="utf-8", check=False)
        assert ran.returncode == 2
        assert "python verify.py FOLDER_WITH_SOURCE_TEXTS [SITE_FOLDER]" in ran.stdout
    assert stranger(tmp_path, texts, SCRIPT).text.startswith("cannot check: FileNotFoundError: ")
    write(tmp_path / "odd", "evidence.json", "[]")
    assert stranger(tmp_path / "odd", texts, SCRIPT).code == 2


def test_it_is_short_and_needs_nothing_but_an_old_python() -> None:
    source = SCRIPT.read_text("utf-8")
    assert len(source.splitlines()) < 230
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)
    assert not imported & {"urllib", "urllib.request", "http.client", "socket", "ssl"}


def old_pythons() -> Iterator[str]:
    for version in ("3.8", "3.9", "3.10"):
        places = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(
            f"versions/{version}.*/bin/python3"
        )
        yield from (str(place) for place in places)


def test_it_runs_on_an_old_python(of_small: Site, texts: Path) -> None:
    for python in old_pythons():  # where there is one
        ran = subprocess.run(
            [python, "-I", of_small.public / "verify.py", texts], capture_output=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, b""), python


# ---------------------------------------------------------------- evidence.json


def evidence_of(public: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((public / "evidence.json").read_text("utf-8"))
    return found


def test_the_evidence_says_where_each_excerpt_stands(site: Site) -> None:
    evidence = evidence_of(site.public)
    texts = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode()
        for path in (site.dossier / "seeds").iterdir()
    }
    of = {source["id"]: texts[source["sha256"]] for source in evidence["sources"]}
    assert evidence["excerpts"]
    for record in (*evidence["excerpts"], *evidence["quoted"]):
        for passage in record["passages"]:
            for part in passage:
                assert of[record["source"]][part["start"] : part["end"]] == part["exact"]
    assert evidence["counts"] == {
        "statements": len(evidence["statements"]),
        "excerpts": len(evidence["excerpts"]),
    }
    keys = {record["key"] for record in evidence["excerpts"]}
    for statement in evidence["statements"]:
        assert statement["cites"]
        assert set(statement["cites"]) <= keys
        assert set(statement["text"]) == set(evidence["languages"])
        assert all(statement["text"].values())


def test_the_evidence_holds_no_more_of_a_text_than_is_quoted(of_real: Site) -> None:
    evidence = evidence_of(of_real.public)
    texts = [path.read_text("utf-8") for path in (of_real.dossier / "seeds").glob("*.txt")]
    quoted = [
        part["exact"]
        for name in ("excerpts", "quoted")
        for record in evidence.pop(name)
        for passage in record["passages"]
        for part in passage
    ]

    def strings(value: Any) -> Iterator[str]:  # noqa: ANN401
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from strings(each)

    found = [
        text
        for text in strings(evidence)
        if len(text.split()) > 7 and any(text in source for source in texts)
    ]
    titles = [source["title"] for source in evidence["sources"]]
    assert not [text for text in found if text not in titles and not any(text in words for words in quoted)]


def test_the_evidence_is_small_and_has_a_record_a_line(of_real: Site) -> None:
    path = of_real.public / "evidence.json"
    evidence = evidence_of(of_real.public)
    records = sum(len(evidence[name]) for name in ("sources", "excerpts", "quoted", "statements"))
    assert path.stat().st_size < 350 * records  # of which two languages say what stands there
    lines = path.read_text("utf-8").splitlines()
    for name in ("sources", "excerpts", "quoted", "statements"):
        start = lines.index(f'"{name}": [') + 1
        assert [
            json.loads(line.rstrip(",")) for line in lines[start : start + len(evidence[name])]
        ] == evidence[name]


def test_the_evidence_is_always_the_same(of_small: Site, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-m",
            "generator",
            "build",
            str(of_small.dossier),
            "--output",
            str(tmp_path / seed),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": f"UTC+{seed}"}
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
        assert (tmp_path / seed / "evidence.json").read_bytes() == (
            of_small.public / "evidence.json"
        ).read_bytes()


def test_the_evidence_in_words(of_small: Site) -> None:
    evidence = evidence_of(of_small.public)
    of = {
        record.get("key") or record["id"]: record
        for name in ("excerpts", "statements")
        for record in evidence[name]
    }
    assert of["hill-letter:nine-days"] == {
        "key": "hill-letter:nine-days",
        "source": "hill-letter",
        "role": "body",
        "translation": {"es": "había estado parado nueve días"},
        "passages": [
            [{"exact": "had stood still for nine days", "start": 102, "end": 131}],
            [{"exact": "had stood still for nine days", "start": 332, "end": 361}],
        ],
    }
    assert of["hill-letter:she-says"]["attributed_to"] == [{"id": "ana-brito", "name": "Ana Brito"}]
    assert of["hill-letter:hands-and-rope"]["passages"] == [
        [
            {"exact": "The hands were cleaned", "start": 133, "end": 155},
            {"exact": "bought for the weight", "start": 184, "end": 205},
        ]
    ]
    assert of["stood"] == {
        "page": "entities/winders/",
        "id": "stood",
        "text": {
            "en": "It stood still, 2 reports Hill & Dale Letter and Hoja del Valle.",
            "es": "Estuvo parado: 2 textos, aquí.",
        },
        "cites": ["hill-letter:nine-days", "hoja-del-valle:nine-days"],
    }
    assert of["craft"]["text"] == {"en": "called a “relojera”", "es": "llamada “relojera”"}
    assert of["goes-again"]["also_dated"] == [{"date": "2021", "cites": ["hill-letter:nine-days"]}]
    quoted = [record["passages"] for record in evidence["quoted"]]
    assert quoted == [
        [[{"exact": "were cleaned", "start": 143, "end": 155}]],
        [[{"exact": "new rope", "start": 171, "end": 179}]],
        [[{"exact": "relojera", "start": 96, "end": 104}]],
    ]


def test_the_evidence_of_a_large_dossier_is_divided(
    of_small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_file, "TOGETHER", 3)
    public = tmp_path / "public"
    assert run("build", of_small.dossier, "--output", public).code == 0
    index = evidence_of(public)
    assert "statements" not in index
    files = [source["file"] for source in index["sources"]]
    assert files == ["evidence/hill-letter.json", "evidence/hoja-del-valle.json"]
    whole = evidence_of(of_small.public)
    for name in ("excerpts", "quoted", "statements"):
        parts = [record for file in files for record in json.loads((public / file).read_text("utf-8"))[name]]
        assert sorted(map(str, parts)) == sorted(map(str, whole[name]))
    assert run("verify", public, "--dossier", of_small.dossier).code == 0
    assert stranger(public, of_small.dossier / "seeds").code == 0
    alter(public, "evidence/hill-letter.json", "mended on Friday", "mended on Monday")
    both(Site(of_small.dossier, public), "hill-letter")
