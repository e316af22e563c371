from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from filrouge.kernel.accounts.models import User
from filrouge.kernel.policy import can, require
from filrouge.kernel.registry import Stake
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.queries import memberships_of_user
from filrouge.reports.today import policy, queries, services
from filrouge.reports.today.faces import DUE, face_of
from filrouge.reports.today.queries import Desk
from filrouge.ui.typography import duration

# Fictional accounts of the demonstration, shown on its door (see reports/demo).
DEMO_EMAIL, DEMO_PASSWORD = "coordination@demo.filrouge.example", "demonstration"
HOURS = (30, 60, 120, 180, 240, 420)  # minutes one says to have today
USUAL = 180
MOST_STORIES = 15


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The door: what the product is and how to sign in; for a member, what waits in all their organisations."""
    if not isinstance(request.user, User):
        accounts = [("Adresse", DEMO_EMAIL), ("Mot de passe", DEMO_PASSWORD)]
        return render(request, "today/door.html", {"demo": settings.DEMO, "accounts": accounts})
    memberships = list(memberships_of_user(request.user))
    if len(memberships) == 1:
        return redirect(memberships[0].organisation)
    context = back(request, queries.desks_of(memberships, request)) | {"several": True}
    return render(request, "today/organisations.html", context)


@require_safe
def home(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.HOME)
    desk = queries.desk_here(request.membership, request)
    context = back(request, [(request.membership, desk)]) | {"money_waits": can(request.membership, policy.MONEY)}
    return render(request, "today/home.html", context)


@require_safe
def money(request: TenantRequest) -> HttpResponse:
    """What the acts still to be done would bring."""
    require(request.membership, policy.MONEY)
    stakes = [(stake, request.membership) for stake in queries.stakes_here(request.membership, request)]
    page = "today/_stakes.html" if request.htmx else "today/money.html"
    return render(request, page, at_stake(stakes))


def back(request: HttpRequest, desks: Sequence[tuple[Membership, Desk]]) -> dict[str, Any]:
    """The page of somebody who comes back, for one organisation or for all of theirs."""
    face = face_of(desks[0][0]) if desks else ()
    stakes = [(stake, membership) for membership, desk in desks for stake in desk.stakes]
    stories = [(story, membership) for membership, desk in desks for story in desk.news.stories]
    return {
        "desks": [(membership, queries.late_in(desk)) for membership, desk in desks],
        "sections": queries.sections_of(desks, face, request.GET.get("tout", "")),
        "stories": sorted(stories, key=lambda pair: pair[0].latest.happened_at, reverse=True)[:MOST_STORIES],
        "facts": sum(desk.news.total for _membership, desk in desks),
        "more_facts": any(desk.news.more for _membership, desk in desks),
        "since": min((desk.news.since for _membership, desk in desks), default=None),
        **at_stake(stakes),
        "today": timezone.localdate(),
        "plans": any(can(membership, policy.PLAN) for membership, _desk in desks),
        "next_visit": min((desk.next_visit for _membership, desk in desks), default=None),
        "visits": DUE in face,
        "visit_known": all(desk.known for _membership, desk in desks),
    }


def at_stake(stakes: Sequence[tuple[Stake, Membership]]) -> dict[str, Any]:
    return {
        "stakes": sorted(stakes, key=lambda pair: -pair[0].euros),
        "at_stake": sum(stake.euros for stake, _membership in stakes),
    }


@require_safe
def day(request: TenantRequest) -> HttpResponse:
    """The plan of the day in one organisation."""
    require(request.membership, policy.PLAN)
    page = "today/_plan.html" if request.htmx else "today/day.html"
    return render(request, page, planned(request, [request.membership]))


@require_safe
def day_everywhere(request: HtmxRequest) -> HttpResponse:
    """The plan of the day in all of one's organisations."""
    memberships = [one for one in memberships_of_user(request.user) if can(one, policy.PLAN)]
    page = "today/_plan.html" if request.htmx else "today/day_everywhere.html"
    return render(request, page, planned(request, memberships) | {"several": True})


def planned(request: HttpRequest, memberships: Sequence[Membership]) -> dict[str, Any]:
    days = [queries.day_of(membership, request) for membership in memberships]
    present = sum(desk.present or 0 for desk, _candidates in days)
    asked = MinutesForm(request.GET)
    minutes = asked.cleaned_data["minutes"] if asked.is_valid() else present or USUAL
    choices = sorted({*HOURS, minutes})
    return {
        "plan": queries.plan_day([one for _desk, candidates in days for one in candidates], minutes),
        "hours": [(duration(one), f"{request.path}?minutes={one}", one == minutes) for one in choices],
        "present": present,
        "today": timezone.localdate(),
    }


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails
    user: User


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(min_value=15, max_value=12 * 60)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Posted by the home page once it is read on a screen: what came before is no longer news at the next visit."""
    assert isinstance(request.user, User)  # LoginRequiredMiddleware comes first
    services.record_visit(request.user, timezone.now())
    return HttpResponse(status=204)


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For the reverse proxy and the supervisor: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
