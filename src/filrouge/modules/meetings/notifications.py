"""What meetings send by mail. Rows are written here, in the caller's transaction; the worker sends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail import services as mail
from filrouge.kernel.mail.calendar import invitation
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.ui.typography import datetime_fr

INVITATION = "meetings.invitation"
REVIEW = "meetings.review"
PRESENCE = "meetings.presence"
FEED = "meetings.calendar"
AFTER_MEETING = timedelta(days=2)  # a personal link outlives the meeting by this much
AFTER_REVIEW = timedelta(days=30)
AFTER_QUESTION = timedelta(days=60)  # the page closes with the minutes anyway


def invitation_url(participant: Participant) -> str:
    link = links.issue(
        person=participant.person,
        purpose=INVITATION,
        object_id=participant.pk,
        expires_at=participant.meeting.ends_at + AFTER_MEETING,
    )
    return links.url_of(link)


def send_invitations(meeting: Meeting, participants: Iterable[Participant]) -> None:
    items = list(meeting.items.all())
    for participant in _reachable(participants):
        _send(
            meeting,
            participant,
            subject=f"Invitation : {meeting.title}, {datetime_fr(meeting.starts_at)}",
            template="meetings/mail/invitation",
            method="REQUEST",
            items=items,
            url=invitation_url(participant),
        )


def send_change(meeting: Meeting) -> None:
    for participant in called(meeting):
        _send(
            meeting,
            participant,
            subject=f"Changement : {meeting.title}, {datetime_fr(meeting.starts_at)}",
            template="meetings/mail/change",
            method="REQUEST",
            url=invitation_url(participant),
        )


def send_cancellation(meeting: Meeting) -> None:
    for participant in called(meeting):
        _send(
            meeting,
            participant,
            subject=f"Annulation : {meeting.title}, {datetime_fr(meeting.starts_at)}",
            template="meetings/mail/cancellation",
            method="CANCEL",
        )


def send_withdrawal(meeting: Meeting, participant: Participant) -> None:
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    for one in _reachable([participant]):
        _send(
            meeting,
            one,
            subject=f"Vous n’êtes plus convié·e : {meeting.title}",
            template="meetings/mail/withdrawal",
            method="CANCEL",
        )


def send_reviews(meeting: Meeting, readers: Iterable[Participant]) -> None:
    assert meeting.review_until is not None  # set by the service that calls
    for participant in _reachable(readers):
        link = links.issue(
            person=participant.person,
            purpose=REVIEW,
            object_id=participant.pk,
            expires_at=timezone.now() + AFTER_REVIEW,
        )
        mail.send(
            kind=REVIEW,
            person=participant.person,
            subject=f"À relire : compte rendu de {meeting.title}",
            template="meetings/mail/review",
            context={"meeting": meeting, "participant": participant, "url": links.url_of(link)},
            object_id=meeting.pk,
        )


def send_presence_questions(meeting: Meeting, people: Iterable[Participant]) -> None:
    for participant in _reachable(people):
        link = links.issue(
            person=participant.person,
            purpose=PRESENCE,
            object_id=participant.pk,
            expires_at=timezone.now() + AFTER_QUESTION,
        )
        mail.send(
            kind=PRESENCE,
            person=participant.person,
            subject=f"Y étiez-vous ? {meeting.title}",
            template="meetings/mail/presence",
            context={"meeting": meeting, "participant": participant, "url": links.url_of(link)},
            object_id=meeting.pk,
        )


def send_calendar_page(person: Person, link: Link) -> None:
    mail.send(
        kind=FEED,
        person=person,
        subject="Vos réunions dans votre agenda",
        template="meetings/mail/calendar",
        context={"url": links.url_of(link)},
        object_id=person.pk,
    )


def called(meeting: Meeting) -> Iterable[Participant]:
    """Participants a mail can reach."""
    return _reachable(meeting.participants.select_related("person"))


def _reachable(participants: Iterable[Participant]) -> Iterable[Participant]:
    return [participant for participant in participants if participant.person.email]


def calendar_of(participant: Participant, method: str) -> str:
    """The meeting as an event of this person's calendar. ``PUBLISH`` for a file taken from a page."""
    meeting, organisation = participant.meeting, participant.meeting.organisation
    return invitation(
        uid=meeting.uid,
        sequence=meeting.sequence,
        summary=meeting.title,
        description=meeting.message,
        location=meeting.place or meeting.video_url,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        organizer_email=mail.sender_address(),
        organizer_name=organisation.name,
        attendee_email=participant.person.email,
        attendee_name=participant.person.full_name,
        method=method,
    )


def _send(
    meeting: Meeting, participant: Participant, *, subject: str, template: str, method: str, **context: Any
) -> None:
    participant.meeting = meeting
    mail.send(
        kind=INVITATION,
        person=participant.person,
        subject=subject,
        template=template,
        context={"meeting": meeting, "participant": participant, **context},
        calendar=calendar_of(participant, method),
        object_id=meeting.pk,
    )
