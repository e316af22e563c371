from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import pdf_answer, sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import exports, policy, queries, services
from filrouge.modules.coordinator.enums import Audience
from filrouge.modules.coordinator.forms import FundingForm, PostForm
from filrouge.modules.coordinator.models import Post
from filrouge.modules.coordinator.queries import Budget
from filrouge.modules.coordinator.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


def _asked(request: TenantRequest) -> tuple[list[Post], Budget]:
    """The posts this member reads, and the year of the address."""
    require(request.membership, policy.KEEP)
    today = timezone.localdate()
    typed = request.GET.get("annee", "")
    posts = list(queries.readable_posts(request.membership))
    year = int(typed) if typed.isdecimal() and int(typed) in queries.years_known(posts, today) else today.year
    return posts, queries.budget_of(request.membership, year, today)


@require_safe
def post(request: TenantRequest) -> HttpResponse:
    """What the post costs in a year, who pays, and the hours it buys."""
    posts, budget = _asked(request)
    context = {
        "posts": posts,
        "budget": budget,
        "years": queries.years_known(posts, timezone.localdate()),
        "stats": shape.post_stats(budget) if posts else [],
        "blocks": shape.block_chart(budget.blocks) if budget.blocks else None,
        "money": shape.money_chart(budget) if budget.cost else None,
        "removed": queries.removed_fundings(request.membership, timezone.now()),
        "removed_posts": queries.removed_posts(request.membership, timezone.now()),
        "tabs": shape.tabs(request, "post"),
    }
    return render(request, "coordinator/post.html", context)


@require_http_methods(FORM_METHODS)
def post_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = PostForm(request.POST or None, membership=request.membership, initial=_usual(request))
    return _form(
        request,
        form,
        lambda: services.keep_post(None, by=request.membership, **form.cleaned_data),
        heading="Décrire le poste",
        rule=queries.post_rule(),
    )


def _usual(request: TenantRequest) -> dict[str, Any]:
    """The middle of the grid, for the hours of most posts: a beginning, to be replaced."""
    rule, today = queries.post_rule(), timezone.localdate()
    hours = rule.decimal("usual_hours")
    middle = (rule.decimal("gross_low") + rule.decimal("gross_high")) / 2
    return {
        "person": queries.own_person(request.membership),
        "weekly_hours": hours,
        "gross_yearly": (middle * hours / rule.decimal("full_time_hours")).quantize(Decimal(1)),
        "charges_rate": rule.decimal("charges_rate"),
        "other_yearly": 0,
        "starts_on": today.replace(month=1, day=1),
    }


@require_http_methods(FORM_METHODS)
def post_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.readable_posts(request.membership), pk=pk)
    form = PostForm(request.POST or None, membership=request.membership, instance=row)
    return _form(
        request,
        form,
        lambda: services.keep_post(row, by=request.membership, **form.cleaned_data),
        heading="Le poste de coordination",
        rule=queries.post_rule(),
        row=row,
        removal="coordinator:post_remove",
    )


@require_http_methods(FORM_METHODS)
def funding_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    today = timezone.localdate()
    initial = {"starts_on": today.replace(month=1, day=1), "ends_on": today.replace(month=12, day=31)}
    form = FundingForm(request.POST or None, membership=request.membership, initial=initial)
    return _form(
        request,
        form,
        lambda: services.keep_funding(None, by=request.membership, **form.cleaned_data),
        heading="Un financement",
    )


@require_http_methods(FORM_METHODS)
def funding_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.readable_fundings(request.membership), pk=pk)
    form = FundingForm(request.POST or None, membership=request.membership, instance=row)
    return _form(
        request,
        form,
        lambda: services.keep_funding(row, by=request.membership, **form.cleaned_data),
        heading=str(row),
        row=row,
        removal="coordinator:funding_remove",
    )


def _form(request: TenantRequest, form: BaseForm, serve: Callable[[], object], **words: Any) -> HttpResponse:
    """``words``: the heading, the dated figures that help, the row that may be removed and the address for it."""
    if request.method == "POST" and accepted(form, serve):
        messages.success(request, "C’est noté.")
        return redirect("coordinator:post", request.organisation.slug)
    context = {"form": form, "rule": None, "row": None, **words}
    return render(request, "coordinator/post_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def hours_export(request: TenantRequest, file_format: str) -> HttpResponse:
    """The hours of the year, line by line: what a funder asks to see."""
    _posts, budget = _asked(request)
    entries = queries.entries_between(request.membership, date(budget.year, 1, 1), date(budget.year, 12, 31))
    sheet = exports.time_sheet(f"Temps {budget.year}", list(entries))
    return sheet_answer(sheet, f"temps-coordination-{budget.year}", file_format)


@require_POST
def post_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.remove_post(get_object_or_404(queries.readable_posts(request.membership), pk=pk), by=request.membership)
    return _removed(request)


@require_POST
def post_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.removed_posts(request.membership, timezone.now()), pk=pk)
    return _put_back(request, lambda: services.restore_post(row, by=request.membership))


@require_POST
def funding_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.remove_funding(
        get_object_or_404(queries.readable_fundings(request.membership), pk=pk), by=request.membership
    )
    return _removed(request)


@require_POST
def funding_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.removed_fundings(request.membership, timezone.now()), pk=pk)
    return _put_back(request, lambda: services.restore_funding(row, by=request.membership))


def _removed(request: TenantRequest) -> HttpResponse:
    messages.info(request, "Retiré. Pour le remettre, c’est au bas de la page, pendant une heure.")
    return redirect("coordinator:post", request.organisation.slug)


def _put_back(request: TenantRequest, restore: Callable[[], object]) -> HttpResponse:
    attempt(request, restore, "C’est remis.")
    return redirect("coordinator:post", request.organisation.slug)


def _argument(request: TenantRequest) -> dict[str, Any]:
    posts, budget = _asked(request)
    asked = request.GET.get("pour", "")
    audience = Audience(asked) if asked in Audience.values else Audience.MANAGERS
    return {
        "budget": budget,
        "facts": queries.facts_of(request.membership, budget, audience),
        "lead": queries.lead_of(audience),
        "words": next((one.words for one in posts if one.words), ""),
        "audience": audience,
    }


@require_safe
def argument(request: TenantRequest) -> HttpResponse:
    """What the post brings, for whoever decides of it."""
    found = _argument(request)
    budget = found["budget"]
    context = {
        **found,
        "blocks": shape.block_chart(budget.blocks) if budget.blocks else None,
        "money": shape.money_chart(budget) if budget.cost else None,
        "audiences": shape.audience_tabs(request, found["audience"]),
    }
    return render(request, "coordinator/argument.html", context)


@require_safe
def argument_pdf(request: TenantRequest) -> HttpResponse:
    found = _argument(request)
    audience = found.pop("audience")
    document = exports.argument_document(request.organisation, **found)
    return pdf_answer(document, f"poste-de-coordination-{found['budget'].year}-{audience}")
