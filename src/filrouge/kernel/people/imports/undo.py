"""« Annuler cet import »: possible as long as nobody touched what it brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people import policy
from filrouge.kernel.people.enums import ImportState
from filrouge.kernel.people.models import ImportBatch, Person
from filrouge.kernel.people.services.merging import CHOICES, references
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline

SNAPSHOT = (*CHOICES, "left_on")


def created_entry(person: Person, *, ties: int) -> dict[str, Any]:
    """``ties``: how many rows the import itself wrote about the person."""
    return {"kind": "created", "person": str(person.pk), "after": _values(person, SNAPSHOT), "ties": ties}


def changed_entry(person: Person, taken: Mapping[str, Any]) -> dict[str, Any]:
    after = {name: _plain(value) for name, value in taken.items()}
    return {"kind": "changed", "person": str(person.pk), "before": _values(person, tuple(taken)), "after": after}


def touched_since(batch: ImportBatch) -> list[str]:
    """Names of people whose record moved, or who are used elsewhere, since the import."""
    people = _people(batch)
    names: list[str] = []
    for change in batch.changes:
        person = people.get(UUID(change["person"]))
        if person is None:
            continue  # already deleted: nothing to undo
        if _values(person, tuple(change["after"])) != change["after"] or (
            change["kind"] == "created" and _ties(person) != change["ties"]
        ):
            names.append(person.full_name)
    return names


@transaction.atomic
def undo(batch: ImportBatch, *, by: Membership) -> ImportBatch:
    """Remove whom the import added, give back what it replaced. All or nothing."""
    require(by, policy.IMPORT)
    locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if locked.state != ImportState.APPLIED:
        raise ValidationError("Cet import n’est plus annulable.", code="not_applied")
    if names := touched_since(locked):
        raise ValidationError(
            "Cet import ne peut plus être annulé d’un coup : des fiches ont servi depuis (%(names)s). Modifiez ou "
            "supprimez les autres une à une.",
            code="touched",
            params={"names": ", ".join(names[:5]) + ("…" if len(names) > 5 else "")},
        )
    people = _people(locked)
    for change in locked.changes:
        person = people.get(UUID(change["person"]))
        if person is None:
            continue
        if change["kind"] == "created":
            search.forget(person)
            person.delete()
        else:
            _give_back(person, change["before"])
    locked.state, locked.undone_at = ImportState.UNDONE, timezone.now()
    locked.changes = []
    locked.save(update_fields=["state", "undone_at", "changes"])
    timeline.record(locked, "people.import_undone", by=by, source=locked.source_name)
    return locked


def _give_back(person: Person, before: Mapping[str, Any]) -> None:
    for name, value in before.items():
        if name == "site":
            person.site = Site.objects.filter(pk=value).first() if value else None
        elif name == "arrived_on" and value:
            person.arrived_on = date.fromisoformat(value)
        else:
            setattr(person, name, value)
    person.save(update_fields=list(before))


def _people(batch: ImportBatch) -> dict[UUID, Person]:
    ids = [change["person"] for change in batch.changes]
    return {person.pk: person for person in Person.objects.filter(pk__in=ids)}


def _ties(person: Person) -> int:
    return sum(model.objects.filter(**{field: person}).count() for model, field in references())


def _values(person: Person, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(person, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value.pk) if isinstance(value, Site) else value


def people_of(batch: ImportBatch) -> list[Person]:
    """Those whom the import added or completed and who are still there."""
    ids = [change["person"] for change in batch.changes]
    return list(Person.objects.filter(pk__in=ids).select_related("organisation"))
