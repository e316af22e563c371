from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import ATTENDED, TO_COME, TOOK_PLACE, Answer, MeetingStatus, Presence, StepAct
from filrouge.modules.meetings.models import Correction, Meeting, Participant
from filrouge.modules.meetings.queries.counts import count_open_remarks, count_participants
from filrouge.modules.meetings.queries.periods import bounds, first_of_month
from filrouge.modules.meetings.queries.readers import readable_meetings
from filrouge.modules.meetings.queries.retroplanning import has_open_step

# What the list and its export show. The rest of a meeting, of its type (agenda) and group (mandate) stays unread.
SHOWN = (
    "organisation", "title", "starts_at", "ends_at", "place", "status", "confidentiality",
    "type__name", "type__short_name", "group__name",
)  # fmt: skip


CLAIMED = ~Q(claim=Presence.UNKNOWN)  # presences said afterwards, against the mark


MOMENTS = {  # of the list: the first three are its tabs, figures lead to the others
    "to_come": Q(status__in=TO_COME),
    "past": ~Q(status__in=TO_COME),
    "all": Q(),
    "held": Q(status__in=TOOK_PLACE),
    "planned": ~Q(status=MeetingStatus.CANCELLED),
    "cancelled": Q(status=MeetingStatus.CANCELLED),
}
NOBODY = {"called": 0, "coming": 0, "attended": 0}


def meeting_list(
    membership: Membership,
    *,
    when: str = "",
    text: str = "",
    type_code: str = "",
    group: UUID | None = None,
    no_group: bool = False,
    year: int | None = None,
    month: int | None = None,
    profession: str = "",
) -> QuerySet[Meeting]:
    """Rows of the list and of its export. ``when`` is one of ``MOMENTS``; a month is that of the year given."""
    meetings = readable_meetings(membership).filter(impromptu=False).select_related("type", "group").only(*SHOWN)
    meetings = meetings.filter(MOMENTS.get(when, Q()))
    if when == "to_come":
        meetings = meetings.order_by("starts_at", "pk")
    if type_code:
        meetings = meetings.filter(type__code=type_code)
    if group or no_group:
        meetings = meetings.filter(group=group)
    if year:
        first, months = month or 1, 1 if month else 12
        until = first_of_month(year, first + months)
        meetings = meetings.filter(starts_at__gte=first_of_month(year, first), starts_at__lt=until)
    if profession:
        called = Participant.objects.filter(profession=profession).order_by().values("meeting")
        meetings = meetings.filter(pk__in=called)
    if text:
        meetings = meetings.filter(pk__in=matching_ids("meetings.meeting", text))
    return meetings


def with_numbers(meetings: QuerySet[Meeting]) -> list[Meeting]:
    """These meetings, each with ``called``, ``coming`` and ``attended``: one more query, whatever their number."""
    rows = list(meetings)
    counted = Participant.objects.filter(meeting__in=[row.pk for row in rows]).order_by().values("meeting")
    came, coming = Q(presence__in=ATTENDED), Q(answer=Answer.COMING)
    counted = counted.annotate(called=Count("pk"), coming=Count("pk", filter=coming), attended=Count("pk", filter=came))
    numbers: dict[Any, Any] = {found["meeting"]: found for found in counted}
    for row in rows:
        found = numbers.get(row.pk, NOBODY)
        vars(row).update(called=found["called"], coming=found["coming"], attended=found["attended"])
    return rows


def years_with_meetings() -> list[int]:
    """From the latest to the first; both ends are read from the index, whatever the number of meetings."""
    ends = Meeting.objects.order_by().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if ends["first"] is None:
        return []
    return list(range(timezone.localtime(ends["last"]).year, timezone.localtime(ends["first"]).year - 1, -1))


def meetings_between(membership: Membership, first: datetime, last: datetime) -> QuerySet[Meeting]:
    return (
        readable_meetings(membership)
        .filter(starts_at__gte=first, starts_at__lt=last, impromptu=False)
        .exclude(status=MeetingStatus.CANCELLED)
        .select_related("type")
    )


def to_convene(membership: Membership, moment: datetime, *, days: int = 21) -> QuerySet[Meeting]:
    """Drafts whose date is near enough to call people: three weeks by default. Those that no task says already."""
    return (
        readable_meetings(membership)
        .filter(status=MeetingStatus.DRAFT, starts_at__gte=moment, starts_at__lt=moment + timedelta(days=days))
        .exclude(has_open_step(StepAct.CONVENE))
        .order_by("starts_at")
    )


WAITING = (MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.HELD)


def on_the_desk(membership: Membership, moment: datetime, *, days: int = 21) -> QuerySet[Meeting]:
    """In one look: the meetings of the day, the drafts near enough to call people, and what is past and waits.

    With ``opinions`` given; to answer: ``corrections``, ``claims`` and ``remarks_open``. ``convened_by_task``,
    ``sent_by_task``, ``approved_by_task``: a step of the retroplanning says it already.
    """
    first, last = bounds(timezone.localdate(moment), timezone.localdate(moment))
    near = Q(status=MeetingStatus.DRAFT, starts_at__gte=moment, starts_at__lt=moment + timedelta(days=days))
    past = Q(status=MeetingStatus.REVIEW) | Q(ends_at__lt=moment, status__in=WAITING)
    return (
        readable_meetings(membership)
        .filter(near | Q(starts_at__gte=first, starts_at__lt=last) | past, impromptu=False)
        .exclude(status=MeetingStatus.CANCELLED)
        .annotate(
            convened_by_task=has_open_step(StepAct.CONVENE),
            readers=count_participants(presence__in=ATTENDED),
            opinions=count_participants(~Q(approval="none")),
            corrections=count_participants(approval="changes"),
            claims=count_participants(CLAIMED),
            remarks_open=count_open_remarks(),
            sent_by_task=has_open_step(StepAct.REVIEW),
            approved_by_task=has_open_step(StepAct.APPROVE),
            corrected=Exists(Correction.objects.filter(meeting=OuterRef("pk"))),
        )
        .select_related("type")
        .order_by("starts_at")
    )
