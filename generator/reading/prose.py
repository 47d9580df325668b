"""Markdown -> sentences with their citations. The only module that imports `markdown_it`.

Raw HTML is never let through: it comes out as the text it is. Links lead to http, https or mailto addresses,
or to a page of this site written as `/people/…`. Words between double quotation marks become `Quoted` parts,
`{reports}` and its like `Placeholder` parts, so that proving can fill them in; everything else is finished HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from generator import work
from generator.problems import Code, Origin, Problem
from generator.reading.characters import refused
from generator.reading.sentences import split_sentences
from generator.records import Block, Citation, InternalLink, Part, Placeholder, Prose, Quoted, Statement

MAX_PARAGRAPH = 20_000
"""Characters of running text without a blank line: far more than anyone reads, few enough for every rule here."""

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_KEY = rf"{ID}:{ID}"
_CITATION = re.compile(rf"\[@({_KEY}(?:;\s*@{_KEY})*)\](?:\{{#({ID})\}})?")
_KEYS = re.compile(_KEY)
_CITATION_START = re.compile(r"\[@[^\[\]]{0,400}\]?")
_QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"")
_MARKS = frozenset('“”"')
_PLACEHOLDER = re.compile(r"\{([A-Za-z]{1,30})\}")
_PLACEHOLDERS = {placeholder.value: placeholder for placeholder in Placeholder}
_SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s]+@|/(?!/))", re.IGNORECASE)
COMPUTED = (
    "coverage",
    "differences",
    "left-out",
    "oddities",
    "particulars",
    "selftest",
    "unknown",
    "waivers",
)
"""Tables that a page or an explainer may ask for, in the site's own voice: `::: coverage`, then `:::`."""

_QUIET = frozenset(("paragraph_open", "paragraph_close", "heading_close", "list_item_close"))
_BLOCK_NAMES = {
    "blockquote_open": "a block quotation (words of a source are quoted by citing an excerpt)",
    "fence": "a block of code",
    "code_block": "a block of code (four spaces at the beginning of a line)",
    "hr": "a ruler",
    "html_block": "a block of HTML",
}


# ---------------------------------------------------------------- markdown-it, set up once


def _quoted_rule(state: StateInline, silent: bool) -> bool:
    """Take words between double quotation marks as one token, their Markdown unread: they are a source's."""
    if state.src[state.pos] not in '"“':
        return False
    found = _QUOTED.match(state.src, state.pos, state.posMax)
    if not found or not (found[1] or found[2]).strip():
        return False
    if not silent:
        token = state.push("quoted", "", 0)
        token.content = found[1] or found[2]
        token.meta = {"at": state.pos}
    state.pos = found.end()
    return True


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = _PLACEHOLDER.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("placeholder", "", 0)
        token.content = found[1]
        token.meta = {"at": state.pos}
    state.pos = found.end()
    return True


def _citation_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    malformed = None if found else _CITATION_START.match(state.src, state.pos, state.posMax)
    end = found or malformed
    if not end:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = end.group()
        token.meta = {
            "at": state.pos,
            "keys": [
                (key.group(), key.start() - state.pos)
                for key in _KEYS.finditer(state.src, state.pos, end.end() if found is None else found.end(1))
            ],
            "malformed": found is None,
            "id": found and found[2],
        }
    state.pos = end.end()
    return True


