from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import DemoStep, PersonalData, SectionPage
from filrouge.modules.coordinator.enums import activity_label
from filrouge.reports.coverage import demo, policy, queries
from filrouge.reports.coverage.enums import Part
from filrouge.reports.coverage.models import ActivityPart

registry.section_pages.add("coverage", SectionPage("team", "Qui fait quoi", "coverage:list", policy.VIEW, 60))
registry.timeline_labels.add("coverage.given", "a noté que {person} {part} : {activity}")
registry.timeline_labels.add("coverage.taken_back", "a retiré le rôle de {person} ({part}) : {activity}")
registry.demo_data.add("coverage", DemoStep(order=80, load=demo.load))


def _parts_of(person: UUID) -> Iterator[dict[str, Any]]:
    for one in ActivityPart.objects.filter(person=person):
        yield {"activité": activity_label(one.activity), "rôle": Part(one.part).label}


def _forget_parts_of(person: UUID) -> int:
    return ActivityPart.objects.filter(person=person).delete()[0]


registry.personal_data.add(
    "coverage",
    PersonalData(
        "Rôles dans les activités de la coordination",
        "intérêt légitime de l’équipe à savoir qui fait quoi",
        "tant que la personne est dans l’équipe",
        _parts_of,
        _forget_parts_of,
    ),
)


@registry.portability.register("coverage")
def shared() -> Iterator[dict[str, Any]]:
    for one in queries.parts():
        yield {
            "activité": one.activity,
            "intitulé": activity_label(one.activity),
            "personne": one.person.full_name,
            "rôle": Part(one.part).label,
        }
