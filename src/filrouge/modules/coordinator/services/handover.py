from __future__ import annotations

from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.models import Access, Habit

Note: TypeAlias = Access | Habit


@transaction.atomic
def keep_note(row: Note, *, by: Membership, **fields: Any) -> Note:
    """An access or a habit, new or corrected."""
    require(by, policy.HAND_OVER)
    row = row if row._state.adding else _locked(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    _record(row, "kept", by)
    return row


@transaction.atomic
def remove_note(row: Note, *, by: Membership) -> Note:
    require(by, policy.HAND_OVER)
    row = _locked(row)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _record(row, "removed", by)
    return row


@transaction.atomic
def restore_note(row: Note, *, by: Membership) -> Note:
    require(by, policy.HAND_OVER)
    row = _locked(row)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    _record(row, "restored", by)
    return row


def _locked(row: Note) -> Note:
    found: Note = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def _record(row: Note, act: str, by: Membership) -> None:
    timeline.record(row, f"coordinator.{row._meta.model_name}_{act}", by=by, title=str(row))
