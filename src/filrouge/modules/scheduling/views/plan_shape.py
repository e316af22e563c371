"""The year turned into a wall calendar, and into a list for phones. No rule of the trade here."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.models import PlanLine, PlannedDate, YearPlan
from filrouge.ui.typography import MONTHS, WEEKDAYS, count, date_fr, hour, percent

HUES = 7  # of the house: the eighth looks like the second
FROM_SEPTEMBER = 9  # of a year, the next one is what people prepare


@dataclass(frozen=True, slots=True)
class Chip:
    """A meeting of the calendar: planned (it moves), or already a meeting."""

    key: UUID
    title: str
    starts: datetime
    hue: int
    url: str
    is_meeting: bool = False
    may_move: bool = False

    @property
    def said(self) -> str:
        state = "réunion" if self.is_meeting else "prévue"
        return f"{self.title}, {date_fr(self.starts)}, {hour(self.starts)} ({state})"


@dataclass(frozen=True, slots=True)
class Cell:
    day: date
    kind: str  # what colours it: "public", "school", "weekend", ""
    note: str  # what is said of it: « vacances d’hiver »
    warning: str  # besides, for who drops a meeting there
    chips: list[Chip] = field(default_factory=list)

    @property
    def letter(self) -> str:
        return WEEKDAYS[self.day.weekday()][0].upper()

    @property
    def said(self) -> str:
        """« mercredi 12 mai : vacances de printemps »"""
        words = date_fr(self.day).removesuffix(f" {self.day.year}")
        remarks = ", ".join(part for part in (self.note, self.warning) if part)
        return f"{words} : {remarks}" if remarks else words


@dataclass(frozen=True, slots=True)
class LineRow:
    state: queries.LineState
    hue: int


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    chips: list[tuple[Cell, Chip]]


def planning_year() -> int:
    today = timezone.localdate()
    return today.year + (today.month >= FROM_SEPTEMBER)


def year_context(year: int, membership: Membership) -> dict[str, Any]:
    """Everything the page of a year shows, its plan begun or not."""
    plan = queries.plans_with_dates().filter(year=year).first()
    meetings = list(queries.shown_meetings(membership, year))
    states = queries.line_states(plan, meetings) if plan else []
    almanac = almanac_of()
    can_plan = can(membership, policy.PLAN)
    chips = chips_of(plan, meetings, states, current_organisation().slug, can_plan=can_plan)
    cells = cells_of(year, almanac, chips, queries.own_days(membership))
    return {
        "year": year,
        "plan": plan,
        "states": states,
        "lines": [LineRow(state, rank % HUES) for rank, state in enumerate(states)],
        "to_create": sum(len(state.planned) for state in states),
        "rows": [[cells.get((month, day)) for month in range(1, 13)] for day in range(1, 32)],
        "month_names": MONTHS,
        "months": months_of(cells),
        "meetings": meetings,
        "chips": chips,
        "almanac": almanac,
        "is_estimated": almanac.is_estimated(date(year, 12, 31)),
        "can_plan": can_plan,
        "is_past": year < timezone.localdate().year,
    }


def chips_of(
    plan: YearPlan | None,
    meetings: Sequence[Meeting],
    states: Sequence[queries.LineState],
    slug: str,
    *,
    can_plan: bool,
) -> list[Chip]:
    hues = {meeting.pk: rank for rank, state in enumerate(states) for meeting in state.existing}
    made = {one.meeting_id: one for state in states for one in state.line.dates.all() if one.is_created}
    chips = [_meeting_chip(one, hues.get(one.pk, HUES - 1), made.get(one.pk), plan, slug, can_plan) for one in meetings]
    for rank, state in enumerate(states):
        for planned in state.planned:
            planned.line = state.line
            url = reverse("scheduling:plan_date", args=[slug, planned.day.year, planned.pk]) if can_plan else ""
            chips.append(Chip(planned.pk, state.line.title, planned.starts_at, rank % HUES, url, False, can_plan))
    return chips


def _meeting_chip(
    meeting: Meeting, rank: int, made: PlannedDate | None, plan: YearPlan | None, slug: str, can_plan: bool
) -> Chip:
    """A draft made of the plan still moves with it; every other meeting is moved from its own page."""
    if made is not None and plan is not None and can_plan and meeting.status == "draft":
        url = reverse("scheduling:plan_date", args=[slug, plan.year, made.pk])
        return Chip(made.pk, meeting.title, meeting.starts_at, rank % HUES, url, True, True)
    return Chip(meeting.pk, meeting.title, meeting.starts_at, rank % HUES, meeting.get_absolute_url(), True)


def cells_of(
    year: int, almanac: Almanac, chips: Sequence[Chip], own_days: Collection[int]
) -> dict[tuple[int, int], Cell]:
    by_day: dict[date, list[Chip]] = {}
    for chip in sorted(chips, key=lambda one: one.starts):
        by_day.setdefault(timezone.localdate(chip.starts), []).append(chip)
    cells = {}
    for month in range(1, 13):
        for day in range(1, calendar.monthrange(year, month)[1] + 1):
            cells[month, day] = _cell(date(year, month, day), almanac, by_day, own_days)
    return cells


def _cell(day: date, almanac: Almanac, by_day: dict[date, list[Chip]], own_days: Collection[int]) -> Cell:
    public, school = almanac.public_holiday(day), almanac.school_holiday(day)
    kind = "public" if public else "weekend" if day.weekday() > 4 else "school" if school else ""
    note = public or school
    if school and not public and almanac.is_estimated(day):
        note = f"{school} (dates probables)"
    warnings = [f"vous n’êtes pas sur site le {WEEKDAYS[day.weekday()]}"] if _away(day, own_days) else []
    chips = by_day.get(day, [])
    warnings += [f"déjà « {chip.title} » à {hour(chip.starts)}" for chip in chips]
    return Cell(day, kind, note, ", ".join(warnings), chips)


def _away(day: date, own_days: Collection[int]) -> bool:
    return bool(own_days) and day.weekday() not in own_days


def months_of(cells: dict[tuple[int, int], Cell]) -> list[Month]:
    """The months that hold something, for phones."""
    months = []
    for rank, name in enumerate(MONTHS, 1):
        found = [(cell, chip) for (month, _), cell in sorted(cells.items()) if month == rank for chip in cell.chips]
        if found:
            months.append(Month(name, found))
    return months


def created_sentence(count: int) -> str:
    if not count:
        return "Rien de nouveau à créer : toutes les dates à venir sont déjà des réunions."
    return "Une réunion créée, en préparation." if count == 1 else f"{count} réunions créées, en préparation."


def undone_sentence(count: int, kept: int) -> str:
    taken = "Une réunion reprise" if count == 1 else f"{count} réunions reprises"
    return f"{taken} dans le plan." + (f" {kept} déjà convoquées ou tenues restent." if kept else "")


def usual_line(kind: MeetingType | None, days: Sequence[int]) -> dict[str, Any]:
    """What a new line starts with: its type's length and group, on the coordinator's days."""
    return {
        "type": kind,
        "group": services.usual_group(kind) if kind else None,
        "title": kind.short_name if kind else "",
        "number": 6,
        "weekdays": list(days),
        "hour_1": "12:30",
        "minutes": kind.default_minutes if kind else 60,
        "avoided_months": [7, 8],
    }


def habit_sentences(line: PlanLine) -> list[str]:
    """« 82 % de présents le jeudi à 12 h 30 », the best first."""
    return [
        f"{percent(habit.share)} de présents le {WEEKDAYS[habit.weekday]} à {hour(habit.starts)}"
        f" ({count(habit.meetings, 'réunion')})"
        for habit in queries.habits_of_group(line.group_id, line.type_id)[:3]
    ]
