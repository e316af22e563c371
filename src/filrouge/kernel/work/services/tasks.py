from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import policy
from filrouge.kernel.work.enums import TRANSITIONS, TaskStatus
from filrouge.kernel.work.models import Task, TaskHelper, TaskStep
from filrouge.kernel.work.recurrence import anchored, next_day
from filrouge.kernel.work.services.blocking import free_those_waiting_for
from filrouge.kernel.work.services.labels import set_labels
from filrouge.kernel.work.services.rights import locked, require_open

CHANGEABLE = {
    "title": "intitulé",
    "detail": "précisions",
    "owner": "responsable",
    "due_on": "échéance",
    "recurrence": "répétition",
    "effort": "durée prévue",
    "waiting_person": "personne attendue",
    "waiting_word": "personne attendue",
}
# What the next occurrence takes from the one that is done.
KEPT = ("title", "detail", "owner", "recurrence", "effort")
RETURNED = ("returned_by", "returned_word")
ORIGIN = ("origin_kind", "origin_id", "origin_label", "origin_url")


@transaction.atomic
def create_task(
    *,
    title: str,
    by: Membership | Actor,
    helpers: Iterable[Person] = (),
    labels: Iterable[str] = (),
    origin: TenantModel | None = None,
    origin_label: str = "",
    released: bool = True,
    **fields: Any,
) -> Task:
    """Create a task; ``fields`` are those of ``CHANGEABLE``.

    ``released=False`` keeps it with its origin (minutes not approved) until ``release_tasks``.
    """
    if isinstance(by, Membership):
        require(by, policy.CREATE)
    _require_known(fields)
    given = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    task = Task(title=title.strip(), released_at=timezone.now() if released else None, **given)
    if origin is not None:
        get_url = getattr(origin, "get_absolute_url", None)
        task.origin_kind, task.origin_id = origin._meta.label_lower, origin.pk
        task.origin_label = (origin_label or str(origin))[:300]
        task.origin_url = get_url() if get_url else ""
    task.full_clean()
    task.save()
    _set_helpers(task, helpers)
    set_labels(task, labels)
    timeline.record(task, "work.created", by=by, title=task.title)
    return task


@transaction.atomic
def change_task(
    task: Task,
    *,
    by: Membership | Actor,
    helpers: Iterable[Person] | None = None,
    labels: Iterable[str] | None = None,
    **fields: Any,
) -> Task:
    """Change some of what ``CHANGEABLE`` names, who helps or the labels; nothing is written when nothing changes."""
    _require_known(fields)
    task = locked(task, by)
    changed = [name for name in CHANGEABLE if name in fields and getattr(task, name) != fields[name]]
    said = list(dict.fromkeys(CHANGEABLE[name] for name in changed))
    for name in changed:
        setattr(task, name, fields[name])
    if "owner" in changed:
        task.returned_by, task.returned_word = None, ""
        changed += RETURNED
    task.full_clean()
    task.save(update_fields=changed)
    if helpers is not None and _set_helpers(task, helpers):
        said.append("personnes qui aident")
    if labels is not None and set_labels(task, labels):
        said.append("étiquettes")
    if said:
        timeline.record(task, "work.changed", by=by, title=task.title, changes=", ".join(said))
    return task


@transaction.atomic
def complete_task(task: Task, *, by: Membership | Actor) -> Task:
    """Note the task as done; one that repeats gives birth to its next occurrence. Said twice, it is done once."""
    task = locked(task, by)
    if task.status == TaskStatus.DONE:
        return task
    _move(task, TaskStatus.DONE)
    task.done_on = timezone.localdate()
    task.save(update_fields=["status", "done_on"])
    timeline.record(task, "work.completed", by=by, title=task.title)
    free_those_waiting_for(task, by=by)
    if task.recurrence:
        _create_next(task, by)
    return task


@transaction.atomic
def reopen_task(task: Task, *, by: Membership | Actor) -> Task:
    """Take back « faite » or « abandonnée »; the occurrence that followed goes away if nobody began it."""
    task = locked(task, by)
    if task.status == TaskStatus.OPEN:
        return task
    _move(task, TaskStatus.OPEN)
    task.done_on = None
    task.save(update_fields=["status", "done_on"])
    for following in Task.objects.filter(follows=task, status=TaskStatus.OPEN, started_on=None):
        drop_task(following, by=by)
    timeline.record(task, "work.reopened", by=by, title=task.title)
    return task


