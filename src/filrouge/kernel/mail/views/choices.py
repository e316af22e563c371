"""What a person wants to receive: behind a personal link, or for a member under their own name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.views.open import refuse_closed, refuse_unknown, secret_address
from filrouge.kernel.mail import choosing, policy
from filrouge.kernel.mail.enums import Choice, Urgency
from filrouge.kernel.mail.forms import ChoicesForm
from filrouge.kernel.mail.kinds import kind_label, legal_kinds, mail_kinds
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.ui.forms import accepted

KEPT = "C’est noté : vos choix valent dès maintenant."


def choices_page(request: HttpRequest, link: Link) -> HttpResponse:
    return choices(request, link.person, "mail/choices_link.html", by=links.actor_of(link))


@require_http_methods(["GET", "HEAD", "POST"])
def my_choices(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.CHOOSE)
    person = Person.objects.filter(user=request.membership.user_id).first()
    if person is None:
        return render(request, "mail/choices.html", {"form": None})
    return choices(request, person, "mail/choices.html", by=request.membership)


def choices(request: HttpRequest, person: Person, template: str, *, by: Membership | Actor) -> HttpResponse:
    times = choosing.digest_time_of(person)
    form = ChoicesForm(request.POST or None, chosen=choosing.choices_of(person), digest_time=times)
    if request.method == "POST" and accepted(form, lambda: keep(person, form, by=by)):
        messages.success(request, KEPT)
        return redirect(request.path)
    context = {"form": form, "holder": person, "legal": legal_kinds()}
    return render(request, template, context, status=422 if form.is_bound else 200)


def keep(person: Person, form: ChoicesForm, *, by: Membership | Actor) -> None:
    choosing.choose(person, form.kinds(), by=by)
    choosing.choose_digest_time(person, **form.digest_time(), by=by)


@csrf_exempt  # posted to by mail programs, without a session: the address is the key
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str, kind: str) -> HttpResponseBase:
    """The « se désabonner » of a mail program (RFC 8058). Opening it shows; only posting acts."""
    return secret_address(lambda asked, key: stop_kind(asked, key, kind))(request, token)


def stop_kind(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    link = links.resolve(token)
    if link is None or link.purpose != choosing.PURPOSE:
        return refuse_unknown(request)
    if not link.is_open_at(timezone.now()) or not link.person.is_present_on(timezone.localdate()):
        return refuse_closed(request)
    found = mail_kinds.get(kind)
    if found is None:
        raise Http404
    legal = found.urgency == Urgency.LEGAL
    if request.method == "POST" and not legal:
        choice = Choice.AT_ONCE if "again" in request.POST else Choice.NEVER
        choosing.choose(link.person, {kind: choice}, by=links.actor_of(link))
        if "List-Unsubscribe" not in request.POST:  # a program must be answered without a redirection
            return redirect(request.path)
    context: dict[str, Any] = {"label": kind_label(kind), "legal": legal, "choices_url": links.url_of(link)}
    context["stopped"] = choosing.choice_of(link.person, kind) == Choice.NEVER
    return render(request, "mail/stop.html", context, status=422 if legal and request.method == "POST" else 200)
