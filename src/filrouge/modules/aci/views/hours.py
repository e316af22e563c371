from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.engine.words import said
from filrouge.modules.aci.forms.hours import HoursForm, monday_everywhere
from filrouge.modules.aci.models import WHOLE_HOUSE
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_safe
def hours(request: TenantRequest, year: int) -> HttpResponse:
    """Each site with its week, its points, and the one that decides."""
    require(request.membership, policy.VIEW)
    settings = queries.settings_of(shape.checked_year(year))
    known = queries.opening_of(year, settings)
    context: dict[str, Any] = {"year": year, "known": known}
    context |= {"sites": sites_of(known, year), "decides": known and known.decides.name}
    context |= {"rule": settings.site_rule, "answered": queries.answered_directly(year)}
    context |= shape.neighbours(year) | {"can_keep": can(request.membership, policy.KEEP)}
    return render(request, "aci/hours.html", context)


def sites_of(known: queries.TeamOpening | None, year: int) -> list[dict[str, Any]]:
    rows = dict(known.by_site) if known else {}
    sites: list[Site | None] = list(Site.objects.all())
    found = []
    for site in sites if sites and None not in rows else [*sites, None]:
        row = rows.get(site.pk if site else None)
        told = row.hours if row else None
        found.append({"site": site, "name": str(site or WHOLE_HOUSE), "row": row, "hours": told})
        found[-1]["points"] = said(told.points(year)) if told else ""
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def hours_of(request: TenantRequest, year: int, pk: UUID | None = None) -> HttpResponse:
    require(request.membership, policy.KEEP)
    site = get_object_or_404(Site, pk=pk) if pk else None
    known, answered = queries.opening_of(shape.checked_year(year)), queries.answered_directly(year)
    row = known.by_site.get(pk) if known else None
    copying = "copier" in request.POST
    form = HoursForm(monday_everywhere(request.POST) if copying else request.POST or None, row=row)
    if form.is_bound and not copying and accepted(form, lambda: _keep(request, year, site, form)):
        messages.success(request, f"Horaires enregistrés : {site or WHOLE_HOUSE}.")
        if answered:
            messages.info(request, f"La réponse directe ne vaut plus pour {year} : tous les sites comptent de nouveau.")
        return redirect(_page(request, year))
    context = {"form": form, "year": year, "name": str(site or WHOLE_HOUSE), "page": _page(request, year)}
    return render(request, "aci/hours_form.html", context, status=422 if form.is_bound and not copying else 200)


def _keep(request: TenantRequest, year: int, site: Site | None, form: HoursForm) -> None:
    services.keep_hours(year, site, by=request.membership, **form.cleaned_data)


@require_POST
def hours_forget(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    attempt(
        request,
        lambda: services.answer_directly(shape.checked_year(year), by=request.membership),
        f"À partir de {year}, la réponse directe compte ; les années d’avant ne changent pas.",
    )
    return redirect(_page(request, year))


@require_POST
def hours_restore(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    attempt(
        request,
        lambda: services.take_hours_back(shape.checked_year(year), by=request.membership),
        f"Les horaires des sites comptent de nouveau pour {year}.",
    )
    return redirect(_page(request, year))


def _page(request: TenantRequest, year: int) -> str:
    return reverse("aci:hours", args=[request.organisation.slug, year])
