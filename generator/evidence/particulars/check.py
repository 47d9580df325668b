"""Every particular of a sentence against what its citations bear out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from generator.evidence.particulars.forms import Form
from generator.evidence.particulars.lexicon import lexicon
from generator.evidence.particulars.model import Count, Day, Inventory, Item, Key, Kind, agree
from generator.evidence.particulars.names import Mention, NameIndex, metadata_ids
from generator.evidence.particulars.ordinary import APART, PUBLISHING
from generator.evidence.particulars.reading import YEARS, items_in, mentions
from generator.evidence.particulars.runs import Chunk, Run, runs_in
from generator.evidence.particulars.tokens import GAP, Tokens, own_text
from generator.records import Edtf, Placeholder, Prose, Quoted, Source


class GroundKind(Enum):
    """What can bear a particular out."""

    QUOTATION = "quotation"
    CONTEXT = "context"
    METADATA = "metadata"
    DERIVATION = "derivation"


_EVERYTHING = frozenset(Kind)
BEARS: Mapping[GroundKind, frozenset[Kind]] = {
    GroundKind.QUOTATION: _EVERYTHING,
    GroundKind.CONTEXT: frozenset({Kind.NAME}),
    GroundKind.METADATA: frozenset({Kind.NAME, Kind.DATE}),
    GroundKind.DERIVATION: _EVERYTHING,
}
"""Which particulars each ground can bear out: a context names, it does not count and date. The date in metadata bears
out a sentence only where that speaks of publishing, else any day could be the one on which a text appeared."""


class Ground(NamedTuple):
    """One thing that can bear particulars out: what it is, what it is called in messages, and what it holds."""

    kind: GroundKind
    label: str
    holds: Inventory


Grounds = tuple[Ground, ...]


def quotation(key: str, holds: Inventory) -> Ground:
    """Make a ground of a proved excerpt, read by `inventory`."""
    return Ground(GroundKind.QUOTATION, key, holds)


def context(key: str, holds: Inventory) -> Ground:
    """Make a ground of the context declared for an excerpt."""
    return Ground(GroundKind.CONTEXT, f"the context of {key}", holds)


def metadata(source: Source, names: NameIndex) -> Ground:
    """Make a ground of what is declared of a source: publisher, title, authors and host as names, and its date."""
    dates = frozenset(days_of(source.published)) if source.published else frozenset()
    holds = Inventory(entities=metadata_ids(source, names), dates=dates)
    return Ground(GroundKind.METADATA, f"the metadata of {source.id}", holds)


class Finding(NamedTuple):
    """A particular, and the ground that bears it out (None where none does)."""

    kind: Kind
    text: str
    key: Key | frozenset[str]
    ground: Ground | None


class Unchecked(NamedTuple):
    """Words of a sentence that are not checked here, and why: `quoted`, `filled-in` or `ordinary`."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a sentence: first what was not checked, then every particular."""

    unchecked: tuple[Unchecked, ...]
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> tuple[Finding, ...]:
        """The particulars that nothing bears out."""
        return tuple(finding for finding in self.findings if finding.ground is None)


def check(prose: Prose, language: str, grounds: Grounds, names: NameIndex) -> Verdict:
    """Hold every particular of a sentence's own words to its grounds."""
    verdict = check_text(own_text(prose), language, grounds, names)
    if len(prose.parts) == 1:
        return verdict
    unchecked = [
        Unchecked("quoted", part.words) if isinstance(part, Quoted) else Unchecked("filled-in", part.value)
        for part in prose.parts
        if isinstance(part, Quoted | Placeholder)
    ]
    return Verdict((*unchecked, *verdict.unchecked), verdict.findings)


def check_text(text: str, language: str, grounds: Grounds, names: NameIndex) -> Verdict:
    """Hold every particular of a text to its grounds; `GAP` stands in it for what is not its own."""
    tokens = Tokens(text)
    proper, descriptions, _nested = mentions(tokens, names)
    items = items_in(tokens, lexicon(language), proper)
    publishing = not PUBLISHING.isdisjoint(tokens.low)
    judge = _Judge(grounds, names, descriptions, publishing=publishing)
    findings: list[tuple[int, Finding]] = [(item.first, judge.item(item)) for item in items]
    unchecked: list[Unchecked] = []
    for run in runs_in(tokens, language, names, proper, items):
        for chunk in judge.to_check(run):
            if chunk.opening and names.is_ordinary(chunk.text.lower(), language):
                unchecked.append(Unchecked("ordinary", chunk.text))
            else:
                findings.append((chunk.first, judge.chunk(chunk)))
    findings.sort(key=_place)
    return Verdict(tuple(unchecked), tuple(finding for _at, finding in findings))


def _place(placed: tuple[int, Finding]) -> int:
    return placed[0]


def check_date(date: Edtf, grounds: Grounds) -> Verdict:
    """Hold a typed date to its grounds, each end of an interval by itself; qualifiers and seasons are not checked."""
    judge = _Judge(grounds, None, [], publishing=False)
    findings = []
    for text, item in _items_of(date):
        findings.append(judge.item(item)._replace(text=text))
    return Verdict((), tuple(findings))


def bearers(date: Edtf, grounds: Grounds) -> tuple[tuple[str, Grounds], ...]:
    """Give each end of a typed date that is checked, as typed, with every ground that bears it out."""
    judge = _Judge(grounds, None, [], publishing=False)
    return tuple((text, tuple(judge.bearers(item))) for text, item in _items_of(date))


