"""Answers given inside the application: one's own, or those heard by telephone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.forms import AnswersForm
from filrouge.modules.scheduling.models import Respondent
from filrouge.modules.scheduling.views import shape
from filrouge.ui.forms import accepted


@require_http_methods(["GET", "HEAD", "POST"])
def answer_own(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    poll = get_object_or_404(queries.readable_polls(request.membership), pk=pk)
    respondent = queries.respondent_of(poll, request.membership)
    if respondent is None:
        return redirect(poll)
    respondent.poll = poll
    return answer_page(request, respondent)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_for(request: TenantRequest, pk: UUID, respondent: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    poll = get_object_or_404(queries.readable_polls(request.membership), pk=pk)
    found = poll.respondents.select_related("person", "poll", "poll__meeting")
    return answer_page(request, get_object_or_404(found, pk=respondent))


def answer_page(request: TenantRequest, respondent: Respondent) -> HttpResponse:
    poll = respondent.poll
    slots = shape.slots_to_come(poll)
    form = AnswersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and accepted(
        form,
        lambda: services.answer_poll(
            respondent, by=request.membership, answers=form.answers(slots), word=form.typed_word()
        ),
    ):
        messages.success(request, "Réponses enregistrées.")
        return redirect(poll)
    is_own = respondent.person.user_id == request.membership.user_id
    conflicts = queries.own_conflicts(request.membership, poll.meeting, slots) if is_own else None
    context = {"form": form, "respondent": respondent, "poll": poll, "meeting": poll.meeting, "is_own": is_own}
    context["rows"] = shape.answer_rows(respondent, conflicts=conflicts)
    return render(request, "scheduling/answer.html", context, status=422 if form.is_bound else 200)
