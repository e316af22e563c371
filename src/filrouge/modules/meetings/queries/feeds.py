from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import not_gone
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import Confidentiality, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant
from filrouge.modules.meetings.queries.readers import readable_by

BEFORE = timedelta(days=90)  # what a calendar keeps of the past
AFTER = timedelta(days=2 * 366)
SURE = (MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW, MeetingStatus.APPROVED)


def meetings_to_follow(person: Person, account: Membership | None, now: datetime) -> QuerySet[Meeting]:
    """Convened meetings that this person may read, by their account or because they are called; drafts too for who
    prepares meetings.
    """
    prepares = account is not None and can(account, policy.PLAN)
    shown = (*SURE, MeetingStatus.DRAFT) if prepares else SURE
    if account is not None:
        may_read = readable_by(account)
    else:
        called = Participant.objects.filter(person=person).values("meeting")
        may_read = Q(confidentiality=Confidentiality.TEAM) | Q(pk__in=called)
    return (
        Meeting.objects.filter(may_read, starts_at__gte=now - BEFORE, starts_at__lt=now + AFTER, status__in=shown)
        .filter(impromptu=False)
        .select_related("type", "group")
        .order_by("starts_at", "pk")
    )


def calls_to_follow(person: Person, now: datetime) -> QuerySet[Participant]:
    """The meetings this person is called to, and those where they are a guest of one item, with their agenda."""
    kept = AgendaItem.objects.filter(postponed_at__isnull=True)
    shown = ("organisation", "meeting", "title", "position", "minutes", "postponed_at", "postponed_at")
    items = Prefetch("meeting__items", kept.only(*shown))
    return (
        Participant.expected.filter(
            person=person,
            meeting__impromptu=False,
            meeting__starts_at__gte=now - BEFORE,
            meeting__starts_at__lt=now + AFTER,
            meeting__status__in=SURE,
        )
        .select_related("meeting", "meeting__organisation", "meeting__type", "item")
        .prefetch_related(items)
        .order_by("meeting__starts_at", "pk")
    )


def groups_to_follow(person: Person) -> QuerySet[Group]:
    theirs = not_gone(timezone.localdate(), prefix="members__")
    return Group.objects.filter(theirs, closed_on__isnull=True, members__person=person).distinct()