class _Markdown(MarkdownIt):
    """markdown-it with our rules; `rejected` collects the addresses it would not link during one parse."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "typographer": False})
        self.rejected: list[str] = []
        self.disable(["image", "html_inline", "html_block"])
        self.inline.ruler.before("link", "citation", _citation_rule)
        self.inline.ruler.before("link", "quoted", _quoted_rule)
        self.inline.ruler.before("link", "placeholder", _placeholder_rule)
        # markdown-it's text rule stops only at the characters it knows to begin something
        self.inline.ruler.at("text", _text_rule)
        for name in ("own", *COMPUTED):
            container_plugin(self, name)

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        allowed = bool(_SAFE_LINK.match(url))
        if not allowed:
            self.rejected.append(url)
        return allowed


_SPECIAL = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~\"“”]")


def _text_rule(state: StateInline, silent: bool) -> bool:
    """Run through plain text up to the next character at which a rule may begin."""
    found = _SPECIAL.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


@cache
def _markdown() -> _Markdown:
    return _Markdown()


# ---------------------------------------------------------------- one sentence of a YAML file


def sentence(text: str, origin: Origin, problems: list[Problem], *, own: bool = False) -> Prose:
    """Read the Markdown of a statement, fact, event or position: one line of prose, without citations."""
    folded = " ".join(text.split())
    if len(folded) > MAX_PARAGRAPH:
        problems.append(_too_long(len(folded), origin))
        return Prose((), "", origin)
    if not _SPECIAL.search(folded):
        return Prose((escape(folded, quote=False),), folded, origin)
    md = _markdown()
    md.rejected.clear()
    work.done[work.READ] += 1
    tokens = md.parseInline(folded)[0].children or []
    for url in md.rejected:
        problems.append(_bad_link(url, origin))
    pieces = _Pieces(lambda _at: origin, problems, own=own)
    for token in tokens:
        if token.type == "citation":
            hint = "Name the excerpts under `cite:`."
            problems.append(Problem(origin, Code.MARKDOWN, f"{token.content} has no meaning here", hint))
        else:
            pieces.add(token)
    return Prose(pieces.parts(), folded, origin)


def _too_long(length: int, origin: Origin) -> Problem:
    message = f"a paragraph of {length} characters; at most {MAX_PARAGRAPH} are read"
    return Problem(origin, Code.TOO_LARGE, message, "Divide it.")


def _bad_link(url: str, origin: Origin) -> Problem:
    hint = "A link leads to an address that begins with http://, https:// or mailto:, or to a page such as /people/ID/."
    return Problem(origin, Code.BAD_URL, f"a link may not lead to {url!r}", hint)


class _Pieces:
    """Gathers the parts of a stretch of prose from inline tokens, and its plain text beside them."""

    def __init__(self, place: Callable[[int], Origin], problems: list[Problem], *, own: bool = False) -> None:
        self._place = place
        self._problems = problems
        self._own = own
        self._parts: list[Part] = []
        self.plain = ""
        self.depth = 0
        self._open: list[str] = []

    def add(self, token: Token) -> None:
        """Take in one inline token."""
        match token.type:
            case "text" | "text_special":
                self.text(token.content)
            case "softbreak" | "hardbreak":
                self.text(" ")
            case "code_inline":
                self._parts.append(f"<code>{escape(token.content, quote=False)}</code>")
                self.plain += token.content
            case "quoted":
                words = " ".join(token.content.split())
                self._parts.append(Quoted(words, self._place(token.meta["at"])))
                self.plain += f"“{words}”"
            case "placeholder":
                self._placeholder(token)
            case "em_open" | "strong_open":
                self._parts.append(f"<{token.tag}>")
                self.depth += 1
            case "em_close" | "strong_close":
                self._parts.append(f"</{token.tag}>")
                self.depth -= 1
            case "link_open":
                self._link(str(token.attrs["href"]))
                self.depth += 1
            case "link_close":
                self._parts.append("</a>")
                self.depth -= 1
            case _:
                raise AssertionError(f"markdown-it made a token that was switched off: {token.type}")

    def text(self, text: str) -> None:
        """Take in plain text. What it may not hold can still come as an entity or behind a backslash."""
        if hidden := refused(text):
            message = f"{hidden[1]} may not stand in a dossier"
            self._problems.append(Problem(self._place(0), Code.BAD_CHARACTER, message))
        if not _MARKS.isdisjoint(text):
            hint = (
                "Words between “ and ” or between two \" are a source's own; for all else use single marks."
            )
            message = "a double quotation mark stands alone"
            self._problems.append(Problem(self._place(0), Code.WORDS_NOT_CITED, message, hint))
        self._parts.append(escape(text, quote=False))
        self.plain += text

    def _placeholder(self, token: Token) -> None:
        placeholder = _PLACEHOLDERS.get(token.content)
        if placeholder and self._own:
            message = f"{{{token.content}}} counts what a sentence cites; the site's own voice cites nothing"
            self._problems.append(Problem(self._place(token.meta["at"]), Code.UNKNOWN_PLACEHOLDER, message))
        elif placeholder:
            self._parts.append(placeholder)
        else:
            names = ", ".join("{" + name + "}" for name in _PLACEHOLDERS)
            origin = self._place(token.meta["at"])
            message = f"nothing can be filled in for {{{token.content}}}"
            self._problems.append(Problem(origin, Code.UNKNOWN_PLACEHOLDER, message, f"There are {names}."))
        self.plain += f"{{{token.content}}}"

    def _link(self, href: str) -> None:
        if href.startswith("/"):
            self._parts += ['<a href="', InternalLink(href, self._place(0)), '">']
        else:
            self._parts.append(f'<a href="{escape(href)}" rel="external noreferrer">')

    def parts(self) -> tuple[Part, ...]:
        """Give the parts, neighbouring stretches of HTML joined."""
        joined: list[Part] = []
        for part in self._parts:
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            else:
                joined.append(part)
        return tuple(joined)


class Place:
    """Turns an offset in a block's text into a place in its file."""

    def __init__(self, path: str, lines: Sequence[str], first: int, content: str) -> None:
        self._path = path
        self._lines = lines
        self._first = first
        self._content = content

    def find(self, words: str, at: int) -> int:
        """Find where words begin in the block, from an offset on; the offset itself where they do not."""
        found = self._content.find(words, at)
        return at if found < 0 else found

    def __call__(self, at: int) -> Origin:
        """Give the place of an offset."""
        row = self._content.count("\n", 0, at)
        start = self._content.rfind("\n", 0, at) + 1
        line = self._first + row
        whole = self._lines[line - 1] if line <= len(self._lines) else ""
        written = self._content[start:].split("\n", 1)[0]
        shift = max(0, whole.find(written)) if written else 0
        return Origin(self._path, line, shift + at - start + 1)


