"""What people do through their personal links, without an account."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.mail.replies import CalendarReply
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.scanner import scan
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import Answer, Approval, MeetingStatus
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.services.status import lock

REPLIED = {"ACCEPTED": Answer.COMING, "DECLINED": Answer.NOT_COMING}


@transaction.atomic
def answer_invitation(participant: Participant, *, by: Actor, answer: str, note: str = "") -> Participant:
    meeting = lock(participant.meeting)
    if meeting.status not in {MeetingStatus.CONVENED, MeetingStatus.OPEN}:
        raise ValidationError("Cette réunion n’attend plus de réponse.", code="closed")
    if answer not in {Answer.COMING, Answer.NOT_COMING, Answer.EXCUSED}:
        raise ValidationError("Choisissez une réponse : je viens, je ne viens pas, je m’excuse.", code="answer")
    participant.answer = answer
    participant.answer_note = note
    participant.answered_at = timezone.now()
    participant.full_clean()
    participant.save(update_fields=["answer", "answer_note", "answered_at"])
    timeline.record(meeting, "meetings.answered", by=by, title=meeting.title, answer=Answer(answer).label)
    return participant


@transaction.atomic
def expect(meeting: Meeting, people: Collection[UUID], *, by: Membership) -> int:
    """Who agreed to this very date is coming; any other answer was given to another date, and is asked again."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    others = Participant.everybody.filter(meeting=meeting).exclude(person__in=people).exclude(answer=Answer.NONE)
    others.update(answer=Answer.NONE, answer_note="", answered_at=None)
    agreed = meeting.participants.filter(person__in=people)
    count = agreed.update(answer=Answer.COMING, answered_at=timezone.now())
    timeline.record(meeting, "meetings.expected", by=by, title=meeting.title, count=count)
    return count


@transaction.atomic
def take_calendar_reply(reply: CalendarReply) -> bool:
    """An answer given in somebody's own calendar. False when it is about nothing here or a date since changed."""
    participant = (
        Participant.expected.filter(meeting=reply.object_id, person__email__iexact=reply.email)
        .select_related("meeting", "person", "item")
        .first()
    )
    if participant is None or reply.sequence < participant.meeting.sequence:
        return False
    note = "" if scan(reply.comment, known_names()) else reply.comment
    answer = REPLIED.get(reply.partstat)
    by = Actor(f"{participant.person.full_name} (par son agenda)", participant.person_id)
    if answer is None:  # « peut-être »: they have not answered, but say so
        participant.answer_note = note or "Peut-être, selon son agenda."
        participant.save(update_fields=["answer_note"])
        return True
    if participant.answer == answer:
        return True
    try:
        answer_invitation(participant, by=by, answer=answer, note=note)
    except ValidationError:
        return False
    return True


@transaction.atomic
def give_opinion(participant: Participant, *, by: Actor, approval: str, comment: str = "") -> Participant:
    """Approve the draft minutes or ask for a correction, once they are out for review. Guests do not read them."""
    if participant.item_id is not None:
        raise PermissionDenied
    meeting = lock(participant.meeting)
    if meeting.status != MeetingStatus.REVIEW:
        raise ValidationError("Ce compte rendu n’est plus en relecture : votre avis n’a pas été pris.", code="closed")
    if approval == Approval.CHANGES and not comment.strip():
        raise ValidationError("Dites en une phrase ce qu’il faut corriger.", code="comment")
    if approval not in {Approval.APPROVED, Approval.CHANGES}:
        raise ValidationError("Choisissez : j’approuve, ou je demande une correction.", code="approval")
    participant.approval = approval
    participant.approval_comment = comment if approval == Approval.CHANGES else ""
    participant.approved_at = timezone.now()
    participant.full_clean()
    participant.save(update_fields=["approval", "approval_comment", "approved_at"])
    timeline.record(meeting, "meetings.opinion_given", by=by, title=meeting.title, opinion=Approval(approval).label)
    return participant
