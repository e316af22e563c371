from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.models import Absence, PresenceDay
from filrouge.modules.coordinator.services.time import locked_person

Day = TypeVar("Day", PresenceDay, Absence)


@transaction.atomic
def add_presence(
    *, by: Membership, weekdays: Iterable[int] = (), day: date | None = None, **hours: Any
) -> list[PresenceDay]:
    """The same hours on each of these weekdays, or on one day."""
    person = locked_person(by)
    when: list[dict[str, Any]] = [{"weekday": weekday} for weekday in weekdays] + ([{"day": day}] if day else [])
    if not when or (day and len(when) > 1):
        raise ValidationError("Choisissez des jours de la semaine, ou un jour précis.", code="when")
    if day:
        hours |= {"from_on": None, "until_on": None}
    return [_keep(PresenceDay(person=person, **one, **hours), "presence_added", by) for one in when]


@transaction.atomic
def add_absence(*, by: Membership, **fields: Any) -> Absence:
    return _keep(Absence(person=locked_person(by), **fields), "absence_added", by)


@transaction.atomic
def change_day(row: Day, *, by: Membership, **fields: Any) -> Day:
    """Hours or an absence, corrected."""
    row = _own(row, by)
    for name, value in fields.items():
        setattr(row, name, value)
    return _keep(row, "presence_changed" if isinstance(row, PresenceDay) else "absence_changed", by)


@transaction.atomic
def remove_day(row: Day, *, by: Membership) -> Day:
    row = _own(row, by)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        timeline.record(row, "coordinator.day_removed", by=by)
    return row


@transaction.atomic
def restore_day(row: Day, *, by: Membership) -> Day:
    row = _own(row, by)
    row.removed_at = None
    return _keep(row, "day_restored", by)


def _keep(row: Day, action: str, by: Membership) -> Day:
    if isinstance(row, PresenceDay):
        _check_presence(row)
    else:
        _check_absence(row)
    row.save()
    timeline.record(row, f"coordinator.{action}", by=by)
    return row


def _own(row: Day, by: Membership) -> Day:
    require(by, policy.KEEP)
    found: Day = type(row).objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
    if found.person.user_id != by.user_id:
        raise PermissionDenied("Ces jours sont ceux de quelqu’un d’autre : lui seul les modifie.")
    return found


def _check_presence(row: PresenceDay) -> None:
    """Two rows never speak of the same hours of the same days."""
    row.full_clean()
    others = PresenceDay.objects.filter(person=row.person, removed_at__isnull=True, weekday=row.weekday, day=row.day)
    others = others.filter(starts_at__lt=row.ends_at, ends_at__gt=row.starts_at).exclude(pk=row.pk)
    if row.from_on:
        others = others.filter(Q(until_on__isnull=True) | Q(until_on__gte=row.from_on))
    if row.until_on:
        others = others.filter(Q(from_on__isnull=True) | Q(from_on__lte=row.until_on))
    if others.exists():
        raise ValidationError(
            f"Vous avez déjà des heures à ce moment-là ({row.when}) : corrigez-les, ou donnez-leur une fin.",
            code="overlap",
        )


def _check_absence(absence: Absence) -> None:
    absence.full_clean()
    others = Absence.objects.filter(person=absence.person, removed_at__isnull=True).exclude(pk=absence.pk)
    if others.filter(first_on__lte=absence.last_on, last_on__gte=absence.first_on).exists():
        raise ValidationError("Une absence couvre déjà une partie de ces jours : corrigez-la.", code="overlap")
