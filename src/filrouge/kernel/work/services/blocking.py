from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import queries
from filrouge.kernel.work.models import Task, TaskBlock
from filrouge.kernel.work.services.rights import locked, require_open


@transaction.atomic
def block_task(task: Task, *, by: Membership | Actor, blocked_by: Task) -> TaskBlock:
    """Say that a task waits for another. No circle: what waits for this one cannot be waited for by it."""
    task = locked(task, by)
    require_open(task, "Cette tâche n’est plus ouverte : elle n’attend plus rien.")
    if blocked_by.pk in queries.waiting_in_turn_for(task):
        raise ValidationError(
            "« %(other)s » attend déjà cette tâche, directement ou non : elles s’attendraient l’une l’autre.",
            code="circle",
            params={"other": blocked_by.title},
        )
    block = TaskBlock(task=task, blocked_by=blocked_by)
    block.full_clean()
    block.save()
    timeline.record(task, "work.blocked", by=by, title=task.title, other=blocked_by.title)
    return block


@transaction.atomic
def unblock_task(block: TaskBlock, *, by: Membership | Actor) -> None:
    task = locked(block.task, by)
    other = block.blocked_by.title
    block.delete()
    timeline.record(task, "work.unblocked", by=by, title=task.title, other=other)


def free_those_waiting_for(task: Task, *, by: Membership | Actor) -> None:
    """Say on each task that waited only for this one that it may begin."""
    for freed in queries.freed_by(task):
        timeline.record(freed, "work.freed", by=by, title=freed.title, other=task.title)
