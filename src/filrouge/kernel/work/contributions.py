from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.mail.lines import WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.names import SOMEBODY
from filrouge.kernel.people.panels import Panel, PanelLine, person_panels
from filrouge.kernel.policy import can
from filrouge.kernel.registry import (
    ActivityPage,
    CalendarEvent,
    CalendarKind,
    Deadline,
    NavEntry,
    PersonalData,
    QuickAdd,
    SearchDocument,
    TodayItem,
    WorkDone,
)
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.work import demo, policy, queries, reporting
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task, TaskHelper
from filrouge.kernel.work.notifications import PURPOSE, link_to
from filrouge.kernel.work.views.links import task_page
from filrouge.ui.typography import date_fr, date_short

SOON = timedelta(days=7)
HANDING_OVER = 10  # minutes: giving a task to somebody is not doing it

mail_kinds.add("work.released", MailKind("tâche confiée", still_asks=queries.still_asks))
mail_kinds.add("work.reminded", MailKind("relance d’une tâche", still_asks=queries.still_asks))
registry.link_pages.add(PURPOSE, task_page)
link_labels.add(PURPOSE, "tâche confiée")
registry.navigation.add("work", NavEntry("today", "Tâches", "work:list", "checkbox", policy.VIEW, 60))
registry.activity_pages.add("work", ActivityPage("B1-06", "Tâches", "work:list"))
registry.quick_adds.add("work", QuickAdd("Une tâche", "work:create", "checkbox", policy.CREATE, 20))
registry.demo_data.add("work", demo.STEP)
registry.report_sections.add("work", reporting.report_sections)
registry.calendar_kinds.add("task", CalendarKind("Tâches", "checkbox", "blue", 30))

LABELS = {
    "created": "a créé la tâche « {title} »",
    "changed": "a modifié la tâche « {title} » ({changes})",
    "completed": "a terminé la tâche « {title} »",
    "reopened": "a rouvert la tâche « {title} »",
    "skipped": "a passé cette fois la tâche « {title} »",
    "dropped": "a abandonné la tâche « {title} »",
    "returned": "a rendu la tâche « {title} » : {word}",
    "taken_back": "a repris la tâche « {title} »",
    "released": "a confié la tâche « {title} » à {owner}",
    "owner_told": "a prévenu {owner} pour la tâche « {title} »",
    "reminded": "a relancé {owner} pour la tâche « {title} »",
    "blocked": "a noté que la tâche « {title} » attend « {other} »",
    "unblocked": "a noté que la tâche « {title} » n’attend plus « {other} »",
    "freed": "a libéré la tâche « {title} » : « {other} » n’est plus à attendre",
    "started": "a commencé la tâche « {title} »",
    "put_back": "a remis la tâche « {title} » à faire",
    "step_added": "a ajouté l’étape « {step} » à la tâche « {title} »",
    "step_done": "a fait l’étape « {step} » de la tâche « {title} »",
    "step_undone": "a rouvert l’étape « {step} » de la tâche « {title} »",
    "step_removed": "a retiré l’étape « {step} » de la tâche « {title} »",
    "steps_moved": "a rangé les étapes de la tâche « {title} »",
    "commented": "a commenté la tâche « {title} »",
    "comment_removed": "a retiré un commentaire de la tâche « {title} »",
    "file_added": "a joint « {name} » à la tâche « {title} »",
    "file_removed": "a retiré « {name} » de la tâche « {title} »",
    "repeated": "a ouvert la suite de la tâche « {title} »",
}
for code, label in LABELS.items():
    registry.timeline_labels.add(f"work.{code}", label)


@digest_lines.register("work")
def digest(person: Person) -> Iterator[DigestLine]:
    """The tasks this person has in hand; the link answers for those they answer for."""
    for task in queries.tasks_of(person):
        url = link_to(task, person) if task.owner_id == person.pk else ""
        detail = f"Tâche pour le {date_fr(task.due_on)}" if task.due_on else "Tâche sans date"
        detail += f" ({task.origin_label})" if task.origin_label else ""
        detail += "" if url else f", avec {task.owner.full_name if task.owner else 'd’autres'}"
        yield DigestLine(WAITING, task.title, url, "Répondre", detail, task.due_on)


@registry.today.register("work")
def today(membership: Membership) -> Iterator[TodayItem]:
    """Mine that are due, those without owner, and those of others that are late."""
    if not can(membership, policy.VIEW):
        return
    day = timezone.localdate()
    mine = queries.person_of(membership)
    manages = can(membership, policy.MANAGE)
    for task in queries.on_the_desk(mine, day, day + SOON, manages=manages):
        if task.owner is None:
            detail = f"Rendue : {task.returned_word}" if task.returned_word else "À confier à quelqu’un"
            yield _item("waiting_me", task, detail)
        elif mine is not None and task.owner_id == mine.pk:
            yield _item("due", task, f"Attend {task.awaited}" if task.awaited else task.origin_label)
        else:
            yield _item("waiting_others", task, task.owner.full_name, remind_url=_remind_url(task, day))


@person_panels.register("work")
def panel(membership: Membership, person: Person) -> Panel | None:
    """Their open tasks, on the page of the person."""
    if not can(membership, policy.VIEW):
        return None
    lines = [
        PanelLine(task.title, task.get_absolute_url(), f"pour le {date_short(task.due_on)}" if task.due_on else "")
        for task in queries.tasks_of(person)[:6]
    ]
    more = f"{reverse('work:list', args=[current_organisation().slug])}?owner={person.pk}"
    return Panel("Tâches en cours", lines, more) if lines else None


