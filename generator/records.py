"""What a dossier says, as frozen records: the types that pass from reading to proving.

Every record remembers where it was written, and that memory is no part of its value. Nothing here has been
proved yet: an `Excerpt` is words that somebody typed. The proved side begins with `generator.evidence`.

The vocabulary is that of `docs/content.md`: W3C Web Annotation for how an excerpt is anchored, CSL for how a
source is described, EDTF for dates, schema.org for people and organizations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from generator.problems import Origin


def _origin() -> Any:  # noqa: ANN401 (as `field` itself)
    """Declare an origin: carried along, but outside equality, hash and repr."""
    return field(compare=False, repr=False)


# ---------------------------------------------------------------- words


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one language, exactly as typed."""

    text: str
    origin: Origin = _origin()


Text = Mapping[str, Words]
"""The same text in each language of the site, by language code."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a sentence sets between double quotation marks: claimed to be a source's own."""

    words: str
    origin: Origin = _origin()


class Placeholder(Enum):
    """What a sentence says of the texts themselves, filled in and counted by the generator."""

    REPORTS = "reports"
    REPORTS_CAPITAL = "Reports"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class InternalLink:
    """The address of a page of this site (`/people/ID/`), to be made relative to the page that carries it."""

    target: str
    origin: Origin = _origin()


Part = str | Quoted | Placeholder | InternalLink
"""A piece of a sentence: finished HTML, words claimed to be a source's, something to be counted, an address."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One or two sentences of Markdown, parsed once: HTML with the places that proving must fill left open."""

    parts: tuple[Part, ...]
    plain: str
    origin: Origin = _origin()


LocalProse = Mapping[str, Prose]
"""The same prose in each language of the site."""


# ---------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as precise as the evidence (EDTF, ISO 8601-2): `text` as typed, with its earliest and latest day.

    `earliest` and `latest` are ISO days that bound the date for sorting and drawing; an open or unknown
    end is None.
    """

    text: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Selector:
    """A W3C `TextQuoteSelector`, with the number of the occurrence where the words stand more than once.

    `occurrence` counts from 1; 0 stands for `all`; None for not given.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An id as it was written somewhere, to be resolved."""

    id: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Value:
    """What an excerpt states on a topic: a number, a date, the name of an entity, or a text. One of the four is set."""

    topic: str
    number: float | None
    approximate: bool
    date: Edtf | None
    name: Reference | None
    text: str | None
    origin: Origin = _origin()

    @property
    def said(self) -> str:
        """Give the value as it was typed, for messages."""
        about = "about " if self.approximate else ""
        shown = next(
            each
            for each in (self.number, self.date and self.date.text, self.name and self.name.id, self.text)
            if each is not None
        )
        return f"{about}{shown:g}" if isinstance(shown, float) else f"{about}{shown}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of one source, named once and cited by `key` (`source-id:excerpt-id`).

    An `allegation` accuses somebody; `denied` names the excerpts that carry the denial, itself where it holds both.
    """

    id: str
    source: str
    selector: Selector
    attributed_to: tuple[Reference, ...]
    speaking_as: LocalProse | None
    values: tuple[Value, ...]
    context: str | None
    translation: Text
    note: LocalProse | None
    origin: Origin = _origin()
    exact_origin: Origin = _origin()
    allegation: bool = False
    denied: tuple[Citation, ...] = ()

    @property
    def key(self) -> str:
        """The name the excerpt is cited by."""
        return f"{self.source}:{self.id}"


class Role(Enum):
    """What a part of a source is to its text."""

    BODY = "body"
    HEADLINE = "headline"
    FURNITURE = "furniture"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Lines of a source (from 1, both ends included) with another role than `body`.

    `reason` says why they are no evidence; None where nobody has said it.
    """

    role: Role
    first: int
    last: int
    reason: LocalProse | None
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words that name a sentence of a source, or several, which the dossier does not use, and why."""

    selector: Selector
    reason: LocalProse
    origin: Origin = _origin()
    exact_origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Source:
    """One document as received, and what is known of it (CSL fields; unknown stays unknown).

    `by_line` says whether every line is a paragraph, None where that is to be found out; `parts` are the stretches
    that are not body text, `left_out` what else is not used.
    `text` is None where the source is `sealed` and its text is not there.
    """

    id: str
    mark: str
    file: str
    sha256: str
    language: str
    type: str
    publisher: str | None
    title: str | None
    author: tuple[str, ...]
    published: Edtf | None
    url: str | None
    established: LocalProse | None
    notes: tuple[LocalProse, ...]
    by_line: bool | None
    parts: tuple[SourcePart, ...]
    left_out: tuple[LeftOut, ...]
    excerpts: tuple[Excerpt, ...]
    sealed: bool
    text: str | None = field(repr=False)
    origin: Origin = _origin()

    @property
    def name(self) -> str:
        """What the source is called on the site: its publisher, else its title, else its id."""
        return self.publisher or self.title or self.id


