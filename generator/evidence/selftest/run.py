"""The selftest of a dossier: every kind of alteration made a few times, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from random import Random

from generator.evidence.checks import Ids
from generator.evidence.selftest import honest, particulars, quotations, statements, words
from generator.evidence.selftest.bench import Bench
from generator.evidence.selftest.model import Example, Kind, Report, Row
from generator.evidence.selftest.quotations import edited, elided
from generator.records import Dossier

SEED = 1
EACH = 10

HARMFUL: tuple[Kind, ...] = (
    Kind("letter", edited(words.letter)),
    Kind("accent", edited(words.accent)),
    Kind("capital", edited(words.capital)),
    Kind("punctuation", edited(words.punctuation)),
    Kind("dash", edited(words.dash)),
    Kind("number", edited(words.number)),
    Kind("swap", edited(words.swap)),
    Kind("drop", edited(words.drop)),
    Kind("double", edited(words.double)),
    Kind("not", edited(words.negate)),
    Kind("other-word", edited(words.other_word)),
    Kind("cut", edited(words.cut)),
    Kind("bracket", edited(words.bracket)),
    Kind("homoglyph", edited(words.homoglyph)),
    Kind("hidden", edited(words.hidden)),
    Kind("reversed-elision", elided(quotations.reversed_parts)),
    Kind("far-elision", elided(quotations.far_parts)),
    Kind("elision-across", elided(quotations.parts_across)),
    Kind("short-part", elided(quotations.short_part)),
    Kind("wrong-frame", quotations.wrong_frame),
    Kind("beyond", quotations.beyond),
    Kind("wrong-source", quotations.wrong_source),
    Kind("altered-words", statements.altered_words),
    Kind("false-number", particulars.falsified(particulars.number)),
    Kind("false-date", particulars.falsified(particulars.date)),
    Kind("false-name", particulars.falsified(particulars.name)),
    Kind("unknown-key", statements.unknown_key),
    Kind("uncited", statements.uncited),
    Kind("deleted-source", statements.deleted_source),
    Kind("changed-seed", statements.changed_seed),
    Kind("removed-question", statements.removed_question),
    Kind("undone-lineage", statements.undone_lineage),
)
"""What must be caught. A new kind is one line here, and its words in `templates/words/`."""

HONEST: tuple[Kind, ...] = (
    Kind("unchanged", honest.typed(honest.unchanged)),
    Kind("spaces", honest.typed(honest.spaces)),
    Kind("line-breaks", honest.typed(honest.line_breaks)),
    Kind("no-break", honest.typed(honest.no_break)),
    Kind("marks", honest.typed(honest.marks)),
    Kind("composition", honest.composition),
    Kind("elision", honest.elision),
    Kind("framed", honest.framed),
    Kind("everywhere", honest.everywhere),
)
"""What must be accepted."""

_TRIES = 20
"""For every alteration wanted, so many are tried at most: what a dossier does not offer is not looked for forever."""


def run(
    dossier: Dossier,
    ids: Ids,
    seed: int = SEED,
    each: int = EACH,
    harmful: Sequence[Kind] = HARMFUL,
    honest: Sequence[Kind] = HONEST,
) -> Report:
    """Alter a dossier that has no problems, `each` times in every way, and report what was caught and accepted."""
    bench = Bench(dossier, ids)
    rows = [_row(kind, True, bench, seed, each) for kind in harmful]
    rows += [_row(kind, False, bench, seed, each) for kind in honest]
    return Report(seed, each, tuple(rows))


def _row(kind: Kind, harmful: bool, bench: Bench, seed: int, each: int) -> Row:
    """Make alterations of one kind; its random numbers depend on the seed and on no other kind."""
    random = Random(f"{seed}:{kind.id}")
    seen: set[tuple[str, str, str]] = set()
    first: Example | None = None
    missed = []
    for alteration in islice(kind.make(bench, random), _TRIES * each):
        if alteration is None:
            continue
        known = len(seen)
        seen.add((alteration.subject, alteration.before, alteration.after))
        if len(seen) == known:
            continue
        verdict = alteration.judge()
        example = Example(alteration.subject, alteration.before, alteration.after, verdict.message)
        first = first or example
        if verdict.refused != harmful:
            missed.append(example)
        if len(seen) == each:
            break
    return Row(kind.id, harmful, len(seen), len(seen) - len(missed), first, tuple(missed))