# ---------------------------------------------------------------- a Markdown file


def blocks(
    text: str, path: str, first_line: int, language: str, *, own: bool
) -> tuple[tuple[Block, ...], list[Problem]]:
    """Read the body of a Markdown file that begins on `first_line`.

    `own` reads the whole as the site's own voice. Sentences elsewhere become statements with ids made from
    what they cite, so that a permalink outlives every change of wording and is the same in all languages.
    """
    problems: list[Problem] = []
    line = first_line
    for paragraph in text.split("\n\n"):
        if len(paragraph) > MAX_PARAGRAPH:
            problems.append(_too_long(len(paragraph), Origin(path, line)))
        line += paragraph.count("\n") + 2
    if problems:
        return (), problems
    md = _markdown()
    md.rejected.clear()
    work.done[work.READ] += 1
    tokens = md.parse(f"{text}\n")  # the container plugin looks beyond the end of a last line without one
    for url in md.rejected:
        at = text.find(url)
        line = text.count("\n", 0, max(0, at)) + first_line
        problems.append(_bad_link(url, Origin(path, line)))
    reader = _BlockReader(text, path, first_line, language, own, problems)
    return tuple(reader.read(tokens)), problems


class _BlockReader:
    """Walks the block tokens of one file."""

    def __init__(
        self, text: str, path: str, first_line: int, language: str, own: bool, problems: list[Problem]
    ) -> None:
        self._language = language
        self._path = path
        self._lines = ["" for _ in range(first_line - 1)] + text.split("\n")
        self._first = first_line
        self._own = own
        self.problems = problems
        self._ids: dict[str, Origin] = {}
        self._own_depth = self._lists = 0
        self._computed = ""
        self._opens = ""
        self._kind = "paragraph"
        self._in_item: Token | None = None  # the entry whose words are awaited

    def read(self, tokens: list[Token]) -> Iterator[Block]:
        """Go through the tokens of a file and give its blocks."""
        last: Block | None = None
        for token in tokens:
            if token.type == "inline":
                if last:
                    yield last
                last = self._inline(token)
            elif self._computed and token.type == f"container_{self._computed}_close":
                if last:
                    yield last
                last = Block(f"computed-{self._computed}", True, (), (), "", "", "")
                self._computed = ""
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists -= 1
                last = last and replace(last, closes=last.closes + f"</{token.tag}>")
            else:
                self._structure(token)
        if last:
            yield last

    def _structure(self, token: Token) -> None:
        """Note what a token opens or closes round the inline tokens to come."""
        match token.type:
            case "container_own_open":
                self._own_depth += 1
            case "container_own_close":
                self._own_depth -= 1
            case name if name.startswith("container_") and name.endswith("_open"):
                self._computed = name.removeprefix("container_").removesuffix("_open")
            case "bullet_list_open" | "ordered_list_open":
                self._lists += 1
                if self._lists > 1:
                    self._refuse(token, "a list inside a list")
                self._opens += f"<{token.tag}>"
            case "list_item_open":
                self._in_item = token
            case "list_item_close" if self._in_item:
                self._refuse(self._in_item, "an empty list entry")
                self._in_item, self._opens = None, ""
            case "heading_open":
                self._kind = "heading-2" if token.tag == "h2" else "heading-3"
                if token.tag not in ("h2", "h3"):
                    hint = "The title stands between the --- lines; sections begin with ## or ###."
                    message = f"a heading {token.tag} is not used"
                    self.problems.append(Problem(self._origin(token), Code.MARKDOWN, message, hint))
            case name if name not in _QUIET:
                self._not_allowed(token)

    def _inline(self, token: Token) -> Block:
        """Make the block of one inline token."""
        if self._computed:
            self._refuse(token, f"a text inside ::: {self._computed}, which the generator fills")
        if self._lists and (self._kind != "paragraph" or not self._in_item):
            self._refuse(token, "a heading or a second paragraph in a list entry")
        kind = "item" if self._in_item else self._kind
        voice = self._own or self._own_depth > 0 or self._kind != "paragraph"
        first = (token.map or [0])[0] + self._first
        block = self._block(kind, voice, token, first, self._opens)
        self._opens, self._kind, self._in_item = "", "paragraph", None
        return block

    def _not_allowed(self, token: Token) -> None:
        if not token.type.endswith("_close"):
            self._refuse(token, _BLOCK_NAMES.get(token.type, token.type.removesuffix("_open")))

    def _refuse(self, token: Token, what: str) -> None:
        hint = "There are paragraphs, headings (## and ###), simple lists and ::: own blocks."
        message = f"{what} is not available here"
        self.problems.append(Problem(self._origin(token), Code.MARKDOWN, message, hint))

    def _origin(self, token: Token) -> Origin:
        return Origin(self._path, (token.map or [0])[0] + self._first)

    def _block(self, kind: str, own: bool, token: Token, first: int, opens: str) -> Block:
        place = Place(self._path, self._lines, first, token.content)
        children = token.children or []
        if own:
            pieces = _Pieces(place, self.problems, own=True)
            for child in children:
                if child.type == "citation":
                    hint = "Move the sentence out of the site's own voice, or drop the citation."
                    self.problems.append(
                        Problem(
                            place(child.meta["at"]), Code.MARKDOWN, "the site's own voice does not cite", hint
                        )
                    )
                else:
                    pieces.add(child)
            anchor = heading_anchor(pieces.plain) if kind.startswith("heading") else ""
            if anchor in self._ids:
                message = f"the address #{anchor} is taken on line {self._ids[anchor].line}"
                self.problems.append(
                    Problem(place(0), Code.DUPLICATE_ID, message, "Word the heading otherwise.")
                )
            elif anchor:
                self._ids[anchor] = place(0)
            return Block(kind, True, pieces.parts(), (), anchor, opens, "")
        sentences = tuple(self._sentences(children, place))
        return Block(kind, False, (), sentences, "", opens, "")

    def _sentences(self, children: list[Token], place: Place) -> Iterator[Statement]:
        """Divide a block into sentences, each with the citations in it or directly behind it."""
        plain = _Pieces(place, [])
        for child in children:
            if child.type != "citation":
                plain.add(child)
        cuts = [end for _start, end in split_sentences(plain.plain)]
        return _SentenceReader(self, place, cuts).read(children)

    def claim(self, pieces: _Pieces, citations: list[Token], place: Place, at: int) -> Statement:
        """Make a statement of one sentence."""
        origin = place(place.find(pieces.plain.strip()[:12], at))
        keys = [
            (key, place(token.meta["at"] + shift)) for token in citations for key, shift in token.meta["keys"]
        ]
        for token in citations:
            if token.meta["malformed"]:
                hint = "A citation is [@source-id:excerpt-id], several are [@a:x; @b:y]."
                message = f"{token.content} is not a citation"
                self.problems.append(Problem(place(token.meta["at"]), Code.MARKDOWN, message, hint))
        if not citations:
            hint = "Cite an excerpt behind it, or put it into a ::: own block if it states no fact."
            said = pieces.plain.strip()
            begins = said if len(said) <= 60 else f"{said[:59]}…"
            message = f"the sentence “{begins}” cites nothing" if begins else "an empty sentence"
            self.problems.append(Problem(origin, Code.UNCITED_SENTENCE, message, hint))
        elif not pieces.plain.strip():
            message = f"{citations[0].content} stands behind no sentence"
            self.problems.append(Problem(place(citations[0].meta["at"]), Code.MARKDOWN, message))
        given = next((token.meta["id"] for token in citations if token.meta["id"]), None)
        name = given or _sentence_id([key for key, _place in keys])
        if keys and name in self._ids:
            hint = "Give this one an id of its own behind its citation: [@a:x]{#name}."
            message = (
                f"a sentence on line {self._ids[name].line} cites the same"
                if not given
                else f"the id {name} is taken"
            )
            self.problems.append(Problem(origin, Code.DUPLICATE_ID, message, hint))
        self._ids.setdefault(name, origin)
        cited = tuple(Citation(key, where) for key, where in keys)
        prose = Prose(pieces.parts(), pieces.plain.strip(), origin)
        return Statement(name, {self._language: prose}, cited, None, origin)


