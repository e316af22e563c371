"""One date of a series at a time: skipped, returned, moved alone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.scheduling.models import Occurrence
from filrouge.modules.scheduling.queries import Laid
from filrouge.modules.scheduling.services.series import lay_date, lock_series
from filrouge.modules.scheduling.services.status import require_datable
from filrouge.ui.typography import date_fr

BY_HAND = "sautée par la coordination"


@transaction.atomic
def skip_occurrence(occurrence: Occurrence, *, by: Membership, reason: str = "") -> Occurrence:
    """Skip one date: its meeting is cancelled, and comes back with the date if it returns."""
    require(by, policy.PLAN)
    occurrence = _lock(occurrence)
    if occurrence.is_skipped:
        return occurrence
    if occurrence.meeting is not None and occurrence.meeting.status != MeetingStatus.CANCELLED:
        require_datable(occurrence.meeting)
        meetings.cancel_meeting(occurrence.meeting, by=by, reason=reason)
    occurrence.day, occurrence.reason = None, reason or BY_HAND
    occurrence.full_clean()
    occurrence.save(update_fields=["day", "reason"])
    _record(occurrence, "scheduling.date_skipped", by)
    return occurrence


@transaction.atomic
def bring_back(occurrence: Occurrence, *, by: Membership) -> Occurrence:
    """A date skipped returns, whatever the holidays say: somebody wants it."""
    require(by, policy.PLAN)
    occurrence = _lock(occurrence)
    if not occurrence.is_skipped:
        return occurrence
    series, day = occurrence.series, occurrence.rule_day
    starts_at, ends_at = series.moments(day)
    if starts_at <= timezone.now():
        raise ValidationError("Cette date est passée : elle ne peut plus revenir.", code="past")
    if occurrence.meeting is not None:
        meetings.restore_meeting(occurrence.meeting, by=by)
        meetings.change_meeting(occurrence.meeting, by=by, starts_at=starts_at, ends_at=ends_at)
        occurrence.day, occurrence.reason = day, ""
        occurrence.save(update_fields=["day", "reason"])
    else:
        occurrence.delete()
        occurrence = lay_date(series, Laid(day, day), by=by)
    _record(occurrence, "scheduling.date_returned", by)
    return occurrence


@transaction.atomic
def move_occurrence(occurrence: Occurrence, *, by: Membership, day: date, starts: time) -> Occurrence:
    """Move one date alone; the others of the series do not follow. The invited are told when it is convened."""
    require(by, policy.PLAN)
    occurrence = _lock(occurrence)
    meeting = occurrence.meeting
    if meeting is None or occurrence.is_skipped:
        raise ValidationError("Cette date est sautée : remettez-la d’abord.", code="skipped")
    require_datable(meeting)
    starts_at = timezone.make_aware(datetime.combine(day, starts))
    if starts_at <= timezone.now():
        raise ValidationError({"day": "Cette date est passée : choisissez-en une à venir."}, code="past")
    length = timedelta(minutes=meeting.planned_minutes)
    meetings.change_meeting(meeting, by=by, starts_at=starts_at, ends_at=starts_at + length)
    _record(occurrence, "scheduling.date_moved", by)
    return occurrence


def _lock(occurrence: Occurrence) -> Occurrence:
    """The row as it is now; its series is held, so that two hands do not make two meetings of one date."""
    lock_series(occurrence.series)
    found = Occurrence.objects.select_related("meeting", "series", "series__type", "series__group", "series__site")
    return found.get(pk=occurrence.pk)


def _record(occurrence: Occurrence, action: str, by: Membership) -> None:
    series = occurrence.series
    timeline.record(series, action, by=by, title=series.title, when=date_fr(occurrence.rule_day))
