from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.writing import answers
from filrouge.kernel.writing.services import NotesConflict, as_html
from filrouge.reports.annual import policy, queries, services
from filrouge.reports.annual.enums import FIRST_YEAR, Audience, Recipient
from filrouge.reports.annual.forms import ChapterForm, RecipientForm, RecipientsForm
from filrouge.reports.annual.models import ChapterText
from filrouge.reports.annual.views import shape
from filrouge.ui.forms import form_sentence
from filrouge.ui.http import attempt


@require_safe
def report(request: TenantRequest) -> HttpResponse:
    """The year, chapter by chapter: what the rooms count, what somebody wrote of it. Others read what is frozen."""
    require(request.membership, policy.READ)
    if not can(request.membership, policy.WRITE):
        return redirect("annual:versions", request.organisation.slug)
    year = shape.asked_year(request)
    found = queries.report_of(year)
    chapters = shape.shown(request, found, queries.outline_of(request.membership, year))
    context = {
        "year": year,
        "last": str(year - 1),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < timezone.localdate().year else None,
        "report": found,
        "chapters": chapters,
        "changed": [one for one in chapters if one.said],
        "written": sum(bool(one.text.version) for one in chapters),
        "recipients": [(one.value, one.to) for one in Recipient],
        "audiences": [(one.value, one.to) for one in Audience],
        "freeze_form": RecipientForm(),
        "can_freeze": can(request.membership, policy.FREEZE),
    }
    return render(request, "annual/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def chapter(request: TenantRequest, year: int, chapter: str) -> HttpResponse:
    """Read the text as it is, or save it. Scripts get JSON; without scripts, a page that loses nothing."""
    require(request.membership, policy.WRITE)
    shape.known_year(year)
    if request.method != "POST":
        return JsonResponse(answers.current(_text(year, chapter)))
    form = ChapterForm(request.POST)
    if not form.is_valid():
        return _answer(request, year, chapter, 422, {"error": form_sentence(form)})
    data = form.cleaned_data
    try:
        sent = as_html(data.pop("notes"))
        saved = services.write_chapter(
            year, chapter, by=request.membership, notes=sent, read_version=data.pop("version"), **data
        )
    except NotesConflict as conflict:
        return _answer(request, year, chapter, 409, answers.conflict(conflict))
    except ValidationError as error:
        return _answer(request, year, chapter, 422, answers.refused(error))
    return _answer(request, year, chapter, 200, answers.saved(saved, sent))


def _text(year: int, chapter: str) -> ChapterText:
    return get_object_or_404(ChapterText.objects.select_related("report"), report__year=year, chapter=chapter)


def _answer(request: TenantRequest, year: int, chapter: str, status: int, said: dict[str, Any]) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(said, status=status)
    back = shape.address_of(request, year, chapter)
    if status == 200:
        return redirect(back)
    text = ChapterText.objects.filter(report__year=year, chapter=chapter).select_related("report").first()
    mine = answers.marked_choice(said, request.POST.get("notes", ""))
    about = {"title": f"Rapport d’activité {year}"}
    context = {"about": about, "text": text or ChapterText(chapter=chapter), "mine": mine, "save_url": request.path}
    context |= {"back": back, "seen": request.POST.get("seen", ""), **said}
    return render(request, "writing/conflict.html", context, status=status)


@require_POST
def figures(request: TenantRequest, year: int, chapter: str) -> HttpResponse:
    """« Insérer les nouveaux chiffres » or « C’est vu »."""
    require(request.membership, policy.WRITE)
    told, text = shape.known_chapter(request, year, chapter), _text(year, chapter)
    if request.POST.get("act") == "insert":
        attempt(
            request,
            lambda: services.insert_figures(text, told, by=request.membership),
            "Les nouveaux chiffres sont dans le texte : relisez-le.",
        )
    else:
        services.see_figures(text, told, by=request.membership)
    return redirect(shape.address_of(request, year, chapter))


@require_POST
def propose(request: TenantRequest, year: int, chapter: str) -> HttpResponse:
    require(request.membership, policy.WRITE)
    told, text = shape.known_chapter(request, year, chapter), _text(year, chapter)
    seen = queries.seen_of(told)
    attempt(
        request,
        lambda: services.propose_again(text, seen, by=request.membership),
        "Le texte proposé est repris ; « Revenir au texte d’avant » rend le vôtre.",
    )
    return redirect(shape.address_of(request, year, chapter))


@require_POST
def undo(request: TenantRequest, year: int, chapter: str) -> HttpResponse:
    require(request.membership, policy.WRITE)
    text = _text(shape.known_year(year), chapter)
    attempt(request, lambda: services.undo(text, by=request.membership), "Le texte d’avant est repris.")
    return redirect(shape.address_of(request, year, chapter))


@require_POST
def recipients(request: TenantRequest, year: int, chapter: str) -> HttpResponse:
    require(request.membership, policy.WRITE)
    form = RecipientsForm(request.POST)
    chosen = form.cleaned_data["recipients"] if form.is_valid() else ["?"]
    attempt(
        request,
        lambda: services.show_chapter(shape.known_year(year), chapter, chosen, by=request.membership),
        "C’est noté.",
    )
    return redirect(shape.address_of(request, year, chapter))
