"""Who may share in a year: associates, for the days they were, with the hours the rooms have counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from filrouge.kernel import registry
from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.models import Engagement, Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.sharing.engine import Associate


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody of the team who receives no part, and how they are paid."""

    person: Person
    reason: str


@dataclass(frozen=True, slots=True)
class Team:
    associates: tuple[Associate, ...]
    people: dict[str, Person]  # by key of the associate
    left_out: tuple[LeftOut, ...]

    @property
    def professions(self) -> list[tuple[str, str]]:
        """Those of the associates, by label."""
        held = {one.profession for one in self.associates}
        return sorted((code, str(Profession(code).label)) for code in held if code in Profession.values)


def team_of(membership: Membership, year: int) -> Team:
    """A constant number of queries, however many they are."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    here = Q(starts_on__lte=last) & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    ties = list(Engagement.objects.filter(here).select_related("person").order_by("person__sort_name", "person_id"))
    days: dict[UUID, set[date]] = defaultdict(set)
    people: dict[UUID, Person] = {}
    for tie in ties:
        people.setdefault(tie.person_id, tie.person)
        if tie.status == Status.ASSOCIATE:
            days[tie.person_id] |= _days(max(tie.starts_on, first), min(tie.ends_on or last, last))
    minutes = _minutes(membership, first, last)
    whole = (last - first).days + 1
    associates = [
        Associate(str(pk), people[pk].profession, Fraction(len(days[pk]), whole), minutes[pk])
        for pk in people
        if pk in days
    ]
    return Team(tuple(associates), {str(pk): people[pk] for pk in days}, _left_out(ties, set(days)))


def _days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=rank) for rank in range((last - first).days + 1)}


def _minutes(membership: Membership, first: date, last: date) -> Counter[UUID]:
    """What the rooms count as payable."""
    counted: Counter[UUID] = Counter()
    for provider in registry.payable_work.values():
        for work in provider(membership, first, last):
            counted[work.person_id] += work.minutes
    return counted


def _left_out(ties: list[Engagement], associates: set[UUID]) -> tuple[LeftOut, ...]:
    employed = {tie.person_id for tie in ties if tie.status == Status.EMPLOYEE}
    others = {tie.person_id: tie.person for tie in ties if tie.person_id not in associates}
    return tuple(
        LeftOut(
            person, "salarié : payé par son salaire" if pk in employed else "non associé : sur facture ou convention"
        )
        for pk, person in others.items()
    )
