"""The RCP of civil years and what was noted there: what is counted, declared and told starts from these rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Seen:
    meetings: tuple[Meeting, ...]  # in the order of the days
    cases: tuple[CaseRow, ...]  # of any meeting, whatever its axis is today


@told_by_year
def seen_in(years: Sequence[int]) -> dict[int, Seen]:
    """Two queries, whatever the number of years and of situations."""
    rows = Meeting.objects.filter(**_within(years), type__evidence_axis=AXIS)
    meetings = list(rows.select_related("organisation").order_by("starts_at", "pk"))
    noted = Case.objects.filter(**_within(years, "meeting__")).order_by("pk")
    places = ("meeting_id", "meeting__starts_at", "code", "category", "filed_on", "professions")
    cases = [CaseRow(*row) for row in noted.values_list(*places)]
    return {
        year: Seen(
            tuple(row for row in meetings if timezone.localdate(row.starts_at).year == year),
            tuple(case for case in cases if timezone.localdate(case.starts_at).year == year),
        )
        for year in years
    }


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
