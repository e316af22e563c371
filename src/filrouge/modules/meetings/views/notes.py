"""Writing together: saving, reading what others saved, saying where one writes, taking an earlier text back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.writing import answers
from filrouge.kernel.writing.forms import NotesForm
from filrouge.kernel.writing.services import NotesConflict, as_html
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.models import MinutesSection, Written
from filrouge.modules.meetings.views import shape, texts
from filrouge.modules.meetings.views.answers import find_item, find_meeting


@require_http_methods(["GET", "HEAD", "POST"])
def item_notes(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    return notes_page(request, find_item(pk, item))


@require_http_methods(["GET", "HEAD", "POST"])
def section_notes(request: TenantRequest, pk: UUID, key: str) -> HttpResponse:
    require(request.membership, policy.HOLD)
    if request.method != "POST":
        return notes_page(request, get_object_or_404(MinutesSection, meeting=pk, key=key))
    try:
        section = services.section_of(find_meeting(pk), key, by=request.membership)
    except MinutesSection.DoesNotExist:
        raise Http404 from None
    except ValidationError as error:
        return JsonResponse(answers.refused(error), status=422)
    return notes_page(request, section)


def notes_page(request: TenantRequest, text: Written) -> HttpResponse:
    """Read the notes as they are, or save them. Scripts get JSON; without scripts, a page that loses nothing."""
    if request.method != "POST":
        return JsonResponse(answers.current(text))
    form = NotesForm(request.POST)
    if not form.is_valid():
        return answer(request, text, 422, {"error": answers.TOO_LONG})
    data = form.cleaned_data
    try:
        sent = as_html(data["notes"])
        saved = services.write_notes(
            text,
            by=request.membership,
            notes=sent,
            read_version=data["version"],
            hand=data["hand"],
            acknowledged=data["acknowledged"],
        )
    except NotesConflict as conflict:
        return answer(request, text, 409, answers.conflict(conflict))
    except ValidationError as error:
        return answer(request, text, 422, answers.refused(error))
    return answer(request, saved, 200, answers.saved(saved, sent))


def answer(request: TenantRequest, text: Written, status: int, said: dict[str, Any]) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(said, status=status)
    if status == 200:
        return redirect("meetings:session", request.organisation.slug, text.meeting.pk)
    mine = answers.marked_choice(said, request.POST.get("notes", ""))
    back = reverse("meetings:session", args=[request.organisation.slug, text.meeting.pk])
    context = {"about": text.meeting, "text": text, "mine": mine, "save_url": request.path, "back": back, **said}
    return render(request, "writing/conflict.html", context, status=status)


@require_POST
def here(request: TenantRequest, pk: UUID) -> HttpResponse:
    """« I write here »: said while a text is entered, forgotten half a minute after the last time."""
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    place = request.POST.get("place", "")[:80]
    services.say_where(meeting, by=request.membership, hand=request.POST.get("hand", "")[:36], place=place)
    return HttpResponse(status=204)


@require_safe
def item_versions(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    return versions_page(request, find_item(pk, item))


@require_safe
def section_versions(request: TenantRequest, pk: UUID, key: str) -> HttpResponse:
    require(request.membership, policy.HOLD)
    return versions_page(
        request, get_object_or_404(MinutesSection.objects.select_related("meeting"), meeting=pk, key=key)
    )


def versions_page(request: TenantRequest, text: Written) -> HttpResponse:
    context = {
        "meeting": text.meeting,
        "text": text,
        "versions": texts.versions(queries.versions_of(text)),
        "can_restore": text.meeting.is_writable,
    }
    return render(request, "meetings/versions.html", context)


@require_POST
def version_restore(request: TenantRequest, pk: UUID, version: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row = get_object_or_404(queries.versions_in(find_meeting(pk)), pk=version)
    try:
        text = services.restore_notes(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
        return redirect("meetings:detail", request.organisation.slug, pk)
    messages.success(request, f"Texte repris : {text.title}. Celui d’avant reste dans les versions.")
    return redirect("meetings:session", request.organisation.slug, pk)
