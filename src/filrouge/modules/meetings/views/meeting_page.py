"""What the page of one meeting shows: see ``queries.page`` for how little it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import ATTENDED, TO_COME, Answer, Approval, MeetingStatus, SessionRole
from filrouge.modules.meetings.forms import ItemForm, ReadersForm
from filrouge.modules.meetings.models import Annex, Meeting, Minutes
from filrouge.modules.meetings.queries.page import Called
from filrouge.modules.meetings.views import shape

WHOLE = "tous"


@dataclass(frozen=True, slots=True)
class RoleRow:
    role: SessionRole
    person: Person | None
    proposed: UUID | None
    proposed_name: str


def asks_all(sent: Mapping[str, Any]) -> bool:
    """All the points, or the first ten."""
    return sent.get("points") == WHOLE


def context_of(meeting: Meeting, membership: Membership, whole: bool) -> dict[str, Any]:
    """Everything the page shows, but its history and the panels of the rooms above."""
    expected = queries.called_to(meeting)
    called = [one for one in expected if one.item_id is None]
    versions = list(meeting.minutes_versions.all())
    correcting = bool(versions) and meeting.status != MeetingStatus.APPROVED
    return agenda_context(meeting, membership, whole, expected) | {
        "groups": [*shape.by_profession(called), *shape.guest_group(one for one in expected if one.item_id)],
        "counts": queries.counts_of(called),
        **opinions_on(called),
        "steps": shape.steps_of(meeting),
        "status_colour": shape.STATUS_COLOURS[MeetingStatus(meeting.status)],
        "minutes": versions[0] if versions else None,
        "former": versions[1:],
        "annexes": annexes_listed(meeting, versions[:1]),
        "correcting": correcting,
        "correction": meeting.under_correction.first() if correcting else None,
        "readers_form": ReadersForm(initial={"confidentiality": meeting.confidentiality}),
        "can_duplicate": can(membership, policy.PLAN) and not meeting.impromptu,
        "can_hold": can(membership, policy.HOLD) and meeting.is_writable,
        "can_send": can(membership, policy.HOLD) and not meeting.impromptu,
        "can_approve": can(membership, policy.APPROVE),
        "roles": role_rows(meeting, called, suggests=can(membership, policy.PLAN) and meeting.status in TO_COME),
        "begun": meeting.starts_at - timedelta(hours=2) <= timezone.now(),
    }


def opinions_on(called: Sequence[Called]) -> dict[str, Any]:
    """Of those who came: what the draft minutes were told, and who said nothing."""
    came = [one for one in called if one.presence in ATTENDED]
    return {
        "opinions": [one for one in came if one.approval != Approval.NONE],
        "silent": [one.name for one in came if one.approval == Approval.NONE],
    }


def annexes_listed(meeting: Meeting, in_force: Sequence[Minutes]) -> list[Annex]:
    """Asked only of minutes that list some."""
    listing = [minutes for minutes in in_force if minutes.annexed]  # type: ignore[attr-defined]
    return [annex for minutes in listing for annex in queries.annexes_of(meeting, minutes)]


def agenda_context(
    meeting: Meeting, membership: Membership, whole: bool, expected: Sequence[Called] | None = None
) -> dict[str, Any]:
    """What the agenda alone shows: it is sent again after each change."""
    items = queries.items_to_show(meeting, whole=whole)
    figures = queries.agenda_figures(meeting)
    tasks = queries.tasks_by_item(meeting, [item.pk for item in items])
    expected = queries.called_to(meeting) if expected is None else expected
    plans = can(membership, policy.PLAN)
    can_arrange = plans and meeting.status in TO_COME
    return {
        "meeting": meeting,
        "base": meeting.get_absolute_url(),
        "rows": shape.rows_of(meeting, items, tasks, shape.by_item(expected)),
        "items_left": figures.count - len(items),
        "figures": figures,
        "remarks": queries.remarks_of(meeting),
        "can_answer": can(membership, policy.HOLD) and meeting.is_writable,
        "agenda_over": figures.minutes - meeting.planned_minutes,
        "whole": whole,
        "can_plan": plans and meeting.is_writable,
        "can_arrange": can_arrange,
        "item_form": ItemForm(presenters=names_of(expected)) if can_arrange else None,
    }


def role_rows(meeting: Meeting, called: Sequence[Called], *, suggests: bool) -> list[RoleRow]:
    """Who holds each role of the session; whose turn it is where nobody does."""
    roles = queries.roles_of(meeting)
    holders = {role: getattr(meeting, role) for role in roles}
    empty = [role for role in roles if holders[role] is None]
    names = {one.person_id: one.name for one in called if one.answer not in {Answer.EXCUSED, Answer.NOT_COMING}}
    taken = [person.pk for person in holders.values() if person]
    proposed = (
        queries.turns(list(names), empty, before=meeting.starts_at, group=meeting.group, taken=taken)
        if suggests and empty and names
        else {}
    )
    turns = {role: (key, names[key]) for role, key in proposed.items()}
    return [RoleRow(role, holders[role], *turns.get(role, (None, ""))) for role in roles]


def names_of(called: Sequence[Called]) -> list[tuple[UUID, str]]:
    """Who may present a point."""
    return [(one.person_id, one.name) for one in called]
