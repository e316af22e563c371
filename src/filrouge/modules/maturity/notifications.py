"""What maturity sends by mail. Rows are written here, in the caller's transaction; the worker sends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail import reminders
from filrouge.kernel.mail import services as mail
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.maturity.models import Assessment, Invitation
from filrouge.ui.typography import date_fr

INVITATION = "maturity.invitation"
REMINDER = "maturity.reminder"
AFTER_CLOSING = timedelta(days=30)  # the page goes on saying that the answer was counted


def end_of(assessment: Assessment) -> datetime:
    """The last moment of the last day."""
    return timezone.make_aware(datetime.combine(assessment.closes_on, time(23, 59)))


def link_of(invitation: Invitation) -> Link:
    return links.issue(
        person=invitation.person,
        purpose=INVITATION,
        object_id=invitation.pk,
        expires_at=end_of(invitation.assessment) + AFTER_CLOSING,
    )


def answer_url(invitation: Invitation) -> str:
    return links.url_of(link_of(invitation))


def room_url(assessment: Assessment) -> str:
    """Short, so that the picture stays coarse and is read from the back of the room."""
    return _absolute("maturity:door", assessment.room_code)


def code_address() -> str:
    """Where the code is typed by hand, without its protocol."""
    return _absolute("maturity:code").partition("://")[2]


def _absolute(name: str, *args: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=[current_organisation().slug, *args])}"


def reachable(invitations: Iterable[Invitation]) -> list[Invitation]:
    return [one for one in invitations if one.person.email]


def send_invitations(assessment: Assessment, invitations: Iterable[Invitation]) -> None:
    _send(assessment, invitations, INVITATION, f"Où en est l’équipe ? {assessment.title}", "maturity/mail/invitation")


def send_reminders(assessment: Assessment, invitations: Iterable[Invitation]) -> None:
    said = {
        "awaited": "votre réponse à",
        "title": assessment.title,
        "until": date_fr(assessment.closes_on),
        "effort": "Cinq minutes, sans compte, et sans nom",
    }
    subject = f"Il manque votre réponse : {assessment.title}"
    _send(assessment, invitations, REMINDER, subject, reminders.LETTER, **said)


def _send(
    assessment: Assessment, invitations: Iterable[Invitation], kind: str, subject: str, template: str, **said: str
) -> None:
    for invitation in reachable(invitations):
        invitation.assessment = assessment
        mail.send(
            kind=kind,
            person=invitation.person,
            subject=subject,
            template=template,
            context={"assessment": assessment, "url": answer_url(invitation), **said},
            object_id=assessment.pk,
            answer_by=end_of(assessment),
        )
