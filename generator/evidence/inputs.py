"""What a page was made from: recorded while it is made, never declared by hand.

`Inputs.watched` gives the evidence with every mapping and every field that is read through it noted down, with what was
found there. Later, other evidence is asked the same: where all answers are equal, the page would come out as it was.
A record is one answer, whatever is read of it; only the records in `_SEEN_THROUGH` are looked into, field by field.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from generator.evidence.borne import Bearing
from generator.evidence.model import Evidence
from generator.evidence.related import Related
from generator.records import Dossier, Site

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

_SEEN_THROUGH = (Evidence, Dossier, Related, Bearing, Site)

Question = tuple[str, object]
"""The name of a value, and the key in it that was asked for, or `_WHOLE`, `_KEYS`, `(_HAS, key)`."""

Answers = dict[Question, object]
"""What was asked, with what was found."""

_WHOLE, _KEYS, _HAS, _MISSING = object(), object(), object(), object()


class Inputs:
    """The evidence of one build, and what else its pages are made from, by name."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}
        self._noted: Answers | None = None

    def watched(self, value: T, name: str) -> T:
        """Give a mapping, or a record that is seen through, so that whatever is read of it is noted."""
        self._values[name] = value
        if isinstance(value, Mapping):
            return cast(T, _Mapping(self, name, value))
        if isinstance(value, _SEEN_THROUGH):
            return self._seen_through(value, name)
        return value

    def _seen_through(self, record: T, name: str) -> T:
        """Make a record of the same kind, whose fields are noted when they are read."""
        kind = _noting(cast(Any, type(record)))
        seen = cast(T, object.__new__(kind))
        object.__setattr__(seen, "inputs_", self)
        object.__setattr__(seen, "name_", name)
        object.__setattr__(seen, "raw_", record)
        for field in fields(record):  # type: ignore[arg-type]
            inner = self.watched(getattr(record, field.name), f"{name}.{field.name}")
            object.__setattr__(seen, f"_{field.name}", inner)
        return seen

    @contextmanager
    def noting(self) -> Iterator[Answers]:
        """Note down all that is read until the end of the block."""
        before, self._noted = self._noted, {}
        try:
            yield self._noted
        finally:
            self._noted = before

    def note(self, name: str, key: object, found: object) -> None:
        """Note that something was read, where anybody wants to know."""
        if self._noted is not None:
            self._noted[name, key] = found

    def same(self, answers: Answers, known: dict[Question, bool]) -> bool:
        """Whether all that was asked elsewhere is answered in the same way here; `known` keeps what was compared.

        `known` serves answers that were noted in one build or taken over unchanged from it, no others.
        """
        for question, before in answers.items():
            equal = known.get(question)
            if equal is None:
                equal = known[question] = self._equal(question, before)
            if not equal:
                return False
        return True

    def _equal(self, question: Question, before: object) -> bool:
        name, key = question
        value: Any = self._values.get(name, _MISSING)
        if key is _WHOLE:
            now = value
        elif not isinstance(value, Mapping):
            return False
        elif key is _KEYS:
            now = tuple(value)
        elif isinstance(key, tuple) and len(key) == 2 and key[0] is _HAS:
            now = key[1] in value
        else:
            now = value.get(key, _MISSING)
        return now is before or bool(now == before)


class _Noting:
    """What a record that is seen through is beside its own kind."""

    inputs_: Inputs
    name_: str
    raw_: Any


class _Mapping(Mapping[K, V]):
    """A mapping that notes what is read of it."""

    __slots__ = ("_inputs", "_mapping", "_name")

    def __init__(self, inputs: Inputs, name: str, mapping: Mapping[K, V]) -> None:
        self._inputs, self._name, self._mapping = inputs, name, mapping

    def __getitem__(self, key: K) -> V:
        found = self._found(key)
        if found is _MISSING:
            raise KeyError(key)
        return cast(V, found)

    def get(self, key: K, default: D | None = None) -> V | D | None:  # type: ignore[override]
        found = self._found(key)
        return default if found is _MISSING else cast(V, found)

    def _found(self, key: K) -> object:
        found = self._mapping.get(key, cast(V, _MISSING))
        self._inputs.note(self._name, key, found)
        return found

    def __contains__(self, key: object) -> bool:
        found = key in self._mapping
        self._inputs.note(self._name, (_HAS, key), found)
        return found

    def __iter__(self) -> Iterator[K]:
        self._inputs.note(self._name, _KEYS, tuple(self._mapping))
        return iter(self._mapping)

    def __len__(self) -> int:
        self._inputs.note(self._name, _KEYS, tuple(self._mapping))
        return len(self._mapping)

    def values(self) -> ValuesView[V]:
        self._inputs.note(self._name, _WHOLE, self._mapping)
        return self._mapping.values()

    def items(self) -> ItemsView[K, V]:
        self._inputs.note(self._name, _WHOLE, self._mapping)
        return self._mapping.items()


def noted(evidence: Evidence, mapping: Mapping[K, V], name: str) -> Mapping[K, V]:
    """Let what was worked out from all the evidence be noted where it is read, if the evidence itself is."""
    return evidence.inputs_.watched(mapping, name) if isinstance(evidence, _Noting) else mapping


def whole(record: T) -> T:
    """Give a record as it is, to be handed on or changed, and note all of it."""
    if not isinstance(record, _Noting):
        return record
    raw: T = record.raw_
    record.inputs_.note(record.name_, _WHOLE, raw)
    return raw


@cache
def _noting(kind: type[object]) -> type[object]:
    """Make the kind of a record whose fields are properties that note what is read."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return type(f"Noting{kind.__name__}", (_Noting, kind), {name: _read(name) for name in names})


def _read(name: str) -> property:
    private = f"_{name}"

    def get(self: _Noting) -> object:
        inner: object = getattr(self, private)
        if not isinstance(inner, _Mapping | _Noting):
            self.inputs_.note(f"{self.name_}.{name}", _WHOLE, inner)
        return inner

    return property(get)
