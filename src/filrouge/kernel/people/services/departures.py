"""Somebody leaves: everything they held ends that day, and can be given back exactly."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from filrouge.kernel.people import policy
from filrouge.kernel.people.models import Departure, Engagement, GroupMember, Person, Responsibility
from filrouge.kernel.people.services.people import allow
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.ui.typography import date_long

# What a person holds: model, first day, last day.
HELD: dict[str, tuple[type[TenantModel], str, str]] = {
    "engagements": (Engagement, "starts_on", "ends_on"),
    "responsibilities": (Responsibility, "starts_on", "ends_on"),
    "group_members": (GroupMember, "joined_on", "left_on"),
}


@transaction.atomic
def record_departure(person: Person, *, by: Membership | Actor, left_on: date, reason: str = "") -> Departure:
    """The day is the last one in the team: everything held still counts on that day."""
    allow(by, policy.EDIT)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.left_on is not None:
        raise ValidationError(
            "Le départ de %(name)s est déjà enregistré au %(day)s. Annulez-le pour choisir une autre date.",
            code="already_left",
            params={"name": locked.full_name, "day": date_long(locked.left_on)},
        )
    _refuse_later_starts(locked, left_on)
    locked.left_on = left_on
    locked.full_clean(exclude=["rpps"])
    locked.save(update_fields=["left_on"])
    departure = Departure(person=locked, left_on=left_on, reason=reason, closed=_close(locked, left_on))
    departure.full_clean()
    departure.save()
    timeline.record(locked, "people.left", by=by, name=locked.full_name, day=date_long(left_on))
    return departure


@transaction.atomic
def undo_departure(person: Person, *, by: Membership) -> Person:
    """Give back what the departure closed, except what was given another end since."""
    require(by, policy.EDIT)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.left_on is None:
        raise ValidationError("%(name)s fait partie de l’équipe.", code="present", params={"name": locked.full_name})
    departure = Departure.objects.filter(person=locked, left_on=locked.left_on, undone_at__isnull=True).first()
    if departure is not None:
        _reopen(departure)
        departure.undone_at = timezone.now()
        departure.save(update_fields=["undone_at"])
    locked.left_on = None
    locked.save(update_fields=["left_on"])
    timeline.record(locked, "people.departure_undone", by=by, name=locked.full_name)
    return locked


def _refuse_later_starts(person: Person, left_on: date) -> None:
    later = Engagement.objects.filter(person=person, starts_on__gt=left_on).first()
    if later is not None:
        raise ValidationError(
            "Un lien avec l’équipe commence après cette date (%(status)s, le %(day)s) : retirez-le d’abord, ou "
            "choisissez une date plus tardive.",
            code="later_engagement",
            params={"status": later.get_status_display(), "day": date_long(later.starts_on)},
        )


def _close(person: Person, day: date) -> dict[str, dict[str, str | None]]:
    closed: dict[str, dict[str, str | None]] = {}
    for name, (model, start, end) in HELD.items():
        rows = model.objects.filter(Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}), Q(person=person))
        closed[name] = {}
        for row in rows:
            before: date | None = getattr(row, end)
            closed[name][str(row.pk)] = before.isoformat() if before else None
            # what was to begin later never begins: it ends on its first day
            setattr(row, end, max(day, getattr(row, start)))
            row.save(update_fields=[end])
    return closed


def _reopen(departure: Departure) -> None:
    for name, ends in departure.closed.items():
        model, start, end = HELD[name]
        for row in model.objects.filter(pk__in=list(ends)):
            if getattr(row, end) != max(departure.left_on, getattr(row, start)):
                continue
            before = ends[str(row.pk)]
            setattr(row, end, date.fromisoformat(before) if before else None)
            if isinstance(row, GroupMember) and _member_again(row):
                continue
            row.save(update_fields=[end])


def _member_again(link: GroupMember) -> bool:
    """Back in the group since the departure: the open membership is enough."""
    open_links = GroupMember.objects.filter(group=link.group_id, person=link.person_id, left_on__isnull=True)
    return link.left_on is None and open_links.exclude(pk=link.pk).exists()
