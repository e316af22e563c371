from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.rules import queries as rules
from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.enums import ATTENDED, TO_COME, TOOK_PLACE, Answer, DecisionStatus, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Decision, Meeting, MeetingType, Minutes, Participant

# What the list and its export show. The rest of a meeting, of its type (agenda) and group (mandate) stays unread.
SHOWN = (
    "organisation", "title", "starts_at", "ends_at", "place", "status",
    "type__name", "type__short_name", "group__name",
)  # fmt: skip
NOBODY = {"called": 0, "coming": 0, "attended": 0}


def meeting_types() -> QuerySet[MeetingType]:
    return MeetingType.objects.filter(is_active=True)


def _count_participants(*conditions: Q, **filters: Any) -> Coalesce:
    counted = (
        Participant.objects.filter(*conditions, meeting=OuterRef("pk"), **filters)
        .order_by()
        .values("meeting")
        .annotate(total=Count("pk"))
        .values("total")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def meeting_list(
    *, when: str = "", text: str = "", type_code: str = "", group: UUID | None = None, year: int | None = None
) -> QuerySet[Meeting]:
    """Rows of the list and of its export. ``when``: "to_come", "past" or all."""
    meetings = Meeting.objects.select_related("type", "group").only(*SHOWN)
    if when == "to_come":
        meetings = meetings.filter(status__in=TO_COME).order_by("starts_at", "pk")
    elif when == "past":
        meetings = meetings.exclude(status__in=TO_COME)
    if type_code:
        meetings = meetings.filter(type__code=type_code)
    if group:
        meetings = meetings.filter(group=group)
    if year:
        meetings = meetings.filter(starts_at__gte=_new_year(year), starts_at__lt=_new_year(year + 1))
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


def _new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 -- made aware in the organisation's zone


def years_with_meetings() -> list[int]:
    """From the latest to the first; both ends are read from the index, whatever the number of meetings."""
    ends = Meeting.objects.order_by().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if ends["first"] is None:
        return []
    return list(range(timezone.localtime(ends["last"]).year, timezone.localtime(ends["first"]).year - 1, -1))


def participants_of(meeting: Meeting) -> QuerySet[Participant]:
    return meeting.participants.select_related("person")


def attendees(meeting: Meeting) -> QuerySet[Participant]:
    return participants_of(meeting).filter(presence__in=ATTENDED)


def meetings_with_everything() -> QuerySet[Meeting]:
    """To get one meeting complete for its page, its session and its minutes, in a constant number of queries.

    Rows are ordered by what they are found by, first: ordered by key alone, SQLite reads all those of the organisation.
    """
    return Meeting.objects.select_related("type", "group", "site", "facilitator", "secretary").prefetch_related(
        Prefetch("participants", Participant.objects.select_related("person")),
        Prefetch("items", AgendaItem.objects.select_related("presenter")),
        Prefetch("items__decisions", Decision.objects.order_by("item_id", "pk")),
        Prefetch("minutes_versions", Minutes.objects.select_related("file").order_by("meeting_id", "-version")),
    )


def tasks_of(meeting: Meeting) -> QuerySet[Task]:
    return Task.objects.filter(
        origin_kind=AgendaItem._meta.label_lower, origin_id__in=meeting.items.values("pk")
    ).select_related("owner")


def tasks_by_item(meeting: Meeting) -> dict[UUID | None, list[Task]]:
    found: dict[UUID | None, list[Task]] = {}
    for task in tasks_of(meeting).order_by("created_on", "pk"):
        found.setdefault(task.origin_id, []).append(task)
    return found


def people_to_invite(meeting: Meeting) -> QuerySet[Person]:
    day = meeting.starts_on
    return Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=day)).exclude(
        pk__in=meeting.participants.values("person")
    )


def decision_list(*, text: str = "", status: str = "", year: int | None = None) -> QuerySet[Decision]:
    """The register: decisions of approved minutes, the latest first."""
    decisions = Decision.objects.filter(number__isnull=False).select_related("meeting", "meeting__type", "item")
    if status:
        decisions = decisions.filter(status=status)
    if year:
        decisions = decisions.filter(year=year)
    if text:
        decisions = decisions.filter(pk__in=matching_ids("meetings.decision", text))
    return decisions


def decisions_to_review(day: date) -> QuerySet[Decision]:
    return Decision.objects.filter(
        number__isnull=False, review_on__lte=day, status=DecisionStatus.TO_APPLY
    ).select_related("meeting")


def meetings_of_day(day: date) -> QuerySet[Meeting]:
    """Between two midnights: the date of each meeting ever held would have to be computed otherwise."""
    first, last = (timezone.make_aware(datetime.combine(one, time.min)) for one in (day, day + timedelta(days=1)))
    return meetings_between(first, last)


def meetings_between(first: datetime, last: datetime) -> QuerySet[Meeting]:
    return (
        Meeting.objects.filter(starts_at__gte=first, starts_at__lt=last)
        .exclude(status=MeetingStatus.CANCELLED)
        .select_related("type")
    )


def to_convene(moment: datetime, *, days: int = 21) -> QuerySet[Meeting]:
    """Drafts whose date is near enough to call people: three weeks by default."""
    return Meeting.objects.filter(
        status=MeetingStatus.DRAFT, starts_at__gte=moment, starts_at__lt=moment + timedelta(days=days)
    ).order_by("starts_at")


def to_write_up(moment: datetime) -> QuerySet[Meeting]:
    """Past meetings that wait for somebody: presence, minutes, approval."""
    waiting = (MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.HELD)
    return Meeting.objects.filter(status__in=waiting, ends_at__lt=moment).order_by("starts_at")


def in_review() -> QuerySet[Meeting]:
    """Minutes out for review, with ``opinions`` given and ``corrections`` asked."""
    return (
        Meeting.objects.filter(status=MeetingStatus.REVIEW)
        .annotate(
            readers=_count_participants(presence__in=ATTENDED),
            opinions=_count_participants(~Q(approval="none")),
            corrections=_count_participants(approval="changes"),
        )
        .order_by("review_until")
    )


def evidence_of(year: int) -> QuerySet[Meeting]:
    """Meetings of a year that took place or should have, with their attendance and their frozen minutes."""
    return (
        Meeting.objects.filter(starts_at__gte=_new_year(year), starts_at__lt=_new_year(year + 1))
        .annotate(attended=_count_participants(presence__in=ATTENDED))
        .filter(Q(status__in=TOOK_PLACE) | Q(ends_at__lt=timezone.now()))
        .exclude(status=MeetingStatus.CANCELLED)
        .exclude(type__evidence_axis="none")
        .select_related("type")
        .prefetch_related(Prefetch("minutes_versions", Minutes.objects.select_related("file")))
        .order_by("starts_at", "pk")
    )


def payable_attendance(first: datetime, last: datetime) -> QuerySet[Participant]:
    return (
        Participant.objects.filter(
            meeting__starts_at__gte=first,
            meeting__starts_at__lt=last,
            meeting__status__in=TOOK_PLACE,
            minutes__gt=0,
        )
        .select_related("meeting", "person")
        .order_by(F("meeting__starts_at").asc(), "pk")
    )


def payable_minutes(minutes: int, day: date) -> int:
    """Minutes of presence as the rule in force that day counts them: by steps, nothing under a minimum."""
    rule = rules.load("rules", "meeting_hours").at(day)
    if minutes < rule.integer("minimum_presence_minutes"):
        return 0
    step = rule.integer("step_minutes")
    added = {"down": 0, "nearest": step // 2, "up": step - 1}[rule.text("rounding")]
    return (minutes + added) // step * step
