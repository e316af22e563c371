from __future__ import annotations

from io import BytesIO
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.links import devices, limits
from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.people.queries import people_by_ids, people_on
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.queries import person_of
from filrouge.modules.rcp import exports, notifications, policy, services
from filrouge.modules.rcp.forms import AskForm
from filrouge.modules.rcp.models import EntryPoster
from filrouge.modules.rcp.views import shape
from filrouge.ui.http import sentence

POSTER_HEADERS = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def entrances(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    open_links = Link.objects.filter(purpose=notifications.ENTRY, revoked_at__isnull=True)
    known = {link.person_id: link for link in open_links.filter(expires_at__gt=timezone.now())}
    people = [(person, known.get(person.pk)) for person in people_on(timezone.localdate())]
    context = {
        "people": people,
        "without": sum(link is None and bool(person.email) for person, link in people),
        "poster": EntryPoster.objects.filter(withdrawn_at__isnull=True).first(),
        "tabs": shape.tabs(request, "entrances"),
    }
    return render(request, "rcp/entrances.html", context)


@require_POST
def links_send(request: TenantRequest) -> HttpResponse:
    """To one person, or to all those of the team who have no link yet."""
    require(request.membership, policy.KEEP)
    people = people_on(timezone.localdate())
    if "person" in request.POST:
        chosen = [get_object_or_404(people, pk=as_key(request.POST["person"]))]
    else:
        have = Link.objects.filter(purpose=notifications.ENTRY, revoked_at__isnull=True, expires_at__gt=timezone.now())
        chosen = list(people.exclude(pk__in=have.values("person")).exclude(email=""))
    try:
        count = services.send_entry_links(chosen, by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, "Le lien part." if count == 1 else f"{count} liens partent.")
    return redirect("rcp:entrances", request.organisation.slug)


@require_POST
def link_mine(request: TenantRequest) -> HttpResponse:
    """Somebody with an account who notes from their phone, without signing in there."""
    require(request.membership, policy.NOTE)
    me = person_of(request.membership)
    if me is None or not me.email:
        messages.error(request, "Votre fiche n’a pas d’adresse e-mail : demandez à la coordination de la compléter.")
    else:
        services.ask_for_link(me.email)
        messages.success(request, f"Votre lien part vers {me.email}. Ouvrez-le sur votre téléphone.")
    return redirect("rcp:entry", request.organisation.slug)


def as_key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


@require_POST
def poster_prepare(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.prepare_poster(by=request.membership)
    messages.success(request, "L’affiche est prête. Une affiche plus ancienne ne s’ouvre plus.")
    return redirect("rcp:entrances", request.organisation.slug)


@require_POST
def poster_withdraw(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.withdraw_poster(get_object_or_404(EntryPoster, pk=pk), by=request.membership)
    messages.success(request, "L’affiche est retirée : son code ne s’ouvre plus.")
    return redirect("rcp:entrances", request.organisation.slug)


@require_safe
def poster_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    poster = get_object_or_404(EntryPoster, pk=pk, withdrawn_at__isnull=True)
    url = notifications.poster_url(poster)
    drawing = BytesIO()
    segno.make(url, error="m").save(drawing, kind="png", scale=12, border=4)
    document = exports.poster_document(request.organisation, drawing.getvalue(), url)
    return pdf_answer(document, "Affiche des concertations à deux")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def poster(request: HttpRequest, token: str) -> HttpResponse:
    """Where the code of the staff room leads: one's own link, by mail or, on a device that knows one, at once."""
    sheet = notifications.poster_of(token)
    if sheet is None:
        too_many = limits.count_wrong_token(request)
        context = {"organisation": None, "too_many": too_many}
        return render(request, "links/unknown.html", context, status=429 if too_many else 404)
    if sheet.withdrawn_at is not None:
        return render(request, "links/closed.html", status=410)
    response = answer_poster(request)
    for name, value in POSTER_HEADERS.items():
        response[name] = value
    return response


def answer_poster(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    known = [one for one in people_by_ids(as_keys(devices.people_on(request))) if one.is_present_on(today)]
    form = AskForm(request.POST or None)
    context = {"known": known, "form": form, "sent": False}
    if request.method == "POST" and form.is_valid():
        if person := next((one for one in known if one.pk == form.cleaned_data["person"]), None):
            return redirect(links.url_of(notifications.entry_link(person)))
        if email := form.cleaned_data["email"]:
            services.ask_for_link(email)
            context["sent"] = True
    return render(request, "rcp/poster.html", context, status=422 if form.errors else 200)


def as_keys(known: list[str]) -> list[UUID]:
    return [UUID(key) for key in known]
