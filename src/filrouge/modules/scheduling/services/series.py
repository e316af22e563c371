"""Regular meetings: their dates are laid a few months ahead, as drafts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.queries import memberships_of
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.models import Occurrence, Series
from filrouge.modules.scheduling.queries import Laid

STOPPED = "La série est arrêtée."


@transaction.atomic
def start_series(*, by: Membership, **details: Any) -> Series:
    """Start a regular meeting: its dates of the six months to come become drafts. Nothing is sent."""
    require(by, policy.PLAN)
    series = Series(kept_by=by, **details)
    series.full_clean()
    if not series.days(timezone.localdate(), timezone.localdate() + queries.HORIZON):
        raise ValidationError("Aucune date dans les six mois à venir : vérifiez le rythme et le début.", code="no_date")
    series.save()
    timeline.record(series, "scheduling.series_started", by=by, title=series.title, rule=series.label)
    lay_series(series, by=by)
    return series


@transaction.atomic
def lay_series(series: Series, *, by: Membership) -> list[Occurrence]:
    """Make the meetings of the dates ahead that are not there yet. Safe to repeat."""
    require(by, policy.PLAN)
    series = lock_series(series)
    if series.stopped_on is not None:
        return []
    today = timezone.localdate()
    known = set(queries.occurrences_ahead(series, today).values_list("rule_day", flat=True))
    laid = queries.lay_days(series, almanac_of(series.site), today, today + queries.HORIZON)
    return [lay_date(series, one, by=by) for one in laid if one.rule_day not in known and _is_ahead(series, one)]


@transaction.atomic
def lay_all_series(today: date) -> int:
    """Keep every series laid ahead, in the name of who keeps it or of another coordinator."""
    made = 0
    for series in queries.series_to_lay(today):
        by = _keeper(series)
        made += len(lay_series(series, by=by)) if by else 0
    return made


@transaction.atomic
def stop_series(series: Series, *, by: Membership, keep_drafts: bool = False) -> Series:
    """Lay no more dates. Drafts to come are cancelled unless kept; what is convened stays convened."""
    require(by, policy.PLAN)
    series = lock_series(series)
    if series.stopped_on is not None:
        raise ValidationError("Cette série est déjà arrêtée.", code="stopped")
    series.stopped_on = timezone.localdate()
    series.save(update_fields=["stopped_on"])
    drafts = queries.occurrences_ahead(series, series.stopped_on).filter(meeting__status=MeetingStatus.DRAFT)
    for occurrence in [] if keep_drafts else drafts:
        assert occurrence.meeting is not None  # it is a draft
        meetings.cancel_meeting(occurrence.meeting, by=by, reason=STOPPED)
        Occurrence.objects.filter(pk=occurrence.pk).update(day=None, reason=STOPPED)
    timeline.record(series, "scheduling.series_stopped", by=by, title=series.title)
    return series


@transaction.atomic
def resume_series(series: Series, *, by: Membership) -> Series:
    """Take a stopped series up again: the drafts cancelled when it stopped return with their agendas."""
    require(by, policy.PLAN)
    series = lock_series(series)
    if series.stopped_on is None:
        raise ValidationError("Cette série n’est pas arrêtée.", code="running")
    series.stopped_on, series.kept_by = None, by
    series.save(update_fields=["stopped_on", "kept_by"])
    stopped = queries.occurrences_ahead(series, timezone.localdate()).filter(reason=STOPPED, day=None)
    for occurrence in stopped.filter(meeting__status=MeetingStatus.CANCELLED):
        assert occurrence.meeting is not None  # it is cancelled
        meetings.restore_meeting(occurrence.meeting, by=by)
        day = timezone.localdate(occurrence.meeting.starts_at)
        Occurrence.objects.filter(pk=occurrence.pk).update(day=day, reason="")
    timeline.record(series, "scheduling.series_resumed", by=by, title=series.title)
    lay_series(series, by=by)
    return series


def lock_series(series: Series) -> Series:
    locked = Series.objects.select_for_update(of=("self",)).select_related("type", "group", "site", "kept_by")
    return locked.get(pk=series.pk)


def lay_date(series: Series, laid: Laid, *, by: Membership) -> Occurrence:
    """One date of the series and its draft meeting, or the reason why there is none."""
    occurrence = Occurrence(series=series, rule_day=laid.rule_day, day=laid.day, reason=laid.reason)
    if laid.day is not None:
        starts_at, ends_at = series.moments(laid.day)
        occurrence.meeting = meetings.plan_meeting(
            by=by,
            type=series.type,
            group=series.group,
            title=series.title,
            starts_at=starts_at,
            ends_at=ends_at,
            place=series.place,
            site=series.site,
            video_url=series.video_url,
        )
    occurrence.full_clean()
    occurrence.save()
    return occurrence


def _is_ahead(series: Series, laid: Laid) -> bool:
    return laid.day is None or series.moments(laid.day)[0] > timezone.now()


def _keeper(series: Series) -> Membership | None:
    if series.kept_by and can(series.kept_by, policy.PLAN):
        return series.kept_by
    members = memberships_of(current_organisation())
    return next((member for member in members if can(member, policy.PLAN)), None)
