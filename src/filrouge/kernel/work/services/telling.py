from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import notifications, policy
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services.rights import locked, require_open, require_right


@transaction.atomic
def release_tasks(tasks: Iterable[Task], *, by: Membership | Actor) -> list[Task]:
    """Hand tasks to their owners: each owner gets one mail, with a personal link per task.

    Tasks already handed over are left alone. Owners without an address get no mail, but do get their tasks.
    """
    keys = [task.pk for task in tasks]
    waiting = Task.objects.select_for_update(of=("self",)).filter(pk__in=keys, released_at=None).order_by("pk")
    released = list(waiting.select_related("owner"))
    for task in released:
        task.released_at = timezone.now()
        task.save(update_fields=["released_at"])
        owner = str(task.owner) if task.owner else "personne pour l’instant"
        timeline.record(task, "work.released", by=by, title=task.title, owner=owner)
    notifications.tell_owners(released)
    return released


@transaction.atomic
def tell_owner(task: Task, *, by: Membership | Actor) -> None:
    """Send the owner the mail again, or for the first time when the task was created without telling."""
    require_right(task, by)
    owner = _owner_with_address(task)
    notifications.tell_owners([task])
    timeline.record(task, "work.owner_told", by=by, title=task.title, owner=str(owner))


@transaction.atomic
def remind_owner(task: Task, *, by: Membership) -> None:
    """Ask the owner where the task is, once a day at most."""
    require(by, policy.MANAGE)
    task = locked(task, by)
    require_open(task, "Cette tâche n’est plus ouverte : il n’y a personne à relancer.")
    owner = _owner_with_address(task)
    today = timezone.localdate()
    if task.reminded_on == today:
        raise ValidationError(
            "%(name)s a déjà été relancé aujourd’hui pour cette tâche : attendez demain, ou téléphonez.",
            code="already_reminded",
            params={"name": str(owner)},
        )
    task.reminded_on = today
    task.save(update_fields=["reminded_on"])
    notifications.remind(task, owner)
    timeline.record(task, "work.reminded", by=by, title=task.title, owner=str(owner))


def _owner_with_address(task: Task) -> Person:
    owner: Person | None = task.owner
    if owner is None:
        raise ValidationError("Choisissez d’abord un responsable.", code="no_owner")
    if not owner.email:
        raise ValidationError(
            "%(name)s n’a pas d’adresse e-mail. Ajoutez-la dans sa fiche, ou prévenez cette personne autrement.",
            code="no_email",
            params={"name": str(owner)},
        )
    return owner
