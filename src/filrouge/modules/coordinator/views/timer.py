from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import policy, queries, services
from filrouge.modules.coordinator.enums import activities
from filrouge.modules.coordinator.forms import EntryForm, StopForm, WorkForm
from filrouge.modules.coordinator.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt, sentence

SHOWN_PROPOSALS = 5


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: TenantRequest) -> HttpResponse:
    """The clock, what was done and is not noted, and time noted after the fact."""
    require(request.membership, policy.KEEP)
    form = EntryForm(request.POST or None)
    posted = request.method == "POST"
    if posted and accepted(form, lambda: services.note_time(by=request.membership, **form.cleaned_data)):
        messages.success(request, "C’est noté.")
        return redirect("coordinator:home", request.organisation.slug)
    context = {"form": form, "tabs": shape.tabs(request, "home"), **_home(request)}
    return render(request, "coordinator/home.html", context, status=422 if posted else 200)


def _home(request: TenantRequest) -> dict[str, Any]:
    member, now = request.membership, timezone.now()
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    known = activities()
    running = queries.running_of(member)
    person = queries.own_person(member)
    proposals = queries.proposals_for(member, person, today) if person else []
    week = list(queries.own_entries(member).filter(day__gte=monday, removed_at=None, minutes__isnull=False))
    return {
        "person": person,
        "running": running,
        "elapsed": running.elapsed(now) if running else 0,
        "forgotten": running is not None and running.elapsed(now) > services.FORGOTTEN,
        "buttons": [known[code] for code in queries.most_used(member, today)],
        "activities": known.values(),
        "proposals": [(one, _proposal_form(one)) for one in proposals[:SHOWN_PROPOSALS]],
        "more_proposals": max(0, len(proposals) - SHOWN_PROPOSALS),
        "week": queries.by_day(week),
        "week_minutes": sum(entry.minutes or 0 for entry in week),
        "removed": queries.just_removed(member, now)[:3],
        "set_aside": queries.set_aside_lately(member, person, now) if person else [],
    }


def _proposal_form(proposal: queries.Proposal) -> WorkForm:
    initial = {"key": proposal.work.key, "minutes": proposal.work.minutes, "activity": proposal.activity}
    return WorkForm(initial=initial, auto_id=f"{proposal.work.key.replace(':', '-')}-%s")


@require_POST
def record_open(request: TenantRequest) -> HttpResponse:
    person = services.open_record(by=request.membership)
    messages.success(request, f"Votre temps se rattache à la fiche « {person.full_name} ».")
    return redirect("coordinator:home", request.organisation.slug)


@require_POST
def start(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    try:
        services.start_timer(request.POST.get("activity", ""), by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
    return redirect("coordinator:home", request.organisation.slug)


@require_POST
def stop(request: TenantRequest, pk: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    entry = get_object_or_404(queries.own_entries(request.membership), pk=pk)
    form = StopForm(request.POST)
    return noted(request, form, lambda: services.stop_timer(entry, by=request.membership, **form.cleaned_data))


@require_POST
def work_note(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = WorkForm(request.POST)
    return noted(request, form, lambda: services.note_work(by=request.membership, **form.cleaned_data))


def noted(request: TenantRequest, form: BaseForm, serve: Callable[[], object]) -> HttpResponse:
    if accepted(form, serve):
        messages.success(request, "C’est noté.")
    else:
        shape.tell_errors(request, form)
    return redirect("coordinator:home", request.organisation.slug)


@require_POST
def work_ignore(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    key, done = request.POST.get("key", ""), "Écarté. « Reprendre » le ramène, pendant une heure."
    attempt(request, lambda: services.ignore_work(key, by=request.membership), done, level=messages.INFO)
    return redirect("coordinator:home", request.organisation.slug)


@require_POST
def work_again(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    key = request.POST.get("key", "")
    attempt(request, lambda: services.take_work_back(key, by=request.membership), "C’est de nouveau proposé.")
    return redirect("coordinator:home", request.organisation.slug)
