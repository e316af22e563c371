from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.models import Group
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import meeting_types
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.enums import Availability, Frequency
from filrouge.modules.scheduling.models import Poll, Respondent

PLACE = "Salle de réunion"
SHARES = {
    Availability.YES: 5,
    Availability.IF_NEEDED: 2,
    Availability.NO: 3,
}


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    _open_poll(membership, context)
    _closed_poll(membership, context)
    _series(membership, context)
    _year(membership, context)


def _open_poll(membership: Membership, context: DemoContext) -> None:
    """Asked four days ago; two thirds have answered."""
    with context.travel(_nine(almanac_of().before(context.today - timedelta(days=3)))):
        meeting = _draft(
            "Bilan du projet de santé", "team", GroupKind.TEAM, context.today + timedelta(days=30), membership
        )
        respond_by = context.today + timedelta(days=5)
        poll = services.open_poll(
            meeting,
            by=membership,
            slots=_slots(context.today + timedelta(days=21), meeting),
            respond_by=respond_by,
            message="Il nous faut deux heures avant la fin de l’année.",
        )
    _answers(poll, context, share=0.66)


def _closed_poll(membership: Membership, context: DemoContext) -> None:
    """Everybody asked three weeks ago, a date chosen last week."""
    asked = _nine(almanac_of().before(context.today - timedelta(days=20)))
    with context.travel(asked):
        day = context.today + timedelta(days=16)
        meeting = _draft("Préparer le dialogue de gestion", "bureau", GroupKind.BUREAU, day, membership)
        poll = services.open_poll(
            meeting,
            by=membership,
            slots=_slots(context.today + timedelta(days=12), meeting),
            respond_by=context.today - timedelta(days=10),
        )
    _answers(poll, context, share=0.9)
    with context.travel(_nine(almanac_of().before(context.today - timedelta(days=8)))):
        tallies = queries.tallies_of(queries.polls_with_everything(membership).get(pk=poll.pk))
        best = queries.best_of(tallies, timezone.now())
        if best is not None:
            services.choose_slot(best.slot, by=membership, place=PLACE)


def _series(membership: Membership, context: DemoContext) -> None:
    kind = meeting_types().filter(code="working_group").first()
    group = Group.objects.filter(kind=GroupKind.WORKING).order_by("name").first()
    if kind is not None and group is not None:
        services.start_series(
            by=membership,
            type=kind,
            group=group,
            title=group.name,
            frequency=Frequency.WEEKLY,
            interval=4,
            weekday=1,
            starts=time(13),
            minutes=kind.default_minutes,
            first_on=context.today + timedelta(days=9),
            place=PLACE,
        )


def _year(membership: Membership, context: DemoContext) -> None:
    services.start_plan(context.today.year + 1, by=membership)


def _draft(title: str, code: str, kind: GroupKind, day: date, membership: Membership) -> Meeting:
    starts_at = timezone.make_aware(datetime.combine(day, time(12, 30)))
    return meetings.plan_meeting(
        by=membership,
        type=meeting_types().get(code=code),
        group=Group.objects.filter(kind=kind).order_by("name").first(),
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        place=PLACE,
    )


def _slots(first: date, meeting: Meeting) -> list[tuple[datetime, datetime]]:
    """Five working days out of holidays, at noon."""
    almanac, day, found = almanac_of(), first, list[tuple[datetime, datetime]]()
    while len(found) < 5:
        if almanac.is_working_day(day) and not almanac.school_holiday(day):
            starts_at = timezone.make_aware(datetime.combine(day, time(12, 30)))
            found.append((starts_at, starts_at + timedelta(minutes=meeting.planned_minutes)))
        day += timedelta(days=1)
    return found


def _answers(poll: Poll, context: DemoContext, *, share: float) -> None:
    slots = [str(slot.pk) for slot in poll.slots.all()]
    for respondent in queries.respondents_of(poll).select_related("poll"):
        if context.random.random() < share:
            _answer(respondent, slots, context)


def _answer(respondent: Respondent, slots: list[str], context: DemoContext) -> None:
    values = context.random.choices(list(SHARES), list(SHARES.values()), k=len(slots))
    moment = respondent.asked_at + timedelta(hours=context.random.randrange(2, 60))
    with context.travel(min(moment, timezone.now())):
        person = respondent.person
        answers = dict(zip(slots, values, strict=True))
        services.answer_poll(respondent, by=Actor(person.full_name, person.pk), answers=answers)


def _nine(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 10)))
