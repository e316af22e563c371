from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.reading import told_by_year
from filrouge.modules.maturity.enums import Status
from filrouge.modules.maturity.models import Assessment, Invitation


def assessments() -> QuerySet[Assessment]:
    """Newest first, with how many were asked and how many answered."""
    return (
        Assessment.objects.select_related("group", "organisation", "report")
        .annotate(
            asked=Count("invitations", distinct=True),
            answered=Count("invitations", filter=Q(invitations__has_answered=True), distinct=True),
        )
        .order_by(F("opened_on").desc(nulls_first=True), "-pk")
    )


def closed() -> QuerySet[Assessment]:
    """Those whose results are known, newest first."""
    return assessments().filter(status=Status.CLOSED).order_by("-closed_on", "-pk")


@told_by_year
def closed_in(years: Sequence[int]) -> dict[int, list[Assessment]]:
    """Newest first."""
    found: dict[int, list[Assessment]] = {year: [] for year in years}
    for one in closed().filter(closed_on__year__gte=min(years), closed_on__year__lte=max(years)):
        assert one.closed_on is not None  # it is closed
        found.setdefault(one.closed_on.year, []).append(one)
    return found


def before(assessment: Assessment) -> Assessment | None:
    """The one of the same group closed before this one."""
    if assessment.closed_on is None:
        return None
    sooner = Q(closed_on__lt=assessment.closed_on) | Q(closed_on=assessment.closed_on, pk__lt=assessment.pk)
    return closed().filter(sooner, group=assessment.group_id).first()


def with_room(code: str) -> Assessment | None:
    """The one that people in a room answer today with this code."""
    found = assessments().filter(room_code=code).first() if code else None
    return found if found and found.has_room_on(timezone.localdate()) else None


def is_time_again(assessment: Assessment, today: date) -> bool:
    """Its date to look again has come, and nothing was begun since with the same group."""
    if assessment.next_on is None or assessment.next_on > today:
        return False
    later = Assessment.objects.filter(group=assessment.group_id, pk__gt=assessment.pk)
    return not later.exclude(status=Status.CANCELLED).exists()


def invitations_with_assessment() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("person", "assessment", "assessment__organisation", "assessment__group")


def awaited_from(person: Person) -> QuerySet[Invitation]:
    """What still waits for the answer of this person."""
    return invitations_with_assessment().filter(
        person=person,
        has_answered=False,
        assessment__status=Status.OPEN,
        assessment__closes_on__gte=timezone.localdate(),
    )


def still_asks(person: UUID, object_id: UUID) -> bool:
    return Invitation.objects.filter(
        person=person, assessment=object_id, has_answered=False, assessment__status=Status.OPEN
    ).exists()
