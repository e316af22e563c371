from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from filrouge.kernel.people.models import Group, Person
from filrouge.modules.meetings.enums import Confidentiality, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant

BEFORE = timedelta(days=90)  # what a calendar keeps of the past
AFTER = timedelta(days=2 * 366)
SURE = (MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW, MeetingStatus.APPROVED)


def meetings_to_follow(person: Person, now: datetime, *, prepares: bool) -> QuerySet[Meeting]:
    """Convened meetings that this person may read; all of them, drafts too, for who prepares meetings."""
    shown = (*SURE, MeetingStatus.DRAFT) if prepares else SURE
    meetings = Meeting.objects.filter(starts_at__gte=now - BEFORE, starts_at__lt=now + AFTER, status__in=shown)
    if not prepares:
        called = Participant.objects.filter(person=person).values("meeting")
        meetings = meetings.filter(Q(confidentiality=Confidentiality.TEAM) | Q(pk__in=called))
    return meetings.select_related("type", "group").order_by("starts_at", "pk")


def calls_to_follow(person: Person, now: datetime) -> QuerySet[Participant]:
    """The meetings this person is called to, with their agenda."""
    items = Prefetch("meeting__items", AgendaItem.objects.only("organisation", "meeting", "title", "position"))
    return (
        Participant.objects.filter(
            person=person,
            meeting__starts_at__gte=now - BEFORE,
            meeting__starts_at__lt=now + AFTER,
            meeting__status__in=SURE,
        )
        .select_related("meeting", "meeting__organisation")
        .prefetch_related(items)
        .order_by("meeting__starts_at", "pk")
    )


def groups_to_follow(person: Person) -> QuerySet[Group]:
    return Group.objects.filter(
        closed_on__isnull=True, members__person=person, members__left_on__isnull=True
    ).distinct()
