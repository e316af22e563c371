"""« Déposer une preuve »: choose the indicator, give the files, say what they are; correct, take away, put back."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.core.files.base import File
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.files import queries as file_queries
from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.registry.gathered import counting_proofs_of
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.enums import Heading, heading_of
from filrouge.modules.aci.forms import CorrectForm, HandInForm, by_axis
from filrouge.modules.aci.models import Piece
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt, back_to
from filrouge.ui.typography import count

FORM_METHODS = ["GET", "HEAD", "POST"]
SALT = "aci.twins.v1"


@require_safe
def choose(request: TenantRequest) -> HttpResponse:
    """Of which indicator? With what the scale asks for each, and what is there already."""
    require(request.membership, policy.KEEP)
    year = shape.asked_year(request)
    proofs = queries.Proofs(counting_proofs_of(request.membership, year))
    axes = [(axis, [(one, proofs.papers(one.code)) for one in found]) for axis, found in by_axis(year)]
    return render(request, "aci/choose.html", {"year": year, "axes": axes, "next": request.GET.get("next", "")})


@require_http_methods(FORM_METHODS)
def hand_in(request: TenantRequest, year: int, indicator: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    heading = _heading(year, indicator)
    form = HandInForm(request.POST or None, request.FILES or None, code=heading.code)
    done = services.HandedIn()

    def keep() -> None:
        nonlocal done
        uploads = form.cleaned_data["uploads"]
        done = services.hand_in(year, heading.code, by=request.membership, uploads=uploads, **form.said())

    if request.method == "POST" and accepted(form, keep):
        return _after(request, heading, year, done, form.said())
    context = {"form": form, "year": year, "heading": heading, "next": _next(request)}
    context["choose_url"] = f"{reverse('aci:choose', args=[request.organisation.slug])}?annee={year}"
    context["back"] = _home(request, year, heading)
    return render(request, "aci/hand_in.html", context, status=422 if form.is_bound else 200)


def _after(
    request: TenantRequest, heading: Heading, year: int, done: services.HandedIn, said: dict[str, Any]
) -> HttpResponse:
    if done.kept:
        messages.success(request, f"{count(len(done.kept), 'preuve')} de plus pour « {heading.label} ».")
    if done.twins:
        day = said.get("happened_on")
        told = {
            "said": said | {"happened_on": day.isoformat() if day else ""},
            "files": [(twin.name, twin.sha256) for twin in done.twins],
        }
        token = signing.dumps([str(request.organisation.pk), year, heading.code, told], salt=SALT, compress=True)
        address = reverse("aci:twins", args=[request.organisation.slug, year, heading.code])
        return redirect(f"{address}?{urlencode({'fichiers': token, 'next': _next(request)})}")
    return redirect(_home(request, year, heading))


@require_http_methods(FORM_METHODS)
def twins(request: TenantRequest, year: int, indicator: str) -> HttpResponse:
    """These files are proofs already: keep them all the same?"""
    require(request.membership, policy.KEEP)
    heading = _heading(year, indicator)
    told = _told(request, year, heading)
    if told is None:
        return redirect("aci:hand_in", request.organisation.slug, year, indicator)
    if request.method == "POST":
        return _keep_twins(request, heading, year, told)
    known = queries.documents_of(request.membership, year)
    pairs = [(name, known[digest]) for name, digest in told["files"] if digest in known]
    context = {"pairs": pairs, "heading": heading, "year": year, "token": request.GET.get("fichiers", "")}
    return render(request, "aci/twins.html", context | {"next": _next(request), "back": _home(request, year, heading)})


def _keep_twins(request: TenantRequest, heading: Heading, year: int, told: dict[str, Any]) -> HttpResponse:
    said = told["said"] | {"happened_on": parse_date(told["said"]["happened_on"] or "")}
    kept = [(name, one) for name, digest in told["files"] if (one := file_queries.same_content(digest).first())]
    if not kept:
        messages.error(request, "Ces fichiers ne sont plus dans la maison : choisissez-les de nouveau.")
        return redirect("aci:hand_in", request.organisation.slug, year, heading.code)
    with ExitStack() as stack:
        uploads = [File(stack.enter_context(files.open_file(one)), name) for name, one in kept]
        attempt(
            request,
            lambda: services.hand_in(year, heading.code, by=request.membership, uploads=uploads, twice=True, **said),
            f"Gardé pour « {heading.label} » ; le même fichier ne compte qu’une fois.",
        )
    return redirect(_home(request, year, heading))


def _told(request: TenantRequest, year: int, heading: Heading) -> Any:
    """What the address says was handed in; None when it is too old, or of another page."""
    try:
        given = request.POST.get("fichiers") or request.GET.get("fichiers", "")
        organisation, *about, told = signing.loads(given, salt=SALT, max_age=86_400)
    except signing.BadSignature:
        return None
    return told if [organisation, *about] == [str(request.organisation.pk), year, heading.code] else None


@require_http_methods(FORM_METHODS)
def piece(request: TenantRequest, pk: UUID) -> HttpResponse:
    """One paper: read, corrected, taken away, put back."""
    require(request.membership, policy.KEEP)
    row = get_object_or_404(Piece.objects.select_related("file"), pk=pk)
    form = CorrectForm(request.POST or None, request.FILES or None, piece=row)

    def correct() -> None:
        services.correct_piece(row, by=request.membership, upload=form.cleaned_data["upload"], **form.said())

    heading = _heading(row.year, row.code)
    if request.method == "POST" and accepted(form, correct):
        messages.success(request, "C’est corrigé.")
        return redirect(_home(request, row.year, _heading(row.year, form.cleaned_data["code"])))
    context = {"form": form, "row": row, "heading": heading, "back": _home(request, row.year, heading)}
    context |= {"outcome": queries.outcome_of(request.membership, row), "next": _left(request)}
    return render(request, "aci/piece.html", context, status=422 if form.is_bound else 200)


@require_POST
def piece_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(Piece, pk=pk)
    attempt(request, lambda: services.remove_piece(row, by=request.membership), "Retirée : elle ne compte plus.")
    return redirect(row)


@require_POST
def piece_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(Piece, pk=pk)
    attempt(request, lambda: services.restore_piece(row, by=request.membership), "Remise : elle compte de nouveau.")
    return redirect(row)


def _heading(year: int, code: str) -> Heading:
    heading = heading_of(year, code)
    if heading is None:
        raise Http404
    return heading


def _next(request: TenantRequest) -> str:
    return back_to(request, "")


def _left(request: TenantRequest) -> str:
    """The page of ours that led to a paper: there one goes back once it is corrected."""
    came = urlsplit(request.headers.get("Referer", ""))
    ours = came.netloc == request.get_host() and came.path != request.path
    return _next(request) or (f"{came.path}?{came.query}" if ours else "")


def _home(request: TenantRequest, year: int, heading: Heading) -> str:
    """Where one came from; a link says it in the address, a form repeats it."""
    return back_to(request, f"{shape.address_of(request, year)}#{heading.code}")
