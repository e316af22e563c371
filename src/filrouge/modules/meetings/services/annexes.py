"""What the minutes list as annexes: documents of the points, and files added for the purpose."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError

from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.models import Annex, Meeting, Minutes
from filrouge.modules.meetings.services.sealing import reading_capability
from filrouge.modules.meetings.services.status import lock, require_writable

MOST_ANNEXES = 30


@transaction.atomic
def choose_annexes(meeting: Meeting, *, by: Membership, chosen: Collection[UUID]) -> list[Annex]:
    """The next version lists these files and no other, in the order of the points; those added for it come last."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    require_writable(meeting)
    candidates = queries.annexable(meeting)
    dropped = [one.file for one in candidates if one.file.pk not in chosen and not one.from_item]
    meeting.annexes.filter(minutes=None).delete()
    kept = [
        Annex(meeting=meeting, file=one.file, about=one.about, position=position)
        for position, one in enumerate((one for one in candidates if one.file.pk in chosen), 1)
    ]
    _require_room(len(kept))
    for annex in kept:
        annex.full_clean(exclude=["meeting", "file"])
        annex.save()
    for file in dropped:
        _discard(file)
    timeline.record(meeting, "meetings.annexes_chosen", by=by, title=meeting.title, count=len(kept))
    return kept


@transaction.atomic
def add_annex(meeting: Meeting, *, by: Membership, name: str, content: bytes | File[bytes]) -> Annex:
    """Annex a file that belongs to no point. Raises ``ValidationError`` for what the house does not keep."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    require_writable(meeting)
    count = meeting.annexes.filter(minutes=None).count()
    _require_room(count + 1)
    stored = files.store(name=name, content=content, capability=reading_capability(meeting))
    annex = Annex(meeting=meeting, file=stored, position=count + 1)
    annex.full_clean()
    annex.save()
    timeline.record(meeting, "meetings.annex_added", by=by, title=meeting.title, name=stored.name)
    return annex


def freeze_annexes(meeting: Meeting, minutes: Minutes) -> None:
    """With the minutes: what they list is kept with that version, as it was that day."""
    for annex in queries.annexes_of(meeting):
        files.freeze(annex.file)
        Annex.objects.create(
            meeting=meeting, minutes=minutes, file=annex.file, about=annex.about, position=annex.position
        )


def take_annexes_back(meeting: Meeting, minutes: Minutes) -> None:
    """The choice is again that of this version."""
    former = [(one.file, one.about, one.position) for one in queries.annexes_of(meeting, minutes)]
    meeting.annexes.filter(minutes=None).delete()
    for file, about, position in former:
        Annex.objects.create(meeting=meeting, file=file, about=about, position=position)


def _require_room(count: int) -> None:
    if count > MOST_ANNEXES:
        raise ValidationError("Un compte rendu a 30 annexes au plus : réunissez-en plusieurs en une.", code="too_many")


def _discard(file: StoredFile) -> None:
    """What an earlier version lists stays."""
    try:
        with transaction.atomic():
            if not file.frozen:
                files.discard(file)
    except ProtectedError:
        pass
