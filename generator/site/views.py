"""What each kind of page shows: the contract between the generator and `templates/`.

A view model is finished: every address is relative to the page that carries it, every text is in the page's
language, everything that could be decided has been. A template only arranges. Fields of type `Markup` are
HTML made by the generator and print as they are; every other text is escaped by the template engine.

`docs/templates.md` describes these for somebody who knows HTML and no Python.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.words import Words

# ---------------------------------------------------------------- small parts


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A number, what it counts in words, and the list that proves it."""

    count: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long list: what it holds in words, its page, how much that is in words."""

    text: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class Division:
    """How a long list is divided.

    On the page above the parts, `groups` names them: (heading or empty, parts). On a part, `previous` and `following`
    lead to those beside it.
    """

    groups: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    previous: Link | None = None
    following: Link | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The constant sign of a source: one or two letters, its name, its page.

    `joined` is the lineage it belongs to (empty when it stands alone): marks that share one are
    counted as one origin.
    """

    letter: str
    name: str
    href: str
    joined: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A letter (a, b, c …) that leads back to a place that cites; `label` says where, for those who listen."""

    letter: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A source's own words, proved, with everything that may stand beside them.

    `words` are the source's characters (white space collapsed, `[…]` where words are left out) and belong in
    `<q>` or `<blockquote>` with `lang` on that very element and nothing else inside.
    """

    words: str
    lang: str
    mark: Mark
    href: str
    """The excerpt on its source's page."""
    url: str
    """The source's public address, or empty."""
    speakers: tuple[Link, ...]
    """Who says it inside the source; empty where the source speaks itself."""
    credit: str
    """Who says it, in words: "Ines Calder, as reported by The Ferry Post" or "The Ferry Post"."""
    printed: str
    """"printed twice in the text", or empty."""
    translation: str
    """The site's own translation into the page's language, or empty."""
    note: Markup
    """A gloss in the site's own voice, or empty."""
    anchor: str
    """Beside running text, the id to which its markers lead; else empty."""
    number: int
    """Beside running text, the number that its markers carry; else 0."""
    back: tuple[Backlink, ...]
    """Beside running text, the ways back to those markers."""
    key: str
    """The name the excerpt is cited by."""
    headline: str
    """"from a headline", where the words stand in one, or empty."""
    speaking_as: Markup
    """In what role the source shows the speaker, in the site's own voice, or empty."""
    denials: tuple[Link, ...]
    """Of an allegation: who denies it, in words, and where; no address where the same passage holds the denial."""


