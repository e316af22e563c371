from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from filrouge.kernel.accounts.models import User
from filrouge.kernel.accounts.queries import has_second_factor

SESSION_KEY = "second_factor_seen"


class SecondFactorMiddleware:
    """Send members of a demanding organisation to set up their second factor first.

    Only pages inside that organisation are held: the account's own pages, where the factor is set up, stay open,
    and so do the person's other organisations.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        membership = getattr(request, "membership", None)
        if membership is None or not membership.organisation.requires_second_factor:
            return None
        assert isinstance(request.user, User)
        if is_strong(request, request.user):
            return None
        query = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
        address = f"{reverse('account_second_factor_required')}?{query}"
        if request.headers.get("HX-Request") == "true":
            return HttpResponseClientRedirect(address)
        return HttpResponseRedirect(address)


def is_strong(request: HttpRequest, user: User) -> bool:
    """The session was opened with a second factor, or the account has one and will be asked for it next time.

    The answer « yes » is kept in the session; the last factor cannot be removed while a team requires it.
    """
    if request.session.get(SESSION_KEY) == str(user.pk):
        return True
    methods = {record.get("method") for record in get_authentication_records(request, user)}
    by_provider = settings.OIDC_IS_SECOND_FACTOR and "socialaccount" in methods
    if not (by_provider or has_second_factor(user)):
        return False
    request.session[SESSION_KEY] = str(user.pk)
    request.session.pop("second_factor_next", None)
    return True
