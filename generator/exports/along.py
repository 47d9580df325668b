"""All that can be taken along, and the page that tells of it: each file with its size and its SHA-256.

The order matters. First the files are made, then the page that states their hashes; and since no zip can state its own,
the copy of that page inside a zip names the address at which the hash is published instead.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.evidence.model import Evidence
from generator.exports import search
from generator.exports.epub import epub
from generator.exports.matter import Edition, Rendered
from generator.exports.single import lower_style, single_page
from generator.exports.sitezip import site_zip
from generator.site import routes, views
from generator.site.frames import Framer
from generator.site.pages import Page
from generator.site.parts import Scribe
from generator.site.render import Face
from generator.site.style import HASH_PLACE, PLACE, Sheet
from generator.site.words import Words

_SINGLE, _BOOK = SHEETS = ("offline.css", "epub.css")
"""Style sheets of the face: what follows that of the site in the one file, that of the book."""

_LANGUAGES = re.compile(rb'^"languages": .*$', re.MULTILINE)


class Made(NamedTuple):
    """A file made, and the page it was rendered from, if it is one."""

    path: str
    lang: str
    content: bytes
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What is published already: pages, files they lead to or load, and those by which a copy is proved again."""

    pages: Sequence[Rendered]
    files: Mapping[str, bytes]
    evidence: Mapping[str, bytes]


def along(
    evidence: Evidence,
    face: Face,
    all_words: Sequence[Words],
    inlines: Mapping[str, views.Inline],
    published: Published,
    *,
    whole: bool,
) -> Iterator[Made]:
    """Make the files to take along, language by language, then the pages that tell of them.

    `inlines` holds the style sheets named in `SHEETS`. Unless `whole`, only the pages are made, which templates can
    spoil: no book and no zip, in which nothing can be wrong that is right on the pages.

    Raises:
        TemplateError: a template is wrong.
    """
    copies = [_Copies(evidence, face, all_words, w, inlines, published) for w in all_words]
    made: list[Made] = []
    for copy in copies:
        made.append(copy.single())
        if whole:
            made.append(copy.book())
    if whole:
        made += [copy.zip(made) for copy in copies]
    yield from made
    for copy in copies:
        yield copy.offline(made)


class _Copies:
    """Makes what can be taken along in one language."""

    def __init__(
        self,
        evidence: Evidence,
        face: Face,
        all_words: Sequence[Words],
        w: Words,
        inlines: Mapping[str, views.Inline],
        published: Published,
    ) -> None:
        self._evidence = evidence
        self._site = evidence.dossier.site
        self._face = face
        self._w = w
        self._inlines = inlines
        self._published = published
        self._pages = [one for one in published.pages if one.page.view.frame.lang == w.lang]
        self._prefix = routes.prefix(evidence.dossier, w.lang)
        _single, self._book, self._zip = routes.copies(evidence.dossier, w.lang)
        self._edition = Edition(self._site.base_url, self._prefix, w, self._pages)
        self._framer = Framer(evidence, all_words, w, PLACE, HASH_PLACE, inlines)

    def _rendered(self, page: Page, sheet: Sheet | None = None) -> Made:
        return Made(page.file, self._w.lang, self._face.html(page, sheet).encode(), page)

    def single(self) -> Made:
        """Make the one file."""
        sheet = Sheet(lower_style(self._face.sheet.text) + str(self._inlines[_SINGLE].text))
        scribe = Scribe(self._evidence, self._w, routes.SINGLE)
        return self._rendered(single_page(self._edition, self._framer, scribe, self._prefix), sheet)

    def book(self) -> Made:
        """Make the EPUB."""
        address, style = f"{self._site.base_url}{self._book}", str(self._inlines[_BOOK].text)
        return Made(self._book, self._w.lang, epub(self._edition, self._site, address, style))

    def zip(self, known: Sequence[Made]) -> Made:
        """Make the zip; `known` are the files whose hashes its own page can state."""
        folder = self._zip.removesuffix(".zip")
        made = self.offline(known, packed=True)
        assert made.page is not None
        pages = [*self._pages, Rendered(made.page, made.content.decode())]
        languages = f'"languages": ["{self._w.lang}"],'.encode()
        always = {
            path: _LANGUAGES.sub(languages, content, count=1)
            for path, content in self._published.evidence.items()
        }
        loaded = tuple(self._prefix + path for path in (search.PATH, search.FOLDER))
        files = self._published.files
        always |= {path.removeprefix(self._prefix): files[path] for path in files if path.startswith(loaded)}
        content = site_zip(folder, self._prefix, self._site.base_url, pages, files, always)
        return Made(self._zip, self._w.lang, content)

    def offline(self, made: Sequence[Made], *, packed: bool = False) -> Made:
        """Make the page that tells of the files: on the site, or as it lies `packed` in a zip."""
        w = self._w
        scribe = Scribe(self._evidence, w, routes.OFFLINE)
        frame = self._framer.frame(
            scribe, routes.OFFLINE, "offline", w["offline-title"], w["describe-offline"]
        )
        root = self._site.base_url if packed else frame.root
        downloads = tuple(
            self._download(file, root) for file in sorted(made, key=lambda file: file.lang != w.lang)
        )
        view = views.OfflinePage(frame, downloads, frame.canonical if packed else "")
        return self._rendered(Page(f"{self._prefix}{routes.OFFLINE}", "offline.html", view))

    def _download(self, file: Made, root: str) -> views.Download:
        kind = file.path.rsplit(".", 1)[1]
        size = -(-len(file.content) // 1000)  # kilobytes begun
        digest = hashlib.sha256(file.content).hexdigest()
        what = self._w(f"offline-{kind}", language=self._w[f"lang-{file.lang}"])
        return views.Download(file.path, root + file.path, what, self._w("kilobytes", n=size), digest)