@dataclass(frozen=True, slots=True)
class Side:
    """The quotations that say one thing. Where the sources differ, each position is a side of its own."""

    label: str
    """Which version it is, "version 2", counted as on the page of its question; empty where there is only one side."""
    href: str
    """The position on its question's page, or empty."""
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A derived value in words ("from 1 March 2024 to 6 March 2024 it is 5 days"), and where each input stands."""

    words: str
    inputs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that the site asserts, with its evidence beside it."""

    id: str
    """Its permalink on this page (`#id`)."""
    html: Markup
    status: str
    """`agree` (two origins or more), `single` (one), `differ` (the sources differ on it)."""
    label: str
    """The status in words: "one report", "3 reports, 2 origins", "the sources differ"."""
    question: Link | None
    """The question on which the sources are compared, where there is one: itself in words, or "2 versions"."""
    sides: tuple[Side, ...]
    home: str
    """The address of its own permalink; on another page than this for what is said of a group."""
    derived: tuple[Arithmetic, ...]
    """What follows from cited values by arithmetic, shown step by step."""
    denials: tuple[Link, ...]
    """Who denies what it alleges, to stand beside the sentence where its quotations do not."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact box."""

    label: str
    value: Statement


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one heading; `anchor` is the heading's id. `group` names a group it is said of, if any."""

    anchor: str
    heading: str
    statements: tuple[Statement, ...]
    group: Link | None


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source in the list at the foot of a page that cites it; `url` is its public address, or empty."""

    mark: Mark
    url: str


@dataclass(frozen=True, slots=True)
class Camp:
    """The sources that give one answer to a question, by their marks; of many, some."""

    marks: tuple[Mark, ...]
    answer: Markup
    href: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in one line, with who stands with whom."""

    question: str
    href: str
    kind: str
    """The kind in words: "they contradict each other"."""
    status: str
    """`differ`, `single` or `agree`."""
    camps: tuple[Camp, ...]
    silent: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event on the timeline."""

    statement: Statement
    date: str
    """In words of the page's language: "6 May 2025", "August 2024"."""
    datetime: str
    """For `<time datetime>`: a valid date string, or empty where EDTF says more than HTML can."""
    precision: str
    """The precision in words: "to the day", "to the month", "to the year", "a span of time"."""
    known: tuple[str, ...]
    """How each end of the date is known, in words: "stated by …", "by arithmetic"; an interval names its ends."""
    resolved: Markup
    """How the date follows from the texts, in the site's own voice, or empty."""
    others: tuple[OtherDate, ...]
    about: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a drawing: in words, where they lead, and as an inline SVG, which is decorative."""

    href: str
    status: str
    """`differ` where the sources do, else empty."""
    date: str
    text: Markup
    further: str
    """What else the drawing shows, in words: other dates given, that the sources differ; or empty."""
    drawing: Markup
    denials: tuple[Link, ...] = ()
    """Who denies what the row's sentence alleges; none where a label stands for the sentence."""


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """Rows on one scale. `anchor` and `opening` (an inline SVG) are set for a stretch that is drawn larger."""

    anchor: str
    caption: str
    opening: Markup
    axis: Markup
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The chronology drawn: its panels, and what the marks in it mean: (inline SVG, in words)."""

    panels: tuple[ChartPanel, ...]
    legend: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in one line on another page; `href` leads to it on the timeline, where its evidence stands."""

    date: str
    datetime: str
    html: Markup
    href: str
    denials: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OtherDate:
    """Another date that sources give for the event."""

    date: str
    datetime: str
    quotations: tuple[Quotation, ...]


# ---------------------------------------------------------------- the frame of every page


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in one of the languages: code, the language's own name, address here and in full, its locale."""

    lang: str
    name: str
    href: str
    canonical: str
    locale: str


@dataclass(frozen=True, slots=True)
class Card:
    """A picture of the page for those who share it: its path from the root of the whole site, and in full.

    `width` and `height` are in pixels, `alt` says in words what it shows.
    """

    path: str
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Cite:
    """How the page is cited, to be copied: in plain text, for BibTeX, for RIS."""

    text: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class Inline:
    """A style sheet or script that one kind of page carries, to be printed without change, and its `sha256-…`."""

    text: Markup
    hash: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries round its own matter.

    `root` is the way from this page to the first page of the site in the default language (`../../`, or `./`);
    `here` names the part of the site: `people`, `questions`, `timeline`, `sources`, `citations`, `explainers`,
    `speakers`, `a-z`, `about`, or nothing.
    """

    lang: str
    root: str
    here: str
    title: str
    """The page's own title; empty on the first page."""
    document_title: str
    """For `<title>`: unique on the site."""
    description: str
    canonical: str
    site_title: str
    home: str
    """The address of the first page in this language."""
    nav: tuple[tuple[str, Link], ...]
    """(part, link) in order; a link is current where part equals `here`."""
    trail: tuple[Link, ...]
    """The breadcrumb, from the first page to the page above this one; empty on the first page."""
    alternates: tuple[Alternate, ...]
    footer: tuple[Link, ...]
    """Method, about, citations …: one click from every page."""
    updated: str
    """The dossier's date of change in words, or "not stated"."""
    updated_iso: str
    """The same as an ISO date, or empty."""
    publisher: str
    """Or "not stated"."""
    contact: Link | None
    """Where errors are reported; None where not stated."""
    data: Markup
    """What the page says of itself to machines: JSON-LD for a `<script>` element, or empty."""
    cite: Cite | None
    """None on lists that lead to other pages."""
    corrected: tuple[Link, ...]
    """The corrections of this page, each by its day, the newest first; mostly empty."""
    feeds: tuple[Link, ...]
    """On the first page and on that of the corrections."""
    marks: tuple[Mark, ...]
    """The key to the sources, in order: all, or of many those that the page cites; empty on pages that show none."""
    card: Card | None
    """The page's own, or else the site's; None where there is none."""
    notice: str
    """What readers must be told of the whole site: that particulars were only counted; mostly empty."""
    evidence: bool
    """Whether quotations stand beside sentences, which a reader may fold away."""
    style: Markup
    """Stands for the style sheet, in one `<style>` element; what the page uses of it is put there in the end."""
    style_hash: str
    """Stands for `sha256-…` of that, for the Content Security Policy."""
    w: Words