def _item(section: str, task: Task, detail: str, *, remind_url: str = "") -> TodayItem:
    return TodayItem(
        section,
        task.title,
        task.get_absolute_url(),
        task.due_on,
        detail,
        "checkbox",
        minutes=HANDING_OVER if task.owner is None else task.effort,
        remind_url=remind_url,
    )


def _remind_url(task: Task, today: date) -> str:
    """Nothing when a reminder cannot leave, or left today already."""
    if task.owner is None or not task.owner.email or task.reminded_on == today:
        return ""
    return reverse("work:remind", args=[current_organisation().slug, task.pk])


@registry.deadlines.register("work")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.VIEW):
        for task in queries.open_tasks().filter(due_on__isnull=False):
            assert task.due_on is not None
            url = task.get_absolute_url()
            yield Deadline(task.due_on, task.title, url, task.origin_label, task.owner_id, task.effort)


@registry.calendar.register("work")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    if can(membership, policy.VIEW):
        slug, manages = current_organisation().slug, can(membership, policy.MANAGE)
        for task in queries.due_between(first, last):
            assert task.due_on is not None
            day = timezone.make_aware(datetime.combine(task.due_on, time()))
            owner = task.owner.full_name if task.owner else "sans responsable"
            is_mine = task.owner is not None and task.owner.user_id == membership.user_id
            yield CalendarEvent(
                day,
                day,
                task.full_title,
                task.get_absolute_url(),
                "task",
                all_day=True,
                detail=owner,
                move_url=reverse("work:day", args=[slug, task.pk]) if manages or is_mine else "",
                of_others=task.owner is not None and not is_mine,
                uid=event_uid("tache", task.pk, current_organisation().pk),
            )


@registry.work_done.register("work")
def work_done(membership: Membership, first: date, last: date) -> Iterator[WorkDone]:
    """Tasks this member had in hand and that are done, for the time planned. Else half an hour is a beginning."""
    if can(membership, policy.VIEW):
        for task in queries.done_by(membership, first, last):
            assert task.done_on is not None
            yield WorkDone(f"work:{task.pk}", task.done_on, task.effort or 30, task.full_title, task.get_absolute_url())


class TaskSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Task)
        if row.released_at is None or row.status == TaskStatus.DROPPED:
            return None  # still a draft of its meeting, or given up
        owner = row.owner.full_name if row.owner else ""
        return SearchDocument(
            title=row.title,
            body="\n".join(part for part in (row.detail, row.origin_label, owner) if part),
            url=row.get_absolute_url(),
            kind_label="Tâches",
            icon="checkbox",
            capability=policy.VIEW,
            happened_on=row.due_on or row.created_on,
        )

    def rows(self) -> Iterable[Model]:
        return queries.tasks()


registry.search.add("work.task", TaskSearch())


def _tasks_of(person: UUID) -> Iterator[dict[str, Any]]:
    for role, task in queries.tasks_naming(person):
        yield {
            "rôle": role,
            "tâche": task.title,
            "précisions": task.detail,
            "pour le": task.due_on.isoformat() if task.due_on else "",
            "état": task.get_status_display(),
            "née de": task.origin_label,
        }
    for comment in queries.comments_by(person):
        yield {"rôle": "commentaire", "tâche": comment.task.title, "commentaire": comment.text}


def _erase_tasks_of(person: UUID) -> int:
    """Tasks are the team's: they stay, without this person."""
    helped, _by_model = TaskHelper.objects.filter(person=person).delete()
    awaited = Task.objects.filter(waiting_person=person).update(waiting_person=None)
    returned = Task.objects.filter(returned_by=person).update(returned_by=None)
    said = queries.comments_by(person).update(author=None, author_name=SOMEBODY)
    return Task.objects.filter(owner=person).update(owner=None) + awaited + returned + helped + said


registry.personal_data.add(
    "work",
    PersonalData(
        label="Tâches confiées",
        legal_basis="intérêt légitime de l’équipe à organiser son travail",
        retention="5 ans après la tâche",
        export=_tasks_of,
        erase=_erase_tasks_of,
    ),
)


@registry.portability.register("work")
def portability() -> Iterator[dict[str, Any]]:
    held = ("steps", "comments", "files__file")
    for task in queries.with_people_and_blocks(queries.tasks()).prefetch_related(*held):
        yield {
            "id": str(task.pk),
            "tâche": task.title,
            "précisions": task.detail,
            "responsable": task.owner.full_name if task.owner else "",
            "pour le": task.due_on.isoformat() if task.due_on else "",
            "état": TaskStatus(task.status).label,
            "faite le": task.done_on.isoformat() if task.done_on else "",
            "répétition": task.recurrence,
            "durée prévue (minutes)": task.effort or "",
            "avec l’aide de": ", ".join(helper.person.full_name for helper in task.helpers.all()),
            "étiquettes": ", ".join(tag.label.name for tag in task.tags.all()),
            "attend": task.awaited,
            "étapes": [{"étape": one.text, "faite": one.done_on is not None} for one in task.steps.all()],
            "commentaires": [{"par": one.author_name, "texte": one.text} for one in task.comments.all()],
            "fichiers": [one.file.name for one in task.files.all()],
            "attend les tâches": ", ".join(str(block.blocked_by_id) for block in task.waits),
            "née de": task.origin_label,
        }