@dataclass(frozen=True, slots=True)
class SealedSpan:
    """A stretch of a sealed text: offsets (end exclusive), first and last line, its words by number (end exclusive).

    `sha256` is that of the source's own characters; `otherwise` says how they differ from the words as typed, white
    space folded: (offset, characters taken out, characters put in).
    """

    start: int
    end: int
    lines: tuple[int, int]
    words: tuple[int, int]
    sha256: str
    otherwise: tuple[tuple[int, int, str], ...]


SealedPassage = tuple[SealedSpan, ...]


@dataclass(frozen=True, slots=True)
class SealedExcerpt:
    """An excerpt as it was proved: the hash of what was asked, and every place found."""

    asked: str
    passages: tuple[SealedPassage, ...]


@dataclass(frozen=True, slots=True)
class SealedText:
    """What was found out about a sealed text: no words of it, but all that a build asks.

    `sentences` are (start, end, line, column); `excerpts` are by id; `left_out` gives every place of what is left out,
    by the hash of what was asked; `own_voice` the first place of words quoted in the site's own voice, by hash, None
    where they do not occur; `absent` are hashes of terms that do not occur; `named` is the hash of the names of people
    that were looked for and, by id, the numbers of the sentences that name each.
    """

    sha256: str
    length: int
    lines: int
    words: int
    sentences: tuple[tuple[int, int, int, int], ...]
    excerpts: Mapping[str, SealedExcerpt]
    left_out: Mapping[str, tuple[SealedPassage, ...]]
    own_voice: Mapping[str, SealedPassage | None]
    absent: tuple[str, ...]
    named: tuple[str, Mapping[str, tuple[int, ...]]] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing the texts of one language found: (source, source, words of the longest run, sentences alike).

    `texts` is the hash of the ids and SHA-256s of all that were compared.
    """

    texts: str
    shared: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Borne:
    """How a statement in one language was borne out with the help of sealed texts: not its particulars, their kinds.

    `findings` are (kind of particular, kind of ground, or empty where there is none); `unchecked` the reasons.
    """

    findings: tuple[tuple[str, str], ...]
    unchecked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """`content/evidence.lock`: what was proved of sealed texts, by source, what compared, by language, and the day.

    `borne` is by the hash of the statement, for those that the quotations alone would not bear out in the same way.
    """

    proved: Edtf
    sources: Mapping[str, SealedText]
    compared: Mapping[str, Compared]
    borne: Mapping[str, Borne]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Sources counted as one origin, with the kind of reason and the reason as readers are told it."""

    id: str
    sources: tuple[Reference, ...]
    kind: str
    reason: LocalProse
    origin: Origin = _origin()


# ---------------------------------------------------------------- what is asserted


@dataclass(frozen=True, slots=True)
class Citation:
    """One use of an excerpt."""

    key: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula as an editor wrote it, with the excerpts its inputs stand in where the sentence does not cite them."""

    formula: str
    citations: tuple[Citation, ...] = ()
    origin: Origin = field(compare=False, repr=False, default=Origin(""))


@dataclass(frozen=True, slots=True)
class Waiver:
    """A particular that an editor lets stand without a ground, and why. `words` are those of the statement."""

    words: str
    reason: LocalProse | None
    origin: Origin = field(compare=False, repr=False, default=Origin(""))

    def __hash__(self) -> int:
        return hash(self.words)


@dataclass(frozen=True, slots=True)
class Statement:
    """What the site asserts, with its citations; `id` is its permalink on its page."""

    id: str
    prose: LocalProse
    citations: tuple[Citation, ...]
    question: Reference | None
    origin: Origin = _origin()
    derived: tuple[Derivation, ...] = ()
    waived: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact box: a label in the site's own voice and a cited value."""

    label: Text
    value: Statement


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one heading."""

    id: str
    heading: Text
    statements: tuple[Statement, ...]
    origin: Origin = _origin()


class EntityKind(Enum):
    """What an entity is (schema.org and FollowTheMoney distinguish the first three; a group is ours)."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something the sources name.

    `profiled` marks the people whose profiles the dossier carries.

    `variants` are other spellings of the name; `named_by` are words that name it and are none (`Venezuelan`).
    """

    id: str
    kind: EntityKind
    profiled: bool
    name: Text
    sort_name: str
    variants: tuple[str, ...]
    named_by: tuple[str, ...]
    members: tuple[Reference, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    unknown: tuple[LocalProse, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class OtherDate:
    """Another date that sources give for the same event."""

    date: Edtf
    citations: tuple[Citation, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at the precision the sources give."""

    statement: Statement
    date: Edtf
    about: tuple[Reference, ...]
    resolved: LocalProse | None
    also_dated: tuple[OtherDate, ...]
    label: Text | None
    """A few words of the site's own that name it in the drawing."""

    @property
    def id(self) -> str:
        """The event's id is that of the statement that tells it."""
        return self.statement.id


