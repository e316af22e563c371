from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from filrouge.kernel.accounts.models import User
from filrouge.modules.deciding.models import Ballot, Objection, Voter
from filrouge.modules.meetings.models import Meeting


def ballot_list(*, q: str = "", method: str = "", status: str = "", when: str = "") -> QuerySet[Ballot]:
    """Rows of the list and of its export, the latest first."""
    ballots = Ballot.objects.select_related("meeting", "group")
    if q:
        ballots = ballots.filter(Q(title__icontains=q) | Q(text__icontains=q))
    if method:
        ballots = ballots.filter(method=method)
    if status:
        ballots = ballots.filter(status=status)
    if when:
        ballots = ballots.filter(meeting__isnull=when == "between")
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


def ballots_whole() -> QuerySet[Ballot]:
    """To get one ballot with what its page names."""
    return Ballot.objects.select_related("meeting", "meeting__type", "item", "group", "decision")


def ballots_of(meeting: Meeting) -> QuerySet[Ballot]:
    return Ballot.objects.filter(meeting=meeting).order_by("id")


def voters_of(ballot: Ballot) -> QuerySet[Voter]:
    return ballot.voters.select_related("person").order_by("ballot", "name", "pk")


def voter_of(ballot: Ballot, user: User) -> Voter | None:
    """The line of this account's person on the roll, if they are on it."""
    return ballot.voters.filter(person__user=user).select_related("person").first()


def objections_of(ballot: Ballot) -> QuerySet[Objection]:
    return ballot.objections.order_by("ballot", "reason", "pk")
