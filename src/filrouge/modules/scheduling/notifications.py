"""What scheduling sends by mail. Rows are written here, in the caller's transaction; the worker sends them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.mail import services as mail
from filrouge.modules.scheduling.models import Poll, Respondent, Slot

POLL = "scheduling.poll"
REMINDER = "scheduling.reminder"
COMPLETE = "scheduling.complete"
AFTER_LAST_DATE = timedelta(days=30)  # the page goes on telling which date was chosen


def poll_url(respondent: Respondent, slots: Sequence[Slot]) -> str:
    """The personal link of somebody asked; it outlives the last date proposed."""
    last = max(slot.ends_at for slot in slots)
    link = links.issue(
        person=respondent.person, purpose=POLL, object_id=respondent.pk, expires_at=last + AFTER_LAST_DATE
    )
    return links.url_of(link)


def last_moment(poll: Poll) -> datetime:
    """Answers are awaited before that day begins."""
    return timezone.make_aware(datetime.combine(poll.respond_by, time()))


def reachable(respondents: Iterable[Respondent]) -> list[Respondent]:
    return [one for one in respondents if one.person.email]


def send_poll(
    poll: Poll, respondents: Iterable[Respondent], *, slots: Sequence[Slot], new: Sequence[Slot] = ()
) -> None:
    """Ask. ``new``: the dates added since somebody was last asked, told apart."""
    title = poll.meeting.title
    for one in reachable(respondents):
        mail.send(
            kind=POLL,
            person=one.person,
            subject=f"De nouvelles dates : {title}" if new else f"Quelle date vous irait : {title}",
            template="scheduling/mail/poll",
            context={"poll": poll, "meeting": poll.meeting, "slots": new or slots, "new": bool(new)}
            | {"url": poll_url(one, slots)},
            object_id=poll.meeting_id,
            answer_by=last_moment(poll),
        )


def send_reminder(poll: Poll, respondent: Respondent, *, slots: Sequence[Slot]) -> None:
    mail.send(
        kind=REMINDER,
        person=respondent.person,
        subject=f"Il manque votre réponse : {poll.meeting.title}",
        template="scheduling/mail/reminder",
        context={"poll": poll, "meeting": poll.meeting, "slots": slots, "url": poll_url(respondent, slots)},
        object_id=poll.meeting_id,
        answer_by=last_moment(poll),
    )


def tell_everybody_answered(poll: Poll) -> None:
    """To who opened the poll: nothing is left to wait for."""
    assert poll.opened_by is not None  # asked by the service that calls
    user = poll.opened_by.user
    mail.send(
        kind=COMPLETE,
        to_email=user.email,
        to_name=str(user),
        subject=f"Tout le monde a répondu : {poll.meeting.title}",
        template="scheduling/mail/complete",
        context={"meeting": poll.meeting, "url": f"{settings.SITE_URL.rstrip('/')}{poll.get_absolute_url()}"},
        object_id=poll.meeting_id,
    )
