from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import notifications, queries
from filrouge.modules.scheduling.enums import Availability
from filrouge.modules.scheduling.models import Poll, Respondent, SlotAnswer
from filrouge.modules.scheduling.services.status import lock, require_open

SAME_SITTING = timedelta(hours=1)  # each tap is kept as it comes: the history tells of a sitting once


@transaction.atomic
def answer_poll(
    respondent: Respondent, *, by: Membership | Actor, answers: Mapping[str, str], word: str | None = None
) -> Respondent:
    """Keep what somebody answers, by key of date; dates not named keep their answer, a date withdrawn is ignored.

    A member answers for themselves, or for anybody with the right to plan (an answer heard by telephone).
    """
    poll = lock(respondent.poll)
    _require_own(respondent, by)
    require_open(poll)
    if not set(answers.values()) <= set(Availability.values):
        raise ValidationError("Choisissez, pour chaque date : oui, si besoin ou non.", code="answer")
    now = timezone.now()
    slots = {str(slot.pk): slot for slot in poll.slots.all() if slot.starts_at > now}
    given = {slots[key].pk: value for key, value in answers.items() if key in slots}
    if not given and not word:
        raise ValidationError("Touchez une réponse pour au moins une date.", code="nothing")
    _keep(respondent, given)
    before = respondent.answered_at
    respondent.answered_at = now
    if word is not None:
        respondent.word = word
    respondent.full_clean()
    respondent.save(update_fields=["answered_at", "word"])
    if before is None or now - before > SAME_SITTING:
        _record(poll, respondent, by)
    _tell_when_complete(poll)
    return respondent


def _require_own(respondent: Respondent, by: Membership | Actor) -> None:
    if isinstance(by, Membership) and respondent.person.user_id != by.user_id:
        require(by, policy.PLAN)


def _keep(respondent: Respondent, given: Mapping[UUID, str]) -> None:
    known = {one.slot_id: one for one in SlotAnswer.objects.filter(respondent=respondent, slot__in=list(given))}
    changed = [one for key, one in known.items() if one.answer != given[key]]
    for one in changed:
        one.answer = given[one.slot_id]
    SlotAnswer.objects.bulk_update(changed, ["answer"])
    SlotAnswer.objects.bulk_create(
        SlotAnswer(slot_id=key, respondent=respondent, answer=value) for key, value in given.items() if key not in known
    )


def _record(poll: Poll, respondent: Respondent, by: Membership | Actor) -> None:
    own = isinstance(by, Actor) or respondent.person.user_id == by.user_id
    action = "scheduling.answered" if own else "scheduling.answered_for"
    timeline.record(poll.meeting, action, by=by, title=poll.meeting.title, name=respondent.person.full_name)


def _tell_when_complete(poll: Poll) -> None:
    """Once, to who asked."""
    if poll.everybody_answered_at or poll.opened_by is None or queries.silent_of(poll).exists():
        return
    poll.everybody_answered_at = timezone.now()
    poll.save(update_fields=["everybody_answered_at"])
    notifications.tell_everybody_answered(poll)
