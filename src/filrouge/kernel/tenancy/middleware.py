from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from filrouge.kernel.accounts.models import User
from filrouge.kernel.reading import reading
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.queries import memberships_of_user
from filrouge.kernel.tenancy.scope import organisation_scope


class OrganisationMiddleware:
    """Open the scope of the organisation named in the address around the whole response.

    Pages marked ``login_not_required`` inside an organisation are those of personal links: they get the organisation,
    never a membership.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.organisation = request.membership = None  # type: ignore[attr-defined]
            request._organisation_stack = stack  # type: ignore[attr-defined]
            response = self.get_response(request)
            patch_vary_headers(response, ["HX-Request"])
            if response.status_code >= 500 and connection.in_atomic_block and stack._exit_callbacks:  # type: ignore[attr-defined]
                # the failed view already became an answer: keep nothing half-written
                transaction.set_rollback(True)
            return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        slug = kwargs.pop("organisation", None)
        if slug is None:
            return None
        if getattr(view, "login_required", True):
            membership = find_membership(request, slug)
            organisation = membership.organisation
            request.membership = membership  # type: ignore[attr-defined]
        else:
            organisation = find_organisation(slug)
        request.organisation = organisation  # type: ignore[attr-defined]
        stack: ExitStack = request._organisation_stack  # type: ignore[attr-defined]
        stack.enter_context(organisation_scope(organisation))
        if request.method in {"GET", "HEAD"}:
            stack.enter_context(reading())  # what two parts of a page ask is asked once
        return None


def find_membership(request: HttpRequest, slug: str) -> Membership:
    """404, not 403, for strangers: a closed door does not say that a house stands behind it."""
    assert isinstance(request.user, User)  # LoginRequiredMiddleware comes first
    mine = list(memberships_of_user(request.user))
    membership = next((one for one in mine if one.organisation.slug == slug), None)
    if membership is None:
        raise Http404
    membership.user = request.user
    request.memberships = mine  # type: ignore[attr-defined]  # asked once, for the switcher too
    return membership


def find_organisation(slug: str) -> Organisation:
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise Http404
    return organisation
