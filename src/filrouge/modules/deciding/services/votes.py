from __future__ import annotations

import json
from bisect import insort
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import BallotStatus, Electorate
from filrouge.modules.deciding.models import Ballot, BallotBox, Voter
from filrouge.modules.deciding.models.papers import Paper, checked_paper
from filrouge.modules.deciding.services.room import tell_room
from filrouge.modules.deciding.services.status import lock
from filrouge.modules.live.models import Seat


class Cast(Enum):
    """What became of a paper, in the words said to who brought it."""

    COUNTED = "Votre voix est comptée."
    CHANGED = "Votre vote est changé : seul le dernier compte."
    ALREADY = "Votre voix est déjà comptée. Un vote secret ne se change pas : personne ne sait retrouver le vôtre."


@transaction.atomic
def cast_vote(ballot: Ballot, *, by: Actor, paper: Paper, seat: Seat | None = None) -> Cast:
    """Count the paper of the person who acts. Sent twice (a lost answer, a double tap), it is counted once.

    ``seat`` is the phone it comes from: when the whole room votes, a guest has no other name.
    """
    ballot = lock(ballot)
    voter = _voter_of(ballot, by, seat)
    if ballot.is_secret and voter.has_voted:  # even once closed: the answer may have been lost on its way
        return Cast.ALREADY
    _require_open(ballot)
    return _keep(ballot, voter, paper)


@transaction.atomic
def note_vote(voter: Voter, *, by: Membership, paper: Paper) -> Cast:
    """Write the vote that somebody says aloud, having no phone. Never in a secret vote."""
    require(by, policy.RUN)
    ballot = lock(voter.ballot)
    if ballot.is_secret:
        raise ValidationError("Un vote secret ne se note pas pour quelqu’un d’autre.", code="secret")
    _require_open(ballot)
    voter = Voter.objects.select_for_update(of=("self",)).get(pk=voter.pk)
    return _keep(ballot, voter, paper)


def _voter_of(ballot: Ballot, by: Actor, seat: Seat | None) -> Voter:
    """The line of who acts, held. The ballot is locked: nobody else is writing it."""
    rows = Voter.objects.select_for_update(of=("self",)).filter(ballot=ballot)
    guest = seat if by.person_id is None else None
    voter = rows.filter(seat=guest).first() if guest else rows.filter(person=by.person_id).first()
    if voter is None and ballot.electorate == Electorate.ROOM and (by.person_id or guest):
        voter = Voter(ballot=ballot, person_id=by.person_id, seat=guest, name=by.name)
        voter.save()
    if voter is None:
        raise ValidationError(
            "Vous n’êtes pas sur la liste de ce vote : elle a été arrêtée à son ouverture. "
            "Dites-le à la personne qui anime.",
            code="not_called",
        )
    return voter


def _require_open(ballot: Ballot) -> None:
    if ballot.status == BallotStatus.DRAFT:
        raise ValidationError("Ce vote n’est pas encore ouvert.", code="not_open")
    if ballot.status != BallotStatus.OPEN:
        raise ValidationError("Ce vote est terminé : votre réponse n’a pas été prise.", code="closed")


def _keep(ballot: Ballot, voter: Voter, paper: Paper) -> Cast:
    kept = checked_paper(paper, method=ballot.method, options=ballot.options, dots_each=ballot.dots_each)
    if ballot.is_secret:
        _drop_in_box(ballot, kept)
        voter.has_voted = True
        voter.save(update_fields=["has_voted"])
        tell_room(ballot)
        return Cast.COUNTED
    changed = voter.has_voted and voter.paper != kept
    voter.has_voted, voter.paper = True, kept
    voter.save(update_fields=["has_voted", "paper"])
    tell_room(ballot)
    return Cast.CHANGED if changed else Cast.COUNTED


def _drop_in_box(ballot: Ballot, paper: Paper) -> None:
    """Papers are kept sorted by what they say: the list tells the votes and nothing of when each came."""
    box = BallotBox.objects.select_for_update(of=("self",)).get(ballot=ballot)
    insort(box.papers, paper, key=lambda one: json.dumps(one, sort_keys=True))
    box.save(update_fields=["papers"])
