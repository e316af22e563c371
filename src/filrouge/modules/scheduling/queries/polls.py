from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.queries import links_about
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.notifications import INVITATION
from filrouge.modules.meetings.queries import readable_by
from filrouge.modules.scheduling.enums import PollStatus
from filrouge.modules.scheduling.models import Poll, Respondent, Slot, SlotAnswer

ANSWERED = Q(answered_at__gte=F("asked_at"))


def still_called() -> QuerySet[Respondent]:
    """Respondents who are still called to the meeting; those taken off it are asked no more."""
    called = Participant.objects.filter(meeting=OuterRef("poll__meeting"))
    return Respondent.objects.filter(person__in=Subquery(called.values("person")))


def respondents_of(poll: Poll) -> QuerySet[Respondent]:
    return still_called().filter(poll=poll).select_related("person")


def silent_of(poll: Poll) -> QuerySet[Respondent]:
    return respondents_of(poll).exclude(ANSWERED)


def awaited_from(person: Person) -> QuerySet[Respondent]:
    """The open polls that this person has not answered."""
    silent = still_called().filter(person=person, poll__status=PollStatus.OPEN).exclude(ANSWERED)
    return silent.select_related("person", "poll", "poll__meeting").prefetch_related("poll__slots")


def still_asks(person_id: UUID, meeting_id: UUID) -> bool:
    """A mail about the dates of this meeting still waits for an answer of this person."""
    asked = still_called().filter(person=person_id, poll__meeting=meeting_id, poll__status=PollStatus.OPEN)
    return asked.exclude(ANSWERED).exists()


def newcomers_of(poll: Poll) -> QuerySet[Participant]:
    """People called to the meeting since the poll was opened, not asked yet."""
    asked = Respondent.objects.filter(poll=poll).values("person")
    return Participant.objects.filter(meeting=poll.meeting_id).exclude(person__in=asked).select_related("person")


def readable_polls(membership: Membership) -> QuerySet[Poll]:
    """The poll of a meeting is read by whoever reads the meeting."""
    return Poll.objects.filter(readable_by(membership, "meeting__")).select_related("meeting", "meeting__site")


def polls_with_everything(membership: Membership) -> QuerySet[Poll]:
    """To get one poll complete for its grid, in a constant number of queries."""
    found = readable_polls(membership)
    return found.select_related(
        "meeting", "meeting__site", "meeting__type", "meeting__group", "chosen"
    ).prefetch_related(
        Prefetch("slots", Slot.objects.order_by("poll_id", "starts_at", "pk")),
        Prefetch("slots__answers", SlotAnswer.objects.order_by("slot_id", "pk")),
        Prefetch("respondents", still_called().select_related("person")),
    )


def polls_with_numbers() -> QuerySet[Poll]:
    """Polls with how many were ``asked`` and have ``answered``."""
    counted = still_called().filter(poll=OuterRef("pk")).order_by().values("poll")
    asked = counted.annotate(total=Count("pk")).values("total")
    answered = counted.annotate(total=Count("pk", filter=ANSWERED)).values("total")
    return Poll.objects.select_related("meeting", "chosen").annotate(
        asked=Coalesce(Subquery(asked), 0), answered=Coalesce(Subquery(answered), 0)
    )


def live_polls() -> QuerySet[Poll]:
    """Polls that still wait: open, for a meeting neither cancelled nor convened by hand meanwhile."""
    unsettled = Q(meeting__status=MeetingStatus.DRAFT) | Q(
        meeting__status=MeetingStatus.CONVENED, reopened_at__gt=F("meeting__convened_at")
    )
    return polls_with_numbers().filter(unsettled, status=PollStatus.OPEN)


def live_polls_of(membership: Membership) -> QuerySet[Poll]:
    return live_polls().filter(readable_by(membership, "meeting__"))


def poll_of(meeting: Meeting) -> Poll | None:
    return polls_with_numbers().filter(meeting=meeting).first()


def invitation_path(respondent: Respondent) -> str:
    """Where this person answers the invitation to the meeting, once it has been sent; nothing is made here."""
    participant = Participant.objects.filter(meeting=respondent.poll.meeting_id, person=respondent.person_id).first()
    if participant is None:
        return ""
    found = links_about(participant.pk).filter(purpose=INVITATION, person=respondent.person_id, revoked_at=None)
    link = found.filter(expires_at__gt=timezone.now()).first()
    return links.url_of(link) if link else ""


def respondent_of(poll: Poll, membership: Membership) -> Respondent | None:
    """The member's own line, when their account is that of a person asked."""
    return respondents_of(poll).filter(person__user=membership.user_id).first()


def poll_list(membership: Membership) -> QuerySet[Poll]:
    return polls_with_numbers().filter(readable_by(membership, "meeting__"))


def polls_on_the_desk(membership: Membership) -> QuerySet[Poll]:
    """Polls that still wait, each with ``waits_for_me``: a member called, who has not answered by their account."""
    mine = still_called().filter(poll=OuterRef("pk"), person__user=membership.user_id).exclude(ANSWERED)
    return live_polls_of(membership).annotate(waits_for_me=Exists(mine.order_by()))
