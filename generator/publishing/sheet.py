"""A rendered page read back as text: where its ids stand, what its quotations say, and whether anything proves them.

HTML is read by the contract that every checker relies on (`docs/verify.md`): a source's words stand in `<q>` or
`<blockquote>` with `lang` on that very element and nothing else inside.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from generator.evidence.folding import fold_spaces
from generator.evidence.inputs import noted
from generator.evidence.model import Evidence, Proof
from generator.evidence.quotes import ELISION, Found, Passage, SourceText, locate
from generator.publishing.alike import alike, one_edit
from generator.publishing.quoted import QUOTATION, TAG, Fault, Form, form_of, short
from generator.records import Selector
from generator.site import routes

_HEADING = re.compile("<h[23]")
_ID = re.compile(r'id="([^"]+)"')  # a pattern that begins with letters is searched for four times as fast
_REFERENCE = re.compile(r"_(?:\.\S*\.)?ref-")

SINGLE = "#"
"""The way to the root where all pages stand in one file."""


def address_from(up: str, path: str) -> str:
    """Give a path with a fragment as a link on a page writes it; `up` is the way from there to the root."""
    if up != SINGLE:
        return up + path
    page, _hash, name = path.partition("#")
    return f"#{routes.single_anchor(page, name)}"


MANY = 20
"""So many unknown quotations are told with what is nearest to them."""


class Also(NamedTuple):
    """Words that no record of the evidence declares, found in a source when a page showed them."""

    source: str
    passage: Passage


class Known(NamedTuple):
    """What is known of the words of a quotation, or why they are none (`fault`).

    `keys` are the excerpts that are exactly these words; `ours` marks a translation of the site's own. `also` tells in
    which language and where words stand that no record declares.
    """

    words: str
    keys: frozenset[str] = frozenset()
    ours: bool = False
    fault: Fault | None = None
    also: tuple[str, Also] | None = None


class Quotation(NamedTuple):
    """A quotation on a page: where its element stands, and where the next block of quoted words begins (`stop`).

    `linked` is the excerpt that the first such link behind it leads to, or empty.
    """

    start: int
    end: int
    stop: int
    known: Known
    linked: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was found in the HTML of one page: where each id stands, where regions end, the quotations."""

    html: str
    ids: dict[str, int]
    twice: frozenset[str]
    cuts: list[int]
    quotations: list[Quotation]
    starts: list[int]

    def end(self, at: int) -> int:
        """Give where all that belongs to the element with an id at `at` ends.

        That is before the next id that does not begin with `_`, the next reference, the next heading of the second or
        third rank.
        """
        number = bisect_right(self.cuts, at)
        end = self.cuts[number] if number < len(self.cuts) else len(self.html)
        heading = _HEADING.search(self.html, at, end)
        return heading.start() if heading else end

    def within(self, start: int, end: int) -> range:
        """Give the numbers of the quotations of a region."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


class Sheets:
    """Reads the pages of one site."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        permalinks = {routes.excerpt_path(key): key for key in evidence.proofs}
        permalinks |= {
            address_from(SINGLE, path).removeprefix(SINGLE): key for path, key in permalinks.items()
        }
        told = {key: denials(proof) for key, proof in evidence.proofs.items() if denials(proof)}
        self._permalinks = noted(evidence, permalinks, "permalinks")
        self._denials = noted(evidence, told, "denials")
        self._declared = noted(evidence, _declared(evidence), "declared")
        self._forms: dict[str, Form] = {}
        self._searched: dict[Form, Known] = {}
        self._unknown = 0

    def read(self, html: str, up: str = "", *, bare: bool = False) -> tuple[Sheet, list[Fault]]:
        """Find ids and quotations; `up` is the way to the root, and `bare` pages need not link their quotations."""
        ids: dict[str, int] = {}
        cuts: list[int] = []
        twice = set()
        for found in _ID.finditer(html):
            name, at = found[1], found.start()
            if not html[at - 1].isspace():
                continue  # the end of another attribute: data-id
            if name in ids:
                twice.add(name)
            else:
                ids[name] = at
                if name[0] != "_" or _REFERENCE.match(name):
                    cuts.append(at)
        faults: list[Fault] = []
        quotations: list[Quotation] = []
        stop = len(html)
        for found in reversed(list(QUOTATION.finditer(html))):
            raw = found.group()
            start, end = found.span()
            known = self._look(raw)
            if known.fault:
                faults.append(known.fault._replace(at=start))
            if raw[1] in "qQ":
                quotations.append(Quotation(start, end, stop, known, ""))
                continue
            linked = self._linked(html, end, stop, up)
            quotations.append(Quotation(start, end, stop, known, linked))
            stop = start
            if known.keys and linked not in known.keys and not bare:
                faults.append(_unlinked(known, linked, start))
            for address in self._denials.get(linked, ()):
                if html.find(f'href="{address_from(up, address)}"', end, quotations[-1].stop) < 0:
                    faults.append(undenied(linked, address, start))
        quotations.reverse()
        faults.reverse()
        starts = [quotation.start for quotation in quotations]
        return Sheet(html, ids, frozenset(twice), cuts, quotations, starts), faults

    def _linked(self, html: str, at: int, stop: int, up: str) -> str:
        """Name the excerpt that the first link to any excerpt leads to, in a stretch of a page."""
        skip = len(up)
        while (at := html.find('href="', at, stop)) >= 0:
            at += 6
            address = html[at : html.find('"', at)]
            key = self._permalinks.get(address[skip:])
            if key and address.startswith(up):
                return key
        return ""

    def _look(self, raw: str) -> Known:
        """Find out about an element."""
        form = self._forms.get(raw)
        if form is None:
            form = self._forms[raw] = form_of(raw)
        if form.fault:
            return Known(form.words, fault=form.fault)
        return self._declared.get((form.language, form.words)) or self._search(form)

    def _search(self, form: Form) -> Known:
        """Look in the texts themselves for words that nothing declares."""
        texts = (
            self._evidence.texts.items()
        )  # asked each time, so that whoever notes what is read notes it each time
        if form not in self._searched:
            self._searched[form] = self._found_out(form, texts)
        return self._searched[form]

    def _found_out(self, form: Form, texts: Iterable[tuple[str, SourceText]]) -> Known:
        language, words, _fault = form
        found = self._found(language, words, texts)
        if found and not any(one_edit(words, declared) for declared in self._names(language)):
            return Known(words, also=(language, found))
        self._unknown += 1
        if self._unknown > MANY:
            near = ""
        else:  # to name it takes longer than to refuse it
            names = self._names(language)
            nearest = max(names, key=lambda declared: alike(words, declared), default="")
            near = f"; nearest to it is {names[nearest]}: “{short(nearest)}”" if nearest else ""
        what = (
            "is an excerpt with a character changed" if found else f"stands in no source text in {language!r}"
        )
        return Known(words, fault=Fault("words", f"“{short(words)}” {what}{near}"))

    def _found(self, language: str, words: str, texts: Iterable[tuple[str, SourceText]]) -> Also | None:
        for source, text in texts:
            if self._evidence.dossier.sources[source].language == language:
                outcome = locate(Selector(words, occurrence=0), text)
                for passage in outcome.passages if isinstance(outcome, Found) else ():
                    if text.words(passage) == words:
                        return Also(source, passage)
        return None

    def _names(self, language: str) -> dict[str, str]:
        """Give what is declared in a language, with a name for each."""
        return {
            words: min(known.keys, default="our translation" if known.ours else "the quotation")
            for (other, words), known in self._declared.items()
            if other == language
        }


