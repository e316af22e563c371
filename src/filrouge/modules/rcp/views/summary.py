"""The summary of a concertation: written in the browser, copied to the shared record, never sent here.

The page has no form, its fields no name, and its own security policy forbids it to send anything at all.
"""

from __future__ import annotations

from uuid import UUID

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.queries import person_of
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import Case

SILENT = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": ["data:"],
    "connect-src": [NONE],
    "form-action": [NONE],
    "font-src": [NONE],
    "manifest-src": [NONE],
    "worker-src": [NONE],
    "frame-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


@require_safe
def summary(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.NOTE)
    home = reverse("rcp:home", args=[request.organisation.slug])
    return page(request, None, person_of(request.membership), home)


@require_safe
def summary_of(request: TenantRequest, pk: UUID) -> HttpResponse:
    """With what is already known of the situation: its code, its date, the professions."""
    require(request.membership, policy.NOTE)
    case = get_object_or_404(queries.cases(request.membership), pk=pk)
    return page(request, case, person_of(request.membership), f"{case.get_absolute_url()}#verser")


def page(request: HttpRequest, case: Case | None, person: Person | None, back: str) -> HttpResponse:
    context = {
        "case": case,
        "code": case.code if case else "",
        "day": case.examined_on if case else timezone.localdate(),
        "professions": queries.professions_of(case) if case else [],
        "person": person,
        "back": back,
    }
    response = render(request, "rcp/summary.html", context)
    vars(response)["_csp_replace"] = SILENT  # what the decorator of django-csp does, around views only
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    return response
