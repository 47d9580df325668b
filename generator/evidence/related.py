"""What belongs to what in a dossier, gathered once, so that no page looks through everything for its own part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.records import Dossier, Edtf, Entity, EntityKind, Event, Question

R = TypeVar("R", Event, Question)


@dataclass(frozen=True, slots=True)
class Related:
    """The records of a dossier by what they belong to.

    `events` stand by date; `events_about` (by date too) and `questions_about` are by the entity they name themselves,
    `groups_of` gives the groups by member. An entity that has none is in no mapping.
    """

    events: tuple[Event, ...]
    events_about: Mapping[str, tuple[Event, ...]]
    questions_about: Mapping[str, tuple[Question, ...]]
    groups_of: Mapping[str, tuple[Entity, ...]]

    def questions_touching(self, entity: str) -> list[Question]:
        """Give the questions about an entity, or about a group it belongs to, in order of ids."""
        names = (entity, *(group.id for group in self.groups_of.get(entity, ())))
        found = {question.id: question for name in names for question in self.questions_about.get(name, ())}
        return [found[name] for name in sorted(found)]


def relate(dossier: Dossier) -> Related:
    """Gather the records of a dossier."""
    events = tuple(sorted(dossier.events, key=lambda event: (in_time(event.date), event.id)))
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
    )


def _about(records: Iterable[R]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for record in records:
        for name in dict.fromkeys(reference.id for reference in record.about):
            found.setdefault(name, []).append(record)
    return {name: tuple(some) for name, some in found.items()}


def in_time(date: Edtf) -> tuple[str, str]:
    """Order dates by their first day, or their last where the first is open, then by their last."""
    return date.earliest or date.latest or "", date.latest or "9999"