@transaction.atomic
def drop_task(task: Task, *, by: Membership | Actor) -> Task:
    task = locked(task, by)
    if task.status == TaskStatus.DROPPED:
        return task
    _move(task, TaskStatus.DROPPED)
    task.save(update_fields=["status"])
    timeline.record(task, "work.dropped", by=by, title=task.title)
    free_those_waiting_for(task, by=by)
    return task


@transaction.atomic
def skip_task(task: Task, *, by: Membership | Actor) -> Task:
    """Not this time: the next occurrence of a task that repeats comes as if it were done."""
    task = locked(task, by)
    require_open(task, "Cette tâche n’est plus ouverte : il n’y a rien à passer.")
    if not task.recurrence:
        raise ValidationError("Cette tâche ne se répète pas : abandonnez-la plutôt.", code="once")
    _move(task, TaskStatus.DROPPED)
    task.save(update_fields=["status"])
    timeline.record(task, "work.skipped", by=by, title=task.title)
    free_those_waiting_for(task, by=by)
    _create_next(task, by)
    return task


@transaction.atomic
def return_task(task: Task, *, by: Membership | Actor, word: str) -> Task:
    """Give a task back to the coordination, with a word of explanation."""
    task = locked(task, by)
    require_open(task, "Cette tâche n’est plus ouverte : il n’y a rien à rendre.")
    given_back = isinstance(by, Actor) and by.person_id is not None  # by whoever had it, then
    task.returned_by = task.owner if given_back else None
    task.owner, task.returned_word = None, word.strip()[:300]
    task.full_clean()
    task.save(update_fields=["owner", *RETURNED])
    timeline.record(task, "work.returned", by=by, title=task.title, word=task.returned_word or "sans explication")
    return task


@transaction.atomic
def take_back_task(task: Task, *, by: Actor, person: Person) -> Task:
    """Who gave it back takes it again, as long as nobody else answers for it."""
    task = Task.objects.select_for_update(of=("self",)).select_related("owner").get(pk=task.pk)
    require_open(task, "Cette tâche n’est plus ouverte : il n’y a rien à reprendre.")
    if task.owner_id is not None:
        raise ValidationError("Quelqu’un d’autre s’en charge déjà.", code="taken")
    if task.returned_by_id != person.pk:
        raise ValidationError("La coordination vous l’a retirée : voyez avec elle pour la reprendre.", code="withdrawn")
    task.owner, task.returned_by, task.returned_word = person, None, ""
    task.full_clean()
    task.save(update_fields=["owner", *RETURNED])
    _set_helpers(task, [helper.person for helper in task.helpers.select_related("person")])
    timeline.record(task, "work.taken_back", by=by, title=task.title)
    return task


def _require_known(fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not a changeable field of a task: {sorted(unknown)}")


def _move(task: Task, status: TaskStatus) -> None:
    old = TaskStatus(task.status)
    if status not in TRANSITIONS[old]:
        raise ValidationError(
            "Cette tâche est déjà « %(old)s » : rouvrez-la d’abord.",
            code="forbidden_transition",
            params={"old": old.label},
        )
    task.status = status


def _create_next(task: Task, by: Membership | Actor) -> None:
    today = timezone.localdate()
    day = next_day(task.recurrence, due_on=task.due_on or today, today=today)
    if day is None:
        return
    kept = {name: getattr(task, name) for name in (*KEPT, *ORIGIN)}
    kept["recurrence"] = anchored(task.recurrence, task.due_on) if task.due_on else task.recurrence
    following = Task(**kept, due_on=day, follows=task, released_at=timezone.now())
    following.full_clean()
    following.save()
    _set_helpers(following, [helper.person for helper in task.helpers.select_related("person")])
    set_labels(following, [tag.label.name for tag in task.tags.select_related("label")])
    for step in task.steps.all():
        TaskStep(task=following, text=step.text, position=step.position).save()
    timeline.record(following, "work.repeated", by=by, title=task.title)


def _set_helpers(task: Task, people: Iterable[Person]) -> bool:
    """Those who help are these and nobody else; whoever answers for the task helps of course."""
    wanted = {person.pk: person for person in people if person.pk != task.owner_id}
    present = {helper.person_id: helper for helper in task.helpers.all()}
    for key, helper in present.items():
        if key not in wanted:
            helper.delete()
    for key, person in wanted.items():
        if key not in present:
            helper = TaskHelper(task=task, person=person)
            helper.full_clean()
            helper.save()
    return wanted.keys() != present.keys()
