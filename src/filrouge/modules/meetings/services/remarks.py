"""What readers of the draft minutes remark, by their personal link, and what becomes of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus, RemarkState
from filrouge.modules.meetings.models import AgendaItem, Meeting, MinutesSection, Participant, Remark, Written
from filrouge.modules.meetings.services.status import lock, require_writable

MOST_REMARKS = 50


@transaction.atomic
def leave_remark(participant: Participant, *, by: Actor, text: str, on: Written | None = None) -> Remark:
    """Remark something on one text of the draft, or on the whole. Sent twice, it is kept once."""
    meeting = lock(participant.meeting)
    _require_review(meeting)
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Écrivez votre remarque en une phrase."}, code="empty")
    item = on if isinstance(on, AgendaItem) else None
    section = on if isinstance(on, MinutesSection) else None
    said = Remark.objects.filter(participant=participant)
    if twin := said.filter(text=text, state=RemarkState.OPEN, item=item, section=section).first():
        return twin
    if said.count() >= MOST_REMARKS:
        raise ValidationError("Vous avez déjà fait 50 remarques : appelez plutôt la coordination.", code="too_many")
    remark = Remark(
        meeting=meeting, participant=participant, item=item, section=section, text=text, made_at=timezone.now()
    )
    remark.full_clean()
    remark.save()
    timeline.record(meeting, "meetings.remark_left", by=by, title=meeting.title, on=str(on or "l’ensemble"))
    return remark


@transaction.atomic
def withdraw_remark(remark: Remark, *, by: Actor) -> None:
    """Its author takes it back, as long as nobody answered."""
    meeting = lock(remark.meeting)
    _require_review(meeting)
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if remark.answered_at is not None:
        raise ValidationError("Une réponse a été donnée : cette remarque ne se retire plus.", code="answered")
    remark.delete()
    timeline.record(meeting, "meetings.remark_withdrawn", by=by, title=meeting.title)


@transaction.atomic
def answer_remark(remark: Remark, *, by: Membership, state: str, answer: str = "") -> Remark:
    """Say that a remark was taken into account, set it aside with a word, or only reply to it."""
    require(by, policy.HOLD)
    meeting = lock(remark.meeting)
    require_writable(meeting)
    remark = Remark.objects.select_for_update(of=("self",)).select_related("participant__person").get(pk=remark.pk)
    answer = answer.strip()
    if not answer and state == RemarkState.OPEN:
        raise ValidationError({"answer": "Écrivez votre réponse."}, code="empty")
    if not answer and state == RemarkState.REFUSED:
        raise ValidationError({"answer": "Dites en un mot pourquoi cette remarque est écartée."}, code="why")
    remark.state = state
    remark.answer = answer or remark.answer
    remark.answered_by, remark.answered_at = str(by.user), timezone.now()
    remark.full_clean()
    remark.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    timeline.record(
        meeting,
        "meetings.remark_answered",
        by=by,
        title=meeting.title,
        name=str(remark.participant.person),
        state=remark.get_state_display(),
    )
    return remark


def _require_review(meeting: Meeting) -> None:
    if meeting.status != MeetingStatus.REVIEW:
        raise ValidationError(
            "Ce compte rendu n’est plus en relecture : votre remarque n’a pas été prise.", code="closed"
        )
