from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import DecisionStatus, DecisionTiming
from filrouge.modules.meetings.models import Decision, DecisionReview
from filrouge.modules.meetings.queries.readers import readable_by, reads_all
from filrouge.modules.meetings.queries.timing import timed, with_timing

STILL_HOLDS = (DecisionStatus.TO_APPLY, DecisionStatus.APPLIED)


def decision_list(
    membership: Membership,
    *,
    text: str = "",
    status: str = "",
    body: str = "",
    year: int | None = None,
    due_on: date | None = None,
    timing: DecisionTiming | None = None,
    type_code: str = "",
    group: UUID | None = None,
    no_group: bool = False,
) -> QuerySet[Decision]:
    """The register: decisions of approved minutes and those taken between meetings, the latest first.

    ``due_on`` keeps those to look at again by that day.
    """
    decisions = readable_decisions(membership).filter(number__isnull=False)
    decisions = decisions.select_related("meeting", "meeting__type", "item", "replaced_by")
    if status:
        decisions = decisions.filter(status=status)
    if body:
        decisions = decisions.filter(body=body)
    if year:
        decisions = decisions.filter(year=year)
    if due_on:
        decisions = decisions.filter(review_on__lte=due_on, status__in=STILL_HOLDS)
    if timing:
        decisions = with_timing(decisions).filter(timed(timing, timezone.localdate()))
    if type_code:
        decisions = decisions.filter(meeting__type__code=type_code)
    if group or no_group:
        decisions = decisions.filter(group=group)
    if text:
        decisions = decisions.filter(pk__in=matching_ids("meetings.decision", text))
    return decisions


def decisions_to_review(membership: Membership, day: date) -> QuerySet[Decision]:
    waiting = readable_decisions(membership).filter(status__in=STILL_HOLDS, review_on__lte=day)
    return waiting.filter(number__isnull=False).select_related("meeting")


def readable_decisions(membership: Membership) -> QuerySet[Decision]:
    if reads_all(membership):
        return Decision.objects.all()
    between = Q(meeting__isnull=True)  # decided by the whole team, between two meetings
    return Decision.objects.filter(between | readable_by(membership, "meeting__"))


def decision_with_its_thread(membership: Membership) -> QuerySet[Decision]:
    """To get one decision with what it came from, what it became and what was said of it since."""
    return (
        readable_decisions(membership)
        .select_related("meeting", "meeting__type", "meeting__group", "item", "replaced_by")
        .prefetch_related(Prefetch("reviews", DecisionReview.objects.order_by("-id")))
    )


def decisions_replaced_by(decision: Decision) -> QuerySet[Decision]:
    return Decision.objects.filter(replaced_by=decision).order_by("decided_on", "pk")


def decisions_after(membership: Membership, decision: Decision) -> QuerySet[Decision]:
    """Those that may replace it: of the register, not older, still holding."""
    later = readable_decisions(membership).filter(number__isnull=False, decided_on__gte=decision.decided_on)
    return later.filter(status__in=STILL_HOLDS).exclude(pk=decision.pk).order_by("-decided_on", "-number")


def register_choices(membership: Membership) -> tuple[list[str], list[int]]:
    """The bodies and the years that the register holds."""
    pairs = (
        readable_decisions(membership).filter(number__isnull=False).order_by().values_list("body", "year").distinct()
    )
    found = list(pairs)
    bodies = sorted({body for body, _year in found if body})
    return bodies, sorted({year for _body, year in found if year}, reverse=True)