class QuestionKind(Enum):
    """In what way the sources compare on a question."""

    CONTRADICTION = "contradiction"
    PRECISION = "precision"
    WORDING = "wording"
    NAMING = "naming"
    CREDIT = "credit"
    EMPHASIS = "emphasis"
    SINGLE_REPORT = "single-report"
    AGREEMENT = "agreement"

    @property
    def differs(self) -> bool:
        """Whether the sources say unlike things."""
        return self not in (QuestionKind.AGREEMENT, QuestionKind.SINGLE_REPORT)


@dataclass(frozen=True, slots=True)
class Question:
    """A point on which the sources can be compared; each position is a cited answer.

    `topics` are what the A-Z lists it under. `terms` are words, by language, that would show that a source speaks of
    it; `not_applicable` gives the reason why a source, by id, is no witness to it.
    """

    id: str
    question: Text
    kind: QuestionKind
    about: tuple[Reference, ...]
    positions: tuple[Statement, ...]
    compatible: LocalProse | None
    reading: LocalProse | None
    terms: Mapping[str, tuple[str, ...]]
    not_applicable: Mapping[str, tuple[LocalProse, Origin]]
    topics: tuple[Text, ...]
    origin: Origin = _origin()


# ---------------------------------------------------------------- running text


@dataclass(frozen=True, slots=True)
class Block:
    """A block of running text.

    `kind` is `paragraph`, `heading-2`, `heading-3`, `item` (of a list), or `computed-` and the name of a table. `own`
    marks the site's own voice, whose text is in `parts`; elsewhere `sentences` carry it. `opens` and `closes` hold the
    list tags that stand before and after the block.
    """

    kind: str
    own: bool
    parts: tuple[Part, ...]
    sentences: tuple[Statement, ...]
    anchor: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown page in one language."""

    title: str
    summary: str
    blocks: tuple[Block, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Explainer:
    """A Markdown page in each language. `own` pages are in the site's own voice throughout."""

    id: str
    own: bool
    order: int
    documents: Mapping[str, Document]
    origin: Origin = _origin()


# ---------------------------------------------------------------- the whole


@dataclass(frozen=True, slots=True)
class Home:
    """The first page."""

    heading: Text
    lede: LocalProse
    sections: tuple[Section, ...]
    how_to_read: LocalProse | None
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Correction:
    """A public record of a changed statement: the day, the page, what it said, what it says, and why."""

    id: str
    date: Edtf
    page: InternalLink
    said: LocalProse
    says: LocalProse
    why: LocalProse
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Site:
    """`site.yaml`. What is not set is None and shown as not stated."""

    title: Text
    tagline: Text | None
    description: Text
    base_url: str
    languages: tuple[str, ...]
    updated: Edtf | None
    publisher: str | None
    contact: str | None
    quoted_share_limit: int
    loaded_words: Mapping[str, tuple[str, ...]]
    shared_passages: str
    particulars: str
    unplaced: str
    cards: bool
    sealed: bool
    downloads: bool
    without: tuple[str, ...]
    """Parts of the site that are not made, by the first folder of their pages; none of them carries a claim."""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything in one investigation, as read; quotations unproved.

    All mappings are by id, in sorted order of ids; `corrections` are in that order too. `lock` is None where there
    is none, or none that can be read.
    """

    site: Site
    home: Home
    sources: Mapping[str, Source]
    lineages: Mapping[str, Lineage]
    entities: Mapping[str, Entity]
    events: tuple[Event, ...]
    questions: Mapping[str, Question]
    explainers: tuple[Explainer, ...]
    pages: tuple[Explainer, ...]
    corrections: tuple[Correction, ...] = ()
    lock: Lock | None = None