def _items_of(date: Edtf) -> Iterable[tuple[str, Item]]:
    for end in date.text.split("/"):
        text = end.rstrip("~?%")
        year, *rest = text.replace("-XX", "").split("-")
        if year.endswith("X"):
            if year.count("X") == 1:
                yield end, Item(Kind.DECADE, int(year.replace("X", "0")), end, 0, 0)
        elif rest and int(rest[0]) <= 12:
            day = int(rest[1]) if len(rest) > 1 else 0
            yield end, Item(Kind.DATE, Day(int(year), int(rest[0]), day), end, 0, 0)
        elif year.isdigit():
            yield end, Item(Kind.YEAR, int(year), end, 0, 0)


def days_of(date: Edtf) -> set[Day]:
    """Give the dates that a typed date states, exactly as precise as it is."""
    return {item.key for _text, item in _items_of(date) if isinstance(item.key, Day)}


def named(entity: str, grounds: Grounds, names: NameIndex) -> Ground | None:
    """Find the ground that names an entity: a speaker, say, to whom an excerpt is attributed."""
    return _Judge(grounds, names, [], publishing=False).named(entity)


class _Judge:
    """Decides for one sentence what bears its particulars out."""

    def __init__(
        self, grounds: Grounds, names: NameIndex | None, descriptions: list[Mention], *, publishing: bool
    ) -> None:
        self._grounds = grounds
        self._publishing = publishing
        self._names = names
        self._descriptions = descriptions

    def item(self, item: Item) -> Finding:
        ground = self._bearing(item, in_name=False)
        if ground is None and self._descriptions:
            around = self._around(item.first, item.last)
            if around is not None:
                ground = self._description(around) or self._bearing(item, in_name=True)
        return Finding(item.kind, item.text, item.key, ground)

    def _bearing(self, item: Item, *, in_name: bool) -> Ground | None:
        return next(self.bearers(item, in_name=in_name), None)

    def bearers(self, item: Item, *, in_name: bool = False) -> Iterator[Ground]:
        """Go through the grounds that bear a particular out."""
        kind = Kind.NAME if in_name else item.kind
        for ground in self._grounds:
            if ground.kind is GroundKind.METADATA and not self._publishing:
                continue
            if kind in BEARS[ground.kind] and _holds(ground.holds, item):
                yield ground

    # ------------------------------------------------------------ names

    def to_check(self, run: Run) -> tuple[Chunk, ...]:
        """Give what of a run has to be borne out: the whole where that stands in a ground, else its pieces."""
        chunks = run.chunks
        if len(chunks) > 1 and all(chunk.form is None for chunk in chunks) and self._verbatim(run.words):
            whole = Chunk(run.text, run.words, None, chunks[0].first, chunks[-1].last, opening=False)
            return (whole,)
        return chunks

    def chunk(self, chunk: Chunk) -> Finding:
        form = chunk.form
        if form is not None and form.one is not None:
            ground = self.named(form.one)
        else:
            ground = self._verbatim(chunk.words)
            if ground is None and chunk.opening:
                ground = self._verbatim(chunk.words.lower(), small=True)
        if ground is None and self._descriptions:
            around = self._around(chunk.first, chunk.last)
            ground = self._description(around) if around is not None else None
        return Finding(Kind.NAME, chunk.text, form.ids if form else chunk.words.strip(), ground)

    def named(self, entity: str) -> Ground | None:
        """Find a ground that names an entity, or for a group grounds that together name all its members."""
        for ground in self._grounds:
            if entity in ground.holds.entities:
                return ground
        members = self._names.members.get(entity) if self._names else None
        if members:
            found = [self.named(member) for member in members]
            if None not in found:
                return found[0]
        return None

    def _verbatim(self, words: str, *, small: bool = False) -> Ground | None:
        for ground in self._grounds:
            if ground.kind is GroundKind.METADATA:
                continue
            there = ground.holds.words.lower() if small else ground.holds.words
            at = there.find(words)
            while at >= 0:
                before = there[:at].rpartition(" ")[2]
                if before.lower() not in APART or before.islower():
                    return ground
                at = there.find(words, at + 1)
        return None

    def _around(self, first: int, last: int) -> Form | None:
        """Find the declared description that a particular stands in."""
        for mention in self._descriptions:
            if mention.first <= first and last <= mention.last:
                return mention.form
        return None

    def _description(self, form: Form) -> Ground | None:
        return self.named(form.one) if form.one is not None else None


def _holds(holds: Inventory, item: Item) -> bool:
    match item.kind:
        case Kind.DATE:
            return item.key in holds.dates
        case Kind.NUMBER | Kind.YEAR:
            if item.kind is Kind.YEAR and item.key in holds.years:
                return True
            said = Count(item.unit, item.hedge)
            return any(agree(said, given) for given in holds.counts.get(item.key, ()))
        case kind:
            return (kind, item.key) in holds.keys


__all__ = [
    "BEARS",
    "GAP",
    "YEARS",
    "Finding",
    "Ground",
    "GroundKind",
    "Grounds",
    "Unchecked",
    "Verdict",
    "bearers",
    "check",
    "check_date",
    "check_text",
    "context",
    "days_of",
    "metadata",
    "named",
    "quotation",
]
