from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import exports, policy, queries, services
from filrouge.modules.coordinator.enums import activities
from filrouge.modules.coordinator.forms import EntryForm, MonthForm
from filrouge.modules.coordinator.models import TimeEntry
from filrouge.modules.coordinator.views import shape
from filrouge.ui import charts
from filrouge.ui.forms import accepted
from filrouge.ui.http import sentence


def _asked(request: TenantRequest) -> tuple[MonthForm, date, list[TimeEntry]]:
    given = request.GET.copy()
    if not given.get("mois"):
        given["mois"] = f"{timezone.localdate():%Y-%m}"
    form = MonthForm(given, membership=request.membership)
    filters = form.filters()
    first, last = shape.first_and_last(form.cleaned_data.get("mois") or timezone.localdate())
    rows = queries.entries_between(request.membership, first, last)
    return form, first, list(queries.filtered(rows, filters))


@require_safe
def month(request: TenantRequest) -> HttpResponse:
    """A month by day, by block and by activity. Its filters stand in the address."""
    require(request.membership, policy.KEEP)
    form, first, entries = _asked(request)
    filters = form.filters()
    context = {
        "form": form,
        "several": "personne" in form.fields,
        "query": request.GET.urlencode(),
        "active": any((filters.block, filters.activity, filters.person)),
        "tabs": shape.tabs(request, "month"),
        **_figures(first, entries),
    }
    return render(request, "coordinator/month.html", context)


def _figures(first: date, entries: list[TimeEntry]) -> dict[str, Any]:
    blocks, by_activity = queries.by_block(entries), queries.by_activity(entries)
    following = charts.next_month(first)
    return {
        "first": first,
        "previous": first - timedelta(days=1),
        "following": following if following <= timezone.localdate() else None,
        "minutes": sum(one.minutes for one in blocks),
        "days": queries.by_day(entries),
        "blocks": shape.block_chart(blocks) if blocks else None,
        "by_activity": shape.activity_chart(by_activity) if by_activity else None,
    }


@require_safe
def month_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    _form, first, entries = _asked(request)
    return sheet_answer(
        exports.time_sheet(f"Temps {first:%Y-%m}", entries), f"temps-coordination-{first:%Y-%m}", file_format
    )


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: TenantRequest, pk: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.readable_entries(request.membership).filter(minutes__isnull=False), pk=pk)
    form = EntryForm(request.POST or None, entry=row)
    posted = request.method == "POST"
    if posted and accepted(form, lambda: services.change_entry(row, by=request.membership, **form.cleaned_data)):
        messages.success(request, "Temps corrigé.")
        return redirect("coordinator:month", request.organisation.slug)
    mine = row.person.user_id == request.user.pk
    context = {"form": form, "entry": row, "mine": mine, "activities": activities().values()}
    return render(request, "coordinator/entry.html", context, status=422 if posted else 200)


@require_POST
def entry_remove(request: TenantRequest, pk: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.remove_entry(get_object_or_404(queries.own_entries(request.membership), pk=pk), by=request.membership)
    messages.info(request, "Temps retiré. Pour le remettre, c’est au bas de la page, pendant une heure.")
    return redirect("coordinator:home", request.organisation.slug)


@require_POST
def entry_restore(request: TenantRequest, pk: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.own_entries(request.membership), pk=pk)
    try:
        services.restore_entry(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
    return redirect("coordinator:home", request.organisation.slug)
