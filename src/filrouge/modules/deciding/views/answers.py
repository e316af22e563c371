"""What the views share: finding a row, doing an act and coming back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import queries
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.meetings.models import AgendaItem


def find_ballot(request: TenantRequest, pk: UUID) -> Ballot:
    return get_object_or_404(queries.ballots_whole(request.membership), pk=pk)


def item_to_decide(request: TenantRequest, pk: UUID) -> AgendaItem:
    return get_object_or_404(queries.items_to_decide(request.membership), pk=pk)


def act(request: TenantRequest, ballot: Ballot, serve: Callable[[], object], done: str = "") -> HttpResponse:
    """Do what a button asks, then show the ballot again with what was said."""
    try:
        serve()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if done:
            messages.success(request, done)
    return redirect(way_back(request, ballot))


def way_back(request: TenantRequest, ballot: Ballot) -> str:
    """The page where the session is held when the act was asked from there, else that of the ballot."""
    if request.POST.get("back") == "session" and ballot.meeting_id:
        return reverse("meetings:session", args=[request.organisation.slug, ballot.meeting_id])
    return ballot.get_absolute_url()


def form_sentence(form: BaseForm) -> str:
    """Every error of a form, for pages that show them together."""
    return " ".join(str(line) for lines in form.errors.values() for line in lines)


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
