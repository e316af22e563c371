from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries import bounds, sealed_to
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.queries.cases import AXIS, BEGUN
from filrouge.ui.typography import month_fr

SEALED = "RCP réservée"


@dataclass(slots=True)
class CalendarRow:
    """One RCP, or a month of concertations of two. Numbers only: no code, no name."""

    day: date
    label: str
    key: str = ""  # the meeting, or « 2026-03 »
    url: str = ""  # of the meeting, for who may read it
    is_month: bool = False
    meetings: int = 0
    minutes: int = 0
    attendance: int = 0
    professions: set[str] = field(default_factory=set)
    categories: Counter[str] = field(default_factory=Counter)
    filed: int = 0

    @property
    def cases(self) -> int:
        return self.categories.total()

    @property
    def profession_labels(self) -> list[str]:
        return [label for code, label in Profession.choices if code in self.professions]

    @property
    def by_category(self) -> list[tuple[str, int]]:
        return [(label, self.categories[code]) for code, label in Category.choices]


def calendar_of(membership: Membership, year: int) -> list[CalendarRow]:
    """The RCP of a year in their order, concertations of two rolled up at the end of their month.

    A meeting that this member may not read has its numbers, neither its title nor its address.
    """
    first, last = bounds(date(year, 1, 1), date(year, 12, 31))
    meetings = (
        Meeting.objects.filter(starts_at__gte=first, starts_at__lt=last, status__in=BEGUN, type__evidence_axis=AXIS)
        .select_related("organisation")
        .order_by("starts_at", "pk")
    )
    sealed = set(sealed_to(membership).filter(starts_at__gte=first, starts_at__lt=last).values_list("pk", flat=True))
    rows: dict[UUID, CalendarRow] = {}
    months: dict[int, CalendarRow] = {}
    plenary: list[CalendarRow] = []
    for meeting in meetings:
        if meeting.impromptu:
            row = _month_of(meeting, months)
        else:
            row = CalendarRow(meeting.starts_on, SEALED if meeting.pk in sealed else meeting.title, str(meeting.pk))
            row.url = "" if meeting.pk in sealed else meeting.get_absolute_url()
            plenary.append(row)
        opened, closed = meeting.session
        row.meetings += 1
        row.minutes += int((closed - opened).total_seconds() // 60)
        rows[meeting.pk] = row
    _add_attendance(rows)
    _add_cases(rows)
    return sorted([*plenary, *months.values()], key=lambda row: (row.day.month, row.is_month, row.day))


def _month_of(meeting: Meeting, months: dict[int, CalendarRow]) -> CalendarRow:
    day = timezone.localdate(meeting.starts_at)
    label = f"Concertations à deux, {month_fr(day)}"
    return months.setdefault(day.month, CalendarRow(day.replace(day=1), label, f"{day:%Y-%m}", is_month=True))


def _add_attendance(rows: dict[UUID, CalendarRow]) -> None:
    came = Participant.objects.filter(meeting__in=list(rows), presence__in=ATTENDED).order_by()
    for meeting, profession in came.values_list("meeting_id", "profession"):
        rows[meeting].attendance += 1
        rows[meeting].professions.add(profession)


def _add_cases(rows: dict[UUID, CalendarRow]) -> None:
    noted = Case.objects.filter(meeting__in=list(rows)).order_by()
    for meeting, category, filed_on, professions in noted.values_list(
        "meeting_id", "category", "filed_on", "professions"
    ):
        rows[meeting].professions.update(professions)
        rows[meeting].categories[category] += 1
        rows[meeting].filed += filed_on is not None


def total_of(rows: Iterable[CalendarRow], label: str, day: date) -> CalendarRow:
    total = CalendarRow(day, label)
    for row in rows:
        total.meetings += row.meetings
        total.minutes += row.minutes
        total.attendance += row.attendance
        total.professions |= row.professions
        total.categories += row.categories
        total.filed += row.filed
    return total


def without_case(rows: Sequence[CalendarRow]) -> list[CalendarRow]:
    """RCP held where nothing was noted: forgotten more often than empty."""
    return [row for row in rows if not row.is_month and row.cases == 0]
