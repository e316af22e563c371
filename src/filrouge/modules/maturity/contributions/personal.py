from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.maturity.models import Invitation

ERASED = "Personne effacée"


def _invitations_of(person: UUID) -> Iterator[dict[str, Any]]:
    """What they answered is nobody’s."""
    for one in Invitation.objects.filter(person=person).select_related("assessment").order_by("pk"):
        yield {"tour": one.assessment.title, "a répondu": "oui" if one.has_answered else "non"}


def _forget_name_of(person: UUID) -> int:
    return Invitation.objects.filter(person=person).exclude(name=ERASED).update(name=ERASED)


registry.personal_data.add(
    "maturity",
    PersonalData(
        "Participation aux tours de maturité",
        "intérêt légitime de l’équipe : prouver qui a pris part à la démarche",
        "aussi longtemps que la synthèse ; rien n’est gardé de ce que chacun a répondu",
        _invitations_of,
        _forget_name_of,
    ),
)
