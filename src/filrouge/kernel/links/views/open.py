from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from filrouge.kernel.links import devices, limits, services
from filrouge.kernel.links.views.device import ask_for_code
from filrouge.kernel.registry import link_pages

HEADERS = {
    # never « no-referrer »: browsers then post with « Origin: null », which the forgery protection refuses
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
}
View = Callable[..., HttpResponseBase]


def secret_address(view: View) -> View:
    """The address of the page is a key: it must neither be cached, nor indexed, nor told to other sites."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        response = view(request, token)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return guarded


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
@secret_address
def open_link(request: HttpRequest, token: str) -> HttpResponseBase:
    link = services.resolve(token)
    page = link_pages.get(link.purpose) if link else None
    if link is None or page is None:
        return refuse_unknown(request)
    if not link.is_open_at(timezone.now()) or not link.person.is_present_on(timezone.localdate()):
        return refuse_closed(request)
    if devices.is_elsewhere(request, link):
        return ask_for_code(request, link)
    try:
        response = page(request, link)
    except Http404:  # what the link was about is gone
        return refuse_closed(request)
    if request.method == "POST" and response.status_code < 400:
        services.touch(link)
        devices.remember(request, response, link)
    return response


def refuse_unknown(request: HttpRequest) -> HttpResponse:
    """Somebody with a wrong address learns nothing, not even the name of the team."""
    too_many = limits.count_wrong_token(request)
    context = {"organisation": None, "too_many": too_many}
    return render(request, "links/unknown.html", context, status=429 if too_many else 404)


def refuse_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "links/closed.html", status=410)
