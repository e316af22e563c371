from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from filrouge.kernel.work.kept import COOKIE, LONGEST


class ActedMiddleware:
    """Tell the browser of somebody with an account that they acted: what was kept before no longer holds for them.

    Said by chance figures that live two minutes in that browser. The server writes nothing: a session would keep the
    hour of a secret vote.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if request.method == "POST" and response.status_code < 400 and has_session:
            response.set_cookie(
                COOKIE,
                secrets.token_hex(4),
                max_age=2 * LONGEST,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
