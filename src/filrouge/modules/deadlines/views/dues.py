from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel import registry
from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.policy import can, require
from filrouge.kernel.registry import Preparation
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.work.queries import tasks_from
from filrouge.modules.deadlines import policy, queries, services
from filrouge.modules.deadlines.enums import Confidence
from filrouge.modules.deadlines.forms import DoneForm, DropForm, LastForm, MoveForm, RemarksForm
from filrouge.modules.deadlines.models import Contract, Control, Due
from filrouge.modules.deadlines.queries.dates import is_dated
from filrouge.modules.deadlines.queries.words import schedule_label
from filrouge.modules.deadlines.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


def find(request: TenantRequest, pk: UUID) -> Due:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.dues_with_everything(), pk=pk)


@require_safe
def due_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    return render(request, "deadlines/due.html", due_context(request, find(request, pk)))


def due_context(request: TenantRequest, due: Due) -> dict[str, Any]:
    today = timezone.localdate()
    obligation = due.obligation
    return {
        "due": due,
        "obligation": obligation,
        "late": due.is_late_on(today),
        "free_day": almanac_of().public_holiday(due.due_on) or ("week-end" if due.due_on.weekday() > 4 else ""),
        "rhythm": schedule_label(obligation.schedule) if obligation.schedule else "",
        "colour": shape.CONFIDENCE_COLOURS[Confidence(obligation.confidence)],
        "who": ", ".join(queries.holders_on(today).get(obligation.responsible, [])),
        "control": Control.objects.filter(obligation=obligation).first(),
        "contract": Contract.objects.filter(obligation=obligation).first(),
        "others": queries.dues_with_everything().filter(obligation=obligation).exclude(pk=due.pk).order_by("-due_on"),
        "tasks": tasks_from(due),
        "preparations": preparations_of(request, due) if due.is_open and obligation.code else [],
        "can_keep": can(request.membership, policy.KEEP),
        "asks_last": due.is_open and due.follows_id is None and bool(obligation.schedule)
        and not is_dated(obligation.schedule),
        "last": LastForm(),
        "history": shape.history(history_of(due)),
    }  # fmt: skip


def preparations_of(request: TenantRequest, due: Due) -> list[Preparation]:
    given = [give(request.membership, due.obligation.code, due.due_on) for give in registry.preparations.values()]
    return [one for one in given if one is not None]


@require_http_methods(FORM_METHODS)
def due_done(request: TenantRequest, pk: UUID) -> HttpResponse:
    due = find(request, pk)
    require(request.membership, policy.KEEP)
    control = Control.objects.filter(obligation=due.obligation).first()
    form = DoneForm(request.POST or None, request.FILES or None, control=control is not None)
    if request.method == "POST" and accepted(
        form, lambda: services.complete_due(due, by=request.membership, **form.values())
    ):
        messages.success(request, "C’est noté, avec sa preuve. La date suivante est posée.")
        return redirect(control or due)
    context = {"form": form, "due": due, "control": control}
    return render(request, "deadlines/done.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def due_drop(request: TenantRequest, pk: UUID) -> HttpResponse:
    due = find(request, pk)
    require(request.membership, policy.KEEP)
    form = DropForm(request.POST or None)
    return small_form(
        request,
        due,
        form,
        lambda: services.drop_due(due, by=request.membership, reason=form.cleaned_data["reason"]),
        done="Sans objet cette fois. La suivante est posée.",
        heading="Sans objet cette fois",
        text="Elle reviendra à sa date suivante. Le motif reste dans l’historique.",
        button="Noter sans objet",
    )


@require_http_methods(FORM_METHODS)
def due_move(request: TenantRequest, pk: UUID) -> HttpResponse:
    due = find(request, pk)
    require(request.membership, policy.KEEP)
    form = MoveForm(request.POST or None, initial={"due_on": due.due_on})
    return small_form(
        request,
        due,
        form,
        lambda: services.move_due(due, by=request.membership, due_on=form.cleaned_data["due_on"]),
        done="Date changée pour cette fois. La règle, elle, ne change pas.",
        heading="Changer la date",
        text="Pour cette fois seulement : la suivante reviendra à la date de la règle.",
        button="Changer la date",
    )


def small_form(
    request: TenantRequest, due: Due, form: BaseForm, serve: Callable[[], object], *, done: str, **words: str
) -> HttpResponse:
    """One field and one button: what is asked, then back to the deadline. ``words``: heading, text, button."""
    if request.method == "POST" and accepted(form, serve):
        messages.success(request, done)
        return redirect(page_of(due))
    context = {"form": form, "due": due, **words}
    return render(request, "deadlines/small_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def due_last(request: TenantRequest, pk: UUID) -> HttpResponse:
    due = find(request, pk)
    require(request.membership, policy.KEEP)
    form = LastForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Cette date n’existe pas. Écrivez-la ainsi : 26/11/2026.")
        return redirect(due)
    day = form.cleaned_data["last_on"]
    attempt(request, lambda: services.tell_last_time(due, by=request.membership, done_on=day), "La date suit.")
    return redirect(page_of(due))


@require_POST
def due_undo(request: TenantRequest, pk: UUID) -> HttpResponse:
    due = find(request, pk)
    require(request.membership, policy.KEEP)
    attempt(request, lambda: services.undo_due(due, by=request.membership), "L’échéance est de nouveau à faire.")
    return redirect(page_of(due))


@require_http_methods(FORM_METHODS)
def due_remarks(request: TenantRequest, pk: UUID) -> HttpResponse:
    due = find(request, pk)
    require(request.membership, policy.KEEP)
    form = RemarksForm(request.POST or None)
    return small_form(
        request,
        due,
        form,
        lambda: services.add_remarks(due, by=request.membership, remarks=form.lines()),
        done="Chaque remarque est devenue une tâche.",
        heading="Remarques du rapport",
        text="Ce que le rapport demande de corriger. Chacune devient une tâche, à confier.",
        button="Créer les tâches",
    )


def page_of(due: Due) -> Contract | Control | Due:
    """Where one goes back to: the contract or the control of this deadline, if it is one's."""
    rows = {"obligation": due.obligation_id}
    return Contract.objects.filter(**rows).first() or Control.objects.filter(**rows).first() or due
