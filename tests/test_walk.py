"""Built sites, walked: every link, every quotation, every citation, on every page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.evidence.model import Claim, Evidence, PageKind
from generator.evidence.prove import prove
from generator.reading.load import load
from generator.site import routes
from tests.dossiers import ROOT, STARTER, copy, run
from tests.real import evidence
from tests.walk import Walk, attribute, fold

SITES = {
    "real": (ROOT, None),
    "starter": (STARTER, None),
    "two languages": (ROOT / "tests" / "sites" / "two-languages", None),
    "at the root of a domain": (STARTER, "https://example.net/"),
    "real, at the root of a domain": (ROOT, "https://example.net/"),
    "two languages, at the root": (ROOT / "tests" / "sites" / "two-languages", "https://example.net/"),
    "deep below": (STARTER, "https://example.net/a/b/c/"),
    "almost nothing": (ROOT / "tests" / "sites" / "domain-root", None),
}


class Built(NamedTuple):
    walk: Walk
    evidence: Evidence

    @property
    def languages(self) -> tuple[str, ...]:
        return self.evidence.dossier.site.languages

    def language(self, page: str) -> str:
        return next((code for code in self.languages[1:] if page.startswith(f"{code}/")), self.languages[0])

    def plain(self, page: str) -> str:
        """Give a page's path without its language."""
        language = self.language(page)
        return page if language == self.languages[0] else page.removeprefix(f"{language}/")


