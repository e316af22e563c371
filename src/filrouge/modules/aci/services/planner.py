from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work import services as work
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.modules.aci import policy
from filrouge.modules.aci.enums import heading_of
from filrouge.modules.aci.models import Assignment, DismissedAct, OwnTime, YearInputs
from filrouge.modules.aci.queries.owners import asked_of


@transaction.atomic
def assign(
    year: int,
    code: str,
    *,
    by: Membership,
    owner: Person | None,
    due_on: date | None,
    note: str = "",
    effort: int | None = None,
    tell: bool = False,
) -> Assignment:
    """Give a line of the year to somebody: its one task is made, changed, or opened again if it was dropped."""
    require(by, policy.KEEP)
    YearInputs.objects.select_for_update(of=("self",)).get(year=year)  # two taps wait for each other
    _require_line(year, code)
    fields: dict[str, Any] = {"owner": owner, "due_on": due_on, "detail": note.strip() or asked_of(year, code)}
    row = Assignment.objects.select_related("task").filter(year=year, code=code).first()
    before = row.task.owner_id if row else None
    if row is None:
        task = _make_task(year, code, by=by, **fields, effort=effort)
        row = Assignment(year=year, code=code, task=task)
        row.full_clean()
        row.save()
        _point_to(row, task)
    else:
        if row.task.status == TaskStatus.DROPPED:
            work.reopen_task(row.task, by=by)
        row.task = work.change_task(row.task, by=by, **fields)
    if tell and owner is not None and owner.email and owner.pk != before:
        work.tell_owner(row.task, by=by)
    return row


@transaction.atomic
def release(row: Assignment, *, by: Membership) -> None:
    """Nobody answers for the line any more: its task is dropped, and comes back with the next person."""
    require(by, policy.KEEP)
    if row.task.is_open:
        work.drop_task(row.task, by=by)
    else:
        work.change_task(row.task, by=by, owner=None)


def _make_task(year: int, code: str, *, by: Membership, **fields: Any) -> Task:
    return work.create_task(title=f"ACI {year} : {label_of(year, code)}", by=by, **fields)


def _point_to(row: Assignment, task: Task) -> None:
    """The task says which line it serves, and leads to it."""
    page = reverse("aci:year", args=[current_organisation().slug])
    task.origin_kind, task.origin_id = row._meta.label_lower, row.pk
    task.origin_label, task.origin_url = f"ACI {row.year}", f"{page}?annee={row.year}#{row.code}"
    task.save(update_fields=["origin_kind", "origin_id", "origin_label", "origin_url"])


@transaction.atomic
def dismiss(year: int, act: str, *, by: Membership, reason: str) -> DismissedAct:
    """The planner no longer proposes this act for the year."""
    require(by, policy.KEEP)
    _require_act(year, act)
    row = DismissedAct.objects.select_for_update(of=("self",)).filter(year=year, act=act).first()
    row = row or DismissedAct(year=year, act=act)
    row.reason = reason.strip()
    row.full_clean()
    row.save()
    timeline.record(row, "aci.act_dismissed", by=by, title=said(year, act), year=year, reason=row.reason)
    return row


@transaction.atomic
def take_back(row: DismissedAct, *, by: Membership) -> None:
    """The planner proposes it again."""
    require(by, policy.KEEP)
    timeline.record(row, "aci.act_taken_back", by=by, title=said(row.year, row.act), year=row.year)
    row.delete()


@transaction.atomic
def keep_times(times: Mapping[str, int | None], *, by: Membership) -> int:
    """The team's own minutes, by act; without a number the usual time is back. Returns how many changed."""
    require(by, policy.KEEP)
    known = {row.act: row for row in OwnTime.objects.select_for_update(of=("self",))}
    changed = 0
    for act, minutes in times.items():
        row = known.get(act)
        if minutes == (row.minutes if row else None):
            continue
        changed += 1
        if row is not None and minutes is None:
            row.delete()
            continue
        row = row or OwnTime(act=act)
        row.minutes = minutes or 0
        row.full_clean()
        row.save()
        timeline.record(row, "aci.time_kept", by=by, act=act, minutes=row.minutes)
    return changed


def label_of(year: int, code: str) -> str:
    heading = heading_of(year, code)
    return heading.label if heading else code


def said(year: int, act: str) -> str:
    """« Protocoles pluriprofessionnels (pièce) »"""
    kind, _, code = act.partition(":")
    return f"{label_of(year, code)} ({'pièce' if kind == 'proof' else 'marche suivante'})"


def _require_line(year: int, code: str) -> None:
    if heading_of(year, code) is None:
        raise ValidationError("Cette ligne n’est pas du barème de l’année.", code="line")


def _require_act(year: int, act: str) -> None:
    kind, _, code = act.partition(":")
    if kind not in {"proof", "step"} or heading_of(year, code) is None:
        raise ValidationError("Cet acte n’est pas de ceux de l’année.", code="act")
