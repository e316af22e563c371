"""Series turned into what their pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.forms import SeriesForm, usual_series
from filrouge.modules.scheduling.models import Occurrence, Series
from filrouge.ui.forms import refuse

__all__ = ["drafts_ahead", "preview", "refuse", "series_context", "usual"]

MOST_PAST = 12
COLOURS = {
    MeetingStatus.DRAFT: "grey",
    MeetingStatus.CONVENED: "blue",
    MeetingStatus.OPEN: "violet",
    MeetingStatus.HELD: "amber",
    MeetingStatus.REVIEW: "amber",
    MeetingStatus.APPROVED: "green",
    MeetingStatus.CANCELLED: "red",
}


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date of the series, where it stands now."""

    occurrence: Occurrence
    when: datetime
    ends: datetime
    badge: str
    colour: str
    note: str = ""
    can_skip: bool = False
    can_move: bool = False
    can_return: bool = False


def series_context(series: Series, membership: Membership) -> dict[str, Any]:
    now = timezone.now()
    lines = sorted((_line(one, series, now) for one in series.occurrences.all()), key=lambda line: line.when)
    past = [line for line in lines if line.ends <= now]
    return {
        "series": series,
        "ahead": [line for line in lines if line.ends > now],
        "past": past[::-1][:MOST_PAST],
        "past_count": len(past),
        "can_plan": can(membership, policy.PLAN),
        "is_over": series.last_on is not None and series.last_on < timezone.localdate(),
        "knows_school_holidays": almanac_of(series.site).knows_school_holidays,
    }


def _line(occurrence: Occurrence, series: Series, now: datetime) -> DateLine:
    occurrence.series = series
    meeting = occurrence.meeting
    if occurrence.is_skipped or meeting is None:
        starts_at, ends_at = series.moments(occurrence.rule_day)
        reason = occurrence.reason or "réunion supprimée"
        return DateLine(occurrence, starts_at, ends_at, "sautée", "grey", reason, can_return=starts_at > now)
    status = MeetingStatus(meeting.status)
    is_ahead = meeting.starts_at > now
    datable = is_ahead and status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}
    return DateLine(
        occurrence,
        meeting.starts_at,
        meeting.ends_at,
        meeting.state_label,
        COLOURS[status],
        _note(occurrence, meeting),
        can_skip=datable or (is_ahead and status == MeetingStatus.CANCELLED),
        can_move=datable,
    )


def _note(occurrence: Occurrence, meeting: Meeting) -> str:
    if occurrence.is_moved:
        return "déplacée seule"
    if occurrence.reason:
        return f"repoussée : {occurrence.reason}"
    return meeting.title if meeting.title != occurrence.series.title else ""


def usual(kind: MeetingType | None) -> dict[str, Any]:
    return usual_series(kind, services.usual_group(kind) if kind else None)


def drafts_ahead(series: Series) -> Iterable[Occurrence]:
    ahead = queries.occurrences_ahead(series, timezone.localdate())
    return ahead.filter(meeting__status=MeetingStatus.DRAFT)


def preview(form: SeriesForm) -> dict[str, Any]:
    """The dates a series would have, before it is kept."""
    series = Series(**form.cleaned_data)
    today = timezone.localdate()
    laid = queries.lay_days(series, almanac_of(series.site), today, today + queries.HORIZON)
    return {"laid": laid, "label": series.label, "kept": sum(one.day is not None for one in laid)}
