from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.queries import person_of
from filrouge.modules.maturity import forms, notifications, policy, queries, services
from filrouge.modules.maturity.engine import ENOUGH
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def assessment_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    rows = [shape.Row(one, one.is_due_on(today, one.answered, one.asked)) for one in queries.assessments()]  # type: ignore[attr-defined]
    context = {"rows": rows, "can_keep": can(request.membership, policy.KEEP)}
    return render(request, "maturity/list.html", context)


@require_http_methods(FORM_METHODS)
def assessment_create(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = forms.AssessmentForm(request.POST or None)
    made: list[Assessment] = []
    if request.method == "POST" and accepted(
        form, lambda: made.append(services.prepare(by=request.membership, **form.cleaned_data))
    ):
        return redirect(made[0])
    status = 422 if form.is_bound else 200
    return render(request, "maturity/assessment_form.html", {"form": form}, status=status)


@require_http_methods(FORM_METHODS)
def assessment_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    form = forms.AssessmentForm(request.POST or None, assessment=assessment)
    if request.method == "POST" and accepted(
        form, lambda: services.change(assessment, by=request.membership, **form.cleaned_data)
    ):
        return redirect(assessment)
    context = {"form": form, "assessment": assessment}
    return render(request, "maturity/assessment_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def assessment_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    assessment = found(pk)
    can_keep = can(request.membership, policy.KEEP)
    context: dict[str, Any] = {"assessment": assessment, "row": shape.Row(assessment), "can_keep": can_keep}
    if assessment.is_closed:
        return render(request, "maturity/results.html", context | _results(assessment))
    if assessment.is_draft:
        asked = services.who_is_asked(assessment)
        context |= {"people": asked, "unreachable": [one for one in asked if not one.email]}
        context["matrix"] = queries.team_matrix()
    else:
        context |= _turnout(request, assessment)
    return render(request, "maturity/assessment.html", context)


def _turnout(request: TenantRequest, assessment: Assessment) -> dict[str, Any]:
    invitations = list(assessment.invitations.select_related("person"))
    me = person_of(request.membership)
    answered = sum(one.has_answered for one in invitations)
    return {
        "invitations": invitations,
        "mine": next((one for one in invitations if me and one.person_id == me.pk and not one.has_answered), None),
        "takes_answers": assessment.takes_answers_on(timezone.localdate()),
        "is_readable": answered >= ENOUGH,
        "is_due": assessment.is_due_on(timezone.localdate(), answered, len(invitations)),
        "closing_form": forms.ClosingForm(initial={"closes_on": assessment.closes_on}),
    }


def _results(assessment: Assessment) -> dict[str, Any]:
    results, earlier = queries.results_of(assessment), queries.before(assessment)
    known = queries.results_of(earlier) if earlier else None
    today = timezone.localdate()
    actions = shape.actions_of(list(queries.improvements_of(assessment)), results, today)
    return {
        "results": results,
        "before": earlier,
        "chart": shape.axes_chart(results, known),
        "profile": shape.answers_profile(results, known),
        "actions": actions,
        "done": sum(one.improvement.task.status == "done" for one in actions),
        "advised": services.ADVISED,
        "next_form": forms.NextForm(initial={"next_on": assessment.next_on}),
        "is_time": queries.is_time_again(assessment, today),
    }


@require_POST
def assessment_send(request: TenantRequest, pk: UUID) -> HttpResponse:
    done = "Les liens partent. Les réponses se comptent ici, sans dire ce qu’elles disent."
    return _act(request, pk, lambda one: services.send(one, by=request.membership), done)


@require_POST
def assessment_remind(request: TenantRequest, pk: UUID) -> HttpResponse:
    done = "Les silencieux sont relancés. Chacun ne l’est que deux fois."
    return _act(request, pk, lambda one: services.remind_now(one, by=request.membership), done)


@require_POST
def assessment_extend(request: TenantRequest, pk: UUID) -> HttpResponse:
    form = forms.ClosingForm(request.POST)

    def serve(assessment: Assessment) -> None:
        day = form.cleaned_data["closes_on"] if form.is_valid() else assessment.closes_on
        services.extend(assessment, by=request.membership, closes_on=day)

    return _act(request, pk, serve, "La date est changée, les liens la suivent.")


@require_POST
def assessment_close(request: TenantRequest, pk: UUID) -> HttpResponse:
    done = "Le tour est terminé. Voici ce que l’équipe a répondu."
    return _act(request, pk, lambda one: services.close(one, by=request.membership), done)


@require_POST
def assessment_cancel(request: TenantRequest, pk: UUID) -> HttpResponse:
    done = "Le tour est annulé. Ce qui avait été répondu est détruit."
    return _act(request, pk, lambda one: services.cancel(one, by=request.membership), done)


@require_POST
def assessment_answer(request: TenantRequest, pk: UUID) -> HttpResponse:
    """A member who is asked goes to their own page: the same as by mail."""
    require(request.membership, policy.VIEW)
    me = person_of(request.membership)
    asked = queries.awaited_from(me).filter(assessment=pk) if me else None
    invitation = asked.first() if asked is not None else None
    return redirect(notifications.answer_url(invitation) if invitation else found(pk))


def found(pk: UUID) -> Assessment:
    return get_object_or_404(queries.assessments(), pk=pk)


def _act(request: TenantRequest, pk: UUID, serve: Any, done: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    attempt(request, lambda: serve(assessment), done)
    return redirect(assessment)
