from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.evidence import exports, policy, queries

FIRST_YEAR = 2010


def asked_year(request: TenantRequest) -> int:
    """The year of the address, this one when it is absent or makes no sense."""
    typed = request.GET.get("annee", "")
    this_year = timezone.localdate().year
    return int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= this_year + 1 else this_year


@require_safe
def evidence_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = queries.evidence_of(request.membership, asked_year(request))
    context = {"year": year, "previous": year.year - 1, "next": year.year + 1, "today": timezone.localdate()}
    return render(request, "evidence/list.html", context)


@require_safe
def evidence_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = queries.evidence_of(request.membership, asked_year(request))
    return sheet_answer(exports.evidence_sheet(year), f"preuves-{year.year}", file_format)
