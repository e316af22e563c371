"""Remarks on the draft minutes, by the text they are about."""

from __future__ import annotations

from django.db.models import QuerySet

from filrouge.modules.meetings.enums import MeetingStatus, RemarkState
from filrouge.modules.meetings.models import Meeting, Participant, Remark

WHOLE = ""  # in the place of an anchor, for the draft as a whole
Remarks = dict[str, list[Remark]]


def remarks_of(meeting: Meeting) -> Remarks:
    """By the anchor of the text; nothing is asked of a meeting whose draft was never sent, or is frozen."""
    if meeting.review_until is None or meeting.status == MeetingStatus.APPROVED:
        return {}
    return by_place(Remark.objects.filter(meeting=meeting))


def own_remarks(participant: Participant) -> Remarks:
    return by_place(Remark.objects.filter(participant=participant))


def open_remarks(meeting: Meeting) -> QuerySet[Remark]:
    remarks = Remark.objects.filter(meeting=meeting, state=RemarkState.OPEN)
    return remarks.select_related("participant__person", "item", "section")


def by_place(remarks: QuerySet[Remark]) -> Remarks:
    found: Remarks = {}
    for remark in remarks.select_related("participant__person", "item", "section").order_by("made_at", "pk"):
        found.setdefault(remark.on.anchor if remark.on else WHOLE, []).append(remark)
    return found
