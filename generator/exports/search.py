"""The index of the search on the A-Z page: every sentence with its sources.

Names and titles that stand on that page are read from it; where the A-Z is divided, the index holds them as well.

Each file is a script of one call, `az(NAME, CONTENT)`, since a page opened from disk may run a script that lies
beside it and may read nothing else. The file beside the page is small; it holds the whole index where that is short
(`WHOLE`), and else says what lies in the folder beside it: blocks of entries by number, and for the first letters
of words (two, or more where these have many) a file that says in which entries they stand. `docs/search.md` has the
form in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from generator.evidence.agreement import sources_of
from generator.evidence.model import Evidence
from generator.site import finding, routes
from generator.site.finding import Entry
from generator.site.parts import Scribe
from generator.site.words import Words

PATH = f"{routes.AZ}search.js"
FOLDER = f"{routes.AZ}search/"
WHOLE = 120_000
"""So many characters of an index are one file, of some 25 kB gzipped; more are divided."""
FILE = 20_000
"""So many characters of words stand in a file, of 5 to 8 kB gzipped, unless one word alone has more."""
BLOCK = 50
"""How many entries a block holds where the index is divided."""

_QUOTED = re.compile(r'<q lang="([^"]*)">([^<]*)</q>')
_TAG = re.compile(r"<[^>]*>")

Json = list["Json"] | dict[str, "Json"] | str | int | None


class Hit(NamedTuple):
    """Something that can be found.

    `text` holds words quoted in it between tabs, each with its language before it. `title` and `path` are those of the
    page, `anchor` the permalink there (empty for a name); `sources` are those it rests on.
    """

    text: str
    title: str
    path: str
    anchor: str = ""
    sources: tuple[str, ...] = ()


def files(evidence: Evidence, w: Words) -> Iterator[tuple[str, bytes]]:
    """Make the files of one language's index: paths from the root of that language."""
    found = finding.entries(evidence, w)
    divided = finding.divided(found)
    names = _names(found) if divided else []
    titled = {} if divided else {entry.path: "" for _key, entry in found}
    hits = [*names, *(hit._replace(title=titled.get(hit.path, hit.title)) for hit in _sentences(evidence, w))]
    whole = _block(evidence, hits)
    if len(_encoded(whole)) <= WHOLE:
        yield PATH, _call("", [len(names), len(hits), None, whole])
        return
    places: dict[str, list[int]] = {}
    for number, hit in enumerate(hits):
        for word in dict.fromkeys(finding.words_of(_searched(hit))):
            places.setdefault(word, []).append(number)
    steps: dict[str, Json] = {word: list(_steps(found)) for word, found in places.items()}
    index = dict(_by_letters(steps))
    yield PATH, _call("", [len(names), BLOCK, " ".join(sorted(index)), None])
    for number, at in enumerate(range(0, len(hits), BLOCK)):
        name = str(number)
        yield f"{FOLDER}{name}.js", _call(name, _block(evidence, hits[at : at + BLOCK]))
    for letters, words in sorted(index.items()):
        name = f"i-{_file_name(letters)}"
        yield f"{FOLDER}{name}.js", _call(name, dict(sorted(words.items())))


def _by_letters(words: Mapping[str, Json], length: int = 2) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Divide words by the letters they begin with: two, or more of them where that is too much for one file."""
    parted: dict[str, dict[str, Json]] = {}
    for word, steps in words.items():
        parted.setdefault(word[:length], {})[word] = steps
    for letters, found in parted.items():
        if len(found) > 1 and len(_encoded(found)) > FILE:
            yield from _by_letters(found, length + 1)
        else:
            yield letters, found


def _names(found: Sequence[tuple[str, Entry]]) -> list[Hit]:
    """Take the entries of the A-Z in their order."""
    listed = (entry for letter in finding.letters(found) for entry in letter.entries)
    return [Hit(entry.text, entry.see or entry.text, entry.path) for entry in listed]


def _sentences(evidence: Evidence, w: Words) -> list[Hit]:
    """Take every sentence once, at the first page that says it."""
    scribe = Scribe(evidence, w, routes.HOME)
    found: dict[tuple[str, tuple[str, ...]], Hit] = {}
    for claim in evidence.claims:
        html = " ".join(scribe.said(claim.statement).split())
        text = unescape(_TAG.sub("", _QUOTED.sub("\t\\1 \\2\t", html)))
        sources = sources_of(evidence, claim.statement.citations)
        page = scribe.page_link(claim.page)
        path = page.href.removeprefix(scribe.up)
        hit = Hit(text, page.text, path, claim.statement.id, tuple(sources))
        found.setdefault((text, hit.sources), hit)
    return list(found.values())


def _searched(hit: Hit) -> str:
    """Give the words a hit is found by: without the names of languages."""
    return re.sub("\t[^\t ]+ ([^\t]*)\t", r" \1 ", hit.text)


def _block(evidence: Evidence, hits: Sequence[Hit]) -> Json:
    """Put hits down with the pages and sources they name: [titles and paths, signs and names, hits]."""
    pages = list(dict.fromkeys((hit.title, hit.path) for hit in hits))
    cited = {source for hit in hits for source in hit.sources}
    sources = [source for source in evidence.order if source in cited]
    page_at = {page: number for number, page in enumerate(pages)}
    known = evidence.dossier.sources
    return [
        [part for page in pages for part in page],
        [part for source in sources for part in (known[source].mark, known[source].name)],
        [
            [
                hit.text,
                page_at[hit.title, hit.path],
                *([hit.anchor, *sorted(sources.index(source) for source in hit.sources)] if hit.anchor else ()),
            ]
            for hit in hits
        ],
    ]  # fmt: skip


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    """Put rising numbers down as the step from each to the next."""
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _file_name(letters: str) -> str:
    """Name a file after letters of any alphabet: Latin ones and digits as they are, others by their code point."""
    return "".join(c if c.isascii() else f"{ord(c):x}_" for c in letters)


def _encoded(content: Json) -> str:
    """Encode for a script: nothing in it ends a script element or a line of one."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _call(name: str, content: Json) -> bytes:
    return f"az({_encoded(name)},{_encoded(content)})\n".encode()
