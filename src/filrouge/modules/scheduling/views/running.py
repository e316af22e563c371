"""What the coordination does while a poll runs."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.forms import ChooseForm, MoreSlotsForm, PollSettingsForm
from filrouge.modules.scheduling.models import Poll, Slot
from filrouge.modules.scheduling.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import back_to


def find_poll(request: TenantRequest, pk: UUID) -> Poll:
    return get_object_or_404(queries.readable_polls(request.membership), pk=pk)


def find_slot(request: TenantRequest, pk: UUID, slot: UUID) -> Slot:
    poll = find_poll(request, pk)
    return get_object_or_404(poll.slots.select_related("poll", "poll__meeting"), pk=slot)


def act(request: TenantRequest, poll: Poll, serve: Callable[[], str]) -> HttpResponse:
    """Do it, say it, and go back to the poll, or to the page one came from."""
    try:
        messages.success(request, serve())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back_to(request, poll.get_absolute_url()))


@require_http_methods(["GET", "HEAD", "POST"])
def slots_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    poll = find_poll(request, pk)
    suggestions = shape.suggestions_of(poll.meeting, shape.people_of(poll.meeting))
    form = MoreSlotsForm(request.POST or None, poll=poll, suggestions=suggestions)
    if request.method == "POST" and accepted(
        form, lambda: services.add_slots(poll, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Les nouvelles dates partent. Les réponses déjà données sont gardées.")
        return redirect(poll)
    context = shape.slots_context(request.membership, poll.meeting, form, suggestions) | {"poll": poll}
    return render(request, "scheduling/slots_add.html", context, status=422 if form.is_bound else 200)


@require_POST
def slot_remove(request: TenantRequest, pk: UUID, slot: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_slot(request, pk, slot)

    def serve() -> str:
        services.remove_slot(row, by=request.membership)
        return "Date retirée."

    return act(request, row.poll, serve)


@require_http_methods(["GET", "HEAD", "POST"])
def slot_choose(request: TenantRequest, pk: UUID, slot: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_slot(request, pk, slot)
    meeting = row.poll.meeting
    form = ChooseForm(request.POST or None, initial={"place": meeting.place, "message": meeting.message})
    if request.method == "POST" and accepted(
        form, lambda: services.choose_slot(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Date choisie : les calendriers sont écrits et tout le monde est prévenu.")
        return redirect(meeting)
    poll = queries.polls_with_everything(request.membership).get(pk=row.poll_id)
    tally = next(one for one in queries.tallies_of(poll) if one.slot.pk == row.pk)
    context = {"form": form, "poll": poll, "meeting": meeting, "tally": tally, "groups": shape.by_answer(poll, tally)}
    return render(request, "scheduling/choose.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_settings(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    poll = find_poll(request, pk)
    asked = list(queries.respondents_of(poll))
    people, required = [one.person for one in asked], [one.person_id for one in asked if one.is_required]
    form = PollSettingsForm(request.POST or None, poll=poll, people=people, required=required)
    if request.method == "POST" and accepted(
        form, lambda: services.change_poll(poll, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Sondage modifié.")
        return redirect(poll)
    context = {"form": form, "poll": poll, "meeting": poll.meeting}
    return render(request, "scheduling/poll_settings.html", context, status=422 if form.is_bound else 200)


@require_POST
def newcomers_ask(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    poll = find_poll(request, pk)

    def serve() -> str:
        asked = services.ask_newcomers(poll, by=request.membership)
        return "Chacun reçoit son lien." if asked else "Tout le monde était déjà interrogé."

    return act(request, poll, serve)


@require_POST
def reminders(request: TenantRequest, pk: UUID) -> HttpResponse:
    """« now » sends one at once; « off » and « on » stop and resume those to come."""
    require(request.membership, policy.PLAN)
    poll, wanted = find_poll(request, pk), request.POST.get("act", "now")

    def serve() -> str:
        if wanted == "now":
            return shape.reminder_sentence(services.remind_now(poll, by=request.membership))
        services.set_reminders(poll, by=request.membership, on=wanted == "on")
        return "Les rappels reprennent." if wanted == "on" else "Plus aucun rappel ne partira."

    return act(request, poll, serve)


@require_POST
def poll_stop(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    poll = find_poll(request, pk)

    def serve() -> str:
        services.stop_poll(poll, by=request.membership)
        return "Sondage arrêté : les liens disent qu’aucune réponse n’est plus attendue."

    return act(request, poll, serve)


@require_POST
def poll_reopen(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    poll = find_poll(request, pk)

    def serve() -> str:
        services.reopen_poll(poll, by=request.membership)
        return "Sondage rouvert, réponses gardées. Rien n’est envoyé : proposez d’autres dates ou choisissez-en une."

    return act(request, poll, serve)
