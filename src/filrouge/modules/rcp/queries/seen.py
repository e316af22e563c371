"""The RCP of civil years and what was noted there: what is counted, declared and told starts from these rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.reading import told_by_year
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries import bounds
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.queries.cases import AXIS, BEGUN


class CaseRow(NamedTuple):
    meeting: UUID
    starts_at: datetime  # of the meeting
    code: str
    category: str
    filed_on: date | None
    professions: list[str]


@told_by_year
def meetings_in(years: Sequence[int]) -> dict[int, list[Meeting]]:
    """In the order of the days."""
    found: dict[int, list[Meeting]] = {year: [] for year in years}
    rows = Meeting.objects.filter(**_within(years), type__evidence_axis=AXIS).select_related("organisation")
    for row in rows.order_by("starts_at", "pk"):
        found.setdefault(row.starts_on.year, []).append(row)
    return found


@told_by_year
def cases_in(years: Sequence[int]) -> dict[int, list[CaseRow]]:
    """Of any meeting, whatever its axis is today."""
    found: dict[int, list[CaseRow]] = {year: [] for year in years}
    places = ("meeting_id", "meeting__starts_at", "code", "category", "filed_on", "professions")
    for row in Case.objects.filter(**_within(years, "meeting__")).order_by("pk").values_list(*places):
        found.setdefault(timezone.localdate(row[1]).year, []).append(CaseRow(*row))
    return found


@told_by_year
def came_in(years: Sequence[int]) -> dict[int, list[tuple[UUID, str]]]:
    """Who was there, without a name: the meeting and the profession."""
    came = Participant.objects.filter(**_within(years, "meeting__"), meeting__type__evidence_axis=AXIS)
    found: dict[int, list[tuple[UUID, str]]] = {year: [] for year in years}
    for meeting, starts_at, profession in (
        came.filter(presence__in=ATTENDED).order_by().values_list("meeting_id", "meeting__starts_at", "profession")
    ):
        found.setdefault(timezone.localdate(starts_at).year, []).append((meeting, profession))
    return found


def _within(years: Sequence[int], meeting: str = "") -> dict[str, Any]:
    first, last = bounds(date(min(years), 1, 1), date(max(years), 12, 31))
    return {
        f"{meeting}starts_at__gte": first,
        f"{meeting}starts_at__lt": last,
        f"{meeting}status__in": BEGUN,
    }
