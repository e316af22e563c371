from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import notifications, policy
from filrouge.kernel.work.enums import TRANSITIONS, TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import next_day

CHANGEABLE = {
    "title": "intitulé",
    "detail": "précisions",
    "owner": "responsable",
    "due_on": "échéance",
    "recurrence": "répétition",
}


@transaction.atomic
def create_task(
    *,
    title: str,
    by: Membership | Actor,
    owner: Person | None = None,
    due_on: date | None = None,
    detail: str = "",
    recurrence: str = "",
    origin: TenantModel | None = None,
    origin_label: str = "",
    released: bool = True,
) -> Task:
    """Create a task. ``released=False`` keeps it with its origin (minutes not approved) until ``release_tasks``."""
    if isinstance(by, Membership):
        require(by, policy.CREATE)
    task = Task(
        title=title.strip(),
        detail=detail.strip(),
        owner=owner,
        due_on=due_on,
        recurrence=recurrence,
        released_at=timezone.now() if released else None,
    )
    if origin is not None:
        get_url = getattr(origin, "get_absolute_url", None)
        task.origin_kind, task.origin_id = origin._meta.label_lower, origin.pk
        task.origin_label = (origin_label or str(origin))[:300]
        task.origin_url = get_url() if get_url else ""
    task.full_clean()
    task.save()
    timeline.record(task, "work.created", by=by, title=task.title)
    return task


@transaction.atomic
def change_task(task: Task, *, by: Membership | Actor, **fields: Any) -> Task:
    """Change some of ``title detail owner due_on recurrence``; nothing is written when nothing changes."""
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not a changeable field of a task: {sorted(unknown)}")
    task = _locked(task, by)
    changed = [name for name in CHANGEABLE if name in fields and getattr(task, name) != fields[name]]
    if not changed:
        return task
    for name in changed:
        setattr(task, name, fields[name])
    if "owner" in changed:
        task.returned_word = ""
        changed.append("returned_word")
    task.full_clean()
    task.save(update_fields=changed)
    labels = [CHANGEABLE[name] for name in changed if name in CHANGEABLE]
    timeline.record(task, "work.changed", by=by, title=task.title, changes=", ".join(labels))
    return task


@transaction.atomic
def complete_task(task: Task, *, by: Membership | Actor) -> Task:
    """Note the task as done; a task that repeats gives birth to its next occurrence."""
    task = _moved(task, TaskStatus.DONE, by)
    task.done_on = timezone.localdate()
    task.save(update_fields=["status", "done_on"])
    timeline.record(task, "work.completed", by=by, title=task.title)
    if task.recurrence:
        _create_next(task, by)
    return task


@transaction.atomic
def reopen_task(task: Task, *, by: Membership | Actor) -> Task:
    """Take back « faite » or « abandonnée »; the occurrence that followed goes away if nobody began it."""
    task = _moved(task, TaskStatus.OPEN, by)
    task.done_on = None
    task.save(update_fields=["status", "done_on"])
    for following in Task.objects.filter(follows=task, status=TaskStatus.OPEN):
        drop_task(following, by=by)
    timeline.record(task, "work.reopened", by=by, title=task.title)
    return task


@transaction.atomic
def drop_task(task: Task, *, by: Membership | Actor) -> Task:
    task = _moved(task, TaskStatus.DROPPED, by)
    task.save(update_fields=["status"])
    timeline.record(task, "work.dropped", by=by, title=task.title)
    return task


@transaction.atomic
def return_task(task: Task, *, by: Membership | Actor, word: str) -> Task:
    """Give a task back to the coordination, with a word of explanation."""
    task = _locked(task, by)
    if not task.is_open:
        raise ValidationError("Cette tâche n’est plus ouverte : il n’y a rien à rendre.", code="not_open")
    task.owner = None
    task.returned_word = word.strip()[:300]
    task.full_clean()
    task.save(update_fields=["owner", "returned_word"])
    timeline.record(task, "work.returned", by=by, title=task.title, word=task.returned_word or "sans explication")
    return task


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
    _require_right(task, by)
    if task.owner is None:
        raise ValidationError("Choisissez d’abord un responsable.", code="no_owner")
    if not task.owner.email:
        raise ValidationError(
            "%(name)s n’a pas d’adresse e-mail. Ajoutez-la dans sa fiche, ou prévenez cette personne autrement.",
            code="no_email",
            params={"name": str(task.owner)},
        )
    notifications.tell_owners([task])
    timeline.record(task, "work.owner_told", by=by, title=task.title, owner=str(task.owner))


def may_act(task: Task, by: Membership | Actor) -> bool:
    """Those who manage tasks, the owner, and the house itself."""
    if isinstance(by, Membership):
        owner = task.owner
        return can(by, policy.MANAGE) or (owner is not None and owner.user_id == by.user_id)
    return by.person_id is None or by.person_id == task.owner_id


def _require_right(task: Task, by: Membership | Actor) -> None:
    if not may_act(task, by):
        raise PermissionDenied("Cette tâche est confiée à quelqu’un d’autre. Demandez à la coordination.")


def _locked(task: Task, by: Membership | Actor) -> Task:
    task = Task.objects.select_for_update(of=("self",)).select_related("owner").get(pk=task.pk)
    _require_right(task, by)
    return task


def _moved(task: Task, status: TaskStatus, by: Membership | Actor) -> Task:
    task = _locked(task, by)
    old = TaskStatus(task.status)
    if status not in TRANSITIONS[old]:
        raise ValidationError(
            "Cette tâche est « %(old)s » : elle ne peut pas devenir « %(new)s ».",
            code="forbidden_transition",
            params={"old": old.label, "new": status.label},
        )
    task.status = status
    return task


def _create_next(task: Task, by: Membership | Actor) -> None:
    today = timezone.localdate()
    day = next_day(task.recurrence, due_on=task.due_on or today, today=today)
    if day is None:
        return
    following = Task(
        title=task.title,
        detail=task.detail,
        owner=task.owner,
        due_on=day,
        recurrence=task.recurrence,
        follows=task,
        released_at=timezone.now(),
        origin_kind=task.origin_kind,
        origin_id=task.origin_id,
        origin_label=task.origin_label,
        origin_url=task.origin_url,
    )
    following.full_clean()
    following.save()
    timeline.record(following, "work.repeated", by=by, title=task.title)
