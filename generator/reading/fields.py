"""The kinds of value a field can hold: each reads a YAML node, and describes itself as JSON Schema.

One definition serves three readers: the generator, an editor's program that completes and checks while one
types (`schema/*.json`), and the test that holds `docs/content.md` to both.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from generator.problems import Code, Origin, Problem
from generator.reading import edtf, prose
from generator.reading.sentences import split_sentences
from generator.reading.yamlfile import Mapping as YamlMapping
from generator.reading.yamlfile import Node, Scalar
from generator.reading.yamlfile import Sequence as YamlSequence
from generator.records import Citation, Edtf, Prose, Reference, Text, Words

ID_PATTERN = rf"^{prose.ID}$"
_ID = re.compile(prose.ID)
_CITATION = re.compile(rf"{prose.ID}:{prose.ID}")
_URL = re.compile(r"https?://[^\s/?#<>\"'\\^`{|}\[\]]+(?:[/?#][^\s<>\"'\\^`{|}]*)?", re.ASCII)
_CONTACT = re.compile(r"mailto:[^\s<>\"'\\@]+@[^\s<>\"'\\@]+", re.ASCII)
MAX_ID = 64

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(slots=True)
class Context:
    """What reading one file needs to know, and where it puts the problems it finds."""

    path: str
    languages: tuple[str, ...]
    problems: list[Problem]

    def origin(self, node: Node) -> Origin:
        """Give the place of a node."""
        return Origin(self.path, node.line, node.column)

    def problem(self, node: Node, code: Code, message: str, hint: str = "") -> None:
        """Note a mistake at a node."""
        self.problems.append(Problem(self.origin(node), code, message, hint))


def describe(node: Node) -> str:
    """Say in words what a node is, as it would be said to the person who typed it."""
    if isinstance(node, YamlMapping):
        return "a mapping"
    if isinstance(node, YamlSequence):
        return "a list"
    if node.plain and node.value in ("", "~", "null"):
        return "empty"
    return f"the text {node.value[:40]!r}"


def suggest(word: str, known: Iterable[str]) -> str:
    """Offer the known word nearest to a mistyped one: `Did you mean "sections"?`, or nothing."""
    near = nearest_word(word, known)
    return f'Did you mean "{near[0]}"?' if near else ""


def nearest_word(word: str, known: Iterable[str]) -> list[str]:
    """Find the known word nearest to a mistyped one: a list of one, or of none."""
    return difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)


def is_empty(node: Node) -> bool:
    """Whether nothing was typed, or one of YAML's words for nothing."""
    return isinstance(node, Scalar) and node.plain and node.value in ("", "~", "null")


class Kind(Generic[T]):
    """A kind of value. `read` gives None when there is a problem, which it has noted by then."""

    expects = ""

    def read(self, node: Node, context: Context) -> T | None:
        """Read a node."""
        raise NotImplementedError

    def schema(self) -> Json:
        """Describe the kind as JSON Schema (2020-12)."""
        raise NotImplementedError

    def wrong(self, node: Node, context: Context) -> None:
        """Note that a node is something else than this kind expects."""
        context.problem(node, Code.WRONG_TYPE, f"this is {describe(node)}; expected is {self.expects}")

    def scalar(self, node: Node, context: Context) -> str | None:
        """Give a node's text, or note that it has none."""
        if not isinstance(node, Scalar) or is_empty(node) or not node.value.strip():
            self.wrong(node, context)
            return None
        return node.value


# ---------------------------------------------------------------- plain values


