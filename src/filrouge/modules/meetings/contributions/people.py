"""What meetings say on the page of a person."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.panels import Panel, PanelLine, person_panels
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.meetings import policy, queries
from filrouge.ui.typography import count, duration


@person_panels.register("meetings.hours")
def hours(membership: Membership, person: Person) -> Panel | None:
    """Their hours of the year, for who may see everybody's."""
    if not can(membership, policy.HOURS):
        return None
    year = timezone.localdate().year
    found = queries.hours_between(date(year, 1, 1), date(year, 12, 31), reader=membership, only=Q(person=person.pk))
    if not found:
        return None
    detail = reverse("meetings:hours_detail", args=[current_organisation().slug])
    total = duration(sum(one.minutes for one in found))
    line = PanelLine(f"{total} cette année", f"{detail}?person={person.pk}", count(len(found), "réunion"))
    return Panel("Heures de réunion", [line])
