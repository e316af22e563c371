from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work.enums import Column
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services.rights import locked
from filrouge.kernel.work.services.tasks import complete_task, reopen_task


def column_of(task: Task) -> Column:
    if not task.is_open:
        return Column.DONE
    return Column.UNDER_WAY if task.is_under_way else Column.TODO


@transaction.atomic
def place_task(task: Task, *, by: Membership, column: Column) -> Task:
    """Put a task in a column: done, begun, or to do (nobody is then awaited any more)."""
    task = locked(task, by)
    if column_of(task) == column:
        return task
    if column == Column.DONE:
        return complete_task(task, by=by)
    if not task.is_open:
        task = reopen_task(task, by=by)
    if column_of(task) == column:
        return task
    task.started_on = timezone.localdate() if column == Column.UNDER_WAY else None
    if column == Column.TODO:
        task.waiting_person, task.waiting_word = None, ""
    task.save(update_fields=["started_on", "waiting_person", "waiting_word"])
    timeline.record(task, "work.started" if task.started_on else "work.put_back", by=by, title=task.title)
    return task
