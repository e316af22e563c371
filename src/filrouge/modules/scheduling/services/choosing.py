from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling.enums import Availability, PollStatus
from filrouge.modules.scheduling.models import Poll, Slot, SlotAnswer
from filrouge.modules.scheduling.services.status import check_transition, lock, require_datable
from filrouge.ui.typography import datetime_fr


@transaction.atomic
def choose_slot(slot: Slot, *, by: Membership, place: str = "", message: str = "") -> Meeting:
    """Give the meeting this date: calendars are written, everybody is told, those who said yes are expected.

    Choosing the same date twice (double click, two coordinators) changes nothing more; another date is refused.
    """
    require(by, policy.PLAN)
    poll = lock(slot.poll)
    if poll.status == PollStatus.CHOSEN:
        return _already_chosen(poll, slot)
    check_transition(poll, PollStatus.CHOSEN)
    require_datable(poll.meeting)
    if slot.starts_at <= timezone.now():
        raise ValidationError("Cette date est passée : choisissez-en une autre.", code="past")
    poll.status, poll.chosen, poll.chosen_by = PollStatus.CHOSEN, slot, str(by.user)
    poll.full_clean()
    poll.save(update_fields=["status", "chosen", "chosen_by"])
    meeting = meetings.change_meeting(
        poll.meeting, by=by, starts_at=slot.starts_at, ends_at=slot.ends_at, place=place or poll.meeting.place
    )
    if meeting.status == MeetingStatus.DRAFT:
        meeting = meetings.convene(meeting, by=by, message=message)
    yes = SlotAnswer.objects.filter(slot=slot, answer=Availability.YES)
    meetings.expect(meeting, list(yes.values_list("respondent__person", flat=True)), by=by)
    timeline.record(meeting, "scheduling.chosen", by=by, title=meeting.title, when=datetime_fr(slot.starts_at))
    return meeting


@transaction.atomic
def stop_poll(poll: Poll, *, by: Membership) -> Poll:
    """Ask no more, without choosing a date. The links say so; nothing is sent."""
    require(by, policy.PLAN)
    poll = lock(poll)
    check_transition(poll, PollStatus.STOPPED)
    poll.status = PollStatus.STOPPED
    poll.save(update_fields=["status"])
    timeline.record(poll.meeting, "scheduling.poll_stopped", by=by, title=poll.meeting.title)
    return poll


@transaction.atomic
def reopen_poll(poll: Poll, *, by: Membership) -> Poll:
    """Take answers again. A date already sent stays in the calendars until another one is chosen."""
    require(by, policy.PLAN)
    poll = lock(poll)
    check_transition(poll, PollStatus.OPEN)
    require_datable(poll.meeting)
    poll.status, poll.chosen, poll.chosen_by = PollStatus.OPEN, None, ""
    poll.reopened_at = timezone.now()
    poll.save(update_fields=["status", "chosen", "chosen_by", "reopened_at"])
    timeline.record(poll.meeting, "scheduling.poll_reopened", by=by, title=poll.meeting.title)
    return poll


def _already_chosen(poll: Poll, slot: Slot) -> Meeting:
    if poll.chosen_id == slot.pk:
        return poll.meeting
    assert poll.chosen is not None  # a date chosen is never removed
    raise ValidationError(
        "%(who)s a déjà choisi une autre date, %(when)s. Rouvrez le sondage pour en changer.",
        code="chosen",
        params={"who": poll.chosen_by, "when": datetime_fr(poll.chosen.starts_at)},
    )
