"""Hours of meetings: the table of a year, the meetings behind each figure, one's own, and their exports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.queries import person_of
from filrouge.modules.meetings import exports, policy, queries
from filrouge.modules.meetings.forms import HoursFilterForm
from filrouge.modules.meetings.queries import Hours, HoursAsked
from filrouge.ui.typography import MONTHS, MONTHS_SHORT

PAGE = 100


@require_safe
def hours(request: TenantRequest) -> HttpResponse:
    """Everybody's, by person and month; who may not see them gets their own."""
    require(request.membership, policy.OWN_HOURS)
    form = HoursFilterForm(request.GET)
    asked = form.asked()
    if not can(request.membership, policy.HOURS):
        return render(request, "meetings/hours_detail.html", own_context(request, asked))
    asked = HoursAsked(asked.year, profession=asked.profession)
    context = {
        "form": form,
        "asked": asked,
        "table": queries.hours_table(found_for(request, asked)),
        "month_names": list(zip(MONTHS_SHORT, MONTHS, strict=True)),
        "query": f"?year={asked.year}{f'&profession={asked.profession}' if asked.profession else ''}",
    }
    return render(request, "meetings/hours.html#rows" if request.htmx else "meetings/hours.html", context)


@require_safe
def hours_detail(request: TenantRequest) -> HttpResponse:
    """The meetings behind a figure of the table."""
    require(request.membership, policy.OWN_HOURS)
    asked = HoursFilterForm(request.GET).asked()
    if not can(request.membership, policy.HOURS):
        return render(request, "meetings/hours_detail.html", own_context(request, asked))
    person = get_object_or_404(Person.objects.all(), pk=asked.person) if asked.person else None
    return render(request, "meetings/hours_detail.html", detail_context(request, asked, person))


@require_safe
def hours_export(request: TenantRequest, file_format: str) -> HttpResponse:
    """One row per person and meeting, of what the page shows."""
    require(request.membership, policy.OWN_HOURS)
    asked = HoursFilterForm(request.GET).asked()
    if not can(request.membership, policy.HOURS):
        asked = own(asked, person_of(request.membership))
    return sheet_answer(exports.hours_sheet(found_for(request, asked)), f"heures-{asked.year}", file_format)


def found_for(request: TenantRequest, asked: HoursAsked) -> list[Hours]:
    return queries.hours_between(asked.first, asked.last, reader=request.membership, only=asked.only)


def own(asked: HoursAsked, person: Person | None) -> HoursAsked:
    if person is None:
        raise PermissionDenied
    return replace(asked, person=person.pk, profession="")


def own_context(request: TenantRequest, asked: HoursAsked) -> dict[str, Any]:
    person = person_of(request.membership)
    if person is None:
        return {"asked": asked, "mine": True, "unknown": True}
    return detail_context(request, own(asked, person), person) | {"mine": True}


def detail_context(request: TenantRequest, asked: HoursAsked, person: Person | None) -> dict[str, Any]:
    found = found_for(request, asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return {
        "asked": asked,
        "person": person,
        "page": page,
        "presence": sum(one.at.minutes for one in found),
        "counted": sum(one.minutes for one in found),
        "rules": list(dict.fromkeys(one.rule for one in page.object_list)),
        "month_name": MONTHS[asked.month - 1] if asked.month else "",
        "profession": Profession(asked.profession).label if asked.profession else "",
        "this_year": timezone.localdate().year,
        "can_send": person is not None and bool(person.email) and can(request.membership, policy.HOURS),
    }
