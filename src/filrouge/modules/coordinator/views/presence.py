from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import policy, queries, services
from filrouge.modules.coordinator.forms import AbsenceForm, DaysForm, HoursForm, PresenceForm
from filrouge.modules.coordinator.views import shape
from filrouge.ui import charts
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def presence(request: TenantRequest) -> HttpResponse:
    """A month of one person, week by week, and the rows it comes from."""
    require(request.membership, policy.KEEP)
    form = DaysForm(request.GET, membership=request.membership)
    form.is_valid()
    me = queries.own_person(request.membership)
    person = _chosen(form, me)
    first, last = shape.first_and_last(form.cleaned_data.get("mois") or timezone.localdate())
    context = {
        "form": form,
        "me": me,
        "person": person,
        "mine": person is not None and person == me,
        "removed": queries.removed_lately(request.membership, timezone.now()),
        "tabs": shape.tabs(request, "presence"),
        **_month(person, first, last),
        **_rows(request, person),
    }
    return render(request, "coordinator/presence.html", context)


def _chosen(form: DaysForm, me: Person | None) -> Person | None:
    """Who was asked for; oneself; the only other one."""
    asked = form.cleaned_data.get("personne")
    known = {str(one.pk): one for one in form.people}
    return known.get(asked or "") or (me if me in form.people or not form.people else form.people[0])


def _month(person: Person | None, first: date, last: date) -> dict[str, Any]:
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    found = queries.days_of([person.pk], monday, sunday) if person else {}
    days = list(found[person.pk].values()) if person and found else []
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return {
        "first": first,
        "previous": first - timedelta(days=1),
        "following": charts.next_month(first),
        "weeks": [(week, sum(one.minutes for one in week)) for week in weeks],
        "minutes": sum(one.minutes for one in days if first <= one.day <= last),
        "days_count": sum(1 for one in days if first <= one.day <= last and one.minutes),
    }


def _rows(request: TenantRequest, person: Person | None) -> dict[str, Any]:
    today = timezone.localdate()
    if person is None:
        return {"weekly": [], "exceptional": [], "absences": [], "next": None, "today": today}
    rows = queries.readable_presence(request.membership).filter(person=person)
    return {
        "weekly": [one for one in rows if one.weekday is not None and (one.until_on is None or one.until_on >= today)],
        "exceptional": [one for one in rows if one.day is not None and one.day >= today],
        "absences": list(queries.readable_absences(request.membership).filter(person=person, last_on__gte=today)),
        "next": queries.next_day_at_work(person, today),
        "today": today,
    }


@require_http_methods(FORM_METHODS)
def presence_add(request: TenantRequest) -> HttpResponse:
    form = PresenceForm(request.POST or None, initial={"day": request.GET.get("jour", "")})
    return _form(
        request,
        form,
        lambda: services.add_presence(by=request.membership, **form.cleaned_data),
        heading="Des heures de présence",
        done="C’est noté.",
    )


@require_http_methods(FORM_METHODS)
def presence_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(queries.readable_presence(request.membership), pk=pk)
    form = HoursForm(request.POST or None, instance=row)
    if row.day:
        del form.fields["from_on"], form.fields["until_on"]
    return _form(
        request,
        form,
        lambda: services.change_day(row, by=request.membership, **form.cleaned_data),
        row=row,
        removal="coordinator:presence_remove",
        done="Heures corrigées.",
    )


@require_http_methods(FORM_METHODS)
def absence_add(request: TenantRequest) -> HttpResponse:
    form = AbsenceForm(request.POST or None)
    return _form(
        request,
        form,
        lambda: services.add_absence(by=request.membership, **form.cleaned_data),
        heading="Une absence",
        done="Absence notée.",
    )


@require_http_methods(FORM_METHODS)
def absence_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(queries.readable_absences(request.membership), pk=pk)
    form = AbsenceForm(request.POST or None, instance=row)
    return _form(
        request,
        form,
        lambda: services.change_day(row, by=request.membership, **form.cleaned_data),
        row=row,
        removal="coordinator:absence_remove",
        done="Absence corrigée.",
    )


def _form(
    request: TenantRequest, form: BaseForm, serve: Callable[[], object], *, done: str, **words: Any
) -> HttpResponse:
    """``words``: the heading of a new row; or the row, and the address that removes it."""
    require(request.membership, policy.KEEP)
    if request.method == "POST" and accepted(form, serve):
        messages.success(request, done)
        return redirect("coordinator:presence", request.organisation.slug)
    row = words.get("row")
    mine = row is None or row.person.user_id == request.user.pk
    context = {"form": form, "mine": mine, "heading": "", "row": None, "removal": "", **words}
    return render(request, "coordinator/presence_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def presence_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _remove(request, get_object_or_404(queries.own_presence(request.membership), pk=pk))


@require_POST
def absence_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _remove(request, get_object_or_404(queries.own_absences(request.membership), pk=pk))


def _remove(request: TenantRequest, row: Any) -> HttpResponse:
    services.remove_day(row, by=request.membership)
    messages.info(request, "Retiré. Pour le remettre, c’est au bas de la page, pendant une heure.")
    return redirect("coordinator:presence", request.organisation.slug)


@require_POST
def presence_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _restore(request, get_object_or_404(queries.own_presence(request.membership), pk=pk))


@require_POST
def absence_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _restore(request, get_object_or_404(queries.own_absences(request.membership), pk=pk))


def _restore(request: TenantRequest, row: Any) -> HttpResponse:
    attempt(request, lambda: services.restore_day(row, by=request.membership), "C’est remis.")
    return redirect("coordinator:presence", request.organisation.slug)
