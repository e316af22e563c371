"""The room: what the wall shows, what a phone opens from it without account. Names are trusted as on a paper sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from filrouge.kernel.identifiers.spoken import clean_code
from filrouge.kernel.links.limits import count_wrong_token
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.maturity import forms, notifications, policy, queries, services
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.views.assessments import found
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

ROOM_IS_OPEN = "Chacun peut répondre depuis cette adresse, jusqu’à ce soir."
Page = Callable[..., HttpResponse]


@require_safe
def wall(request: TenantRequest, pk: UUID) -> HttpResponse:
    """The screen of the room; it asks again how many have answered."""
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    if not assessment.has_room_on(timezone.localdate()):
        page = assessment.get_absolute_url()
        return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
    context = {
        "assessment": assessment,
        "url": notifications.room_url(assessment),
        "address": notifications.code_address(),
    }
    return render(request, "maturity/room/wall.html#turnout" if request.htmx else "maturity/room/wall.html", context)


@require_POST
def room_open(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    if attempt(request, lambda: services.open_room(assessment, by=request.membership), ROOM_IS_OPEN):
        return redirect("maturity:wall", request.organisation.slug, pk)
    return redirect(assessment)


@require_POST
def room_close(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    done = "L’adresse affichée dans la salle ne s’ouvre plus. Les liens personnels marchent toujours."
    attempt(request, lambda: services.close_room(assessment, by=request.membership), done)
    return redirect(assessment)


def in_the_room(page: Page) -> Page:
    """Opened by the code of the wall alone; a wrong one learns nothing, not even the name of the team."""

    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @ensure_csrf_cookie
    @never_cache
    @wraps(page)
    def guarded(request: HttpRequest, code: str, **rest: Any) -> HttpResponse:
        assessment = queries.with_room(clean_code(code))
        return wrong_code(request) if assessment is None else page(request, assessment, **rest)

    return guarded


@login_not_required
@require_safe
@never_cache
def code_page(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "")
    if not typed:
        return render(request, "maturity/room/code.html", {"organisation": None})
    assessment = queries.with_room(clean_code(typed))
    if assessment is None:
        return wrong_code(request)
    return redirect("maturity:door", current_organisation().slug, assessment.room_code)


@in_the_room
def door(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """« Qui êtes-vous ? »"""
    invitations = sorted(
        assessment.invitations.select_related("person"), key=lambda one: one.person.get_profession_display()
    )
    return render(request, "maturity/room/door.html", {"assessment": assessment, "invitations": invitations})


@in_the_room
def answer(request: HttpRequest, assessment: Assessment, invitation: UUID) -> HttpResponse:
    one = get_object_or_404(assessment.invitations.select_related("person"), pk=invitation)
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, assessment=assessment)
    by = Actor(one.name, person_id=one.person_id)
    if request.method == "POST" and accepted(form, lambda: services.answer(assessment, by=by, **form.told())):
        return redirect(request.path)
    context = {
        "invitation": one,
        "assessment": assessment,
        "form": form,
        "takes_answers": True,
        "count": len(form.codes),
        "code": assessment.room_code,
    }
    return render(request, "maturity/links/answer.html", context, status=422 if form.is_bound else 200)


def wrong_code(request: HttpRequest) -> HttpResponse:
    too_many = count_wrong_token(request)
    context = {"organisation": None, "wrong": not too_many, "too_many": too_many}
    return render(request, "maturity/room/code.html", context, status=429 if too_many else 404)
