"""What the views of meetings share: finding a row."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from filrouge.modules.meetings.models import AgendaItem, Meeting


def find_meeting(pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("type", "group"), pk=pk)


def find_item(pk: UUID, item: UUID) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("meeting", "meeting__type"), pk=item, meeting=pk)
