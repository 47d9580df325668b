"""Typed values: what an excerpt states on a topic, as a number, a date, a name or a text.

Two values on one topic that cannot both be true are a difference between the sources, and a difference belongs on a
question. The program finds those that no question asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from generator.evidence.model import Proof
from generator.problems import Code, Problem
from generator.records import Dossier, Value

TOLERANCE = 0.05
"""How far apart two figures may be, one of them given as approximate, and still be the same (share of the larger)."""


def compatible(one: Value, other: Value) -> bool:
    """Whether two values on one topic can both be true.

    Numbers are equal, or near where one is approximate; dates overlap; names are one entity's. Texts are not
    compared: only a reader can tell.
    """
    if one.number is not None and other.number is not None:
        if one.number == other.number:
            return True
        apart = abs(one.number - other.number)
        return (one.approximate or other.approximate) and apart <= TOLERANCE * max(one.number, other.number)
    if one.date is not None and other.date is not None:
        before = one.date.latest and other.date.earliest and one.date.latest < other.date.earliest
        after = other.date.latest and one.date.earliest and other.date.latest < one.date.earliest
        return not (before or after)
    if one.name is not None and other.name is not None:
        return one.name.id == other.name.id
    return True


def check_values(dossier: Dossier, proofs: Mapping[str, Proof]) -> Iterator[Problem]:
    """Note values that contradict each other on a topic where no question sets them side by side."""
    topics: dict[str, list[tuple[str, Value]]] = defaultdict(list)
    for key, proof in proofs.items():
        for value in proof.excerpt.values:
            topics[value.topic].append((key, value))
    camps = _camps(dossier)
    for topic, given in sorted(topics.items()):
        for (key, value), (other_key, other) in combinations(given, 2):
            if compatible(value, other) or any(
                camp.get(key, -1) != camp.get(other_key, -1) and key in camp and other_key in camp
                for camp in camps
            ):
                continue
            message = (
                f"on {topic!r} this says {value.said}, and {other_key} says {other.said}; no question asks it"
            )
            hint = "Set the two side by side as positions of a question under content/questions/."
            yield Problem(value.origin, Code.UNASKED, message, hint)


def _camps(dossier: Dossier) -> list[dict[str, int]]:
    """Tell for each question which position each excerpt is cited by."""
    return [
        {
            citation.key: number
            for number, position in enumerate(question.positions)
            for citation in position.citations
        }
        for question in dossier.questions.values()
    ]
