from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.today import policy, queries

# Fictional accounts of the demonstration, shown on its door (see reports/demo).
DEMO_EMAIL, DEMO_PASSWORD = "coordination@demo.filrouge.example", "demonstration"


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The door: what the product is and how to sign in; for a member, their organisations and what waits there."""
    if not request.user.is_authenticated:
        accounts = [("Adresse", DEMO_EMAIL), ("Mot de passe", DEMO_PASSWORD)]
        return render(request, "today/door.html", {"demo": settings.DEMO, "accounts": accounts})
    memberships = (
        Membership.objects.filter(user=request.user)
        .select_related("organisation", "user")
        .order_by("organisation__name")
    )
    if len(memberships) == 1:
        return redirect(memberships[0].organisation)
    return render(request, "today/organisations.html", {"desks": queries.desks_of(memberships)})


@require_safe
def home(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.HOME)
    context = {
        "sections": queries.sections_for(request.membership),
        "news": queries.news_for(request.membership),
        "today": timezone.localdate(),
    }
    return render(request, "today/home.html", context)


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For the reverse proxy and the supervisor: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
