"""What may come back to the agenda of a meeting: decisions to review, tasks overdue, mandates that end."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.models import Group, GroupMember, Responsibility
from filrouge.kernel.people.queries import not_gone
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.queries import late_on
from filrouge.modules.meetings.enums import Confidentiality
from filrouge.modules.meetings.models import AgendaItem, Decision, Meeting, Participant
from filrouge.modules.meetings.queries.backlog import group_of
from filrouge.modules.meetings.queries.register import STILL_HOLDS

MOST = 10  # of each sort: an agenda is not a dashboard
SOON = timedelta(days=60)  # how long before its end a mandate is spoken of


def decisions_for(meeting: Meeting) -> QuerySet[Decision]:
    """Those to look at again by the day of the meeting, taken by its group, that its people may all read."""
    open_to_all = Q(meeting__isnull=True) | Q(meeting__confidentiality=Confidentiality.TEAM)
    theirs = Q(meeting__confidentiality=meeting.confidentiality, group=meeting.group_id)
    due = Decision.objects.filter(number__isnull=False, status__in=STILL_HOLDS, review_on__lte=meeting.starts_on)
    return due.filter(group_of(meeting), open_to_all | theirs).order_by("review_on", "pk")[:MOST]


def late_tasks_for(meeting: Meeting, today: date) -> QuerySet[Task]:
    """Overdue: born of earlier meetings of the group, or in the hands of its people."""
    born = AgendaItem.objects.filter(meeting__group=meeting.group_id).order_by().values("pk")
    members = GroupMember.objects.filter(not_gone(today), group=meeting.group_id).order_by().values("person")
    called = Participant.objects.filter(meeting=meeting).order_by().values("person")
    theirs = Q(owner__in=members if meeting.group_id else called)
    of_group = Q(origin_kind=AgendaItem._meta.label_lower, origin_id__in=born)
    late = late_on(today).filter(theirs | of_group).exclude(origin_kind=Meeting._meta.label_lower)
    return late.order_by("due_on", "pk")[:MOST]


def is_of_the_whole_team(meeting: Meeting) -> bool:
    return meeting.group is None or meeting.group.kind in {GroupKind.TEAM, GroupKind.BUREAU}


def ending_responsibilities(day: date) -> QuerySet[Responsibility]:
    ending = Responsibility.objects.filter(
        ends_on__gte=day - SOON, ends_on__lte=day + SOON, person__left_on__isnull=True
    )
    return ending.select_related("person").order_by("ends_on", "pk")[:MOST]


def ending_groups(meeting: Meeting) -> QuerySet[Group]:
    """Whose mandate ends soon: its own, or all for a meeting of the whole team."""
    ending = Group.objects.filter(closed_on__isnull=True, ends_on__lte=meeting.starts_on + SOON)
    if is_of_the_whole_team(meeting) or meeting.group_id is None:
        return ending
    return ending.filter(pk=meeting.group_id)
