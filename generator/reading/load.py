"""Disk -> Dossier. The only module that reads `site.yaml`, `content/` and `seeds/`."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from generator.problems import Code, Origin, Problem, UserError
from generator.reading import prose, yamlfile
from generator.reading.characters import decode
from generator.reading.fields import LANGUAGES, Context, Record, is_id
from generator.reading.lockfile import LOCK, parse_lock
from generator.reading.shapes import (
    CORRECTION,
    ENTITY,
    EVENTS,
    FRONT_MATTER,
    HOME,
    LINEAGE,
    PERSON,
    QUESTION,
    SITE,
    SOURCE,
)
from generator.records import (
    Block,
    Correction,
    Document,
    Dossier,
    Entity,
    EntityKind,
    Explainer,
    Lineage,
    Lock,
    Question,
    Reference,
    Section,
    Site,
    Source,
    Statement,
)

T = TypeVar("T")

MAX_FILE = 4_000_000
"""Bytes that one file of a dossier may hold."""

REQUIRED_PAGES = ("about", "method")
_FOLDERS = (
    *("corrections", "entities", "events", "explainers", "lineages"),
    *("pages", "people", "questions", "sources"),
)


@dataclass(slots=True)
class Loaded:
    """What reading gives: the dossier (None where its frame cannot be read), the problems found, the files seen.

    `ids` holds every id that has a file, whether or not the file could be read, so that later checks keep quiet
    about what is missing only because of a mistake already told; `lost` names the files that could not be read.
    """

    dossier: Dossier | None
    problems: list[Problem]
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()


class Files:
    """What files came to when they were last read without a problem, with the bytes they had.

    Whoever reads a dossier again and again keeps one, and files that have not changed are not parsed anew.
    """

    def __init__(self) -> None:
        self.known: dict[str, _Known] = {}


class _Known(NamedTuple):
    """What a file came to, and what that depends on: the bytes of it and of what was read with it, and the setting."""

    raw: Mapping[str, bytes]
    setting: object
    value: Any


def load(root: Path, files: Files | None = None) -> Loaded:
    """Read a whole dossier; `files` are those of an earlier reading, and of this one afterwards.

    Raises:
        UserError: there is no folder or no `site.yaml` at `root`.
    """
    try:
        if not root.is_dir():
            raise UserError(f"{root} is not a folder")
        if not (root / "site.yaml").is_file():
            raise UserError(
                f"{root} holds no site.yaml: a dossier is a folder with site.yaml, content/ and seeds/"
            )
    except OSError as error:  # a name too long, a folder that may not be entered
        raise UserError(f"{root} cannot be read: {error.strerror or error}") from error
    return _Reader(root, files).read()


def load_source(root: Path, name: str) -> tuple[Source | None, list[Problem]]:
    """Read one source and its text, whatever is wrong with the rest of the dossier."""
    return _Reader(root).one_source(name)


def source_ids(root: Path, seed: str = "") -> tuple[str, ...]:
    """Name the sources that have a file; with `seed`, those whose file names that text."""
    return _Reader(root).source_ids(seed.encode())


def received(raw: bytes, sha256: str, seed: str, place: Origin) -> tuple[str | None, list[Problem]]:
    """Hold the bytes of a text to the SHA-256 written down at `place`, and decode them."""
    actual = hashlib.sha256(raw).hexdigest()
    if actual != sha256:
        message = f"{seed} has the SHA-256 {actual}, not the one written here"
        hint = "If the text was changed, restore it. If it is another text, prove every quotation anew."
        return None, [Problem(place, Code.HASH_MISMATCH, message, hint)]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return None, [Problem(Origin(seed, line), Code.NOT_UTF8, message)]


class _Reader:
    """Reads the files of one dossier, gathering problems as it goes."""

    def __init__(self, root: Path, files: Files | None = None) -> None:
        self._root = root
        self._files = files
        self._taken: dict[str, bytes] = {}
        self._problems: list[Problem] = []
        self._languages: tuple[str, ...] = ("en",)
        self._all_sealed = False
        self._ids: dict[str, frozenset[str]] = {}
        self._excerpts: set[str] = set()
        self._lost: set[str] = set()
        self._seeds: dict[str, Origin] = {}

    def read(self) -> Loaded:
        site = self._site()
        home = self._again("content/home.yaml", lambda: self._yaml("content/home.yaml", HOME))
        sources = self._folder("sources", self._source)
        self._excerpts = {excerpt.key for source in sources.values() for excerpt in source.excerpts}
        lineages = self._folder("lineages", self._lineage)
        people = self._folder("people", lambda path, name: self._entity(path, name, PERSON))
        others = self._folder("entities", lambda path, name: self._entity(path, name, ENTITY))
        events = self._folder("events", lambda path, _name: self._yaml(path, EVENTS))
        questions = self._folder("questions", self._question)
        corrections = self._folder("corrections", self._correction)
        explainers = self._markdown("explainers", own=False)
        pages = self._markdown("pages", own=True)
        self._unexpected()
        for name in REQUIRED_PAGES:
            if name not in self._ids["pages"]:
                place = Origin(f"content/pages/{name}.md")
                hint = "Every site says how it works and who made it: write this page."
                self._problems.append(
                    Problem(place, Code.MISSING_FILE, f"the page {name!r} is missing", hint)
                )
        for name in sorted(self._ids["people"] & self._ids["entities"]):
            message = f"content/people/{name}.yaml has the same id"
            origin = Origin(f"content/entities/{name}.yaml")
            self._problems.append(Problem(origin, Code.DUPLICATE_ID, message, "Rename one of them."))
        if site is None:  # its languages may be others than those that everything was read with
            codes = (Code.MISSING_TRANSLATION,)
            return Loaded(None, [problem for problem in self._problems if problem.code not in codes])
        if home is None:
            return Loaded(None, self._problems, self._ids)
        self._unique(_section_anchors(home.sections), "id")
        dossier = Dossier(
            site=site,
            home=home,
            sources=sources,
            lineages=lineages,
            entities=dict(sorted({**others, **people}.items())),
            events=tuple(event for group in events.values() for event in group),
            questions=questions,
            explainers=tuple(sorted(explainers.values(), key=lambda page: (page.order, page.id))),
            pages=tuple(sorted(pages.values(), key=lambda page: (page.order, page.id))),
            corrections=tuple(corrections.values()),
            lock=self._lock(),
        )
        return Loaded(dossier, self._problems, self._ids, frozenset(self._lost))

    # ------------------------------------------------------------ files

    def _bytes(self, path: str) -> bytes | None:
        """Read a regular file inside the dossier, of a bearable size."""
        place = self._root / path
        origin = Origin(path)
        try:
            if not place.resolve().is_relative_to(self._root.resolve()):
                message = "the file is a link that leads out of the dossier"
                self._problems.append(Problem(origin, Code.UNREADABLE, message, "Put the file itself here."))
                return None
            status = place.stat()
            if not stat.S_ISREG(status.st_mode):
                self._problems.append(Problem(origin, Code.UNREADABLE, "this is not a regular file"))
                return None
            if status.st_size > MAX_FILE:
                message = f"the file has {status.st_size} bytes; at most {MAX_FILE} are read"
                self._problems.append(Problem(origin, Code.TOO_LARGE, message, "Divide it."))
                return None
            raw = self._taken[path] = place.read_bytes()
            return raw
        except FileNotFoundError:
            self._problems.append(Problem(origin, Code.MISSING_FILE, "the file is missing"))
        except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError before Python 3.13
            reason = error.strerror if isinstance(error, OSError) else os.strerror(errno.ELOOP)
            self._problems.append(Problem(origin, Code.UNREADABLE, f"the file cannot be read: {reason}"))
        return None

    def _again(self, path: str, read: Callable[[], T | None], *more: object) -> T | None:
        """Give what a file came to before, where all is as it was, `more` that it depends on too; else read it."""
        if self._files is None:
            return read()
        setting = (self._languages, self._all_sealed, more)
        told = len(self._problems)
        known = self._files.known.get(path)
        if known and known.setting == setting:
            if all(self._bytes(each) == raw for each, raw in known.raw.items()):
                value: T = known.value
                if isinstance(value, Source):
                    self._described_once(f"seeds/{value.file}", value.origin)
                return value
            del self._problems[told:]  # they are told again when it is read
        self._taken = {}
        read_now = read()
        if read_now is not None and len(self._problems) == told:
            self._files.known[path] = _Known(self._taken, setting, read_now)
        return read_now

    def _text(self, path: str) -> str | None:
        raw = self._bytes(path)
        if raw is None:
            return None
        text, problems = decode(raw, path)
        self._problems += problems
        return None if problems else text

    def _names(self, folder: str) -> list[str]:
        """List a folder's files in one order on every machine, without hidden files and editors' copies."""
        try:
            names = [place.name for place in (self._root / folder).iterdir()]
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            self._problems.append(Problem(Origin(folder), Code.UNEXPECTED_FILE, "this should be a folder"))
            return []
        except OSError as error:
            reason = error.strerror or str(error)
            self._problems.append(
                Problem(Origin(folder), Code.UNREADABLE, f"the folder cannot be read: {reason}")
            )
            self._lost.add(folder)
            return []
        return sorted(name for name in names if not name.startswith((".", "#")) and not name.endswith("~"))

    def _folder(self, folder: str, read: Callable[[str, str], T | None]) -> dict[str, T]:
        """Read every YAML file of a folder under `content/`, by id."""
        found: dict[str, T] = {}
        seen = set()
        for name in self._names(f"content/{folder}"):
            path = f"content/{folder}/{name}"
            stem, dot, ending = name.partition(".")
            if dot + ending != ".yaml":
                message = "only .yaml files are read here"
                hint = "Rename it to end in .yaml." if ending == "yml" else "Move it elsewhere."
                self._problems.append(Problem(Origin(_shown(path)), Code.UNEXPECTED_FILE, message, hint))
                self._lost.add(path)
                continue
            value = None
            if self._good_id(path, stem):
                seen.add(stem)
                value = self._again(path, partial(read, path, stem))
            if value is None:
                self._lost.add(path)
            else:
                found[stem] = value
        self._ids[folder] = frozenset(seen)
        return found

    def _good_id(self, path: str, stem: str) -> bool:
        if is_id(stem):
            return True
        message = (
            f"{stem[:80]!r} cannot be an id (a-z and 0-9, joined by single hyphens, at most 64 characters)"
        )
        self._problems.append(Problem(Origin(_shown(path)), Code.BAD_ID, message, "Rename the file."))
        return False

    def _unexpected(self) -> None:
        """Note what lies in `content/` and belongs nowhere: a mistyped folder would otherwise vanish in silence."""
        for name in self._names("content"):
            if name not in (*_FOLDERS, "home.yaml", LOCK.removeprefix("content/")):
                message = f"nothing is read from content/{_shown(name)}"
                hint = f"content/ holds home.yaml and the folders {', '.join(_FOLDERS)}."
                self._problems.append(
                    Problem(Origin(f"content/{_shown(name)}"), Code.UNEXPECTED_FILE, message, hint)
                )
                self._lost.add(f"content/{name}")
        if any(path.startswith("content/sources") for path in self._lost):
            return  # a text may be described in what could not be read
        for name in self._names("seeds"):
            if name.endswith(".txt") and f"seeds/{name}" not in self._seeds:
                message = "no file under content/sources/ names this text"
                hint = "Describe it there, or move it elsewhere."
                self._problems.append(
                    Problem(Origin(_shown(f"seeds/{name}")), Code.UNEXPECTED_FILE, message, hint)
                )

    # ------------------------------------------------------------ YAML

    def _yaml(self, path: str, shape: Record[T]) -> T | None:
        text = self._text(path)
        return None if text is None else self._shaped(text, path, shape)

    def _shaped(self, text: str, path: str, shape: Record[T], first_line: int = 1) -> T | None:
        return self._held(*yamlfile.parse(text, path, first_line=first_line), path, shape, first_line)

    def _held(
        self,
        node: yamlfile.Node | None,
        problems: list[Problem],
        path: str,
        shape: Record[T],
        first_line: int = 1,
    ) -> T | None:
        """Hold what was parsed, with these problems, to its shape."""
        self._problems += problems
        if node is None:
            if not problems:
                message = f"the file is empty; expected is {shape.expects}"
                self._problems.append(Problem(Origin(path, first_line), Code.WRONG_TYPE, message))
            return None
        value = shape.read(node, Context(path, self._languages, self._problems))
        return None if any(problem.code is Code.DUPLICATE_KEY for problem in problems) else value

    def _site(self) -> Site | None:
        text = self._text("site.yaml")
        if text is None:
            return None
        node, problems = yamlfile.parse(text, "site.yaml")
        self._languages, self._all_sealed = _languages(node), _all_sealed(node)
        site = self._held(node, problems, "site.yaml", SITE)
        if site is None:
            return None
        if len(set(site.languages)) != len(site.languages):
            self._problems.append(
                Problem(site.origin, Code.BAD_VALUE, "a language is named twice in languages")
            )
        return site

    def _lineage(self, path: str, name: str) -> Lineage | None:
        value = self._yaml(path, LINEAGE)
        return value and replace(value, id=name)

    def _question(self, path: str, name: str) -> Question | None:
        value = self._yaml(path, QUESTION)
        if value is None:
            return None
        self._unique([(position.id, position.origin) for position in value.positions], "position")
        return replace(value, id=name)

    def _correction(self, path: str, name: str) -> Correction | None:
        value = self._yaml(path, CORRECTION)
        return value and replace(value, id=name)

    def _entity(self, path: str, name: str, shape: Record[Any]) -> Entity | None:
        read = self._yaml(path, shape)
        if read is None:
            return None
        values, origin = read
        kind = EntityKind(values.pop("kind", "person"))
        members: tuple[Reference, ...] = values.pop("members", ())
        if members and kind is not EntityKind.GROUP:
            message = f"only a group has members; this is {kind.value}"
            self._problems.append(Problem(members[0].origin, Code.BAD_VALUE, message))
        names = values["name"]
        sort_name = values.pop("sort_name") or names[self._languages[0]].text
        entity = Entity(
            id=name,
            kind=kind,
            profiled=shape is PERSON,
            sort_name=sort_name,
            members=members,
            origin=origin,
            **values,
        )
        self._unique(_anchors(entity), "id")
        return entity

    def _unique(self, ids: Iterable[tuple[str, Origin]], what: str) -> None:
        first: dict[str, Origin] = {}
        for name, origin in ids:
            if name in first:
                message = f"the {what} {name!r} stands on this page a second time"
                hint = f"The first stands on line {first[name].line}. Every id on a page is its own address."
                self._problems.append(Problem(origin, Code.DUPLICATE_ID, message, hint))
            first.setdefault(name, origin)

    # ------------------------------------------------------------ sources

    def one_source(self, name: str) -> tuple[Source | None, list[Problem]]:
        """Read one source alone; where mistakes in its excerpts are in the way, without them."""
        site = yamlfile.parse(self._text("site.yaml") or "", "site.yaml")[0]
        self._languages, self._all_sealed = _languages(site), _all_sealed(site)
        self._problems.clear()
        path = f"content/sources/{name}.yaml"
        read = self._yaml(path, SOURCE)
        if read is None and self._problems:
            told, text = list(self._problems), self._text(path)
            node = None if text is None else yamlfile.parse(text, path)[0]
            if isinstance(node, yamlfile.Mapping) and "excerpts" in node.pairs:
                key, value = node.pairs["excerpts"]
                node.pairs["excerpts"] = (key, yamlfile.Mapping({}, value.line, value.column))
                read = SOURCE.read(node, Context(path, self._languages, []))
            self._problems = told
        return (self._described(name, *read) if read else None), self._problems

    def source_ids(self, mentions: bytes) -> tuple[str, ...]:
        """Name the sources whose files hold some bytes."""
        stems = [
            name.removesuffix(".yaml") for name in self._names("content/sources") if name.endswith(".yaml")
        ]
        if not mentions:
            return tuple(stems)
        return tuple(
            stem for stem in stems if mentions in (self._bytes(f"content/sources/{stem}.yaml") or b"")
        )

    def _source(self, path: str, name: str) -> Source | None:
        read = self._yaml(path, SOURCE)
        return self._described(name, *read) if read else None

    def _described(self, name: str, values: dict[str, Any], origin: Origin) -> Source | None:
        """Make a source of what its file says and of its text."""
        seed = f"seeds/{values['file']}"
        self._described_once(seed, origin)
        values["sha256"], place = values["sha256"]
        values["sealed"] = values["sealed"] == "true" or self._all_sealed
        text = None
        if not values["sealed"] or self._is_there(seed):
            raw = self._bytes(seed)
            if raw is None:
                return None
            text, problems = received(raw, values["sha256"], seed, place)
            self._problems += problems
            if text is None:
                return None
        paragraphs = values.pop("paragraphs")
        by_line = None if paragraphs is None else paragraphs == "lines"
        excerpts = tuple(make(key, name, place) for key, (make, place) in values.pop("excerpts").items())
        return Source(id=name, text=text, by_line=by_line, excerpts=excerpts, origin=origin, **values)

    def _described_once(self, seed: str, origin: Origin) -> None:
        """Note a text that a second source describes."""
        if seed in self._seeds:
            message = f"{seed} is described a second time; the first stands in {self._seeds[seed].path}"
            self._problems.append(Problem(origin, Code.DUPLICATE_ID, message))
        self._seeds[seed] = origin

    def _is_there(self, path: str) -> bool:
        """Whether something stands at a path, or cannot be told not to."""
        try:
            (self._root / path).lstat()
        except FileNotFoundError:
            return False
        except OSError:
            pass
        return True

    def _lock(self) -> Lock | None:
        if not self._is_there(LOCK):
            return None
        text = self._text(LOCK)
        lock = None
        if text is not None:
            lock, problems = parse_lock(text)
            self._problems += problems
        if lock is None:
            self._lost.add(LOCK)
        return lock

    # ------------------------------------------------------------ Markdown

    def _markdown(self, folder: str, *, own: bool) -> dict[str, Explainer]:
        """Read the pages of a folder, each in every language of the site."""
        files: dict[str, dict[str, str]] = {}
        seen = set()
        for name in self._names(f"content/{folder}"):
            path = f"content/{folder}/{name}"
            stem, *middle, ending = name.split(".") if "." in name else (name, "")
            language = middle[0] if middle else self._languages[0]
            if ending != "md" or len(middle) > 1 or language not in LANGUAGES:
                message = "only Markdown files are read here: ID.md, and ID.es.md for a further language"
                self._problems.append(Problem(Origin(_shown(path)), Code.UNEXPECTED_FILE, message))
                self._lost.add(path)
            elif not self._good_id(path, stem):
                self._lost.add(path)
            elif language in files.get(stem, {}):
                message = f"{files[stem][language]} is this page in {LANGUAGES[language]} already"
                self._problems.append(Problem(Origin(path), Code.DUPLICATE_ID, message, "Keep one of them."))
            else:
                seen.add(stem)
                files.setdefault(stem, {})[language] = path
        self._ids[folder] = frozenset(seen)
        pages = {}
        for name, paths in files.items():
            setting = (tuple(paths.items()), self._excerpts)
            page = self._again(f"content/{folder}/{name}.md", partial(self._page, name, paths, own), *setting)
            if page:
                pages[name] = page
            else:
                self._lost.update(paths.values())
        return pages

    def _page(self, name: str, paths: dict[str, str], own: bool) -> Explainer | None:
        first = self._languages[0]
        some = next(iter(paths.values()))
        for language in self._languages:
            if language not in paths:
                ending = "" if language == first else f".{language}"
                hint = f"Write {some.rsplit('/', 1)[0]}/{name}{ending}.md."
                message = f"the page is missing in {LANGUAGES[language]}"
                self._problems.append(Problem(Origin(some), Code.MISSING_TRANSLATION, message, hint))
        order = 0
        documents: dict[str, Document] = {}
        for language, path in paths.items():
            if language in self._languages:
                read = self._document(path, language, own)
                if read:
                    documents[language], given = read
                    order = given if language == first else order
        if first not in documents:
            return None
        self._same_tables(documents)
        return Explainer(name, own, order, self._joined(documents, first), documents[first].origin)

    def _document(self, path: str, language: str, own: bool) -> tuple[Document, int] | None:
        text = self._text(path)
        if text is None:
            return None
        lines = text.split("\n")
        end = next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), None)
        if lines[0].rstrip() != "---" or end is None:
            hint = "The file begins with a line ---, then title: and summary:, then a second line ---."
            message = "the head of the page is missing"
            self._problems.append(Problem(Origin(path), Code.MARKDOWN, message, hint))
            return None
        head = self._shaped("\n".join(lines[1:end]), path, FRONT_MATTER, first_line=2)
        body, problems = prose.blocks("\n".join(lines[end + 1 :]), path, end + 2, language, own=own)
        self._problems += problems
        if head is None or any(problem.code is Code.TOO_LARGE for problem in problems):
            return None
        values, origin = head
        return Document(values["title"], values["summary"], body, origin), values["order"]

    def _same_tables(self, documents: dict[str, Document]) -> None:
        """Note tables that a page asks for in one language and not in another."""
        asked = {language: Counter(_tables(document)) for language, document in documents.items()}
        for language, document in documents.items():
            for other, more in asked.items():
                for name in (more - asked[language]).elements():
                    message = f"the page asks for the table ::: {name} in {LANGUAGES[other]} and not here"
                    hint = "Both languages of a page hold the same tables."
                    problem = Problem(document.origin, Code.MISSING_TRANSLATION, message, hint)
                    self._problems.append(problem)

    def _joined(self, documents: dict[str, Document], first: str) -> dict[str, Document]:
        """Let the sentences of all languages that carry one id be one statement with prose in each language."""
        by_id: dict[str, dict[str, Statement]] = {}
        for language, document in documents.items():
            for statement in _sentences(document.blocks):
                by_id.setdefault(statement.id, {})[language] = statement
        self._pair(by_id, tuple(documents), first)
        joined: dict[str, Statement] = {}
        for versions in by_id.values():
            start = versions.get(first) or next(iter(versions.values()))
            texts = {language: version.prose[language] for language, version in versions.items()}
            keys = {citation.key for citation in start.citations}
            more = tuple(
                citation
                for version in versions.values()
                for citation in version.citations
                if citation.key not in keys
            )
            whole = replace(start, prose=texts, citations=start.citations + more)
            joined |= {version.id: whole for version in versions.values()}
        return {
            language: replace(
                document,
                blocks=tuple(
                    replace(block, sentences=tuple(joined[sentence.id] for sentence in block.sentences))
                    for block in document.blocks
                ),
            )
            for language, document in documents.items()
        }

    def _pair(self, by_id: dict[str, dict[str, Statement]], languages: tuple[str, ...], first: str) -> None:
        """Set beside each other, in order, the sentences of two languages that cite otherwise, and note them.

        Nothing is noted of a sentence that cites nothing, or that cites what no source has: that is told already, and
        is the cause.
        """
        for language in languages:
            if language == first:
                continue
            ours = [name for name, versions in by_id.items() if language not in versions]
            theirs = [name for name, versions in by_id.items() if list(versions) == [language]]
            alike = len(ours) == len(theirs)
            for one, other in zip(ours, theirs, strict=True) if alike else ():
                before, after = by_id[one][first], by_id.pop(other)[language]
                by_id[one][language] = after
                if all(self._known(statement) for statement in (before, after)):
                    message = f"this sentence cites other excerpts than its counterpart, {before.origin}"
                    self._other_citations(after, message)
            for name in () if alike else (*ours, *theirs):
                statement = next(iter(by_id[name].values()))
                if self._known(statement):
                    lacking = LANGUAGES[language if name in ours else first]
                    message = f"no sentence of the page in {lacking} cites the same as this one"
                    self._other_citations(statement, message)

    def _known(self, statement: Statement) -> bool:
        keys = [citation.key for citation in statement.citations]
        return bool(keys) and self._excerpts.issuperset(keys)

    def _other_citations(self, statement: Statement, message: str) -> None:
        hint = "Both languages say the same, sentence by sentence, with the same citations."
        self._problems.append(Problem(statement.origin, Code.MISSING_TRANSLATION, message, hint))


def _tables(document: Document) -> Iterator[str]:
    """Name the tables that a page asks for."""
    for block in document.blocks:
        if block.kind.startswith("computed-"):
            yield block.kind.removeprefix("computed-")


def _sentences(blocks: tuple[Block, ...]) -> Iterator[Statement]:
    for block in blocks:
        yield from block.sentences


def _anchors(entity: Entity) -> Iterator[tuple[str, Origin]]:
    """Name every id that an entity's own page carries."""
    for fact in entity.facts:
        yield fact.value.id, fact.value.origin
    yield from _section_anchors(entity.sections)


