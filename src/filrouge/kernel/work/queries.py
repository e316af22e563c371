from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from filrouge.kernel import registry
from filrouge.kernel.people.models import Person
from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.search.text import fold
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import (
    Task,
    TaskBlock,
    TaskComment,
    TaskFile,
    TaskHelper,
    TaskLabel,
    TaskStep,
    TaskTag,
)

WORD_OF_NAME = re.compile(r"[^\W_]+")


def tasks() -> QuerySet[Task]:
    """Every task handed over, done or not. Tasks of minutes not yet approved stay with their meeting."""
    return Task.objects.select_related("owner", "waiting_person").filter(released_at__isnull=False)


def open_tasks() -> QuerySet[Task]:
    return tasks().filter(status=TaskStatus.OPEN)


def tasks_of(person: Person) -> QuerySet[Task]:
    """Open tasks that this person has in hand, alone or with others."""
    return open_tasks().filter(in_hand_of(person))


def in_hand_of(person: Person) -> Q:
    return Q(owner=person) | Q(pk__in=TaskHelper.objects.filter(person=person).values("task"))


def still_asks(person_id: UUID, task_id: UUID) -> bool:
    """A mail about this task still waits for this person."""
    return open_tasks().filter(pk=task_id, owner=person_id).exists()


def tasks_from(origin: TenantModel) -> QuerySet[Task]:
    """Every task born of this row, whatever its state, handed over or not."""
    return Task.objects.select_related("owner").filter(origin_kind=origin._meta.label_lower, origin_id=origin.pk)


def late_on(day: date) -> QuerySet[Task]:
    return open_tasks().filter(due_on__lt=day)


def on_the_desk(mine: Person | None, day: date, soon: date, *, manages: bool) -> QuerySet[Task]:
    """Mine that are due soon; for who manages, those of others that are late and those of nobody."""
    wanted = Q(owner=mine, due_on__lte=soon) if mine else Q(pk__in=[])
    if manages:
        wanted |= Q(owner__isnull=False, due_on__lt=day) | Q(owner__isnull=True)
    return open_tasks().filter(wanted)


def person_of(membership: Membership) -> Person | None:
    """The person of the team behind an account. Once found, not asked again of the same membership in hand."""
    known: dict[str, Person] = membership.__dict__
    if "person" not in known and (found := Person.objects.filter(user=membership.user_id).first()):
        known["person"] = found
    return known.get("person")


def task_list(
    today: date,
    *,
    state: str = "open",
    text: str = "",
    owner: str = "",
    mine: Person | None = None,
    origin: UUID | None = None,
    label: str = "",
    year: int | None = None,
    kept: bool = False,
) -> QuerySet[Task]:
    """The tasks of the list page. ``owner``: an id, « mine », « none » or nothing. ``year``: when they were done.

    ``kept``: those done no later than their date.
    """
    found = by_state(today)[state]
    if text:
        found = found.filter(pk__in=matching_ids(Task._meta.label_lower, text))
    if owner == "none":
        found = found.filter(owner__isnull=True)
    elif owner == "mine":
        found = found.filter(in_hand_of(mine)) if mine else found.none()
    elif owner:
        found = found.filter(owner=UUID(owner))
    if label:
        found = found.filter(pk__in=TaskTag.objects.filter(label__key=label).values("task"))
    if origin:
        found = found.filter(origin_id=origin)
    if year:
        found = found.filter(done_on__year=year)
    return found.filter(done_on__lte=F("due_on")) if kept else found


def by_state(today: date) -> dict[str, QuerySet[Task]]:
    return {
        "open": open_tasks(),
        "late": late_on(today),
        "done": tasks().filter(status=TaskStatus.DONE).order_by("-done_on", "-pk"),
        "all": tasks(),
        "board": tasks().filter(Q(status=TaskStatus.OPEN) | Q(status=TaskStatus.DONE, done_on__gte=monday_of(today))),
        "dated": open_tasks().filter(due_on__isnull=False),
    }


def how_many(found: QuerySet[Task], today: date) -> tuple[int, int]:
    """All of them, and those that are late: one query."""
    late = Count("pk", filter=Q(status=TaskStatus.OPEN, due_on__lt=today))
    counted = found.order_by().aggregate(total=Count("pk"), late=late)
    return counted["total"], counted["late"]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(person: Person, monday: date) -> QuerySet[Task]:
    """Open tasks in somebody's hands due that week, and those that are late by then."""
    return with_people_and_blocks(tasks_of(person).filter(due_on__lt=monday + timedelta(days=7)))


def done_in_week(person: Person, monday: date) -> QuerySet[Task]:
    """What was in somebody's hands and is done that week, the last first."""
    done = tasks().filter(status=TaskStatus.DONE, done_on__gte=monday, done_on__lt=monday + timedelta(days=7))
    return done.filter(in_hand_of(person)).order_by("-done_on", "-pk")


def presence_of(membership: Membership, first: date, last: date) -> Mapping[date, int] | None:
    """Minutes of this member in the organisation, day by day; nothing when no room knows their days."""
    person = person_of(membership) if registry.presence.values() else None
    return presence_by_person([person.pk], first, last).get(person.pk) if person else None


def presence_by_person(people: Sequence[UUID], first: date, last: date) -> dict[UUID, Mapping[date, int]]:
    """Minutes day by day, from every room that knows; who nobody knows is left out."""
    found: dict[UUID, Mapping[date, int]] = {}
    for give in registry.presence.values():
        for person, days in give(people, first, last).items():
            mine = found.get(person, {})
            found[person] = {**mine, **{day: max(minutes, mine.get(day, 0)) for day, minutes in days.items()}}
    return found


