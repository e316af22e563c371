from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import book_answer, pdf_answer, sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.sharing import exports, policy, queries, services
from filrouge.modules.sharing.forms import ScenarioForm
from filrouge.modules.sharing.models import Scenario, euros_of
from filrouge.modules.sharing.views import shape
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def scenario_list(request: TenantRequest) -> HttpResponse:
    """The scenarios of a year side by side, for each person and each profession."""
    require(request.membership, policy.KEEP)
    year = shape.asked_year(request)
    scenarios = list(queries.scenarios_of(year))
    team, amounts = queries.team_of(request.membership, year), queries.amounts_of(request.membership, year)
    tried = [queries.tried(one, amounts, team) for one in shape.chosen(request, scenarios)]
    context = {"year": year, "scenarios": scenarios, "amounts": amounts, "team": team, "tried": tried}
    context |= {"chosen": {one.scenario.pk for one in tried}, "at_once": queries.AT_ONCE}
    context |= {"by_person": shape.rows_by_person(tried, team), "by_profession": shape.rows_by_profession(tried, team)}
    context |= {"totals": shape.totals(tried), **shape.neighbours(year)}
    return render(request, "sharing/list.html", context)


@require_http_methods(FORM_METHODS)
def scenario_create(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    year = shape.asked_year(request)
    form = ScenarioForm(request.POST or None, team=queries.team_of(request.membership, year))
    if request.method == "POST" and accepted(
        form, lambda: services.keep_scenario(year, by=request.membership, **form.told())
    ):
        return redirect(_address(request, year))
    context = {"form": form, "year": year, "amounts": queries.amounts_of(request.membership, year)}
    context["back"] = _address(request, year)
    return render(request, "sharing/scenario_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def scenario_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    scenario = _found(pk)
    team = queries.team_of(request.membership, scenario.year)
    form = ScenarioForm(request.POST or None, team=team, scenario=scenario)
    if request.method == "POST" and accepted(
        form, lambda: services.change_scenario(scenario, by=request.membership, **form.told())
    ):
        return redirect(scenario)
    context = {"form": form, "scenario": scenario, "year": scenario.year, "back": scenario.get_absolute_url()}
    context["amounts"] = queries.amounts_of(request.membership, scenario.year)
    return render(request, "sharing/scenario_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def scenario_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Each rule said, and what it gives to each."""
    require(request.membership, policy.KEEP)
    tried, team = _tried(request, _found(pk))
    context: dict[str, Any] = {"tried": tried, "scenario": tried.scenario, "team": team}
    context["rules"] = queries.rules_in_words(tried.scenario, team)
    if tried.outcome:
        context |= {"outcome": tried.outcome, "said": queries.outcome_in_words(tried.outcome)}
        used = [exports.PART_LABELS[rank] for rank in shape.parts_used(tried.outcome)]
        context |= {"parts": used, "span": len(used) + 2}
        context |= {"rows": shape.rows_by_part(tried.outcome, team), "shared": euros_of(tried.outcome.shared)}
    context["back"] = _address(request, tried.scenario.year)
    return render(request, "sharing/scenario.html", context)


@require_safe
def scenario_export(request: TenantRequest, pk: UUID, file_format: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    tried, team = _tried(request, _found(pk))
    return sheet_answer(exports.scenario_sheet(tried, team), f"repartition-{tried.scenario.year}", file_format)


@require_safe
def vote_pdf(request: TenantRequest) -> HttpResponse:
    """The scenarios chosen, as they are put to the vote; without names unless they are asked for."""
    require(request.membership, policy.KEEP)
    tried, team = _chosen(request)
    if not tried:
        return _nothing_to_vote(request)
    names = request.GET.get("noms") == "1"
    document = exports.vote_document(tried, team, timezone.localdate(), names=names)
    return pdf_answer(document, f"repartition-{tried[0].scenario.year}-{'noms' if names else 'professions'}")


@require_safe
def vote_book(request: TenantRequest) -> HttpResponse:
    """The same with every amount, one sheet a scenario."""
    require(request.membership, policy.KEEP)
    tried, team = _chosen(request)
    if not tried:
        return _nothing_to_vote(request)
    return book_answer([exports.scenario_sheet(one, team) for one in tried], f"repartition-{tried[0].scenario.year}")


def _chosen(request: TenantRequest) -> tuple[list[queries.Tried], queries.Team]:
    year = shape.asked_year(request)
    team, amounts = queries.team_of(request.membership, year), queries.amounts_of(request.membership, year)
    scenarios = shape.chosen(request, list(queries.scenarios_of(year)))
    return [queries.tried(one, amounts, team) for one in scenarios], team


def _nothing_to_vote(request: TenantRequest) -> HttpResponse:
    messages.info(request, "Composez d’abord un scénario.")
    return redirect(_address(request, shape.asked_year(request)))


@require_POST
def scenario_copy(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    made = services.copy_scenario(_found(pk), by=request.membership)
    return redirect("sharing:edit", request.organisation.slug, made.pk)


@require_POST
def scenario_drop(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    scenario = _found(pk)
    services.drop_scenario(scenario, by=request.membership)
    messages.success(request, f"Le scénario « {scenario.title} » est supprimé.")
    return redirect(_address(request, scenario.year))


def _found(pk: UUID) -> Scenario:
    return get_object_or_404(Scenario.objects.select_related("organisation"), pk=pk)


def _tried(request: TenantRequest, scenario: Scenario) -> tuple[queries.Tried, queries.Team]:
    team = queries.team_of(request.membership, scenario.year)
    return queries.tried(scenario, queries.amounts_of(request.membership, scenario.year), team), team


def _address(request: TenantRequest, year: int) -> str:
    return f"{reverse('sharing:list', args=[request.organisation.slug])}?annee={year}"
