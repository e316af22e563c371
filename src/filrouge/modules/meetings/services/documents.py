"""Files to read before or during an item."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, ItemDocument
from filrouge.modules.meetings.services.sealing import reading_capability
from filrouge.modules.meetings.services.status import lock, require_writable

MOST_DOCUMENTS = 20
CAN_COME_BACK = timedelta(days=7)


@transaction.atomic
def attach_document(item: AgendaItem, *, by: Membership, name: str, content: bytes | File[bytes]) -> ItemDocument:
    """Keep a file with an item. Raises ``ValidationError`` for what the house does not keep."""
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    require_writable(meeting)
    if item.documents.count() >= MOST_DOCUMENTS:
        raise ValidationError(
            "Ce point a déjà 20 documents : retirez-en, ou réunissez-les en un seul.", code="too_many"
        )
    stored = files.store(name=name, content=content, capability=reading_capability(meeting))
    document = ItemDocument(item=item, file=stored, added_by=str(by.user))
    document.full_clean()
    document.save()
    timeline.record(meeting, "meetings.document_added", by=by, title=meeting.title, name=stored.name, item=item.title)
    return document


@transaction.atomic
def detach_document(document: ItemDocument, *, by: Membership) -> None:
    """Take a document out. It can come back for a few days; then its content is forgotten."""
    require(by, policy.PLAN)
    meeting = lock(document.item.meeting)
    require_writable(meeting)
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    timeline.record(meeting, "meetings.document_removed", by=by, title=meeting.title, name=document.file.name)


@transaction.atomic
def restore_document(document: ItemDocument, *, by: Membership) -> ItemDocument:
    require(by, policy.PLAN)
    meeting = lock(document.item.meeting)
    require_writable(meeting)
    document.removed_at = None
    document.save(update_fields=["removed_at"])
    timeline.record(
        meeting,
        "meetings.document_added",
        by=by,
        title=meeting.title,
        name=document.file.name,
        item=document.item.title,
    )
    return document


@transaction.atomic
def forget_removed() -> int:
    """Forget the items and documents removed long enough ago, in the ambient organisation."""
    past = timezone.now() - CAN_COME_BACK
    items = AgendaItem.everything.filter(removed_at__lt=past)
    documents = ItemDocument.everything.filter(removed_at__lt=past) | ItemDocument.everything.filter(item__in=items)
    for document in documents.select_related("file"):
        document.delete()
        _discard(document)
    return items.delete()[0]


def _discard(document: ItemDocument) -> None:
    """What is kept elsewhere (annexes of frozen minutes) stays."""
    try:
        with transaction.atomic():
            if not document.file.frozen:
                files.discard(document.file)
    except ProtectedError:
        pass
