"""What this room knows of one person: handed over on request, erased but for what the law keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.models import Engagement, Group, GroupMember, ImportBatch, Person, Responsibility
from filrouge.kernel.search import services as search
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM


def export(person_id: UUID) -> Iterator[dict[str, Any]]:
    person = Person.objects.select_related("site").filter(pk=person_id).first()
    if person is None:
        return
    yield {"quoi": "fiche", **person_row(person)}
    for tie in Engagement.objects.filter(person=person):
        yield {"quoi": "lien avec l’équipe", **tie_row(tie)}
    for role in Responsibility.objects.filter(person=person):
        yield {"quoi": "responsabilité", **role_row(role)}
    for link in GroupMember.objects.filter(person=person).select_related("group"):
        yield {"quoi": "groupe", "groupe": link.group.name, **link_row(link)}


@transaction.atomic
def erase(person_id: UUID) -> int:
    """Contact, notes, presence and account go. The name goes too, unless it stands in the register of associates of
    the company, which the law keeps. Dates and professions stay: they name nobody."""
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        return 0
    if not Engagement.objects.filter(person=person, status=Status.ASSOCIATE).exists():
        person.last_name, person.first_name, person.title = "Personne effacée", "", ""
        person.rpps = person.am_number = ""
    person.email = person.phone = person.specialty = person.note = ""
    person.days_on_site, person.user, person.site = [], None, None
    person.save()
    forgotten = _forget_in_imports(person_id)
    # written before the index is cleared: recording refreshes it
    timeline.record(person, "people.erased", by=SYSTEM)
    search.forget(person)
    return 1 + forgotten


def _forget_in_imports(person_id: UUID) -> int:
    """Batches remember values to be able to undo; drafts hold whole lists."""
    count = 0
    for batch in ImportBatch.objects.exclude(changes=[]):
        kept = [change for change in batch.changes if change["person"] != str(person_id)]
        if len(kept) < len(batch.changes):
            batch.changes = kept
            batch.save(update_fields=["changes"])
            count += 1
    return count


def person_row(person: Person) -> dict[str, Any]:
    return {
        "identifiant": str(person.pk),
        "civilité": person.title,
        "nom": person.last_name,
        "prénom": person.first_name,
        "profession": person.get_profession_display(),
        "spécialité": person.specialty,
        "courriel": person.email,
        "téléphone": person.phone,
        "rpps": person.rpps,
        "numéro AM": person.am_number,
        "jours": ", ".join(person.day_labels),
        "site": person.site.name if person.site else "",
        "arrivée": _day(person.arrived_on),
        "départ": _day(person.left_on),
        "note interne": person.note,
    }


def tie_row(tie: Engagement) -> dict[str, Any]:
    return {"lien": tie.get_status_display(), "depuis": _day(tie.starts_on), "jusqu’au": _day(tie.ends_on)}


def role_row(role: Responsibility) -> dict[str, Any]:
    return {"responsabilité": role.label, "depuis": _day(role.starts_on), "jusqu’au": _day(role.ends_on)}


def link_row(link: GroupMember) -> dict[str, Any]:
    return {"anime": link.is_lead, "depuis": _day(link.joined_on), "jusqu’au": _day(link.left_on)}


def group_row(group: Group) -> dict[str, Any]:
    return {
        "identifiant": str(group.pk),
        "nom": group.name,
        "type": group.get_kind_display(),
        "mandat": group.mandate,
        "heures prévues": group.hours_budget,
        "fin prévue": _day(group.ends_on),
        "clos le": _day(group.closed_on),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
