from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from filrouge.kernel.people import policy
from filrouge.kernel.people.models import Engagement, Person, Responsibility
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.ui.typography import date_long


@transaction.atomic
def add_engagement(
    person: Person, *, by: Membership, status: str, starts_on: date, ends_on: date | None = None
) -> Engagement:
    require(by, policy.EDIT)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    engagement = Engagement(person=person, status=status, starts_on=starts_on, ends_on=ends_on)
    engagement.full_clean()
    _refuse_overlap(engagement)
    engagement.save()
    timeline.record(
        person,
        "people.engaged",
        by=by,
        name=person.full_name,
        status=engagement.get_status_display(),
        day=date_long(starts_on),
    )
    return engagement


@transaction.atomic
def end_engagement(engagement: Engagement, *, by: Membership, ends_on: date) -> Engagement:
    """The last day of the tie: it still counts on that day."""
    require(by, policy.EDIT)
    locked = Engagement.objects.select_for_update(of=("self",)).select_related("person").get(pk=engagement.pk)
    locked.ends_on = ends_on
    locked.full_clean()
    _refuse_overlap(locked)
    locked.save(update_fields=["ends_on"])
    timeline.record(
        locked.person,
        "people.engagement_ended",
        by=by,
        name=locked.person.full_name,
        status=locked.get_status_display(),
        day=date_long(ends_on),
    )
    return locked


@transaction.atomic
def remove_engagement(engagement: Engagement, *, by: Membership) -> None:
    """For a tie written by mistake; one that ended is ended, not removed."""
    require(by, policy.EDIT)
    person = engagement.person
    timeline.record(
        person,
        "people.engagement_removed",
        by=by,
        name=person.full_name,
        status=engagement.get_status_display(),
        day=date_long(engagement.starts_on),
    )
    engagement.delete()


@transaction.atomic
def add_responsibility(
    person: Person, *, by: Membership, kind: str, starts_on: date, detail: str = "", ends_on: date | None = None
) -> Responsibility:
    require(by, policy.EDIT)
    responsibility = Responsibility(person=person, kind=kind, detail=detail, starts_on=starts_on, ends_on=ends_on)
    responsibility.full_clean()
    responsibility.save()
    timeline.record(
        person,
        "people.responsible",
        by=by,
        name=person.full_name,
        kind=responsibility.label,
        day=date_long(starts_on),
    )
    return responsibility


@transaction.atomic
def end_responsibility(responsibility: Responsibility, *, by: Membership, ends_on: date) -> Responsibility:
    require(by, policy.EDIT)
    locked = Responsibility.objects.select_for_update(of=("self",)).select_related("person").get(pk=responsibility.pk)
    locked.ends_on = ends_on
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    timeline.record(
        locked.person,
        "people.responsibility_ended",
        by=by,
        name=locked.person.full_name,
        kind=locked.label,
        day=date_long(ends_on),
    )
    return locked


def _refuse_overlap(engagement: Engagement) -> None:
    """The same tie twice on one day would count an associate twice."""
    others = Engagement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=engagement.starts_on),
        person=engagement.person,
        status=engagement.status,
    ).exclude(pk=engagement.pk)
    if engagement.ends_on:
        others = others.filter(starts_on__lte=engagement.ends_on)
    if other := others.first():
        raise ValidationError(
            "Ce lien existe déjà depuis le %(day)s : mettez-y fin avant d’en ouvrir un autre.",
            code="overlap",
            params={"day": date_long(other.starts_on)},
        )
