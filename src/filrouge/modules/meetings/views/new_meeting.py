"""What the form of a new meeting opens with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.queries import not_gone
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.queries import valid_ids
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import SessionRole
from filrouge.modules.meetings.models import Meeting

SOON = timedelta(days=14)


def values_of(membership: Membership, asked: Mapping[str, str]) -> dict[str, Any]:
    """« ?comme= » another meeting, « ?type= » one of the types, or a team meeting in two weeks."""
    keys = valid_ids([asked.get("comme", "")])
    model = queries.readable_meetings(membership).filter(pk__in=keys).select_related("type", "group", "site").first()
    return _like(model) if model else _usual(asked.get("type", ""))


def turns_of(values: Mapping[str, Any]) -> dict[SessionRole, UUID]:
    """Whose turn it is among the members of the group, for the roles of the type."""
    group, kind = values.get("group"), values.get("type")
    if group is None or kind is None:
        return {}
    links = group.members.filter(not_gone(timezone.localdate())).order_by("person__sort_name")
    members = [link.person_id for link in links]
    roles = [role for role in SessionRole if role in kind.session_roles]
    return queries.turns(members, roles, before=timezone.now(), group=group)


def _usual(code: str) -> dict[str, Any]:
    kind = queries.meeting_types().filter(code=code or "team").first() or queries.meeting_types().first()
    starts = timezone.localtime().replace(hour=12, minute=30, second=0, microsecond=0)
    return {
        "type": kind,
        "group": queries.usual_group(kind) if kind else None,
        "title": kind.short_name if kind else "",
        "confidentiality": kind.confidentiality if kind else "",
        **_hours(timezone.localdate() + SOON, starts, timedelta(minutes=kind.default_minutes if kind else 60)),
    }


def _like(model: Meeting) -> dict[str, Any]:
    """The same meeting two weeks after it, or two weeks from now when it is long past; its roles take turns."""
    day = max(model.starts_on, timezone.localdate()) + SOON
    copied = ("type", "group", "title", "place", "site", "video_url", "confidentiality")
    return {
        **{name: getattr(model, name) for name in copied},
        "like": model,
        **_hours(day, timezone.localtime(model.starts_at), model.ends_at - model.starts_at),
    }


def _hours(day: date, starts: datetime, lasts: timedelta) -> dict[str, Any]:
    return {"day": almanac_of().on_or_after(day), "starts": starts.time(), "ends": (starts + lasts).time()}
