from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.sharing.models import Scenario, euros_of


def _flats_of(person: UUID) -> Iterator[dict[str, Any]]:
    """What a scenario keeps of somebody: their flat amounts. Everything else is computed each time."""
    for row in Scenario.objects.all():
        for label, key, cents in row.rules.get("flats", ()):
            if key == str(person):
                yield {"année": row.year, "scénario": row.title, "forfait": label, "montant": str(euros_of(cents))}


def _forget(person: UUID) -> int:
    count = 0
    for row in Scenario.objects.select_for_update(of=("self",)):
        kept = [flat for flat in row.rules.get("flats", ()) if flat[1] != str(person)]
        count += len(row.rules.get("flats", ())) - len(kept)
        row.rules["flats"] = kept
        row.save(update_fields=["rules"])
    return count


registry.personal_data.add(
    "sharing",
    PersonalData(
        "Forfaits simulés dans les scénarios de répartition",
        "intérêt légitime de la société : préparer un vote",
        "jusqu’à ce que le scénario soit supprimé ; ce n’est jamais un paiement",
        _flats_of,
        _forget,
    ),
)
