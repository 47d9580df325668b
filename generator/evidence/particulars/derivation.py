"""Derived facts: a formula whose inputs are borne out by what a sentence cites, and which so bears out its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.evidence.particulars.check import BEARS, Ground, GroundKind, Grounds
from generator.evidence.particulars.formula import Formula, evaluate
from generator.evidence.particulars.model import Count, Day, Inventory, Key, Kind
from generator.evidence.particulars.reading import coarser
from generator.evidence.particulars.values import FormulaError, Name, Value, Weekday, write
from generator.problems import Origin
from generator.records import Derivation


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a formula starts from, and the ground it stands in."""

    value: Value
    ground: Ground


@dataclass(frozen=True, slots=True)
class Derived:
    """A derivation that holds: its formula, where each input stands, and the ground it makes."""

    derivation: Derivation
    formula: Formula
    inputs: tuple[Input, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a derivation, a sentence or a waiver, ready to become a `Problem` at its origin."""

    origin: Origin
    message: str
    hint: str = ""


def derive(
    derivations: Iterable[Derivation],
    grounds: Grounds,
    further: Callable[[Derivation], Grounds] = lambda _derivation: (),
) -> tuple[tuple[Derived, ...], tuple[Fault, ...]]:
    """Recompute every derivation of a sentence, in order: each may start from the results of those before it.

    `further` gives the grounds of the excerpts that a derivation cites by itself.
    """
    done: list[Derived] = []
    faults: list[Fault] = []
    for derivation in derivations:
        try:
            formula = evaluate(derivation.formula)
        except FormulaError as error:
            hint = "A formula is function(value, value) = result; docs/particulars.md lists the functions."
            faults.append(Fault(derivation.origin, f"{derivation.formula!r}: {error}", hint))
            continue
        usable = (*grounds, *further(derivation), *(one.ground for one in done))
        inputs = []
        for value in formula.inputs:
            ground = _stands_in(value, usable)
            if ground is None:
                hint = "Cite the excerpt it stands in, under cite: of the derivation or of the sentence."
                message = f"the input {write(value)} of {formula.text} stands in nothing cited"
                faults.append(Fault(derivation.origin, message, hint))
            else:
                inputs.append(Input(value, ground))
        if len(inputs) == len(formula.inputs):
            done.append(Derived(derivation, formula, tuple(inputs), _ground(formula)))
    return tuple(done), tuple(faults)


def _stands_in(value: Value, grounds: Sequence[Ground]) -> Ground | None:
    """Find the ground an input stands in: a number without a hedge, a date at its own precision."""
    for ground in grounds:
        holds = ground.holds
        match value:
            case Weekday(number):
                kind, found = Kind.WEEKDAY, (Kind.WEEKDAY, number) in holds.keys
            case Name(entity):
                kind, found = Kind.NAME, entity in holds.entities
            case Day(_, month, _):
                kind = Kind.DATE if month else Kind.YEAR
                found = value in holds.dates if month else value.year in holds.years
            case _:
                kind, found = Kind.NUMBER, any(not c.hedge for c in holds.counts.get(value, ()))
        if found and kind in BEARS[ground.kind]:
            return ground
    return None


def _ground(formula: Formula) -> Ground:
    """Make a ground of a formula: it holds its result, and its inputs as they stand in it."""
    counts: dict[Key, set[Count]] = {}
    dates: set[Day] = set()
    years: set[Key] = set()
    keys: set[tuple[Kind, Key]] = set()
    entities: set[str] = set()
    for value in (*formula.inputs, formula.result):
        match value:
            case Weekday(number):
                keys.add((Kind.WEEKDAY, number))
            case Name(entity):
                entities.add(entity)
            case Day(year, month, _):
                if value is formula.result:
                    dates |= coarser(value)
                elif month:
                    dates.add(value)
                if not month or value is formula.result:
                    years.add(year)
            case _:
                unit = formula.unit if value is formula.result else ""
                counts.setdefault(value, set()).add(Count(unit, ""))
    holds = Inventory(
        counts={value: tuple(sorted(some)) for value, some in counts.items()},
        dates=frozenset(dates),
        years=frozenset(years - {0}),
        keys=frozenset(keys),
        entities=frozenset(entities),
    )
    return Ground(GroundKind.DERIVATION, formula.text, holds)
