"""Who was at which meeting, for how long, and what it makes in payable hours: each figure with its why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.meetings.enums import TOOK_PLACE, Confidentiality
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.queries.periods import bounds
from filrouge.modules.meetings.queries.readers import readable_by, reads_all
from filrouge.modules.meetings.queries.rulebook import Counting, Rulebook, rulebook
from filrouge.ui.typography import duration

ALL = Q()
Periods = dict[UUID, list[tuple[date, date | None]]]
COLUMNS = (
    "meeting_id", "meeting__title", "meeting__starts_at", "meeting__type_id", "meeting__type__short_name",
    "meeting__type__hours_counted", "meeting__type__hours_cap_minutes", "person_id", "person__first_name",
    "person__last_name", "person__sort_name", "profession", "minutes", "readable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attended:
    """One person at one meeting that took place. A year of a large team holds thousands: no model instances."""

    meeting_id: UUID
    subject: str
    starts_at: datetime
    type_id: UUID
    type_name: str
    type_counted: bool
    type_cap: int | None
    person_id: UUID
    first_name: str
    last_name: str
    sort_name: str
    profession: str
    minutes: int
    readable: bool

    @property
    def day(self) -> date:
        """That of the beginning, where the team is: a session that ends after midnight belongs to its evening."""
        return timezone.localdate(self.starts_at)

    @property
    def title(self) -> str:
        """Its hours are counted, and its subject stays where it was."""
        return self.subject if self.readable else f"{self.type_name} (réunion réservée)"

    @property
    def url(self) -> str:
        return reverse("meetings:detail", args=[current_organisation().slug, self.meeting_id])

    @property
    def person_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Hours:
    """What one presence makes, and why. ``note``: what is not plain from the rule alone."""

    at: Attended
    minutes: int
    rule: Counting
    note: str = ""

    @property
    def short_why(self) -> str:
        """Where the rule is written out beside: what is particular, or who decided."""
        return self.note or self.rule.source

    @property
    def why(self) -> str:
        """« par demi-heure, arrondi au plus proche, dès 30 min de présence (décision du 3 mars) »"""
        return f"{self.note or self.rule.in_words} ({self.rule.source})"


def hours_between(first: date, last: date, *, reader: Membership | None, only: Q = ALL) -> list[Hours]:
    """First and last day included, oldest first. Without a reader, a person reads their own: titles are theirs."""
    since, until = bounds(first, last)
    of_period = Q(meeting__starts_at__gte=since, meeting__starts_at__lt=until)
    return counted(attended(reader).filter(of_period, only))


def attended(reader: Membership | None) -> QuerySet[Participant]:
    """Presences at meetings that took place, with ``readable``: whether the title may be told."""
    if reader is None:
        condition = Q(item__isnull=True) | Q(meeting__confidentiality=Confidentiality.TEAM)  # guests: see open_title
    else:
        condition = readable_by(reader, "meeting__")
    all_titles = reader is not None and reads_all(reader)
    readable = Value(True) if all_titles else ExpressionWrapper(condition, output_field=BooleanField())
    return (
        Participant.everybody.filter(meeting__status__in=TOOK_PLACE, minutes__gt=0)
        .annotate(readable=readable)
        .order_by("meeting__starts_at", "meeting_id", "person__sort_name", "pk")
    )


def counted(rows: QuerySet[Participant], book: Rulebook | None = None) -> list[Hours]:
    """Three queries at most, whatever the number of presences."""
    book = rulebook() if book is None else book
    found = [Attended(*values) for values in rows.values_list(*COLUMNS)]
    employed = employment(found) if found and book.asks_who_is_employed else {}
    return [_hours(one, book, employed) for one in found]


def employment(found: Iterable[Attended]) -> Periods:
    """When each of these people was an employee of the team."""
    periods: Periods = defaultdict(list)
    people = {one.person_id for one in found}
    ties = Engagement.objects.filter(status=Status.EMPLOYEE).order_by()
    for person, starts_on, ends_on in ties.values_list("person_id", "starts_on", "ends_on"):
        if person in people:
            periods[person].append((starts_on, ends_on))
    return periods


def _hours(one: Attended, book: Rulebook, employed: Periods) -> Hours:
    rule = book.applying(type_id=one.type_id, profession=one.profession, day=one.day)
    if not one.type_counted:
        return Hours(one, 0, replace(rule, source="réglage du type"), f"« {one.type_name} » : heures non comptées")
    if rule.employees_excluded and _is_employed(one, employed):
        return Hours(one, 0, rule, "salarié·e ce jour-là : non compté")
    minutes = rule.payable(one.minutes, one.type_cap)
    return Hours(one, minutes, rule, _note(one, rule, minutes))


def _is_employed(one: Attended, employed: Periods) -> bool:
    return any(
        starts_on <= one.day and (ends_on is None or one.day <= ends_on)
        for starts_on, ends_on in employed.get(one.person_id, ())
    )


def _note(one: Attended, rule: Counting, minutes: int) -> str:
    if one.type_cap is not None and minutes < rule.payable(one.minutes):
        return f"{rule.in_words}, {duration(one.type_cap)} au plus pour « {one.type_name} »"
    if not rule.counted or minutes:
        return ""
    if one.minutes < rule.minimum_minutes:
        return f"moins que la présence minimale, {duration(rule.minimum_minutes)}"
    return f"moins d’une tranche de {duration(rule.step_minutes)}"
