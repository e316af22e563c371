from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.models import Engagement, GroupMember, Person
from filrouge.kernel.people.names import fold
from filrouge.kernel.people.queries.periods import in_force, not_gone, present

SORTS = {
    "nom": ("sort_name",),
    "-nom": ("-sort_name",),
    "profession": ("profession", "sort_name"),
    "-profession": ("-profession", "sort_name"),
    "arrivee": ("arrived_on", "sort_name"),
    "-arrivee": ("-arrived_on", "sort_name"),
}


@dataclass(frozen=True, slots=True)
class Directory:
    """What the directory is filtered by; each field travels in the address."""

    day: date
    words: str = ""
    profession: str = ""
    status: str = ""  # a Status, or "none" for people without any tie
    group_id: UUID | None = None
    weekday: int | None = None
    site_id: UUID | None = None
    scope: str = ""  # "": in the team; "gone"; "coming"; "all"
    sort: str = "nom"
    arrived_in: int | None = None  # a civil year, up to the day
    left_in: int | None = None


def people_on(day: date) -> QuerySet[Person]:
    return Person.objects.filter(present(day)).select_related("site")


def people_not_gone(day: date) -> QuerySet[Person]:
    """Whom one may ask something: in the team on this day, or about to arrive."""
    return Person.objects.filter(not_gone(day))


def names_of(person: UUID) -> list[str]:
    """What rows that keep a name rather than a person may call somebody: by their card, by their account."""
    known = Person.objects.filter(pk=person).select_related("user").first()
    return [] if known is None else [known.full_name, *([str(known.user)] if known.user else [])]


def people_leaving_between(first: date, last: date) -> QuerySet[Person]:
    return Person.objects.filter(left_on__gte=first, left_on__lte=last).order_by("left_on", "sort_name")


def people_by_ids(ids: Iterable[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=list(ids)).select_related("site")


def directory(asked: Directory) -> QuerySet[Person]:
    people = _in_scope(asked).select_related("site", "organisation")
    for word in fold(asked.words).split()[:12]:
        people = people.filter(search_text__contains=word)
    if asked.profession in Profession.values:
        people = people.filter(profession=asked.profession)
    if asked.site_id:
        people = people.filter(site=asked.site_id)
    if asked.arrived_in:
        people = people.filter(arrived_on__year=asked.arrived_in, arrived_on__lte=asked.day)
    if asked.left_in:
        people = people.filter(left_on__year=asked.left_in, left_on__lte=asked.day)
    if asked.weekday is not None:
        # JSON containment is missing on SQLite; days are single digits, so the text of the list answers on both
        people = people.annotate(days=Cast("days_on_site", TextField())).filter(days__contains=str(asked.weekday))
    people = _with_status(people, asked)
    if asked.group_id:
        links = GroupMember.objects.filter(in_force(asked.day, start="joined_on", end="left_on"))
        people = people.filter(pk__in=links.filter(group=asked.group_id).values("person"))
    return people.order_by(*SORTS.get(asked.sort, SORTS["nom"]), "pk").prefetch_related(
        Prefetch("engagements", Engagement.objects.filter(in_force(asked.day)))
    )


def _in_scope(asked: Directory) -> QuerySet[Person]:
    if asked.scope == "gone":
        return Person.objects.filter(left_on__lt=asked.day)
    if asked.scope == "coming":
        return Person.objects.filter(arrived_on__gt=asked.day)
    if asked.scope == "all":
        return Person.objects.all()
    return Person.objects.filter(present(asked.day))


def _with_status(people: QuerySet[Person], asked: Directory) -> QuerySet[Person]:
    held = Engagement.objects.filter(in_force(asked.day))
    if asked.status == "none":
        return people.filter(~Q(pk__in=held.values("person")))
    if asked.status in Status.values:
        return people.filter(pk__in=held.filter(status=asked.status).values("person"))
    return people
