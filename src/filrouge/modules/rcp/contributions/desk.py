from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent, CalendarKind, Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import PatientCounts
from filrouge.ui.typography import count


@registry.today.register("rcp")
def today(membership: Membership) -> Iterator[TodayItem]:
    """Situations to see again, RCP that will be missing, patients to enter in January."""
    if not can(membership, policy.VIEW):
        return
    day = timezone.localdate()
    for case in queries.cases_to_review(membership, day):
        label = f"Revoir en RCP : situation {case.code}"
        yield TodayItem("due", label, case.get_absolute_url(), case.review_on, "RCP", "stethoscope")
    if can(membership, policy.KEEP):
        yield from this_year(membership, day)


def this_year(membership: Membership, day: date) -> Iterator[TodayItem]:
    """Nothing for a team that holds no RCP, but for the patients asked in January. Two queries, whatever the day."""
    slug, begun = membership.organisation.slug, queries.begun_in(day.year)
    if begun is None:
        counted = PatientCounts.objects.filter(year=day.year - 1).exists()
        asked = day.month == 1
    else:
        held, method, counted = begun
        asked, missing = True, held.missing(method)
        if missing and day.month >= method.practice.integer("warn_from_month"):
            label = f"Il manque {count(missing, 'RCP|RCP')} avant le 31 décembre"
            yield TodayItem("due", label, reverse("rcp:home", args=[slug]), method.last, "RCP", "calendar-plus")
    if asked and not counted:
        label = f"Saisir les patients au 31 décembre {day.year - 1}"
        url = reverse("rcp:counts_of", args=[slug, day.year - 1])
        yield TodayItem("due", label, url, date(day.year, 1, 31), "RCP", "users")


@registry.deadlines.register("rcp.evidence")
def evidence_to_send(membership: Membership) -> Iterator[Deadline]:
    if not can(membership, policy.KEEP):
        return
    this_year = timezone.localdate().year
    for year in (this_year - 1, this_year):
        method = queries.method_of(year)
        if method.due_on >= timezone.localdate():
            url = f"{reverse('rcp:home', args=[membership.organisation.slug])}?annee={year}"
            label = f"Transmettre à la CPAM le calendrier des RCP {year}"
            yield Deadline(method.due_on, label, url, method.practice.source)


registry.calendar_kinds.add("rcp", CalendarKind("Situations de RCP", "stethoscope", "violet", 20))


@registry.calendar.register("rcp")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    if can(membership, policy.VIEW):
        for case in queries.reviews_between(membership, first, last):
            assert case.review_on is not None  # asked for
            day = timezone.make_aware(datetime.combine(case.review_on, time.min))
            label = f"Revoir la situation {case.code}"
            uid = event_uid("situation", case.pk, membership.organisation.pk)
            yield CalendarEvent(day, day, label, case.get_absolute_url(), "rcp", all_day=True, uid=uid)
