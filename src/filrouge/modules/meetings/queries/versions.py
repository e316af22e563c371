from __future__ import annotations

from django.db.models import Q, QuerySet

from filrouge.modules.meetings.models import AgendaItem, Meeting, NotesVersion, Written

SHOWN = 200


def versions_of(text: Written) -> QuerySet[NotesVersion]:
    """The latest first; enough of them for a page."""
    of = Q(item=text) if isinstance(text, AgendaItem) else Q(section=text)
    return NotesVersion.objects.filter(of).order_by("-version")[:SHOWN]


def versions_in(meeting: Meeting) -> QuerySet[NotesVersion]:
    of = Q(item__meeting=meeting) | Q(section__meeting=meeting)
    return NotesVersion.objects.filter(of).select_related("item__meeting", "section__meeting")
