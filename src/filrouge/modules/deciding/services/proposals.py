"""Between meetings: a question by personal link, with a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import group_members_on
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deciding import notifications, policy
from filrouge.modules.deciding.enums import BallotStatus, Electorate
from filrouge.modules.deciding.models import Ballot, BallotBox, Voter
from filrouge.modules.deciding.services.ballots import mark_open, require_enough
from filrouge.modules.deciding.services.status import check_transition, lock, require_draft

LEAST = timedelta(hours=1)
FURTHEST = timedelta(days=92)


@transaction.atomic
def propose(
    *,
    by: Membership,
    title: str,
    closes_at: datetime,
    group: Group | None = None,
    people: Iterable[Person] = (),
    **details: Any,
) -> Ballot:
    """Write a proposal for the members of a group, other people, or both. Nothing is sent before ``send_proposal``."""
    require(by, policy.RUN)
    ballot = Ballot(title=title, closes_at=closes_at, group=group, electorate=Electorate.ASKED, **details)
    _check_date(closes_at)
    ballot.full_clean()
    ballot.save()
    _ask(ballot, people)
    timeline.record(ballot, "deciding.proposed", by=by, title=ballot.title)
    return ballot


@transaction.atomic
def change_proposal(ballot: Ballot, *, by: Membership, people: Iterable[Person] = (), **changes: Any) -> Ballot:
    require(by, policy.RUN)
    ballot = lock(ballot)
    require_draft(ballot)
    for name, value in changes.items():
        setattr(ballot, name, value)
    _check_date(ballot.closes_at)
    ballot.full_clean()
    ballot.save(update_fields=list(changes))
    _ask(ballot, people)
    return ballot


@transaction.atomic
def send_proposal(ballot: Ballot, *, by: Membership) -> Ballot:
    """Fix who is asked, and send each their link. From here the question changes no more."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    check_transition(ballot, BallotStatus.OPEN)
    _check_date(ballot.closes_at)
    voters = list(ballot.voters.select_related("person"))
    require_enough(ballot, len(voters))
    ballot.called_count = len(voters)
    if ballot.is_secret:
        BallotBox(ballot=ballot).save()
    mark_open(ballot)
    notifications.send_proposal(ballot, voters)
    timeline.record(ballot, "deciding.sent", by=by, title=ballot.title, count=len(voters))
    return ballot


@transaction.atomic
def extend_proposal(ballot: Ballot, *, by: Membership, closes_at: datetime) -> Ballot:
    """Give more time, or less; the links follow."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    if ballot.status != BallotStatus.OPEN or not ballot.is_between:
        raise ValidationError("Seule une proposition en cours change de date.", code="not_open")
    _check_date(closes_at)
    ballot.closes_at = closes_at
    ballot.save(update_fields=["closes_at"])
    for voter in notifications.reachable(ballot.voters.select_related("person")):
        voter.ballot = ballot
        notifications.proposal_url(voter)
    timeline.record(ballot, "deciding.extended", by=by, title=ballot.title)
    return ballot


def _ask(ballot: Ballot, people: Iterable[Person]) -> None:
    """Make the roll what was chosen: lines already there stay, the others go."""
    asked: dict[UUID, Person] = {person.pk: person for person in people}
    if ballot.group is not None:
        asked |= {person.pk: person for person in group_members_on(ballot.group, timezone.localdate())}
    ballot.voters.exclude(person__in=asked).delete()
    known = set(ballot.voters.values_list("person_id", flat=True))
    Voter.objects.bulk_create(
        Voter(ballot=ballot, person=person, name=person.full_name) for pk, person in asked.items() if pk not in known
    )


def _check_date(closes_at: datetime | None) -> None:
    now = timezone.now()
    if closes_at is None or closes_at < now + LEAST:
        raise ValidationError({"closes_at": "Laissez au moins une heure pour répondre."}, code="soon")
    if closes_at > now + FURTHEST:
        raise ValidationError({"closes_at": "Cette date est dans plus de trois mois : vérifiez-la."}, code="far")
