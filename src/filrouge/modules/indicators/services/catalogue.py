from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.indicators import policy, queries
from filrouge.modules.indicators.engine import period_of
from filrouge.modules.indicators.models import Indicator

CHANGEABLE = (
    "title", "theme", "definition", "kind", "numerator", "denominator", "unit", "source", "owner", "frequency",
    "starts_on", "direction", "target", "target_on", "alert", "aci", "project_theme",
)  # fmt: skip
FIXED_ONCE_COUNTED = {"kind": "ce que c’est", "frequency": "la fréquence"}


@transaction.atomic
def add_indicator(*, by: Membership, **fields: Any) -> Indicator:
    require(by, policy.KEEP)
    _known(fields)
    row = Indicator(**fields)
    row.starts_on = row.starts_on or timezone.localdate().replace(month=1, day=1)
    row.full_clean()
    row.save()
    timeline.record(row, "indicators.added", by=by, title=row.title)
    return row


@transaction.atomic
def take(code: str, *, by: Membership) -> Indicator:
    """Take one of the library, as it is: it is then the team's to change. Archived, it comes back."""
    require(by, policy.KEEP)
    known = Indicator.objects.filter(code=code).first()
    if known is not None:
        return known if known.is_running else restore(known, by=by)
    today = timezone.localdate()
    entry = queries.shipped(today).get(code)
    if entry is None:
        raise ValidationError("Cet indicateur n’est plus dans la bibliothèque.", code="unknown")
    row = Indicator(code=code, starts_on=period_of(today, entry.columns["frequency"]).before.first, **entry.columns)
    row.full_clean()
    row.save()
    timeline.record(row, "indicators.taken", by=by, title=row.title)
    return row


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: Membership, **fields: Any) -> Indicator:
    """Values that were given keep their meaning: what they are and their rhythm no longer change."""
    require(by, policy.KEEP)
    _known(fields)
    row = locked(indicator)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    fixed = [FIXED_ONCE_COUNTED[name] for name in changed if name in FIXED_ONCE_COUNTED]
    if fixed and row.readings.exists():
        what = " et ".join(fixed)
        text = f"Des valeurs sont déjà données : pour changer {what}, rangez cet indicateur et refaites-en un."
        raise ValidationError(text, code="counted")
    for name in changed:
        setattr(row, name, fields[name])
    row.full_clean()
    row.save()
    if changed:
        words = ", ".join(str(Indicator._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        timeline.record(row, "indicators.changed", by=by, title=row.title, changes=words)
    return row


@transaction.atomic
def archive(indicator: Indicator, *, by: Membership) -> Indicator:
    """No longer followed: its values stay, nothing more is asked."""
    require(by, policy.KEEP)
    row = locked(indicator)
    if row.is_running:
        row.archived_on = timezone.localdate()
        row.save(update_fields=["archived_on"])
        timeline.record(row, "indicators.archived", by=by, title=row.title)
    return row


@transaction.atomic
def restore(indicator: Indicator, *, by: Membership) -> Indicator:
    """Followed again; the periods when it was not are not asked for."""
    require(by, policy.KEEP)
    row = locked(indicator)
    if not row.is_running:
        row.archived_on, row.starts_on = None, max(row.starts_on, row.period_of(timezone.localdate()).before.first)
        row.save(update_fields=["archived_on", "starts_on"])
        timeline.record(row, "indicators.restored", by=by, title=row.title)
    return row


def locked(indicator: Indicator) -> Indicator:
    return Indicator.objects.select_for_update(of=("self",)).select_related("owner").get(pk=indicator.pk)


def _known(fields: dict[str, Any]) -> None:
    if unknown := sorted(set(fields) - set(CHANGEABLE)):
        raise TypeError(f"not a changeable column of an indicator: {unknown}")
