"""What the pages of the coordination share: tabs, months, drawings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.contrib import messages

from filrouge.kernel.policy.tabs import tabs_of_pages
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.queries import Total
from filrouge.ui import charts, typography
from filrouge.ui.tabs import Tab

TABS = (
    ("coordinator:home", "Mon temps", policy.KEEP),
    ("coordinator:month", "Le mois", policy.KEEP),
    ("coordinator:presence", "Les jours", policy.KEEP),
)


def tabs(request: TenantRequest, active: str) -> list[Tab]:
    return tabs_of_pages(request, TABS, f"coordinator:{active}")


def first_and_last(day: date) -> tuple[date, date]:
    """Of its month."""
    first = day.replace(day=1)
    return first, charts.next_month(first) - timedelta(days=1)


def block_chart(totals: Sequence[Total]) -> charts.StackedBar:
    points = [charts.Point(one.label, one.minutes, typography.duration(one.minutes)) for one in totals]
    return charts.StackedBar("Temps par bloc", points)


def activity_chart(totals: Sequence[Total], most: int = 10) -> charts.BarChart:
    points = [charts.Point(one.label, one.minutes, typography.duration(one.minutes)) for one in totals[:most]]
    return charts.BarChart("Temps par activité", points)


def tell_errors(request: TenantRequest, form: forms.BaseForm) -> None:
    """What a form of one line has to say, beside no field."""
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
