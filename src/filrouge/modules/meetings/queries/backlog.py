"""Points that wait: who reads them, where each stands, which meeting takes them next."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils import timezone

from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.models import Group
from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.enums import (
    TO_COME,
    TOOK_PLACE,
    Confidentiality,
    EvidenceAxis,
    MeetingStatus,
    PointState,
)
from filrouge.modules.meetings.models import (
    AgendaItem,
    BacklogItem,
    Decision,
    Information,
    Meeting,
    MeetingType,
    Participant,
)
from filrouge.modules.meetings.queries.readers import levels_of, readable_by, reads_all

ON_THE_WAY = Q(state=PointState.WAITING, planned=False, treated=False)
PLACES = {  # tabs of the page
    "waiting": ON_THE_WAY | Q(state=PointState.PROPOSED),
    "planned": Q(planned=True),
    "treated": Q(planned=False, treated=True),
    "dropped": Q(state=PointState.DROPPED),
    "all": Q(),
}


def readable_points(membership: Membership) -> QuerySet[BacklogItem]:
    """Those of the levels this member reads, those they dropped, those of the meetings they are called to."""
    if reads_all(membership):
        return BacklogItem.objects.all()
    seen = AgendaItem.objects.filter(readable_by(membership, "meeting__"), point__isnull=False).order_by()
    return BacklogItem.objects.filter(
        Q(confidentiality__in=levels_of(membership))
        | Q(author__user=membership.user_id)
        | Q(pk__in=seen.values("point"))
    )


def placed(points: QuerySet[BacklogItem]) -> QuerySet[BacklogItem]:
    """With ``planned`` and ``treated``: on the agenda of a meeting to come, of one that took place."""
    passages = AgendaItem.objects.filter(point=OuterRef("pk"), postponed_at__isnull=True).order_by()
    return points.annotate(
        planned=Exists(passages.filter(meeting__status__in=TO_COME)),
        treated=Exists(passages.filter(meeting__status__in=TOOK_PLACE)),
    )


def point_list(
    membership: Membership, *, place: str = "waiting", text: str = "", group: UUID | None = None, no_group: bool = False
) -> QuerySet[BacklogItem]:
    points = placed(readable_points(membership)).filter(PLACES[place])
    if group or no_group:
        points = points.filter(group=group)
    if text:
        points = points.filter(pk__in=matching_ids("meetings.backlogitem", text))
    return with_passages(points, membership)


def with_passages(points: QuerySet[BacklogItem], membership: Membership) -> QuerySet[BacklogItem]:
    """With the agendas each has been on, those this member may read."""
    passages = AgendaItem.objects.filter(readable_by(membership, "meeting__"))
    passages = passages.exclude(meeting__status=MeetingStatus.CANCELLED).select_related("meeting")
    return points.select_related("group", "presenter", "author", "meeting").prefetch_related(
        Prefetch("passages", passages.order_by("meeting__starts_at", "pk"))
    )


def points_waiting_for(meeting: Meeting) -> QuerySet[BacklogItem]:
    """What may go on this agenda: the points of its group and those proposed for it, but for those it put off itself.

    Each with ``postponed``: how many times it was.
    """
    passages = AgendaItem.objects.filter(point=OuterRef("pk"), postponed_at__isnull=False).order_by()
    left_here = Exists(passages.filter(meeting=meeting))
    points = placed(BacklogItem.objects.filter(group_of(meeting) | Q(meeting=meeting))).exclude(left_here)
    same_readers = Q(confidentiality__in=(Confidentiality.TEAM, meeting.confidentiality))
    times = passages.values("point").annotate(times=Count("pk")).values("times")
    points = points.filter(PLACES["waiting"]).filter(same_readers).annotate(postponed=Subquery(times))
    return points.select_related("group", "presenter", "meeting")


def group_of(meeting: Meeting, field: str = "group") -> Q:
    """What concerns the group of a meeting; what has no group waits for the meetings of the whole team."""
    whole_team = meeting.group is None or meeting.group.kind == GroupKind.TEAM
    mine = Q(**{field: meeting.group_id}) if meeting.group_id else Q()
    return mine | Q(**{f"{field}__isnull": True}) if whole_team and mine else mine or Q(**{f"{field}__isnull": True})


def next_meeting_for(group: Group | None, *conditions: Q) -> Meeting | None:
    """The next planned meeting of a group; of the whole team when there is none. An RCP only for want of another."""
    whose = Q(group=group) if group else Q(group__isnull=True) | Q(group__kind=GroupKind.TEAM)
    found = Meeting.objects.filter(whose, *conditions, ends_at__gt=timezone.now(), impromptu=False)
    coming = found.filter(status__in=(MeetingStatus.DRAFT, MeetingStatus.CONVENED)).select_related("type", "group")
    return coming.order_by(_after(Q(type__evidence_axis=EvidenceAxis.RCP)), "starts_at", "pk").first()


def usual_confidentiality(group: Group | None) -> str:
    """That of the meetings this group is invited to."""
    if group is None:
        return Confidentiality.TEAM
    kinds = MeetingType.objects.filter(Q(group=group) | Q(group__isnull=True, group_kind=group.kind), is_active=True)
    return kinds.order_by("position").values_list("confidentiality", flat=True).first() or Confidentiality.TEAM


def meeting_after(meeting: Meeting) -> Meeting | None:
    """Where a point put off goes: the next one of the group read by the same people, of the same type rather."""
    same = Q(group=meeting.group_id) if meeting.group_id else Q(group__isnull=True, type=meeting.type_id)
    later = Meeting.objects.filter(same, starts_at__gt=meeting.starts_at, ends_at__gt=timezone.now(), impromptu=False)
    later = later.filter(
        confidentiality=meeting.confidentiality, status__in=(MeetingStatus.DRAFT, MeetingStatus.CONVENED)
    )
    return (
        later.exclude(pk=meeting.pk)
        .select_related("type", "group")
        .order_by(_after(~Q(type=meeting.type_id)), "starts_at", "pk")
        .first()
    )


def _after(condition: Q) -> Case:
    """To order by: what answers it comes after the rest."""
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def untreated(meeting: Meeting) -> list[AgendaItem]:
    """Points under which nothing was written, decided or given to do."""
    items = AgendaItem.objects.filter(meeting=meeting, postponed_at__isnull=True, notes="")
    decided = Decision.objects.filter(item=OuterRef("pk"))
    informed = Information.objects.filter(item=OuterRef("pk"))
    given = Task.objects.filter(origin_kind=AgendaItem._meta.label_lower, origin_id=OuterRef("pk"))
    return list(items.exclude(Exists(decided)).exclude(Exists(informed)).exclude(Exists(given)))


def postponed(meeting: Meeting) -> list[AgendaItem]:
    items = AgendaItem.objects.filter(meeting=meeting, postponed_at__isnull=False)
    return list(items.select_related("postponed_to__meeting"))


def points_dropped_by(participant: Participant) -> QuerySet[BacklogItem]:
    """For this meeting, by this person."""
    return placed(BacklogItem.objects.filter(author=participant.person_id, meeting=participant.meeting_id))


def points_to_accept(meeting: Meeting) -> QuerySet[BacklogItem]:
    """Proposed for this meeting from a phone."""
    return BacklogItem.objects.filter(meeting=meeting, state=PointState.PROPOSED)