def _declared(evidence: Evidence) -> dict[tuple[str, str], Known]:
    """Gather the words that pages may show as quotations, by language: taken from the texts themselves once more."""
    keys: dict[tuple[str, str], set[str]] = {}
    ours: set[tuple[str, str]] = set()
    for key, proof in evidence.proofs.items():
        asked = evidence.asked[proof.source.id]
        parts = [fold_spaces(asked.raw(span)) for span in proof.passages[0]]
        keys.setdefault((proof.source.language, f" {ELISION} ".join(parts)), set()).add(key)
        ours.update((language, fold_spaces(own.text)) for language, own in proof.excerpt.translation.items())
    for source, left_out in evidence.left_out.items():
        for named in left_out:
            keys.setdefault((evidence.dossier.sources[source].language, named.words), set())
    for inline in evidence.inline.values():
        keys.setdefault((inline.language, inline.words), set())
    for pair in ours:
        keys.setdefault(pair, set())
    return {pair: Known(pair[1], frozenset(found), pair in ours) for pair, found in sorted(keys.items())}


def denials(proof: Proof) -> tuple[str, ...]:
    """Give the addresses of the denials of an excerpt that stand elsewhere than in itself."""
    key = proof.excerpt.key
    return tuple(routes.excerpt_path(denial.key) for denial in proof.excerpt.denied if denial.key != key)


def find(html: str, pieces: Sequence[str], start: int, end: int) -> tuple[int, int] | None:
    """Find pieces of finished HTML one after another, with some text and no tag between them: (start, end).

    Nothing but white space stands between them and the tags before and behind; the tag before begins no quotation.
    """
    first, *rest = pieces
    begin = html.find(first or ">", start, end)
    while begin >= 0:
        at = begin + len(first or ">")
        for piece in rest:
            tag = html.find("<", at, end)
            tag = end if tag < 0 else tag
            found = html.find(piece, at, tag + len(piece)) if piece else tag
            if not at < found <= tag:
                break
            at = found + len(piece)
        else:
            if _alone(html, begin + (not first), at):
                return begin + (not first), at
        begin = html.find(first or ">", begin + 1, end)
    return None


def _alone(html: str, begin: int, end: int) -> bool:
    """Whether a stretch of a page is all the text there is between two tags, outside quotations."""
    while html[begin - 1].isspace():
        begin -= 1
    while html[end : end + 1].isspace():
        end += 1
    if html[begin - 1] != ">" or html[end : end + 1] != "<":
        return False
    return not html.startswith(("<q ", "<blockquote "), html.rfind("<", 0, begin))


def plain(html: str) -> str:
    """Give the text of a piece of HTML, words quoted in it between “ and ”."""
    if "<q " in html:
        html = str(html).replace("<q ", "“<q ").replace("</q>", "”")  # a Markup would escape them
    return fold_spaces(unescape(TAG.sub("", html)))


def undenied(key: str, address: str, at: int) -> Fault:
    """Say that an allegation stands without its denial."""
    return Fault("denial", f"the allegation {key} stands without the link to its denial, {address}", at)


def _unlinked(known: Known, linked: str, at: int) -> Fault:
    behind = f"leads to {linked}" if linked else "is missing"
    return Fault("link", f"“{short(known.words)}” is {min(known.keys)}, and the link behind it {behind}", at)
