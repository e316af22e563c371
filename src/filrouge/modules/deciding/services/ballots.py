from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import (
    FEWEST_SECRET,
    BallotStatus,
    BoardStage,
    ConsentAnswer,
    Electorate,
    Method,
    Side,
    Verdict,
)
from filrouge.modules.deciding.models import Ballot, BallotBox, Board, Objection, Voter
from filrouge.modules.deciding.models.papers import Paper
from filrouge.modules.deciding.queries.outcome import outcome_of, papers_of
from filrouge.modules.deciding.services.room import show_in_room, tell_room
from filrouge.modules.deciding.services.status import check_transition, lock, require_draft
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant


@transaction.atomic
def prepare_ballot(item: AgendaItem, *, by: Membership, title: str, **details: Any) -> Ballot:
    """Write a vote under an agenda item. Nobody votes before it is opened."""
    require(by, policy.RUN)
    require_alive(item.meeting)
    ballot = Ballot(meeting=item.meeting, item=item, title=title, **details)
    ballot.full_clean()
    ballot.save()
    timeline.record(ballot, "deciding.prepared", by=by, title=ballot.title)
    return ballot


@transaction.atomic
def change_ballot(ballot: Ballot, *, by: Membership, **changes: Any) -> Ballot:
    require(by, policy.RUN)
    ballot = lock(ballot)
    require_draft(ballot)
    for name, value in changes.items():
        setattr(ballot, name, value)
    ballot.full_clean()
    ballot.save(update_fields=list(changes))
    return ballot


@transaction.atomic
def open_ballot(ballot: Ballot, *, by: Membership) -> Ballot:
    """Fix who may vote and let them. From here the question changes no more."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    check_transition(ballot, BallotStatus.OPEN)
    assert ballot.meeting is not None  # proposals between meetings are sent, not opened
    require_alive(ballot.meeting)
    participants = list(ballot.meeting.participants.select_related("person").order_by("person__sort_name"))
    present = [one for one in participants if one.presence in ATTENDED and one.left_at is None]
    electors = participants if ballot.electorate == Electorate.CALLED else present
    if ballot.electorate == Electorate.ROOM:
        electors = []  # whoever brings a paper is written then
    else:
        _require_electors(ballot, electors)
    ballot.called_count, ballot.present_count = len(participants), len(present)
    enrol(ballot, [(one.person_id, one.person.full_name) for one in electors])
    mark_open(ballot)
    show_in_room(ballot, by=by)
    timeline.record(ballot, "deciding.opened", by=by, title=ballot.title, count=len(electors))
    return ballot


def enrol(ballot: Ballot, electors: Sequence[tuple[Any, str]]) -> None:
    Voter.objects.bulk_create(Voter(ballot=ballot, person_id=person, name=name) for person, name in electors)
    if ballot.is_secret:
        BallotBox(ballot=ballot).save()


def mark_open(ballot: Ballot) -> None:
    ballot.status = BallotStatus.OPEN
    ballot.opened_at = timezone.now()
    ballot.full_clean()
    ballot.save(update_fields=["status", "opened_at", "called_count", "present_count"])


@transaction.atomic
def note_hands(ballot: Ballot, *, by: Membership, in_favour: int, against: int, abstained: int) -> Ballot:
    """Write what the facilitator counted in the room, and close."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    if ballot.method != Method.HANDS:
        raise ValidationError("Ce vote ne se compte pas à main levée.", code="method")
    counted, electors = in_favour + against + abstained, ballot.voters.count()
    if min(in_favour, against, abstained) < 0 or counted > electors:
        raise ValidationError(
            "%(counted)d voix comptées pour %(electors)d personnes appelées à voter : recomptez, ou pointez les "
            "présences puis préparez un autre vote.",
            code="too_many",
            params={"counted": counted, "electors": electors},
        )
    ballot.hands = {Side.FOR.value: in_favour, Side.AGAINST.value: against, Side.ABSTAIN.value: abstained}
    ballot.save(update_fields=["hands"])
    return close_ballot(ballot, by=by)


