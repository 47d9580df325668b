"""What to tell the editor: a message for every particular that nothing bears out, waivers held to need, a tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.evidence.particulars.check import Finding, Ground, GroundKind, Grounds, Verdict, check_text
from generator.evidence.particulars.derivation import Fault
from generator.evidence.particulars.model import Day, Item, Kind
from generator.evidence.particulars.names import NameIndex
from generator.evidence.particulars.tokens import Tokens
from generator.records import Waiver

WAIVED_PERCENT = 3
"""At most this share of the statements of a dossier may carry a waiver."""

_ALIKE = 0.6
_SHOWN = 3


# ---------------------------------------------------------------- messages


def explain(finding: Finding, grounds: Grounds, names: NameIndex) -> tuple[str, str]:
    """Say that a particular is borne out by nothing, with what comes nearest, and in a hint what to do."""
    message = f"“{finding.text}” is borne out by none of the quotations cited"
    near = nearest(finding, grounds)
    if near:
        message += f" (nearest: {'; '.join(f'“{text}” in {label}' for text, label in near)})"
    return message, _hint(finding, grounds, names)


def _hint(finding: Finding, grounds: Grounds, names: NameIndex) -> str:
    key = finding.key
    if finding.kind is Kind.NAME and isinstance(key, frozenset):
        publisher = next((name for name in key if name.startswith("publisher:")), None)
        if publisher:
            named = publisher.removeprefix("publisher:")
            return f"{named} is the publisher of a source that this sentence does not cite."
        if len(key) > 1:
            some = " or ".join(sorted(key)[:_SHOWN])
            return f"It may name {some}: write the name out as the quotation does."
        return (
            f"No way to name {next(iter(key))} stands in a quotation or its context: extend the excerpt, declare"
            " its context, or declare the wording there as a variant of the name."
        )
    if finding.kind is Kind.NAME:
        meant = names.family(finding.text)
        if meant:
            return f"Is it {' or '.join(meant[:_SHOWN])}? A spelling that the sources use is declared under variants:."
        return "Quote the words in which it stands, or declare it as a variant of what it names."
    if isinstance(key, Day) and key.year and key.month:
        bare = key._replace(year=0)
        if any(bare in ground.holds.dates for ground in grounds):
            return "The year stands in no quotation: show under derived: how it follows, or leave it out."
    if finding.kind in (Kind.NUMBER, Kind.YEAR) and any(key in ground.holds.counts for ground in grounds):
        return "The number is there, but not with this unit, or not with these words before it (more than, about …)."
    return "Cite an excerpt in which it stands, show under derived: how it follows, or take it out."


def nearest(finding: Finding, grounds: Grounds) -> list[tuple[str, str]]:
    """Give the particulars of the grounds that come nearest, best first, each with where it stands."""
    if finding.kind is Kind.NAME:
        return _nearest_names(finding.text, grounds)
    found = [
        (_distance(finding, item), n, item.text, ground.label)
        for n, ground in enumerate(grounds)
        if ground.kind is GroundKind.QUOTATION
        for item in ground.holds.items
        if _like(finding.kind, item.kind)
    ]
    texts: dict[str, str] = {}
    for _far, _n, text, label in sorted(found):
        texts.setdefault(text, label)
    return list(texts.items())[:_SHOWN]


def _like(kind: Kind, other: Kind) -> bool:
    numbers = (Kind.NUMBER, Kind.YEAR, Kind.ORDINAL, Kind.QUANTITY)
    dates = (Kind.DATE, Kind.YEAR, Kind.DECADE)
    return kind is other or (kind in numbers and other in numbers) or (kind in dates and other in dates)


def _distance(finding: Finding, item: Item) -> float:
    """Say how far two values are apart; other kinds of value come last."""
    if isinstance(finding.key, Day) and isinstance(item.key, Day):
        return sum(said not in (0, there) for said, there in zip(finding.key, item.key, strict=True))
    if finding.kind is item.kind and isinstance(finding.key, int) and isinstance(item.key, int):
        return abs(finding.key - item.key) / (1 + abs(finding.key))
    return 1000.0


def _nearest_names(text: str, grounds: Grounds) -> list[tuple[str, str]]:
    found = []
    for n, ground in enumerate(grounds):
        for run in _capitals(ground):
            ratio = SequenceMatcher(None, text, run, autojunk=False).ratio()
            shared = bool(set(Tokens(text).words) & set(run.split()))
            if shared or ratio >= _ALIKE:
                found.append((-ratio, n, run, ground.label))
    names: dict[str, str] = {}
    for _ratio, _n, run, label in sorted(found):
        names.setdefault(run, label)
    return list(names.items())[:_SHOWN]


def _capitals(ground: Ground) -> Iterator[str]:
    """Give the runs of words with capitals in a ground."""
    run: list[str] = []
    for word in (*ground.holds.words.split(), ""):
        if word and word != word.lower():
            run.append(word)
        elif run:
            yield " ".join(run)
            run = []


# ---------------------------------------------------------------- waivers


def waive(
    verdicts: Mapping[str, Verdict], waivers: Sequence[Waiver], names: NameIndex
) -> tuple[dict[str, Verdict], dict[Waiver, tuple[Finding, ...]], tuple[Fault, ...]]:
    """Take out of the verdicts on one statement, by language, what its waivers let stand.

    Gives the verdicts left, what each waiver let stand, and a fault for each waiver that is not needed.
    """
    left = dict(verdicts)
    used: dict[Waiver, tuple[Finding, ...]] = {}
    faults: list[Fault] = []
    for waiver in waivers:
        let: list[Finding] = []
        meant = {key for language in verdicts for key in _meant(waiver.words, language, names)}
        for language, verdict in left.items():
            waived = [
                finding
                for finding in verdict.missing
                if finding.text == waiver.words or (finding.kind, finding.key) in meant
            ]
            if waived:
                kept = tuple(finding for finding in verdict.findings if finding not in waived)
                left[language] = Verdict(verdict.unchecked, kept)
                let += waived
        if let:
            used[waiver] = tuple(let)
        else:
            hint = "Take the waiver out. It holds the words of a particular as the statement has them."
            message = f"nothing in this statement needs the waiver of “{waiver.words}”"
            faults.append(Fault(waiver.origin, message, hint))
    return left, used, tuple(faults)


def _meant(words: str, language: str, names: NameIndex) -> set[tuple[Kind, object]]:
    """Give what the words of a waiver come to, so that one waiver serves all languages of a statement."""
    verdict = check_text(words, language, (), names)
    return {(finding.kind, finding.key) for finding in verdict.findings}


def too_many(waived: int, statements: int) -> str:
    """Say that too many statements carry a waiver; empty where they do not."""
    if waived * 100 <= WAIVED_PERCENT * statements:
        return ""
    return (
        f"{waived} of {statements} statements carry a waiver; at most {WAIVED_PERCENT} % may"
        f" ({statements * WAIVED_PERCENT // 100})"
    )


# ---------------------------------------------------------------- the tally


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was checked over many sentences: what was not checked comes first.

    `unchecked` is by reason, `kinds` by kind of particular, `borne` by kind of ground; `missing` is what nothing
    bears out.
    """

    sentences: int
    unchecked: Mapping[str, int]
    kinds: Mapping[str, int]
    borne: Mapping[str, int]
    waived: int
    missing: int


def tally(verdicts: Iterable[Verdict], waived: int = 0) -> Tally:
    """Count over the verdicts of many sentences."""
    sentences = missing = 0
    unchecked: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    borne: Counter[str] = Counter()
    for verdict in verdicts:
        sentences += 1
        unchecked.update(one.reason for one in verdict.unchecked)
        for finding in verdict.findings:
            kinds[finding.kind.value] += 1
            if finding.ground is None:
                missing += 1
            else:
                borne[finding.ground.kind.value] += 1
    return Tally(
        sentences,
        dict(sorted(unchecked.items())),
        dict(sorted(kinds.items())),
        dict(sorted(borne.items())),
        waived,
        missing,
    )