def _section_anchors(sections: Iterable[Section]) -> Iterator[tuple[str, Origin]]:
    for section in sections:
        yield f"section-{section.id}", section.origin
        for statement in section.statements:
            yield statement.id, statement.origin


def _languages(node: yamlfile.Node | None) -> tuple[str, ...]:
    """Look up the languages of a site before anything else is read: every other text depends on them."""
    if not isinstance(node, yamlfile.Mapping) or "languages" not in node.pairs:
        return ("en",)
    value = node.pairs["languages"][1]
    items = value.items if isinstance(value, yamlfile.Sequence) else []
    known = [item.value for item in items if isinstance(item, yamlfile.Scalar) and item.value in LANGUAGES]
    return tuple(dict.fromkeys(known)) or ("en",)


def _all_sealed(node: yamlfile.Node | None) -> bool:
    """Look up whether all texts of a site are sealed, before the first of them is looked for."""
    pair = node.pairs.get("sealed") if isinstance(node, yamlfile.Mapping) else None
    return pair is not None and isinstance(pair[1], yamlfile.Scalar) and pair[1].value == "true"


def _shown(path: str) -> str:
    """Make a file's name safe to print: surrogates and control characters escaped."""
    return path.encode("unicode_escape").decode("ascii") if not path.isprintable() else path
