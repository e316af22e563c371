"""« J’y étais »: a presence said by the person, through a personal link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import ATTENDED, DeclaredHow, MeetingStatus
from filrouge.modules.meetings.forms import DeclarationForm
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.forms import accepted, form_sentence


def presence_page(request: HttpRequest, link: Link, participant: Participant) -> HttpResponse:
    """One question: were you there? Until the minutes are approved."""
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and declared(form, link, participant):
        return redirect(request.path)
    context = presence_context(participant) | {"form": form}
    if form.errors:
        context["error"] = form_sentence(form)
    return render(request, "meetings/links/presence.html", context, status=422 if form.errors else 200)


def declared(form: DeclarationForm, link: Link, participant: Participant) -> bool:
    return accepted(
        form,
        lambda: services.declare_and_sign(
            participant,
            by=links.actor_of(link),
            how=DeclaredHow.LINK,
            drawing=form.cleaned_data["signature"],
            **form.declared(participant.meeting),
        ),
    )


def presence_context(participant: Participant) -> dict[str, Any]:
    """What ``links/_presence.html`` shows."""
    status = participant.meeting.status
    return {
        "meeting": participant.meeting,
        "participant": participant,
        "time": queries.time_of(participant),
        "attended": participant.presence in ATTENDED,
        "signable": status in {MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW},
        "over": status != MeetingStatus.OPEN or participant.meeting.is_over,
    }


@require_POST
def presence_ask(request: TenantRequest, pk: Any) -> HttpResponse:
    require(request.membership, policy.HOLD)
    try:
        count = services.ask_who_was_there(find_meeting(pk), by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        messages.success(request, "Message envoyé." if count == 1 else f"{count} messages envoyés.")
    return redirect("meetings:session", request.organisation.slug, pk)
