"""Prove this site again: every quotation on every page, and every statement with its citations.

    python verify.py FOLDER_WITH_SOURCE_TEXTS [SITE_FOLDER]

Python 3.8 or newer, no package, no network. SITE_FOLDER is a copy of the site (left out: where this file stands). The
texts are for you to obtain; each is known by its SHA-256 in evidence.json, whatever its file is called. Checked is that
1. every excerpt, and all else that is quoted, stands in its text at the offsets given in evidence.json;
2. every <q> and <blockquote> of every page has its own `lang`, no element in it, and the whole words of such an excerpt
   or quotation (white space may differ, nothing else), or of a translation that evidence.json lists;
3. every statement is on its page, in every language, in full, with just the quotations it cites and the links to them,
   and no page shows a cited statement that evidence.json does not list;
4. an allegation never stands without the link to each denial that evidence.json names for it;
5. offline.html, where there is one, has every statement of every page as well, and every excerpt.
Exit code 0: all is proved. 1: something is false, and named. 2: not everything could be checked, or nothing.
"""
# ruff: noqa: T201

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any


def fold(text: str, without: str = "") -> str:
    """Let every run of white space count as one space, and leave some characters out."""
    return " ".join(text.translate(dict.fromkeys(map(ord, without))).split())


class Page(HTMLParser):
    """What a page shows: regions run from an id to the next, or an <h2>; an id that begins with `_` divides nothing."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.here = ""  # the region
        self.text: defaultdict[str, str] = defaultdict(str)
        self.links: defaultdict[str, set[str]] = defaultdict(set)
        self.quoted: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)  # language, words
        self.quotations: list[tuple[int, str, str]] = []  # line, language, words
        self.faults: list[tuple[int, str]] = []
        self.quoting: list[str] = []  # a quotation being read: its tag, its language, its text in pieces
        self.feed(html)
        self.close()
        self.faults += [(self.getpos()[0], f"<{tag}> never ends") for tag in self.quoting[:1]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an id, a link, the beginning of a quotation."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("id", "")
        self.faults += [(self.getpos()[0], f"<{tag}> stands inside <{outer}>") for outer in self.quoting[:1]]
        divides = name[:1] not in ("", "_") or re.match(r"_(\.\S*\.)?ref-", name)
        if divides and name in self.links:
            self.faults.append((self.getpos()[0], f"the id {name} stands here for a second time"))
        self.here = name if divides else "" if tag in ("h2", "h3") else self.here
        self.links[self.here] |= {given.get("href", ""), f"#{name}"}
        if tag in ("q", "blockquote"):
            self.quoting = [tag, given.get("lang", "")]

    def handle_endtag(self, tag: str) -> None:
        """Note a quotation where it ends."""
        if tag in self.quoting[:1]:
            language, words = self.quoting[1], fold("".join(self.quoting[2:]))
            self.quotations.append((self.getpos()[0], language, words))
            self.quoted[self.here].add((language, words))
            self.quoting = []

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text[self.here] += "" if "blockquote" in self.quoting[:1] else data
        self.quoting += [data] if self.quoting else []


class Check:
    """A site held to its evidence and to the texts in a folder; `false` says what does not hold."""

    def __init__(self, texts: Path, site: Path) -> None:
        evidence = json.loads((site / "evidence.json").read_text("utf-8"))
        self.sources = {source["id"]: source for source in evidence["sources"]}
        for file in (source["file"] for source in self.sources.values() if "file" in source):
            for name, records in json.loads((site / file).read_text("utf-8")).items():  # of a large site
                evidence.setdefault(name, []).extend(records)
        first, *others = evidence["languages"]
        self.languages = {**{f"{language}/": language for language in others}, "": first}  # by folder
        files = [path for path in sorted(texts.rglob("*")) if path.is_file()]
        self.files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
        self.missing = {name for name, source in self.sources.items() if source["sha256"] not in self.files}
        self.false: list[str] = []
        self.counts: Counter[str] = Counter()
        self.known: dict[tuple[str, str], set[str]] = {}  # the sources of words, or "" for a translation
        self.excerpts: dict[str, tuple[str, str]] = {}
        self.denied = {record["key"]: set(record.get("denied", ())) for record in evidence["excerpts"]}
        for record in evidence["excerpts"] + evidence["quoted"] + evidence["left_out"]:
            self.quotation(record, self.sources[record["source"]])
        self.altered()
        self.statements: dict[str, dict[str, Any]] = {}  # by page and id
        for statement in evidence["statements"]:
            self.statements.setdefault(statement["page"], {})[statement["id"]] = statement

    def quotation(self, record: dict[str, Any], source: dict[str, Any]) -> None:
        """Hold an excerpt, or other quoted words, to the text at the offsets given."""
        file = self.files.get(source["sha256"])
        text = file.read_bytes().decode("utf-8") if file else None
        for passage in record.get("passages", ()):  # whole lines that are left out have none
            shown = (source["language"], " […] ".join(fold(part["exact"]) for part in passage))
            self.known.setdefault(shown, set()).add(source["id"])
            name, before = record.get("key", shown[1]), 0
            self.excerpts.setdefault(name, shown)
            for exact, start, end in ((part["exact"], part["start"], part["end"]) for part in passage):
                if start < before or (text is not None and fold(text[start:end]) != fold(exact)):
                    self.false.append(f"evidence.json: {name}: {file} has not “{exact}” at {start}")
                before = end
        for language, translation in record.get("translation", {}).items():
            self.known.setdefault((language, fold(translation)), set()).add("")

    def altered(self) -> None:
        """Name files that hold most quotations of a missing text, and so are likely an altered copy of it."""
        known = {source["sha256"] for source in self.sources.values()}
        for digest, file in self.files.items():
            text = "" if digest in known else fold(file.read_bytes().decode("utf-8", "replace"))
            for name in sorted(self.missing):
                own = [(key, said) for key, (_, said) in self.excerpts.items() if key.startswith(f"{name}:")]
                lost = [key for key, said in own if not all(part in text for part in said.split(" […] "))]
                if len(lost) * 2 < len(own):
                    self.false.append(f"{file} is not the text of {name} as received; it lacks {lost}")

    def page(self, name: str, html: str) -> None:
        """Check one page."""
        page = Page(html)
        self.false += [f"{name}, line {line}: {fault}" for line, fault in page.faults]
        for line, lang, words in page.quotations:
            sources = self.known.get((lang, words), set())
            texts = sources - {""}
            told = "proved" if texts - self.missing else "not checked" if texts else "translations"
            self.counts[told] += bool(sources)
            if not sources:
                self.false.append(f"{name}, line {line}: no text in “{lang}” has, in full: {words}")
        folder = next(folder for folder in self.languages if name.startswith(folder))
        here = dict(self.statements.get(re.sub("index.html$", "", name[len(folder) :]), {}))
        self.counts["statements"] += len(here)
        if name[len(folder) :] == "offline.html":  # all pages in one: /PAGE/ID instead of ID
            here = {f"/{at}{one}": told[one] for at, told in self.statements.items() for one in told}
            places = {key: page.quoted["/sources/" + key.replace(":", "/")] for key in self.denied}
            self.false += [f"{name}: {k} is not there" for k in places if self.excerpts[k] not in places[k]]
        for anchor in list(page.links):
            group, _, other = anchor.partition(".")  # a group's statements stand on its members' pages too
            if other in self.statements.get(f"entities/{group}/", {}):
                here[anchor] = self.statements[f"entities/{group}/"][other]
            elif anchor[:1] not in ("", "_") and anchor not in here and self.beyond(name, page, anchor):
                self.false.append(f"{name}#{anchor}: evidence.json does not list this statement")
        self.answered(name, page)
        for anchor, statement in here.items():
            text = fold(statement["text"][self.languages[folder]], "“”")  # pages draw the marks of <q>
            if not text or text not in fold(page.text[anchor], "“”"):
                self.false.append(f"{name}#{anchor}: the statement is not there in full: {text}")
            cites = {key for each in [statement, *statement.get("also_dated", [])] for key in each["cites"]}
            beside = set().union(*(self.denied.get(key, ()) for key in cites)) - cites  # linked, not cited
            for key in sorted(cites ^ (self.cited(page, anchor) - beside)):
                what = "not there in full, with its link" if key in cites else "not listed in evidence.json"
                self.false.append(f"{name}#{anchor}: the citation of {key} is {what}")

    def beyond(self, name: str, page: Page, anchor: str) -> set[str]:
        """Name the excerpts cited where no statement is known; not an excerpt on its own page, nor denials there."""
        denials = set().union(*self.denied.values()) if self.key(name, anchor) in self.denied else set()
        return self.cited(page, anchor) - denials - {self.key(name, anchor)}

    def answered(self, name: str, page: Page) -> None:
        """Look for the denials of the allegations that a page shows."""
        for region in list(page.links) if any(self.denied.values()) else []:
            for key in sorted(self.shown(page, region) | {self.key(name, region)}):
                for denial in sorted(self.denied.get(key, set()) - {key} - self.linked(page, region)):
                    self.false.append(f"{name}#{region}: the allegation {key} lacks its denial {denial}")

    def key(self, name: str, anchor: str) -> str:
        """Name the excerpt that an id of a source's page stands for."""
        place = anchor if anchor[:1] == "/" else f"{name}#{anchor}"  # of offline.html, of a page
        found = re.search(r"(?:^|/)sources/([^/]+)/(?:index.html#)?([^/]+)$", place)
        return ":".join(found.groups()) if found else ""

    def cited(self, page: Page, anchor: str) -> set[str]:
        """Name the excerpts that a statement cites and shows in full, itself or beside the paragraph."""
        places = re.findall(r"#_(\.\S*\.)?cite-([^.\s]+)\.(\S+)-[a-z]+(?!\S)", " ".join(page.links[anchor]))
        shown = self.shown(page, anchor)
        named = [(f"{s}:{e}", f"_{at}ref-{s}.{e}") for at, s, e in places]
        return {key for key, place in named if key in shown | self.shown(page, place)} if places else shown

    def shown(self, page: Page, region: str) -> set[str]:
        """Name the excerpts that a region shows in full, with the link to them."""
        return {key for key in self.linked(page, region) if self.excerpts.get(key) in page.quoted[region]}

    def linked(self, page: Page, region: str) -> set[str]:
        """Name the excerpts that a region links to."""
        links = re.findall(r"sources/([^/\s]+)/(?:index\.html)?#?(\S+)", " ".join(page.links[region]))
        return {f"{source}:{excerpt}" for source, excerpt in links}


def main(arguments: list[str]) -> int:
    """Check, and tell."""
    if len(arguments) not in (1, 2) or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    site = Path(arguments[1]) if arguments[1:] else Path(__file__).resolve().parent
    try:
        check = Check(Path(arguments[0]), site)
        pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
        for name, path in pages.items():
            check.page(name, path.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"cannot check: {type(error).__name__}: {error}")
        return 2
    due = {f"{folder}{page}index.html" for folder in check.languages for page in check.statements}
    check.false += [f"{name}: the page is missing" for name in sorted(due - set(pages))]
    for line in check.false:
        print(f"FALSE: {line}")
    for name in sorted(check.missing):
        print(f"not checked: {name}, whose text (SHA-256 {check.sources[name]['sha256']}) is missing")
    told = "{proved} quotations proved, {not checked} not checked, {translations} translated; {statements} statements"
    print(f"{told.format_map(check.counts)}, {len(pages)} pages: {len(check.false) or 'nothing'} false")
    return 1 if check.false else 2 if check.missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
