from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.people.names import SOMEBODY
from filrouge.kernel.people.queries import names_of
from filrouge.kernel.registry import PersonalData
from filrouge.modules.aci.models import Declaration, DisputeStep, Engagement


def _engagements_of(person: UUID) -> Iterator[dict[str, Any]]:
    for row in Engagement.objects.filter(person=person):
        yield {"engagement de France Santé": row.code, "état": row.get_state_display(), "note": row.note}


def _forget_engagements_of(person: UUID) -> int:
    """The engagement is the team's; only who looks after it goes."""
    return Engagement.objects.filter(person=person).update(person=None)


registry.personal_data.add(
    "aci.engagements",
    PersonalData(
        "Engagements de France Santé dont la personne s’occupe",
        "intérêt légitime de l’équipe à savoir qui fait quoi",
        "tant que l’équipe suit France Santé",
        _engagements_of,
        _forget_engagements_of,
    ),
)


def _declarations_of(person: UUID) -> Iterator[dict[str, Any]]:
    names = names_of(person)
    for row in Declaration.objects.all():
        said = str(row.manifest)
        if row.frozen_by in names or any(name in said for name in names):
            yield {"citée dans la déclaration ACI": row.year, "version": row.version}
    for step in DisputeStep.objects.filter(by__in=names).select_related("declaration"):
        yield {"a noté une étape de contestation": step.declaration.year, "le": step.on}


def _forget_in_declarations(person: UUID) -> int:
    """What was frozen for the CPAM stays as it was sent, its associates too; whoever worked on it is forgotten."""
    names = names_of(person)
    found = DisputeStep.objects.filter(by__in=names).update(by=SOMEBODY)
    found += Declaration.objects.filter(frozen_by__in=names).update(frozen_by=SOMEBODY)
    for row in Declaration.objects.all():
        if any(one.get("by") in names for one in row.reviewed.values()):
            told = {code: {**one, "by": SOMEBODY} if one.get("by") in names else one
                    for code, one in row.reviewed.items()}  # fmt: skip
            found += Declaration.objects.filter(pk=row.pk).update(reviewed=told)
    return found


registry.personal_data.add(
    "aci.declarations",
    PersonalData(
        "Déclarations à la CPAM : associés déclarés, qui les a relues, figées et suivies",
        "obligation légale de justifier la rémunération d’équipe",
        "10 ans après la réponse de la CPAM",
        _declarations_of,
        _forget_in_declarations,
    ),
)
