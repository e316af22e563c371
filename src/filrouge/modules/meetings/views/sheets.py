"""The paper bridge: photographs of signed sheets find their meeting, and the grid opens beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import imports, policy, queries, services
from filrouge.modules.meetings.enums import FiledHow, MeetingStatus
from filrouge.modules.meetings.models import Meeting, SheetPhoto
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.modules.meetings.views.attendance import ON_PAPER, grid_context

MOST_PHOTOS = 12
NONE = "Choisissez au moins une photo, ou prenez-en une."


@dataclass
class Taken:
    """What became of the photos sent together."""

    filed: dict[UUID, SheetPhoto] = field(default_factory=dict)  # by meeting
    waiting: int = 0
    refused: list[str] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_list(request: TenantRequest) -> HttpResponse:
    """Drop a sheet without knowing where it goes; those no code could file wait here."""
    require(request.membership, policy.HOLD)
    taken = take(request) if request.method == "POST" else None
    if taken and (taken.filed or taken.waiting):
        return answer_taken(request, taken)
    context = {
        "waiting": queries.unfiled_sheets(),
        "meetings": queries.filable_meetings(request.membership, timezone.now())[:60],
        "refused": taken.refused if taken else [],
    }
    return render(request, "meetings/sheets.html", context, status=422 if taken else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Where the code of a printed sheet leads: its photographs, and the grid beside them."""
    require(request.membership, policy.HOLD)
    meeting = get_object_or_404(Meeting.objects.select_related("type"), pk=pk)
    if "open" in request.POST:
        return open_for_paper(request, meeting)
    taken = take(request, meeting) if request.method == "POST" else None
    if taken and (taken.filed or taken.waiting):
        return answer_taken(request, taken)
    context = sheet_context(request, meeting) | {"refused": taken.refused if taken else []}
    return render(request, "meetings/sheet.html", context, status=422 if taken else 200)


def sheet_context(request: TenantRequest, meeting: Meeting) -> dict[str, Any]:
    photos = list(queries.sheets_of(meeting))
    shown = next(
        (photo for photo in photos if str(photo.pk) == request.GET.get("photo")), photos[-1] if photos else None
    )
    begun = meeting.starts_at - services.SHEET_BEFORE <= timezone.now()
    status = MeetingStatus(meeting.status)
    return grid_context(request, meeting) | {
        **ON_PAPER,
        "photos": photos,
        "shown": shown,
        "takes_photos": begun and status != MeetingStatus.CANCELLED,
        "can_open": begun and status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED},
        "can_mark": status in {MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW},
        "can_hold": can(request.membership, policy.HOLD),
    }


def open_for_paper(request: TenantRequest, meeting: Meeting) -> HttpResponse:
    try:
        services.open_session(meeting, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return redirect("meetings:sheet", request.organisation.slug, meeting.pk)


def take(request: TenantRequest, meeting: Meeting | None = None) -> Taken:
    taken = Taken()
    sent = [one for one in request.FILES.getlist("photos") if one]
    if not sent:
        taken.refused.append(NONE)
    for content in sent[:MOST_PHOTOS]:
        try:
            take_one(request, content, meeting, taken)
        except ValidationError as error:
            taken.refused.append(shape.sentence(error))
    if len(sent) > MOST_PHOTOS:
        taken.refused.append(
            f"Douze photos au plus à la fois : les {len(sent) - MOST_PHOTOS} dernières n’ont pas été lues."
        )
    return taken


def take_one(request: TenantRequest, content: File[bytes], here: Meeting | None, taken: Taken) -> None:
    photo = imports.read_photo(content)
    key = imports.meeting_in(photo.codes, organisation=request.organisation.slug, name=photo.name)
    meeting, how = here, FiledHow.PAGE if here else FiledHow.UNFILED
    if key is not None:
        meeting, how = named_by_code(request, key, photo.name), FiledHow.CODE
    kept = services.keep_sheet(by=request.membership, jpeg=photo.jpeg, digest=photo.digest, meeting=meeting, how=how)
    if meeting is None:
        taken.waiting += 1
        return
    taken.filed[meeting.pk] = kept
    if here is not None and meeting.pk != here.pk:
        taken.strayed.append(meeting.title)


def named_by_code(request: TenantRequest, key: UUID, name: str) -> Meeting:
    meeting = queries.readable_meetings(request.membership).filter(pk=key).first()
    if meeting is None:
        raise ValidationError(
            "La feuille « %(name)s » porte le code d’une réunion qui n’existe plus ici : la photo n’a pas été gardée.",
            code="unknown",
            params={"name": name},
        )
    return meeting


def answer_taken(request: TenantRequest, taken: Taken) -> HttpResponse:
    for sentence in taken.refused:
        messages.error(request, sentence)
    for title in taken.strayed:
        messages.warning(request, f"Cette feuille porte le code de « {title} » : la photo y est classée.")
    if taken.waiting:
        messages.warning(request, "Le code de la feuille ne se lit pas : dites à quelle réunion elle appartient.")
        return redirect("meetings:sheets", request.organisation.slug)
    if len(taken.filed) > 1:
        messages.success(request, f"{len(taken.filed)} feuilles classées, chacune sur sa réunion.")
    else:
        messages.success(request, "Photo classée. Pointez maintenant d’après la feuille.")
    return redirect("meetings:sheet", request.organisation.slug, next(iter(taken.filed)))


def find_photo(request: TenantRequest, photo: UUID) -> SheetPhoto:
    """A photo that waits, or that of a meeting this member may read."""
    readable = queries.readable_by(request.membership, "meeting__")
    rows = SheetPhoto.objects.select_related("file", "meeting")
    return get_object_or_404(rows.filter(meeting__isnull=True) | rows.filter(readable), pk=photo)


@require_POST
def sheet_file(request: TenantRequest, photo: UUID) -> HttpResponse:
    """Say by hand which meeting a photo belongs to."""
    require(request.membership, policy.HOLD)
    row, chosen = find_photo(request, photo), request.POST.get("meeting", "")
    try:
        meeting = find_meeting(UUID(chosen))
        services.file_sheet(row, meeting, by=request.membership)
    except ValueError:
        messages.error(request, "Choisissez la réunion de cette feuille.")
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        return redirect("meetings:sheet", request.organisation.slug, meeting.pk)
    return redirect("meetings:sheets", request.organisation.slug)


@require_POST
def sheet_remove(request: TenantRequest, photo: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row = find_photo(request, photo)
    meeting = row.meeting_id
    try:
        services.remove_sheet(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        messages.success(request, "Photo supprimée.")
    return redirect(
        *(
            ("meetings:sheet", request.organisation.slug, meeting)
            if meeting
            else ("meetings:sheets", request.organisation.slug)
        )
    )
