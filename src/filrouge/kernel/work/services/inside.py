"""What a task holds: steps to tick, what is said about it, files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work import policy
from filrouge.kernel.work.models import Task, TaskComment, TaskFile, TaskStep
from filrouge.kernel.work.services.rights import locked

MOST_STEPS = 50
MOST_FILES = 20


@transaction.atomic
def add_step(task: Task, *, by: Membership, text: str) -> TaskStep:
    task = locked(task, by)
    count = task.steps.count()
    if count >= MOST_STEPS:
        raise ValidationError("Une tâche a 50 étapes au plus : faites-en plutôt deux tâches.", code="too_many")
    step = TaskStep(task=task, text=text.strip(), position=count + 1)
    step.full_clean()
    step.save()
    timeline.record(task, "work.step_added", by=by, title=task.title, step=step.text)
    return step


@transaction.atomic
def tick_step(step: TaskStep, *, by: Membership, done: bool) -> TaskStep:
    task = locked(step.task, by)
    if (step.done_on is not None) == done:
        return step
    step.done_on = timezone.localdate() if done else None
    step.save(update_fields=["done_on"])
    timeline.record(task, "work.step_done" if done else "work.step_undone", by=by, title=task.title, step=step.text)
    return step


@transaction.atomic
def move_step(step: TaskStep, *, by: Membership, to: int) -> None:
    """Put a step at this place, the first being 1; a place too far is the nearest one."""
    task = locked(step.task, by)
    rows = [row for row in task.steps.all() if row.pk != step.pk]
    rows.insert(min(max(to, 1), len(rows) + 1) - 1, step)
    _number(rows)
    timeline.record(task, "work.steps_moved", by=by, title=task.title)


@transaction.atomic
def remove_step(step: TaskStep, *, by: Membership) -> None:
    task = locked(step.task, by)
    text = step.text
    step.delete()
    _number(list(task.steps.all()))
    timeline.record(task, "work.step_removed", by=by, title=task.title, step=text)


def _number(rows: list[TaskStep]) -> None:
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


@transaction.atomic
def write_comment(task: Task, *, by: Membership, text: str) -> TaskComment:
    """Whoever may create tasks may speak of this one."""
    require(by, policy.CREATE)
    comment = TaskComment(task=task, text=text.strip(), author=by.user, author_name=str(by.user))
    comment.full_clean()
    comment.save()
    timeline.record(task, "work.commented", by=by, title=task.title)
    return comment


@transaction.atomic
def remove_comment(comment: TaskComment, *, by: Membership) -> None:
    """One's own words; those who manage tasks remove what has no place here."""
    if not may_remove(comment, by):
        raise PermissionDenied("Ce commentaire est de quelqu’un d’autre. Demandez à la coordination.")
    task = comment.task
    comment.delete()
    timeline.record(task, "work.comment_removed", by=by, title=task.title)


def may_remove(comment: TaskComment, by: Membership) -> bool:
    return comment.author_id == by.user_id or can(by, policy.MANAGE)


@transaction.atomic
def attach_file(task: Task, *, by: Membership, name: str, content: bytes | File[bytes]) -> TaskFile:
    """Keep a file with the task. Raises ``ValidationError`` for what the house does not keep."""
    task = locked(task, by)
    if task.files.count() >= MOST_FILES:
        raise ValidationError("Cette tâche a déjà 20 fichiers : retirez-en, ou réunissez-les.", code="too_many")
    stored = files.store(name=name, content=content, capability=policy.VIEW)
    kept = TaskFile(task=task, file=stored)
    kept.full_clean()
    kept.save()
    timeline.record(task, "work.file_added", by=by, title=task.title, name=stored.name)
    return kept


@transaction.atomic
def detach_file(kept: TaskFile, *, by: Membership) -> None:
    """Take a file out; it is forgotten, unless it is a proof elsewhere."""
    task, stored = locked(kept.task, by), kept.file
    kept.delete()
    try:
        with transaction.atomic():
            if not stored.frozen:
                files.discard(stored)
    except ProtectedError:
        pass
    timeline.record(task, "work.file_removed", by=by, title=task.title, name=stored.name)
