from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent, CalendarKind, Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.exports.years import PLANNED
from filrouge.ui.typography import count

SEASON = (11, 12, 1)  # when teams lay their year


@registry.today.register("scheduling")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.VIEW):
        return
    plans = can(membership, policy.PLAN)
    for poll in queries.polls_on_the_desk(membership):
        silent = poll.asked - poll.answered  # type: ignore[attr-defined]
        title, url = poll.meeting.title, poll.get_absolute_url()
        if plans and (not silent or poll.respond_by < timezone.localdate()):
            detail = f"{count(silent, 'personne')} sans réponse" if silent else "Tout le monde a répondu"
            yield TodayItem("due", f"Choisir la date : {title}", url, poll.respond_by, detail, "calendar-check")
        elif plans:
            detail = f"Sondage : {count(silent, 'personne')} sans réponse"
            remind = reverse("scheduling:reminders", args=[membership.organisation.slug, poll.pk])
            yield TodayItem(
                "waiting_others", f"Date de {title}", url, poll.respond_by, detail, "calendar-time", remind_url=remind
            )
        if poll.waits_for_me:  # type: ignore[attr-defined]
            label, mine = f"Quelle date : {title}", f"{url}repondre/"
            yield TodayItem("waiting_me", label, mine, poll.respond_by, "Sondage de dates", "calendar-time")


@registry.today.register("scheduling.year")
def year_to_plan(membership: Membership) -> Iterator[TodayItem]:
    """From November to January, for a team that meets: the year to lay, then the meetings to make of it."""
    if not can(membership, policy.PLAN):
        return
    day = timezone.localdate()
    year = day.year + (day.month > 1)
    begun = queries.year_waits(year)  # asked all year round: a page costs the same whatever the day
    if begun is None or day.month not in SEASON:
        return
    url = reverse("scheduling:year", args=[membership.organisation.slug, year])
    label = f"Créer les réunions de {year}" if begun else f"Poser l’année {year}"
    yield TodayItem("due", label, url, date(year, 1, 31), "Six RCP au moins, l’équipe, le bureau", "calendar-stats", 80)


@registry.deadlines.register("scheduling.polls")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.PLAN):
        for poll in queries.live_polls_of(membership):
            label = f"Choisir la date : {poll.meeting.title}"
            yield Deadline(poll.respond_by, label, poll.get_absolute_url(), "fin du sondage")


registry.calendar_kinds.add(
    "planned", CalendarKind("Dates du plan de l’année", "calendar-stats", "accent", 15, is_busy=True)
)


@registry.calendar.register("scheduling")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    """Dates of the plan of a year, until a meeting is made of each."""
    if not can(membership, policy.VIEW):
        return
    slug, plans = membership.organisation.slug, can(membership, policy.PLAN)
    for one in queries.planned_between(first, last):
        year = [slug, one.line.plan.year]
        url = reverse("scheduling:plan_date", args=[*year, one.pk]) if plans else reverse("scheduling:year", args=year)
        move_url = reverse("scheduling:plan_date_day", args=[*year, one.pk]) if plans else ""
        yield CalendarEvent(
            one.starts_at,
            one.ends_at,
            one.line.title,
            url,
            "planned",
            detail="prévue, à créer",
            move_url=move_url,
            uid=event_uid(PLANNED, one.pk, membership.organisation.pk),
            place=one.line.place,
        )
