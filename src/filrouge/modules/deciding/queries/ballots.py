from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from filrouge.kernel.accounts.models import User
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import BallotStatus, Verdict
from filrouge.modules.deciding.models import Ballot, Objection, Voter
from filrouge.modules.live.models import Seat
from filrouge.modules.meetings import queries as meetings
from filrouge.modules.meetings.enums import TO_COME
from filrouge.modules.meetings.models import AgendaItem, Meeting


def readable(membership: Membership) -> Q:
    """A condition on rows that may have a ``meeting``: who may not read it does not read what was decided there."""
    if meetings.reads_all(membership):
        return Q()
    return Q(meeting__isnull=True) | meetings.readable_by(membership, "meeting__")


def readable_ballots(membership: Membership) -> QuerySet[Ballot]:
    """A draft is read by who prepares it only."""
    ballots = Ballot.objects.filter(readable(membership))
    return ballots if can(membership, policy.RUN) else ballots.exclude(status=BallotStatus.DRAFT)


def ballot_list(
    membership: Membership, *, q: str = "", method: str = "", status: str = "", when: str = "", year: int | None = None
) -> QuerySet[Ballot]:
    """Rows of the list and of its export, the latest first. ``year``: when they were counted."""
    ballots = readable_ballots(membership).select_related("meeting", "group")
    if q:
        ballots = ballots.filter(Q(title__icontains=q) | Q(text__icontains=q))
    if method:
        ballots = ballots.filter(method=method)
    if status:
        ballots = ballots.filter(status=status)
    if when:
        ballots = ballots.filter(meeting__isnull=when == "between")
    if year:
        ballots = ballots.filter(closed_at__year=year)
    return ballots


def with_turnout(ballots: Iterable[Ballot]) -> list[Ballot]:
    """These ballots, each with ``electors`` and ``voted``: one more query, whatever their number."""
    rows = list(ballots)
    counted = Voter.objects.filter(ballot__in=[row.pk for row in rows]).order_by().values("ballot")
    counted = counted.annotate(electors=Count("pk"), voted=Count("pk", filter=Q(has_voted=True)))
    numbers: dict[Any, Any] = {found["ballot"]: found for found in counted}
    for row in rows:
        found = numbers.get(row.pk, {"electors": 0, "voted": 0})
        vars(row).update(electors=found["electors"], voted=found["voted"])
    return rows


def ballots_whole(membership: Membership) -> QuerySet[Ballot]:
    """To get one ballot with what its page names."""
    return readable_ballots(membership).select_related("meeting", "meeting__type", "item", "group", "decision")


def ballots_of(membership: Membership, meeting: Meeting) -> QuerySet[Ballot]:
    """The votes of a meeting that this member already reads."""
    ballots = Ballot.objects.filter(meeting=meeting).order_by("id")
    return ballots if can(membership, policy.RUN) else ballots.exclude(status=BallotStatus.DRAFT)


def items_to_decide(membership: Membership) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(readable(membership)).select_related("meeting", "meeting__type")


def counted_ballots(meeting: Meeting) -> QuerySet[Ballot]:
    """For the document of results: those closed, with who voted."""
    closed = Ballot.objects.filter(meeting=meeting, status=BallotStatus.CLOSED).select_related("group").order_by("id")
    return closed.prefetch_related(Prefetch("voters", Voter.objects.order_by("ballot", "name", "pk")))


def voters_of(ballot: Ballot) -> QuerySet[Voter]:
    return ballot.voters.select_related("person").order_by("ballot", "name", "pk")


def voter_of(ballot: Ballot, user: User) -> Voter | None:
    """The line of this account's person on the roll, if they are on it."""
    return ballot.voters.filter(person__user=user).select_related("person").first()


def objections_of(ballot: Ballot) -> QuerySet[Objection]:
    return ballot.objections.order_by("ballot", "reason", "pk")


def shown_ballot(pk: UUID) -> Ballot:
    """A ballot on the screens of a session: those who see them are in the room."""
    return Ballot.objects.select_related("meeting", "item", "group").get(pk=pk)


def voter_in_seat(ballot: Ballot, seat: Seat) -> Voter | None:
    """The line of who holds this phone, if they have one."""
    mine = {"person": seat.person_id} if seat.person_id else {"seat": seat.pk}
    return ballot.voters.filter(**mine).first()


def items_soon(membership: Membership, moment: datetime) -> QuerySet[AgendaItem]:
    """Points of the meetings being held or soon to be, the nearest first: where something may be run."""
    soon = meetings.readable_meetings(membership).filter(
        status__in=TO_COME, starts_at__gt=moment - timedelta(days=2), starts_at__lt=moment + timedelta(days=21)
    )
    items = AgendaItem.objects.filter(meeting__in=soon.order_by().values("pk")).select_related("meeting")
    return items.order_by("meeting__starts_at", "meeting", "position", "pk")[:60]


def open_proposals() -> QuerySet[Ballot]:
    return Ballot.objects.filter(status=BallotStatus.OPEN, meeting__isnull=True).select_related("group")


def voters_asked() -> QuerySet[Voter]:
    """Those asked between meetings, by link, once it was sent."""
    asked = Voter.objects.filter(ballot__meeting__isnull=True).exclude(ballot__status=BallotStatus.DRAFT)
    return asked.select_related("person", "ballot", "ballot__group")


def secret_voters() -> QuerySet[Voter, Any]:
    """Those of secret votes: when they answered is kept nowhere."""
    return Voter.objects.filter(ballot__is_secret=True).order_by().values_list("pk")


def awaited_from(person: Person) -> QuerySet[Voter]:
    """The open proposals where this person has not voted."""
    return voters_asked().filter(
        person=person, has_voted=False, ballot__status=BallotStatus.OPEN, ballot__closes_at__isnull=False
    )


def still_asks(person_id: UUID, ballot_id: UUID) -> bool:
    """A mail about this proposal still waits for a vote of this person."""
    open_to_them = voters_asked().filter(person=person_id, ballot=ballot_id, ballot__status=BallotStatus.OPEN)
    return open_to_them.filter(has_voted=False).exists()


def on_the_desk(membership: Membership) -> QuerySet[Ballot]:
    """Proposals between meetings that wait for somebody, each with ``waits_for_me``, ``electors`` and ``voted``: open
    ones, and those counted by their date that want a word, for an objection or a tie."""
    mine = Voter.objects.filter(ballot=OuterRef("pk"), person__user=membership.user_id, has_voted=False)
    to_settle = Q(verdict__in=(Verdict.OBJECTIONS, Verdict.TIE), decision__isnull=True)
    return (
        Ballot.objects.filter(Q(status=BallotStatus.OPEN) | to_settle, meeting__isnull=True)
        .annotate(electors=Count("voters"), voted=Count("voters", filter=Q(voters__has_voted=True)))
        .annotate(waits_for_me=Exists(mine.order_by()))
        .order_by("closes_at")
    )
