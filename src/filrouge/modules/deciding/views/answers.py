"""What the views share: finding a row, doing an act and coming back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import queries
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.meetings.models import AgendaItem


def find_ballot(request: TenantRequest, pk: UUID) -> Ballot:
    return get_object_or_404(queries.ballots_whole(request.membership), pk=pk)


def item_to_decide(request: TenantRequest, pk: UUID) -> AgendaItem:
    return get_object_or_404(queries.items_to_decide(request.membership), pk=pk)


def wants_json(request: TenantRequest) -> bool:
    """The screen of a session sends its forms itself, and only hears whether it was done."""
    return request.headers.get("Accept") == "application/json"


def act(request: TenantRequest, ballot: Ballot, serve: Callable[[], object], done: str = "") -> HttpResponse:
    """Do what a button asks, then show the ballot again with what was said."""
    error = ""
    try:
        serve()
    except ValidationError as refusal:
        error = " ".join(refusal.messages)
    if wants_json(request):
        return JsonResponse({"error": error}, status=422 if error else 200)
    if error:
        messages.error(request, error)
    elif done:
        messages.success(request, done)
    return redirect(ballot)


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
