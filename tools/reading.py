"""Measures a built site against the figures of docs/reading.md: `make reading`. Prints a Markdown table.

The dossier is built aside. Every page is read as a file and opened in Chromium; what takes long is asked of one page of
every type.
Lighthouse is not part of it (its times depend on the machine): docs/reading.md says how to run it.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

sys.path.insert(0, str(Path(__file__).parent.parent))

from selectolax.lexbor import LexborHTMLParser

from generator.site.routes import SINGLE
from tests.browser import Scheme, find_chromium, launched, served
from tests.dossiers import copy
from tests.real import LANGUAGES, TYPES, build_and_note
from tests.test_reading import LAID_OUT, OPEN, SMALL_TARGETS, SPACING, WIDER
from tests.walk import Walk
from tools import axe, nu

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

ROOT = Path(__file__).parent.parent
BASE = "https://example.org/412-days/"
"""The address in `site.yaml`."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TEXT = """() => {
    const clone = document.body.cloneNode(true)
    for (const one of clone.querySelectorAll("script, style, main > details")) one.remove()
    const links = [...clone.querySelectorAll("a")].map(a => a.href)
    return [clone.textContent.replace(/\\s+/g, " ").trim(), links.join(" ")]
}"""
UNMARKED = """() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle == "none" || parseFloat(style.outlineWidth) < 2
}"""


class Site(Walk):
    """A built site without the copies that hold all pages in one file."""

    def __init__(self, folder: Path, base_url: str) -> None:
        super().__init__(folder, base_url)
        self.pages = {name: page for name, page in self.pages.items() if not name.endswith(SINGLE)}
        self.ways: dict[str, set[str]] = {}
        """By page, the files of the site that it leads to."""
        for link in self.links:
            if link.path is not None:
                self.ways.setdefault(link.page, set()).add(link.path)

    def weight(self, name: str) -> float:
        """Give the weight of a file as sent, in kB: gzip at its best, without the name and time of the file."""
        return len(gzip.compress((self.folder / name).read_bytes(), 9, mtime=0)) / 1000

    def heaviest(self, pattern: str) -> str:
        """Tell the heaviest page whose path matches, in each language."""
        found = []
        for language in ("", "es/"):
            weights = [self.weight(name) for name in self.pages if re.fullmatch(f"{language}{pattern}", name)]
            found.append(f"{max(weights):.1f}")
        return " / ".join(found) + " kB"

    def broken(self) -> int:
        """Count links inside the site that lead to no file or to no id."""
        inside = [link for link in self.links if link.path is not None]
        return sum(
            link.path not in self.files
            or (bool(link.fragment) and link.fragment not in self.ids.get(link.path or "", (link.fragment,)))
            for link in inside
        )

    def depths(self) -> dict[str, int]:
        """Tell how many clicks each page is from the first page of its language."""
        depths = {"index.html": 0, "es/index.html": 0}
        queue = list(depths)
        for name in queue:
            for target in self.ways.get(name, ()):
                if target in self.pages and target not in depths:
                    depths[target] = depths[name] + 1
                    queue.append(target)
        return depths

    def count(self, wrong: Callable[[str, LexborHTMLParser], bool]) -> str:
        """Tell how many pages are wrong."""
        return str(sum(wrong(name, page) for name, page in self.pages.items()))


def from_files(site: Site) -> Iterator[tuple[str, str]]:
    """Measure what the files tell."""
    yield "home, gzip, English / Spanish", site.heaviest("index.html")
    yield "person page, gzip", site.heaviest("people/[^/]+/index.html")
    yield "person page, gzip per 10 cited statements, the most", per_ten(site)
    yield "citations index, gzip a page", site.heaviest("citations/.*index.html")
    yield "source page, gzip", site.heaviest("sources/[^/]+/index.html")
    yield "question page, gzip", site.heaviest("questions/[^/]+/index.html")
    yield (
        "matrix, timeline, gzip",
        f"{site.heaviest('questions/index.html')}, {site.heaviest('timeline/index.html')}",
    )
    for name, pattern in (("English", "(?!es/).*"), ("Spanish", "es/.*")):
        whole = sum(site.weight(page) for page in site.pages if re.fullmatch(pattern, page))
        yield f"all HTML, gzip, {name}", f"{whole / 1000:.2f} MB"
    for path in sorted(site.folder.rglob("*")):
        if path.suffix in {".zip", ".epub"} or path.name == SINGLE:
            name = path.relative_to(site.folder).as_posix()
            yield (
                f"`{name}`, as it is / gzip",
                f"{path.stat().st_size / 1e6:.2f} / {site.weight(name) / 1000:.2f} MB",
            )
    scripts = [
        name for name, page in site.pages.items() if page.css("script:not([type='application/ld+json'])")
    ]
    yield "pages with a script", f"{len(scripts)}: {', '.join(f'`{name}`' for name in scripts)}"
    searched = sum(site.weight(p.relative_to(site.folder).as_posix()) for p in site.folder.glob("a-z/*.js"))
    yield "search, script and index, gzip, loaded when it is opened", f"{searched:.1f} kB"
    yield "pages naming other hosts in markup other than `<a href>`", site.count(names_hosts)
    yield "pages without CSP `default-src 'none'`, or with `unsafe-`", site.count(unguarded)
    yield (
        "pages without `no-referrer`",
        site.count(
            lambda _name, page: (
                (tag := page.css_first("meta[name=referrer]")) is None
                or tag.attributes["content"] != "no-referrer"
            )
        ),
    )
    yield (
        "pages without description or canonical address (404 apart)",
        site.count(
            lambda name, page: (
                not name.endswith("404.html")
                and not (page.css("meta[name=description]") and page.css("link[rel=canonical]"))
            )
        ),
    )
    yield "pages with other than one h1, or a skipped heading", site.count(badly_headed)
    yield (
        "pages with an id twice",
        site.count(lambda name, _page: len(set(site.ids[name])) < len(site.ids[name])),
    )
    yield "broken links and fragments", str(site.broken())
    depths = site.depths()
    lost = [name for name in site.pages if name not in depths and not name.endswith("404.html")]
    yield "orphans; click depth", f"{len(lost)}; {max(depths.values())}"
    yield "dead ends", site.count(lambda name, _page: not site.ways.get(name, set()) - {name})
    yield "pages without JSON-LD, or with one that does not parse (404 apart)", site.count(undescribed)
    yield "pages without complete Open Graph (404 apart)", site.count(unshared)
    cards = [p.stat().st_size / 1000 for p in site.folder.rglob("*.png")]
    yield "social cards, number; the largest", f"{len(cards)}; {max(cards, default=0):.1f} kB"
    yield "sitemap exact", "yes" if sitemap(site) else "no"
    feeds = list(site.folder.rglob("*.xml"))
    for feed in feeds:
        ET.parse(feed)
    yield "feeds and sitemaps, well-formed", str(len(feeds))


def per_ten(site: Site) -> str:
    """Tell the most that a page of a person weighs for ten statements it cites."""
    most = 0.0
    for name, page in site.pages.items():
        cited = len(page.css("main .e"))
        if re.fullmatch(r"(es/)?people/[^/]+/index\.html", name) and cited:
            most = max(most, site.weight(name) * 10 / cited)
    return f"{most:.1f} kB"


def names_hosts(_name: str, page: LexborHTMLParser) -> bool:
    """Whether a page would ask another host for something."""
    return any(
        (node.attributes.get(attribute) or "").startswith(("http:", "https:", "//"))
        for attribute in ("src", "srcset", "poster", "data", "action")
        for node in page.css(f"[{attribute}]")
    ) or bool(page.css("link[rel=stylesheet], link[rel=preconnect], link[rel=dns-prefetch]"))


def unguarded(_name: str, page: LexborHTMLParser) -> bool:
    """Whether a page lacks the strict policy."""
    policy = page.css_first("meta[http-equiv='Content-Security-Policy']")
    content = (policy.attributes["content"] or "") if policy else ""
    return "default-src 'none'" not in content or "unsafe-" in content


def badly_headed(_name: str, page: LexborHTMLParser) -> bool:
    """Whether a page has other than one first heading, or leaves a level out."""
    levels = [int((node.tag or "h0")[1]) for node in page.css("h1, h2, h3, h4, h5, h6")]
    return levels.count(1) != 1 or any(b > a + 1 for a, b in pairwise(levels))


def undescribed(name: str, page: LexborHTMLParser) -> bool:
    """Whether a page lacks structured data that parses."""
    blocks = [json.loads(node.text()) for node in page.css("script[type='application/ld+json']")]
    return not name.endswith("404.html") and not blocks


def unshared(name: str, page: LexborHTMLParser) -> bool:
    """Whether a page lacks one of the tags that a shared link shows."""
    wanted = ("og:title", "og:description", "og:type", "og:url", "og:image", "og:image:alt")
    return not name.endswith("404.html") and not all(page.css(f"meta[property='{one}']") for one in wanted)


def sitemap(site: Site) -> bool:
    """Whether the sitemap names each page that has a canonical address, and no other; copies in one file apart."""
    text = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    told = {url for url in re.findall(r"<loc>([^<]+)</loc>", text) if not url.endswith(SINGLE)}
    canonical = {
        node.attributes["href"]
        for page in site.pages.values()
        if (node := page.css_first("link[rel=canonical]")) is not None and not page.css("meta[name=robots]")
    }
    return told == canonical


def from_browser(site: Site, examples: list[str], browser: Browser, base: str) -> Iterator[tuple[str, str]]:
    """Measure what only a browser tells, on every page; what takes long on one page of every type."""
    names = list(site.pages)
    counts: Counter[str] = Counter()
    texts: dict[str, list[str]] = {}
    for scripts in (True, False):
        context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", partial(note, asked))
        page.on("console", lambda _message: counts.update(["messages"]))
        for name in names:
            asked.clear()
            page.goto(base + name)
            told = page.evaluate(TEXT)
            if scripts:
                texts[name] = told
                counts["requests"] = max(counts["requests"], len(asked))
                counts["other"] += sum(urlsplit(url).netloc != urlsplit(base).netloc for url in asked)
                counts["stored"] += page.evaluate(
                    "() => localStorage.length + sessionStorage.length + document.cookie.length"
                )
                looked(page, counts)
            elif told != texts[name]:
                counts["unequal"] += 1
        context.close()
    yield "requests a page, the most", str(counts["requests"])
    yield "requests to other hosts; pages that write storage", f"{counts['other']}; {counts['stored']}"
    yield "console messages", str(counts["messages"])
    yield "pages whose text or links differ without scripts", str(counts["unequal"])
    yield "pages overflowing at 320 px; at 256 px", f"{counts['320']}; {counts['256']}"
    yield "... with WCAG text spacing, at 320 px", str(counts["spaced"])
    yield "targets < 44 px, not in text", str(counts["small"])
    if axe.why_not() is None:
        yield (
            "axe findings, every type of page, all rules and AAA contrast, light and dark, 320 and 1440 px, notes open",
            str(judged(browser, base, examples)),
        )
    yield from printed(browser, base)
    yield from by_keyboard(browser, base)


def note(asked: list[str], request: Request) -> None:
    """Write down what a page asks for."""
    asked.append(request.url)


def looked(page: Page, counts: Counter[str]) -> None:
    """Count what is too wide or too small on an open page."""
    counts["small"] += len(page.evaluate(SMALL_TARGETS))
    counts["320"] += bool(page.evaluate(WIDER))
    page.set_viewport_size({"width": 256, "height": 512})
    counts["256"] += bool(page.evaluate(WIDER))
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(SPACING)
    counts["spaced"] += bool(page.evaluate(WIDER))


def judged(browser: Browser, base: str, names: list[str]) -> int:
    """Count what axe-core finds, with everything open that can be."""
    found = 0
    for scheme, width in product(SCHEMES, (320, 1440)):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        for name in names:
            page.goto(base + name)
            page.evaluate(OPEN)
            found += len(axe.violations(page, also=[axe.AAA_CONTRAST]))
        page.close()
    return found


def printed(browser: Browser, base: str) -> Iterator[tuple[str, str]]:
    """Look at pages as they are printed, in the dark scheme."""
    page = browser.new_page(color_scheme="dark")
    nav = dark = 0
    over = []
    for name in (
        "index.html",
        "people/claudia-macero/index.html",
        "sources/parriva/index.html",
        "questions/index.html",
    ):
        page.emulate_media(media="screen")
        page.goto(base + name)
        page.evaluate(LAID_OUT)
        text = page.evaluate("() => document.body.innerText.length")
        page.emulate_media(media="print", color_scheme="dark")
        nav += page.evaluate(
            "() => [...document.querySelectorAll('header nav, .skip')].filter(one => one.checkVisibility()).length"
        )
        dark += page.evaluate(
            "() => !/^rgba?\\((255, 255, 255|0, 0, 0, 0)/.test(getComputedStyle(document.body).backgroundColor)"
        )
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
        over.append(f"{sheets} for {text:,} characters")
    page.close()
    yield "print: navigation shown; dark paper", f"{nav}; {dark}"
    yield "print: sheets of home, a person, a source, the matrix", "; ".join(over)


def by_keyboard(browser: Browser, base: str) -> Iterator[tuple[str, str]]:
    """Go through a page by the Tab key."""
    stops = unmarked = 0
    skip = True
    for scheme in SCHEMES:
        page = browser.new_page(color_scheme=scheme)
        page.goto(base + "people/claudia-macero/index.html")
        page.keyboard.press("Tab")
        skip &= bool(page.evaluate("() => document.activeElement.getAttribute('href')?.startsWith('#')"))
        while page.evaluate("() => document.activeElement !== document.body") and stops < 2000:
            stops += 1
            unmarked += page.evaluate(UNMARKED)
            page.keyboard.press("Tab")
        page.close()
    yield (
        "keyboard: stops of a person's page in both schemes; without indicator; skip link first",
        (f"{stops}; {unmarked}; {'yes' if skip else 'no'}"),
    )


def main() -> int:
    """Print the table."""
    chromium = find_chromium()
    if chromium is None:
        print("No Chromium was found.", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        built = build_and_note(copy(ROOT, Path(folder) / "dossier"))
        examples = [found[0] for each in product(LANGUAGES, TYPES) if (found := built.of(*each))]
        site = Site(built.public, BASE)
        print(f"| {len(site.pages)} pages | figure |\n|---|---|")
        if nu.why_not() is None:
            told = Counter(message.level for message in nu.check(site.folder))
            print(f"| HTML errors / warnings (Nu) | {told['error']} / {told['warning']} |")
        for name, figure in from_files(site):
            print(f"| {name} | {figure} |", flush=True)
        with served(site.folder, urlsplit(BASE).path) as base, launched(chromium) as browser:
            for name, figure in from_browser(site, examples, browser, base):
                print(f"| {name} | {figure} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
