from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.people.names import SOMEBODY
from filrouge.kernel.people.queries import names_of
from filrouge.kernel.registry import PersonalData
from filrouge.modules.indicators.models import CountSheet, Cycle, Indicator, Reading


def _given_by(person: UUID) -> Any:
    """Values carry the name of who gave them, as they were called."""
    return Reading.objects.filter(given_by__in=names_of(person))


def _entered_by(person: UUID) -> Any:
    return CountSheet.objects.filter(entered_by__in=names_of(person))


def _forget_lines_of(person: UUID) -> int:
    """Sheets with a line for each professional bear their names."""
    names, found = set(names_of(person)), 0
    for sheet in CountSheet.objects.all():
        if names & set(sheet.labels):
            sheet.labels = [SOMEBODY if label in names else label for label in sheet.labels]
            sheet.save(update_fields=["labels"])
            found += 1
    return found


def _export(person: UUID) -> Iterator[dict[str, Any]]:
    for row in Indicator.objects.filter(owner=person):
        yield {"donne la valeur de": row.title}
    for cycle in Cycle.objects.filter(referent=person):
        yield {"référent de la démarche qualité": str(cycle)}
    for sheet in CountSheet.objects.filter(person=person).select_related("indicator"):
        yield {"feuille de comptage": str(sheet)}
    for reading in _given_by(person).select_related("indicator"):
        yield {"a donné la valeur de": reading.indicator.title, "période": reading.period.label}
    for sheet in _entered_by(person).select_related("indicator"):
        yield {"a saisi la feuille de comptage": str(sheet)}


def _erase(person: UUID) -> int:
    """The figures are the team's: they stay, without this person."""
    said = _given_by(person).update(given_by=SOMEBODY) + _entered_by(person).update(entered_by=SOMEBODY)
    said += _forget_lines_of(person)
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
