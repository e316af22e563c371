from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import forms, policy, services
from filrouge.modules.deciding.enums import Method
from filrouge.modules.deciding.views import shape
from filrouge.modules.deciding.views.answers import act, find_ballot
from filrouge.ui.forms import accepted, form_sentence, refuse
from filrouge.ui.http import back_to
from filrouge.ui.typography import count


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_create(request: TenantRequest) -> HttpResponse:
    """A question between meetings, once its method is chosen."""
    require(request.membership, policy.RUN)
    method = request.GET.get("mode", "")
    if method not in forms.PROPOSABLE:
        choices = [choice for choice in shape.method_choices() if choice.code in forms.PROPOSABLE]
        return render(request, "deciding/methods.html", {"item": None, "methods": choices})
    form = forms.ProposalForm(request.POST or None, method=method)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.propose(by=request.membership, **form.cleaned_data))
        except ValidationError as error:
            refuse(form, error)
    context = {"form": form, "method": Method(method)}
    return render(request, "deciding/proposal_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot = find_ballot(request, pk)
    if not ballot.is_between:
        return redirect("deciding:ballot_edit", request.organisation.slug, pk)
    form = forms.ProposalForm(request.POST or None, instance=ballot, method=ballot.method)
    if request.method == "POST" and accepted(
        form, lambda: services.change_proposal(ballot, by=request.membership, **form.cleaned_data)
    ):
        return redirect(ballot)
    context = {"form": form, "ballot": ballot, "method": Method(ballot.method)}
    return render(request, "deciding/proposal_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def proposal_send(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot = find_ballot(request, pk)
    done = "La proposition part. Les réponses se comptent ici."
    return act(request, ballot, lambda: services.send_proposal(ballot, by=request.membership), done)


@require_POST
def proposal_remind(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot = find_ballot(request, pk)
    try:
        sent = services.remind_now(ballot, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{count(sent, 'rappel')} : seuls les silencieux en reçoivent, deux au plus.")
    return redirect(back_to(request, ballot.get_absolute_url()))


@require_POST
def proposal_extend(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot, form = find_ballot(request, pk), forms.ClosingForm(request.POST)
    if not accepted(form, lambda: services.extend_proposal(ballot, by=request.membership, **form.cleaned_data)):
        messages.error(request, form_sentence(form))
    return redirect(ballot)
