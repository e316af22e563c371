"""What follows when the readers of a meeting change."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import Confidentiality
from filrouge.modules.meetings.models import ItemDocument, Meeting
from filrouge.modules.meetings.services.retroplanning import relabel_steps
from filrouge.modules.meetings.services.status import lock


def reading_capability(meeting: Meeting) -> str:
    return policy.READING[Confidentiality(meeting.confidentiality)]


@transaction.atomic
def change_readers(meeting: Meeting, *, by: Membership, confidentiality: str) -> Meeting:
    """Say who reads a meeting, even once its minutes are frozen: their text does not change, their readers may."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    meeting.confidentiality = confidentiality
    meeting.full_clean()
    meeting.save(update_fields=["confidentiality"])
    seal(meeting)
    readers = Confidentiality(confidentiality).label
    timeline.record(meeting, "meetings.readers_changed", by=by, title=meeting.title, readers=readers)
    return meeting


def seal(meeting: Meeting) -> None:
    """Its files and what the search knows of its decisions are read by the same people as the meeting itself."""
    minutes = meeting.minutes_versions.values("file")
    documents = ItemDocument.everything.filter(item__meeting=meeting).values("file")
    sheets = queries.sheets_of(meeting).values("file")
    annexes = meeting.annexes.order_by().values("file")
    kept = (minutes, documents, sheets, annexes)
    files = StoredFile.objects.filter(reduce(or_, (Q(pk__in=keys) for keys in kept)))
    files.update(capability=reading_capability(meeting))
    relabel_steps(meeting)
    for decision in meeting.decisions.select_related("meeting"):
        search.refresh(decision)
