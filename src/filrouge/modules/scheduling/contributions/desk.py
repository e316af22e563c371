from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import queries
from filrouge.ui.typography import count

SEASON = (11, 12, 1)  # when teams lay their year


@registry.today.register("scheduling")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.VIEW):
        return
    plans = can(membership, policy.PLAN)
    for poll in queries.live_polls_of(membership):
        silent = poll.asked - poll.answered  # type: ignore[attr-defined]
        title, url = poll.meeting.title, poll.get_absolute_url()
        if plans and (not silent or poll.respond_by < timezone.localdate()):
            detail = f"{count(silent, 'personne')} sans réponse" if silent else "Tout le monde a répondu"
            yield TodayItem("due", f"Choisir la date : {title}", url, poll.respond_by, detail, "calendar-check")
        elif plans:
            detail = f"Sondage : {count(silent, 'personne')} sans réponse"
            yield TodayItem("waiting_others", f"Date de {title}", url, poll.respond_by, detail, "calendar-time")
    for poll in queries.polls_waiting_for(membership):
        yield TodayItem(
            "waiting_me",
            f"Quelle date : {poll.meeting.title}",
            f"{poll.get_absolute_url()}repondre/",
            poll.respond_by,
            "Sondage de dates",
            "calendar-time",
        )


@registry.today.register("scheduling.year")
def year_to_plan(membership: Membership) -> Iterator[TodayItem]:
    """From November to January: the year to lay, then the meetings to make of it."""
    day = timezone.localdate()
    if not can(membership, policy.PLAN) or day.month not in SEASON:
        return
    year = day.year + (day.month > 1)
    plan = queries.plan_of(year)
    if plan is not None and plan.created_at is not None:
        return
    url = reverse("scheduling:year", args=[membership.organisation.slug, year])
    label = f"Poser l’année {year}" if plan is None else f"Créer les réunions de {year}"
    yield TodayItem("due", label, url, date(year, 1, 31), "Six RCP au moins, l’équipe, le bureau", "calendar-stats", 80)


@registry.deadlines.register("scheduling.polls")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.PLAN):
        for poll in queries.live_polls_of(membership):
            label = f"Choisir la date : {poll.meeting.title}"
            yield Deadline(poll.respond_by, label, poll.get_absolute_url(), "fin du sondage")
