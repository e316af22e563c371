"""How hours are counted: the rules in force, to come and over, and the effect of a rule before it is written."""

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
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import HoursRuleEndForm, HoursRuleForm
from filrouge.modules.meetings.models import HoursRule
from filrouge.modules.meetings.queries import Counting
from filrouge.ui.forms import accepted, form_sentence


@require_safe
def rule_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.HOURS)
    today = timezone.localdate()
    context = {
        "rules": queries.rules_by_time(queries.hours_rules(), today),
        "shipped": queries.shipped_counting(today),
        "types": [kind for kind in queries.meeting_types() if not kind.hours_counted or kind.hours_cap_minutes],
        "can_set": can(request.membership, policy.HOURS_RULES),
        "can_set_types": can(request.membership, policy.TYPES),
        "today": today,
    }
    return render(request, "meetings/hours_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_add(request: TenantRequest) -> HttpResponse:
    """« Voir l’effet » writes nothing: the same page comes back with what the rule would give."""
    require(request.membership, policy.HOURS_RULES)
    form = HoursRuleForm(request.POST or None, initial=usual_values())
    if request.method == "POST" and "effet" in request.GET:
        context = {"form": form, **preview_of(form, request)}
        template = "meetings/hours_rule.html#effect" if request.htmx else "meetings/hours_rule.html"
        return render(request, template, context)
    if request.method == "POST" and accepted(
        form, lambda: services.add_hours_rule(by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Règle ajoutée : les heures affichées la suivent déjà.")
        return redirect("meetings:hours_rules", request.organisation.slug)
    return render(request, "meetings/hours_rule.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def rule_end(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOURS_RULES)
    rule = get_object_or_404(HoursRule.objects.all(), pk=pk)
    form = HoursRuleEndForm(request.POST)
    if accepted(form, lambda: services.end_hours_rule(rule, by=request.membership, **form.cleaned_data)):
        messages.success(request, "La règle finit ce jour-là. Les réunions suivantes passent à la règle qui reste.")
    else:
        messages.error(request, form_sentence(form))
    return redirect("meetings:hours_rules", request.organisation.slug)


@require_POST
def rule_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOURS_RULES)
    services.remove_hours_rule(get_object_or_404(HoursRule.objects.all(), pk=pk), by=request.membership)
    messages.success(request, "Règle retirée : les heures sont comptées comme si elle n’avait pas existé.")
    return redirect("meetings:hours_rules", request.organisation.slug)


def usual_values() -> dict[str, Any]:
    today = timezone.localdate()
    counting = queries.rulebook().applying(type_id=None, profession="", day=today)
    return {
        "valid_from": today,
        "step_minutes": counting.step_minutes,
        "rounding": counting.rounding,
        "minimum_presence_minutes": counting.minimum_minutes,
        "cap_minutes": counting.cap_minutes,
        "employees_excluded": counting.employees_excluded,
    }


def preview_of(form: HoursRuleForm, request: TenantRequest) -> dict[str, Any]:
    rule = HoursRule()

    def fill() -> None:
        for name, value in form.cleaned_data.items():
            setattr(rule, name, value)
        rule.full_clean()

    if not accepted(form, fill):
        return {"refusal": form_sentence(form)}
    return {
        "rule": rule,
        "counting": Counting.of(rule),
        "examples": queries.examples_of(rule),
        "effects": queries.effect_of(rule, reader=request.membership),
    }
