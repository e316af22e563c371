from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import SETTINGS, YearSettings
from filrouge.modules.aci.models.settings import DATES


@transaction.atomic
def keep_settings(
    year: int,
    *,
    by: Membership,
    values: Mapping[str, str],
    contract_starts_on: date | None = None,
    software_since: date | None = None,
    why: str = "",
) -> YearSettings:
    """What the team puts in place of the national values of a year. The last change may be taken back."""
    require(by, policy.KEEP)
    row = _locked(year) or YearSettings(year=year)
    before = row.snapshot()
    row.values, row.why = dict(values), why.strip()
    row.contract_starts_on, row.software_since = contract_starts_on, software_since
    if row.snapshot() != before:
        row.before = before
    row.full_clean()
    row.save()
    timeline.record(row, "aci.settings_kept", by=by, year=year)
    return row


@transaction.atomic
def reset_setting(year: int, name: str, *, by: Membership) -> YearSettings:
    """Follow the national value again."""
    require(by, policy.KEEP)
    row = _locked(year)
    if row is None or name not in row.values:
        raise ValidationError("Cette valeur est déjà la valeur nationale.", code="national")
    row.before = row.snapshot()
    row.values = {kept: value for kept, value in row.values.items() if kept != name}
    row.full_clean()
    row.save()
    timeline.record(row, "aci.setting_reset", by=by, year=year, title=SETTINGS[name].label)
    return row


@transaction.atomic
def undo_settings(year: int, *, by: Membership) -> YearSettings:
    """Back to what stood before the last change; once more, forward again."""
    require(by, policy.KEEP)
    row = _locked(year)
    if row is None or row.before is None:
        raise ValidationError("Aucun changement à annuler pour cette année.", code="nothing")
    before, row.before = row.before, row.snapshot()
    row.values, row.why = before["values"], before["why"]
    for name in DATES:
        setattr(row, name, date.fromisoformat(before[name]) if before[name] else None)
    row.full_clean()
    row.save()
    timeline.record(row, "aci.settings_undone", by=by, year=year)
    return row


def _locked(year: int) -> YearSettings | None:
    return YearSettings.objects.select_for_update(of=("self",)).filter(year=year).first()