@dataclass(frozen=True)
class String(Kind[str]):
    """A text that is the same in all languages, optionally of a certain form."""

    expects: str = "a text"
    pattern: str = ""

    def read(self, node: Node, context: Context) -> str | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        if self.pattern and not re.fullmatch(self.pattern, text):
            context.problem(node, Code.BAD_VALUE, f"{text[:80]!r} is not {self.expects}")
            return None
        return text

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"type": "string", "minLength": 1} | (
            {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {}
        )


class Verbatim(String):
    """Words exactly as a source has them: nothing is stripped or folded here."""


@dataclass(frozen=True)
class Choice(Kind[str]):
    """One of a few words."""

    options: tuple[str, ...]

    @property
    def expects(self) -> str:  # type: ignore[override]
        """Name the options."""
        return "one of " + ", ".join(self.options)

    def read(self, node: Node, context: Context) -> str | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is not None and text not in self.options:
            hint = suggest(text, self.options)
            context.problem(node, Code.BAD_VALUE, f"{text[:80]!r} is not {self.expects}", hint)
            return None
        return text

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        truths = [option == "true" for option in self.options if option in ("true", "false")]
        return {"enum": [*self.options, *truths]}  # to an editor's program a plain true is no text


@dataclass(frozen=True)
class Integer(Kind[int]):
    """A whole number between two bounds, in digits."""

    low: int
    high: int

    @property
    def expects(self) -> str:  # type: ignore[override]
        """Name the bounds."""
        return f"a whole number from {self.low} to {self.high}"

    def read(self, node: Node, context: Context) -> int | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text) or not self.low <= int(text) <= self.high:
            context.problem(node, Code.BAD_VALUE, f"{text[:80]!r} is not {self.expects}")
            return None
        return int(text)

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Lines(Kind[tuple[int, int]]):
    """A line of a text, or a range of them, counted from 1: `3`, `5-9`."""

    expects = "a line or a range of lines, such as 3 or 5-9"

    def read(self, node: Node, context: Context) -> tuple[int, int] | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        found = re.fullmatch(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?", text)
        if not found or int(found[2] or found[1]) < int(found[1]):
            context.problem(node, Code.BAD_VALUE, f"{text[:80]!r} is not {self.expects}")
            return None
        return int(found[1]), int(found[2] or found[1])

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": "^[1-9][0-9]*-[1-9][0-9]*$"},
            ]
        }


class Occurrence(Kind[int]):
    """Which of several places is meant: a number from 1, or `all` (read as 0)."""

    expects = "a whole number from 1, or all"

    def read(self, node: Node, context: Context) -> int | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        if text == "all":
            return 0
        if re.fullmatch(r"[1-9][0-9]{0,5}", text):
            return int(text)
        context.problem(node, Code.BAD_VALUE, f"{text[:80]!r} is not {self.expects}")
        return None

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "all"}]}


class Date(Kind[Edtf]):
    """A date in EDTF."""

    expects = "a date such as 2025-05-06, 2025-05 or 2025"

    def read(self, node: Node, context: Context) -> Edtf | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        date = edtf.parse(text)
        if isinstance(date, str):
            hint = "A date is EDTF: 2025-05-06, 2025-05, 2025, 2025-05~ (about), 2024-03/2025-05 (from, to)."
            context.problem(node, Code.BAD_DATE, f"{text[:80]!r}: {date}", hint)
            return None
        return date

    def schema(self) -> Json:
        """Describe the kind as JSON Schema. A year alone is a number to an editor's program."""
        return {
            "anyOf": [{"type": "string", "minLength": 4}, {"type": "integer", "minimum": 1, "maximum": 9999}]
        }


class Day(Date):
    """One known day."""

    expects = "a day such as 2025-05-06"

    def read(self, node: Node, context: Context) -> Edtf | None:
        """Read a node."""
        date = super().read(node, context)
        if date is not None and not edtf.is_day(date):
            context.problem(node, Code.BAD_DATE, f"{date.text!r} is not {self.expects}")
            return None
        return date


@dataclass(frozen=True)
class Url(Kind[str]):
    """An http or https address; with `contact`, a mailto: address as well; with `folder`, one that ends in `/`."""

    contact: bool = False
    folder: bool = False

    @property
    def expects(self) -> str:  # type: ignore[override]
        """Say which schemes are allowed."""
        more = "mailto:, " if self.contact else ""
        return f"an address that begins with {more}http:// or https://" + " and ends in /" * self.folder

    def read(self, node: Node, context: Context) -> str | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        if self.contact and _CONTACT.fullmatch(text):
            return text
        if not _URL.fullmatch(text) or (self.folder and not is_folder_url(text)):
            context.problem(node, Code.BAD_URL, f"{text[:200]!r} is not {self.expects}")
            return None
        return text

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        schemes = "https?://|mailto:" if self.contact else "https?://"
        return {"type": "string", "pattern": f"^(?:{schemes})\\S+" + "/$" * self.folder}


