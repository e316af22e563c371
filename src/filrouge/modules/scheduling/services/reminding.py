from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.mail import reminders
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM, Actor
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import notifications, queries
from filrouge.modules.scheduling.models import Poll, Respondent, Slot
from filrouge.modules.scheduling.services.status import lock, require_open


@transaction.atomic
def remind_now(poll: Poll, *, by: Membership) -> int:
    """Remind the silent at once; it counts as one of their two reminders. Returns how many were written to."""
    require(by, policy.PLAN)
    poll = lock(poll)
    require_open(poll)
    silent = reminders.may_be_reminded(one for one in queries.silent_of(poll) if one.person.email)
    _remind(poll, silent, by)
    return len(silent)


@transaction.atomic
def set_reminders(poll: Poll, *, by: Membership, on: bool) -> Poll:
    require(by, policy.PLAN)
    poll = lock(poll)
    require_open(poll)
    poll.reminders_on = on
    poll.save(update_fields=["reminders_on"])
    action = "scheduling.reminders_on" if on else "scheduling.reminders_off"
    timeline.record(poll.meeting, action, by=by, title=poll.meeting.title)
    return poll


@transaction.atomic
def remind_silent(now: datetime) -> int:
    """Send the reminders whose day has come, in the organisation's own hours. Safe to repeat: the day is noted."""
    local, almanac = timezone.localtime(now), almanac_of()
    if not reminders.is_the_hour(now):
        return 0
    sent = 0
    waiting = queries.live_polls().filter(reminders_on=True, respond_by__gt=local.date())
    for found in waiting.filter(pk__in=Slot.objects.filter(starts_at__gt=now).values("poll")):
        poll = lock(found)
        due = [one for one in queries.silent_of(poll) if _is_due(one, poll, local, almanac)]
        if due:
            _remind(poll, due, SYSTEM)
            sent += len(due)
    return sent


def _is_due(respondent: Respondent, poll: Poll, local: datetime, almanac: Almanac) -> bool:
    today = local.date()
    return bool(respondent.person.email) and queries.next_reminder_of(respondent, poll, today, almanac) == today


def _remind(poll: Poll, silent: list[Respondent], by: Membership | Actor) -> None:
    now = timezone.now()
    slots = [slot for slot in poll.slots.all() if slot.starts_at > now]
    if not slots:
        raise ValidationError("Toutes ces dates sont passées : proposez-en d’autres.", code="past")
    for one in silent:
        one.reminders += 1
        one.reminded_at = now
        one.save(update_fields=["reminders", "reminded_at"])
        notifications.send_reminder(poll, one, slots=slots)
    timeline.record(poll.meeting, "scheduling.reminded", by=by, title=poll.meeting.title, count=len(silent))
