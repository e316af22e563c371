"""Whose turn it is to hold a role of the session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from filrouge.kernel.people.models import Group
from filrouge.modules.meetings.enums import MeetingStatus, SessionRole
from filrouge.modules.meetings.models import Meeting

NEVER = datetime.min.replace(tzinfo=UTC)
A_YEAR = timedelta(days=365)
MOST = 300  # meetings looked at: beyond, everybody has had their turn


def roles_of(meeting: Meeting) -> list[SessionRole]:
    """Those its type asks for, and those somebody holds anyway."""
    asked = set(meeting.type.session_roles)
    return [role for role in SessionRole if role in asked or getattr(meeting, f"{role}_id")]


def turns(
    candidates: Sequence[UUID],
    roles: Iterable[SessionRole],
    *,
    before: datetime,
    group: Group | None = None,
    taken: Iterable[UUID | None] = (),
) -> dict[SessionRole, UUID]:
    """For each role, who among these held it least in the year before, and longest ago. Nobody is proposed twice."""
    counts, last = _held(before, group)
    busy = {person for person in taken if person}
    found: dict[SessionRole, UUID] = {}
    for role in roles:
        free = [person for person in candidates if person not in busy]
        if free:
            chosen = min(free, key=lambda person: (counts[role, person], last.get((role, person), NEVER)))
            found[role] = chosen
            busy.add(chosen)
    return found


Key = tuple[SessionRole, UUID]


def _held(before: datetime, group: Group | None) -> tuple[Counter[Key], dict[Key, datetime]]:
    columns = [f"{role}_id" for role in SessionRole]
    anybody = Q(*[Q(**{f"{column}__isnull": False}) for column in columns], _connector=Q.OR)
    meetings = Meeting.objects.filter(anybody, starts_at__gte=before - A_YEAR, starts_at__lt=before)
    meetings = meetings.exclude(status=MeetingStatus.CANCELLED)
    if group is not None:
        meetings = meetings.filter(group=group)
    counts: Counter[Key] = Counter()
    last: dict[Key, datetime] = {}
    for starts_at, *people in meetings.order_by("-starts_at").values_list("starts_at", *columns)[:MOST]:
        for role, person in zip(SessionRole, people, strict=True):
            if person is not None:
                counts[role, person] += 1
                last.setdefault((role, person), starts_at)
    return counts, last
