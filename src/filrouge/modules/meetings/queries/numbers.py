"""Figures of a year and of the one before it, summed by the database; only what the reader may read.

Months are those of the organisation's zone: their first midnights are compared, which both databases do from the index.
Meetings noted without being called are left to who notes them: nobody is absent from a talk of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Count, DurationField, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import (
    ATTENDED,
    TOOK_PLACE,
    DecisionStatus,
    DecisionTiming,
    EvidenceAxis,
    MeetingStatus,
    Presence,
)
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries.periods import first_of_month, new_year
from filrouge.modules.meetings.queries.readers import readable_by
from filrouge.modules.meetings.queries.register import readable_decisions
from filrouge.modules.meetings.queries.timing import timed, with_timing

MONTHS = 24  # January of the year before comes first
LASTED = Sum(
    Coalesce("closed_at", "ends_at") - Coalesce("opened_at", "starts_at"),
    filter=Q(status__in=TOOK_PLACE),
    output_field=DurationField(),
)


@dataclass(frozen=True, slots=True)
class Asked:
    year: int
    type_code: str = ""
    group: UUID | None = None
    no_group: bool = False


class Tally(NamedTuple):
    """Meetings: not cancelled, held, cancelled; minutes of the sessions held."""

    planned: int = 0
    held: int = 0
    cancelled: int = 0
    minutes: int = 0


class Attendance(NamedTuple):
    """People called to meetings held: marked, and who came."""

    marked: int = 0
    came: int = 0

    @property
    def rate(self) -> float | None:
        return self.came / self.marked if self.marked else None


class Decided(NamedTuple):
    """Decisions of the register, by how they stand."""

    taken: int = 0
    in_time: int = 0
    applied_late: int = 0
    overdue: int = 0
    waiting: int = 0
    undated: int = 0
    dropped: int = 0
    replaced: int = 0

    @property
    def rate(self) -> float | None:
        """Applied in time among those whose day has come; what was given up or may still wait is in neither."""
        due = self.in_time + self.applied_late + self.overdue
        return self.in_time / due if due else None


class TypeFigures(NamedTuple):
    label: str
    axis: str
    pair: list[Tally]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Pairs are those of a year and of the one before: ``[before, asked]``."""

    asked: Asked
    months: list[Tally]
    types: dict[str, TypeFigures]  # by code
    attendance_months: list[Attendance]
    professions: dict[str, list[Attendance]]
    groups: dict[UUID | None, list[Attendance]]
    decisions: list[Decided]

    @property
    def meetings(self) -> list[Tally]:
        return [_tally(self.months[:12]), _tally(self.months[12:])]

    @property
    def attendance(self) -> list[Attendance]:
        return [_attendance(self.attendance_months[:12]), _attendance(self.attendance_months[12:])]

    def held_for(self, axis: EvidenceAxis) -> int:
        return sum(figures.pair[1].held for figures in self.types.values() if figures.axis == axis)

    @property
    def is_empty(self) -> bool:
        return not any(row.planned + row.cancelled for row in self.meetings) and not any(
            row.taken for row in self.decisions
        )


def numbers_of(membership: Membership, asked: Asked) -> Numbers:
    months, types = _meetings(membership, asked)
    attendance_months, professions, groups = _attendances(membership, asked)
    decisions = _decisions(membership, asked)
    return Numbers(asked, months, types, attendance_months, professions, groups, decisions)


def _scope(membership: Membership, asked: Asked, prefix: str = "") -> Q:
    conditions = {
        "starts_at__gte": new_year(asked.year - 1),
        "starts_at__lt": new_year(asked.year + 1),
        "impromptu": False,
    }
    if asked.type_code:
        conditions["type__code"] = asked.type_code
    if asked.group or asked.no_group:
        conditions["group"] = asked.group
    return readable_by(membership, prefix) & Q(**{f"{prefix}{name}": value for name, value in conditions.items()})


def _month(asked: Asked, moment: str) -> Case:
    """From 0 to 23: a comparison for each month, where a function of dates would be called for each row."""
    firsts = [first_of_month(asked.year - 1, rank + 2) for rank in range(MONTHS - 1)]
    before = [When(**{f"{moment}__lt": first}, then=Value(rank)) for rank, first in enumerate(firsts)]
    return Case(*before, default=Value(MONTHS - 1), output_field=IntegerField())


