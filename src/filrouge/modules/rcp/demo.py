"""A believable year of concertations for the demonstration teams, one of them short of its goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from filrouge.kernel.ids import uuid7
from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import engagements_on
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.rcp import queries, services
from filrouge.modules.rcp.enums import Category, CountSource
from filrouge.modules.rcp.models import Case

CARE = ("gp", "nurse", "physio", "pharmacist", "ipa", "midwife", "podiatrist", "speech", "dentist", "psychologist")
THEMES = ("wounds", "frailty", "polypathology", "heart_failure", "anticoagulants", "palliative", "social", "insulin")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Patients at 31 December (long-term illness, 75 and more, both, all), concertations of two in the year."""

    patients: tuple[int, int, int, int]
    impromptu: int
    situations: tuple[int, int]  # at each RCP, from … to …
    with_ipa: bool = False


YEARS = {
    "A": Numbers((240, 210, 170, 3400), 12, (2, 4)),
    "B": Numbers((360, 300, 240, 5200), 18, (2, 5)),
    "C": Numbers((700, 580, 470, 11000), 24, (2, 4), with_ipa=True),
}


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    numbers = YEARS[context.profile]
    _patients(numbers, membership, context)
    _plenary(numbers, membership, context)
    _impromptu(numbers, context)
    for case in Case.objects.filter(filed_on__isnull=True).select_related("meeting"):
        age = context.today - case.examined_on
        if context.random.random() < (0.95 if age > timedelta(days=30) else 0.5):
            services.file_case(case, by=membership)


def _patients(numbers: Numbers, membership: Membership, context: DemoContext) -> None:
    """Those of the two last 31 December, the older a little fewer."""
    for rank in (1, 2):
        year = context.today.year - rank
        ald, old, both, listed = (count * (101 - rank) // 100 for count in numbers.patients)
        services.keep_counts(
            year,
            by=membership,
            ald=ald,
            old=old,
            both=both,
            listed=listed,
            with_ipa=numbers.with_ipa,
            source=CountSource.INSURER if rank == 1 else CountSource.SOFTWARE,
            read_on=min(date(year + 1, 1, 14), context.today),
        )


def _plenary(numbers: Numbers, membership: Membership, context: DemoContext) -> None:
    """The minutes of past RCP are frozen: their situations are written as they were noted that day."""
    held = Meeting.objects.filter(type__evidence_axis=queries.AXIS, opened_at__isnull=False, impromptu=False)
    for meeting in held.select_related("type").order_by("starts_at"):
        status, meeting.status = meeting.status, MeetingStatus.OPEN
        meeting.save(update_fields=["status"])
        with context.travel(meeting.session[0] + timedelta(minutes=20)):
            for case in queries.cases_to_review(membership, meeting.starts_on):
                if context.random.random() < 0.8:
                    services.examine_again(case, meeting, by=membership)
            for _ in range(context.random.randint(*numbers.situations)):
                services.add_case(meeting, by=membership, **_situation(context, meeting.starts_on))
        meeting.status = status
        meeting.save(update_fields=["status"])


def _impromptu(numbers: Numbers, context: DemoContext) -> None:
    partners = engagements_on(context.today, Status.PARTNER).values("person")
    team = Person.objects.filter(left_on__isnull=True).exclude(pk__in=partners)
    people = [person for person in team if person.profession in CARE]
    span = (context.today - date(context.today.year, 1, 1)).days
    for _ in range(numbers.impromptu * max(span, 1) // 365):
        day = context.today - timedelta(days=context.random.randrange(1, max(span, 2)))
        while day.weekday() > 4:
            day -= timedelta(days=1)
        moment = timezone.make_aware(datetime.combine(day, time(13, context.random.randrange(0, 60, 5))))
        pair = context.random.sample([person for person in people if person.is_present_on(day)], 2)
        with context.travel(moment):
            services.note_concertation(
                by=Actor(pair[0].full_name, pair[0].pk), people=pair, entry_key=uuid7(), **_situation(context, day)
            )


def _situation(context: DemoContext, day: date) -> dict[str, Any]:
    chance = context.random
    review = day + timedelta(days=chance.randrange(30, 120)) if chance.random() < 0.2 else None
    return {
        "category": chance.choices(Category.values, [30, 30, 35, 5])[0],
        "theme": chance.choice(THEMES),
        "informed": chance.random() < 0.93,
        "review_on": review,
    }


STEP = DemoStep(order=35, load=load)