# ---------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class HomePage:
    """`home.html`, the first page."""

    frame: Frame
    heading: str
    tagline: str
    lede: Markup
    numbers: tuple[CountedLink, ...]
    large: bool
    """Whether one of them has five digits or more."""
    sections: tuple[Section, ...]
    people: tuple[PersonLine, ...]
    """All, or where these are too many, some."""
    all_people: Link | None
    """The way to all, where some are shown."""
    questions: tuple[QuestionLine, ...]
    """Some on which the sources differ: contradictions first."""
    all_questions: Link
    explainers: tuple[Summary, ...]
    all_explainers: Link | None
    how_to_read: Markup


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person or entity in a list: name, address, and the first line of the fact box (None where there is none)."""

    name: str
    href: str
    fact: Fact | None
    disputed: int
    """On how many questions about this person the sources differ."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A page in a list: title, address, one sentence."""

    title: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Somebody's row in the drawing of who is named with whom, and the same in words."""

    name: str
    number: int
    """That of its column."""
    drawing: Markup
    """Inline SVG, decorative."""
    marks: tuple[Mark, ...]
    """The sources that name this one; none where no text does."""
    sentences: tuple[str, ...]
    """Who stands in one sentence: "2 sentences: Ann Lee and Bo Ray"; none where nobody does."""
    texts: tuple[str, ...]
    """Who stands in one text, in the same way."""


@dataclass(frozen=True, slots=True)
class NamedChart:
    """Who is named with whom: a summary in words, a row a person, what the marks mean: (inline SVG, in words)."""

    summary: str
    rows: tuple[NamedRow, ...]
    legend: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`people.html`: everyone whose profile the dossier carries; `named` is None where there is nothing to be drawn."""

    frame: Frame
    people: tuple[PersonLine, ...]
    named: NamedChart | None
    others: Link
    division: Division | None


@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """`entities.html`: everyone and everything else, by kind: (heading, lines)."""

    frame: Frame
    kinds: tuple[tuple[str, tuple[PersonLine, ...]], ...]
    division: Division | None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """`profile.html`: a person of the dossier, or any other entity.

    `sections` holds what is said of this one; `shared` what is said of the groups it belongs to, each section
    with its `group`.
    """

    frame: Frame
    kind: str
    """In words: "person", "organization", "place", "group"."""
    name: str
    variants: tuple[str, ...]
    groups: tuple[Link, ...]
    members: tuple[Link, ...]
    all_members: Link | None
    """The list of all, where `members` are some of many."""
    tally: tuple[tuple[str, int, str], ...]
    """(status, count, in words), for the statements of this page."""
    long: bool
    """Whether it has so many statements that a browser had better lay out only what is near the window."""
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    shared: tuple[Section, ...]
    said: CountedLink | None
    """The words attributed to this entity, on the page of the speaker; None where there are none."""
    events: tuple[EventLine, ...]
    all_events: Link | None
    questions: tuple[QuestionLine, ...]
    """Those that no sentence above leads to."""
    all_questions: Link | None
    unknown: tuple[Markup, ...]
    references: tuple[CitedSource, ...]
    citations: Link | None
    """The list of a person's citations; None for others, whose page is that list."""
    """This one's page of the citations index."""


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    """`speakers.html`: everyone to whom words are attributed, and how many passages; each leads to the words."""

    frame: Frame
    speakers: tuple[CountedLink, ...]
    sources: tuple[tuple[Mark, CountedLink], ...]
    """Passages in which a source speaks itself."""
    division: Division | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage attributed to a speaker, and the sentences that rest on it."""

    quotation: Quotation
    uses: tuple[Use, ...]
    all_uses: Link | None
    """Where all of them are shown, where `uses` are some of many; else None."""


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """`speaker.html`: every passage attributed to a speaker, by source; `pages` and `number` where it is divided."""

    frame: Frame
    heading: str
    entity: Link
    """The speaker's own page."""
    sources: tuple[tuple[Mark, tuple[Passage, ...]], ...]
    total: int
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AzEntry:
    """Something that can be looked up: its name, its page, in words what it is.

    `see` names the page where that is called otherwise; `said` leads to the words attributed to it, or is None.
    """

    text: str
    href: str
    kind: str
    see: str
    said: CountedLink | None


