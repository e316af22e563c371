"""The door: a code, then « Qui êtes-vous ? »."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.accounts.models import User
from filrouge.kernel.identifiers.spoken import clean_code
from filrouge.kernel.links import devices
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.live import queries, services
from filrouge.modules.live.forms import GuestForm
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.views.common import wrong_code
from filrouge.modules.live.views.seating import bearer, give_seat, seat_in
from filrouge.modules.meetings.enums import DeclaredHow
from filrouge.modules.meetings.models import Participant
from filrouge.ui.http import sentence


@login_not_required
@require_safe
@never_cache
def code_page(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "")
    if not typed:
        return render(request, "live/code.html", {"organisation": None})
    live = find_open(typed)
    if live is None:
        return wrong_code(request, typed)
    return redirect("live:join", current_organisation().slug, live.code)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    live = find_open(code)
    if live is None:
        return wrong_code(request, code)
    if seat_in(request, live.pk) is not None:
        return redirect(live)
    form, error = GuestForm(), ""
    if request.method == "POST":
        form = GuestForm(request.POST) if "name" in request.POST else form
        try:
            if seat := sit(request, live, form):
                return come_in(live, seat)
        except ValidationError as refusal:
            error = sentence(refusal)
    context = who_is_there(request, live) | {"live": live, "meeting": live.meeting, "form": form, "error": error}
    return render(request, "live/join.html", context, status=422 if request.method == "POST" else 200)


def find_open(typed: str) -> LiveSession | None:
    code = clean_code(typed)
    return queries.live_with_code(code) if code else None


def sit(request: HttpRequest, live: LiveSession, form: GuestForm) -> Seat | None:
    letter = bearer(request)
    how = DeclaredHow.QR if "qr" in request.GET else DeclaredHow.CODE
    if letter and letter == request.POST.get("participant"):
        how = DeclaredHow.LINK
    if form.is_bound:
        return services.ask_as_guest(live, **form.cleaned_data, how=how) if form.is_valid() else None
    chosen = [one for one in queries.expected_at(live) if str(one.pk) == request.POST.get("participant")]
    if not chosen:
        raise ValidationError("Touchez votre nom dans la liste, ou présentez-vous plus bas.", code="nobody")
    return services.take_seat(live, chosen[0], how=how)


def come_in(live: LiveSession, seat: Seat) -> HttpResponse:
    response = redirect(live)
    give_seat(response, seat)
    return response


def who_is_there(request: HttpRequest, live: LiveSession) -> dict[str, Any]:
    """Those called, by profession; those whose phone is already in; who this device is known to belong to.

    A guest of one item comes by their link, or by their name: they are not shown who is called.
    """
    expected = list(queries.expected_at(live))
    taken = queries.taken_by(live)
    known = known_here(request, expected)
    guest = any(one.item_id for one in known)
    called = [] if guest else [one for one in expected if one.item_id is None]
    return {"guest": guest, "called": called, "taken": taken, "known": [one for one in known if one.pk not in taken]}


def known_here(request: HttpRequest, expected: list[Participant]) -> list[Participant]:
    """They come from their invitation, a personal link of theirs has served on this device, or they are signed in."""
    people, user, letter = devices.people_on(request), request.user, bearer(request)
    if letter:
        return [one for one in expected if str(one.pk) == letter]
    return [
        one
        for one in expected
        if str(one.person_id) in people or (isinstance(user, User) and one.person.user_id == user.pk)
    ]
