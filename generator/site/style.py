"""The style sheet, cut to what a page uses: each page carries its own style, so that reading it is one request.

A rule stays where every class, id, element and attribute that its selector names occurs on the page. What is not
understood stays as well, so that a sheet of a dossier's own is never broken by this. Variables get names of one letter;
one that never changes and is short is written out where it is used.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

PLACE, HASH_PLACE = "\x02style\x03", "\x02style-hash\x03"
"""What templates print for the style sheet and its hash until the page is known; no text of a dossier can hold it."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = r""" "(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*' """.strip()
_BRACKETS = r"\([^()]*\)"
for _deeper in range(4):
    _BRACKETS = rf"\((?:[^()]|{_BRACKETS})*\)"
_PIECE = re.compile(rf"""(?:{_STRING}|{_BRACKETS}|[^{{}};"'()])*""")
_FUNCTION = re.compile(r":([-\w]+)\(([^()]*)\)")
_PROPERTY = re.compile(r"(?<![-\w.#])--[-\w]+")
_SET = re.compile(r"(?<![-\w])(--[-\w]+):")
_USED = re.compile(r"var\(\s*(--[-\w]+)")
_DECLARED = r"""(?<=[{{;]){}:(?:"[^"]*"|'[^']*'|[^;{{}}"'])*(?:;|(?=\}}))"""
_FIXED = re.compile(r"(?:^|;)(--[-\w]+):([-\w.#%]{1,8})(?=;|$)")
_NAME = re.compile(r"([.#]?)(-?[A-Za-z_][-\w]*)")
_HAVING = re.compile(r"\[([A-Za-z][-\w]*)(?:[~^$*|]?=[^\]]*)?\]")
_DROPPED = re.compile(r"\[[^\]]*\]|::?[-\w]+")
_TAG = re.compile(r"<([A-Za-z][-\w]*)")
_ATTRIBUTE = re.compile(r"""\s(class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SCRIPT = re.compile(r"<script(?![^>]*ld\+json)")


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector of a rule and the names it asks for: `.class`, `#id`, `element`, `[attribute`."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule or a group of rules: selectors, or else the head of an at-rule; declarations; rules within."""

    head: str
    selectors: tuple[Selector, ...]
    declarations: str
    rules: tuple[Rule, ...]


class Sheet:
    """A style sheet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._rules = _parsed(text)
        declared = dict.fromkeys(_PROPERTY.findall(text))
        self._short = {name: f"--{_letters(number)}" for number, name in enumerate(declared)}
        self._fixed = dict(_fixed(self._rules or ()))
        self._asked = frozenset(_names(self._rules or ()))
        self._attributes = [name for name in self._asked if name[0] == "["]
        self._cut = lru_cache(maxsize=None)(self._cut_to)

    @property
    def whole(self) -> tuple[str, str]:
        """All of it without comments and needless space, and its hash; as it stands where it cannot be read."""
        return self._cut(None)

    def of(self, html: str) -> tuple[str, str]:
        """Give what a page uses, and its hash for the Content Security Policy.

        The sheet as it stands where it cannot be read; all of it where a script may make what is not on the page yet.
        """
        if self._rules is None or _SCRIPT.search(html):
            return self.whole
        lower = html.lower()
        names = {tag.lower() for tag in _TAG.findall(html)}
        names.update(name for name in self._attributes if name[1:] in lower)
        for kind, *values in _ATTRIBUTE.findall(html):
            names.update(("." if kind == "class" else "#") + name for name in "".join(values).split())
        return self._cut(frozenset(names) & self._asked)

    def _cut_to(self, names: frozenset[str] | None) -> tuple[str, str]:
        if self._rules is None:
            text = self.text
        elif names is None:
            text = "".join(_kept(self._rules, self._asked))
        else:
            text = "".join(_kept(self._rules, names))
            for name, value in self._fixed.items():
                text = text.replace(f"var({name})", value)
            text = _without_idle(text).replace(";}", "}")
            text = _PROPERTY.sub(lambda found: self._short[found[0]], text)
        return text, policy_hash(text)


def policy_hash(text: str) -> str:
    """Give a text's hash as a Content Security Policy names it."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def placed(html: str, sheet: Sheet) -> str:
    """Put into a finished page the style that it uses, and its hash."""
    if PLACE not in html and HASH_PLACE not in html:
        return html
    text, digest = sheet.of(html)
    return html.replace(PLACE, text).replace(HASH_PLACE, digest)


# ---------------------------------------------------------------- reading a sheet


def _parsed(text: str) -> tuple[Rule, ...] | None:
    """Read a sheet; None where its braces or marks do not pair, or where it escapes characters in a name."""
    text = _COMMENT.sub("", text).strip()
    found = _block(text, 0)
    return None if found is None or found[2] != len(text) or found[0] else found[1]


def _block(text: str, at: int) -> tuple[str, tuple[Rule, ...], int] | None:
    """Read declarations and rules up to the closing brace or the end: (declarations, rules, where it ends)."""
    declarations, rules = [], []
    while True:
        piece = _PIECE.match(text, at)
        assert piece
        at, said = piece.end(), " ".join(piece[0].split())
        mark = text[at : at + 1]
        if mark == "{":
            inner = _block(text, at + 1)
            if inner is None or text[inner[2] : inner[2] + 1] != "}":
                return None
            rules.append(Rule(said, _selectors(said), inner[0], inner[1]))
            at = inner[2] + 1
        elif mark in (";", "}", ""):
            if said.startswith("@") and mark == ";":
                rules.append(Rule(f"{said};", (), "", ()))
            elif said:
                declarations.append(said)
            if mark != ";":
                return ";".join(declarations), tuple(rules), at
            at += 1
        else:
            return None


def _selectors(head: str) -> tuple[Selector, ...]:
    if head.startswith("@"):
        return ()
    return tuple(Selector(one, _asked(one)) for one in _divided(head))


def _divided(head: str) -> Iterator[str]:
    """Divide a list of selectors at the commas outside brackets."""
    depth = start = 0
    for at, character in enumerate(head):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            yield head[start:at].strip()
            start = at + 1
    yield head[start:].strip()


def _asked(selector: str) -> frozenset[str]:
    """Name what must be on a page for a selector to find anything there."""
    if "\\" in selector:
        return frozenset()
    while found := _FUNCTION.search(selector):
        one = found[1] in ("has", "is", "where") and "," not in found[2]
        joint = " " if found[1] == "has" else ""
        selector = f"{selector[: found.start()]}{joint + found[2] if one else ''}{selector[found.end() :]}"
    having = [f"[{name.lower()}" for name in _HAVING.findall(selector)]
    names = _NAME.findall(_DROPPED.sub("", selector))
    return frozenset([*having, *(kind + (name if kind else name.lower()) for kind, name in names)])


def _names(rules: tuple[Rule, ...]) -> Iterator[str]:
    for rule in _all(rules):
        for selector in rule.selectors:
            yield from selector.names


def _fixed(rules: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
    """Give the variables of the root that are short words and declared nowhere else: name, value."""
    times = Counter(name for rule in _all(rules) for name in _SET.findall(rule.declarations))
    for rule in rules:
        if rule.head == ":root":
            yield from (found for found in _FIXED.findall(rule.declarations) if times[found[0]] == 1)


def _all(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        yield from _all(rule.rules)


# ---------------------------------------------------------------- writing it


def _without_idle(text: str) -> str:
    """Take out the variables that nothing uses."""
    before = ""
    while text != before:  # what only a variable used that is gone is idle as well
        before = text
        idle = set(_PROPERTY.findall(text)) - set(_USED.findall(text))
        for name in idle:
            text = re.sub(_DECLARED.format(re.escape(name)), "", text)
    return text


def _letters(number: int) -> str:
    return chr(97 + number) if number < 26 else _letters(number // 26 - 1) + chr(97 + number % 26)


def _kept(rules: tuple[Rule, ...], names: frozenset[str]) -> Iterator[str]:
    """Write the rules that find something among names, without needless space."""
    for rule in rules:
        head = rule.head
        if rule.selectors:
            head = ",".join(selector.text for selector in rule.selectors if selector.names <= names)
        elif head.endswith(";"):
            yield head
            continue
        within = "".join(_kept(rule.rules, names))
        if head and (rule.declarations or within):
            joint = ";" if rule.declarations and within else ""
            yield f"{head}{{{rule.declarations}{joint}{within}}}"