@dataclass(frozen=True, slots=True)
class AzLetter:
    """The entries under one letter; `anchor` is the id of its heading."""

    anchor: str
    heading: str
    entries: tuple[AzEntry, ...]


@dataclass(frozen=True, slots=True)
class AzPage:
    """`a-z.html`: everything that can be looked up. A long one is divided: its first page holds `ranges` alone."""

    frame: Frame
    bar: tuple[Link, ...]
    """The letters that occur: places on this page, or pages."""
    letters: tuple[AzLetter, ...]
    ranges: tuple[CountedLink, ...]
    """The pages of a divided list, by their first and last entry."""
    pages: tuple[Link, ...]
    number: int
    """Which of `pages` this is, where one letter fills several."""
    sheet: Inline
    """The style of this kind of page alone."""
    search: Inline | None
    """The script of the search; None but on the first page."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in a list."""

    mark: Mark
    published: str
    """In words, or "not stated"."""
    excerpts: int
    share: str
    """The share of its words quoted on the site: "31 %"."""
    lineage: str
    """The sources it is counted with, in words, or empty."""
    reasons: tuple[Link, ...]
    """Why it is counted with them, or apart from others, in words: each leads to the whole reason."""
    edge: Markup
    """The lineage drawn along the edge of the list, as an inline SVG, decorative; empty where none is drawn."""
    sealed: str
    """That the text is sealed, and when it was proved, where the site was built without it; else empty."""


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """`sources.html`: the sources, and which are counted as one origin and why."""

    frame: Frame
    sources: tuple[SourceLine, ...]
    lineages: tuple[LineageNote, ...]
    lanes: bool
    """Whether lines for sources that are counted apart run beside the others."""
    legend: tuple[tuple[Markup, str], ...]
    """What the marks of the drawn lineage mean: (inline SVG, in words); empty where none is drawn."""
    division: Division | None


