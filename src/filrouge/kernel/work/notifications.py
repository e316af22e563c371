from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.mail import services as mail
from filrouge.kernel.people.models import Person
from filrouge.kernel.work.models import Task

PURPOSE = "work.task"


def tell_owners(tasks: Iterable[Task]) -> None:
    """One mail per owner who has an address, whatever the number of tasks."""
    by_owner: dict[Person, list[Task]] = {}
    for task in tasks:
        if task.owner is not None and task.owner.email:
            by_owner.setdefault(task.owner, []).append(task)
    for owner, mine in by_owner.items():
        lines = [{"task": task, "url": link_to(task, owner), "helpers": helpers_of(task)} for task in mine]
        mail.send(
            kind="work.released",
            person=owner,
            subject=subject_of(mine),
            template="work/mail/released",
            context={"lines": lines, "url": lines[0]["url"] if len(lines) == 1 else ""},
            object_id=mine[0].pk if len(mine) == 1 else None,  # a mail about several tasks replaces no other
        )


def helpers_of(task: Task) -> list[str]:
    return [helper.person.full_name for helper in task.helpers.select_related("person")]


def remind(task: Task, owner: Person) -> None:
    mail.send(
        kind="work.reminded",
        person=owner,
        subject=f"Où en est cette tâche : {task.title}",
        template="work/mail/reminded",
        context={"task": task, "url": link_to(task, owner)},
        object_id=task.pk,
    )


def subject_of(tasks: list[Task]) -> str:
    return f"Une tâche pour vous : {tasks[0].title}" if len(tasks) == 1 else f"{len(tasks)} tâches pour vous"


def link_to(task: Task, owner: Person) -> str:
    return links.url_of(links.issue(person=owner, purpose=PURPOSE, object_id=task.pk, expires_at=expiry_of(task)))


def expiry_of(task: Task) -> datetime:
    """Two months at least, and a month after the day it is due."""
    now = timezone.now()
    due = now + timedelta(days=(task.due_on - timezone.localdate()).days) if task.due_on else now
    return max(now + timedelta(days=60), due + timedelta(days=30))
