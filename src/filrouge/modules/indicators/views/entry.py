"""Values typed by the coordination: many indicators for one period, or one; those given by link, accepted or not."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.indicators import policy, queries, services
from filrouge.modules.indicators.engine import Period, period_of
from filrouge.modules.indicators.forms import AskAgainForm, ValueForm
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.ui.forms import accepted, form_sentence
from filrouge.ui.http import attempt, back_to
from filrouge.ui.typography import count

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def grid(request: TenantRequest) -> HttpResponse:
    """Every indicator whose period ends with a month. What is left empty is not written."""
    require(request.membership, policy.KEEP)
    month = asked_month(request)
    forms = _forms_of(request, month)
    if request.method == "POST":
        written = _keep(forms, request)
        if written is not None:
            said = (
                f"{count(written, 'valeur')} {'gardées' if written > 1 else 'gardée'}."
                if written
                else "Rien de changé."
            )
            messages.success(request, said)
            return redirect(f"{reverse('indicators:grid', args=[request.organisation.slug])}?fin={month.first:%Y-%m}")
    context = {"forms": forms, "month": month, "is_now": month.after.first > timezone.localdate()}
    refused = request.method == "POST"
    return render(request, "indicators/grid.html", context, status=422 if refused else 200)


def asked_month(request: TenantRequest) -> Period:
    """The month of the address, else the last one that ended."""
    today = timezone.localdate()
    typed = request.GET.get("fin", "")
    try:
        month = period_of(date.fromisoformat(f"{typed}-01"), 1)
    except ValueError:
        return period_of(today, 1).before
    return month if date(2010, 1, 1) <= month.first <= today else period_of(today, 1).before


def _forms_of(request: TenantRequest, month: Period) -> list[ValueForm]:
    data = request.POST if request.method == "POST" else None
    found = queries.ending_in(month)
    return [
        ValueForm(data, prefix=one.pk.hex, indicator=one, period=period, reading=reading, optional=True)
        for one, period, reading in found
    ]


def _keep(forms: list[ValueForm], request: TenantRequest) -> int | None:
    """All the lines or none; None when something is refused, which its line says."""
    wrong = [form for form in forms if not form.is_valid()]  # every line says what is wrong with it
    if wrong:
        return None
    written: list[object] = []
    with transaction.atomic():
        for form in forms:
            if form.is_filled:
                accepted(form, partial(_write, form, request, written))
        if any(form.errors for form in forms):
            transaction.set_rollback(True)
            return None
    return len(written)


def _write(form: ValueForm, request: TenantRequest, written: list[object]) -> None:
    reading = services.give_value(form.given(), by=request.membership)
    if reading is not None:
        written.append(reading)


@require_http_methods(FORM_METHODS)
def value(request: TenantRequest, pk: UUID, first: str) -> HttpResponse:
    """One value, given or corrected."""
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.indicators(), pk=pk)
    try:
        period = row.period_of(date.fromisoformat(first))
    except ValueError:
        raise Http404 from None
    reading = Reading.objects.filter(indicator=row, first_on=period.first).first()
    form = ValueForm(request.POST or None, indicator=row, period=period, reading=reading)
    if request.method == "POST" and accepted(form, lambda: services.give_value(form.given(), by=request.membership)):
        messages.success(request, f"{period.label[:1].upper()}{period.label[1:]} : la valeur est gardée.")
        return redirect(row)
    context = {"form": form, "row": row, "period": period, "reading": reading}
    return render(request, "indicators/value.html", context, status=422 if form.is_bound else 200)


@require_POST
def remind(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Indicator, pk=pk)
    attempt(request, lambda: services.remind_owner(row, by=request.membership), "La relance est partie.")
    return redirect(back_to(request, row.get_absolute_url()))


@require_POST
def value_accept(request: TenantRequest, reading: UUID) -> HttpResponse:
    found = get_object_or_404(Reading.objects.select_related("indicator"), pk=reading)
    attempt(request, lambda: services.accept(found, by=request.membership), "La valeur est validée.")
    return redirect(back_to(request, found.indicator.get_absolute_url()))


@require_POST
def value_ask_again(request: TenantRequest, reading: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    found = get_object_or_404(Reading.objects.select_related("indicator"), pk=reading)
    form = AskAgainForm(request.POST)
    if accepted(form, lambda: services.ask_again(found, by=request.membership, **form.cleaned_data)):
        messages.success(request, "C’est demandé de nouveau, avec votre mot.")
    else:
        messages.error(request, form_sentence(form))
    return redirect(back_to(request, found.indicator.get_absolute_url()))
