from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.deciding import forms, policy, queries, services
from filrouge.modules.deciding.enums import DECIDES, BallotStatus, Mention, Method
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.deciding.views import shape
from filrouge.modules.deciding.views.answers import act, find_ballot, item_to_decide
from filrouge.modules.live.queries import live_of
from filrouge.modules.meetings.models import AgendaItem
from filrouge.ui.forms import accepted, form_sentence, refuse

PAGE = 25


@require_safe
def ballot_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = forms.BallotFilterForm(request.GET)
    filters = form.filters()
    page = Paginator(queries.ballot_list(request.membership, **filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(ballot, *shape.badge(ballot)) for ballot in queries.with_turnout(page.object_list)],
        "active": any(filters.values()),
    }
    return render(request, "deciding/list.html#rows" if request.htmx else "deciding/list.html", context)


@require_safe
def ballot_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "deciding/ballot.html", ballot_context(request, find_ballot(request, pk)))


def ballot_context(request: TenantRequest, ballot: Ballot, **typed: Any) -> dict[str, Any]:
    """Everything the page of one ballot shows; ``typed`` are forms that were refused."""
    voters = list(queries.voters_of(ballot))
    mine = next((one for one in voters if one.person and one.person.user_id == request.user.pk), None)
    label, colour = shape.badge(ballot)
    context: dict[str, Any] = {
        "ballot": ballot,
        "state": label,
        "state_colour": colour,
        "rules": queries.rules_of(ballot),
        "voters": voters,
        "voted": sum(one.has_voted for one in voters),
        "mine": mine,
        "can_run": can(request.membership, policy.RUN),
        "history": shape.history(history_of(ballot)[:6]),
        "paper_form": forms.PaperForm(ballot=ballot),
        "hands_form": forms.HandsForm(),
        "cancel_form": forms.CancelForm(),
        "closing_form": closing_form_of(ballot),
        "unreachable": [one for one in voters if one.person and not one.person.email] if ballot.is_between else [],
    }
    if ballot.status == BallotStatus.CLOSED:
        context |= closed_context(ballot, voters)
    return context | typed


def closing_form_of(ballot: Ballot) -> forms.ClosingForm:
    closes = timezone.localtime(ballot.closes_at) if ballot.closes_at else None
    return forms.ClosingForm(initial={"day": closes.date(), "hour": closes.time()} if closes else None)


def closed_context(ballot: Ballot, voters: Any) -> dict[str, Any]:
    offered = ballot.decision_id is None and ballot.verdict in DECIDES
    return {
        "result": shape.result_of(ballot, queries.papers_of(ballot), voters),
        "objections": list(queries.objections_of(ballot)) if ballot.method == Method.CONSENT else [],
        "register_form": forms.RegisterForm(initial={"text": services.decision_text(ballot)}) if offered else None,
        "objection_form": forms.ObjectionForm(),
        "mentions": [(mention.value, mention.label) for mention in reversed(Mention)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_create(request: TenantRequest, item: UUID) -> HttpResponse:
    """The question, once the method is chosen; without a method in the address, the choice of one."""
    require(request.membership, policy.RUN)
    row = item_to_decide(request, item)
    method = request.GET.get("mode", "")
    if method not in Method.values:
        return render(request, "deciding/methods.html", methods_context(row))
    form = forms.BallotForm(request.POST or None, method=method, initial={"title": row.title})
    if request.method == "POST" and form.is_valid():
        try:
            ballot = services.prepare_ballot(row, by=request.membership, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return opened_at_once(request, ballot) if "open" in request.POST else redirect(ballot)
    context = {"form": form, "item": row, "method": Method(method)}
    return render(request, "deciding/form.html", context, status=422 if form.is_bound else 200)


def methods_context(item: AgendaItem) -> dict[str, Any]:
    called = item.meeting.participants.count()
    return {
        "item": item,
        "methods": shape.method_choices(),
        "plans": list(queries.sequence_plans().values()),
        "ideas": queries.suggest(item.kind, people=max(called, 3), minutes=item.minutes),
    }


def opened_at_once(request: TenantRequest, ballot: Ballot) -> HttpResponse:
    """Back to the session when the vote is on its screens; hands are counted on the page of the vote."""
    answer = act(request, ballot, lambda: services.open_ballot(ballot, by=request.membership))
    if ballot.meeting is not None and ballot.has_papers and live_of(ballot.meeting) is not None:
        return redirect("meetings:session", request.organisation.slug, ballot.meeting.pk)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot = find_ballot(request, pk)
    if ballot.is_between:
        return redirect("deciding:proposal_edit", request.organisation.slug, pk)
    form = forms.BallotForm(request.POST or None, instance=ballot, method=ballot.method)
    if request.method == "POST" and accepted(
        form, lambda: services.change_ballot(ballot, by=request.membership, **form.cleaned_data)
    ):
        return redirect(ballot)
    context = {"form": form, "ballot": ballot, "item": ballot.item, "method": Method(ballot.method)}
    return render(request, "deciding/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def ballot_open(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    return opened_at_once(request, find_ballot(request, pk))


@require_POST
def ballot_close(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot = find_ballot(request, pk)
    close = services.close_proposal if ballot.is_between else services.close_ballot
    return act(request, ballot, lambda: close(ballot, by=request.membership), "Le vote est dépouillé.")


@require_POST
def ballot_cancel(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot, form = find_ballot(request, pk), forms.CancelForm(request.POST)
    if accepted(form, lambda: services.cancel_ballot(ballot, by=request.membership, **form.cleaned_data)):
        return redirect(ballot)
    messages.error(request, form_sentence(form))  # its dialog is closed
    return render(request, "deciding/ballot.html", ballot_context(request, ballot, cancel_form=form), status=422)


@require_POST
def hands_note(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot, form = find_ballot(request, pk), forms.HandsForm(request.POST)
    if accepted(form, lambda: services.note_hands(ballot, by=request.membership, **form.cleaned_data)):
        return redirect(ballot)
    return render(request, "deciding/ballot.html", ballot_context(request, ballot, hands_form=form), status=422)


@require_POST
def objection_treat(request: TenantRequest, pk: UUID, objection: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot, form = find_ballot(request, pk), forms.ObjectionForm(request.POST)
    row = get_object_or_404(ballot.objections, pk=objection)
    if accepted(form, lambda: services.treat_objection(row, by=request.membership, **form.cleaned_data)):
        return redirect(ballot)
    context = ballot_context(request, ballot, objection_form=form, refused_objection=row)
    return render(request, "deciding/ballot.html", context, status=422)


@require_POST
def result_register(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    ballot, form = find_ballot(request, pk), forms.RegisterForm(request.POST)
    if accepted(
        form,
        lambda: services.register_result(
            ballot, by=request.membership, acknowledged=form.acknowledged_marks(), **form.cleaned_data
        ),
    ):
        messages.success(request, "La décision est inscrite, avec le résultat du vote.")
        return redirect(ballot)
    return render(request, "deciding/ballot.html", ballot_context(request, ballot, register_form=form), status=422)
