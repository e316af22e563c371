from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.coordinator.models import IgnoredWork, TimeEntry


def _time_of(person: UUID) -> Iterator[dict[str, Any]]:
    for entry in TimeEntry.objects.filter(person=person):
        yield {"jour": entry.day.isoformat(), "activité": entry.label, "minutes": entry.minutes, "mot": entry.word}


def _forget_time_of(person: UUID) -> int:
    """Hours stay, they justify the funding of the post; the words go."""
    IgnoredWork.objects.filter(person=person).delete()
    return TimeEntry.objects.filter(person=person).exclude(word="").update(word="")


registry.personal_data.add(
    "coordinator.time",
    PersonalData(
        "Temps de coordination",
        "intérêt légitime de l’équipe à suivre le poste qu’elle finance",
        "5 ans",
        _time_of,
        _forget_time_of,
    ),
)
