"""What the views share: finding a row, doing an act and coming back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import queries
from filrouge.modules.deciding.models import Ballot


def find_ballot(pk: UUID) -> Ballot:
    return get_object_or_404(queries.ballots_whole(), pk=pk)


def act(request: TenantRequest, ballot: Ballot, serve: Callable[[], object], done: str = "") -> HttpResponse:
    """Do what a button asks, then show the ballot again with what was said."""
    try:
        serve()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if done:
            messages.success(request, done)
    return redirect(ballot)


def form_sentence(form: BaseForm) -> str:
    """Every error of a form, for pages that show them together."""
    return " ".join(str(line) for lines in form.errors.values() for line in lines)
