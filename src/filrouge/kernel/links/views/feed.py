"""A calendar read by a program: no cookie, no page, the right key or nothing."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from filrouge.kernel.links import limits, services
from filrouge.kernel.links.feeds import calendar_feeds
from filrouge.kernel.links.views.open import HEADERS

REVALIDATED = "private, no-cache"  # kept, but asked for again each time


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    link = services.resolve(token)
    feed = calendar_feeds.get(link.purpose) if link else None
    if link is None or feed is None:
        too_many = limits.count_wrong_token(request)
        return answer(b"", status=429 if too_many else 404)
    if not link.is_open_at(timezone.now()) or not link.person.is_present_on(timezone.localdate()):
        return answer(b"", status=410)
    try:
        content = feed(link)
    except Http404:  # the group is gone
        return answer(b"", status=410)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = answer(content)
    response["ETag"] = etag
    return get_conditional_response(request, etag, response=response) or response


def answer(content: bytes, status: int = 200) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", status=status)
    for name, value in (HEADERS | {"Cache-Control": REVALIDATED}).items():
        response[name] = value
    return response