@transaction.atomic
def close_ballot(ballot: Ballot, *, by: Membership | Actor) -> Ballot:
    """Count the papers and write what comes of it. An ``Actor`` is the house, when a proposal reaches its date."""
    if isinstance(by, Membership):
        require(by, policy.RUN)
    ballot = lock(ballot)
    check_transition(ballot, BallotStatus.CLOSED)
    papers = papers_of(ballot)
    outcome = outcome_of(ballot, papers, electors=ballot.voters.count())
    ballot.status, ballot.closed_at = BallotStatus.CLOSED, timezone.now()
    ballot.verdict, ballot.sentence = outcome.verdict, outcome.sentence
    ballot.figures, ballot.chosen = outcome.figures, outcome.chosen
    ballot.full_clean()
    ballot.save(update_fields=["status", "closed_at", "verdict", "sentence", "figures", "chosen"])
    if outcome.verdict == Verdict.VOID:
        _destroy_papers(ballot)
    elif ballot.method == Method.CONSENT:
        _write_objections(ballot, papers)
    _bring_board_back(ballot, BoardStage.DONE)
    tell_room(ballot)
    timeline.record(ballot, "deciding.closed", by=by, title=ballot.title, result=ballot.sentence)
    return ballot


@transaction.atomic
def cancel_ballot(ballot: Ballot, *, by: Membership, reason: str = "") -> Ballot:
    """Give up a vote. Its papers are destroyed: nobody will count them."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    check_transition(ballot, BallotStatus.CANCELLED)
    ballot.status, ballot.cancel_reason = BallotStatus.CANCELLED, reason
    ballot.full_clean()
    ballot.save(update_fields=["status", "cancel_reason"])
    _destroy_papers(ballot)
    _bring_board_back(ballot, BoardStage.SORTING)
    tell_room(ballot)
    timeline.record(ballot, "deciding.cancelled", by=by, title=ballot.title)
    return ballot


def require_alive(meeting: Meeting) -> None:
    if not meeting.is_writable:
        raise ValidationError(
            "Le compte rendu de cette réunion est figé, ou elle est annulée : on n’y vote plus.", code="frozen"
        )


def _require_electors(ballot: Ballot, electors: Sequence[Participant]) -> None:
    if not electors and ballot.electorate == Electorate.PRESENT:
        raise ValidationError("Pointez d’abord les présences : seules les personnes présentes votent.", code="nobody")
    require_enough(ballot, len(electors))


def require_enough(ballot: Ballot, electors: int) -> None:
    if not electors:
        raise ValidationError("Personne n’est appelé à voter : conviez d’abord des participants.", code="nobody")
    if ballot.is_secret and electors < FEWEST_SECRET:
        raise ValidationError(
            "À moins de %(fewest)d personnes, un vote n’est pas secret : préparez un vote nominatif.",
            code="too_few",
            params={"fewest": FEWEST_SECRET},
        )


def _write_objections(ballot: Ballot, papers: Sequence[Paper]) -> None:
    """Named from the roll, or without a name and in no order when the consent was asked in secret."""
    said: list[tuple[str, Paper | None]] = [("", paper) for paper in papers]
    if not ballot.is_secret:
        said = [(voter.name, voter.paper) for voter in ballot.voters.filter(has_voted=True)]
    Objection.objects.bulk_create(
        Objection(ballot=ballot, name=name, reason=paper["reason"])
        for name, paper in said
        if paper and paper["side"] == ConsentAnswer.OBJECTION
    )


def _destroy_papers(ballot: Ballot) -> None:
    BallotBox.objects.filter(ballot=ballot).delete()
    ballot.voters.exclude(paper=None).update(paper=None)


def _bring_board_back(ballot: Ballot, stage: BoardStage) -> None:
    """The dots of a brainstorm are counted, or given up: it goes on from there."""
    Board.objects.filter(ballot=ballot, stage=BoardStage.VOTING).update(stage=stage)
