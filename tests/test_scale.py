"""Large dossiers: the dossier of this repository, divided as one a thousand times as long, by lowered bounds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

import generator.build  # noqa: F401 (so that every bound is known)
from generator.evidence.timeline import parts_of, places_in
from generator.problems import Origin
from generator.reading.edtf import parse
from generator.records import Edtf, Event, Statement
from generator.site.division import evenly, pager, pages_of, uses_shown
from tests.browser import Pages
from tests.dossiers import ROOT, STARTER, built, copy, edit, run, write
from tests.test_reading import SMALL_TARGETS, WIDER
from tests.walk import Walk
from tools.axe import AAA_CONTRAST, Violation
from tools.nu import Message

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BOUNDS = {
    "EVENTS_A_PAGE": 3,
    "MOST_ROWS": 2,
    "ENTRIES_A_PAGE": 3,
    "LINES_A_PAGE": 4,
    "BESIDE": 2,
    "USES_A_SOURCE": 60,
    "USES_A_PAGE": 4,
    "PAGER_IN_FULL": 3,
    "SHOWN_ON_HOME": 2,
    "NAMED": 2,
    "SOURCES_IN_KEY": 2,
    "QUOTATIONS_A_PAGE": 30,
    "QUOTATIONS_A_ROW": 2,
    "ADDRESSES": 100,
    "PASSAGES_A_PAGE": 4,
}


def lower(patch: pytest.MonkeyPatch, **bounds: int) -> None:
    """Set bounds in every module that knows them."""
    for name, value in bounds.items():
        known = [
            module
            for key, module in sys.modules.items()
            if key.startswith("generator.") and isinstance(getattr(module, name, None), int)
        ]
        assert known, f"no module has a bound {name}"
        for module in known:
            patch.setattr(module, name, value)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The site as it is."""
    return Walk(built(copy(ROOT, tmp_path_factory.mktemp("whole") / "dossier")), _base())


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The same, divided."""
    with pytest.MonkeyPatch.context() as patch:
        lower(patch, **BOUNDS)
        public = built(copy(ROOT, tmp_path_factory.mktemp("divided") / "dossier"))
    return Walk(public, _base())


def _base() -> str:
    found = re.search(r"^base_url: (\S+)", (ROOT / "site.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def of_list(walk: Walk, path: str) -> list[str]:
    """Give the parts of a divided list, in the order of its own page."""
    page = walk.pages[f"{path}index.html"]
    links = [walk.resolve(f"{path}index.html", node.attributes["href"] or "") for node in page.css(".ct a")]
    return [link.path for link in links if link.path]


def hrefs(walk: Walk, page: str, selector: str) -> list[str]:
    """Give where the links of a page lead, that a selector finds."""
    links = [walk.resolve(page, node.attributes["href"] or "") for node in walk.pages[page].css(selector)]
    return [f"{link.path}#{link.fragment}" if link.fragment else f"{link.path}" for link in links]


# ---------------------------------------------------------------- the whole site


def test_every_link_leads_somewhere(walk: Walk) -> None:
    dead = [
        link
        for link in walk.links
        if link.path is not None
        and (
            link.path not in walk.files
            or (link.fragment and link.fragment not in walk.ids.get(link.path, ()))
        )
    ]
    assert dead == []


def test_every_page_is_reached_and_has_its_own_title(walk: Walk) -> None:
    led = {"index.html", "404.html", "es/404.html", *(link.path for link in walk.links)}
    assert set(walk.pages) - led == set()
    titles = [page.css("title")[0].text() for name, page in walk.pages.items() if "offline" not in name]
    assert sorted({title for title in titles if titles.count(title) > 1 and "not found" not in title}) == []


def test_the_sitemap_is_an_index_of_parts_with_every_page_once(walk: Walk) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ET.fromstring((walk.folder / "sitemap.xml").read_text(encoding="utf-8"))
    parts = [node.text or "" for node in index.findall("s:sitemap/s:loc", spaces)]
    assert len(parts) > 3
    found: list[str] = []
    for part in parts:
        text = (walk.folder / part.removeprefix(walk.base_url)).read_text(encoding="utf-8")
        listed = [node.text or "" for node in ET.fromstring(text).findall("s:url/s:loc", spaces)]
        assert 0 < len(listed) <= BOUNDS["ADDRESSES"]
        found += listed
    assert sorted(found) == sorted(walk.url(page) for page in walk.pages if "404" not in page)


def test_a_stranger_can_prove_the_divided_site(walk: Walk) -> None:
    ran = subprocess.run(
        [sys.executable, "verify.py", str(ROOT / "seeds")],
        cwd=walk.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_one_file_leads_nowhere_else(walk: Walk) -> None:
    page = LexborHTMLParser((walk.folder / "offline.html").read_text(encoding="utf-8"))
    ids = {node.attributes["id"] for node in page.css("[id]")}
    lost = [
        href
        for href in (node.attributes["href"] or "" for node in page.css("a[href^='#']"))
        if href[1:] not in ids
    ]
    assert lost == []


def test_the_search_leads_to_the_sentences(walk: Walk) -> None:
    text = (walk.folder / "a-z" / "search.js").read_text(encoding="utf-8")
    _names, _hits, _keys, (pages, _signs, hits) = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    anchored = [(pages[2 * hit[1] + 1], hit[2]) for hit in hits if len(hit) > 2]
    assert any(path.startswith("timeline/20") for path, _anchor in anchored)
    assert [(path, anchor) for path, anchor in anchored if anchor not in walk.ids[f"{path}index.html"]] == []


# ---------------------------------------------------------------- the timeline


def test_each_event_stands_once_and_its_address_follows_from_its_date(walk: Walk, whole: Walk) -> None:
    events = [node.attributes["id"] or "" for node in whole.pages["timeline/index.html"].css("ol.ev > li")]
    assert len(events) > 20
    assert walk.pages["timeline/index.html"].css("ol.ev") == []
    found = {}
    for name, page in walk.pages.items():
        if name.startswith("timeline/"):
            for node in page.css("ol.ev > li"):
                event = node.attributes["id"] or ""
                assert event not in found
                found[event] = name
    assert list(found) != []
    assert sorted(found) == sorted(events)
    records = json.loads((walk.folder / "evidence.json").read_text(encoding="utf-8"))["statements"]
    told = {record["id"]: record["page"] for record in records if record["page"].startswith("timeline/")}
    assert told == {event: page.removesuffix("index.html") for event, page in found.items()}


def test_one_walks_through_the_timeline_in_both_directions(walk: Walk) -> None:
    [first] = [
        page
        for page in walk.pages
        if re.match(r"timeline/\d", page)
        and not hrefs(walk, page, "[rel=prev]")
        and hrefs(walk, page, "[rel=next]")
    ]
    seen = [first]
    while following := hrefs(walk, seen[-1], "[rel=next]"):
        assert hrefs(walk, following[0], "[rel=prev]") == [seen[-1]]
        seen += following
    assert sorted(seen) == sorted(page for page in walk.pages if re.match(r"timeline/\d", page))
    rows = hrefs(walk, "timeline/index.html", ".tl a") or of_list(walk, "timeline/")
    assert sorted(rows) == sorted(
        page for page in walk.pages if re.fullmatch(r"timeline/\d+/index.html", page)
    )


def event(name: str, date: str) -> Event:
    parsed = parse(date)
    assert isinstance(parsed, Edtf)
    statement = Statement(name, {}, (), None, Origin("x"))
    return Event(statement, parsed, (), None, (), None)


def test_events_are_parted_by_year_month_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, EVENTS_A_PAGE=2)
    dates = [
        "2020",
        "2021-03-01",
        "2021-03-02",
        "2021-03",
        "2021-05",
        "2021",
        "../2021",
        "2021-22",
        "2022-05~",
    ]
    events = [event(f"e{number}", date) for number, date in enumerate(dates)]
    assert places_in(parts_of(events)) == {
        "e0": "2020",
        "e1": "2021/03",
        "e2": "2021/03/page_2",
        "e3": "2021/03",
        "e4": "2021/05",
        "e5": "2021",
        "e6": "2021/page_2",
        "e7": "2021",
        "e8": "2022",
    }
    assert [len(part) for part in parts_of(events).values()] == [1, 2, 1, 2, 1, 1, 1]
    assert places_in(parts_of(events[:2])) == {"e0": "", "e1": ""}


def test_a_link_by_hand_leads_to_the_part_where_the_event_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(STARTER, tmp_path / "dossier")
    text = (folder / "content/events/repair.yaml").read_text(encoding="utf-8")
    first = re.search(r"id: (\S+)", text)
    assert first
    write(
        folder,
        "content/pages/about.md",
        f"---\ntitle: About\nsummary: Who makes it.\n---\n[There](/timeline/#{first[1]}), [gone](/timeline/#none).\n",
    )
    edit(folder, "content/pages/about.md", ", [gone](/timeline/#none)", "")
    lower(monkeypatch, EVENTS_A_PAGE=1)
    page = Walk(built(folder), "https://example.org/").pages["about/index.html"]
    [href] = [a.attributes["href"] for a in page.css("main a") if a.text() == "There"]
    assert href
    assert re.fullmatch(rf"\.\./timeline/\d{{4}}/(\d\d/)?(page_\d/)?#{first[1]}", href)
    edit(folder, "content/pages/about.md", f"#{first[1]}", "#none")
    ran = run("check", folder)
    assert ran.codes == ["unknown-id"]


# ---------------------------------------------------------------- lists


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("people/", ".pl > li > a"),
        ("entities/", ".pl > li > a"),
        ("sources/", "tbody th a"),
        ("speakers/", ".ct a"),
        ("explainers/", ".rows > li > a"),
        ("citations/", ".ct a"),
        ("es/people/", ".pl > li > a"),
    ],
)
def test_the_parts_of_a_list_hold_all_of_it_in_order(
    walk: Walk, whole: Walk, path: str, selector: str
) -> None:
    def held(link: str) -> bool:  # lists of events follow the parts of the timeline
        return not link.startswith("citations/timeline/")

    parts = of_list(walk, path)
    assert len(parts) > 1
    found = [link for part in parts for link in hrefs(walk, part, selector)]
    expected = hrefs(whole, f"{path}index.html", selector)
    assert list(filter(held, found)) == list(filter(held, expected))
    for before, after in pairwise(parts):
        assert hrefs(walk, before, "[rel=next]") == [after]
        assert hrefs(walk, after, "[rel=prev]") == [before]
    for part in parts:
        assert hrefs(walk, part, ".trail a")[-1] == f"{path}index.html"


def test_the_first_page_shows_some_and_leads_to_all(walk: Walk) -> None:
    page = walk.pages["index.html"]
    people = next(node.parent for node in page.css("h2") if node.attributes["id"] == "_people")
    assert people is not None
    assert len(people.css(".pl > li")) == 2
    assert people.css("p.in a")[0].text() == "All 6 people"
    assert "people/index.html" in hrefs(walk, "index.html", "section p.in a")


def test_where_sources_are_many_the_key_names_those_of_the_page(walk: Walk, whole: Walk) -> None:
    assert {
        len(page.css(".key li")) for name, page in whole.pages.items() if name.startswith("people/c")
    } == {5}
    keys = [(len(page.css(".key li")), name) for name, page in walk.pages.items() if page.css(".key")]
    assert keys
    assert max(keys)[0] <= 2
    for _count, name in keys:
        cited = {node.text() for node in walk.pages[name].css(".rf li > a:first-of-type")}
        assert {node.text() for node in walk.pages[name].css(".key li a")} <= cited | {
            node.text() for node in walk.pages[name].css("figcaption a")
        }


def test_a_lineage_is_told_where_its_sources_lead(walk: Walk) -> None:
    led = [
        link for link in walk.links if link.fragment.startswith("_lineage-") and "sources/page" in link.page
    ]
    assert led
    assert all(walk.at(link) is not None for link in led)


# ---------------------------------------------------------------- what rests on a source


def test_every_excerpt_stays_at_its_address_and_all_its_uses_are_shown(walk: Walk, whole: Walk) -> None:
    more = 0
    for source in (path for path in whole.pages if re.fullmatch(r"sources/[^/]+/index.html", path)):
        before, after = whole.pages[source], walk.pages[source]
        anchors = [node.attributes["id"] for node in before.css("li.s[id]")]
        assert [node.attributes["id"] for node in after.css("li.s[id]")] == anchors
        for node in before.css("li.s[id]"):
            name = node.attributes["id"]
            expected = [fragment_of(a.attributes["href"] or "") for a in node.css(".us > li > a")]
            (here,) = after.css(f'li[id="{name}"]')
            found = [fragment_of(a.attributes["href"] or "") for a in here.css(".us > li > a")]
            whole_list = here.css(".e > p.in a")
            if whole_list:
                more += 1
                first = walk.resolve(source, whole_list[0].attributes["href"] or "").path
                assert first == source.replace("index.html", f"uses/{name}/index.html")
                assert whole_list[0].text() == f"The whole list, {len(expected)} entries"
                pages = [
                    first,
                    *(page for page in walk.pages if page.startswith(first.replace("index.html", "page_"))),
                ]
                pages.sort(key=lambda page: int((re.findall(r"page_(\d+)", page) or ["1"])[0]))
                listed = [
                    fragment_of(a.attributes["href"] or "")
                    for page in pages
                    for a in walk.pages[page].css(".us > li > a")
                ]
                assert found == expected[: len(found)]
                found = listed
            assert found == expected
    assert more > 5


def fragment_of(href: str) -> str:
    """Give the id a link leads to, and the page but for the parts of the timeline."""
    return re.sub(r"timeline/[^#]*#", "timeline/#", re.sub(r"^(\.\./)+", "", href))


@pytest.mark.parametrize(
    ("template", "old", "new"),
    [
        ("listing.html", "{% for u in page.uses %}", "{% for u in page.uses[1:] %}"),
        ("listing.html", "{% if page.quotation %}", "{% if false %}"),
        ("source.html", "{% if excerpt.all_uses %}", "{% if false %}"),
    ],
)
def test_a_page_that_loses_a_use_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, old: str, new: str
) -> None:
    lower(monkeypatch, USES_A_SOURCE=1, USES_A_PAGE=1)
    folder = copy(STARTER, tmp_path / "dossier")
    assert run("check", folder).code == 0
    write(folder, f"templates/{template}", (ROOT / "templates" / template).read_text(encoding="utf-8"))
    edit(folder, f"templates/{template}", old, new)
    assert set(run("check", folder).codes) == {"page-unproved"}


def test_uses_are_shown_evenly() -> None:
    assert uses_shown([3, 300]) == 300
    assert uses_shown([10_000]) == 320
    assert uses_shown([10_000] * 40) == 8
    assert uses_shown([2] * 1000) == 1
    assert uses_shown([]) == 0


# ---------------------------------------------------------------- questions


def test_the_matrix_is_divided_and_its_table_for_download_is_whole(walk: Walk, whole: Walk) -> None:
    parts = of_list(walk, "questions/")
    assert len(parts) > 2
    asked = [link for part in parts for link in hrefs(walk, part, "ol > li.s > p.t > a")]
    assert asked == hrefs(whole, "questions/index.html", "tbody th > a")
    csv = "questions/matrix.csv"
    assert (walk.folder / csv).read_bytes() == (whole.folder / csv).read_bytes()
    for part in parts:
        page = walk.pages[part]
        assert page.css("table") == []
        assert hrefs(walk, part, "main > p.in a") == [csv]
        for row in page.css("ol > li.s"):
            quotations = row.css("blockquote")
            silent = re.search(r"(\d+) sources? gives? no|One source gives no", row.text())
            further = re.search(r"(\d+) more sources? give|One more source gives", row.text())
            counted = sum(int(found[1] or 1) for found in (silent, further) if found)
            assert len(quotations) + counted == 5


def test_what_is_too_much_for_a_question_or_a_profile_has_pages(walk: Walk, whole: Walk) -> None:
    for path, selector, listed in (
        ("questions/who-were-the-five/", "section:has(#_statements) .us > li > a", "sentences/"),
        ("entities/the-five/", "section:has(#_events) .ev > li > a", "events/"),
    ):
        expected = [fragment_of(urljoin("/", link)) for link in _raw(whole, path, selector)]
        assert len(expected) > 2
        shown = [fragment_of(urljoin("/", link)) for link in _raw(walk, path, selector)]
        assert shown == expected[:2]
        pages = [f"{path}{listed}index.html"]
        assert pages[0] in hrefs(walk, f"{path}index.html", "p.in a")
        while following := [
            page for page in walk.pages if page == f"{path}{listed}page_{len(pages) + 1}/index.html"
        ]:
            pages += following
        found = [
            fragment_of(urljoin("/", a.attributes["href"] or ""))
            for page in pages
            for a in walk.pages[page].css(".us > li > a, .ev > li > a")
        ]
        assert found == expected


def _raw(walk: Walk, path: str, selector: str) -> list[str]:
    return [node.attributes["href"] or "" for node in walk.pages[f"{path}index.html"].css(selector)]


# ---------------------------------------------------------------- how lists are divided


class _Up:
    up = "../"


@pytest.mark.parametrize("count", [1, 20, 21, 300])
def test_a_pager_names_the_first_the_last_and_those_beside(count: int) -> None:
    paths = [f"x/{number}/" for number in range(1, count + 1)]
    for number in {1, (count + 1) // 2, count}:
        links, at = pager(_Up(), paths, number)  # type: ignore[arg-type]
        named = [int(link.text) for link in links]
        assert named[at - 1] == number
        assert named == sorted(set(named))
        assert named[0] == 1
        assert named[-1] == count
        assert len(named) <= 20
        assert {number - 1, number + 1} & set(range(1, count + 1)) <= set(named)
        assert all(link.href == f"../x/{link.text}/" for link in links)


def test_a_list_is_parted_evenly() -> None:
    for count in (0, 1, 59, 60, 61, 1000):
        chunks = evenly(range(count), 60)
        assert [number for chunk in chunks for number in chunk] == list(range(count))
        assert all(0 < len(chunk) <= 60 for chunk in chunks)
        assert max(map(len, chunks), default=0) - min(map(len, chunks), default=0) <= 1
    assert [path for path, _chunk in pages_of("a/", range(5), 2)] == ["a/", "a/page_2/", "a/page_3/"]


# ---------------------------------------------------------------- in a browser


@pytest.mark.browser
def test_divided_pages_fit_every_window(
    walk: Walk, browser: Browser, serve: Callable[[Path, str], str]
) -> None:
    """Each kind of page that only a large dossier has, narrow and wide, in both languages."""

    def wrong(tab: Page) -> list[str]:
        return [*tab.evaluate(WIDER), *tab.evaluate(SMALL_TARGETS)]

    assert seen_by(wrong, walk, browser, serve) == {}


@pytest.mark.long
@pytest.mark.browser
def test_divided_pages_stand_in_nobodys_way(
    walk: Walk,
    browser: Browser,
    serve: Callable[[Path, str], str],
    axe: Callable[..., list[Violation]],
) -> None:
    def wrong(tab: Page) -> list[str]:
        return [str(each) for each in axe(tab, also=[AAA_CONTRAST])]

    assert seen_by(wrong, walk, browser, serve) == {}


def seen_by(
    wrong: Callable[[Page], list[str]], walk: Walk, browser: Browser, serve: Callable[[Path, str], str]
) -> dict[str, list[str]]:
    """Open the kinds of page that only a large dossier has, and tell what is wrong with each."""
    kinds = [
        *("timeline/", "people/", "people/page_1/", "questions/", "questions/page_1/", "sources/"),
        *("sources/page_1/", "citations/", "entities/the-five/events/"),
        "questions/who-were-the-five/sentences/",
    ]
    for pattern in (
        r"sources/[^/]+/uses/[^/]+/",
        r"timeline/\d+/",
        r"timeline/\d+/\d+/",
        r"questions/[^/]+/silent/",
    ):
        kinds.append(next(name for name in map(_folder, walk.pages) if re.fullmatch(pattern, name)))
    pages = Pages(browser)
    address, tab = serve(walk.folder, "/412-days/"), pages.open()
    found = {}
    for path in [*kinds, *(f"es/{kind}" for kind in kinds)]:
        for width in (320, 1440):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto(address + path)
            if faults := wrong(tab):
                found[f"{path} at {width} px"] = faults
    pages.close()
    return found


def _folder(page: str) -> str:
    return page.removesuffix("index.html")


@pytest.mark.long
def test_divided_pages_keep_to_the_standard(walk: Walk, nu: Callable[[Path], list[Message]]) -> None:
    assert nu(walk.folder) == []
