from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import forms, policy, queries, services
from filrouge.modules.deciding.models import Sequence
from filrouge.modules.deciding.views import becoming, drawing, shape
from filrouge.modules.deciding.views.answers import item_to_decide, wants_json
from filrouge.modules.live.queries import live_of
from filrouge.modules.meetings.models import Participant
from filrouge.ui.forms import form_sentence, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def sequence_create(request: TenantRequest, item: UUID) -> HttpResponse:
    """The question of a sequence, once it is chosen; without one in the address, back to the choice."""
    require(request.membership, policy.RUN)
    row = item_to_decide(request, item)
    plan = queries.sequence_plans().get(request.GET.get("code", ""))
    if plan is None:
        return redirect("deciding:ballot_create", request.organisation.slug, row.pk)
    form = forms.SequenceForm(request.POST or None, initial={"title": plan.question})
    if request.method == "POST" and form.is_valid():
        try:
            sequence = services.start_sequence(row, by=request.membership, code=plan.code, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(sequence)
    context = {"form": form, "item": row, "plan": plan}
    return render(request, "deciding/sequence_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def sequence_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    template = "deciding/sequence.html#work" if request.htmx else "deciding/sequence.html"
    return render(request, template, sequence_context(request, find_sequence(request, pk)))


def find_sequence(request: TenantRequest, pk: UUID) -> Sequence:
    return get_object_or_404(queries.sequences_whole(request.membership), pk=pk)


def sequence_context(request: TenantRequest, sequence: Sequence, error: str = "", **typed: Any) -> dict[str, Any]:
    plan = queries.plan_of(sequence)
    step = plan.steps[sequence.step]
    found = queries.gathered(sequence)
    can_run = can(request.membership, policy.RUN) and sequence.meeting.is_writable
    return {
        "sequence": sequence,
        "plan": plan,
        "step": step,
        "steps": shape.steps_of(sequence, plan),
        "gathered": [one for one in found if not one.is_empty],
        "fishbone": drawing.fishbone_of(sequence, found),
        "people": queries.people_to_hear(sequence) if step.capture == "turns" else [],
        "can_run": can_run,
        "in_room": not sequence.is_over and live_of(sequence.meeting) is not None,
        "form": forms.ContributionForm(step=step, initial={"once": str(uuid4())}),
        "become_form": forms.BecomeForm(),
        "session_url": reverse("meetings:session", args=[sequence.organisation.slug, sequence.meeting_id]),
        "error": error,
    } | typed


def answer(request: TenantRequest, pk: UUID, serve: Callable[[], object], form: Any = None) -> HttpResponse:
    """Do what was asked of the sequence: the session's screen gets a word, the page gets itself as it is now."""
    error = ""
    try:
        if form is None or form.is_valid():
            serve()
        else:
            error = form_sentence(form)
    except ValidationError as refusal:
        error = " ".join(refusal.messages)
    if wants_json(request):
        return JsonResponse({"error": error}, status=422 if error else 200)
    if not error and not request.htmx:
        return redirect("deciding:sequence", request.organisation.slug, pk)
    typed = {"form": form} if error and isinstance(form, forms.ContributionForm) else {}
    context = sequence_context(request, find_sequence(request, pk), error, **typed)
    template = "deciding/sequence.html#work" if request.htmx else "deciding/sequence.html"
    return render(request, template, context, status=422 if error else 200)


@require_POST
def sequence_step(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    sequence, form = find_sequence(request, pk), forms.StepForm(request.POST)
    return answer(request, pk, lambda: services.go_to_step(sequence, by=request.membership, **form.cleaned_data), form)


@require_POST
def sequence_clock(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    sequence = find_sequence(request, pk)
    act = services.start_step_clock if request.POST.get("clock") == "start" else services.stop_step_clock
    return answer(request, pk, lambda: act(sequence, by=request.membership))


@require_POST
def contribution_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Somebody says it aloud; who facilitates types it."""
    require(request.membership, policy.RUN)
    sequence = find_sequence(request, pk)
    form = forms.ContributionForm(request.POST, step=queries.plan_of(sequence).steps[sequence.step])
    return answer(request, pk, lambda: services.contribute(sequence, **form.cleaned_data), form)


@require_POST
def contribution_remove(request: TenantRequest, pk: UUID, contribution: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    row = get_object_or_404(find_sequence(request, pk).contributions, pk=contribution)
    return answer(request, pk, lambda: services.remove_contribution(row, by=request.membership))


@require_POST
def contribution_become(request: TenantRequest, pk: UUID, contribution: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    row = get_object_or_404(find_sequence(request, pk).contributions, pk=contribution)
    form = forms.BecomeForm(request.POST)
    return answer(request, pk, lambda: becoming.become(row, form, by=request.membership), form)


@require_POST
def turn_mark(request: TenantRequest, pk: UUID, participant: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    sequence = find_sequence(request, pk)
    row = get_object_or_404(Participant, pk=participant, meeting=sequence.meeting_id)
    spoken = request.POST.get("spoken") == "yes"
    return answer(request, pk, lambda: services.mark_spoken(sequence, row, spoken=spoken))


@require_POST
def sequence_finish(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    sequence = find_sequence(request, pk)
    return answer(request, pk, lambda: services.finish_sequence(sequence, by=request.membership))
