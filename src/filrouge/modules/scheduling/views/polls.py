from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.queries import readable_meetings
from filrouge.modules.scheduling import exports, queries, services
from filrouge.modules.scheduling.forms import PollForm
from filrouge.modules.scheduling.models import Poll
from filrouge.modules.scheduling.views import shape
from filrouge.ui.forms import accepted

PAGE = 25


@require_safe
def poll_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    page = Paginator(queries.poll_list(request.membership), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "can_plan": can(request.membership, policy.PLAN)}
    return render(request, "scheduling/polls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_create(request: TenantRequest, meeting: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = get_object_or_404(readable_meetings(request.membership).select_related("type", "group", "site"), pk=meeting)
    existing = Poll.objects.filter(meeting=row).first()
    if existing:
        return redirect(existing)
    people = shape.people_of(row)
    suggestions = shape.suggestions_of(row, people)
    form = PollForm(request.POST or None, meeting=row, suggestions=suggestions, people=people)
    if request.method == "POST" and accepted(
        form, lambda: services.open_poll(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Le sondage part : chacun reçoit son lien. Les réponses s’affichent ici.")
        return redirect("scheduling:poll_create", request.organisation.slug, row.pk)
    context = shape.slots_context(request.membership, row, form, suggestions) | {"people": people}
    return render(request, "scheduling/poll_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def poll_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    poll = get_object_or_404(queries.polls_with_everything(request.membership), pk=pk)
    context = shape.poll_context(poll, request.membership)
    context["history"] = [
        {"text": entry.sentence, "when": entry.happened_at, "who": entry.actor_name}
        for entry in history_of(poll.meeting).filter(action__startswith="scheduling.")[:8]
    ]
    return render(request, "scheduling/poll.html", context)


@require_safe
def poll_export(request: TenantRequest, pk: UUID, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    poll = get_object_or_404(queries.polls_with_everything(request.membership), pk=pk)
    return sheet_answer(exports.poll_sheet(poll, queries.tallies_of(poll)), "sondage", file_format)
