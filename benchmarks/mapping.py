"""Our plain site -> the same content in the pages that the harness compares.

`benchmarks/face` prints what the harness asks for, with its classes, but our pages are divided otherwise and are held
to rules of their own. What is done here is all the difference; nothing is worked out that our pages do not hold:

- The quotation of a citation stands below its statement in `<blockquote lang>`; here it is a `<q>`, as it is there.
- A way back from a source leads to the statement, below which its quotations stand; here it leads to the quotation of
  this very excerpt. Two excerpts with the same words are one quotation.
- Every citation stands on the page of its source; here those of fifty sources are a page of the citations index.
- Sources also list what events and questions cite, and quotations stand beside events; here they do not.
- Each question has a page; here all are on one. Events are parted by year, people by their names where they are many;
  here each year has a page of its own, and everybody stands on the first page.
- Pages that the harness does not know are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SOURCES_A_PAGE = 50

_PERSON = re.compile(r'<li class="person"><a href="[^"]*people/([^/"]+)/">([^<]*)</a></li>')
_STATEMENT = re.compile(r'<div class="statement" id="([^"]+)">(.*?)</div>', re.DOTALL)
_REF = re.compile(
    r'<li class="ref" id="_r(\d+)"><blockquote[^>]*>[^<]*</blockquote> <a href="\.\./\.\./sources/([^"]+)"'
)
_EXCERPT = re.compile(r'<li class="quote" id="([^"]+)"><q[^>]*>([^<]*)</q>(.*?)</ol></li>', re.DOTALL)
_BACK = re.compile(r'<a class="back" href="\.\./\.\./people/([^/"]+)/#([^"]+)">([^<]*)</a>')
_EVENT = re.compile(r'<li class="event"[^>]*>(<time datetime="(\d{4})[^"]*">.*?)</li>')
_POSITION = re.compile(r'<div class="position".*?</div>', re.DOTALL)
_BLOCKQUOTE = re.compile(r"<(/?)blockquote[^>]*>")
_QUOTED = re.compile(r" <blockquote.*", re.DOTALL)
_LOC = re.compile(r"<loc>([^<]*)</loc>")


class Back(NamedTuple):
    """A citation of a source's words: the person whose page cites them, the number there, the name."""

    person: str
    number: int
    name: str


Quotes = dict[str, list[Back]]
"""What of one source is cited on the pages of people: by its words."""


def map_site(public: Path, target: Path) -> None:
    """Write the pages of the harness's contract into the new folder `target`, from a site built with the plain face."""
    people = {path.parent.name: _read(path) for path in sorted(public.glob("people/*/index.html"))}
    people = {name: html for name, html in people.items() if _STATEMENT.search(html)}
    numbers = {
        (name, statement, permalink): int(number)
        for name, html in people.items()
        for statement, body in _STATEMENT.findall(html)
        for number, permalink in _REF.findall(body)
    }
    sources = {
        path.parent.name: _quotes(path.parent.name, _read(path), numbers)
        for path in sorted(public.glob("sources/*/index.html"))
        if _EXCERPT.search(_read(path))
    }
    listed = {
        name: f'<li class="person"><a href="/people/{name}/">{text}</a></li>'
        for path in (public / "index.html", *sorted(public.glob("people/**/index.html")))
        for name, text in _PERSON.findall(_read(path))
    }
    events: dict[str, list[str]] = {}
    for path in sorted(public.glob("timeline/**/index.html")):
        for event, year in _EVENT.findall(_read(path)):
            events.setdefault(year, []).append(f'<li class="event">{_QUOTED.sub("", event)}</li>')
    positions = [
        position
        for path in sorted(public.glob("questions/*/index.html"))
        for position in _POSITION.findall(_read(path))
    ]
    pages = {"": "\n".join(listed.values())}
    pages |= {f"people/{name}/": html.replace('id="_r', 'id="ref-') for name, html in people.items()}
    pages |= {f"sources/{name}/": "\n".join(_source(quotes)) for name, quotes in sources.items()}
    pages |= dict(_citations(list(sources.values())))
    pages["timeline/"] = "\n".join(f'<li class="year">{year}</li>' for year in sorted(events))
    pages |= {f"timeline/{year}/": "\n".join(lines) for year, lines in events.items()}
    pages["disputed/"] = "\n".join(positions)
    for page, html in pages.items():
        _write(target / page / "index.html", _BLOCKQUOTE.sub(r"<\1q>", html))
    _write(target / "sitemap.xml", "\n".join(_locations(_read(public / "sitemap.xml"), pages)))


def _quotes(source: str, html: str, numbers: dict[tuple[str, str, str], int]) -> Quotes:
    """Gather what of a source people's pages cite; `numbers` are by person, statement and permalink of the excerpt."""
    quotes: Quotes = {}
    for excerpt, words, uses in _EXCERPT.findall(html):
        for person, statement, name in _BACK.findall(uses):
            back = Back(person, numbers[person, statement, f"{source}/#{excerpt}"], name)
            quotes.setdefault(words, []).append(back)
    return quotes


def _source(quotes: Quotes) -> Iterator[str]:
    for words, backs in quotes.items():
        links = " ".join(f'<a class="back" href="/people/{p}/#ref-{n}">{name}</a>' for p, n, name in backs)
        yield f'<li class="quote"><q>{words}</q> {links}</li>'


def _citations(sources: list[Quotes]) -> Iterator[tuple[str, str]]:
    """Divide the citations into pages of so many sources: path, lines."""
    for number, at in enumerate(range(0, len(sources), SOURCES_A_PAGE), 1):
        lines = (
            f'<li class="cit"><q>{words}</q> <a href="/people/{back.person}/#ref-{back.number}">{back.name}</a></li>'
            for quotes in sources[at : at + SOURCES_A_PAGE]
            for words, backs in quotes.items()
            for back in backs
        )
        yield "citations/" if number == 1 else f"citations/page/{number}/", "\n".join(lines)


def _locations(sitemap: str, pages: Iterable[str]) -> Iterator[str]:
    """Name the pages in a sitemap: those of ours that are there in both, and those into which others were divided.

    Hugo names no further page of a divided list in its sitemap, so those of the citations are left out.
    """
    ours = {loc.split("/", 3)[3] for loc in _LOC.findall(sitemap)}
    divided = {"timeline/": "timeline/", "citations/": "sources/", "disputed/": "questions/"}
    for path in pages:
        folder = path[: path.find("/") + 1]
        if path in ours or (divided.get(folder) in ours and "/page/" not in path):
            yield f"<loc>https://example.org/{path}</loc>"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
