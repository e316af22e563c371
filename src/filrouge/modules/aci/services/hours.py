from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import DirectAnswer, SiteOpening
from filrouge.modules.aci.queries.hours import opening_of


@transaction.atomic
def keep_hours(year: int, site: Site | None, *, by: Membership, **fields: Any) -> SiteOpening:
    """When a site is open, from this year on; the years before keep what they had."""
    require(by, policy.KEEP)
    row = SiteOpening.objects.select_for_update(of=("self",)).filter(from_year=year, site=site).first()
    row = row or SiteOpening(from_year=year, site=site)
    for name, value in fields.items():
        setattr(row, name, value)
    row.set_aside = False
    row.full_clean()
    row.save()
    timeline.record(row, "aci.hours_kept", by=by, title=row.hours.name, year=year)
    return row


@transaction.atomic
def answer_directly(year: int, *, by: Membership) -> DirectAnswer:
    """From this year on, what is typed with the year counts; the years before keep the hours of their sites."""
    require(by, policy.KEEP)
    if opening_of(year) is None:
        raise ValidationError(f"Aucun site n’a d’horaires pour {year}.", code="nothing")
    SiteOpening.objects.filter(from_year=year).update(set_aside=True)
    row, _created = DirectAnswer.objects.get_or_create(from_year=year)
    timeline.record(row, "aci.hours_forgotten", by=by, year=year)
    return row


@transaction.atomic
def take_hours_back(year: int, *, by: Membership) -> None:
    """What the sites said counts again, as before the direct answer of this year."""
    require(by, policy.KEEP)
    row = DirectAnswer.objects.select_for_update(of=("self",)).filter(from_year=year).first()
    if row is None:
        raise ValidationError(f"Les horaires des sites n’ont pas été écartés en {year}.", code="nothing")
    timeline.record(row, "aci.hours_taken_back", by=by, year=year)
    row.delete()
    SiteOpening.objects.filter(from_year=year).update(set_aside=False)
