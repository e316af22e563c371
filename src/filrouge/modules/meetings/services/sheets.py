"""Signed sheets, photographed: kept, filed on their meeting, frozen with its minutes."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import enums as kinds
from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import FiledHow, MeetingStatus
from filrouge.modules.meetings.models import Meeting, SheetPhoto
from filrouge.modules.meetings.services.sealing import reading_capability
from filrouge.modules.meetings.services.status import lock

SHEET_BEFORE = timedelta(hours=2)  # a sheet is signed on arriving


@transaction.atomic
def keep_sheet(
    *, by: Membership, jpeg: bytes, digest: str, meeting: Meeting | None = None, how: str = FiledHow.UNFILED
) -> SheetPhoto:
    """Keep a photo, on its meeting when it is known, else waiting to be filed.

    ``digest`` is that of the photo as it was sent. The same photo twice is refused (code ``twin``), unless it was
    waiting and its meeting is now known.
    """
    require(by, policy.HOLD)
    twin = SheetPhoto.objects.filter(source_sha256=digest).select_related("meeting", "file").first()
    if twin is not None:
        if meeting is None or twin.meeting is not None:
            raise ValidationError(
                "Cette photo est déjà déposée sur « %(title)s »."
                if twin.meeting
                else "Cette photo attend d’être classée.",
                code="twin",
                params={"title": twin.meeting.title if twin.meeting else ""},
            )
        return file_sheet(twin, meeting, by=by, how=how)
    stored = files.store(
        name=f"Feuille d’émargement {timezone.localdate():%Y-%m-%d}.jpg",
        content=jpeg,
        capability=policy.HOLD,
        expected={kinds.JPEG},
    )
    photo = SheetPhoto(file=stored, source_sha256=digest, added_by=str(by.user)[:200])
    photo.full_clean()
    photo.save()
    return photo if meeting is None else file_sheet(photo, meeting, by=by, how=how)


@transaction.atomic
def file_sheet(photo: SheetPhoto, meeting: Meeting, *, by: Membership, how: str = FiledHow.CHOSEN) -> SheetPhoto:
    """Put a photo on a meeting, or on another one while nothing is frozen."""
    require(by, policy.HOLD)
    _refuse_frozen(photo)
    meeting = lock(meeting)
    if not queries.may_read(by, meeting):
        raise ValidationError("Cette réunion n’existe pas ici.", code="unknown")
    if meeting.status == MeetingStatus.CANCELLED:
        raise ValidationError("« %(title)s » est annulée.", code="cancelled", params={"title": meeting.title})
    if meeting.starts_at - SHEET_BEFORE > timezone.now():
        raise ValidationError("« %(title)s » n’a pas encore eu lieu.", code="future", params={"title": meeting.title})
    photo.meeting = meeting
    photo.filed_how = how
    photo.full_clean(exclude=["file"])
    photo.save(update_fields=["meeting", "filed_how"])
    _label(photo, meeting)
    timeline.record(meeting, "meetings.sheet_filed", by=by, title=meeting.title)
    return photo


@transaction.atomic
def remove_sheet(photo: SheetPhoto, *, by: Membership) -> None:
    """The wrong photo goes for good, content included, until the minutes are approved."""
    require(by, policy.HOLD)
    _refuse_frozen(photo)
    meeting, stored = photo.meeting, photo.file
    photo.delete()
    files.discard(stored)
    if meeting is not None:
        timeline.record(meeting, "meetings.sheet_removed", by=by, title=meeting.title)


def freeze_sheets(meeting: Meeting) -> None:
    """With the minutes: from then on the photographed sheets are proofs like them."""
    for photo in queries.sheets_of(meeting):
        files.freeze(photo.file)


def _label(photo: SheetPhoto, meeting: Meeting) -> None:
    """The file takes the date and the readers of its meeting."""
    photo.file.name = f"Feuille d’émargement {meeting.starts_on:%Y-%m-%d}.jpg"
    photo.file.capability = reading_capability(meeting)
    photo.file.save(update_fields=["name", "capability"])
    if meeting.status == MeetingStatus.APPROVED:
        files.freeze(photo.file)


def _refuse_frozen(photo: SheetPhoto) -> None:
    if photo.file.frozen:
        raise ValidationError(
            "Le compte rendu est approuvé : cette feuille en est une preuve et ne bouge plus.", code="frozen"
        )
