"""What belongs to what in a dossier, gathered once, so that no page looks through everything for its own part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from generator.evidence.timeline import in_order_of_time, parts_of, places_in
from generator.records import Dossier, Entity, EntityKind, Event, Question, Text

R = TypeVar("R", Event, Question)


class Named(NamedTuple):
    """Of an entity, what others that speak of it ask for."""

    id: str
    name: Text
    profiled: bool


@dataclass(frozen=True, slots=True)
class Related:
    """The records of a dossier by what they belong to.

    `events` stand by date; `events_about` (by date too) and `questions_about` are by the entity they name themselves,
    `groups_of` gives the groups by member; `parts` the events by the part of the timeline they stand on, `part_of` that
    part by event. An entity that has none is in no mapping, but in `named`, which is by id.
    """

    events: tuple[Event, ...]
    events_about: Mapping[str, tuple[Event, ...]]
    questions_about: Mapping[str, tuple[Question, ...]]
    groups_of: Mapping[str, tuple[Entity, ...]]
    named: Mapping[str, Named]
    parts: Mapping[str, tuple[Event, ...]]
    part_of: Mapping[str, str]

    def questions_touching(self, entity: str) -> list[Question]:
        """Give the questions about an entity, or about a group it belongs to, in order of ids."""
        names = (entity, *(group.id for group in self.groups_of.get(entity, ())))
        found = {question.id: question for name in names for question in self.questions_about.get(name, ())}
        return [found[name] for name in sorted(found)]


def relate(dossier: Dossier) -> Related:
    """Gather the records of a dossier."""
    events = in_order_of_time(dossier.events)
    parts = parts_of(events)
    groups: dict[str, list[Entity]] = {}
    for group in dossier.entities.values():
        if group.kind is EntityKind.GROUP:
            for name in dict.fromkeys(member.id for member in group.members):
                groups.setdefault(name, []).append(group)
    return Related(
        events,
        _about(events),
        _about(dossier.questions.values()),
        {name: tuple(found) for name, found in groups.items()},
        {name: Named(name, entity.name, entity.profiled) for name, entity in dossier.entities.items()},
        parts,
        places_in(parts),
    )


def _about(records: Iterable[R]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for record in records:
        for name in dict.fromkeys(reference.id for reference in record.about):
            found.setdefault(name, []).append(record)
    return {name: tuple(some) for name, some in found.items()}
