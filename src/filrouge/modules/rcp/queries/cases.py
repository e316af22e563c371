from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import ATTENDED, TOOK_PLACE, MeetingStatus
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries import bounds, readable_by
from filrouge.modules.rcp import policy
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.models.case import NEWEST_FIRST, WAITS_FOR_REVIEW
from filrouge.modules.rcp.validators import readable_code

AXIS = "rcp"
BEGUN = (MeetingStatus.OPEN, *TOOK_PLACE)  # situations are noted from the opening on


def is_rcp(meeting: Meeting) -> bool:
    return bool(meeting.type.evidence_axis == AXIS)


def cases(membership: Membership) -> QuerySet[Case]:
    """Situations this member may read, with their meeting and who attended it."""
    return with_attendance(readable_cases(membership)).order_by(*NEWEST_FIRST)


def with_attendance(found: QuerySet[Case]) -> QuerySet[Case]:
    """For ``professions_of``: two queries, whatever the number of situations."""
    came = Participant.objects.filter(presence__in=ATTENDED).only("organisation", "meeting", "profession")
    return found.select_related("meeting", "meeting__type").prefetch_related(
        Prefetch("meeting__participants", came, to_attr="came")
    )


def case_list(
    membership: Membership,
    *,
    year: int | None = None,
    text: str = "",
    category: str = "",
    theme: str = "",
    state: str = "",
    kind: str = "",
) -> QuerySet[Case]:
    """``state``: "to_file", "to_review", "to_inform" or all. ``kind``: "called", "impromptu" or all."""
    found = cases(membership)
    if year:
        first, last = bounds(date(year, 1, 1), date(year, 12, 31))
        found = found.filter(meeting__starts_at__gte=first, meeting__starts_at__lt=last)
    if text:
        found = found.filter(code__icontains=readable_code(text))
    if category:
        found = found.filter(category=category)
    if theme:
        found = found.filter(theme=theme)
    if kind:
        found = found.filter(meeting__impromptu=kind == "impromptu")
    if state in STATES:
        found = found.filter(STATES[state])
    return found


STATES = {"to_file": Q(filed_on__isnull=True), "to_review": WAITS_FOR_REVIEW, "to_inform": Q(informed=False)}


def readable_cases(membership: Membership) -> QuerySet[Case]:
    """Those of meetings that this member may read."""
    return Case.objects.filter(readable_by(membership, "meeting__"))


def cases_for_panel(membership: Membership, meeting: Meeting) -> QuerySet[Case]:
    """The situations of this meeting, those that wait to be seen again that day, and how many ``professions_there``."""
    due = WAITS_FOR_REVIEW & Q(review_on__lte=timezone.localdate(meeting.ends_at))
    came = Participant.objects.filter(meeting=OuterRef("meeting"), presence__in=ATTENDED).order_by().values("meeting")
    number = came.annotate(number=Count("profession", distinct=True)).values("number")
    found = readable_cases(membership).filter(Q(meeting=meeting) | due).annotate(professions_there=Subquery(number))
    return found.order_by("created_at", "pk")


def same_code(membership: Membership, case: Case) -> QuerySet[Case]:
    """When else this situation was examined."""
    others = readable_cases(membership).filter(code=case.code).exclude(pk=case.pk)
    return others.select_related("meeting").order_by(*NEWEST_FIRST)


def cases_to_review(membership: Membership, until: date) -> QuerySet[Case]:
    """For who keeps the RCP, all of them; for the others, those of the meetings where they were."""
    waiting = readable_cases(membership).filter(WAITS_FOR_REVIEW, review_on__lte=until)
    if not can(membership, policy.KEEP):
        mine = Participant.objects.filter(person__user=membership.user_id, presence__in=ATTENDED).order_by()
        waiting = waiting.filter(meeting__in=mine.values("meeting"))
    return waiting.select_related("meeting").order_by("review_on", "pk")


def reviews_between(membership: Membership, first: date, last: date) -> QuerySet[Case]:
    waiting = readable_cases(membership).filter(WAITS_FOR_REVIEW, review_on__gte=first, review_on__lte=last)
    return waiting.select_related("meeting")


def professions_of(case: Case) -> list[str]:
    """Their labels, in the order of the house. ``case`` comes from ``with_attendance``."""
    came = {one.profession for one in getattr(case.meeting, "came", ())}
    held = set(case.professions) or came
    return [label for code, label in Profession.choices if code in held]
