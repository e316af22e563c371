from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import policy
from filrouge.kernel.work.models import Task


def may_act(task: Task, by: Membership | Actor) -> bool:
    """Those who manage tasks, the owner, those who help, and the house itself."""
    if isinstance(by, Membership):
        if can(by, policy.MANAGE) or (task.owner is not None and task.owner.user_id == by.user_id):
            return True
        return any(helper.person.user_id == by.user_id for helper in task.helpers.all())
    return by.person_id is None or by.person_id == task.owner_id


def require_right(task: Task, by: Membership | Actor) -> None:
    if not may_act(task, by):
        raise PermissionDenied("Cette tâche est confiée à quelqu’un d’autre. Demandez à la coordination.")


def locked(task: Task, by: Membership | Actor) -> Task:
    """The task as it is now, kept from anybody else until the end of the transaction."""
    task = Task.objects.select_for_update(of=("self",)).select_related("owner", "waiting_person").get(pk=task.pk)
    require_right(task, by)
    return task


def require_open(task: Task, sentence: str) -> None:
    if not task.is_open:
        raise ValidationError(sentence, code="not_open")
