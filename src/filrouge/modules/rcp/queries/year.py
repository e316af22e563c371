from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, QuerySet
from django.utils import timezone

from filrouge.kernel.reading import told_once
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import bounds
from filrouge.modules.rcp.enums import COUNTED, ImpromptuMeetings, Rounding, UnderMinimum
from filrouge.modules.rcp.models import PatientCounts
from filrouge.modules.rcp.queries import counting
from filrouge.modules.rcp.queries.cases import AXIS, BEGUN
from filrouge.modules.rcp.queries.method import Method, method_of, method_with
from filrouge.modules.rcp.queries.seen import CaseRow, cases_in, meetings_in


@dataclass(frozen=True, slots=True)
class Held:
    """RCP of a year that took place: those that were called, concertations of two, and the months that had some."""

    plenary: int
    impromptu: int
    months: int

    def standing_for(self, method: Method) -> int:
        """How many of the meetings asked for the concertations of two are, as the team chose."""
        added = {ImpromptuMeetings.MONTHLY.value: self.months, ImpromptuMeetings.EACH.value: self.impromptu}
        return added.get(method.counting.text("impromptu_meetings"), 0)

    def missing(self, method: Method) -> int:
        return max(method.required - self.plenary - self.standing_for(method), 0)


@dataclass(frozen=True, slots=True)
class YearCount:
    """Where a year stands, and every number that leads there."""

    method: Method
    patients: PatientCounts | None
    held: Held
    cases: int
    others: int  # outside the base, not counted
    again: int  # the same code another time in the year, not counted
    to_file: int
    today: date

    @property
    def year(self) -> int:
        return self.method.year

    @property
    def examined(self) -> int:
        return self.cases - self.others - self.again

    @property
    def impromptu_meetings(self) -> int:
        return self.held.standing_for(self.method)

    @property
    def meetings(self) -> int:
        return self.held.plenary + self.impromptu_meetings

    @property
    def meetings_missing(self) -> int:
        return self.held.missing(self.method)

    @property
    def base(self) -> int:
        return self.patients.base if self.patients else 0

    @property
    def patients_are_older(self) -> bool:
        """The base is that of an earlier 31 December, in the meantime."""
        return self.patients is not None and self.patients.year != self.year

    @property
    def rate(self) -> Decimal | None:
        return self._rate(self.examined)

    @property
    def cases_missing(self) -> int:
        return counting.missing_cases(self.examined, self.base, self.method.goal)

    @property
    def goal_cases(self) -> int:
        return counting.missing_cases(0, self.base, self.method.goal)

    @property
    def days(self) -> int:
        return (self.method.last - self.method.first).days + 1

    @property
    def elapsed(self) -> int:
        return (self.today - self.method.first).days + 1

    @property
    def forecast(self) -> int | None:
        """Situations on 31 December at this pace; None once the year is over, or before the pace says anything."""
        if self.today > self.method.last or self.elapsed < self.method.practice.integer("forecast_after_days"):
            return None
        return counting.at_this_pace(self.examined, self.method.first, self.today, self.method.last)

    @property
    def forecast_rate(self) -> Decimal | None:
        return None if self.forecast is None else self._rate(self.forecast)

    @property
    def share(self) -> Decimal:
        return counting.share(self.rate, self.method.goal)

    @property
    def rounds_down(self) -> bool:
        return self.method.counting.text("rounding") == Rounding.DOWN

    @property
    def under_minimum(self) -> str:
        return UnderMinimum(self.method.counting.text("under_minimum")).label

    @property
    def factor(self) -> Decimal:
        return counting.meetings_factor(self.meetings, self.method.required, self.method.counting.text("under_minimum"))

    @property
    def patients_unit(self) -> int:
        return self.method.target.integer("patients_unit")

    @property
    def full_points(self) -> int:
        """For one unit of patients."""
        target, with_ipa = self.method.target, self.patients is not None and self.patients.with_ipa
        return target.integer("points") + (target.integer("points_with_ipa") if with_ipa else 0)

    @property
    def most_points(self) -> Decimal | None:
        """None while the patients of the associated doctors are not known."""
        if self.patients is None or not self.patients.listed:
            return None
        return self.full_points * Decimal(self.patients.listed) / self.patients_unit

    @property
    def points(self) -> Decimal | None:
        return None if self.most_points is None else self.most_points * self.share * self.factor

    @property
    def point_euros(self) -> Decimal:
        return self.method.target.decimal("point_euros")

    @property
    def amount(self) -> Decimal | None:
        return None if self.points is None else self.points * self.point_euros

    def _rate(self, examined: int) -> Decimal | None:
        return counting.rate(examined, self.base, self.method.counting.text("rounding"))


def year_count(year: int, *, method: Method | None = None) -> YearCount:
    """Four queries, three when the method is at hand, whatever the number of situations."""
    method = method or method_of(year)
    begins, _end = bounds(method.first, method.last)
    cases = [case for case in cases_in(year) if case.starts_at >= begins]
    others, again = _not_counted(cases, method)
    return YearCount(
        method=method,
        patients=next((row for row in _patients() if row.year <= year), None),
        held=_held((row.impromptu, row.starts_at) for row in meetings_in(year) if row.starts_at >= begins),
        cases=len(cases),
        others=others,
        again=again,
        to_file=sum(case.filed_on is None for case in cases),
        today=timezone.localdate(),
    )


@told_once
def _patients() -> tuple[PatientCounts, ...]:
    """A row by year, the latest first."""
    return tuple(PatientCounts.objects.all())


def held_in(method: Method) -> Held:
    """One query, for who asks nothing more of the year."""
    return _held(_meetings_of(method).values_list("impromptu", "starts_at"))


def begun_in(year: int) -> tuple[Held, Method, bool] | None:
    """What was held of this year, how it is counted, and whether the patients of the year before are typed, in two
    queries; nothing for a team that held none."""
    counted = Exists(PatientCounts.objects.filter(year=year - 1))
    civil_year = _meetings_of(method_with(year, None)).annotate(counted=counted)
    rows = list(civil_year.values_list("impromptu", "starts_at", "counted"))
    if not rows:
        return None
    method = method_of(year)
    held = _held([row[:2] for row in rows if timezone.localdate(row[1]) >= method.first])
    return (held, method, rows[0][2]) if held.plenary + held.impromptu else None


def _meetings_of(method: Method) -> QuerySet[Meeting]:
    first, last = bounds(method.first, method.last)
    meetings = Meeting.objects.filter(starts_at__gte=first, starts_at__lt=last, status__in=BEGUN)
    return meetings.filter(type__evidence_axis=AXIS).order_by()


def _held(meetings: Iterable[tuple[bool, datetime]]) -> Held:
    rows = list(meetings)
    alone = [starts_at for impromptu, starts_at in rows if impromptu]
    return Held(len(rows) - len(alone), len(alone), len({timezone.localtime(moment).month for moment in alone}))


def _not_counted(cases: Iterable[CaseRow], method: Method) -> tuple[int, int]:
    """Situations outside the base, then those that come a second time."""
    others = again = 0
    seen: set[str] = set()
    for case in cases:
        if case.category not in COUNTED and not method.counting.boolean("count_others"):
            others += 1
        elif case.code in seen and not method.counting.boolean("count_again"):
            again += 1
        seen.add(case.code)
    return others, again
