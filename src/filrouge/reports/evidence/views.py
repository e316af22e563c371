from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.evidence import exports, policy, queries
from filrouge.reports.evidence.forms import FilterForm
from filrouge.ui.typography import number

FIRST_YEAR = 2010


def asked_year(request: TenantRequest) -> int:
    """The year of the address, this one when it is absent or makes no sense."""
    typed = request.GET.get("annee", "")
    this_year = timezone.localdate().year
    return int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= this_year + 1 else this_year


@require_safe
def evidence_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    whole = queries.vault_of(request.membership, asked_year(request))
    form = FilterForm(request.GET, vault=whole)
    asked = form.asked()
    year = whole.year
    context = {
        "whole": whole,
        "vault": queries.filtered(whole, asked),
        "form": form,
        "active": bool(asked),
        "supporting": f"et {number(whole.supporting)} à l’appui"
        if whole.supporting
        else "le même fichier compte une fois",
        "previous": year - 1,
        "next": year + 1 if year < timezone.localdate().year else None,
        "page_url": f"{request.path}?annee={year}",
    }
    return render(request, "evidence/list.html", context)


@require_safe
def evidence_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    whole = queries.vault_of(request.membership, asked_year(request))
    vault = queries.filtered(whole, FilterForm(request.GET, vault=whole).asked())
    return sheet_answer(exports.evidence_sheet(vault), f"preuves-{vault.year}", file_format)
