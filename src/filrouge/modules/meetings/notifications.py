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
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.models import Delivery, Meeting, Participant
from filrouge.ui.typography import datetime_fr

INVITATION = "meetings.invitation"
REVIEW = "meetings.review"
MINUTES = "meetings.minutes"
PRESENCE = "meetings.presence"
FEED = "meetings.calendar"
HOURS = "meetings.hours"
AFTER_MEETING = timedelta(days=2)  # a personal link outlives the meeting by this much
AFTER_REVIEW = timedelta(days=30)
AFTER_SENDING = timedelta(days=90)
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
    """The agenda to who is called; to a guest, their item and its hour."""
    items = list(meeting.items.filter(postponed_at__isnull=True))
    for participant in _reachable(participants):
        guest = participant.item_id is not None
        _send(
            meeting,
            participant,
            verb="Invitation",
            template="meetings/mail/guest" if guest else "meetings/mail/invitation",
            method="REQUEST",
            items=() if guest else items,
            url=invitation_url(participant),
        )


def send_change(meeting: Meeting, participants: Iterable[Participant] | None = None) -> None:
    """To these, or to everybody."""
    for participant in called(meeting) if participants is None else _reachable(participants):
        _send(
            meeting,
            participant,
            verb="Changement",
            template="meetings/mail/change",
            method="REQUEST",
            url=invitation_url(participant),
        )


def send_cancellation(meeting: Meeting) -> None:
    for participant in called(meeting):
        _send(
            meeting,
            participant,
            verb="Annulation",
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
            verb="Vous n’êtes plus convié·e",
            template="meetings/mail/withdrawal",
            method="CANCEL",
        )


def send_reviews(meeting: Meeting, readers: Iterable[Participant]) -> None:
    assert meeting.review_until is not None  # set by the service that calls
    for participant in _reachable(readers):
        _send_link(
            REVIEW,
            participant,
            lasts=AFTER_REVIEW,
            subject=f"À relire : compte rendu de {meeting.title}",
            about=meeting,
            context={"meeting": meeting, "participant": participant},
        )


def send_minutes(meeting: Meeting, delivery: Delivery) -> None:
    _send_link(
        MINUTES,
        delivery,
        lasts=AFTER_SENDING,
        subject=f"Compte rendu : {meeting.title}",
        about=delivery,
        context={"meeting": meeting, "minutes": delivery.minutes},
    )


def send_presence_questions(meeting: Meeting, people: Iterable[Participant]) -> None:
    for participant in _reachable(people):
        _send_link(
            PRESENCE,
            participant,
            lasts=AFTER_QUESTION,
            subject=f"Y étiez-vous ? {participant.subject}",
            about=meeting,
            context={"meeting": meeting, "participant": participant},
        )


def send_calendar_page(person: Person, link: Link) -> None:
    _mail_link(FEED, person, link, subject="Vos réunions dans votre agenda", about=person)


def send_hours_page(person: Person, link: Link) -> None:
    _mail_link(HOURS, person, link, subject="Vos heures de réunion", about=person)


def _send_link(
    purpose: str,
    row: Participant | Delivery,
    *,
    lasts: timedelta,
    subject: str,
    about: Meeting | Delivery,
    context: dict[str, Any],
) -> None:
    """To whom the row is about, a link that opens its page."""
    link = links.issue(person=row.person, purpose=purpose, object_id=row.pk, expires_at=timezone.now() + lasts)
    _mail_link(purpose, row.person, link, subject=subject, about=about, context=context)


def _mail_link(
    purpose: str,
    person: Person,
    link: Link,
    *,
    subject: str,
    about: Meeting | Delivery | Person,
    context: dict[str, Any] | None = None,
) -> None:
    """``meetings.review`` opens a page, is a kind of mail and has its words in ``mail/review``."""
    mail.send(
        kind=purpose,
        person=person,
        subject=subject,
        template=f"meetings/mail/{purpose.removeprefix('meetings.')}",
        context={**(context or {}), "url": links.url_of(link)},
        object_id=about.pk,
    )


def called(meeting: Meeting) -> Iterable[Participant]:
    """Those a mail can reach, guests included."""
    return _reachable(queries.expected_at(meeting))


def _reachable(participants: Iterable[Participant]) -> Iterable[Participant]:
    return [participant for participant in participants if participant.person.email]


def calendar_of(participant: Participant, method: str) -> str:
    """The meeting as an event of this person's calendar, or the one item of a guest. ``PUBLISH`` for a file taken from
    a page.
    """
    meeting, organisation = participant.meeting, participant.meeting.organisation
    item, time = participant.item, queries.time_of(participant)
    return invitation(
        uid=meeting.uid,
        sequence=meeting.sequence,
        summary=meeting.title if item is None else queries.guest_summary(participant.subject, item),
        description=meeting.message if item is None else "",
        location=meeting.place or meeting.video_url,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        organizer_email=mail.sender_address(),
        organizer_name=organisation.name,
        attendee_email=participant.person.email,
        attendee_name=participant.person.full_name,
        method=method,
    )


def _send(meeting: Meeting, participant: Participant, *, verb: str, template: str, method: str, **context: Any) -> None:
    """A guest is told the hour of their item, and it is kept that they were."""
    participant.meeting = meeting
    time = queries.time_of(participant)
    mail.send(
        kind=INVITATION,
        person=participant.person,
        subject=f"{verb} : {participant.subject}, {datetime_fr(time.starts_at)}",
        template=template,
        context={"meeting": meeting, "participant": participant, "time": time, **context},
        calendar=calendar_of(participant, method),
        object_id=meeting.pk,
    )
    if participant.item_id is not None:
        told = (time.starts_at, time.ends_at) if method == "REQUEST" else (None, None)
        participant.told_starts_at, participant.told_ends_at = told
        participant.save(update_fields=["told_starts_at", "told_ends_at"])
