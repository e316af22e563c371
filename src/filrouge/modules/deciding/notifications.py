"""What deciding sends by mail. Rows are written here, in the caller's transaction; the worker sends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from filrouge.kernel.links import services as links
from filrouge.kernel.mail import reminders
from filrouge.kernel.mail import services as mail
from filrouge.modules.deciding.models import Ballot, Voter
from filrouge.ui.typography import datetime_fr

PROPOSAL = "deciding.proposal"
REMINDER = "deciding.reminder"
AFTER_CLOSING = timedelta(days=30)  # the page goes on telling what came of it


def proposal_url(voter: Voter) -> str:
    assert voter.person is not None  # guests are asked in the room only
    assert voter.ballot.closes_at is not None
    link = links.issue(
        person=voter.person,
        purpose=PROPOSAL,
        object_id=voter.pk,
        expires_at=voter.ballot.closes_at + AFTER_CLOSING,
    )
    return links.url_of(link)


def reachable(voters: Iterable[Voter]) -> list[Voter]:
    return [voter for voter in voters if voter.person and voter.person.email]


def send_proposal(ballot: Ballot, voters: Iterable[Voter]) -> None:
    _send(ballot, voters, PROPOSAL, f"Votre avis : {ballot.title}", "deciding/mail/proposal")


def send_reminder(ballot: Ballot, voters: Iterable[Voter]) -> None:
    assert ballot.closes_at is not None
    said = {
        "awaited": "votre avis sur",
        "title": ballot.title,
        "until": datetime_fr(ballot.closes_at),
        "effort": "Une minute suffit, sans compte",
    }
    _send(ballot, voters, REMINDER, f"Il manque votre avis : {ballot.title}", reminders.LETTER, **said)


def _send(ballot: Ballot, voters: Iterable[Voter], kind: str, subject: str, template: str, **said: str) -> None:
    for voter in reachable(voters):
        voter.ballot = ballot
        mail.send(
            kind=kind,
            person=voter.person,
            subject=subject,
            template=template,
            context={"ballot": ballot, "url": proposal_url(voter), **said},
            object_id=ballot.pk,
            answer_by=ballot.closes_at,
        )