class _SentenceReader:
    """Cuts a run of inline tokens where sentences end, outside emphasis and links."""

    def __init__(self, owner: _BlockReader, place: Place, cuts: list[int]) -> None:
        self._owner = owner
        self._place = place
        self._cuts = cuts

    def read(self, children: list[Token]) -> Iterator[Statement]:
        problems = self._owner.problems
        pieces = _Pieces(self._place, problems)
        citations: list[Token] = []
        seen = 0  # how much of the block's plain text the finished pieces hold
        started_at = at = 0
        ended = False  # the sentence's words are complete; only its citations may follow
        for child in children:
            if child.type == "citation":
                citations.append(child)
                at = child.meta["at"] + len(child.content)
                continue
            if child.type not in ("text", "softbreak", "hardbreak") or pieces.depth:
                if ended and pieces.depth == 0:
                    yield self._owner.claim(pieces, citations, self._place, started_at)
                    pieces, citations, ended, started_at = _Pieces(self._place, problems), [], False, at
                before = len(pieces.plain)
                pieces.add(child)
                seen += len(pieces.plain) - before
                ended = pieces.depth == 0 and seen in self._cuts
                continue
            text = " " if child.type != "text" else child.content
            while text:
                if ended and text.strip():
                    yield self._owner.claim(pieces, citations, self._place, started_at)
                    skipped = len(text) - len(text.lstrip())
                    seen += skipped
                    text = text[skipped:]
                    pieces, citations, ended, started_at = _Pieces(self._place, problems), [], False, at
                cut = next((cut for cut in self._cuts if seen < cut <= seen + len(text)), None)
                take = text if cut is None else text[: cut - seen]
                pieces.text(take)
                seen += len(take)
                text = text[len(take) :]
                ended = cut is not None or (ended and not take.strip())
        if pieces.plain.strip() or citations:
            yield self._owner.claim(pieces, citations, self._place, started_at)


def _sentence_id(keys: list[str]) -> str:
    """Name a sentence by what it cites, whatever its wording or language."""
    return "s-" + blake2b(" ".join(sorted(set(keys))).encode(), digest_size=4).hexdigest()


def heading_anchor(text: str) -> str:
    """Make an id from a heading: ASCII letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "section"
