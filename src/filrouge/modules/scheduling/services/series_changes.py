"""« Cette date et celles qui suivent »: what a change of the series does to the dates not convened yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.models import Group
from filrouge.kernel.people.queries import group_members_on
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.models import Occurrence, Series
from filrouge.modules.scheduling.queries import Laid
from filrouge.modules.scheduling.services.series import lay_date, lock_series

COPIED = ("title", "place", "site", "video_url")  # what a meeting takes from its series
RULE = ("frequency", "interval", "weekday", "rank")
CHANGED = "La série a changé de rythme."


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A date that follows the series. One moved alone keeps its place; the others take the new ones."""

    occurrence: Occurrence
    is_moved: bool


@transaction.atomic
def change_series(series: Series, *, by: Membership, from_day: date | None = None, **changes: Any) -> Series:
    """Change the rule or what the dates start with, from a day on: today unless told.

    Only dates to come and not convened follow. A date moved or reworded alone keeps what somebody gave it.
    """
    require(by, policy.PLAN)
    before, after = lock_series(series), lock_series(series)
    first = max(from_day or timezone.localdate(), timezone.localdate())
    for name, value in changes.items():
        setattr(after, name, value)
    if from_day and any(getattr(before, name) != getattr(after, name) for name in RULE):
        after.first_on = from_day  # the days before keep the old rule
    after.full_clean()
    if not after.days(first, timezone.localdate() + queries.HORIZON):
        raise ValidationError("Il ne resterait aucune date dans les six mois : vérifiez le rythme.", code="no_date")
    waiting = [_Waiting(one, one.is_moved) for one in queries.occurrences_ahead(before, first) if _follows(one)]
    after.save(update_fields=[*changes, "first_on"])
    for one in waiting:
        _reword(one.occurrence, before, after, by=by)
    if after.stopped_on is None:
        _lay_again(after, first, [one.occurrence for one in waiting if not one.is_moved], by=by)
    timeline.record(after, "scheduling.series_changed", by=by, title=after.title, rule=after.label)
    return after


def _follows(occurrence: Occurrence) -> bool:
    """Whether a date obeys the series: not convened, and skipped by holidays rather than by hand."""
    if occurrence.meeting is None:
        return True
    return occurrence.meeting.status == MeetingStatus.DRAFT and not occurrence.is_skipped


def _reword(occurrence: Occurrence, before: Series, after: Series, *, by: Membership) -> None:
    """Give a draft the new title, place… where it still has the old ones."""
    meeting = occurrence.meeting
    if meeting is None:
        return
    changes = {
        name: getattr(after, name)
        for name in COPIED
        if getattr(meeting, name) == getattr(before, name) != getattr(after, name)
    }
    if meeting.group_id == before.group_id != after.group_id:
        _change_people(meeting, before.group, after.group, by=by)
        changes["group"] = after.group
    if changes:
        occurrence.meeting = meetings.change_meeting(meeting, by=by, **changes)


def _change_people(meeting: Meeting, old: Group | None, new: Group | None, *, by: Membership) -> None:
    """Who came with the old group leaves, who is of the new one enters; people called by hand stay."""
    entering = list(group_members_on(new, meeting.starts_on)) if new else []
    leaving = set(group_members_on(old, meeting.starts_on).values_list("pk", flat=True)) if old else set()
    leaving -= {person.pk for person in entering}
    for participant in meeting.participants.filter(person__in=leaving).select_related("meeting", "person"):
        meetings.remove_participant(participant, by=by)
    meetings.add_participants(meeting, entering, by=by)


def _lay_again(series: Series, first: date, waiting: Sequence[Occurrence], *, by: Membership) -> None:
    """Drafts go to the new dates in their order, with their agendas; gaps are laid, those left over are cancelled."""
    last = timezone.localdate() + queries.HORIZON
    wanted = {laid.rule_day: laid for laid in queries.lay_days(series, almanac_of(series.site), first, last)}
    drafts: list[Meeting] = []
    for occurrence in waiting:
        laid = wanted.get(occurrence.rule_day)
        if laid and laid.day and occurrence.meeting:
            occurrence.series = series  # as it is now
            _place(occurrence, laid, by=by)
        else:
            drafts += [occurrence.meeting] if occurrence.meeting else []
            occurrence.delete()
    known = set(queries.occurrences_ahead(series, first).values_list("rule_day", flat=True))
    for day in sorted(wanted.keys() - known):
        if wanted[day].day and drafts:
            _place(Occurrence(series=series, rule_day=day, meeting=drafts.pop(0)), wanted[day], by=by)
        else:
            lay_date(series, wanted[day], by=by)
    for meeting in drafts:
        meetings.cancel_meeting(meeting, by=by, reason=CHANGED)


def _place(occurrence: Occurrence, laid: Laid, *, by: Membership) -> None:
    assert laid.day is not None
    assert occurrence.meeting is not None
    occurrence.day, occurrence.reason = laid.day, laid.reason
    occurrence.save()
    starts_at, ends_at = occurrence.series.moments(laid.day)
    if (occurrence.meeting.starts_at, occurrence.meeting.ends_at) != (starts_at, ends_at):
        meetings.change_meeting(occurrence.meeting, by=by, starts_at=starts_at, ends_at=ends_at)
