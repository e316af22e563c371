"""Rows turned into what the pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.work import policy
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task, TaskBlock
from filrouge.ui.tabs import Tab

COLOURS = {TaskStatus.OPEN: "grey", TaskStatus.DONE: "green", TaskStatus.DROPPED: "grey"}


@dataclass(frozen=True, slots=True)
class Row:
    task: Task
    late: bool
    may_act: bool
    helpers: str
    waits: list[str]  # the titles of the open tasks that come before
    url: str


def rows_of(tasks: Iterable[Task], membership: Membership, today: date) -> list[Row]:
    """``tasks`` come from ``queries.with_people_and_blocks``."""
    base = reverse("work:list", args=[membership.organisation.slug])  # an address for each would take as long as a row
    return [row_of(task, membership, today, task.waits, f"{base}{task.pk}/") for task in tasks]


def row_of(task: Task, membership: Membership, today: date, waits: Iterable[TaskBlock], url: str = "") -> Row:
    helpers = [helper.person for helper in task.helpers.all()]
    hands = [task.owner, *helpers] if task.owner else helpers
    return Row(
        task=task,
        late=task.is_late_on(today),
        may_act=can(membership, policy.MANAGE) or any(person.user_id == membership.user_id for person in hands),
        helpers=", ".join(person.full_name for person in helpers),
        waits=[block.blocked_by.title for block in waits],
        url=url or task.get_absolute_url(),
    )


PLANES = (
    ("work:list", "Liste"),
    ("work:board", "Tableau"),
    ("work:weeks", "Par semaine"),
    ("work:my_week", "Ma semaine"),
)


def planes(request: TenantRequest, active: str) -> list[Tab]:
    """The ways to see tasks; what filters them stays in the address."""
    kept = request.GET.copy()
    for name in ("page", "state", "semaine", "par"):
        kept.pop(name, None)
    query = f"?{kept.urlencode()}" if kept else ""
    slug = request.organisation.slug
    return [Tab(label, reverse(name, args=[slug]) + query, name == active) for name, label in PLANES]


def colour_of(task: Task, today: date) -> str:
    return "red" if task.is_late_on(today) else COLOURS[TaskStatus(task.status)]


def history(task: Task) -> list[dict[str, Any]]:
    return [{"text": one.sentence, "when": one.happened_at, "who": one.actor_name} for one in history_of(task)]
