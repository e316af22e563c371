from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel import registry
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.forms import SettingsForm
from filrouge.modules.aci.models import SETTINGS, YearSettings
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    known = queries.settings_of(shape.checked_year(year))
    form = SettingsForm(request.POST or None, settings=known)
    if request.method == "POST" and accepted(form, lambda: _keep(request, year, form)):
        messages.success(request, f"Les réglages de {year} sont enregistrés : le montant est à jour.")
        return redirect(_page(request, year))
    context = {"form": form, "year": year, "known": known, "groups": groups_of(known, form)}
    context |= shape.neighbours(year) | {"counting": registry.fact_pages.get("truncate_rcp_rate")}
    return render(request, "aci/settings.html", context, status=422 if form.is_bound else 200)


def _keep(request: TenantRequest, year: int, form: SettingsForm) -> None:
    told = {name: form.cleaned_data[name] for name in ("contract_starts_on", "software_since", "why")}
    services.keep_settings(year, by=request.membership, values=form.values(), **told)


def groups_of(known: queries.SettingsOfYear, form: SettingsForm) -> list[dict[str, Any]]:
    """The rows of one rule file together: they share a source."""
    found: dict[str, dict[str, Any]] = {}
    for name, row in known.rows.items():
        group = found.setdefault(name.partition(".")[0], {"rule": row.rule, "rows": []})
        group["rows"].append({"row": row, "field": form[row.setting.field]})
    return list(found.values())


@require_POST
def setting_reset(request: TenantRequest, year: int, name: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    if name not in get_object_or_404(YearSettings, year=year).values:
        raise Http404
    label = SETTINGS[name].label
    attempt(
        request,
        lambda: services.reset_setting(year, name, by=request.membership),
        f"« {label} » suit de nouveau la valeur nationale.",
    )
    return redirect(_page(request, year))


@require_POST
def settings_undo(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    attempt(
        request,
        lambda: services.undo_settings(shape.checked_year(year), by=request.membership),
        "Le dernier changement est annulé.",
    )
    return redirect(_page(request, year))


def _page(request: TenantRequest, year: int) -> str:
    return reverse("aci:settings", args=[request.organisation.slug, year])
