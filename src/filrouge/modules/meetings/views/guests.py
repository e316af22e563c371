"""Inviting somebody to one item of the agenda, and to nothing else."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import GuestForm
from filrouge.modules.meetings.models import AgendaItem, Participant
from filrouge.modules.meetings.views.answers import find_item
from filrouge.ui.forms import refuse


@require_http_methods(["GET", "HEAD", "POST"])
def guest_invite(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_item(pk, item)
    form = GuestForm(request.POST or None, meeting=row.meeting)
    if request.method == "POST" and form.is_valid():
        try:
            guest = invite(row, form, by=request.membership)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, said(guest))
            return redirect(row)
    context = {
        "form": form,
        "item": row,
        "meeting": row.meeting,
        "time": queries.item_times(row.meeting).get(row.pk),
        "guests": queries.guests_of(row.meeting).filter(item=row),
    }
    return render(request, "meetings/guest.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def invite(item: AgendaItem, form: GuestForm, *, by: Membership) -> Participant:
    return services.invite_guest(item, form.known_or_added(by=by), by=by)


def said(guest: Participant) -> str:
    name = guest.person.full_name
    if not guest.person.email:
        return f"{name} est invité·e à ce point. Sans adresse e-mail, prévenez cette personne autrement."
    if guest.meeting.status == MeetingStatus.CONVENED:
        return f"{name} est invité·e à ce point : l’invitation part."
    return f"{name} est invité·e à ce point. L’invitation partira avec la convocation."
