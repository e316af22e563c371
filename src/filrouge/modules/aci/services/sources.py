"""The source of a number that was typed: kept, replaced, taken away, put back."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import InputSource


@transaction.atomic
def keep_source(
    year: int, code: str, *, by: Membership, text: str, on: date, upload: File[bytes] | None = None
) -> InputSource:
    """Say where a number comes from. Without ``upload`` the file that is there stays, unless it was taken away."""
    require(by, policy.KEEP)
    row = _locked(year, code) or InputSource(year=year, code=code)
    if row.removed_at is not None:
        row.file, row.removed_at = None, None
    row.text, row.on = text.strip(), on
    if upload is not None:
        row.file = files.store(name=upload.name or "source", content=upload, capability=policy.VIEW)
    row.full_clean()
    return _saved(row, "aci.source_kept", by)


@transaction.atomic
def remove_source(year: int, code: str, *, by: Membership) -> None:
    require(by, policy.KEEP)
    row = _locked(year, code)
    if row is not None and row.removed_at is None:
        row.removed_at = timezone.now()
        _saved(row, "aci.source_removed", by)


@transaction.atomic
def restore_source(year: int, code: str, *, by: Membership) -> None:
    require(by, policy.KEEP)
    row = _locked(year, code)
    if row is not None and row.removed_at is not None:
        row.removed_at = None
        _saved(row, "aci.source_restored", by)


def _saved(row: InputSource, action: str, by: Membership) -> InputSource:
    row.save()
    timeline.record(row, action, by=by, title=row.get_code_display(), year=row.year)
    return row


def _locked(year: int, code: str) -> InputSource | None:
    rows = InputSource.objects.select_for_update(of=("self",)).select_related("file")
    return rows.filter(year=year, code=code).first()
