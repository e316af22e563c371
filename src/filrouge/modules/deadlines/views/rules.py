from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.deadlines import policy, queries, services
from filrouge.modules.deadlines.enums import Confidence
from filrouge.modules.deadlines.forms import DropForm, RuleForm
from filrouge.modules.deadlines.models import Control, Obligation
from filrouge.modules.deadlines.queries.words import schedule_label
from filrouge.modules.deadlines.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt
from filrouge.ui.tabs import tabs_of_filter
from filrouge.ui.typography import count

FORM_METHODS = ["GET", "HEAD", "POST"]
STATES = (
    ("running", "Suivies"),
    ("own", "Propres à l’équipe"),
    ("adjusted", "Changées par l’équipe"),
    ("waived", "Écartées"),
)


def find(request: TenantRequest, pk: UUID) -> Obligation:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.rules_followed(), pk=pk)


@require_safe
def rule_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    asked = request.GET.get("etat", "")
    state = asked if asked in dict(STATES) else "running"
    context = {
        "themes": shape.by_theme(queries.rules_by_state(state)),
        "state": state,
        "tabs": tabs_of_filter(request.GET, "etat", STATES, state),
        "news": queries.news(timezone.localdate()),
        "can_keep": can(request.membership, policy.KEEP),
    }
    return render(request, "deadlines/rules.html", context)


@require_safe
def rule_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    rule = find(request, pk)
    dues = queries.dues_with_everything().filter(obligation=rule).order_by("-due_on")
    context = {
        "rule": rule,
        "rhythm": schedule_label(rule.schedule),
        "colour": shape.CONFIDENCE_COLOURS[Confidence(rule.confidence)],
        "adjusted": shape.adjusted_labels(rule),
        "change": queries.change_of(rule, timezone.localdate()),
        "control": Control.objects.filter(obligation=rule).first(),
        "dues": dues,
        "can_keep": can(request.membership, policy.KEEP),
        "history": shape.history(history_of(rule)),
    }
    return render(request, "deadlines/rule.html", context)


@require_http_methods(FORM_METHODS)
def rule_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    rule = find(request, pk)
    require(request.membership, policy.KEEP)
    form = RuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and accepted(
        form, lambda: services.adjust_obligation(rule, by=request.membership, **form.values())
    ):
        messages.success(request, "La règle est changée pour votre équipe ; la date suit.")
        return redirect(rule)
    context = {"form": form, "rule": rule}
    return render(request, "deadlines/rule_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def rule_waive(request: TenantRequest, pk: UUID) -> HttpResponse:
    rule = find(request, pk)
    require(request.membership, policy.KEEP)
    form = DropForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.waive_obligation(rule, by=request.membership, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "La règle est écartée, avec son motif. Elle peut être reprise.")
        return redirect(rule)
    context = {"form": form, "rule": rule}
    return render(request, "deadlines/rule_waive.html", context, status=422 if form.is_bound else 200)


@require_POST
def rule_resume(request: TenantRequest, pk: UUID) -> HttpResponse:
    rule = find(request, pk)
    require(request.membership, policy.KEEP)
    attempt(request, lambda: services.resume_obligation(rule, by=request.membership), "La règle est reprise.")
    return redirect(rule)


@require_POST
def rule_apply(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Take the shipped rule; with « tout », what the team had changed goes too."""
    rule = find(request, pk)
    require(request.membership, policy.KEEP)
    whole = "tout" in request.POST
    attempt(
        request,
        lambda: services.apply_rule(rule, by=request.membership, whole=whole),
        "La règle fournie est appliquée ; la date suit.",
    )
    return redirect(rule)


@require_http_methods(FORM_METHODS)
def rule_changes(request: TenantRequest) -> HttpResponse:
    """What the shipped rules would change here: before, after; applied one by one or all at once."""
    require(request.membership, policy.KEEP)
    today = timezone.localdate()
    if request.method == "POST":
        found = services.follow_rules(by=request.membership)
        messages.success(request, f"{count(found, 'règle')} à jour. Vos propres changements sont gardés.")
        return redirect("deadlines:rule_changes", request.organisation.slug)
    situation = queries.situation_of(queries.profile())
    context: dict[str, Any] = {
        "changed": queries.changed_rules(situation, today),
        "changes": queries.changes_of(situation, today) if queries.profile() else None,
    }
    return render(request, "deadlines/rule_changes.html", context)