@pytest.fixture(scope="module", params=SITES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    source, url = SITES[request.param]
    if request.param == "real":
        site = request.getfixturevalue("real")
        return Built(Walk(site.public, evidence().dossier.site.base_url), evidence())
    folder = copy(source, tmp_path_factory.mktemp("walk") / "dossier")
    ran = run("build", folder, *(("--base-url", url) if url else ()))
    assert ran.code == 0, ran.text
    loaded = load(folder)
    assert loaded.dossier is not None
    proved, _problems = prove(loaded.dossier, loaded.ids)
    assert proved is not None
    return Built(Walk(folder / "public", url or loaded.dossier.site.base_url), proved)


# ---------------------------------------------------------------- every page


def test_every_link_inside_the_site_resolves(built: Built) -> None:
    walk = built.walk
    dead = [link for link in walk.links if link.path is not None and link.path not in walk.files]
    assert dead == []
    lost = [
        link
        for link in walk.links
        if link.path is not None and link.fragment and link.fragment not in walk.ids.get(link.path, ())
    ]
    assert lost == []
    assert len(walk.links) > 100


def test_links_are_relative_but_on_the_page_for_missing_pages(built: Built) -> None:
    base = "/" + built.walk.base_url.split("/", 3)[3]
    for link in built.walk.links:
        if link.path is None:
            assert re.match(r"(https?://|mailto:)", link.href), link
        elif link.page.endswith("404.html"):
            assert link.href.startswith((base, "#")), link
        elif link.page.endswith("offline.html"):  # carried elsewhere it still leads to the site
            assert link.href.startswith((built.walk.base_url, "#")), link
        else:
            assert not link.href.startswith(("/", "http")), link


def test_every_page_can_be_reached(built: Built) -> None:
    found = {"index.html"}
    ways: dict[str, set[str]] = {}
    for link in built.walk.links:
        if link.path is not None:
            ways.setdefault(link.page, set()).add(link.path)
    new = set(found)
    while new:
        new = {path for page in new for path in ways.get(page, ())} - found
        found |= new
    assert set(built.walk.pages) - found <= {
        "404.html",
        *(f"{language}/404.html" for language in built.languages),
    }


def test_no_id_stands_twice_on_a_page(built: Built) -> None:
    for page, ids in built.walk.ids.items():
        assert [name for name, count in Counter(ids).items() if count > 1] == [], page
        assert not any(re.search(r"\s", name) or not name for name in ids), page


def test_every_page_has_one_heading_of_the_first_rank_and_none_left_out(built: Built) -> None:
    for name, page in built.walk.pages.items():
        ranks = [int((node.tag or "h0")[1]) for node in page.css("h1, h2, h3, h4, h5, h6")]
        assert ranks.count(1) == 1, name
        assert ranks[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(ranks)), name
        assert all(fold(node.text()) for node in page.css("h1, h2, h3, h4, h5, h6")), name


def test_titles_are_unique_and_nothing_of_a_head_is_missing(built: Built) -> None:
    titles: Counter[tuple[str, str]] = Counter()
    for name, page in built.walk.pages.items():
        language = built.language(name)
        assert attribute(page, "html", "lang") == language, name
        assert page.html is not None
        assert page.html.startswith("<!DOCTYPE html>"), name
        [title] = page.css("head > title")
        titles[language, fold(title.text())] += 1
        assert (attribute(page, 'meta[name="description"]', "content") or "").strip(), name
        assert attribute(page, "meta[charset]", "charset") == "utf-8", name
        assert (attribute(page, 'meta[name="viewport"]', "content") or "").startswith("width=device-width")
    assert [title for title, count in titles.items() if count > 1 or not title[1]] == []


def test_canonical_addresses_are_right(built: Built) -> None:
    for name, page in built.walk.pages.items():
        url = built.walk.url(name)
        shown = attribute(page, 'link[rel="canonical"]', "href")
        if name.endswith("404.html"):
            assert shown is None, name
            assert attribute(page, 'meta[name="robots"]', "content") == "noindex", name
            continue
        assert shown == url, name
        assert attribute(page, 'meta[property="og:url"]', "content") == url, name
        assert attribute(page, 'meta[property="og:title"]', "content"), name
        assert attribute(page, 'meta[property="og:description"]', "content"), name
        assert attribute(page, 'meta[property="og:type"]', "content"), name
        others = {
            node.attributes["hreflang"]: node.attributes["href"]
            for node in page.css('link[rel="alternate"][hreflang]')
        }
        if len(built.languages) == 1:
            assert others == {}, name
            continue
        for language in built.languages:
            folder = "" if language == built.languages[0] else f"{language}/"
            assert others[language] == built.walk.url(folder + built.plain(name)), name


def test_a_page_asks_nobody_for_anything(built: Built) -> None:
    for name, page in built.walk.pages.items():
        policy = attribute(page, 'meta[http-equiv="Content-Security-Policy"]', "content")
        assert policy is not None, name
        assert policy.startswith("default-src 'none'; "), name
        assert "unsafe" not in policy, name
        assert "http" not in policy, name
        assert page.css("iframe, object, embed, base, form, img[src^='http']") == [], name
        scripts = page.css("script:not([type='application/ld+json'])")
        assert len(scripts) == (name in ("a-z/index.html", "es/a-z/index.html")), name
        assert page.css('meta[http-equiv="refresh"]') == [], name
        for node in page.css("*"):
            for key, value in node.attributes.items():
                assert not key.startswith("on"), f"{name}: {node.tag} {key}"
                if key in ("src", "srcset", "poster", "data", "action", "formaction", "background", "ping"):
                    assert not re.match(r"\s*(?:[a-z]+:)?//", value or ""), (
                        f"{name}: {node.tag} {key}={value}"
                    )
                if key == "style":
                    assert "url(" not in (value or ""), name
            if node.tag == "link":
                kind = node.attributes["rel"]
                assert kind in ("canonical", "alternate", "icon"), name
                assert kind != "icon" or not (node.attributes["href"] or "").startswith(("http", "//")), name
        for node in page.css("style"):
            assert "@import" not in node.text(), name
            assert not re.search(r"url\(\s*['\"]?(?!data:)", node.text()), name


def test_the_sitemap_lists_the_pages(built: Built) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.fromstring((built.walk.folder / "sitemap.xml").read_text(encoding="utf-8"))
    listed = [node.text for node in root.findall("s:url/s:loc", spaces)]
    pages = {built.walk.url(name) for name in built.walk.pages if not name.endswith("404.html")}
    assert len(listed) == len(set(listed))
    assert set(listed) == pages
    robots = (built.walk.folder / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {built.walk.base_url}sitemap.xml\n" in robots
    assert (built.walk.folder / ".nojekyll").read_bytes() == b""


# ---------------------------------------------------------------- quotations


def stands_in(parts: list[str], text: str) -> bool:
    """Whether parts stand in a text, in order and not upon one another."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def test_every_quotation_stands_in_a_source(built: Built) -> None:
    dossier = built.evidence.dossier
    texts: dict[str, list[str]] = {}
    for source in dossier.sources.values():
        texts.setdefault(source.language, []).append(fold(source.text or ""))
    ours = {
        (language, fold(words.text))
        for source in dossier.sources.values()
        for excerpt in source.excerpts
        for language, words in excerpt.translation.items()
    }
    seen = 0
    for name, page in built.walk.pages.items():
        for node in page.css("q, blockquote"):
            seen += 1
            language = node.attributes.get("lang") or ""
            words = node.text()
            assert language, f"{name}: {words}"
            assert node.css("*")[1:] == [] if node.css("*")[:1] == [node] else node.css("*") == [], name
            assert words == fold(words), f"{name}: {words!r}"
            assert words, name
            parts = [part.strip() for part in words.split("[…]")]
            assert all(parts), f"{name}: {words}"
            proved = any(stands_in(parts, text) for text in texts.get(language, ()))
            assert proved or (language, words) in ours, f"{name}: {words}"
    assert seen > len(built.evidence.proofs)


def test_quotation_marks_are_the_browsers_or_the_sources(built: Built) -> None:
    """No sentence of the site's own sets words between double marks by itself: they would pass for a source's."""
    for name, page in built.walk.pages.items():
        main = LexborHTMLParser(page.html or "").css_first("main")  # a copy, to be cut up
        assert main is not None
        for node in main.css("q, blockquote, figcaption, .tr"):
            node.decompose()
        for node in main.css(".t, .o p, .d p"):
            assert not re.search(r'[“”"]', node.text()), f"{name}: {fold(node.text())}"


# ---------------------------------------------------------------- statements and citations


def place_of(built: Built, claim: Claim, language: str) -> tuple[str, str]:
    path, _hash, fragment = routes.claim_path(built.evidence.related, claim).partition("#")
    folder = "" if language == built.languages[0] else f"{language}/"
    return f"{folder}{path}index.html", fragment


def test_every_statement_has_a_place_of_its_own(built: Built) -> None:
    """It stands at its address, in its own words, and a link leads there from itself."""
    for language in built.languages:
        for claim in built.evidence.claims:
            page, fragment = place_of(built, claim, language)
            node = built.walk.at(built.walk.resolve(page, f"#{fragment}"))
            assert node is not None, f"{page}#{fragment}"
            parts = claim.statement.prose[language].parts
            html = "".join(part if isinstance(part, str) else "\0" for part in parts)
            for said in re.sub(r"<[^>]*>", "", html).split("\0"):
                assert fold(unescape(said)) in fold(node.text()), f"{page}#{fragment}"


def test_every_excerpt_has_a_place_of_its_own(built: Built) -> None:
    for language in built.languages:
        folder = "" if language == built.languages[0] else f"{language}/"
        for key, proof in built.evidence.proofs.items():
            source, _colon, excerpt = key.partition(":")
            node = built.walk.at(built.walk.resolve(f"{folder}sources/{source}/index.html", f"#{excerpt}"))
            assert node is not None, key
            quoted = [quote.text() for quote in node.css("blockquote")]
            assert quoted[:1] == [proof.words], key


def test_every_excerpt_leads_back_to_each_sentence_that_uses_it(built: Built) -> None:
    for language in built.languages:
        folder = "" if language == built.languages[0] else f"{language}/"
        for key, claims in built.evidence.uses.items():
            source, _colon, excerpt = key.partition(":")
            page = f"{folder}sources/{source}/index.html"
            node = built.walk.at(built.walk.resolve(page, f"#{excerpt}"))
            assert node is not None
            led = {targets(built, page, link) for link in node.css("a[href]")}
            assert {place_of(built, claim, language) for claim in claims} <= led, key


def targets(built: Built, page: str, node: LexborNode) -> tuple[str, str]:
    link = built.walk.resolve(page, node.attributes["href"] or "")
    return link.path or "", link.fragment


def test_references_and_the_places_that_cite_lead_to_each_other(built: Built) -> None:
    seen = 0
    for name, page in built.walk.pages.items():
        places = {node.attributes["id"] or "": node for node in page.css('[id^="_cite-"]')}
        listed = {node.attributes["id"] or "": node for node in page.css('[id^="_ref-"]')}
        back: dict[str, str] = {}
        for anchor, node in listed.items():
            letters = node.css('a[href^="#_cite-"]')
            assert letters, f"{name}#{anchor}"
            for letter in letters:
                back[(letter.attributes["href"] or "")[1:]] = anchor
        assert set(back) == set(places), name
        for anchor, node in places.items():
            links = [node, *node.css("a[href]")] if node.tag == "a" else node.css("a[href]")
            to = {(link.attributes.get("href") or "")[1:] for link in links}
            assert back[anchor] in to, f"{name}#{anchor}"
            seen += 1
    assert seen or not built.evidence.dossier.entities


def led_to(built: Built, name: str, anchor: str) -> set[tuple[str, str]]:
    """Gather where the links of one place of a page lead."""
    place = built.walk.pages[name].css_first(f'[id="{anchor}"]')
    assert place, f"{name}#{anchor}"
    return {targets(built, name, link) for link in place.css("a[href]")}


def index_of(built: Built, language: str) -> set[tuple[tuple[str, str], ...]]:
    """Gather from the lists of citations, for each entry, where its links lead."""
    folder = "" if language == built.languages[0] else f"{language}/"
    found = set()
    for name, page in built.walk.pages.items():
        if name.startswith(f"{folder}citations/"):
            for entry in page.css("main li"):
                found.add(tuple(sorted(targets(built, name, link) for link in entry.css("a[href]"))))
    return found


def test_every_citation_stands_in_the_index_by_source_and_by_page(built: Built) -> None:
    for language in built.languages:
        folder = "" if language == built.languages[0] else f"{language}/"
        by_page = index_of(built, language)
        for key, claims in built.evidence.uses.items():
            source, _colon, excerpt = key.partition(":")
            at = (f"{folder}sources/{source}/index.html", excerpt)
            for claim in claims:
                place = place_of(built, claim, language)
                assert place in led_to(built, *at), f"{key} at {place}"
                listed = any(at in entry and place in entry for entry in by_page)
                # what has no profile is its own list
                own = (
                    claim.page.kind is PageKind.ENTITY
                    and not built.evidence.dossier.entities[claim.page.id].profiled
                )
                assert listed or (own and at in led_to(built, *place)), f"{key} at {place}"


def test_the_index_leads_to_all_of_its_lists(built: Built) -> None:
    for language in built.languages:
        folder = "" if language == built.languages[0] else f"{language}/"
        led = {link.path for link in built.walk.links if link.page.startswith(f"{folder}citations/")}
        assert {name for name in built.walk.pages if name.startswith(f"{folder}citations/")} <= led


# ---------------------------------------------------------------- one program, any dossier


def names_of(evidence: Evidence) -> set[str]:
    """Gather the words by which a dossier could be known again: whole names, and the surnames of its people."""
    dossier = evidence.dossier
    names = {words.text for entity in dossier.entities.values() for words in entity.name.values()}
    names |= {entity.id for entity in dossier.entities.values() if "-" in entity.id}
    names |= {entity.sort_name.split(",")[0] for entity in dossier.entities.values() if entity.profiled}
    names |= {source.name for source in dossier.sources.values()} | set(dossier.sources)
    names |= {source.file for source in dossier.sources.values()}
    names |= {words.text for words in dossier.site.title.values()} | {"412-days"}
    return {name for name in names if len(name) > 5}


def test_nothing_in_the_program_knows_of_this_dossier() -> None:
    names = {name: re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in names_of(evidence())}
    assert len(names) > 20
    known: list[str] = []
    folders = [ROOT / "generator", ROOT / "templates", ROOT / "schema"]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if is_text(path)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            known += [
                f"{path.relative_to(ROOT)}:{number}: {name}"
                for name, form in names.items()
                if form.search(line)
            ]
    assert known == []


def is_text(path: Path) -> bool:
    return path.is_file() and path.suffix in (".py", ".html", ".css", ".yaml", ".json", ".js", ".svg")
