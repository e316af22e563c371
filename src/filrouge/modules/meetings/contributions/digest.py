from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.mail.lines import MEETINGS, WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings import notifications, queries
from filrouge.modules.meetings.enums import Answer
from filrouge.modules.meetings.models import Participant
from filrouge.ui.typography import date_fr, datetime_fr

SOON = timedelta(days=14)


@digest_lines.register("meetings")
def digest(person: Person) -> Iterator[DigestLine]:
    """Minutes to read over, and the meetings to come: who has not answered may, from there."""
    for participant in queries.opinions_awaited_from(person):
        yield _to_read_over(participant)
    for participant in queries.called_to_soon(person, timezone.now(), SOON):
        yield _to_come(participant)


def _to_read_over(participant: Participant) -> DigestLine:
    meeting = participant.meeting
    until = meeting.review_until
    link = links.issue(
        person=participant.person,
        purpose=notifications.REVIEW,
        object_id=participant.pk,
        expires_at=timezone.now() + notifications.AFTER_REVIEW,
    )
    detail = f"Compte rendu à relire avant le {date_fr(until)}" if until else "Compte rendu à relire"
    return DigestLine(WAITING, meeting.title, links.url_of(link), "Relire", detail, until)


def _to_come(participant: Participant) -> DigestLine:
    time = queries.time_of(participant)
    silent = participant.answer == Answer.NONE
    answer = "vous n’avez pas encore répondu" if silent else f"vous avez dit : {_WORDS[Answer(participant.answer)]}"
    return DigestLine(
        MEETINGS,
        participant.subject,
        notifications.invitation_url(participant),
        "Dire si je viens" if silent else "Voir",
        f"{datetime_fr(time.starts_at)} ; {answer}",
        timezone.localdate(time.starts_at),
    )


_WORDS = {Answer.COMING: "je viens", Answer.NOT_COMING: "je ne viens pas", Answer.EXCUSED: "je m’excuse"}
