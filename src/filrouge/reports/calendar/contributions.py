from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.links.feeds import calendar_feeds
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.policy import can
from filrouge.kernel.registry import ActivityPage, CalendarEvent, CalendarKind, NavEntry, SectionPage
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.calendar import policy, queries
from filrouge.reports.calendar.queries.health_days import KIND
from filrouge.reports.calendar.views.feeds import followed_calendar

registry.navigation.add("agenda", NavEntry("calendar", "Agenda", "agenda:calendar", "calendar", policy.VIEW, 10))
registry.section_pages.add("agenda", SectionPage("calendar", "Agenda", "agenda:calendar", policy.VIEW, 10))
registry.activity_pages.add("agenda.B1-01", ActivityPage("B1-01", "Agenda de l’équipe", "agenda:calendar"))
registry.calendar_kinds.add(KIND, CalendarKind("Journées de santé", "heartbeat", "grey", 80))
link_labels.add(queries.FEED, "agenda de l’équipe à suivre")
calendar_feeds.add(queries.FEED, followed_calendar)


@registry.calendar.register("agenda.health_days")
def health_days(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    """On the day they begin: a month that is blue or pink would fill every day of it."""
    if not can(membership, policy.VIEW):
        return
    url = reverse("agenda:health_days", args=[membership.organisation.slug])
    for year in range(first.year, last.year + 1):
        for one in queries.health_days(year):
            if first <= one.first <= last:
                day = timezone.make_aware(datetime.combine(one.first, time.min))
                detail = one.when if one.first != one.last else ""
                page = f"{url}?annee={year}#{one.code}"
                uid = f"journee-{one.code}-{year}@filrouge"
                yield CalendarEvent(day, day, one.label, page, KIND, all_day=True, detail=detail, uid=uid)
