from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task


def tasks() -> QuerySet[Task]:
    """Every task handed over, done or not. Tasks of minutes not yet approved stay with their meeting."""
    return Task.objects.select_related("owner").filter(released_at__isnull=False)


def open_tasks() -> QuerySet[Task]:
    return tasks().filter(status=TaskStatus.OPEN)


def tasks_of(person: Person) -> QuerySet[Task]:
    """Open tasks that this person has in hand."""
    return open_tasks().filter(owner=person)


def tasks_from(origin: TenantModel) -> QuerySet[Task]:
    """Every task born of this row, whatever its state, handed over or not."""
    return Task.objects.select_related("owner").filter(origin_kind=origin._meta.label_lower, origin_id=origin.pk)


def late_on(day: date) -> QuerySet[Task]:
    return open_tasks().filter(due_on__lt=day)


def unowned() -> QuerySet[Task]:
    return open_tasks().filter(owner__isnull=True)


def person_of(membership: Membership) -> Person | None:
    """The person of the team behind an account."""
    return Person.objects.filter(user=membership.user_id).first()