@dataclass(frozen=True, slots=True)
class LineageNote:
    """Why sources are counted as one."""

    anchor: str
    marks: tuple[Mark, ...]
    kind: str
    reason: Markup
    more: Link | None
    """Where all of them are named, where `marks` are some; else None."""


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence that rests on an excerpt: where it stands, and the sentence."""

    page: str
    href: str
    html: Markup
    letter: str
    denials: tuple[Link, ...]
    """Who denies what the sentence alleges, where nothing beside it says so."""


@dataclass(frozen=True, slots=True)
class UsedExcerpt:
    """An excerpt on its source's page; `anchor` is its permalink."""

    anchor: str
    quotation: Quotation
    place: str
    """Where it stands in the text: "line 9", "lines 4 and 6"."""
    live: str
    """The public address at these very words, or empty."""
    uses: tuple[Use, ...]
    all_uses: Link | None
    """The list of all, where `uses` are some of many."""


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """Excerpts under what they serve: a question, a person, the timeline, an explainer."""

    heading: str
    href: str
    excerpts: tuple[UsedExcerpt, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a source is not used, and why: sentences named by some of their words, or whole lines of it."""

    place: str
    """Where it stands in the text: "line 9", "lines 24–26"."""
    words: str
    """The source's own words, shown in `<q lang>`; empty for whole lines."""
    lang: str
    what: str
    """What whole lines are, in words: "words of the page"; empty where `words` are given."""
    reason: Markup


@dataclass(frozen=True, slots=True)
class Detail:
    """A line of metadata: a label, a value, and where the value leads (or empty)."""

    label: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """`source.html`: a source, what is known of it, and every excerpt used."""

    frame: Frame
    mark: Mark
    details: tuple[Detail, ...]
    established: Markup
    lineage: LineageNote | None
    notes: tuple[Markup, ...]
    words: int
    quoted: int
    share: str
    groups: tuple[ExcerptGroup, ...]
    strip: Markup
    """The text drawn to scale as an inline SVG: what is quoted, and which sentences are cited; decorative."""
    coverage: str
    """The same in words: how many sentences are cited, how many left out with a reason, how many neither."""
    left_out: tuple[LeftOut, ...]
    """What is not used, in the order of the text."""
    sealed: str
    """That the text is sealed, and when it was proved, where the site was built without it; else empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: where it leads, and what else there is to say."""

    link: Link
    further: Markup


@dataclass(frozen=True, slots=True)
class ListPage:
    """`listing.html`: in full what another page (`subject`) shows the beginning of; `pages` and `number` as divided.

    Of `uses`, `events` and `lines` one has entries. `quotation` is what the uses rest on, or None.
    """

    frame: Frame
    heading: str
    subject: Link
    total: str
    """How many entries there are, in words."""
    quotation: Quotation | None
    uses: tuple[Use, ...]
    events: tuple[EventLine, ...]
    lines: tuple[Line, ...]
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CitationsPage:
    """`citations.html`: where every citation can be found, by source and by person."""

    frame: Frame
    total: int
    by_source: tuple[tuple[Mark, CountedLink], ...]
    by_person: tuple[CountedLink, ...]
    by_page: tuple[CountedLink, ...]
    """The same for entities, the timeline, questions and explainers."""
    division: Division | None


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """A sentence in a list of citations: where it stands, and how."""

    html: Markup
    status: str
    label: str
    href: str
    page: str
    denials: tuple[Link, ...]
    """Who denies what the sentence alleges, where none of the quotations says it."""


@dataclass(frozen=True, slots=True)
class CitationEntry:
    """Citations that belong together: what one sentence cites, or the sentences that cite one excerpt."""

    quotations: tuple[Quotation, ...]
    sentences: tuple[CitingSentence, ...]


@dataclass(frozen=True, slots=True)
class CitationListPage:
    """`citation-list.html`: the citations of one source or one page; `pages` and `number` where it is divided."""

    frame: Frame
    heading: str
    subject: Link
    entries: tuple[CitationEntry, ...]
    total: int
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`timeline.html`: events by year: (year, events); `chart` is None where there is nothing to be drawn.

    Where events are many, each year has a page of its own, and where one of them is too long each month; `division`
    leads there from the page above, and from one to the next. It is None where all events stand together.
    """

    frame: Frame
    chart: Chart | None
    years: tuple[tuple[str, tuple[Event, ...]], ...]
    references: tuple[CitedSource, ...]
    division: Division | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says on one question: `position` counts from 1, 0 is silence."""

    mark: Mark
    position: int
    words: str
    """The source's own words, shown in `<q lang>`; empty where it is silent."""
    lang: str
    href: str
    more: int
    """How many further excerpts this source gives on the question."""
    silence: str
    """Where it says nothing, in words: "silent (verified)", "silent", "does not apply"; else empty."""
    speaker: str
    """Who says the words inside the source, or empty where the source itself speaks."""
    denials: tuple[Link, ...]
    """Who denies an allegation, as for a quotation."""
    key: str
    """The name the excerpt is cited by, or empty."""
    translation: str
    """The site's own translation of the words, or empty."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A question with one cell a source, in the order of `Frame.marks`.

    Where sources are many there are no columns: the cells are those of sources that answer, or some of them.
    """

    line: QuestionLine
    cells: tuple[Cell, ...]
    sides: tuple[Side, ...]
    """Where sources are many, the quotations of `cells` by the answer they give; else empty."""
    rest: str
    """Where sources are many, in words how many more answer, and how many say nothing; may be empty."""


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """`questions.html`: the matrix of sources and questions. `tally` counts kinds: (status, count, in words)."""

    frame: Frame
    columns: bool
    """Whether each source has a column; where these are many, quotations stand by the answer they give."""
    rows: tuple[MatrixRow, ...]
    tally: tuple[tuple[str, int, str], ...]
    csv: Link
    """The matrix as CSV."""
    division: Division | None


@dataclass(frozen=True, slots=True)
class Position:
    """One answer to a question."""

    statement: Statement
    marks: tuple[Mark, ...]
    """The sources that give it; of many, some."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that gives no position: in what way, in words, and why where it does not apply."""

    mark: Mark
    words: str
    reason: Markup


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`question.html`: positions side by side, and who is silent."""

    frame: Frame
    question: str
    status: str
    kind: str
    kind_explained: str
    positions: tuple[Position, ...]
    silent: tuple[Mark, ...]
    """Those that say nothing; of many, some."""
    compatible: Markup
    reading: Markup
    about: tuple[Link, ...]
    all_about: Link | None
    """The list of all, where `about` are some of many."""
    statements: tuple[Use, ...]
    """Sentences elsewhere on the site that touch on this question."""
    all_statements: Link | None
    references: tuple[CitedSource, ...]
    previous: Link | None
    following: Link | None
    silences: tuple[Silence, ...]
    """`silent` in full: whether each silence was verified, and how."""
    all_silences: Link | None
    terms: tuple[str, ...]
    """The words looked for in the silent sources, in the site's own voice."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: caption, heads of the columns, rows whose first cell is their head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Markup, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an explainer.

    `html` is the text with its markers (each sentence wrapped in `<span id>`); `tag` is `p`, `h2`, `h3` or `li`;
    `opens` and `closes` are list tags to print before and after; `quotations` are what its sentences rest on.
    """

    tag: str
    own: bool
    anchor: str
    html: Markup
    opens: Markup
    closes: Markup
    quotations: tuple[Quotation, ...]
    table: Table | None
    """A table that the generator has worked out; the block has no text then, and `tag` is `table`."""


@dataclass(frozen=True, slots=True)
class ExplainersPage:
    """`explainers.html`."""

    frame: Frame
    explainers: tuple[Summary, ...]
    division: Division | None


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    """`explainer.html`: running text whose sentences cite, or a page in the site's own voice (`own`)."""

    frame: Frame
    own: bool
    title: str
    summary: str
    blocks: tuple[Block, ...]
    references: tuple[CitedSource, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A changed statement: when, on which page, what it said, what it says, why. `anchor` is its permalink."""

    anchor: str
    date: str
    datetime: str
    page: Link
    said: Markup
    says: Markup
    why: Markup


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """`corrections.html`: every correction, the newest first."""

    frame: Frame
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """`404.html`: its `frame.root` is the absolute path of the site, since it is shown at any depth."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Piece:
    """A page within the one file that holds them all: its id there, and its matter."""

    anchor: str
    html: Markup


@dataclass(frozen=True, slots=True)
class SinglePage:
    """`single.html`, published as `offline.html`: the whole dossier in one language; every link stays inside."""

    frame: Frame
    contents: tuple[tuple[Link, tuple[Link, ...]], ...]
    """The table of contents: each part of the site, and the pages below it."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take along: its name and address, what it is in words, its size in words, its SHA-256 in hex."""

    name: str
    href: str
    what: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """`offline.html`: the files to take along.

    In the copy that lies in a zip, `packed` is the address at which the page is published: no file can state its own
    hash.
    """

    frame: Frame
    downloads: tuple[Download, ...]
    packed: str


Page = (
    HomePage
    | PeoplePage
    | EntitiesPage
    | ProfilePage
    | SourcesPage
    | SpeakersPage
    | SpeakerPage
    | AzPage
    | SourcePage
    | ListPage
    | CitationsPage
    | CitationListPage
    | TimelinePage
    | QuestionsPage
    | QuestionPage
    | ExplainersPage
    | ExplainerPage
    | CorrectionsPage
    | NotFoundPage
    | SinglePage
    | OfflinePage
)
