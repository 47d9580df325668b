"""Finished pages -> what copies in one file are made from: the matter of each page, and where its links lead.

A copy is made from the very HTML that was read back, not from the evidence a second time. What a site shows on several
pages stands once in a copy: lists of citations, the sources cited on a page, permalinks and the frame are left out, and
what leads there leads to the words themselves. Where sentences of other pages are listed, the links to them stay.
What is left is well-formed, so that it serves as XHTML too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

from generator.site import routes, views
from generator.site.pages import Page
from generator.site.words import Words

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|<!(?:--.*?--|[^>]*)>""", re.DOTALL)
_OPENING = re.compile(r"""<[a-zA-Z][\w:-]*(?:\s+[^\s=">]+="[^"]*")+/?>""")
_PLAIN = re.compile(r"""(?:\s+[\w:.-]+="[^"<]*")*""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_NAME = re.compile(r'\sid="([^"]*)"')
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[\da-fA-F]+);)(\w+;)?")
_EMPTY_LIST = re.compile(r"<([ou]l)>\s*</\1>")
_LEADS = re.compile(
    r'(\s(?:href|id|for|aria-labelledby|aria-describedby|aria-controls|popovertarget)=")([^"]*)(?=")'
)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z\d+.-]*:|//")
"""How an address begins that leads out of the site."""
_NO_MATTER = frozenset("script style template noscript input label".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

_USES = re.compile(r'(<ul class="(?:b )?us">)(.*?)(?=</ul>)', re.DOTALL)
_USE = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_LINKS = re.compile(r"<span\b.*?</span>|<a\b.*?</a>", re.DOTALL)

_REPEATED = frozenset({"p.po", "nav.trail", "nav.pager", "section.rf", "a.n", "p.q"})
"""What is left out: the line for print, breadcrumb, pager, references, permalinks, who stands with whom."""


class Rendered(NamedTuple):
    """A page of the site as it is published."""

    page: Page
    html: str


@dataclass(frozen=True, slots=True)
class Matter:
    """The matter of one page: its path in its language, its title, well-formed HTML, the ids in that."""

    path: str
    title: str
    html: str
    ids: frozenset[str]


class Target(NamedTuple):
    """Where a link leads: a page of the copy and an id on it (may be empty), or an address elsewhere (`url`)."""

    path: str
    fragment: str
    url: str = ""


class Edition:
    """The pages of one language as a copy carries them, in reading order."""

    def __init__(self, base_url: str, prefix: str, w: Words, rendered: Iterable[Rendered]) -> None:
        self.w = w
        self._base = base_url
        self._prefix = prefix
        self._instead: dict[str, str] = {}
        found: dict[str, list[Matter]] = {}
        for page, html in rendered:
            path = page.path.removeprefix(prefix)
            match page.view:
                case views.NotFoundPage():
                    continue
                case views.CitationListPage(subject=subject):  # its citations stand where it leads
                    self._instead[path] = self._resolved(path, subject.href)[0]
                case _:
                    found.setdefault(path.partition("/")[0], []).append(_matter(path, page, html))
        self.parts = list(found.values())
        """The pages, part of the site by part: each begins with its list, where it has one."""
        self._matter = {matter.path: matter for part in self.parts for matter in part}

    def target(self, path: str, href: str) -> Target:
        """Find where a link on a page leads."""
        if SCHEME.match(href):
            return Target("", "", href)
        there, fragment = self._resolved(path, href)
        there = self._instead.get(there, there)
        matter = self._matter.get(there)
        if matter is None:
            whole = posixpath.normpath(self._prefix + there)
            whole = "" if whole == "." else whole + "/" * (not there or there.endswith("/"))
            return Target("", "", self._base + whole + "#" * bool(fragment) + fragment)
        return Target(there, fragment if fragment in matter.ids else "")

    def _resolved(self, path: str, href: str) -> tuple[str, str]:
        """Resolve a relative address: the path in this language (`../` leads out of it), the fragment."""
        address, _hash, fragment = href.partition("#")
        address = address.partition("?")[0]
        if not address:
            return path, fragment
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        folder = address.endswith(("/", "."))
        return ("" if joined == "." else joined + "/" * folder), fragment


def led(html: str, lead: Callable[[str], str], name: Callable[[str], str]) -> str:
    """Give well-formed HTML other addresses (`lead`) and other ids (`name`)."""

    def attribute(found: re.Match[str]) -> str:
        before, value = found.groups()
        if before.strip() == 'href="':
            return f"{before}{escape(lead(unescape(value)))}"
        return before + " ".join(name(one) for one in value.split())

    return _OPENING.sub(lambda tag: _LEADS.sub(attribute, tag[0]), html)


def _matter(path: str, page: Page, html: str) -> Matter:
    """Take the matter of one page out of its HTML."""
    main = _MAIN.search(html)
    frame = page.view.frame
    without = _REPEATED
    if path != routes.HOME:
        without |= {"nav.key"}
    if path == routes.AZ:
        without -= {"nav.pager"}  # the letters
    if isinstance(page.view, views.SpeakerPage):
        without |= {"div.e"}  # what rests on each passage stands with its source
    text = "".join(_cleaned(main[1] if main else html, without))
    text = _USES.sub(_linked, _EMPTY_LIST.sub("", text))
    ids = frozenset(_NAME.findall(" ".join(tag[0] for tag in _TAG.finditer(text))))
    return Matter(path, frame.title or frame.site_title, text.strip(), ids)


def _linked(uses: re.Match[str]) -> str:
    """Keep of sentences that stand elsewhere the links to them, and to denials."""
    return uses[1] + _USE.sub(lambda use: f"<li>{' '.join(_LINKS.findall(use[1]))}</li>", uses[2])


def _cleaned(html: str, without: frozenset[str]) -> Iterator[str]:
    """Leave out what a copy does not carry, and close, quote and escape what HTML lets stand open."""
    opened: list[str] = []
    within = at = 0  # `within`: how many elements were open where the one begins that is left out
    for tag in _TAG.finditer(html):
        if not within:
            yield _LOOSE.sub(_strict, html[at : tag.start()])
        at = tag.end()
        closing, name, attributes = tag.groups()
        if not name:
            continue
        if closing:
            if name not in opened:
                continue
            ended = ""
            while ended != name:
                hidden = 0 < within <= len(opened)
                ended = opened.pop()
                within = 0 if len(opened) < within else within
                if not hidden:
                    yield f"</{ended}>"
            continue
        empty = name in _VOID or attributes.endswith("/")
        written = _written(attributes)
        leaves = not within and _left_out(name, written, without)
        if not empty:
            opened.append(name)
            within = len(opened) if leaves else within
        if not within and not leaves:
            yield f"<{name}{written}{'/' * empty}>"
    if not within:
        yield _LOOSE.sub(_strict, html[at:])
    yield from (f"</{name}>" for name in reversed(opened[: within - 1] if within else opened))


def _left_out(name: str, attributes: str, without: frozenset[str]) -> bool:
    """Whether an element stays behind: scripts, what repeats, sentences that are borrowed from a group."""
    if name in _NO_MATTER:
        return True
    classes = _CLASS.search(attributes)
    if classes and any(f"{name}.{one}" in without for one in classes[1].split()):
        return True
    own = _NAME.search(attributes) if name == "li" else None
    return own is not None and "." in own[1] and own[1][0] != "_"


def _written(attributes: str) -> str:
    """Write attributes as XML has them: each with a value, between double marks."""
    attributes = attributes.rstrip("/")
    if _PLAIN.fullmatch(attributes):
        return attributes
    found = _ATTRIBUTE.finditer(attributes)
    return "".join(
        ' {}="{}"'.format(
            one[1], (one[2] or one[3] or one[4] or "").replace('"', "&#34;").replace("<", "&lt;")
        )
        for one in found
    )


def _strict(found: re.Match[str]) -> str:
    """Write a named character as itself, and a lone ampersand as XML has it."""
    return unescape(found[0]) if found[1] and unescape(found[0]) != found[0] else f"&amp;{found[1] or ''}"