def _meetings(membership: Membership, asked: Asked) -> tuple[list[Tally], dict[str, TypeFigures]]:
    rows = (
        Meeting.objects.filter(_scope(membership, asked))
        .order_by("type__position", "type__name")
        .values(
            "type__code",
            "type__short_name",
            "type__evidence_axis",
            "type__position",
            "type__name",
            month=_month(asked, "starts_at"),
        )
        .annotate(
            planned=Count("pk", filter=~Q(status=MeetingStatus.CANCELLED)),
            held=Count("pk", filter=Q(status__in=TOOK_PLACE)),
            cancelled=Count("pk", filter=Q(status=MeetingStatus.CANCELLED)),
            lasted=LASTED,
        )
    )
    months, types = [Tally()] * MONTHS, dict[str, TypeFigures]()
    for row in rows:
        minutes = int((row["lasted"] or timedelta()) / timedelta(minutes=1))
        tally, month = Tally(row["planned"], row["held"], row["cancelled"], minutes), row["month"]
        months[month] = _tally([months[month], tally])
        new = TypeFigures(row["type__short_name"], row["type__evidence_axis"], [Tally(), Tally()])
        pair = types.setdefault(row["type__code"], new).pair
        pair[month // 12] = _tally([pair[month // 12], tally])
    return months, types


def _attendances(
    membership: Membership, asked: Asked
) -> tuple[list[Attendance], dict[str, list[Attendance]], dict[UUID | None, list[Attendance]]]:
    """By month, by profession and by group, in one round trip."""
    year = Case(
        When(meeting__starts_at__gte=new_year(asked.year), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    group = Cast(F("meeting__group"), CharField())
    called = called_to_meetings(membership, asked)
    parts = [
        _counted(called, "month", Value("", CharField()), _month(asked, "meeting__starts_at")),
        _counted(called, "profession", F("profession"), year),
        _counted(called, "group", Coalesce(group, Value(""), output_field=CharField()), year),
    ]
    months = [Attendance()] * MONTHS
    professions: defaultdict[str, list[Attendance]] = defaultdict(lambda: [Attendance(), Attendance()])
    groups: defaultdict[UUID | None, list[Attendance]] = defaultdict(lambda: [Attendance(), Attendance()])
    for axis, key, rank, marked, came in parts[0].union(*parts[1:], all=True):
        if axis == "month":
            months[rank] = Attendance(marked, came)
        elif axis == "profession":
            professions[key][rank] = Attendance(marked, came)
        else:
            groups[UUID(key) if key else None][rank] = Attendance(marked, came)
    return months, dict(professions), dict(groups)


def called_to_meetings(membership: Membership, asked: Asked) -> QuerySet[Participant]:
    """Who was called to meetings that took place and is marked: here or not."""
    called = Participant.objects.filter(_scope(membership, asked, "meeting__"), meeting__status__in=TOOK_PLACE)
    return called.exclude(presence=Presence.UNKNOWN).order_by()


def _counted(
    called: QuerySet[Participant], axis: str, key: F | Value | Coalesce, rank: Case
) -> QuerySet[Any, tuple[Any, ...]]:
    return (
        called.annotate(axis=Value(axis, CharField()), key=key, rank=rank)
        .values("axis", "key", "rank")
        .annotate(marked=Count("pk"), came=Count("pk", filter=Q(presence__in=ATTENDED)))
        .values_list("axis", "key", "rank", "marked", "came")
    )


def _decisions(membership: Membership, asked: Asked) -> list[Decided]:
    today = timezone.localdate()
    decisions = readable_decisions(membership).filter(number__isnull=False, year__in=(asked.year - 1, asked.year))
    if asked.type_code:
        decisions = decisions.filter(meeting__type__code=asked.type_code)
    if asked.group or asked.no_group:
        decisions = decisions.filter(group=asked.group)
    counts = {str(timing): Count("pk", filter=timed(timing, today)) for timing in DecisionTiming}
    counts |= {str(one): Count("pk", filter=Q(status=one)) for one in (DecisionStatus.DROPPED, DecisionStatus.REPLACED)}
    rows = with_timing(decisions).order_by().values("year").annotate(taken=Count("pk"), **counts)
    found: dict[int, Decided] = {
        year: Decided(*counted) for year, *counted in rows.values_list("year", *Decided._fields)
    }
    return [found.get(year, Decided()) for year in (asked.year - 1, asked.year)]


def _tally(rows: Iterable[Tally]) -> Tally:
    return Tally(*(sum(column) for column in zip(*rows, strict=True)))


def _attendance(rows: Iterable[Attendance]) -> Attendance:
    return Attendance(*(sum(column) for column in zip(*rows, strict=True)))
