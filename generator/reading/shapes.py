"""The shape of every kind of file in a dossier: its fields, and the record they become.

`docs/content.md` describes the same for editors, `schema/` for their programs; tests hold the three together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.problems import Origin
from generator.reading.fields import (
    LANGUAGES,
    Asked,
    ById,
    Choice,
    Cite,
    Context,
    Date,
    Day,
    Field,
    Id,
    Integer,
    Json,
    Kind,
    Lines,
    ListOf,
    NameKind,
    Number,
    Occurrence,
    OneOrMore,
    ProseKind,
    Record,
    Ref,
    SentenceKind,
    String,
    TextKind,
    TranslationKind,
    Url,
    Verbatim,
    WordLists,
)
from generator.reading.yamlfile import Node
from generator.records import (
    Correction,
    Derivation,
    EntityKind,
    Event,
    Excerpt,
    Fact,
    Home,
    InternalLink,
    LeftOut,
    Lineage,
    OtherDate,
    Question,
    QuestionKind,
    Role,
    Section,
    Selector,
    Site,
    SourcePart,
    Statement,
    Value,
    Waiver,
)

Values = dict[str, Any]

CSL_TYPES = (
    "article article-magazine article-newspaper book broadcast chapter document interview legal_case legislation"
    " personal_communication post report speech webpage"
).split()
LINEAGE_KINDS = ("same-identifier", "states-its-source", "shared-passages", "shared-selection", "kept-apart")

_CITE = Field(ListOf(Cite(), 1), "the excerpts it rests on, each source-id:excerpt-id", required=True)
_QUESTION = Field(Ref(), "the question on which the sources are compared")
_ABOUT = Field(ListOf(Ref()), "people and entities whose pages point here", default=())


# ---------------------------------------------------------------- what is asserted


def _statement(name: str) -> Callable[[Values, Origin], Statement]:
    def make(values: Values, origin: Origin) -> Statement:
        return Statement(
            values["id"],
            values[name],
            values["cite"],
            values.get("question"),
            origin,
            values["derived"],
            values["waived"],
        )

    return make


DERIVATION = Record(
    "a derivation",
    {
        "formula": Field(String(), "function(value, value) = result", required=True),
        "cite": Field(
            ListOf(Cite(), 1), "excerpts its inputs stand in, beside those of the sentence", default=()
        ),
    },
    lambda values, origin: Derivation(values["formula"], values["cite"], origin),
)

WAIVER = Record(
    "a waiver",
    {
        "words": Field(String(), "the number, date or name that stands without a ground", required=True),
        "reason": Field(ProseKind(), "why, as readers are told it", required=True),
    },
    lambda values, origin: Waiver(values["words"], values["reason"], origin),
)

_GROUNDS = {
    "derived": Field(ListOf(DERIVATION, 1), "what follows from cited values, as formulas", default=()),
    "waived": Field(ListOf(WAIVER, 1), "particulars that stand without a ground, and why", default=()),
}

STATEMENT = Record(
    "a statement",
    {
        "id": Field(Id(), "its permalink, unique on the page", required=True),
        "text": Field(SentenceKind(), "one sentence, at most two", required=True),
        "cite": _CITE,
        "question": _QUESTION,
        **_GROUNDS,
    },
    _statement("text"),
)

FACT = Record(
    "a fact",
    {
        "id": Field(Id(), "its permalink, unique on the page", required=True),
        "label": Field(TextKind(), "what the line tells: Role, Left …", required=True),
        "value": Field(SentenceKind(), "a few words", required=True),
        "cite": _CITE,
        "question": _QUESTION,
        **_GROUNDS,
    },
    lambda values, origin: Fact(values["label"], _statement("value")(values, origin)),
)

SECTION = Record(
    "a section",
    {
        "id": Field(Id(), "the id of its heading", required=True),
        "heading": Field(TextKind(), "a few neutral words", required=True),
        "statements": Field(ListOf(STATEMENT, 1), "the statements under it", required=True),
    },
    lambda values, origin: Section(values["id"], values["heading"], values["statements"], origin),
)


# ---------------------------------------------------------------- sources


def _value(values: Values, origin: Origin) -> Callable[[str], Value] | None:
    def make(topic: str) -> Value:
        approximate = values["approximate"] == "true"
        return Value(
            topic, values["number"], approximate, values["date"], values["name"], values["text"], origin
        )

    return make


VALUE = Record(
    "a value",
    {
        "number": Field(Number(), "the number stated"),
        "approximate": Field(
            Choice(("true", "false")), "whether the number is given as approximate", default="false"
        ),
        "date": Field(Date(), "the date stated (EDTF)"),
        "name": Field(Ref(), "the person or entity named"),
        "text": Field(String(), "what is stated, where it is none of these"),
    },
    _value,
    one_of=("number", "date", "name", "text"),
)


def _selector(values: Values) -> Selector:
    return Selector(values["exact"][0], values["prefix"], values["suffix"], values["occurrence"])


def _excerpt(values: Values, _origin: Origin) -> Callable[[str, str, Origin], Excerpt]:
    """Make all of an excerpt but its id and source, which the file it stands in adds."""
    selector = _selector(values)

    def make(name: str, source: str, place: Origin) -> Excerpt:
        return Excerpt(
            id=name,
            source=source,
            selector=selector,
            attributed_to=values["attributed_to"],
            speaking_as=values["speaking_as"],
            values=tuple(value(topic) for topic, (value, _origin) in values["values"].items()),
            context=values["context"],
            translation=values["translation"],
            note=values["note"],
            origin=place,
            exact_origin=values["exact"][1],
            allegation=values["allegation"] == "true",
            denied=values["denied"],
        )

    return make


@dataclass(frozen=True)
class _Placed(Kind[tuple[str, Origin]]):
    """A text, with the place where it is typed."""

    kind: String

    @property
    def expects(self) -> str:  # type: ignore[override]
        return self.kind.expects

    def read(self, node: Node, context: Context) -> tuple[str, Origin] | None:
        text = self.kind.read(node, context)
        return None if text is None else (text, context.origin(node))

    def schema(self) -> Json:
        return self.kind.schema()


_SELECTOR = {
    "exact": Field(_Placed(Verbatim()), "the words, exactly as the text has them", required=True),
    "prefix": Field(
        Verbatim(), "the words just before, where the same words stand more than once", default=""
    ),
    "suffix": Field(
        Verbatim(), "the words just after, where the same words stand more than once", default=""
    ),
    "occurrence": Field(Occurrence(), "which place is meant, counted from 1, or all"),
}

EXCERPT = Record(
    "an excerpt",
    {
        **_SELECTOR,
        "attributed_to": Field(OneOrMore(Ref()), "who says it inside the source", default=()),
        "speaking_as": Field(ProseKind(), "in what role the speaker is shown by the source"),
        "allegation": Field(
            Choice(("true",)), "that the words accuse somebody, or are a loaded name for somebody", default=""
        ),
        "denied": Field(ListOf(Cite(), 1), "the excerpts that carry the denial of an allegation", default=()),
        "values": Field(
            ById(VALUE), "what it states, by topic, so that contradictions are found", default={}
        ),
        "context": Field(
            Choice(("sentence", "paragraph")), "how much of the text round it tells who and what is meant"
        ),
        "translation": Field(TranslationKind(), "the site's own translation, by language", default={}),
        "note": Field(ProseKind(), "a gloss in the site's own voice"),
    },
    _excerpt,
)

SOURCE_PART = Record(
    "a part",
    {
        "role": Field(Choice(("headline", "furniture", "repeat")), "what these lines are", required=True),
        "lines": Field(Lines(), "the lines of the text, counted from 1: 3, or 5-9", required=True),
        "reason": Field(ProseKind(), "why these lines are no evidence, as readers are told it"),
    },
    lambda values, origin: SourcePart(
        Role(values["role"]), values["lines"][0], values["lines"][1], values["reason"], origin
    ),
)

LEFT_OUT = Record(
    "what is left out",
    {
        **_SELECTOR,
        "reason": Field(
            ProseKind(),
            "why the sentences these words touch are not used, as readers are told it",
            required=True,
        ),
    },
    lambda values, origin: LeftOut(_selector(values), values["reason"], origin, values["exact"][1]),
)

SOURCE = Record(
    "a source",
    {
        "mark": Field(
            String("one or two letters or digits", r"[A-Za-z0-9]{1,2}"),
            "its sign in tables and margins",
            required=True,
        ),
        "file": Field(
            String("the name of a file in seeds/", r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}"),
            "the text under seeds/",
            required=True,
        ),
        "sha256": Field(
            _Placed(String("a SHA-256 (64 digits 0-9 a-f)", r"[0-9a-f]{64}")),
            "the SHA-256 of that file",
            required=True,
        ),
        "language": Field(
            String("a language code such as en or es", r"[a-z]{2,3}(?:-[A-Z]{2})?"),
            "the language of the text",
            required=True,
        ),
        "type": Field(Choice(tuple(CSL_TYPES)), "what kind of document it is (CSL)", required=True),
        "publisher": Field(String(), "who published it, as established"),
        "title": Field(String(), "the title the document itself carries"),
        "author": Field(ListOf(String(), 1), "who wrote it, as the document says", default=()),
        "published": Field(Date(), "when it was published"),
        "url": Field(Url(), "where it was published"),
        "established": Field(ProseKind(), "how this was established, and with what limit"),
        "notes": Field(ListOf(ProseKind()), "oddities of the text, in the site's own voice", default=()),
        "paragraphs": Field(
            Choice(("lines", "blank-lines")), "whether every line is a paragraph, or blank lines divide them"
        ),
        "parts": Field(ListOf(SOURCE_PART), "lines that are not body text", default=()),
        "left_out": Field(ListOf(LEFT_OUT), "sentences that the dossier does not use, and why", default=()),
        "sealed": Field(
            Choice(("true",)), "that the text may stay out of the repository: docs/sealed.md", default=""
        ),
        "excerpts": Field(ById(EXCERPT), "the passages quoted anywhere on the site", required=True),
    },
    lambda values, origin: (values, origin),
)

LINEAGE = Record(
    "a lineage",
    {
        "sources": Field(ListOf(Ref(), 2), "the sources counted as one origin", required=True),
        "kind": Field(Choice(LINEAGE_KINDS), "the kind of reason", required=True),
        "reason": Field(
            ProseKind(), "the reason as readers are told it, and what is not known", required=True
        ),
    },
    lambda values, origin: Lineage("", values["sources"], values["kind"], values["reason"], origin),
)


# ---------------------------------------------------------------- people and other entities

_PROFILE = {
    "name": Field(NameKind(), "the name the site uses", required=True),
    "sort_name": Field(String(), "the name as it is sorted"),
    "variants": Field(ListOf(String()), "other spellings that the sources use", default=()),
    "named_by": Field(ListOf(String()), "words that name it without being its name: Venezuelan", default=()),
    "facts": Field(ListOf(FACT), "the fact box", default=()),
    "sections": Field(ListOf(SECTION), "statements under headings", default=()),
    "unknown": Field(ListOf(ProseKind()), "what no text says, in the site's own voice", default=()),
}

PERSON = Record("a person", _PROFILE, lambda values, origin: (values, origin))

ENTITY = Record(
    "an entity",
    {
        "kind": Field(Choice(tuple(kind.value for kind in EntityKind)), "what it is", required=True),
        "members": Field(
            ListOf(Ref(), 1), "of a group: whose pages also show what is said of it", default=()
        ),
        **_PROFILE,
    },
    lambda values, origin: (values, origin),
)


# ---------------------------------------------------------------- events and questions

OTHER_DATE = Record(
    "another date",
    {"date": Field(Date(), "the date (EDTF)", required=True), "cite": _CITE},
    lambda values, origin: OtherDate(values["date"], values["cite"], origin),
)

EVENT = Record(
    "an event",
    {
        "id": Field(Id(), "unique in the dossier; the event stands at /timeline/#id", required=True),
        "date": Field(Date(), "the date (EDTF), as precise as the texts allow", required=True),
        "label": Field(TextKind(), "a few neutral words that name it in the drawing"),
        "text": Field(SentenceKind(), "what happened: one sentence, at most two", required=True),
        "cite": _CITE,
        "question": _QUESTION,
        **_GROUNDS,
        "about": _ABOUT,
        "resolved": Field(ProseKind(), "how the date follows from the texts"),
        "also_dated": Field(ListOf(OTHER_DATE), "other dates that sources give", default=()),
    },
    lambda values, origin: Event(
        _statement("text")(values, origin),
        values["date"],
        values["about"],
        values["resolved"],
        values["also_dated"],
        values["label"],
    ),
)

EVENTS = Record(
    "an events file",
    {"events": Field(ListOf(EVENT), "any number of events", required=True)},
    lambda values, _origin: values["events"],
)

POSITION = Record(
    "a position",
    {
        "id": Field(Id(), "its permalink, unique on the page", required=True),
        "value": Field(SentenceKind(), "the answer in a few words", required=True),
        "cite": _CITE,
        **_GROUNDS,
    },
    _statement("value"),
)

QUESTION = Record(
    "a question",
    {
        "question": Field(Asked(), "the question, with a question mark", required=True),
        "kind": Field(
            Choice(tuple(kind.value for kind in QuestionKind)), "how the sources compare", required=True
        ),
        "about": _ABOUT,
        "topics": Field(ListOf(TextKind()), "words under which the A-Z lists it", default=()),
        "positions": Field(ListOf(POSITION, 1), "the answers the sources give", required=True),
        "compatible": Field(ProseKind(), "how far the positions can all be true"),
        "reading": Field(ProseKind(), "what the site makes of it, and why"),
        "terms": Field(
            WordLists(), "words that would show that a source speaks of it, at least three", default={}
        ),
        "not_applicable": Field(ById(ProseKind()), "sources that are no witness to it, and why", default={}),
    },
    lambda values, origin: Question(
        "",
        values["question"],
        QuestionKind(values["kind"]),
        values["about"],
        values["positions"],
        values["compatible"],
        values["reading"],
        values["terms"],
        values["not_applicable"],
        values["topics"],
        origin,
    ),
)


# ---------------------------------------------------------------- corrections

CORRECTION = Record(
    "a correction",
    {
        "date": Field(Day(), "the day on which the page was changed", required=True),
        "page": Field(
            _Placed(
                String("the address of a page of this site, such as /people/ID/", r"/[a-z0-9./-]*(?:#\S+)?")
            ),
            "the page that was corrected, or the place on it: /people/ID/#STATEMENT",
            required=True,
        ),
        "said": Field(ProseKind(), "what the page said", required=True),
        "says": Field(ProseKind(), "what it says now", required=True),
        "why": Field(ProseKind(), "why it was changed", required=True),
    },
    lambda values, origin: Correction(
        "",
        values["date"],
        InternalLink(*values["page"]),
        values["said"],
        values["says"],
        values["why"],
        origin,
    ),
)


# ---------------------------------------------------------------- the first page, and the site

HOME = Record(
    "the first page",
    {
        "heading": Field(TextKind(), "the large line", required=True),
        "lede": Field(ProseKind(), "what the site is, in its own voice", required=True),
        "sections": Field(ListOf(SECTION), "what happened, as cited statements", default=()),
        "how_to_read": Field(ProseKind(), "how to read the site, in its own voice"),
    },
    lambda values, origin: Home(
        values["heading"], values["lede"], values["sections"], values["how_to_read"], origin
    ),
)

SITE = Record(
    "site.yaml",
    {
        "title": Field(NameKind(), "the name of the site", required=True),
        "tagline": Field(TextKind(), "one line under the title on the first page"),
        "description": Field(TextKind(), "for search engines and link previews", required=True),
        "base_url": Field(Url(folder=True), "where the site will stand, ending in /", required=True),
        "languages": Field(ListOf(Choice(tuple(LANGUAGES)), 1), "the first is the default", required=True),
        "updated": Field(Day(), "the only date of change shown (a day)"),
        "publisher": Field(String(), "who publishes the site"),
        "contact": Field(Url(contact=True), "where errors are reported"),
        "loaded_words": Field(
            WordLists(), "words that need quotation marks or a speaker, by language", default={}
        ),
        "shared_passages": Field(
            Choice(("refuse", "report")), "what an undecided overlap of two sources is", default="refuse"
        ),
        "particulars": Field(
            Choice(("refuse", "report")),
            "what a number or name that no citation bears out is",
            default="refuse",
        ),
        "unplaced": Field(
            Choice(("refuse", "report")),
            "what a sentence of a source is that is neither cited nor left out with a reason",
            default="report",
        ),
        "quoted_share_limit": Field(
            Integer(1, 100), "per cent of a source's words that may be quoted", default=60
        ),
        "cards": Field(
            Choice(("true", "false")), "whether pictures are drawn for those who share a page", default="true"
        ),
        "sealed": Field(
            Choice(("true", "false")), "whether all texts may stay out of the repository", default="false"
        ),
        "downloads": Field(
            Choice(("true", "false")), "whether the site can be taken along, in one file", default="true"
        ),
        "without": Field(
            ListOf(Choice(("a-z", "citations", "speakers"))),
            "parts of the site that only repeat what stands elsewhere, and are not made",
            default=(),
        ),
    },
    lambda values, origin: Site(
        **values | {name: values[name] == "true" for name in ("cards", "sealed", "downloads")}, origin=origin
    ),
)

FRONT_MATTER = Record(
    "the head of a page",
    {
        "title": Field(String(), "the title of the page", required=True),
        "summary": Field(String(), "one sentence for lists and search engines", required=True),
        "order": Field(Integer(0, 9999), "explainers are listed by it", default=0),
    },
    lambda values, origin: (values, origin),
)

FILES: dict[str, Record[Any]] = {
    "site": SITE,
    "home": HOME,
    "source": SOURCE,
    "lineage": LINEAGE,
    "person": PERSON,
    "entity": ENTITY,
    "events": EVENTS,
    "question": QUESTION,
    "correction": CORRECTION,
}


def json_schema(name: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of one kind of file."""
    record = FILES[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record.title,
    } | record.schema()
