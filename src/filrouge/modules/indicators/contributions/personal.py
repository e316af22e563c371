from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import PersonalData
from filrouge.modules.indicators.models import CountSheet, Cycle, Indicator, Reading


def _given_by(person: UUID) -> Any:
    """Values carry the name of who gave them, as they were called."""
    known = Person.objects.filter(pk=person).first()
    return Reading.objects.filter(given_by=known.full_name) if known else Reading.objects.none()


def _export(person: UUID) -> Iterator[dict[str, Any]]:
    for row in Indicator.objects.filter(owner=person):
        yield {"donne la valeur de": row.title}
    for cycle in Cycle.objects.filter(referent=person):
        yield {"référent de la démarche qualité": str(cycle)}
    for sheet in CountSheet.objects.filter(person=person).select_related("indicator"):
        yield {"feuille de comptage": str(sheet)}
    for reading in _given_by(person).select_related("indicator"):
        yield {"a donné la valeur de": reading.indicator.title, "période": reading.period.label}


def _erase(person: UUID) -> int:
    """The figures are the team's: they stay, without this person."""
    said = _given_by(person).update(given_by="Quelqu’un de l’équipe")
    referent = Cycle.objects.filter(referent=person).update(referent=None)
    referent += CountSheet.objects.filter(person=person).update(person=None)
    return int(said) + referent + Indicator.objects.filter(owner=person).update(owner=None)


registry.personal_data.add(
    "indicators",
    PersonalData(
        "Indicateurs suivis",
        "intérêt légitime de l’équipe à suivre son projet de santé",
        "5 ans après la dernière valeur",
        _export,
        _erase,
    ),
)
