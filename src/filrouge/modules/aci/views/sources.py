"""Where a number that was typed comes from: one small page for each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, services
from filrouge.modules.aci.forms import SourceForm
from filrouge.modules.aci.models import SOURCED, InputSource, YearInputs
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: TenantRequest, year: int, code: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    get_object_or_404(YearInputs, year=year)
    if code not in SOURCED:
        raise Http404
    row = InputSource.objects.filter(year=year, code=code).select_related("file").first()
    kept = row if row is not None and row.removed_at is None else None
    initial = {"text": kept.text, "on": kept.on} if kept else {"on": timezone.localdate()}
    form = SourceForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and accepted(
        form, lambda: services.keep_source(year, code, by=request.membership, **_said(form))
    ):
        messages.success(request, f"La source de « {SOURCED[code].label} » est gardée.")
        return redirect(_back(request, year))
    context = {"form": form, "year": year, "code": code, "label": SOURCED[code].label, "row": row, "kept": kept}
    status = 422 if form.is_bound else 200
    return render(request, "aci/source.html", context | {"back": _back(request, year)}, status=status)


@require_POST
def source_remove(request: TenantRequest, year: int, code: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    get_object_or_404(InputSource, year=year, code=code)
    attempt(request, lambda: services.remove_source(year, code, by=request.membership), "La source est retirée.")
    return redirect("aci:source", request.organisation.slug, year, code)


@require_POST
def source_restore(request: TenantRequest, year: int, code: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    get_object_or_404(InputSource, year=year, code=code)
    attempt(request, lambda: services.restore_source(year, code, by=request.membership), "La source est remise.")
    return redirect(_back(request, year))


def _said(form: SourceForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("text", "on", "upload")}


def _back(request: TenantRequest, year: int) -> str:
    return f"{shape.address_of(request, year)}#sources"
