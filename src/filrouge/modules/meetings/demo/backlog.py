"""Points that wait, one put off twice, and the steps of meetings that somebody did in time."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work.enums import TaskStatus
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import ItemKind
from filrouge.modules.meetings.models import Meeting, MeetingStep

MORNING = time(10)
SIGNS = "Refaire la signalétique du hall"


def fill(membership: Membership, context: DemoContext) -> None:
    _do_steps(membership, context)
    bureau = Group.objects.filter(kind=GroupKind.BUREAU).order_by("name").first()
    services.drop_point(
        by=membership,
        title="Choisir le prestataire de ménage",
        group=bureau,
        kind=ItemKind.DECISION,
        minutes=15,
        word="Trois devis reçus ; le plus cher inclut les vitres.",
    )
    services.drop_point(by=membership, title="Horaires d’ouverture du samedi", minutes=20)
    person = Person.objects.filter(left_on__isnull=True, user__isnull=True).order_by("sort_name")[2]
    services.drop_point(
        by=Actor(person.full_name, person.pk),
        title="Partager le planning des remplacements",
        word="Pour ne pas partir tous la même semaine.",
    )


def _do_steps(membership: Membership, context: DemoContext) -> None:
    """What was due before today was done that day."""
    due = MeetingStep.objects.filter(task__status=TaskStatus.OPEN, task__due_on__lt=context.today)
    for step in due.select_related("task"):
        assert step.task.due_on is not None
        with context.travel(timezone.make_aware(datetime.combine(step.task.due_on, MORNING))):
            services.do_step(step, by=membership)


def take_up(meeting: Meeting, membership: Membership) -> None:
    """A team meeting takes the point that the one before put off."""
    for point in queries.points_waiting_for(meeting).filter(title=SIGNS):
        services.plan_point(point, meeting, by=membership)


def put_off(meeting: Meeting, membership: Membership) -> None:
    """There was no time for it, once more."""
    item = meeting.items.filter(title=SIGNS).first() or services.add_item(
        meeting, by=membership, title=SIGNS, minutes=15
    )
    services.postpone_item(item, by=membership)
