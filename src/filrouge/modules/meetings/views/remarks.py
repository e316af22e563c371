"""Remarks on the draft minutes: left from a phone, answered from the page of the meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, services
from filrouge.modules.meetings.forms import RemarkAnswerForm, RemarkForm, RemarkWithdrawForm
from filrouge.modules.meetings.models import Participant, Remark
from filrouge.ui.forms import accepted, form_sentence

SENT = {"text", "withdraw"}  # what tells a remark from an opinion on the whole draft


def take(request: HttpRequest, link: Link, participant: Participant) -> dict[str, Any]:
    """Keep or take back the remark sent by this link; what the page shows again when it is refused, else nothing."""
    by = links.actor_of(link)
    if "withdraw" in request.POST:
        gone = RemarkWithdrawForm(request.POST, participant=participant)
        if accepted(gone, lambda: services.withdraw_remark(gone.cleaned_data["withdraw"], by=by)):
            return {}
        return {"error": form_sentence(gone)}
    form = RemarkForm(request.POST, meeting=participant.meeting)
    if accepted(form, lambda: services.leave_remark(participant, by=by, **form.cleaned_data)):
        return {}
    return {"refused": form, "refused_on": form["on"].value(), "refused_why": form_sentence(form)}


@require_http_methods(["GET", "HEAD", "POST"])
def remark_answer(request: TenantRequest, pk: UUID, remark: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    rows = Remark.objects.select_related("meeting", "item", "section", "participant__person")
    row = get_object_or_404(rows, pk=remark, meeting=pk)
    form = RemarkAnswerForm(request.POST or None, initial={"answer": row.answer})
    if request.method == "POST" and accepted(
        form, lambda: services.answer_remark(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "C’est noté : l’auteur de la remarque le voit par son lien.")
        return redirect(row)
    context = {"meeting": row.meeting, "remark": row, "form": form}
    return render(request, "meetings/remark.html", context, status=422 if form.is_bound else 200)
