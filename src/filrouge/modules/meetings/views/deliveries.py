"""Frozen minutes: sent, and read by their link."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filrouge.kernel.files.responses import file_response
from filrouge.kernel.links.models import Link
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import DeliveryForm
from filrouge.modules.meetings.models import Delivery, Meeting
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.forms import accepted
from filrouge.ui.typography import count


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_send(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    minutes = meeting.minutes_versions.first()
    if minutes is None or meeting.status != MeetingStatus.APPROVED:
        messages.info(request, "Seul un compte rendu approuvé se diffuse.")
        return redirect(meeting)
    form = DeliveryForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and accepted(form, lambda: send(request, meeting, form)):
        return redirect("meetings:send", request.organisation.slug, pk)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "form": form,
        "receivers": queries.receivers_of(meeting, minutes),
        "deliveries": queries.deliveries_of(minutes),
    }
    return render(request, "meetings/send.html", context, status=422 if form.errors else 200)


def send(request: TenantRequest, meeting: Meeting, form: DeliveryForm) -> None:
    sent = services.send_minutes(meeting, form.cleaned_data["people"], by=request.membership)
    if sent:
        messages.success(request, f"Le compte rendu part à {count(len(sent), 'personne')}.")
    else:
        messages.info(request, "Rien n’est parti : ces personnes l’ont déjà reçu.")


def minutes_page(request: HttpRequest, link: Link) -> HttpResponseBase:
    """By the personal link: a tap says it was opened, then the file and its annexes are read here."""
    delivery = find_delivery(link)
    meeting, minutes = delivery.minutes.meeting, delivery.minutes
    if request.method == "POST":
        services.open_minutes(delivery)
        return redirect(f"{request.path}?lire")
    annexes = queries.annexes_of(meeting, minutes)
    if delivery.opened_at is not None and "lire" in request.GET:
        return file_response(minutes.file, inline=True)
    if delivery.opened_at is not None and (asked := request.GET.get("annexe")):
        for annex in annexes:
            if str(annex.position) == asked:
                return file_response(annex.file, inline=True)
    latest = meeting.minutes_versions.all()[0]
    context = {"delivery": delivery, "meeting": meeting, "minutes": minutes, "latest": latest, "annexes": annexes}
    return render(request, "meetings/links/minutes.html", context)


def find_delivery(link: Link) -> Delivery:
    """Nothing for who may no longer read this meeting."""
    rows = Delivery.objects.select_related("person", "minutes__file", "minutes__meeting__type")
    delivery = rows.filter(pk=link.object_id, person_id=link.person_id).first()
    if delivery is None or not queries.may_receive(delivery.minutes.meeting).filter(pk=link.person_id).exists():
        raise Http404
    return delivery
