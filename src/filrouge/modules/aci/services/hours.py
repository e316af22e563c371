from __future__ import annotations

from typing import Any

from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import SiteOpening


@transaction.atomic
def keep_hours(year: int, site: Site | None, *, by: Membership, **fields: Any) -> SiteOpening:
    """When a site is open, from this year on; the years before keep what they had."""
    require(by, policy.KEEP)
    row = SiteOpening.objects.select_for_update(of=("self",)).filter(from_year=year, site=site).first()
    row = row or SiteOpening(from_year=year, site=site)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    timeline.record(row, "aci.hours_kept", by=by, title=row.hours.name, year=year)
    return row


@transaction.atomic
def forget_hours(*, by: Membership) -> None:
    """Answer directly again: the detail of every site goes, what was answered before counts."""
    require(by, policy.KEEP)
    row = SiteOpening.objects.first()
    if row is not None:
        timeline.record(row, "aci.hours_forgotten", by=by)
        SiteOpening.objects.all().delete()