def is_folder_url(url: str) -> bool:
    """Whether an address can be the root of a site: http or https, no query, no fragment, no dots, ending in /."""
    plain = url.endswith("/") and not set("?#") & set(url) and bool(_URL.fullmatch(url))
    return plain and not any(step in ("", ".", "..") for step in url.split("/")[3:-1])


# ---------------------------------------------------------------- ids and references


class Id(Kind[str]):
    """An id: ASCII, lower case, joined by single hyphens, at most 64 characters."""

    expects = "an id (a-z and 0-9, joined by single hyphens)"

    def read(self, node: Node, context: Context) -> str | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is not None and not is_id(text):
            context.problem(node, Code.BAD_ID, f"{text[:80]!r} is not {self.expects}")
            return None
        return text

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"type": "string", "pattern": ID_PATTERN, "maxLength": MAX_ID}


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return len(text) <= MAX_ID and bool(_ID.fullmatch(text))


class Ref(Kind[Reference]):
    """The id of another record."""

    expects = "the id of another record"

    def read(self, node: Node, context: Context) -> Reference | None:
        """Read a node."""
        text = Id().read(node, context)
        return None if text is None else Reference(text, context.origin(node))

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return Id().schema()


class Cite(Kind[Citation]):
    """A citation of one excerpt."""

    expects = "a citation (source-id:excerpt-id)"

    def read(self, node: Node, context: Context) -> Citation | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is not None and not _CITATION.fullmatch(text):
            context.problem(node, Code.BAD_ID, f"{text[:80]!r} is not {self.expects}")
            return None
        return None if text is None else Citation(text, context.origin(node))

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"type": "string", "pattern": f"^{prose.ID}:{prose.ID}$"}


# ---------------------------------------------------------------- texts in languages


class InLanguages(Kind[Mapping[str, T]]):
    """A text in each language of the site: a mapping by language, or one text for the first."""

    expects = "a text, or a mapping of languages to texts"
    needs_first = True

    def one(self, node: Scalar, context: Context) -> T | None:
        """Read the text of one language."""
        raise NotImplementedError

    def read(self, node: Node, context: Context) -> Mapping[str, T] | None:
        """Read a node."""
        first = context.languages[0]
        if isinstance(node, Scalar):
            if self.scalar(node, context) is None:
                return None
            self.missing(node, {first}, context)
            value = self.one(node, context)
            return None if value is None else {first: value}
        if not isinstance(node, YamlMapping):
            self.wrong(node, context)
            return None
        texts: dict[str, T] = {}
        whole = True
        for language, (key, child) in node.pairs.items():
            if language not in LANGUAGES:
                hint = f"Languages are {', '.join(LANGUAGES)}. {suggest(language, LANGUAGES)}".rstrip()
                context.problem(
                    key, Code.UNKNOWN_KEY, f"{language[:40]!r} is not a language of the site", hint
                )
                whole = False
                continue
            text = self.scalar(child, context)
            value = self.one(child, context) if isinstance(child, Scalar) and text is not None else None
            if value is None:
                whole = False
            else:
                texts[language] = value
        if whole:
            self.missing(node, set(node.pairs), context)
        return texts if whole and (first in texts or not self.needs_first) else None

    def missing(self, node: Node, present: set[str], context: Context) -> None:
        """Note the languages of the site that a text lacks."""
        for language in context.languages:
            if language not in present:
                hint = f"Write it as {{{', '.join(f'{code}: …' for code in context.languages)}}}."
                message = f"the text is missing in {LANGUAGES[language]} ({language})"
                context.problem(node, Code.MISSING_TRANSLATION, message, hint)

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        string = {"type": "string", "minLength": 1}
        each = {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, string),
            "additionalProperties": False,
        }
        return {"anyOf": [string, each | {"minProperties": 1}]}


LANGUAGES = {"en": "English", "es": "Spanish"}


class TextKind(InLanguages[Words]):
    """A plain text in the site's own voice: a heading, a label, a title. Nothing in it is Markdown."""

    def one(self, node: Scalar, context: Context) -> Words:
        """Read the text of one language."""
        return Words(" ".join(node.value.split()), context.origin(node))


class Asked(TextKind):
    """A question."""

    expects = "a question, or a mapping of languages to questions"

    def one(self, node: Scalar, context: Context) -> Words:
        """Read the text of one language."""
        words = super().one(node, context)
        if not words.text.endswith("?"):
            context.problem(node, Code.BAD_VALUE, f"{words.text[-40:]!r} does not end with a question mark")
        return words


