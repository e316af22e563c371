from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.deadlines import policy, queries, services
from filrouge.modules.deadlines.enums import Choice
from filrouge.modules.deadlines.exports import contract_sheet
from filrouge.modules.deadlines.forms import CHOICE_FORMS, ContractForm
from filrouge.modules.deadlines.models import Contract
from filrouge.modules.deadlines.queries.dates import notice_day
from filrouge.modules.deadlines.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.tabs import tabs_of_filter

FORM_METHODS = ["GET", "HEAD", "POST"]
STATES = (("running", "En cours"), ("ended", "Résiliés"))
SERVICES: dict[Choice, Any] = {
    Choice.RENEW: services.renew_contract,
    Choice.NEGOTIATE: services.negotiate_contract,
    Choice.END: services.end_contract,
}
WORDS = {
    Choice.RENEW: ("Renouveler", "Le contrat est renouvelé. Le prochain choix viendra avant son préavis."),
    Choice.NEGOTIATE: ("Renégocier", "C’est noté. Le choix vous sera de nouveau demandé."),
    Choice.END: ("Résilier", "Le contrat est résilié. Il reste dans « Résiliés », avec sa lettre."),
}


def find(request: TenantRequest, pk: UUID) -> Contract:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.contracts(), pk=pk)


@require_safe
def contract_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    state = "ended" if request.GET.get("etat") == "ended" else "running"
    found = list(queries.contracts())
    rows = [shape.contract_row(one, today) for one in found if one.ended == (state == "ended")]
    context = {
        "rows": rows,
        "total": sum((row.contract.amount or 0) for row in rows),
        "state": state,
        "tabs": tabs_of_filter(request.GET, "etat", STATES, state),
        "can_keep": can(request.membership, policy.KEEP),
    }
    return render(request, "deadlines/contracts.html", context)


@require_safe
def contract_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    sheet = contract_sheet(queries.contracts())
    return sheet_answer(sheet, f"contrats-{today.isoformat()}", file_format, created=today)


@require_safe
def contract_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    contract = find(request, pk)
    today = timezone.localdate()
    dues = list(queries.dues_with_everything().filter(obligation=contract.obligation).order_by("-closed_on", "-pk"))
    closed = [due for due in dues if not due.is_open]
    context = {
        "contract": contract,
        "row": shape.contract_row(contract, today),
        "who": ", ".join(queries.holders_on(today).get(contract.obligation.responsible, [])),
        "choices": [(choice.value, WORDS[choice][0]) for choice in Choice],
        "closed": closed,
        "can_keep": can(request.membership, policy.KEEP),
        "history": shape.history(history_of(contract)),
    }
    return render(request, "deadlines/contract.html", context)


@require_http_methods(FORM_METHODS)
def contract_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = ContractForm(request.POST or None, request.FILES or None)
    added: list[Contract] = []
    if request.method == "POST" and accepted(
        form, lambda: added.append(services.add_contract(by=request.membership, **form.cleaned_data))
    ):
        messages.success(request, "Le contrat est suivi : un choix vous sera demandé avant son préavis.")
        return redirect(added[0])
    return render(request, "deadlines/contract_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def contract_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    contract = find(request, pk)
    require(request.membership, policy.KEEP)
    form = ContractForm(request.POST or None, request.FILES or None, instance=contract)
    if request.method == "POST" and accepted(
        form, lambda: services.change_contract(contract, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Le contrat est corrigé.")
        return redirect(contract)
    context = {"form": form, "contract": contract}
    return render(request, "deadlines/contract_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def contract_choose(request: TenantRequest, pk: UUID, choice: str) -> HttpResponse:
    contract = find(request, pk)
    require(request.membership, policy.KEEP)
    if choice not in Choice.values:
        raise Http404
    chosen = Choice(choice)
    form = CHOICE_FORMS[chosen](request.POST or None, request.FILES or None, contract=contract)
    heading, done = WORDS[chosen]
    if request.method == "POST" and accepted(
        form, lambda: SERVICES[chosen](contract, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, done)
        return redirect(contract)
    context = {"form": form, "contract": contract, "heading": heading, "choice": chosen,
               "notice_on": notice_day(contract.ends_on, contract.notice_months)}  # fmt: skip
    return render(request, "deadlines/contract_choose.html", context, status=422 if form.is_bound else 200)
