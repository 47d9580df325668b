"""Every type of page, read by everybody: in both languages, in light and dark, on narrow and on wide screens.

One browser window goes through all of them: its width and colour scheme are set, not opened anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from tests.browser import Pages
from tests.dossiers import ROOT, copy, write
from tests.real import LANGUAGES, TYPES, Site, build_and_note
from tests.walk import fold
from tools import gallery
from tools.axe import AAA_CONTRAST, Violation
from tools.nu import Message

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

WIDTHS = (320, 768, 1440)
"""In px; 320 is also a screen of 1280 px at 400 %."""

OF_WIDTH = ("target-size", "link-in-text-block", "scrollable-region-focusable")
"""The rules of axe-core whose findings depend on how wide the page is."""

SMALL = ("home", "person", "corrections")
"""Types that the small dossier shows otherwise than the real one: with corrections."""

CORRECTION = """\
date: 2021-03-01
page: /people/ana-brito/
said: {en: She wound it on Sundays., es: Le daba cuerda los domingos.}
says: {en: She winds it., es: Le da cuerda.}
why: {en: We misread the date., es: Leímos mal la fecha.}
"""

SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
        p {margin-bottom: 2em !important}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""What a reader may set by WCAG 2.2, 1.4.12."""

LAID_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* {content-visibility: visible !important}");
    document.adoptedStyleSheets = [sheet];
}"""
"""Lay out all of a page: of a long one, what is far from the window waits, and its text is not given as shown."""

WIDER = """() => {
    const name = e => `${e.localName}.${e.className.baseVal ?? e.className}: ${e.textContent.trim().slice(0, 40)}`;
    const shown = [...document.body.querySelectorAll("*")]
        .filter(e => e.checkVisibility() && !e.closest(".vh, .skip, thead"));
    const cut = shown.filter(e => getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth);
    const out = shown.filter(e => !e.closest("svg *") && e.getBoundingClientRect().right > innerWidth + 0.5);
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    return [...wide, ...out.map(name), ...cut.map(name)];
}"""
"""What reaches beyond the window, or is cut off."""

SMALL_TARGETS = """() => {
    const text = node => node.textContent.replace(/\\s+/g, "");
    const inText = e => {  // a link within a sentence: words stand beside it in its block
        if (getComputedStyle(e).display !== "inline" || !e.closest("main")) return false;
        let block = e.parentElement;
        while (getComputedStyle(block).display === "inline") block = block.parentElement;
        const links = [...block.querySelectorAll("a")].map(text).join("");
        return text(block).length > links.length;
    };
    const size = e => {
        const boxes = [...e.getClientRects(), ...[...(e.labels ?? [])].flatMap(label => [...label.getClientRects()])];
        return [Math.max(...boxes.map(box => box.width)), Math.max(...boxes.map(box => box.height))];
    };
    return [...document.querySelectorAll("a[href], button, input, summary, select, textarea")]
        .filter(e => e.checkVisibility() && !e.matches(".skip") && !inText(e))
        .map(e => [e, ...size(e)])
        .filter(([, width, height]) => width < 43.9 || height < 43.9)
        .map(([e, width, height]) => `${Math.round(width)}x${Math.round(height)} ${e.parentElement.localName}.`
            + `${e.parentElement.className} > ${e.localName} ${e.textContent.trim().slice(0, 30)}`);
}"""
"""Targets outside running text that are less than 44 px wide or high."""

PALE = """() => {
    const channels = color => color.match(/[\\d.]+/g).map(Number);
    const light = color => channels(color).slice(0, 3).map(c => c / 255)
        .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
    const ground = e => { while (e && channels(getComputedStyle(e).backgroundColor)[3] === 0) e = e.parentElement;
        return getComputedStyle(e ?? document.body).backgroundColor; };
    const places = new Map();
    for (const e of document.querySelectorAll("main [id]"))
        if (e.checkVisibility()) places.set(`${e.tagName} ${e.className} ${e.querySelector(".dn") && 1}`, e);
    const pale = [];
    for (const place of places.values()) {
        location.hash = place.id;
        for (const e of [place, ...place.querySelectorAll("*")]) {
            if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const [more, less] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
            const ratio = (more + .05) / (less + .05);
            if (ratio < 7) pale.push(`${ratio.toFixed(2)} #${place.id} ${e.tagName}.${e.className}`);
        }
    }
    return pale;
}"""
"""Words of less than 7:1 in places that a link led to, one place of each kind."""

STOPS = """() => [...document.querySelectorAll("a[href], button, input, summary")]
    .filter(e => e.checkVisibility())
    .map((e, at) => { e.dataset.stop = at; return e.textContent.trim().slice(0, 40); })"""
FOCUSED = """() => {
    const e = document.activeElement, box = e.getClientRects()[0], style = getComputedStyle(e);
    const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    return [Number(e.dataset.stop), outline, box.top + scrollY, box.left, box.right];
}"""

WAITING = """() => [...document.querySelectorAll("main *")]
    .filter(e => !e.checkVisibility({contentVisibilityAuto: true}) && e.checkVisibility()).length"""
"""How many elements are not laid out yet."""

SHIFTED = """() => new Promise(done => {
    let moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(moved), 200);
})"""
LANDED = """id => [
    document.getElementById(id).getBoundingClientRect().top,
    document.documentElement.scrollHeight - innerHeight - scrollY,
]"""
"""How far below the top of the window a place stands, and how far the page can still be moved."""

OPEN = "() => document.querySelectorAll('details').forEach(e => e.open = true)"
WORDS_AND_LINKS = (
    "() => [document.body.innerText, ...[...document.links].map(a => `${a.href} ${a.innerText}`)]"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    dossier = copy(ROOT / "tests" / "sites" / "two-languages", tmp_path_factory.mktemp("small") / "dossier")
    shutil.rmtree(dossier / "templates")  # it has a face of its own
    write(dossier, "content/corrections/winding.yaml", CORRECTION)
    return build_and_note(dossier)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Pages]:
    pages = Pages(browser)
    yield pages
    pages.close()


@pytest.fixture(scope="module")
def tab(opened: Pages) -> Page:
    return opened.open()


@pytest.fixture(scope="module")
def plain_tab(opened: Pages) -> Page:
    """A tab without scripts."""
    return opened.open(javascript=False)


EXAMPLES = [
    pytest.param((name, language, kind), id=f"{name}-{language.strip('/') or 'en'}-{kind}")
    for name, kinds in (("real", TYPES), ("small", SMALL))
    for kind in kinds
    for language in LANGUAGES
]


@pytest.fixture(params=EXAMPLES)
def url(request: pytest.FixtureRequest, serve: Callable[[Path, str], str]) -> str:
    """The heaviest page of each type in each language."""
    name, language, kind = request.param
    site: Site = request.getfixturevalue(name)
    return serve(site.public, "/412-days/" if name == "real" else "/clock/") + site.of(language, kind)[0]


def test_every_type_of_page_stands_in_the_gallery() -> None:
    assert {shown.type for shown in gallery.SHOWN} == set(TYPES)
    assert gallery.DOCUMENT.read_text(encoding="utf-8") == gallery.document()
    assert {path.name for path in gallery.FOLDER.iterdir()} == {name for _, _, name in gallery.pictures()}
    assert sum(path.stat().st_size for path in gallery.FOLDER.iterdir()) < 2_500_000
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\(docs/images/([^)]+)\)", readme)
    assert len(shown) >= 2
    assert all((gallery.FOLDER / name).is_file() for name in shown)


def test_every_type_of_page_is_known(real: Site) -> None:
    assert set(real.types.values()) == set(TYPES)
    rendered = {path.stem for path in (ROOT / "templates").glob("*.html")} - {
        "base",
        "parts",
        "profile",
        "single",
        "listing",  # where lists are too long for one page: tests/test_scale.py
    }
    assert rendered <= set(TYPES)


@pytest.mark.long
@pytest.mark.browser
def test_nothing_stands_in_a_readers_way(
    url: str, tab: Page, opened: Pages, axe: Callable[..., list[Violation]]
) -> None:
    """All rules of axe-core on a narrow screen; elsewhere those that ask for width or colours."""
    found: dict[str, list[str]] = {}

    def note(state: str, wrong: list[Violation] | list[str]) -> None:
        if wrong:
            found[state] = [str(each) for each in wrong]

    opened.requests.clear()
    opened.console.clear()
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    tab.goto(url)
    assert opened.requests == [url]
    tab.evaluate(LAID_OUT)
    tab.evaluate(OPEN)
    if tab.locator("#_search").count():
        tab.fill("#_search", "rubio")
        tab.wait_for_selector("search li")
    note("any", axe(tab, also=[AAA_CONTRAST, *OF_WIDTH], without=["color-contrast"]))
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        note(f"{width} px: wide", tab.evaluate(WIDER))
        note(f"{width} px: targets", tab.evaluate(SMALL_TARGETS))
        note(f"{width} px: axe", axe(tab, only=OF_WIDTH) if width != WIDTHS[0] else [])
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        note(f"{scheme}: lit", tab.evaluate(PALE))
    note("dark: axe", axe(tab, only=[AAA_CONTRAST]))
    tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    tab.evaluate(SPACING)
    note("spaced: wide", tab.evaluate(WIDER))
    assert found == {}
    assert opened.console == []
    assert opened.foreign == []


@pytest.mark.long
@pytest.mark.browser
def test_without_scripts_every_page_has_the_same_words_and_links(
    url: str, tab: Page, plain_tab: Page
) -> None:
    for each in (tab, plain_tab):
        each.goto(url)
        each.set_viewport_size({"width": 1280, "height": 900})
        each.evaluate(LAID_OUT)
    if "/a-z/" in url:  # the box of the search, which its script puts there
        tab.evaluate("document.querySelector('main details').remove()")
    with_scripts, without = tab.evaluate(WORDS_AND_LINKS), plain_tab.evaluate(WORDS_AND_LINKS)
    assert len(without) > 10
    assert with_scripts == without


@pytest.mark.long
def test_every_page_keeps_to_the_standard(real: Site, nu: Callable[[Path], list[Message]]) -> None:
    assert nu(real.public) == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "a-z/"])
def test_the_policy_of_a_page_is_in_force(
    real: Site, opened: Pages, serve: Callable[[Path, str], str], path: str
) -> None:
    """Nothing comes from elsewhere, no style or script runs that was not in the page when it was built."""
    page = opened.open(serve(real.public, "/412-days/") + path)
    refused: list[str | None] = []
    page.on("requestfailed", lambda request: refused.append(request.failure))
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend", `
            <style>h1 {position: fixed !important}</style><p style="position: fixed">
            <img src="https://other.invalid/dot.png" alt=""><b onclick="document.title = 'ran'">x</b>`)"""
    )
    page.wait_for_timeout(100)
    page.evaluate("document.querySelector('b[onclick]').click()")
    for what in ("h1", "p:last-of-type"):
        assert page.evaluate("w => getComputedStyle(document.querySelector(w)).position", what) != "fixed"
    assert page.title() != "ran"
    assert refused == ["csp"]
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def inked(page: Page, width: int) -> int:
    """Count the dark points beside the text, where marks stand and headings hang."""
    gutter: FloatRect = {"x": 0, "y": 0, "width": 24 if width < 1312 else 250, "height": 900}
    picture = Image.open(BytesIO(page.screenshot(clip=gutter))).convert("L")
    return sum(picture.histogram()[:160])


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["person", "source", "questions", "timeline"])
@pytest.mark.parametrize("width", [412, 1440])
def test_a_long_page_is_laid_out_as_it_is_read(
    real: Site, opened: Pages, serve: Callable[[Path, str], str], kind: str, width: int
) -> None:
    """Only what is near the window is laid out, and nobody notices: links land, words are found, print is whole."""
    url = serve(real.public, "/412-days/") + real.of("", kind)[0]
    page = opened.open(url, width=width)
    assert page.evaluate(SHIFTED) == 0
    waiting = page.evaluate(WAITING)
    assert bool(waiting) == (kind != "questions" or width < 992), "the rows of a table cannot wait"
    page.evaluate("() => document.querySelector('.c ~ .c, .yr, tbody tr').scrollIntoView()")
    page.wait_for_timeout(100)
    shown = inked(page, width)
    page.evaluate(LAID_OUT)
    assert shown == pytest.approx(inked(page, width), rel=0.05), "nothing beside the text is cut off"
    assert page.evaluate(WAITING) == 0
    ids = page.evaluate("() => [...document.querySelectorAll('main .s[id]')].map(e => e.id)")
    for place in ids[len(ids) // 3 :: max(1, len(ids) // 3)]:
        page.goto("about:blank")
        page.goto(f"{url}#{place}")
        page.wait_for_timeout(200)
        top, room = page.evaluate(LANDED, place)
        assert abs(top - 96) < 4 or room < 4, f"#{place} at {top}"
    page.goto(url)
    words = page.evaluate(
        "() => [...document.querySelectorAll('main .t, main th a')].at(-1).textContent.trim()"
    )
    assert page.evaluate("words => find(words.slice(0, 30))", words)
    page.emulate_media(media="print")
    assert page.evaluate(WAITING) == 0
    page.context.close()


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "person", "questions"])
def test_the_keyboard_goes_through_a_page_in_reading_order(
    real: Site, opened: Pages, serve: Callable[[Path, str], str], kind: str
) -> None:
    page = opened.open(serve(real.public, "/412-days/") + real.of("", kind)[0], width=320)
    expected = page.evaluate(STOPS)
    assert len(expected) > 30
    reached, tops = [], []
    for _stop in expected:
        page.keyboard.press("Tab")
        number, outline, top, left, right = page.evaluate(FOCUSED)
        reached.append(number)
        tops.append(top)
        assert outline >= 2, page.evaluate("document.activeElement.outerHTML")
        assert left >= 0
        assert right <= 320
    assert reached == list(range(len(expected)))
    back = [
        f"{after:.0f} above {before:.0f}: {expected[at]}"
        for at, (before, after) in enumerate(pairwise(tops), 1)
        if after < before - 30  # beside each other, of unlike height
    ]
    assert back == []
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.context.close()


def test_without_its_style_a_page_reads_in_order(real: Site) -> None:
    """The order of the HTML is what text browsers show and screen readers read."""
    for language in LANGUAGES:
        for kind in TYPES:
            path = real.of(language, kind)[0]
            page = LexborHTMLParser(real.file(path).read_text(encoding="utf-8"))
            parts = [node.tag for node in page.css("body > *")]
            assert parts == ["a", "header", "main", "footer"], path
            first = page.css_first("main :is(h1, h2, h3, dl, table, figure)")
            assert first is not None
            assert first.tag == "h1", path
            for sentence in page.css("main .s:has(> .e .x)"):
                text, at = fold(sentence.text()), 0
                for each in (".t", ".e .l", ".x blockquote", ".x figcaption a"):
                    part = sentence.css_first(each)
                    if part is None:
                        assert (kind, each) == ("explainer", ".e .l"), (
                            path
                        )  # running text says it in its words
                        continue
                    at = text.find(fold(part.text()), at)
                    assert at >= 0, (path, each, text)
                    at += len(fold(part.text()))