class NameKind(TextKind):
    """A name: one text stands for all languages unless they are told apart."""

    def missing(self, node: Node, present: set[str], context: Context) -> None:
        """Note what a mapping lacks; a single text lacks nothing."""
        if isinstance(node, YamlMapping):
            super().missing(node, present, context)

    def read(self, node: Node, context: Context) -> Text | None:
        """Read a node."""
        texts = super().read(node, context)
        if texts is None or isinstance(node, YamlMapping):
            return texts
        return dict.fromkeys(context.languages, texts[context.languages[0]])


class TranslationKind(TextKind):
    """The site's own translation of a quotation: only into languages that differ from the source's."""

    needs_first = False

    def missing(self, node: Node, present: set[str], context: Context) -> None:
        """Lack nothing: whether a translation is needed depends on the source's language."""


class ProseKind(InLanguages[Prose]):
    """Prose in the site's own voice: inline Markdown, of any length."""

    own_voice = True

    def one(self, node: Scalar, context: Context) -> Prose:
        """Read the text of one language."""
        return prose.sentence(node.value, context.origin(node), context.problems, own=self.own_voice)


class SentenceKind(ProseKind):
    """What the site asserts: one sentence of inline Markdown, at most two."""

    own_voice = False

    def one(self, node: Scalar, context: Context) -> Prose:
        """Read the text of one language."""
        said = super().one(node, context)
        count = len(split_sentences(said.plain))
        if count > 2:
            hint = "A statement is one sentence, at most two. Make several statements of it, each with its citations."
            context.problem(node, Code.LONG_STATEMENT, f"these are {count} sentences", hint)
        return said


# ---------------------------------------------------------------- compound values


@dataclass(frozen=True)
class ListOf(Kind[tuple[T, ...]]):
    """A list of values of one kind; `least` is the smallest number of entries."""

    kind: Kind[T]
    least: int = 0

    @property
    def expects(self) -> str:  # type: ignore[override]
        """Name what the list holds."""
        return f"a list, each entry {self.kind.expects}"

    def read(self, node: Node, context: Context) -> tuple[T, ...] | None:
        """Read a node."""
        if not isinstance(node, YamlSequence):
            hint = "Write a list: [a, b], or one entry a line, each behind a hyphen."
            message = f"this is {describe(node)}; expected is {self.expects}"
            context.problem(node, Code.WRONG_TYPE, message, hint)
            return None
        if len(node.items) < self.least:
            context.problem(
                node,
                Code.BAD_VALUE,
                f"the list needs at least {self.least} entr{'y' if self.least == 1 else 'ies'}",
            )
            return None
        values = [self.kind.read(item, context) for item in node.items]
        found = tuple(value for value in values if value is not None)
        return found if len(found) == len(values) else None

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"type": "array", "items": self.kind.schema()} | (
            {"minItems": self.least} if self.least else {}
        )


class WordLists(Kind[dict[str, tuple[str, ...]]]):
    """Lists of words by language; `*` at the end of a word stands for any ending."""

    expects = "a mapping of languages to lists of words"

    def read(self, node: Node, context: Context) -> dict[str, tuple[str, ...]] | None:
        """Read a node."""
        if not isinstance(node, YamlMapping):
            self.wrong(node, context)
            return None
        word = String(
            "a word, or several, with * only at the end of a word", r"\w[\w.'’-]*\*?(?: \w[\w.'’-]*\*?)*"
        )
        lists = {}
        for language, (key, child) in node.pairs.items():
            if language not in LANGUAGES:
                hint = suggest(language, LANGUAGES) or f"Languages are {', '.join(LANGUAGES)}."
                context.problem(key, Code.UNKNOWN_KEY, f"{language[:40]!r} is not a language", hint)
                continue
            words = ListOf(word, 1).read(child, context)
            if words is not None:
                lists[language] = words
        return lists

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        words = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
        return {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, words),
            "additionalProperties": False,
        }


class Number(Kind[float]):
    """A number in digits, with a point before decimals: `1000`, `3.5`."""

    expects = "a number in digits, such as 1000 or 3.5"

    def read(self, node: Node, context: Context) -> float | None:
        """Read a node."""
        text = self.scalar(node, context)
        if text is None:
            return None
        if not re.fullmatch(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?", text):
            context.problem(node, Code.BAD_VALUE, f"{text[:80]!r} is not {self.expects}")
            return None
        return float(text)

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"type": "number"}


