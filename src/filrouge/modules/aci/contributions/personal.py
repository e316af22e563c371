from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.aci.models import Engagement


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
