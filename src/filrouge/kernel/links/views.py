from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie

from filrouge.kernel.links import services
from filrouge.kernel.registry import link_pages


@login_not_required
@ensure_csrf_cookie
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    link = services.resolve(token)
    page = link_pages.get(link.purpose) if link else None
    if link is None or page is None or not link.is_open_at(timezone.now()):
        raise Http404
    return page(request, link)