@dataclass(frozen=True)
class OneOrMore(Kind[tuple[T, ...]]):
    """One value, or a list of them."""

    kind: Kind[T]

    @property
    def expects(self) -> str:  # type: ignore[override]
        """Name what it holds."""
        return f"{self.kind.expects}, or a list of such"

    def read(self, node: Node, context: Context) -> tuple[T, ...] | None:
        """Read a node."""
        if isinstance(node, YamlSequence):
            return ListOf(self.kind, 1).read(node, context)
        value = self.kind.read(node, context)
        return None if value is None else (value,)

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {"anyOf": [self.kind.schema(), ListOf(self.kind, 1).schema()]}


@dataclass(frozen=True)
class ById(Kind[dict[str, tuple[T, Origin]]]):
    """A mapping of ids to values of one kind, each with the place of its id."""

    kind: Kind[T]
    expects: str = "a mapping of ids"

    def read(self, node: Node, context: Context) -> dict[str, tuple[T, Origin]] | None:
        """Read a node."""
        if not isinstance(node, YamlMapping):
            self.wrong(node, context)
            return None
        values = {}
        for name, (key, child) in node.pairs.items():
            known = Id().read(key, context)
            value = self.kind.read(child, context)
            if known is not None and value is not None:
                values[name] = (value, context.origin(key))
        return values if len(values) == len(node.pairs) else None

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {
            "type": "object",
            "patternProperties": {ID_PATTERN: self.kind.schema()},
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Field:
    """One field of a record: its kind, whether it must be there, and what it is in a line."""

    kind: Kind[Any]
    about: str
    required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Record(Kind[T]):
    """A mapping with known fields, made into a record by `make(values, origin)`.

    `values` holds every field: what was read, or the field's default. `make` is not called where a required
    field is missing or any field has a problem.
    """

    title: str
    fields: Mapping[str, Field]
    make: Callable[[dict[str, Any], Origin], T] = field(repr=False)
    one_of: tuple[str, ...] = ()
    """Fields of which exactly one must be there."""

    @property
    def expects(self) -> str:  # type: ignore[override]
        """Name the fields that must be there."""
        needed = ", ".join(name for name, entry in self.fields.items() if entry.required)
        return f"a mapping with {needed}" if needed else "a mapping"

    def read(self, node: Node, context: Context) -> T | None:
        """Read a node."""
        if not isinstance(node, YamlMapping):
            self.wrong(node, context)
            return None
        whole = True
        meant: set[str] = set()
        values = {name: entry.default for name, entry in self.fields.items()}
        for name, (key, child) in node.pairs.items():
            entry = self.fields.get(name)
            if entry is None:
                others = [other for other in self.fields if other not in node.pairs]
                meant.update(nearest_word(name, others))
                hint = suggest(name, others) or f"{self.title.capitalize()} has {', '.join(self.fields)}."
                context.problem(key, Code.UNKNOWN_KEY, f"{name[:80]!r} is not a field of {self.title}", hint)
                whole = False
                continue
            value = entry.kind.read(child, context)
            if value is None:
                whole = False
            else:
                values[name] = value
        for name, entry in self.fields.items():
            if entry.required and name not in node.pairs and name not in meant:
                message = f"{self.title} needs a field {name!r}"
                context.problem(node, Code.MISSING_KEY, message, f"{name}: {entry.about}")
                whole = False
        chosen = [name for name in self.one_of if name in node.pairs]
        if self.one_of and len(chosen) != 1:
            message = f"{self.title} has one of {', '.join(self.one_of)}; this has {len(chosen)} of them"
            context.problem(node, Code.BAD_VALUE, message)
            whole = False
        return self.make(values, context.origin(node)) if whole else None

    def schema(self) -> Json:
        """Describe the kind as JSON Schema."""
        return {
            "type": "object",
            "properties": {
                name: entry.kind.schema() | {"description": entry.about}
                for name, entry in self.fields.items()
            },
            "required": [name for name, entry in self.fields.items() if entry.required],
            "additionalProperties": False,
        } | ({"oneOf": [{"required": [name]} for name in self.one_of]} if self.one_of else {})