def due_between(first: date, last: date) -> QuerySet[Task]:
    return open_tasks().filter(due_on__gte=first, due_on__lte=last)


def done_by(membership: Membership, first: date, last: date) -> QuerySet[Task]:
    mine = tasks().filter(status=TaskStatus.DONE, owner__user=membership.user_id)
    return mine.filter(done_on__gte=first, done_on__lte=last).order_by("done_on", "pk")


def owners_of_open_tasks() -> QuerySet[Person]:
    return Person.objects.filter(pk__in=open_tasks().order_by().values("owner"))


def labels_in_use() -> QuerySet[TaskLabel]:
    """Those of the tasks handed over, done or not."""
    return TaskLabel.objects.filter(pk__in=TaskTag.objects.filter(task__released_at__isnull=False).values("label"))


def people_called(name: str, people: Iterable[Person]) -> list[Person]:
    """Whom one may mean by « @sofia » or « @sofia.martin »: those whose names begin so, exact names first."""
    wanted = WORD_OF_NAME.findall(fold(name))

    def words(person: Person) -> list[str]:
        return WORD_OF_NAME.findall(fold(f"{person.first_name} {person.last_name}"))

    begun = [one for one in people if all(any(word.startswith(part) for word in words(one)) for part in wanted)]
    exact = [one for one in begun if set(wanted) <= set(words(one))]
    return exact or begun


def tasks_by_id(task_id: UUID) -> Task:
    return Task.objects.select_related("owner", "waiting_person").get(pk=task_id)


def tasks_naming(person_id: UUID) -> list[tuple[str, Task]]:
    """Where somebody is named, and as what: for their own copy of what is kept about them."""
    helped = TaskHelper.objects.filter(person=person_id).values("task")
    roles = (
        ("responsable", Q(owner=person_id)),
        ("aide", Q(pk__in=helped)),
        ("attendu", Q(waiting_person=person_id)),
        ("l’a rendue", Q(returned_by=person_id)),
    )
    return [(role, task) for role, where in roles for task in Task.objects.filter(where)]


def with_people(found: QuerySet[Task]) -> QuerySet[Task]:
    """With who answers, who helps, who is awaited, and the labels."""
    return found.select_related("owner", "waiting_person").prefetch_related(
        Prefetch("helpers", TaskHelper.objects.select_related("person")),
        Prefetch("tags", TaskTag.objects.select_related("label")),
    )


def with_people_and_blocks(found: QuerySet[Task]) -> QuerySet[Task]:
    """What the rows of a page show: also which open tasks it waits for, and how far its steps are."""
    waited = TaskBlock.objects.filter(blocked_by__status=TaskStatus.OPEN).select_related("blocked_by")
    steps = TaskStep.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(count=Count("pk"))
    return (
        with_people(found)
        .prefetch_related(Prefetch("blocks", waited))
        .annotate(
            step_count=Subquery(steps.values("count")),
            steps_done=Subquery(steps.filter(done_on__isnull=False).values("count")),
        )
    )


def comments_of(task: Task) -> QuerySet[TaskComment]:
    return TaskComment.objects.filter(task=task)


def files_of(task: Task) -> QuerySet[TaskFile]:
    return TaskFile.objects.filter(task=task).select_related("file", "task")


def steps_of(task: Task) -> QuerySet[TaskStep]:
    return TaskStep.objects.filter(task=task).select_related("task")


def comments_by(person_id: UUID) -> QuerySet[TaskComment]:
    users = Person.objects.filter(pk=person_id, user__isnull=False).values("user")
    return TaskComment.objects.filter(author__in=users).select_related("task")


def blocks_of(task: Task) -> QuerySet[TaskBlock]:
    return blocks_around(task).filter(task=task)


def blocks_around(task: Task) -> QuerySet[TaskBlock]:
    """What this task waits for and what waits for it."""
    around = TaskBlock.objects.filter(Q(task=task) | Q(blocked_by=task))
    return around.select_related("task", "blocked_by", "blocked_by__owner")


def waiting_for(task: Task) -> QuerySet[Task]:
    """Open tasks that wait for this one."""
    return open_tasks().filter(pk__in=TaskBlock.objects.filter(blocked_by=task).values("task"))


def freed_by(task: Task) -> list[Task]:
    """Open tasks that waited for this one and for no other that is still open."""
    held = TaskBlock.objects.filter(blocked_by__status=TaskStatus.OPEN).values("task")
    return list(waiting_for(task).exclude(pk__in=held))


def waiting_in_turn_for(task: Task) -> set[UUID]:
    """This task, those that wait for it, those that wait for these, and so on."""
    reached = {task.pk}
    border = {task.pk}
    while border:
        border = set(TaskBlock.objects.filter(blocked_by__in=border).values_list("task", flat=True)) - reached
        reached |= border
    return reached


def may_be_waited_for(task: Task) -> QuerySet[Task]:
    """Open tasks that this one may wait for: not itself, nor what waits for it, nor what it waits for already."""
    already = TaskBlock.objects.filter(task=task).values("blocked_by")
    return open_tasks().exclude(pk__in=already).exclude(pk__in=waiting_in_turn_for(task))


def valid_ids(values: Iterable[str]) -> list[UUID]:
    """What a form sent, without what is no id."""
    found = []
    for value in values:
        with contextlib.suppress(ValueError):
            found.append(UUID(value))
    return found
