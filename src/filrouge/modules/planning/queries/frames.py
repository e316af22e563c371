"""Where the engine may lay: the days worked here, when each owner is there and what other plans already take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.models import Person
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.queries import open_tasks, presence_by_person
from filrouge.modules.planning.engine import DEFAULT_MINUTES, Booking, Frame
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.ui.typography import date_fr

KNOWN = timedelta(days=500)  # presence is asked this far after the target: a year's search of a date that fits


def frame_for(
    people: Iterable[Person],
    *,
    target_on: date,
    begins_on: date | None = None,
    avoids_school_holidays: bool = False,
    beside: Plan | None = None,
) -> Frame:
    """``beside``: the plan being laid, whose own steps do not count as taken."""
    people = list({person.pk: person for person in people}.values())
    today = timezone.localdate()
    last = max(target_on, today) + KNOWN
    return Frame(
        target=target_on,
        today=today,
        is_working_day=_working_days(avoids_school_holidays),
        begins_on=begins_on,
        presence=presence_of(people, today, last),
        booked=(*_booked(people, beside), *_promised(people, today)),
    )


def presence_of(people: Iterable[Person], first: date, last: date) -> dict[UUID, Mapping[date, int]]:
    """What rooms know, else the days on site of the directory; who is in neither is left out."""
    people = list(people)
    known = presence_by_person([person.pk for person in people], first, last)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    for person in people:
        passing = person.left_on or (person.arrived_on and person.arrived_on > first)
        if person.pk not in known and (person.days_on_site or passing):
            week = set(person.days_on_site or range(5))
            known[person.pk] = {day: DEFAULT_MINUTES for day in days if day.weekday() in week}
        if person.pk in known:
            known[person.pk] = {day: count for day, count in known[person.pk].items() if person.is_present_on(day)}
    return known


def _working_days(avoids_school_holidays: bool) -> Callable[[date], bool]:
    almanac = almanac_of()
    if not avoids_school_holidays:
        return almanac.is_working_day
    return lambda day: almanac.is_working_day(day) and not almanac.school_holiday(day)


def why_not_worked(day: date, *, avoids_school_holidays: bool) -> str:
    """« samedi », « Armistice », « vacances de Noël »; nothing for a day on which steps may be laid."""
    almanac = almanac_of()
    if reason := almanac.public_holiday(day) or (almanac.school_holiday(day) if avoids_school_holidays else ""):
        return reason
    return "" if almanac.is_working_day(day) else date_fr(day).split()[0]


def _booked(people: Iterable[Person], beside: Plan | None) -> Iterable[Booking]:
    taken = PlanStep.objects.filter(
        removed_on=None, task__status=TaskStatus.OPEN, task__owner__in=people, minutes__gt=0
    )
    for step in taken.exclude(plan=beside).select_related("task"):
        yield Booking(step.task.owner_id, step.starts_on, step.due_on, step.minutes)


def _promised(people: Iterable[Person], today: date) -> Iterable[Booking]:
    """What else they have to do, as late as it may: tasks that are no step of a plan and say their time."""
    steps = PlanStep.objects.filter(removed_on=None).values("task")
    tasks = open_tasks().filter(owner__in=people, due_on__gte=today, effort__gt=0).exclude(pk__in=steps)
    for owner, due_on, effort in tasks.values_list("owner", "due_on", "effort"):
        assert due_on is not None  # asked for above
        assert effort is not None
        yield Booking(owner, today, due_on, effort)
